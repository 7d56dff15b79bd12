"""What the measurements come to: medians, ratios, and how they stand to what was aimed at."""

from dataclasses import dataclass
from math import inf
from statistics import median, quantiles

from tests.bench.pages import ALIKE
from tests.bench.rates import OF_PAIRS
from tests.bench.rounds import CACHED, HELLO, UNCACHED

#: The measure of all shares: hello-world under gunicorn with two sync workers.
BASE = "gunicorn"
LISTINGS = (*ALIKE, "section", "tag, sparse", "tag, middle of one day")
FLAT = 1.1


@dataclass(frozen=True)
class Figure:
    """One line of the table of figures; `at_most` says on which side of the bar it has to be."""

    what: str
    value: float | None
    bar: float
    aim: float | None = None
    at_most: bool = True
    note: str = ""

    @property
    def verdict(self):
        if self.value is None:
            return "not measured"
        if self.aim is not None and self._reaches(self.aim):
            return "reaches the aim"
        return "reaches the bar" if self._reaches(self.bar) else "MISSES THE BAR"

    def _reaches(self, mark):
        return self.value <= mark if self.at_most else self.value >= mark

    def row(self):
        sign = "<=" if self.at_most else ">="
        aim = "" if self.aim is None else f"{sign} {self.aim:g}"
        value = "" if self.value is None else f"{self.value:.3g}"
        return [self.what, value, f"{sign} {self.bar:g}", aim, self.verdict, self.note]


class Run:
    """A run's raw figures, as `bench.json` holds them, and what follows from them."""

    def __init__(self, raw):
        self.raw = raw
        self.rates = {
            (target["archive"], target["mode"], target["page"]): median(target["rates"])
            for target in raw["http"]["targets"]
            if target["rates"]
        }

    @property
    def archives(self):
        return self.raw["archives"]

    def of(self, vendor):
        """The archives in this database, the smallest first."""
        found = [archive for archive in self.archives if archive["vendor"] == vendor]
        return sorted(found, key=lambda archive: archive["stories"])

    def rate(self, archive, mode, page):
        return self.rates.get((archive, mode, page))

    def base(self):
        return self.rates.get(("", HELLO, BASE))

    def shares(self, archive, mode, names=None):
        """{page: share of hello-world}, the measured ones of these pages."""
        return {
            page: rate / self.base()
            for (name, how, page), rate in self.rates.items()
            if name == archive and how == mode and (names is None or page in names)
        }

    def growth(self, vendor="postgresql"):
        """{page: how many times slower it is in the largest archive than in the smallest}."""
        found = self.of(vendor)
        if len(found) < 2:
            return {}
        small, large = (self.shares(found[place]["name"], UNCACHED) for place in (0, -1))
        return {page: ratio(small[page], large[page]) for page in small if page in large}

    def searches(self, archive):
        """{kind of search: (median, longest)} in milliseconds."""
        return {
            name: (median(asked["ms"]), max(asked["ms"]))
            for name, asked in self.raw["http"]["searches"].get(archive, {}).items()
            if "ms" in asked
        }


def ratio(fast, slow):
    """How many times `fast` is `slow`; a page too slow to answer in its time has no rate at all."""
    return fast / slow if slow else inf


def figures(run):
    """Return the Figures of a run, in the order in which they were asked for."""
    found = []
    for archive in run.of("postgresql"):
        found += _of_archive(run, archive["name"])
    found.append(_worst(f"slower in the largest archive, {_growing(run)}", run.growth(), 1.25, 1.1))
    for vendor, bar, aim in (("postgresql", 120, 40), ("sqlite", 60, 20)):
        for archive in run.of(vendor):
            found.append(_slowest_search(run, archive["name"], bar, aim))
    for archive in run.archives:
        found += _of_queries(run, archive["name"]) + _of_memory(run, archive["name"])
    for vendor, bar, aim in (("postgresql", 0.8, 1), ("sqlite", 0.5, None)):
        found += _of_import(run, vendor, bar, aim)
    for vendor in ("postgresql", "sqlite"):
        found += _of_rates(run, vendor)
    return found


def _of_rates(run, vendor):
    seen = run.raw.get("rates", {}).get(vendor)
    if not seen:
        return []
    seconds = seen["first"]["seconds"]
    times = seconds / seen["raw_seconds"]
    note = f"{seen['fixings'] / seconds:,.0f} fixings a second, {times:.1f} times as long as raw"
    pages = {
        f"{name}, {how}": median(seen["pages"][name][how]["ms"])
        for name in OF_PAIRS
        for how in ("cold", "warm")
    }
    strip = {how: one | {"ms": median(one["ms"])} for how, one in seen["strip"].items()}
    embeds = {name: size["raw"] for name, size in seen["embeds"].items()}
    return [
        Figure(f"{vendor}: history of rates, seconds", seconds, 20, note=note),
        Figure(f"{vendor}: strip warm, SQL statements", strip["warm"]["statements"], 0),
        Figure(f"{vendor}: strip cold, SQL statements", strip["cold"]["statements"], 1),
        Figure(f"{vendor}: strip warm, ms", strip["warm"]["ms"], 1),
        Figure(f"{vendor}: strip cold, ms", strip["cold"]["ms"], 1),
        _worst(f"{vendor}: page of a pair, ms", pages, 25),
        _worst(f"{vendor}: embed with its styles, bytes", embeds, 6_000),
    ]


def _of_import(run, vendor, bar, aim):
    seen = run.raw.get("imports", {}).get(vendor)
    if not seen:
        return []
    rate = seen["stories"] / seen["first"]["seconds"]
    again = seen["stories"] / seen["second"]["seconds"]
    note = f"{rate:,.0f} stories a second, raw {seen['raw']:,.0f}"
    return [
        Figure(f"{vendor}: import over raw SQL", rate / seen["raw"], bar, aim, False, note),
        Figure(
            f"{vendor}: second import, times as fast", again / rate, 5, None, False, f"{again:,.0f}"
        ),
        Figure(f"{vendor}: memory of an import, MB", seen["first"]["memory"], 300),
    ]


def _of_archive(run, name):
    listings = run.shares(name, UNCACHED, LISTINGS)
    story = run.shares(name, UNCACHED, ["story"])
    cached = run.shares(name, CACHED)
    alike = run.shares(name, UNCACHED, ALIKE)
    slowest = min(alike, key=alike.get, default=None)
    spread = {slowest: ratio(max(alike.values()), alike[slowest])} if alike else {}
    return [
        _worst(f"{name}: listing, share of hello-world", listings, 0.06, 0.10, at_most=False),
        _worst(f"{name}: fastest listing over slowest", spread, 1.4, 1.2),
        _worst(f"{name}: story, share of hello-world", story, 0.08, 0.12, at_most=False),
        _worst(f"{name}: page cache, share of hello-world", cached, 0.45, 0.7, at_most=False),
    ]


def _worst(what, values, bar, aim=None, at_most=True):
    """The Figure of the worst of {name: value}."""
    if not values:
        return Figure(what, None, bar, aim, at_most)
    name = (max if at_most else min)(values, key=values.get)
    return Figure(what, values[name], bar, aim, at_most, name)


def _growing(run):
    counts = [f"{archive['stories']:,}" for archive in run.of("postgresql")]
    return f"{counts[-1]} over {counts[0]} stories" if len(counts) > 1 else "one size only"


def _slowest_search(run, name, bar, aim):
    medians = {kind: middle for kind, (middle, _) in run.searches(name).items()}
    return _worst(f"{name}: search, ms", medians, bar, aim)


def _of_queries(run, name):
    pages = run.raw["queries"].get(name, {}).get("pages", {})
    counts = {page: seen["statements"] for page, seen in pages.items() if "statements" in seen}
    listings = {page: count for page, count in counts.items() if page in LISTINGS}
    stories = {page: count for page, count in counts.items() if page == "story"}
    return [
        _worst(f"{name}: listing, SQL statements", listings, 4),
        _worst(f"{name}: story, SQL statements", stories, 6),
    ]


def _of_memory(run, name):
    seen = run.raw["memory"].get(name)
    if not seen:
        return []
    early, late = list(seen.values())[-2:]
    return [
        Figure(f"{name}: a worker's memory, MB", late, 150, note=", ".join(_visits(seen))),
        Figure(f"{name}: its growth over the last 5,000 pages", late / early, FLAT),
    ]


def _visits(seen):
    return [f"{megabytes:.0f} after {int(count):,}" for count, megabytes in seen.items()]


# Tables -----------------------------------------------------------------------------------------


def tables(run):
    """Yield (title, rows) of all that is printed; the first row is the head."""
    for archive in run.archives:
        yield f"Requests a second, {archive['name']}", _rates(run, archive["name"])
    if growth := run.growth():
        rows = [[page, f"{value:.2f}"] for page, value in growth.items()]
        yield f"Slower in the largest archive, {_growing(run)}", [["page", "times"], *rows]
    searched = [a for a in run.archives if a["name"] in run.raw["http"]["searches"]]
    for archive in searched:
        yield f"Search, one request at a time, {archive['name']}", _searches(run, archive["name"])
    for archive in run.archives:
        yield f"Queries and templates, {archive['name']}", _queries(run, archive["name"])
    for vendor, seen in run.raw.get("rates", {}).items():
        yield f"Rates, {vendor}", _rates_shown(seen)
    for archive in run.of("postgresql"):
        yield f"Indexes never used, {archive['name']}", _unused(run, archive["name"])
    yield "Figures", [HEAD, *(figure.row() for figure in figures(run))]


HEAD = ["what", "measured", "bar", "aim", "", "worst of them"]


def _rates(run, name):
    bases = [
        [f"hello-world, {server}", f"{run.rates['', HELLO, server]:.0f}"]
        for server in ("gunicorn", "granian")
        if ("", HELLO, server) in run.rates
    ]
    rows = [
        [page, f"{rate:.0f}", f"{rate / run.base():.3f}", *_cached(run, name, page)]
        for (archive, mode, page), rate in run.rates.items()
        if archive == name and mode == UNCACHED
    ]
    lacking = [[page, "404"] for page in run.raw["http"]["lacking"].get(name, ())]
    return [["page", "a second", "share", "cached", "share"], *bases, *rows, *lacking]


def _cached(run, name, page):
    rate = run.rate(name, CACHED, page)
    return [f"{rate:.0f}", f"{rate / run.base():.2f}"] if rate else []


def _searches(run, name):
    found = run.raw["http"]["searches"].get(name, {})
    known = run.searches(name)
    rows = [
        [kind, f"{known[kind][0]:.0f}", f"{known[kind][1]:.0f}", str(len(asked["ms"]))]
        if kind in known
        else [kind, "no such page"]
        for kind, asked in found.items()
    ]
    return [["search", "ms, median", "longest", "requests"], *rows]


def _queries(run, name):
    rows = []
    for page, seen in run.raw["queries"].get(name, {}).get("pages", {}).items():
        if "statements" not in seen:
            rows.append([page, str(seen["status"])])
            continue
        times = [f"{seen[key]:.1f}" for key in ("database_ms", "template_ms", "total_ms")]
        slowest = max((q.get("execution_ms", 0) for q in seen["queries"]), default=0)
        # SQLite does not say how many rows it read.
        read = [query["rows_read"] for query in seen["queries"] if "rows_read" in query]
        counted = str(sum(read)) if read else ""
        rows.append([page, str(seen["statements"]), *times, f"{slowest:.2f}", counted])
    head = "page,statements,database ms,templates ms,all ms,slowest plan ms,rows read".split(",")
    return [head, *rows]


def _rates_shown(seen):
    asked = {f"strip, {how}": asked for how, asked in seen["strip"].items()}
    asked |= {
        f"{name}, {how}": page[how]
        for name, page in seen["pages"].items()
        for how in ("cold", "warm")
    }
    rows = [
        [name, str(one["statements"]), f"{median(one['ms']):.2f}", f"{_late(one['ms']):.2f}"]
        for name, one in asked.items()
    ]
    sizes = [
        [name, f"{size['raw']:,} bytes", f"{size['gzip']:,} packed"]
        for name, size in seen["embeds"].items()
    ]
    return [["what", "statements", "ms, median", "95 in 100"], *rows, *sizes]


def _late(milliseconds):
    return quantiles(milliseconds, n=20)[-1]


def _unused(run, name):
    """Those of our tables that were not used: unique ones keep a promise, others ought to serve."""
    found = run.raw["queries"].get(name, {}).get("indexes", ())
    rows = [
        [index["index"], index["table"], f"{index['bytes'] / 1e6:.1f}", _excuse(index)]
        for index in found
        if not index["scans"]
    ]
    return [["index", "table", "MB", ""], *sorted(rows, key=lambda row: row[3])]


def _excuse(index):
    if index["unique"]:
        return "unique"
    if index["index"].endswith("_like"):
        return "comes with a unique text, for Django's `startswith`"
    return "" if index["rows"] > 0 else "the table is empty"


def text(rows):
    """Return a table in columns; numbers stand to the right."""
    width = max(len(row) for row in rows)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    widths = [max(len(row[place]) for row in rows) for place in range(width)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(size) if cell[:1].isdigit() else cell.ljust(size)
            for cell, size in zip(row, widths, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def markdown(rows):
    head, *body = rows
    lines = [head, ["---"] * len(head), *([*row, *[""] * (len(head) - len(row))] for row in body)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def readme(run):
    """Return the Markdown for the README: requests a second of each archive, side by side."""
    names = [archive["name"] for archive in run.of("postgresql")]
    pages = dict.fromkeys(page for (_, mode, page) in run.rates if mode == UNCACHED)
    head = ["requests a second (share of hello-world)"]
    head += [f"{archive['stories']:,} stories" for archive in run.of("postgresql")]
    head += ["from the page cache"] if names else []
    rows = (
        [
            [
                page,
                *(_cell(run, name, UNCACHED, page) for name in names),
                _cell(run, names[-1], CACHED, page),
            ]
            for page in pages
        ]
        if names
        else []
    )
    return markdown([head, *rows])


def _cell(run, name, mode, page):
    rate = run.rate(name, mode, page)
    return f"{rate:.0f} ({rate / run.base():.2f})" if rate else ""

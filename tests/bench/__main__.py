"""The command line of `make bench`.

python -m tests.bench run N[,N...] [options]     measure archives of so many stories
python -m tests.bench hold N[,N...] [options]    load them, say where, and wait for Ctrl-C
python -m tests.bench table [--file bench.json]  print the README's table from an earlier run
"""

import argparse
import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path

from tests.bench import fixings, imports, machine, rates, report, rounds
from tests.bench.databases import ROOT, archives, run_module
from tests.bench.wrk import BadAnswer, require_wrk
from tests.programs import MissingProgram

# Visited for their statements alone: readers' pages that no throughput is asked of, and the desk.
OTHERS = {
    "sitemap": "/sitemap.xml",
    "sitemap, a part": "/sitemap-pages.xml",
    "desk": "/admin/",
    "desk, stories": "/admin/articles/article/",
    "desk, drafts": "/admin/articles/article/?status=draft",
}


def parsed(arguments):
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("tests.bench", description=__doc__, formatter_class=form)
    parser.add_argument("act", choices=["run", "hold", "table"])
    parser.add_argument("stories", type=_counts, nargs="?", default=[100_000], metavar="N[,N…]")
    parser.add_argument(
        "--databases", type=_names, default=["postgresql", "sqlite"], metavar="NAME[,NAME]"
    )
    parser.add_argument("--database-url", help="a PostgreSQL of yours, empty or loaded before")
    parser.add_argument("--keep", metavar="DIR", help="keep the databases here, and use them again")
    parser.add_argument("--dense", type=int, default=0, metavar="D", help="more, on a single day")
    parser.add_argument("--triggers", action="store_true", help="load with the triggers at work")
    parser.add_argument("--refresh", action="store_true", help="recount what is kept, too")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="PostgreSQL's setting"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="for each page in each round")
    parser.add_argument("--only", type=_parts, default=PARTS, help=f"some of {','.join(PARTS)}")
    parser.add_argument("--pages", type=_names, help="only those whose names begin so, over HTTP")
    parser.add_argument(
        "--history", type=Path, metavar="FILE", help="the ECB's file of all days, not a made-up one"
    )
    parser.add_argument("--file", type=Path, default=ROOT / "bench.json")
    return parser.parse_args(arguments)


PARTS = ("http", "search", "queries", "memory", "imports", "rates")


def _counts(text):
    return [int(part) for part in text.replace("_", "").split(",")]


def _names(text):
    return text.split(",")


def _parts(text):
    if unknown := set(_names(text)) - set(PARTS):
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: choose from {', '.join(PARTS)}")
    return _names(text)


def run(options):
    """Measure, print the tables, write the file."""
    require_wrk()
    options.file.parent.mkdir(parents=True, exist_ok=True)
    with archives(options) as found:
        _collect_static(found[0].environ)
        raw = {
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": machine.facts(),
            "rounds": options.rounds,
            "seconds": options.seconds,
            "archives": [_described(archive) for archive in found],
            "http": rounds.measured(found, options),
            "queries": {a.name: _queried(a, options) for a in found if "queries" in options.only},
            "memory": {a.name: _remembered(a) for a in found if "memory" in options.only},
            "imports": _imported(found, options) if "imports" in options.only else {},
            "rates": _rated(found, options) if "rates" in options.only else {},
        }
    options.file.write_text(json.dumps(raw, indent=1))
    figures = [figure.row() for figure in report.figures(report.Run(raw))]
    options.file.write_text(json.dumps(raw | {"figures": figures}, indent=1))
    show(raw)
    print(f"\nAll of it is in {options.file}, the plans beside it in bench/.")


def _described(archive):
    return {
        "name": archive.name,
        "vendor": archive.vendor,
        "stories": archive.stories,
        "dense": archive.facts["dense"],
    }


def _collect_static(environ):
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environ, check=True)  # noqa: S603


def _queried(archive, options):
    print(f"{archive.name}: the queries", flush=True)
    folder = options.file.parent / "bench" / f"plans-{archive.name}"
    return run_module(
        archive.environ | {"PAGE_CACHE_SECONDS": "0"},
        "tests.bench.queries",
        str(folder),
        given=rounds.paths(archive) | OTHERS,
    )


def _remembered(archive):
    print(f"{archive.name}: the memory", flush=True)
    return rounds.memory(archive)


def _imported(found, options):
    """Measure imports into an empty database beside the largest archive of each kind."""
    measured = {}
    for archive in _of_each_kind(found):
        count = min(max(options.stories), imports.MOST[archive.vendor])
        print(f"{archive.vendor}: importing {count:,} stories", flush=True)
        with imports.blank(archive) as environ:
            folder = options.file.parent / "bench"
            measured[archive.vendor] = imports.measured(environ, folder, count)
    return measured


def _rated(found, options):
    """Measure rates in an empty database beside the largest archive of each kind."""
    measured = {}
    for archive in _of_each_kind(found):
        print(f"{archive.vendor}: rates of {fixings.YEARS} years", flush=True)
        with imports.blank(archive) as environ:
            folder = options.file.parent / "bench"
            measured[archive.vendor] = rates.measured(environ, folder, options.history)
    return measured


def _of_each_kind(found):
    return {archive.vendor: archive for archive in found}.values()


def hold(options):
    """Load, say where, and wait."""
    with archives(options) as found:
        for archive in found:
            print(archive.name, archive.environ["DATABASE_URL"], flush=True)
        signal.pause()


def show(raw):
    for title, rows in report.tables(report.Run(raw)):
        print(f"\n{title}\n\n{report.text(rows)}")


def table(options):
    print(report.readme(report.Run(json.loads(options.file.read_text()))))


def main(arguments):
    # Whoever stops the run stops what it started, too: the blocks clean up.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    options = parsed(arguments)
    {"run": run, "hold": hold, "table": table}[options.act](options)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
    except (BadAnswer, MissingProgram, LookupError, RuntimeError, OSError, HTTPException) as error:
        sys.exit(f"{type(error).__name__}: {error}")

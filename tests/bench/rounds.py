"""Requests a second, in rounds: what is compared is measured side by side, again and again."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection

from tests.bench import corpus, pages
from tests.bench.server import GRANIAN, GUNICORN, SITE, WORD, fetch, serving
from tests.bench.wrk import BadAnswer, measure

HELLO, UNCACHED, CACHED = "hello", "no page cache", "page cache"
# With whole pages kept, one is like another; SQLite is measured without.
KEPT_WHOLE = ("listing, page 1", "listing, middle", "country", "tag", "author", "story", "home")
ENOUGH_REQUESTS, ENOUGH_SECONDS = 15, 12
#: What is kept has found its bounds by the middle one.
VISITED = (1_000, 5_000, 10_000)


@dataclass
class Target:
    """An address and the rates that it had, a round each."""

    archive: str
    mode: str
    page: str
    address: str
    rates: list


def environ_of(archive, mode):
    """The archive's environment, the page cache on or off."""
    return archive.environ | ({"PAGE_CACHE_SECONDS": "0"} if mode == UNCACHED else {})


def measured(archives, options):
    """Return all that is measured over HTTP, as JSON has it."""
    targets, searches, lacking = [], {}, {}
    with ExitStack() as stack:
        for name, command in (("gunicorn", GUNICORN), ("granian", GRANIAN)):
            server = stack.enter_context(serving(command, WORD, archives[0].environ))
            targets.append(Target("", HELLO, name, f"{server.address}/", []))
        for archive in archives:
            server = stack.enter_context(serving(GRANIAN, SITE, environ_of(archive, UNCACHED)))
            found, lacking[archive.name] = pages.pages(server, archive.facts)
            targets += _targets(archive, UNCACHED, server, found)
            if archive.vendor == "postgresql":
                cached = stack.enter_context(serving(GRANIAN, SITE, environ_of(archive, CACHED)))
                kept = [page for page in found if page.name in KEPT_WHOLE]
                targets += _targets(archive, CACHED, cached, kept)
            if "search" in options.only:
                print(f"{archive.name}: search", flush=True)
                searches[archive.name] = searched(server, archive.facts)
        if "http" in options.only:
            _rounds(_chosen(targets, options.pages), options)
    return {
        "targets": [vars(target) for target in targets],
        "searches": searches,
        "lacking": lacking,
    }


def _chosen(targets, names):
    """The targets whose pages begin with one of these names; hello-world always is one."""
    return [
        target
        for target in targets
        if not names or target.mode == HELLO or target.page.startswith(tuple(names))
    ]


def paths(archive):
    """Return {page: path} of all pages that are measured, with one search of each kind."""
    with serving(GRANIAN, SITE, environ_of(archive, UNCACHED)) as server:
        found, _ = pages.pages(server, archive.facts)
    searches = {f"search: {query.name}": query.paths[0] for query in pages.queries(archive.facts)}
    return {page.name: page.path for page in found} | searches


def _targets(archive, mode, server, found):
    return [Target(archive.name, mode, page.name, server.address + page.path, []) for page in found]


def _rounds(targets, options):
    for target in targets:
        measure(target.address, 1)  # what each process reads once is read
    for number in range(options.rounds):
        started = time.monotonic()
        for target in targets:
            target.rates.append(measure(target.address, options.seconds))
        seconds = time.monotonic() - started
        print(f"round {number + 1} of {options.rounds}: {seconds:.0f} s", flush=True)


# Search: one reader, one request after the other ----------------------------------------------


def searched(server, facts):
    """Return {kind of search: {"ms": [...]}}, or {"status": 404} where it has not so many pages."""
    return {query.name: _asked(server, query) for query in pages.queries(facts)}


def _asked(server, query):
    milliseconds, started = [], time.monotonic()
    connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
    while len(milliseconds) < ENOUGH_REQUESTS and time.monotonic() - started < ENOUGH_SECONDS:
        path = query.paths[len(milliseconds) % len(query.paths)]
        before = time.perf_counter()
        status, location, _ = fetch(server, path, connection)
        milliseconds.append((time.perf_counter() - before) * 1000)
        if status == 404:
            return {"status": status}
        if status != 200:
            raise BadAnswer(f"{path} answered {status} {location or ''}".strip() + ".")
    connection.close()
    return {"ms": milliseconds, "path": query.paths[0]}


# Memory ---------------------------------------------------------------------------------------


def memory(archive):
    """Return the megabytes of the largest worker at the start and after so many different pages."""
    with serving(GRANIAN, SITE, environ_of(archive, CACHED)) as server:
        if server.memory() is None:
            return {}  # a system that has no /proc
        last = pages.last_page(server, "/articles/")
        paths = _different(archive.stories, last)
        found, done = {0: server.memory()}, 0
        with ThreadPoolExecutor(4) as pool:
            for count in VISITED:
                answers = list(pool.map(lambda path: fetch(server, path)[0], paths[done:count]))
                if set(answers) - {200}:
                    raise BadAnswer(f"Of different pages, some answered {set(answers) - {200}}.")
                done = min(count, len(paths))
                found[done] = server.memory()
        return found


def _different(stories, last):
    """Return as many different addresses as are visited: listing pages and stories by turns."""
    listings = [f"/articles/?page={number}" for number in range(2, min(last, VISITED[-1] // 2))]
    wanted = min(VISITED[-1] - len(listings), stories)
    slugs = [f"/articles/{corpus.story(number).slug}/" for number in range(wanted)]
    shorter, longer = sorted((listings, slugs), key=len)
    mixed = [path for pair in zip(shorter, longer, strict=False) for path in pair]
    return mixed + longer[len(shorter) :]

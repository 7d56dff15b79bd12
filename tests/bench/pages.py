"""The addresses that are measured, found by asking the site itself."""

import re
from dataclasses import dataclass
from urllib.parse import quote_plus

from tests.bench.server import fetch
from tests.bench.wrk import BadAnswer

#: The pages of which none may cost much more than another.
ALIKE = (
    "listing, page 1",
    "listing, page 20",
    "listing, middle",
    "listing, last",
    "country",
    "country, page 20",
    "tag",
    "author",
)
SHOWN = re.compile(r"Viewing results ([\d,.\s]+?) - ([\d,.\s]+?) of (?:more than )?([\d,.\s]*\d)")


@dataclass(frozen=True)
class Page:
    name: str
    path: str


@dataclass(frozen=True)
class Query:
    """One kind of search: the addresses that ask it with different words."""

    name: str
    paths: tuple[str, ...]


def shown(html):
    """Return (first, last, total) as “Viewing results” has them, or None."""
    found = SHOWN.search(html)
    return found and tuple(int(re.sub(r"\D", "", part)) for part in found.groups())


def pages(server, facts):
    """Return the Pages that this site has, and the names of those that it lacks."""
    found, lacking = [], []
    for name, path in _wanted(server, facts):
        status, location, _ = fetch(server, path)
        if status == 404:
            lacking.append(name)
        elif status == 200:
            found.append(Page(name, path))
        else:
            raise BadAnswer(f"{name} ({path}) answered {status} {location or ''}".strip() + ".")
    return found, lacking


def _wanted(server, facts):
    last = last_page(server, "/articles/")
    yield "listing, page 1", "/articles/"
    yield "listing, page 20", "/articles/?page=20"
    yield "listing, middle", f"/articles/?page={max(last // 2, 2)}"
    yield "listing, last", f"/articles/?page={last}"
    for name in ("country", "section", "tag", "author", "tag, sparse"):
        yield name, facts[name]
    yield "country, page 20", f"{facts['country']}?page=20"
    if facts["dense"]:
        middle = last_page(server, facts["tag, one day"]) // 2
        yield "tag, middle of one day", f"{facts['tag, one day']}?page={middle}"
    yield "story", facts["story"]
    yield "home", "/"
    yield "feed", "/feed/"
    yield "archive, month", "/archive/2020/06/"
    yield "archive, day", "/archive/2020/06/15/"


def last_page(server, path):
    """Return the number of the last page of the listing at `path`, as its first page tells."""
    _, _, body = fetch(server, path)
    numbers = shown(body.decode())
    if not numbers:
        raise BadAnswer(f"{path} does not say “Viewing results”.")
    first, last, total = numbers
    return -(-total // (last - first + 1))


def queries(facts):
    """Return the searches to measure; page 100 of a query that has fewer answers 404."""
    words = facts["words"]
    asked = {name: words[name] for name in ("rare", "middle", "common")}
    common, middle = words["common"], words["middle"]
    asked["two words"] = [f"{a} {b}" for a, b in zip(common, middle, strict=True)]
    asked["phrase"] = [f'"{a} {b}"' for a, b in zip(common, common[1:] + common[:1], strict=True)]
    for name, texts in asked.items():
        for order in ("", "relevance"):
            for number in (1, 100):
                what = f"{name}, page {number}{', best first' if order else ''}"
                yield Query(what, tuple(_search(text, order, number) for text in texts))


def _search(text, order, number):
    path = f"/search/?q={quote_plus(text)}"
    path += f"&order={order}" if order else ""
    return path + (f"&page={number}" if number > 1 else "")

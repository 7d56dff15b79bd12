"""What an agency says of one item, in the words of the trade."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.importing.record import Category, Picture

_RESTRICTS = re.compile(
    r"\b(?:may not|must not|not (?:to )?be|not for|no use|without (?:the )?(?:prior )?(?:written )?"
    r"permission|prohibited|restrict\w*|only|expir\w+)\b|no archiv",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Item:
    """One text item. Moments, `status`, `urgency` and `version` are as the agency writes them.

    `headline`, `summary` and the like are plain, `body` is HTML. `title` stands in for a missing
    headline. `created` are moments of its making, the best first. `notes` are for editors,
    `terms` are what its copyright and usage lines say. `lead_image` is the first of `pictures`
    where the agency doesn't say which it is. `elsewhere` is where the text lies if not here.
    """

    place: str
    id: str = ""
    other_id: str = ""
    slug: str = ""
    headline: str = ""
    title: str = ""
    summary: str = ""
    body: str = ""
    elsewhere: str = ""
    dateline: str = ""
    located: str = ""
    authors: tuple[str, ...] = ()
    author_roles: tuple[str, ...] = ()
    language: str = ""
    status: str = ""
    urgency: str = ""
    version: str = ""
    created: tuple[str, ...] = ()
    changed: str = ""
    embargo: str = ""
    categories: list[Category] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    canonical_url: str = ""
    lead_image: Picture | None = None
    pictures: list[Picture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return names once each, whatever their case, in their order."""
    found = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    return tuple(filter(None, found.values()))


def restricting(*lines: str) -> list[str]:
    """Return those copyright lines that forbid something."""
    return [line for line in lines if _RESTRICTS.search(line)]

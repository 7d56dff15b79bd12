"""What a reader yields: plain facts about one story, one rate or one trouble.

No Django here: readers are pure functions from a file to these records, and the writer
is the only one that turns them into rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    """What the other system said of the story; `SCHEDULED` is published at a future time."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Category:
    """A heading that the story was filed under there: becomes a country or a section here."""

    name: str
    slug: str = ""
    parent: "Category | None" = None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One story as its source tells it.

    `external_id` is stable between two runs over the same source. `headline` and `summary` are
    plain text, `body` is HTML, not yet cleaned. `published_at` may be naive: then it is in the
    zone that the import was told. `paths` are old addresses as found, whole URLs or not.
    `position` orders stories that share one assumed date: 0 is the first (newest) of the listing.
    """

    external_id: str
    headline: str
    body: str
    place: str
    summary: str = ""
    slug: str = ""
    status: Status = Status.PUBLISHED
    published_at: datetime | None = None
    modified_at: datetime | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    captured_on: date | None = None
    position: int = 0
    language: str = ""
    find_countries: bool = False


@dataclass(frozen=True, slots=True)
class RateRecord:
    """One rate printed on a page: one `base` is `value` `quote` on `date`."""

    base: str
    quote: str
    value: Decimal
    date: date
    place: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One item that could not come in, or came in with a doubt: where, what, and what to do."""

    place: str
    message: str
    field: str = ""
    refused: bool = True


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item left out on purpose (a page, an attachment, a menu entry), counted by kind."""

    kind: str
    place: str


Record = ArticleRecord | RateRecord | Problem | Skipped
Records = Iterator[Record]


class UnreadableArchive(Exception):
    """The file as a whole can't be read; the message is a sentence for the person who ran it."""


@dataclass(slots=True)
class Totals:
    """How an import ended, in the words of its summary line."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: int = 0
    rates: int = 0
    rates_unchanged: int = 0
    skipped: dict[str, int] = field(default_factory=dict)

"""What a reader yields: plain facts about one story, one rate or one trouble.

No Django here: readers are pure functions from a file to these records, and the writer
is the only one that turns them into rows.
"""

from dataclasses import dataclass
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
class Picture:
    """A picture that the source shows, by its address; nothing is fetched here.

    The address of one that the source only numbers is `ATTACHMENT` and its number: which file
    that is stands elsewhere in the archive, in an Attachment.
    """

    address: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


#: Where the numbered pictures of an archive are said to lie, until it is known (RFC 2606).
ATTACHMENT = "https://attachment.invalid/"


#: Before the number of a story: all pictures that were uploaded to it. Before that of a fragment:
#: its text.
UPLOADED, FRAGMENT = "of-", "block-"


@dataclass(frozen=True, slots=True)
class Attachment:
    """The file that a source knows as `number`: what stories mean by `ATTACHMENT + number`.

    `parent` is the number of the story that it was uploaded to: `ATTACHMENT + UPLOADED + parent`
    in a picture's place stands for all of that story's.
    """

    number: str
    picture: Picture
    place: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A text that many stories show: `ATTACHMENT + FRAGMENT + number` in a picture's place stands
    for it. `body` is HTML, not yet cleaned."""

    number: str
    body: str
    place: str


@dataclass(frozen=True, slots=True)
class Category:
    """A heading that the story was filed under there: becomes a country or a section here."""

    name: str
    slug: str = ""
    parent: "Category | None" = None


@dataclass(frozen=True, slots=True)
class FacetRecord:
    """A section, country, tag or author as another Newsroom has it; `kind` is one of those words.

    `parent` is a section's parent, by its slug; `code` a country's; `names` a tag's other names,
    `slugs` beside them their slugs. `former` are slugs that it had before it was renamed.
    """

    kind: str
    slug: str
    name: str
    place: str
    description: str = ""
    parent: str = ""
    code: str = ""
    names: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    role: str = ""
    is_house_name: bool = False
    is_featured: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class Filed:
    """What a story is filed under, by the slugs of FacetRecords: instead of any names."""

    section: str = ""
    countries: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One story as its source tells it.

    `external_id` is stable between two runs over the same source; "" where the source has none:
    then the first of `paths`, else the text, tells it from others. `other_id` is a second name
    of it in the same source, for when two stories claim the first. Of several records of one
    story, the one with the greatest `version`, else the latest `modified_at`, is the story.

    `headline`, `summary` and `dateline` are plain text, `body` is HTML, not yet cleaned. Moments
    may be naive: then they are in the zone that the import was told. `paths` are old addresses
    as found, whole URLs or not. `countries` are names or ISO codes that the source itself gives.
    `is_partial`: of a story that an archive has told too, what the source doesn't say stays.
    `is_copy`: it was read off a page; a story at its first address that came otherwise stays.
    `author_roles` stand beside `authors` ("" is "by"), or are empty. `pictures` are those that
    belong to the story and don't stand in its body: galleries, enclosures. `urgency` is IPTC's,
    1 (most) to 9. `position` orders stories that share one assumed date: 0 is the first (newest)
    of the listing. `source` is the system that the record itself names. `filed` and `created_at`
    are for another Newsroom's export alone.
    """

    external_id: str
    headline: str
    body: str
    place: str
    summary: str = ""
    dateline: str = ""
    slug: str = ""
    status: Status = Status.PUBLISHED
    published_at: datetime | None = None
    modified_at: datetime | None = None
    embargo_until: datetime | None = None
    withdraw_at: datetime | None = None
    authors: tuple[str, ...] = ()
    author_roles: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    countries: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    lead_image: Picture | None = None
    pictures: tuple[Picture, ...] = ()
    canonical_url: str = ""
    urgency: int | None = None
    is_featured: bool = False
    version: int = 0
    source: str = ""
    filed: Filed | None = None
    created_at: datetime | None = None
    other_id: str = ""
    captured_on: date | None = None
    position: int = 0
    language: str = ""
    is_partial: bool = False
    is_copy: bool = False


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
    """One item that could not come in, or came in with a doubt: where, what, and what to do.

    Not `refused`: the story is there, and this should be known of it. `once`: the same message
    is told of a file only the first time.
    """

    place: str
    message: str
    field: str = ""
    refused: bool = True
    once: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item left out on purpose (a page, an attachment, a menu entry), counted by kind."""

    kind: str
    place: str


Record = ArticleRecord | FacetRecord | Attachment | Fragment | RateRecord | Problem | Skipped


class UnreadableArchive(Exception):
    """The file as a whole can't be read; the message is a sentence for the person who ran it."""

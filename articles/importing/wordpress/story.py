"""One WordPress post, however it was told, as a story."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from urllib.parse import unquote

from articles.importing.headline import first_words
from articles.importing.identity import bounded
from articles.importing.record import ArticleRecord, Picture, Problem, Record, Status
from articles.importing.wordpress.body import body_of, one_language, plain
from articles.importing.wordpress.pictures import is_picture_name, is_web_address, link
from articles.importing.wordpress.terms import Filing

#: What an external id may have at most; longer ones are told by their digest.
#: Posts in these states are no stories.
#: Post types under which sites keep their stories, beside WordPress's own.
STORIES = frozenset("post news article articles story stories press-release novosti".split())
SKIPPED_STATUS = {"trash": "post in the bin", "auto-draft": "empty draft", "inherit": "revision"}
_STATUS = {
    "publish": Status.PUBLISHED,
    "future": Status.SCHEDULED,
    "draft": Status.DRAFT,
    "pending": Status.REVIEW,
    "private": Status.DRAFT,
    # Our own export's.
    "withdrawn": Status.WITHDRAWN,
    "": Status.PUBLISHED,
}
_MOVED = "?post_id="
_ADDRESS = re.compile(r"https?://\S+|/\S+")
# A guid that only says which post it is on some site, or nothing at all.
_TELLING_GUID = re.compile(r"\w+://[^/\s]+/.*[^/=]|(?:urn|tag):\S+", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What WordPress says of a post: texts as stored (`is_rendered`: as shown), dates as read.

    `is_archived`: its uploads and reusable blocks are in the same archive. `site` is its address
    or title; `wrong_date` a date of publication that is none; `old_slugs`
    those under which it still answers; `enclosures` addresses and media types. From `dateline`
    on, it is what our own export adds; `planned_at` is when a draft is to be published.
    """

    number: str
    site: str
    guid: str
    link: str
    slug: str
    title: str
    content: str
    excerpt: str
    status: str
    filing: Filing
    language: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    wrong_date: str = ""
    lead_image: Picture | None = None
    enclosures: tuple[tuple[str, str], ...] = ()
    old_slugs: tuple[str, ...] = ()
    canonical_url: str = ""
    has_password: bool = False
    is_sticky: bool = False
    is_rendered: bool = False
    is_archived: bool = False
    dateline: str = ""
    urgency: int | None = None
    own_paths: tuple[str, ...] = ()
    withdraw_at: datetime | None = None
    embargo_until: datetime | None = None
    planned_at: datetime | None = None


def records_of(post: Post, place: str) -> Iterator[Record]:
    """Yield what is doubtful of a post, then its story; a Problem alone when there is none."""
    language = post.filing.language or post.language
    number = post.number if post.is_archived else ""
    body = body_of(one_language(post.content, language), post.is_rendered, number)
    headline = plain(one_language(post.title, language))
    opening = "" if headline else first_words(body.text)
    if not headline and not opening:
        yield Problem(place, "This post has neither a headline nor a text. Left out.")
        return
    status, doubt = _status_of(post)
    yield from _doubts(place, opening, doubt, post, body.dropped)
    external_id, other_id = _names(post)
    pictures, links = _enclosed(post)
    published_at = post.published_at
    modified_at = post.modified_at
    yield ArticleRecord(
        external_id=external_id,
        other_id=other_id,
        headline=headline or opening,
        body=body.html + links,
        place=place,
        summary=plain(one_language(post.excerpt, language)) or body.lead,
        slug=_slug(post.slug),
        status=status,
        # WordPress dates a draft by its last save.
        published_at=post.planned_at if status in (Status.DRAFT, Status.REVIEW) else published_at,
        modified_at=modified_at if published_at and modified_at != published_at else None,
        authors=post.filing.authors,
        categories=post.filing.categories,
        countries=post.filing.countries,
        tags=post.filing.tags,
        paths=_paths(post),
        lead_image=post.lead_image,
        pictures=pictures,
        canonical_url=post.canonical_url if is_web_address(post.canonical_url) else "",
        is_featured=post.is_sticky,
        dateline=post.dateline,
        urgency=post.urgency,
        withdraw_at=post.withdraw_at,
        embargo_until=post.embargo_until,
        language=language,
    )


def _doubts(place, opening, doubt, post, dropped):
    if opening:
        message = "The headline is empty; the first words were taken."
        yield Problem(place, message, "headline", refused=False)
    if doubt:
        yield Problem(place, doubt, "status", refused=False)
    if post.wrong_date:
        message = f"“{post.wrong_date}” is not a date."
        yield Problem(place, message, "published_at", refused=False)
    for what in dropped:
        message = f"The {what} says nothing here and was left out (told once)."
        yield Problem(place, message, "body", refused=False, once=True)
    for names in post.filing.loops:
        yield Problem(place, _loop(names), "categories", refused=False, once=True)
    for domain in post.filing.unknown:
        message = f"Terms of the taxonomy “{domain}” have no place here; left out (told once)."
        yield Problem(place, message, "tags", refused=False, once=True)


def _loop(names):
    told = ", ".join(f"“{name}”" for name in names)
    if len(names) == 1:
        return f"The category {told} is its own parent there; taken as one without (told once)."
    return (
        f"The categories {told} are each other's parents there; the line was cut where it comes "
        "round (told once). Compare the sections."
    )


def _status_of(post):
    if post.has_password:
        return Status.DRAFT, "Protected by a password there. Imported as a draft."
    if post.status == "private":
        return Status.DRAFT, "Private there. Imported as a draft."
    if post.status not in _STATUS:
        return Status.DRAFT, f"The status “{post.status}” is not known. Imported as a draft."
    return _STATUS[post.status], ""


def _slug(text):
    """The last part of an address, with percent escapes decoded."""
    return unquote(text).strip().removesuffix(".html").rpartition("/")[2]


# What a post is known by


def _names(post):
    """The guid, which WordPress never changes, where it tells the post from every other; then
    a name of site and number. Else the one that WordPress itself would give it, or its address.

    Of a site that was moved, posts keep their guids and get new numbers: the guid with the number
    of one is that of another, and no name for it.
    """
    guid = unescape(post.guid)
    numbered = f"{post.site}/?p={post.number}" if post.number and post.site else ""
    if not _TELLING_GUID.fullmatch(guid):
        return bounded(numbered or post.link), ""
    if numbered == guid or not numbered:
        return bounded(guid), ""
    is_its_own = guid.endswith(f"/?p={post.number}")
    return bounded(guid), bounded(numbered if is_its_own else numbered.replace("?p=", _MOVED))


def _paths(post):
    """Every address that the story had: its permalink, those with the slugs that it had before,
    and its guid where that is one.

    Of a guid with the host where the site was made, the number was an address all the same.
    """
    permalink, guid = unescape(post.link), unescape(post.guid)
    found = [permalink, *_former(permalink, post), guid, *post.own_paths]
    return tuple(dict.fromkeys(path for path in found if _ADDRESS.fullmatch(path)))


def _former(permalink, post):
    folder, _, last = permalink.rstrip("/").rpartition("/")
    if not post.slug or unquote(last) != unquote(post.slug):
        return []
    end = "/" if permalink.endswith("/") else ""
    return [f"{folder}/{slug}{end}" for slug in post.old_slugs if slug]


def _enclosed(post):
    """The pictures among the enclosures, and links to the others that the text doesn't lead to."""
    pictures, links = [], []
    for address, kind in post.enclosures:
        if not is_web_address(address) or address in post.content:
            continue
        if kind.startswith("image/") or (not kind and is_picture_name(address)):
            pictures.append(Picture(address))
        else:
            links.append(link(address).strip())
    return tuple(pictures), "".join(links)

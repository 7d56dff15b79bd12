"""From what an agency says of an item to its record, and to what is to be told of it."""

import re
from collections.abc import Iterator
from datetime import UTC

from articles.importing.agency.item import Item, distinct
from articles.importing.agency.moments import moment
from articles.importing.agency.prose import plain, without_signature
from articles.importing.headline import first_words
from articles.importing.identity import bounded
from articles.importing.names import is_person, names_in
from articles.importing.record import ArticleRecord, Problem, Record, Status

_NO_COUNT = 10**8
_LONGEST_NOTE = 300
_WITHDRAWN = frozenset("canceled cancelled killed kill withdrawn deleted".split())
_HEADING = re.compile(r"\s*<h[23]\b[^<>]*>(?P<line>[^\n]{0,400}?)</h[23]>\s*")
_AGENCY = re.compile(r"\s*\([^()]*\)\.?\s*$")
# What Reuters writes when there is none.
_NOTHING = "no-data-available"
_BYLINE = re.compile(r"(?:<p>[^<]*</p>\s*){0,2}?(?P<byline><p>\s*(?P<line>By [^<]{3,120})</p>\s*)")
# `NEW YORK (AP) --`: a text that says itself where it was written.
_OWN_DATELINE = re.compile(r"\s*(?:<p[^<>]*>\s*)*[^\W\d_][^<>()]{1,70}\([\w /.-]{2,20}\)\s*[-–—_.]")


def records(item: Item) -> Iterator[Record]:
    """Yield what is to be told of an item, and its record."""
    body = without_signature(_without_repeated(item.body, item.headline, item.summary))
    authors, body = (item.authors, body) if item.authors else _byline_in(body)
    status, doubts = _status(item)
    headline = _headline(item, body, status)
    if not headline:
        yield Problem(item.place, "This item has neither a headline nor a text. Left out.")
        return
    doubts.extend(_missing(item, body))
    published_at, modified_at = _moments(item, doubts)
    yield from doubts
    yield from _remarks(item)
    yield _record(
        item,
        headline=headline,
        body=body,
        authors=authors,
        status=status,
        published_at=published_at,
        modified_at=modified_at,
    )


def where(dateline: str) -> str:
    """Return the place of a dateline, without the day and the agency: `STOCKHOLM`."""
    line = _AGENCY.sub("", dateline.strip().rstrip("-–—_ ")).rstrip("-–—_ ")
    parts = line.split(",")
    while parts and any(sign.isdigit() for sign in parts[-1]):
        parts.pop()
    line = ",".join(parts).strip()
    return "" if line.casefold() == _NOTHING else line


def is_withdrawn(item: Item) -> bool:
    """Return whether the agency takes the story back."""
    return item.status.casefold() in _WITHDRAWN


def _headline(item, body, status):
    headline = item.headline or item.title or first_words(plain(body))
    # The notice that kills a story needs no more than its id.
    return headline or (item.id if status is Status.WITHDRAWN else "")


def _missing(item, body):
    """What is to be told of the words that the item itself doesn't have."""
    if body and not item.headline and not item.title:
        message = "The headline is empty; the first words were taken."
        yield _doubt(item, message, "headline")
    if item.elsewhere and not body:
        message = f"The text lies elsewhere ({item.elsewhere[:200]}). Get it and import that."
        yield _doubt(item, message, "body")


def _record(item, *, headline, body, **found):
    """The record of an item, of which so much was `found` already."""
    pictures = [item.lead_image, *item.pictures] if item.lead_image else item.pictures
    return ArticleRecord(
        external_id=bounded(item.id),
        other_id=bounded(item.other_id),
        headline=headline,
        body=body,
        place=item.place,
        slug=item.slug,
        summary=item.summary if item.summary != headline else "",
        dateline=where(item.dateline) or ("" if _OWN_DATELINE.match(body) else item.located),
        embargo_until=_first_moment(item, (item.embargo,), []),
        author_roles=item.author_roles if any(item.author_roles) else (),
        categories=tuple(dict.fromkeys(item.categories)),
        countries=distinct(item.countries),
        tags=tuple(tag for tag in distinct(item.tags) if len(tag) > 1),
        paths=tuple(dict.fromkeys(item.paths)),
        lead_image=pictures[0] if pictures else None,
        pictures=tuple(pictures[1:]),
        canonical_url=item.canonical_url,
        urgency=_urgency(item.urgency),
        version=_version(item.version, item.changed),
        language=item.language,
        **found,
    )


def _status(item):
    """The status, and what is to be told of it: what can't be understood must not go public."""
    word = item.status.casefold()
    if is_withdrawn(item):
        return Status.WITHDRAWN, []
    if word == "withheld":
        message = "Withheld by the agency. Imported as a draft."
        return Status.DRAFT, [_doubt(item, message, "status")]
    if word not in ("", "usable", "embargoed"):
        message = f"The status “{item.status[:60]}” is not known. Imported as a draft."
        return Status.DRAFT, [_doubt(item, message, "status")]
    try:
        until = moment(item.embargo)
    except ValueError as error:
        message = f"Embargoed, but {error} Imported as a draft: ask when it may go out."
        return Status.DRAFT, [_doubt(item, message, "embargo_until")]
    if word == "embargoed" and until is None:
        message = "Embargoed, it isn't said until when. Imported as a draft."
        return Status.DRAFT, [_doubt(item, message, "embargo_until")]
    return Status.PUBLISHED, []


def _moments(item, doubts):
    """When it was published, and when it was changed after that; what can't be read is told."""
    published_at = _first_moment(item, item.created or (item.changed,), doubts)
    modified_at = item.created and _first_moment(item, (item.changed,), doubts, "modified_at")
    if published_at and modified_at and _is_before(published_at, modified_at):
        return published_at, modified_at
    return published_at, None


def _first_moment(item, texts, doubts, name="published_at"):
    """The first of `texts` that is a moment; those before it that can't be read are told."""
    for text in texts:
        try:
            found = moment(text)
        except ValueError as error:
            doubts.append(_doubt(item, str(error), name))
            continue
        if found:
            return found
    return None


def _is_before(first, second):
    if first.tzinfo is None or second.tzinfo is None:
        first, second = first.replace(tzinfo=None), second.replace(tzinfo=None)
    return first < second


def _without_repeated(body, headline, summary):
    """Some repeat the headline above the text, and the line beneath it, as headings."""
    for line in filter(None, (headline, summary)):
        match = _HEADING.match(body)
        is_told = match and plain(match["line"]) == line and body[match.end() :].strip()
        body = body[match.end() :] if is_told else body
    return body


def _byline_in(body):
    """The names in the byline that stands above the text, as one of its first paragraphs, and
    the body without it."""
    match = _BYLINE.match(body)
    names = names_in(match["line"]) if match and body[match.end() :].strip() else ()
    if not names or not all(map(is_person, names)):
        return (), body
    return names, body[: match.start("byline")] + body[match.end("byline") :]


def _remarks(item):
    """What the agency wants editors to know; what stands in all its items is told once."""
    notes = [note[:_LONGEST_NOTE] for note in distinct(item.notes)]
    if notes:
        yield _doubt(item, f"Editors' note: {' / '.join(notes)}"[: 3 * _LONGEST_NOTE])
    for terms in distinct(item.terms):
        message = f"Terms of use: {terms[:_LONGEST_NOTE]} (told once)"
        yield Problem(item.place, message, refused=False, once=True)


def _doubt(item, message, name=""):
    return Problem(item.place, message, name, refused=False)


def _urgency(text):
    return int(text) if re.fullmatch("[1-9]", text.strip()) else None


def _version(text, changed):
    """The number of the version; of Reuters', which are drawn by lot, the second it was made."""
    match = re.fullmatch(r"0*(\d{1,18})(?:\.\d*)?[NUA]?", text.strip())
    number = int(match[1]) if match else 0
    try:
        made = moment(changed) if number >= _NO_COUNT else None
    except ValueError:
        made = None
    return int((made.replace(tzinfo=made.tzinfo or UTC)).timestamp()) if made else number

"""One entry, whichever feed it stood in, and the story that it tells.

RSS, Atom and JSON Feed only differ in how they write the same: what is made of it is here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from articles.importing.addresses import slug_in
from articles.importing.dates import moment
from articles.importing.feeds.files import File, linked, pictures
from articles.importing.feeds.texts import Text, body_of, is_opening, one_line, words_of
from articles.importing.headline import first_words
from articles.importing.record import ArticleRecord, Category, Problem, Record, Status

# Years before that are what programs write that have no date.
_FIRST_YEAR, _NO_MOMENT = 1500, datetime(1970, 1, 1)
# In mail dates of before 2001, a year has two digits (RFC 2822, 4.3).
_SHORT_YEAR = re.compile(r"(?<=\d [A-Z][a-z]{2} )(\d{2})(?= \d)")


@dataclass(slots=True)
class Entry:
    """What one entry says. `addresses` begin with its own; moments are as written."""

    external_id: str = ""
    title: Text = Text()
    content: Text = Text()
    summary: Text = Text()
    addresses: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    people: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    language: str = ""
    status: Status = Status.PUBLISHED


def records(entry: Entry, place: str) -> Iterator[Record]:
    """Yield the story of an entry, and before it what is doubtful about it."""
    text = entry.content if words_of(entry.content) else entry.summary
    headline, body = one_line(entry.title), body_of(text)
    opening = "" if headline else first_words(one_line(text))
    if not headline and not opening:
        yield Problem(place, "This entry has neither a headline nor a text. Left out.")
        return
    if opening:
        message = "The headline is empty; the first words were taken."
        yield Problem(place, message, "headline", refused=False)
    published_at, modified_at = yield from _moments(entry, place)
    lead_image, others = pictures(entry.files, body)
    yield ArticleRecord(
        external_id=entry.external_id,
        headline=headline or opening,
        body=body + linked(entry.files, body),
        place=place,
        summary=_standfirst(entry, text),
        slug=slug_in(entry.addresses[0]) if entry.addresses else "",
        status=entry.status,
        published_at=published_at,
        modified_at=modified_at,
        authors=entry.people,
        categories=(Category(entry.section),) if entry.section else (),
        tags=entry.tags,
        paths=entry.addresses,
        lead_image=lead_image,
        pictures=others,
        language=entry.language,
        is_partial=True,
    )


def _standfirst(entry, text):
    """The summary of a text that has one of its own: not its first words, cut off."""
    summary = one_line(entry.summary)
    return "" if text is entry.summary or is_opening(summary, text) else summary


def _moments(entry, place):
    """Return when the story was published and, if later on, modified."""
    published = yield from _moment(entry.published, place, "published_at")
    field = "modified_at" if published else "published_at"
    updated = yield from _moment(entry.updated, place, field)
    if entry.status == Status.DRAFT:
        return None, updated
    return published or updated, updated if published and updated != published else None


def _moment(text, place, field):
    try:
        found = moment(_SHORT_YEAR.sub(_full_year, text))
        if found and (found.year < _FIRST_YEAR or found.replace(tzinfo=None) == _NO_MOMENT):
            raise ValueError(f"“{text}” is no date of a story")
    except ValueError as error:
        yield Problem(place, f"{error}.", field, refused=False)
        return None
    return found


def _full_year(match):
    return f"{'20' if match[1] < '50' else '19'}{match[1]}"

"""Newsroom's own export: JSON Lines, the first of which says what the file is.

A line is a country, section, tag, author or story, as `articles.exporting.lines` wrote it.
What a story is filed under is named by slugs.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.record import (
    ArticleRecord,
    FacetRecord,
    Filed,
    Picture,
    Problem,
    Record,
    Status,
    UnreadableArchive,
)

#: The version of the format that is read here.
VERSION = 1
#: A line longer than this many bytes is left out.
LONGEST_LINE = 16 << 20
_LONGEST_HEAD = 1 << 16
_LONGEST_SOURCE = 100
FACETS = ("country", "section", "tag", "author")
_TEXTS = "source external_id slug summary dateline language canonical_url".split()
_MOMENTS = "published_at modified_at withdraw_at embargo_until created_at".split()


class _Wrong(ValueError):
    """A line that can't be used: the field, and the sentence that says why."""


def _recognises(opening: Opening) -> bool:
    first = opening.text.partition("\n")[0]
    return '"newsroom"' in first[:200] and _first_line(first) is not None


def _first_line(line: str | bytes) -> dict | None:
    try:
        facts = json.loads(line)
    except (ValueError, RecursionError):
        return None
    is_ours = isinstance(facts, dict) and facts.get("type") == "archive"
    return facts if is_ours and type(facts.get("newsroom")) is int else None


def _head(file: BinaryIO, options: Options) -> dict[str, Any]:
    line = file.readline(_LONGEST_HEAD).removeprefix(b"\xef\xbb\xbf")
    facts = _first_line(line)
    if facts is None:
        raise UnreadableArchive(
            "The first line is not that of an export of Newsroom. "
            'It is like {"newsroom": 1, "type": "archive", "site": "Name"}: put it back.'
        )
    if facts["newsroom"] > VERSION:
        raise UnreadableArchive(
            f"A newer Newsroom wrote this export (version {facts['newsroom']} of the format; "
            f"known here is {VERSION}). Update Newsroom."
        )
    site = facts.get("site")
    return {"site": site[:_LONGEST_SOURCE] if isinstance(site, str) else ""}


def _source(head: dict[str, Any]) -> str:
    return head["site"]


def _cut(file: BinaryIO, head: Any, options: Options) -> Iterator[Piece | Problem]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        place = f"line {number}"
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            _skip_line(file)
            megabytes = LONGEST_LINE >> 20
            yield Problem(place, f"This line is longer than {megabytes} MB. Left out.")
        elif line.strip() and number > 1:
            yield Piece(line, place)


def _skip_line(file):
    while part := file.readline(1 << 20):
        if part.endswith(b"\n"):
            return


def _read(piece: Piece, head: Any, options: Options) -> Iterator[Record]:
    try:
        facts = _facts(piece.data)
        kind = facts.get("type")
        if kind in FACETS:
            yield _facet(kind, facts, piece.place)
        elif kind == "story":
            yield from _story(facts, piece.place)
        elif kind != "archive":
            message = f"“{str(kind)[:60]}” is no type of line that is known here. Left out."
            yield Problem(piece.place, message, "type")
    except _Wrong as wrong:
        name, sentence = wrong.args
        yield Problem(piece.place, f"{sentence} Left out: mend the line.", name)


def _facts(data: bytes) -> dict[str, Any]:
    try:
        text = data.decode()
        facts = json.loads(text)
    except UnicodeDecodeError as error:
        raise _Wrong("", f"The line is not in UTF-8 (byte {error.start + 1}).") from error
    except json.JSONDecodeError as error:
        raise _Wrong("", f"The line is no whole JSON (character {error.pos + 1}).") from error
    except (ValueError, RecursionError) as error:
        raise _Wrong("", "The line holds numbers or brackets that nobody wrote.") from error
    if not isinstance(facts, dict):
        raise _Wrong("", "The line is no JSON object.")
    return _storable(facts) if "\\u" in text else facts


def _storable(value):
    """Escapes can name what no database takes: zero bytes and halves of characters."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_storable(part) for part in value]
    if isinstance(value, dict):
        return {name: _storable(part) for name, part in value.items()}
    return value


def _facet(kind: str, facts: dict[str, Any], place: str) -> FacetRecord:
    aliases = _rows(facts, "aliases")
    return FacetRecord(
        kind=kind,
        slug=_needed(facts, "slug"),
        name=_needed(facts, "name"),
        place=place,
        description=_text(facts, "description"),
        parent=_text(facts, "parent"),
        code=_text(facts, "code"),
        names=tuple(_needed(alias, "name") for alias in aliases),
        slugs=tuple(_text(alias, "slug") for alias in aliases),
        former=_texts(facts, "former_slugs"),
        role=_text(facts, "role"),
        is_house_name=_flag(facts, "is_house_name"),
        is_featured=_flag(facts, "is_featured"),
        position=_number(facts, "position") or 0,
    )


def _story(facts: dict[str, Any], place: str) -> Iterator[Record]:
    byline = [(_needed(name, "author"), _text(name, "role")) for name in _rows(facts, "byline")]
    roles = tuple(role for _, role in byline)
    lead = _value(facts, "lead_image", dict, None, "a picture")
    status = _text(facts, "status")
    if status not in Status.__members__.values():
        message = f"The status “{status[:60]}” is not known. Imported as a draft."
        yield Problem(place, message, "status", refused=False)
        status = Status.DRAFT
    moments = {}
    for name in _MOMENTS:
        moments[name], problem = _moment(facts, name, place)
        if problem:
            yield problem
    yield ArticleRecord(
        headline=_needed(facts, "headline"),
        body=_text(facts, "body"),
        place=place,
        status=Status(status),
        filed=Filed(
            section=_text(facts, "section"),
            countries=_texts(facts, "countries"),
            tags=_texts(facts, "tags"),
            authors=tuple(author for author, _ in byline),
        ),
        author_roles=roles if any(roles) else (),
        paths=_texts(facts, "paths"),
        lead_image=lead and _picture(lead),
        pictures=tuple(_picture(picture) for picture in _rows(facts, "pictures")),
        urgency=_number(facts, "urgency"),
        is_featured=_flag(facts, "is_featured"),
        **{name: _text(facts, name) for name in _TEXTS},
        **moments,
    )


def _picture(facts: dict[str, Any]) -> Picture:
    about = (_text(facts, name) for name in ("alt", "caption", "credit"))
    return Picture(_needed(facts, "address"), *about)


def _moment(facts, name, place):
    """Return a moment and no Problem, or None and the Problem with it."""
    text = _text(facts, name)
    if not text:
        return None, None
    try:
        return datetime.fromisoformat(text), None
    except ValueError:
        return None, Problem(place, f"“{text[:60]}” is not a date.", name, refused=False)


# One field of a line: what is not there is empty, what is something else costs the line -----


def _value(facts: dict[str, Any], name: str, kind: type, empty: Any, what: str) -> Any:
    value = facts.get(name)
    if value is None:
        return empty
    # True is a number to Python, and to nobody else.
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise _Wrong(name, f"“{name}” is not {what}.")
    return value


def _text(facts, name):
    return _value(facts, name, str, "", "a text")


def _needed(facts, name):
    text = _text(facts, name)
    if not text.strip():
        raise _Wrong(name, f"“{name}” is missing.")
    return text


def _flag(facts, name):
    return _value(facts, name, bool, False, "true or false")


def _number(facts, name):
    return _value(facts, name, int, None, "a whole number")


def _list(facts, name, kind: type, what: str) -> list:
    values = _value(facts, name, list, [], what)
    if not all(isinstance(value, kind) for value in values):
        raise _Wrong(name, f"“{name}” is not {what}.")
    return values


def _texts(facts, name):
    return tuple(_list(facts, name, str, "a list of texts"))


def _rows(facts, name):
    return _list(facts, name, dict, "a list of objects")


NEWSROOM_LINES = Format(
    name="jsonl",
    title="an export of Newsroom",
    recognises=_recognises,
    cut=_cut,
    read=_read,
    head=_head,
    source=_source,
)

"""Pieces of files to staged items: the work that is done in several processes.

An item holds all that is to be written of one story, cleaned, with the names of what it is
filed under; only who has these names in the database is left to be found.
"""

import hashlib
import pickle
import re
from dataclasses import replace
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from articles import html
from articles.html import plain
from articles.importing import formats
from articles.importing.addresses import host_of
from articles.importing.format import Piece
from articles.importing.hygiene import examine
from articles.importing.identity import bounded
from articles.importing.measure import LONGEST_BODY, uncrowded, without_pictures
from articles.importing.record import (
    FRAGMENT,
    UPLOADED,
    ArticleRecord,
    Attachment,
    FacetRecord,
    Fragment,
    Problem,
    RateRecord,
    Skipped,
    UnreadableArchive,
)
from articles.importing.writer.content import Dating, content_of, record_digest
from articles.importing.writer.facts import (
    Facts,
    fitting,
    identity,
    links_in,
    picture_told,
    slug_of,
    source_of,
)
from articles.importing.writer.packing import packed, told
from articles.importing.writer.setup import FileFacts, Setup, Staged
from articles.models import ImportItem
from articles.models.taxonomy import fold

#: Of a story with more tags, categories or authors than this it is told.
MANY_NAMES = 200
_LONG = f"The text of this story has more than {LONGEST_BODY:,} characters. Left out."
LONGEST_PLACE = ImportItem._meta.get_field("place").max_length


def fault(error: Exception) -> str:
    """What is told of an item that a reader stumbled over."""
    what = f"{type(error).__name__}: {error}"[:200]
    return f"This could not be read, which is a fault of the import and not yours ({what})."


def prepare(setup: Setup, files: list[FileFacts]) -> None:
    """Learn here what every process needs: those that are copied from this one share it."""
    Facts(setup, None).gazetteer.prepare()
    for file in files:
        _unpickled(file.head)


class Stager:
    """Makes items of pieces; one for each process."""

    def __init__(self, setup: Setup):
        self.setup = setup
        self.dating = Dating(ZoneInfo(setup.zone), setup.assume_date, setup.moment)
        self.facts = Facts(setup, self.dating)

    def stage(self, file: FileFacts, pieces: list[tuple[Any, str]]) -> Staged:
        """Read pieces, each with its mark; what is no Piece was found when the file was cut."""
        staged = Staged()
        reader, head = formats.named(file.format), _unpickled(file.head)
        site = host_of(f"//{file.source}")
        for piece, mark in pieces:
            staged.pieces += 1
            if isinstance(piece, str):
                staged.unreadable = piece
            elif not isinstance(piece, Piece):
                self._keep(piece, staged, file, site)
            else:
                self._read(reader, head, piece, mark, staged, file, site)
        return staged

    def _read(self, reader, head, piece, mark, staged, file, site):
        before, known = len(staged.rows), len(staged.problems)
        try:
            for record in reader.read(piece, head, self.setup.options):
                self._keep(record, staged, file, site)
        except UnreadableArchive as error:
            staged.unreadable = str(error)
        except Exception as error:  # noqa: BLE001 - a fault of ours costs one item, not the archive
            staged.problems.append((None, Problem(piece.place, fault(error)), ""))
        stories = [i for i in range(before, len(staged.rows)) if staged.rows[i]["kind"] == "story"]
        if len(stories) == len(staged.rows) - before == 1:
            staged.rows[-1]["mark"] = mark
        if len(stories) == 1:
            told = [_about(stories[0], *problem) for problem in staged.problems[known:]]
            staged.problems[known:] = told

    def _keep(self, record, staged, file, site):
        if isinstance(record, ArticleRecord):
            self._keep_story(record, staged, file, site)
        elif isinstance(record, Problem):
            staged.problems.append((None, record, ""))
        elif isinstance(record, Skipped):
            staged.skipped[plain(record.kind)[:60]] += 1
        else:
            self._keep_other(record, staged, file)

    def _keep_other(self, record, staged, file):
        try:
            staged.rows.append(_ROWS[type(record)](record, file))
        except ValueError as error:
            staged.problems.append((None, Problem(record.place, str(error)), ""))

    def _keep_story(self, record, staged, file, site):
        if _is_long(record):
            record = replace(record, body=_bare(record.body))
        if _is_long(record):
            staged.problems.append((None, Problem(record.place, _LONG, "body"), ""))
            return
        body, name = uncrowded(record.body), identity(record)
        if (body, name) != (record.body, record.external_id):
            record = replace(record, body=body, external_id=name)
        content = content_of(record, self.dating, site, self.setup)
        content.problems += _crowds(record)
        verdict = ImportItem.Verdict.CREATED
        if not content.values["headline"]:
            verdict = ImportItem.Verdict.REFUSED
            problem = Problem(record.place, "The headline is empty. Left out.", "headline")
            content.problems = [problem]
        number = len(staged.rows)
        row = self._story_row(record, content, file, site)
        staged.rows.append(row | {"verdict": verdict})
        staged.problems += [(number, problem, "") for problem in content.problems]
        staged.problems += [
            (number, Problem(record.place, message, "body", refused=False), kind)
            for kind, message in content.findings
        ]

    def _story_row(self, record, content, file, site):
        facts = self.facts.of(record, content.values, site)
        is_dated = bool(self.dating.of(record))
        if content.status_if_dated:
            digest = record_digest(record, self.dating, True, facts["section"])
            facts["if_dated"] = [content.status_if_dated, digest]
        return {
            "kind": "story",
            "file": file.position,
            "place": plain(record.place)[:LONGEST_PLACE],
            "source": plain(record.source or source_of(record, file))[:100],
            "external_id": record.external_id,
            "digest": record_digest(record, self.dating, is_dated, facts["section"]),
            "slug": slug_of(record),
            "headline": content.values["headline"],
            "facts": told({name: value for name, value in facts.items() if value}),
            "payload": packed(content.values),
        }


def _crowds(record):
    """What is to be told of a story that is filed under more than any is."""
    for kind in ("tags", "categories", "authors"):
        number = len(set(getattr(record, kind)))
        if number > MANY_NAMES:
            message = f"This story has {number:,} {kind}, as none has. All were taken: compare."
            yield Problem(record.place, message, kind, refused=False)


def _about(story, row, problem, finding):
    """A reader's doubt about the only story of a piece is about that one; what it says once is
    about the file."""
    is_of_story = row is None and not problem.refused and not problem.once
    return (story if is_of_story else row), problem, finding


def _facet_row(record: FacetRecord, file):
    if doubt := _doubt(record):
        raise ValueError(doubt)
    names = [name for name in FacetRecord.__slots__ if name != "place"]
    facts = {name: getattr(record, name) for name in names}
    longest = _LONGEST_NAMES[record.kind]
    facts |= {
        "name": fitting(plain(record.name), longest),
        "names": [fitting(plain(name), 100) for name in record.names],
        "role": plain(record.role)[:150],
        "position": min(max(record.position, 0), 32_767),
    }
    return _row("facet", record, file, f"{record.kind}:{record.slug}", facts)


_LONGEST_NAMES = {"section": 100, "country": 100, "tag": 100, "author": 150}
_SLUG = re.compile(r"[-\w]{1,200}")


def _doubt(record):
    """Why a section, country, tag or author can't be made, "" when it can."""
    if record.kind not in _LONGEST_NAMES:
        return f"“{record.kind}” is no section, country, tag or author. Left out."
    if not fold(record.name):
        return f"The {record.kind} has no name. Left out."
    if not all(_SLUG.fullmatch(slug) for slug in (record.slug, *record.former)):
        return f"“{record.slug}” can't be the slug of “{record.name}”. Left out."
    if record.kind == "country" and not re.fullmatch("[A-Z]{2}", record.code):
        return f"“{record.code}” is no country's ISO code of two letters. Left out."
    return ""


def _attachment_row(record: Attachment, file):
    facts = {"picture": picture_told(record.picture)}
    row = _row("attachment", record, file, record.number, facts)
    return row | ({"slug": UPLOADED + record.parent} if record.parent else {})


def _fragment_row(record: Fragment, file):
    """A text to be put into others: cleaned, with the links in it that may lead to stories."""
    site = host_of(f"//{file.source}")
    body = html.clean(examine(record.body, site).body)
    facts = {"body": body, "links": links_in(body, site, ())}
    return _row("attachment", record, file, FRAGMENT + record.number, facts)


def _rate_row(record: RateRecord, file):
    if not record.value.is_finite():
        raise ValueError(f"{record.base}/{record.quote} {record.value}: This is no number.")
    facts = [record.base, record.quote, str(record.value), record.date.isoformat()]
    return _row("rate", record, file, "", facts)


def _row(kind, record, file, identifier, facts):
    return {
        "kind": kind,
        "file": file.position,
        "place": plain(record.place)[:LONGEST_PLACE],
        "source": file.source,
        "external_id": bounded(plain(identifier)),
        "facts": told(facts),
    }


_ROWS = {
    FacetRecord: _facet_row,
    Attachment: _attachment_row,
    Fragment: _fragment_row,
    RateRecord: _rate_row,
}


@lru_cache(maxsize=4)
def _unpickled(data):
    return pickle.loads(data)  # noqa: S301 - this import's own, from the process that cuts


def _is_long(record):
    return len(record.body) > LONGEST_BODY and not record.filed


def _bare(body):
    return without_pictures(body.encode("utf-8", "replace")).decode()


def mark_of(piece: Piece, beginning: "hashlib.blake2b") -> str:
    """Tell a piece from others; `beginning` has digested all that it is read with."""
    digest = beginning.copy()
    digest.update(piece.data if isinstance(piece.data, bytes) else pickle.dumps(piece.data, 4))
    return digest.hexdigest()

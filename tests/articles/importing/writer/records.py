"""A format for the tests of the engine: its pieces are the records themselves."""

import io
import pickle
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from articles.importing.format import Format, Piece
from articles.importing.record import (
    ATTACHMENT,
    ArticleRecord,
    Attachment,
    Category,
    Picture,
    Problem,
    RateRecord,
    Skipped,
    Status,
    UnreadableArchive,
)

WHEN = datetime(2019, 5, 1, 6, tzinfo=UTC)
_FIRST = b"records from "


@dataclass(frozen=True)
class Unreadable:
    """The file can't be read from here: where it is cut, or where a piece of it is read."""

    sentence: str
    when_cut: bool = True


def record(number=1, **overrides):
    values = {
        "external_id": f"https://old.example/?p={number}",
        "headline": f"Story {number}",
        "body": f"<p>Text of story {number}.</p>",
        "place": f"line {number}",
        "published_at": WHEN,
    }
    return ArticleRecord(**values | overrides)


def varied(number, changed=False):
    """A story that shares with others its headline, its names and an address, links to earlier
    and later ones, and shows a picture by its number; in a later archive, another."""
    sections = (Category("News", "news"), Category("Oil", "oil", Category("Economy", "economy")))
    return record(
        number,
        headline="Weekly digest" if number % 3 else f"Headline {number}",
        summary=f"Corrected {number}." if changed else f"Summary {number}.",
        body=f'<p>Words{number} in <a href="https://old.example/{number + 2}/">later</a> and '
        f'<a href="/{max(number - 3, 1)}">earlier</a>.</p>'
        f'<figure><img src="{ATTACHMENT}{number % 3}" alt=""></figure>',
        published_at=WHEN + timedelta(days=number % 5, hours=number),
        tags=("Common", f"Tag {number % 7}", *(["New tag"] if changed else [])),
        authors=("Ann", f"Author {number % 5 + changed}"),
        author_roles=("", "photographs"),
        categories=(sections[number % 2], Category(("Kazakhstan", "Tajikistan")[number % 2])),
        paths=(f"https://old.example/{number}/", f"/?p={number}", f"/shared/{number // 4}"),
        lead_image=Picture(f"{ATTACHMENT}{number % 4}"),
        status=Status.DRAFT if number % 11 == 10 else Status.PUBLISHED,
    )


def mixed(*numbers, changed=(), marred=True):
    """Pieces with all that an archive may hold: two stories in one, rates; twins and damage."""
    pieces = [varied(number, number in changed) for number in numbers]
    pieces[3:5] = [[pieces[3], pieces[4]]]
    if marred:
        twins = pieces[0], record(numbers[0])
        pieces[7:7] = [Problem("line 7", "Broken."), Skipped("page", "line 8"), *twins]
    rates = [RateRecord("KGS", "USD", Decimal(n), date(2025, 12, n), f"rate {n}") for n in (1, 2)]
    files = [
        Attachment(str(n), Picture(f"https://old.example/{n}.jpg", f"Alt {n}"), f"file {n}")
        for n in range(3)
    ]
    return [*pieces, *rates, *files]


def archive_of(*pieces, site="old.example"):
    """The bytes of a file; a piece is a record, or a list of several."""
    return b"\n".join([_FIRST + site.encode(), *map(_packed, pieces), b""])


def _packed(piece):
    """Equal records give equal bytes, whichever of their texts are one object."""
    file = io.BytesIO()
    pickler = pickle.Pickler(file, 4)
    pickler.fast = True
    pickler.dump(piece)
    return b64encode(file.getvalue())


def _unpacked(line):
    return pickle.loads(b64decode(line))  # noqa: S301


def _cut(file, head, options):
    file.readline()
    for number, line in enumerate(file, start=1):
        found = _unpacked(line)
        if isinstance(found, Unreadable) and found.when_cut:
            raise UnreadableArchive(found.sentence)
        is_piece = not isinstance(found, (Problem, Skipped))
        yield Piece(line, f"line {number}") if is_piece else found


def _read(piece, head, options):
    found = _unpacked(piece.data)
    if isinstance(found, Unreadable):
        raise UnreadableArchive(found.sentence)
    yield from found if isinstance(found, list) else [found]


RECORDS = Format(
    name="records",
    title="records of a test",
    recognises=lambda opening: opening.data.startswith(_FIRST),
    cut=_cut,
    read=_read,
    head=lambda file, options: file.readline()[len(_FIRST) :].decode().strip(),
    source=lambda head: head,
)

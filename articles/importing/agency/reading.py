"""How a piece of XML is read, whatever its vocabulary: parsed, understood, doubted if damaged."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from articles.importing.agency.xml import parsed
from articles.importing.format import Options, Piece
from articles.importing.record import ArticleRecord, Problem, Record, Skipped, Status


def reader(
    records_of: Callable[[etree._Element, str], Iterator[Record]],
) -> Callable[[Piece, Any, Options], Iterator[Record]]:
    """Return the `read` of a format; `records_of(element, place)` understands one item."""

    def read(piece: Piece, head: Any, options: Options) -> Iterator[Record]:
        element, trouble = parsed(piece.data)
        if element is None:
            yield Problem(piece.place, f"This is no XML ({trouble}). Left out.")
            return
        found = records_of(element, piece.place)
        yield from _damaged(found, piece.place, trouble) if trouble else found

    return read


def _damaged(found: Iterable[Record], place: str, trouble: str) -> Iterator[Record]:
    """What was saved of a story may lack its end, so that nobody reads it unchecked."""
    found = list(found)
    story = found[-1] if found else None
    if isinstance(story, ArticleRecord) and story.body:
        message = f"The XML of this item is damaged ({trouble}). Imported as a draft: compare."
        yield from found[:-1]
        yield Problem(place, message, refused=False)
        yield replace(story, status=Status.DRAFT)
    elif isinstance(story, Skipped):
        yield story
    else:
        yield Problem(place, f"The XML of this item is damaged ({trouble}). Left out.")

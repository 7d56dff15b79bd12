"""How agencies' XML is cut and read: found, parsed, understood, doubted if damaged."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from lxml import etree

from articles.importing.agency.xml import parsed
from articles.importing.format import Options, Piece
from articles.importing.record import Problem, Record
from articles.importing.xml.codecs import codec_of_items, text_of
from articles.importing.xml.cutting import OPENING, Items
from articles.importing.xml.parsing import doubted


def codec(file: BinaryIO, options: Options) -> str:
    """The `head` of XML: the codec of its items."""
    return codec_of_items(file.read(OPENING), options.encoding)


def cutter(
    names: Iterable[str], nothing: str
) -> Callable[[BinaryIO, str, Options], Iterator[Piece | Problem]]:
    """Return the `cut` of a format whose items are the elements of these local names.

    `nothing` is the sentence for a file without any.
    """
    pattern = rf"(?:[\w.-]+:)?(?:{'|'.join(names)})".encode()
    items = Items(lambda opening: pattern)

    def cut(file: BinaryIO, head: str, options: Options) -> Iterator[Piece | Problem]:
        return items.cut(file, options.encoding, nothing)

    return cut


def reader(
    records_of: Callable[[etree._Element, str], Iterator[Record]],
) -> Callable[[Piece, str, Options], Iterator[Record]]:
    """Return the `read` of a format; `records_of(element, place)` understands one item."""

    def read(piece: Piece, head: str, options: Options) -> Iterator[Record]:
        text, doubts = text_of(piece, head)
        yield from doubts
        element, trouble = parsed(text)
        if element is None:
            yield Problem(piece.place, f"This is no XML ({trouble}). Left out.")
            return
        found = records_of(element, piece.place)
        yield from doubted(found, piece.place, trouble) if trouble else found

    return read

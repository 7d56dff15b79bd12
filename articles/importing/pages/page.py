"""Saved web pages: one HTML file is one story."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.pages.document import LONGEST_PAGE, NoPage, slim
from articles.importing.pages.story import Capture, records
from articles.importing.pages.whole import whole
from articles.importing.record import Problem, Record, UnreadableArchive

_PLACE = "page"
_DOCTYPE = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
_ELEMENTS = frozenset("html head body".split())
# What a page that somebody cut out of its frame may begin with, and XML of others as well.
_FRAGMENTS = frozenset(
    "title meta link script style table center div p h1 h2 h3 article section main header font a "
    "b br img span ul ol blockquote pre form noscript base".split()
)
_XHTML = "http://www.w3.org/1999/xhtml"
_XML = re.compile(r"\s*<\?xml\b")


def recognises(opening: Opening) -> bool:
    """Whether a file is HTML: by its doctype, or by its first element."""
    name = opening.element.lower()
    before = opening.text.partition(f"<{opening.element}")[0] if name else ""
    if _DOCTYPE.search(before) or opening.namespace == _XHTML:
        return True
    if opening.namespace or ":" in name:
        return False
    return name in _ELEMENTS or (name in _FRAGMENTS and not _XML.match(opening.text))


def _cut(file: BinaryIO, head: None, options: Options) -> Iterator[Piece | Problem]:
    data, trouble = whole(file, LONGEST_PAGE)
    if trouble and not data:
        raise UnreadableArchive(trouble)
    try:
        yield Piece(slim(data), _PLACE)
    except NoPage as error:
        yield Problem(_PLACE, str(error))
    if trouble:
        yield Problem(_PLACE, trouble)


def _read(piece: Piece, head: None, options: Options) -> Iterator[Record]:
    yield from records(Capture(piece.data), piece.place, options.encoding)


PAGE = Format(
    name="html", title="a saved web page (HTML)", recognises=recognises, cut=_cut, read=_read
)

"""Joomla's articles, as a table with separators or as JSON, out of its database or an exporter.

The columns are read by the same hand as every table's; what is Joomla's own is in
`joomla_article`.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.record import Problem, Record
from articles.importing.tabular import csv, json
from articles.importing.tabular.headers import is_joomla
from articles.importing.tabular.sniffing import looks_like_table, shape_of

_ZONE = (
    "Joomla's database keeps its times in UTC: if this comes from there, import it with "
    "--time-zone UTC."
)


def _recognises(opening: Opening) -> bool:
    if opening.element:
        return False
    if is_joomla(json.opening_keys(opening)):
        return True
    shape = shape_of(opening.text, {}, opening.is_whole)
    return is_joomla(shape.header) and looks_like_table(shape)


def _head(file: BinaryIO, options: Options) -> dict[str, Any]:
    start = file.read(1 << 12).lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    file.seek(0)
    is_json = start[:1] in (b"{", b"[") or start[:2] in (b"/*", b"//")
    return {"is_json": is_json, **(json if is_json else csv).head(file, options)}


def _cut(file: BinaryIO, head: dict[str, Any], options: Options) -> Iterator[Piece | Problem]:
    is_first = True
    for piece in (json if head["is_json"] else csv).cut(file, head, options):
        if is_first:
            yield Problem(piece.place, _ZONE, "published_at", refused=False, once=True)
        is_first = False
        yield piece


def _read(piece: Piece, head: dict[str, Any], options: Options) -> Iterator[Record]:
    yield from (json if head["is_json"] else csv).read(piece, head, options)


JOOMLA = Format(
    name="joomla",
    title="Joomla's articles (CSV or JSON)",
    recognises=_recognises,
    head=_head,
    cut=_cut,
    read=_read,
)

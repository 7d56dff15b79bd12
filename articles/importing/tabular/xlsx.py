"""Excel workbooks: every sheet that has a header we know."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Any, BinaryIO

from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.record import Problem, Record, UnreadableArchive
from articles.importing.tabular.csv import read_cells, unknown_columns
from articles.importing.tabular.headers import Table, table_of
from articles.importing.tabular.sniffing import HEADER_WITHIN, header_among
from articles.importing.tabular.times import order_of
from articles.importing.tabular.workbook import DAMAGE, Workbook, reason_of

# The name of a part stands behind the 30 bytes of its header.
_PART = re.compile(rb"PK\x03\x04.{26}(?:xl/|xl\\)", re.DOTALL)
_MANIFEST = re.compile(rb"PK\x03\x04.{26}\[Content_Types\]\.xml", re.DOTALL)
_OTHER_OFFICE = re.compile(rb"PK\x03\x04.{26}(?:word|ppt|visio)/", re.DOTALL)


def _recognises(opening: Opening) -> bool:
    data = opening.data
    if not data.startswith(b"PK\x03\x04"):
        return False
    return bool(_PART.search(data) or (_MANIFEST.search(data) and not _OTHER_OFFICE.search(data)))


def _head(file: BinaryIO, options: Options) -> dict[str, Any]:
    """Return the tables of the workbook: by the part that a sheet is, its name and its columns."""
    tables, refusals = {}, []
    with Workbook(file) as workbook:
        for name, part in workbook.sheets:
            try:
                table = _table(workbook, part, options)
            except UnreadableArchive as refusal:
                # Further sheets are often notes.
                refusals.append(refusal)
            else:
                tables |= {part: (name, table)} if table else {}
    if not tables:
        raise refusals[0] if refusals else UnreadableArchive("This workbook is empty.")
    return {"tables": tables}


def _table(workbook, part, options) -> Table | None:
    """The table of a sheet, None where the sheet is empty."""
    rows = _filled(_until_damage(workbook, part))
    first = [row.cells for row in islice(rows, HEADER_WITHIN)]
    if not first:
        return None
    place = header_among(first, options.headers)
    table = table_of([cell.strip() for cell in first[place]], options.headers)
    below = chain(first[place + 1 :], (row.cells for row in rows))
    row = next(below, None)
    if row is None:
        raise UnreadableArchive("The table has a header and no rows.")
    order = order_of(table, chain([row], below))
    return replace(table, month_first=order, day_zero=workbook.day_zero)


def _filled(rows):
    return (row for row in rows if any(map(str.strip, row.cells)))


def _until_damage(workbook, part):
    """The rows before the sheet is damaged, if it is: `cut` tells of it."""
    try:
        yield from workbook.rows(part)
    except DAMAGE:
        return


def _cut(file: BinaryIO, head: dict[str, Any], options: Options) -> Iterator[Piece | Problem]:
    """Yield the cells of each row below a header, with the part that its sheet is."""
    tables = head["tables"]
    with Workbook(file) as workbook:
        for part, (name, table) in tables.items():
            prefix = f"sheet “{name}”, " if len(tables) > 1 else ""
            yield from _sheet(workbook, part, table, prefix)


def _sheet(workbook, part, table, prefix):
    place, is_below = f"{prefix}row 1", False
    try:
        for row in _filled(workbook.rows(part)):
            place = f"{prefix}row {row.number}"
            if tuple(map(str.strip, row.cells)) == table.columns:
                if not is_below:
                    yield from unknown_columns(table, place)
                is_below = True
            elif is_below:
                yield from _piece(row, part, table, place)
    except DAMAGE as error:
        message = f"The sheet can't be read beyond this row ({reason_of(error)})."
        yield Problem(place, f"{message} What came before is whole.")


def _piece(row, part, table, place):
    if row.is_damaged:
        message = "A cell of this row is damaged and was left empty: compare."
        yield Problem(place, message, refused=False)
    # Cells that are empty at the end of a row are not written.
    empty = [""] * (len(table.columns) - len(row.cells))
    yield Piece([part, row.cells + empty], place)


def _read(piece: Piece, head: dict[str, Any], options: Options) -> Iterator[Record]:
    part, cells = piece.data
    yield from read_cells(cells, piece.place, head["tables"][part][1])


XLSX = Format(
    name="xlsx",
    title="an Excel workbook (.xlsx)",
    recognises=_recognises,
    head=_head,
    cut=_cut,
    read=_read,
)

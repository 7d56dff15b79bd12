"""Tables as text: separated by commas, semicolons, tabs or bars, in any encoding."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, BinaryIO

from articles.importing.encoding import TextStream
from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.record import Problem, Record, UnreadableArchive
from articles.importing.tabular.headers import Table, table_of
from articles.importing.tabular.lines import LINE_END
from articles.importing.tabular.row import row_of
from articles.importing.tabular.rows import rows
from articles.importing.tabular.sniffing import looks_like_table, shape_of
from articles.importing.tabular.story import records_of
from articles.importing.tabular.times import order_of

_LONG_HEADER = (
    "The first line, which names the columns of a table, is longer than {} kB. Leave the columns "
    "out that hold nothing of stories."
)
_UNLIKE = ("<", "{", "[", "/*", "//", "%PDF", "PK")


def recognises(opening: Opening) -> bool:
    text = opening.text
    if text.lstrip().startswith(_UNLIKE):
        return False
    return looks_like_table(shape_of(text, {}, opening.is_whole))


def head(file: BinaryIO, options: Options) -> dict[str, Any]:
    """Return the separator, the header as it stands in the file, and what it means."""
    stream = TextStream(file, options.encoding)
    text = stream.read()
    if not text.strip():
        trouble = f"The file can't be read: {stream.trouble}." if stream.trouble else ""
        raise UnreadableArchive(trouble or "The file is empty.")
    is_whole = not stream.read()
    if not is_whole and not LINE_END.search(text):
        raise UnreadableArchive(_LONG_HEADER.format(len(text) >> 10))
    shape = shape_of(text, options.headers, is_whole)
    table = table_of(shape.header, options.headers)
    found = {"delimiter": shape.delimiter, "table": table}
    file.seek(0)
    below = (piece.data for piece in cut(file, found, options) if isinstance(piece, Piece))
    first = next(below, None)
    if first is None:
        raise UnreadableArchive("The table has a header and no rows.")
    return {**found, "table": replace(table, month_first=order_of(table, chain([first], below)))}


def cut(file: BinaryIO, head: dict[str, Any], options: Options) -> Iterator[Piece | Problem]:
    """Yield the cells of each row below the header."""
    table, is_below = head["table"], False
    for found in rows(TextStream(file, options.encoding), head["delimiter"], table.columns):
        if isinstance(found, Problem):
            yield found
        elif tuple(map(str.strip, found.cells)) == table.columns:
            # Tables that were put one below the other repeat their header.
            if not is_below:
                yield from unknown_columns(table, found.place)
            is_below = True
        elif is_below:
            yield Piece(found.cells, found.place)


def unknown_columns(table: Table, place: str) -> Iterator[Problem]:
    """Tell, once, which columns say nothing here."""
    if table.unknown:
        names = ", ".join(f"“{name[:60]}”" for name in table.unknown[:20])
        message = f"Not known here, and left out: {names}. --map FIELD=COLUMN gives one a meaning."
        yield Problem(place, message, refused=False, once=True)


def read(piece: Piece, head: dict[str, Any], options: Options) -> Iterator[Record]:
    yield from read_cells(piece.data, piece.place, head["table"])


def read_cells(cells: list[str], place: str, table: Table) -> Iterator[Record]:
    """Yield the story of a row, or why it has none."""
    trouble = _width(cells, place, table)
    if trouble:
        yield trouble
    if not trouble or not trouble.refused:
        yield from records_of(row_of(cells, place, table))


def _width(cells, place, table):
    """What is to be said of a row that has more or fewer cells than the header."""
    width = len(table.columns)
    said = f"This row has {len(cells)} cell{'s' * (len(cells) > 1)}, the header {width}"
    if any(cell.strip() for cell in cells[width:]):
        message = f"{said}: a separator stands inside a text. Left out: put it in quotation marks."
        return Problem(place, message)
    named = [name for name in table.columns if name]
    if len(cells) >= len(named):
        return None
    for name in ("headline", "body", "introtext"):
        if table.fields.get(name, (0,))[0] >= len(cells):
            return Problem(place, f"{said}: its {name} is missing. Left out: mend the row.", name)
    return Problem(place, f"{said}: the missing ones are empty.", refused=False, once=True)


CSV = Format(
    name="csv",
    title="a table with separators (CSV, TSV)",
    recognises=recognises,
    head=head,
    cut=cut,
    read=read,
)

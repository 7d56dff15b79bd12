"""What separates the cells of a text, and which of its rows is the header."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from articles.importing.tabular.headers import folded, known

DELIMITERS = (",", ";", "\t", "|")
#: How many rows are looked at, and within how many the header has to be.
LOOKED_AT, HEADER_WITHIN = 50, 10
_DECLARED = re.compile(r"sep=([^\w\s]|\t)\s*[\r\n]+", re.IGNORECASE)
_LONGEST_NAME = 60
_LONGEST_NAME_WORDS = 6
_SENTENCE = re.compile(r"[.!?…]\s|[.!?…]$|\d{3}|[<>{}]")
_AGREED = 0.8


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text is parted into cells: by what, which row is the header, how many rows have as
    many cells as it, and how many of its names are known."""

    delimiter: str
    header: tuple[str, ...] = ()
    rows: int = 0
    agreement: float = 0.0
    known: int = 0


def shape_of(text: str, headers: Mapping[str, str], is_whole: bool = True) -> Shape:
    """Return the likeliest shape of a table that begins with `text`.

    A header whose names are known decides; then, how many rows have as many cells as it.
    """
    declared = _DECLARED.match(text)
    if declared:
        text = text[declared.end() :]
    shapes = [
        _shape(text, delimiter, headers, is_whole)
        for delimiter in (declared[1] if declared else DELIMITERS)
    ]
    return max(shapes, key=lambda shape: (shape.known, shape.agreement, len(shape.header)))


def _shape(text, delimiter, headers, is_whole):
    rows = _sample(text, delimiter, is_whole)
    if not rows:
        return Shape(delimiter)
    place = header_among(rows, headers)
    header, below = rows[place], rows[place + 1 :]
    alike = sum(len(row) == len(header) for row in below)
    agreement = alike / len(below) if below else 0.0
    count = _known(header, headers)
    return Shape(
        delimiter,
        header,
        len(below),
        # A row of one cell agrees with everything.
        agreement if len(header) > 1 else 0.0,
        count,
    )


def _sample(text, delimiter, is_whole):
    """The first rows that hold anything; the last one may have been cut."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    rows = []
    try:
        rows.extend(islice((row for row in reader if any(map(str.strip, row))), LOOKED_AT))
    except csv.Error:
        pass
    if not is_whole and 1 < len(rows) < LOOKED_AT:
        rows.pop()
    return [tuple(cell.strip() for cell in row) for row in rows]


def header_among(rows: Iterable[Sequence[str]], headers: Mapping[str, str]) -> int:
    """Return the index of the first row that names columns: lines of words may stand above it."""
    for index, row in enumerate(islice(rows, HEADER_WITHIN)):
        fields = known(row)
        if len(fields) > 1 or fields & {"headline", "body"} or _named(row, headers):
            return index
    return 0


def _known(header, headers):
    return len(known(header)) + len(_named(header, headers))


def _named(header, headers):
    return {folded(name) for name in header} & {folded(name) for name in headers.values()}


def looks_like_table(shape: Shape) -> bool:
    """Whether a text of this shape is a table at all, and not lines with commas in them."""
    names = [name for name in shape.header if name]
    if len(shape.header) < 2 or len(names) * 2 < len(shape.header) or not all(map(_is_name, names)):
        return False
    if shape.known:
        return shape.agreement >= _AGREED / 2 or shape.rows == 0
    return len(names) > 2 and shape.rows > 1 and shape.agreement >= _AGREED


def _is_name(cell):
    words = cell.split()
    is_short = len(cell) <= _LONGEST_NAME and len(words) <= _LONGEST_NAME_WORDS
    return is_short and not _SENTENCE.search(cell) and not cell.isdecimal()

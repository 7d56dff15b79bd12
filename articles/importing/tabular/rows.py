"""Rows out of text with separators: what the csv module reads, and what it would swallow.

A quotation mark that is never closed makes a text of all that follows. Each row is therefore
read alone, strictly; where that fails, the next line that looks like a row goes on.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.importing.encoding import TextStream
from articles.importing.record import Problem
from articles.importing.tabular.lines import LONGEST, Lines, TooLong

# Of how many rows the cells are looked at, to know what stands in which column.
_LEARNED = 200
# A line of so many cells is no sentence with commas.
_TRUSTED_WIDTH = 6
# How far the end of a row is looked for whose quotation marks are not doubled.
_SLOPPY_LINES = 200
_DATE_LIKE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{8,14}$")
_ADDRESS_LIKE = re.compile(r"https?://|/")
_UNCLOSED = "A quotation mark in this row is never closed. Left out{}: mend the row."
_UNREADABLE = "The quotation marks in this row can't be understood. Left out{}: mend the row."
_ESCAPED = '\\"'
_SLOPPY = "The quotation marks inside a cell of this row are not doubled: compare its cells."


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row, and its place."""

    cells: list[str]
    place: str


def rows(
    stream: TextStream, delimiter: str, header: Sequence[str] = ()
) -> Iterator[Cells | Problem]:
    """Yield the rows that hold anything, and what was lost between them.

    `header` is the row that names the columns, once that is known: without it nothing is mended.
    """
    told = 0
    for found in _Reader(Lines(stream), delimiter, header).rows():
        yield from stream.problems()[told:]
        told = len(stream.problems())
        yield found
    yield from stream.problems()[told:]


class _Reader:
    """What one pass over a file remembers: what stands in which column of its rows."""

    def __init__(self, lines, delimiter, header):
        self.lines, self.delimiter = lines, delimiter
        self.header, self.width = list(header), len(header)
        self.number = self.learned = 0
        self.patience = _SLOPPY_LINES
        self.kinds = [None] * self.width
        end = rf"(?= *(?:{re.escape(delimiter)}|\Z))"
        # Doubled marks stand for one, and those behind a backslash, as MySQL writes them; where
        # that leads nowhere, any mark before a separator ends.
        self.endings = (
            re.compile(rf'(?<![\\"])"(?:"")*{end}'),
            re.compile(rf'(?<!\\)"{end}'),
        )
        csv.field_size_limit(max(csv.field_size_limit(), 2 * LONGEST))

    def rows(self):
        while True:
            taken, cells, error = [], None, None
            line = self.lines.number + 1
            try:
                cells = next(csv.reader(self._feed(taken), delimiter=self.delimiter, strict=True))
            except StopIteration:
                return
            except (csv.Error, TooLong) as raised:
                error = raised
            self.number += 1
            place = f"row {self.number}"
            place += f" (line {line})" if line != self.number else ""
            yield from self._judged(taken, cells, error, place)

    def _feed(self, taken):
        """Hand on lines, and note them; a row may not go on for ever."""
        length = 0
        while line := self.lines.take():
            taken.append(line)
            yield line
            length += len(line)
            if length > LONGEST:
                raise TooLong

    def _judged(self, taken, cells, error, place):
        is_whole = cells is not None and len(cells) == (self.width or len(cells))
        if not is_whole and (found := self._next_row_in(taken)):
            self.lines.put_back(taken[found:])
            yield Problem(place, _UNCLOSED.format(_and_lines(found)))
        elif isinstance(error, TooLong):
            lines = _and_lines(max(1, len(taken)) + self._lost())
            yield Problem(place, f"This row is longer than {LONGEST >> 20} MB. Left out{lines}.")
        elif error:
            yield from self._leniently(taken, place)
        elif any(map(str.strip, cells)):
            if is_whole:
                self._learn(cells)
            yield Cells(cells, place)

    def _learn(self, cells):
        if self.width and self.learned < _LEARNED and cells != self.header:
            self.learned += 1
            kinds = map(_kind, cells)
            self.kinds = [
                known if kind is None or kind == known else (kind if known is None else "")
                for known, kind in zip(self.kinds, kinds, strict=True)
            ]

    def _next_row_in(self, taken):
        """The index of the line, but not the first, with which the next row begins; else 0."""
        if not self.width:
            return 0
        return next((i for i in range(1, len(taken)) if self._begins_row(taken[i])), 0)

    def _begins_row(self, line):
        """Whether the cells of this line are those of a row, and not a text with separators.

        Its numbers, dates and addresses stand where the rows before have theirs. A line that
        ends within quotation marks has the first cells only.
        """
        try:
            cells = next(csv.reader([line], delimiter=self.delimiter), [])
        except csv.Error:
            return False
        is_open = line.count('"') % 2 == 1 and len(cells) < self.width
        if len(cells) != self.width and not is_open:
            return False
        pairs = zip(self.kinds, map(_kind, cells), strict=False)
        told = [kind == own for kind, own in pairs if kind and own is not None]
        return all(told) and (bool(told) or self.width == len(cells) >= _TRUSTED_WIDTH)

    def _leniently(self, taken, place):
        """A row whose quotation marks are not doubled, or a Problem for one beyond help."""
        first = len(taken)
        while (cells := self._sloppy_cells("".join(taken))) is None:
            line = self._next_line() if len(taken) < first + self.patience else ""
            if not line:
                self.lines.put_back(taken[first:])
                # A file of nothing else must not take the square of the time.
                self.patience //= 2
                yield Problem(place, _UNREADABLE.format(_and_lines(first + self._lost())))
                return
            taken.append(line)
        if not any(_ESCAPED in line for line in taken):
            yield Problem(place, _SLOPPY, refused=False)
        yield Cells(cells, place)

    def _next_line(self):
        """The next line, "" where it begins a row."""
        try:
            line = self.lines.take()
        except TooLong:
            return ""
        if line and self.width and self._begins_row(line):
            self.lines.put_back([line])
            return ""
        return line

    def _lost(self):
        """Pass over what is left of a row, where the next can be told; return how many lines."""
        count = 0
        while any(self.kinds) and self._next_line():
            count += 1
        return count

    def _sloppy_cells(self, text):
        for ending in self.endings:
            cells = _cells(text.rstrip("\r\n"), self.delimiter, ending)
            if cells and len(cells) == (self.width or len(cells)):
                return cells
        return None


def _cells(text, delimiter, ending):
    """The cells of a row, None where a quotation mark isn't closed in it."""
    cells, position = [], 0
    while position <= len(text):
        start = position
        if text.startswith('"', start):
            match = ending.search(text, start + 1)
            empty = text[start + 1 : start + 2] == '"' and text[start + 2 : start + 3] in (
                "",
                delimiter,
            )
            if not match and not empty:
                return None
            position = start + 2 if empty else match.end()
            cell = text[start + 1 : position - 1]
            cells.append(cell.replace('""', '"').replace(_ESCAPED, '"'))
        position = text.find(delimiter, position)
        position = len(text) if position < 0 else position
        if not text.startswith('"', start):
            cells.append(text[start:position])
        position += 1
    return cells


def _and_lines(count):
    return f", with {count - 1} line{'s' * (count > 2)} after it" if count > 1 else ""


def _kind(cell):
    """What a cell is that can be told from a text: "" for a text, None for nothing."""
    text = cell.strip()
    if not text:
        return None
    if text.isdecimal():
        return "number"
    if _DATE_LIKE.match(text):
        return "date"
    return "address" if _ADDRESS_LIKE.match(text) else ""

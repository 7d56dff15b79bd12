"""One row of a table, or one object: its values by field."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from articles.importing.record import Problem
from articles.importing.tabular.cells import line_of, text_of
from articles.importing.tabular.headers import Table


@dataclass(slots=True)
class Row:
    """`values` are those of each field, the likeliest column first; `problems` what is doubtful."""

    values: dict[str, list[Any]]
    place: str
    table: Table
    problems: list[Problem]

    def all(self, field: str) -> list[Any]:
        return self.values.get(field, [])

    def first(self, field: str) -> Any:
        """The first value of the field that says something, else ""."""
        return next((value for value in self.all(field) if _says_something(value)), "")

    def text(self, field: str) -> str:
        return text_of(self.first(field))

    def line(self, field: str) -> str:
        """The field as one line without markup."""
        return line_of(self.first(field))

    def doubt(self, message: str, field: str = "", once: bool = False):
        """Note something that a person should know of the story."""
        self.problems.append(Problem(self.place, message, field, refused=False, once=once))


def first_list(row: Row, field: str, listed: Callable[[Any], list[Any]]) -> list[Any]:
    """Return the list in the first of a field's columns that names anything."""
    return next(filter(None, map(listed, row.all(field))), [])


def _says_something(value):
    return bool(value) if isinstance(value, (dict, list)) else bool(text_of(value))


# An apostrophe that keeps spreadsheets from taking a text for a formula.
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def _unguarded(cell):
    return cell[1:] if isinstance(cell, str) and _GUARDED.match(cell) else cell


def row_of(cells: Sequence[Any], place: str, table: Table) -> Row:
    """Return the row that cells in the order of the table's columns are; missing ones are empty."""
    values = {
        name: [_unguarded(cells[index]) for index in indexes if index < len(cells)]
        for name, indexes in table.fields.items()
    }
    return Row(values, place, table, [])

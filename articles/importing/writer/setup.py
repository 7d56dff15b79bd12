"""What the processes of an import tell each other: how to read, what from, and what came of it."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from articles.importing.format import Options
from articles.importing.record import Problem

#: Changes with what an import makes of a file: nothing is taken for known that another read.
VERSION = 3


@dataclass(frozen=True)
class Setup:
    """What every process must know of an import.

    `countries` maps ISO codes to (name, slug); `sections` the folded names and slugs of
    categories to the sections that they become (`--sections`).
    """

    moment: datetime
    zone: str
    assume_date: date | str | None = None
    options: Options = field(default_factory=Options)
    quarantine: bool = False
    countries: dict[str, tuple[str, str]] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    language: str = "en"

    def mark(self) -> str:
        """Tell this setup from others: what is read otherwise is not the same."""
        told = (VERSION, self.zone, str(self.assume_date), self.quarantine, self.sections)
        told += (self.language,)
        options = (sorted(self.options.headers.items()), self.options.encoding)
        return hashlib.blake2b(repr((told, options)).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class FileFacts:
    """What is known of the file that a piece came from; `head` is pickled."""

    position: int
    format: str
    source: str
    head: bytes


@dataclass(slots=True)
class Staged:
    """What some pieces of a file came to. Rows are dicts of an ImportItem's columns, and
    `payload` beside them; `problems` are pairs of the row's index, or None, and a Problem."""

    pieces: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[tuple[int | None, Problem, str]] = field(default_factory=list)
    skipped: Counter = field(default_factory=Counter)
    unreadable: str = ""

"""What a format is to the rest of importing: how it looks, how it is cut, how a piece is read.

A file is cut by one process and its pieces are read by several, so that a piece must hold all
that is needed to understand it, but for the head that the file's pieces share. Neither knows
Django or a network.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from articles.importing.record import Problem, Record, Skipped


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a file, for whoever must recognise it.

    `data` are its first bytes (64 kB at most), `text` the same decoded without a byte order
    mark. `element` is the name of the first XML or HTML element, as written (`rss`,
    `nitf:nitf`), "" when the text begins otherwise; `namespace` is that element's.
    `is_whole` says whether the file ends here.
    """

    data: bytes
    text: str = ""
    element: str = ""
    namespace: str = ""
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who imports says of the files. `headers` maps the fields of a record to
    the columns that hold them (`--map headline=Title`)."""

    headers: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file: `data` (bytes, text, or lists and dicts of plain values) and its place."""

    data: Any
    place: str


def _no_head(file: BinaryIO, options: Options) -> None:
    return None


def _no_source(head: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Format:
    """One format of archives.

    `name` is what `--format` takes, `title` how a sentence calls it ("a WordPress export").
    `recognises(opening)` judges by content. `head(file, options)` returns what all pieces
    share (plain values, or None); `source(head)` names the system that the file came from, ""
    when the file doesn't say. `cut(file, head, options)` yields pieces without understanding
    them, in bounded memory whatever the file's size; `read(piece, head, options)` yields the
    records of one. Both may yield a Problem; damage costs a piece and not the file. When
    the file as a whole can't be read, any of them raises UnreadableArchive.
    """

    name: str
    title: str
    recognises: Callable[[Opening], bool]
    cut: Callable[[BinaryIO, Any, Options], Iterator[Piece | Problem | Skipped]]
    read: Callable[[Piece, Any, Options], Iterator[Record]]
    head: Callable[[BinaryIO, Options], Any] = _no_head
    source: Callable[[Any], str] = _no_source


def records(format_: Format, file: BinaryIO, options: Options = Options()) -> Iterator[Record]:
    """Yield the records of a file that can be sought in: the short way, in one process."""
    head = format_.head(file, options)
    file.seek(0)
    for piece in format_.cut(file, head, options):
        if isinstance(piece, Piece):
            yield from format_.read(piece, head, options)
        else:
            yield piece

"""Cuts a file of XML into what comes before its first item, and its items.

Only tags of items, CDATA and comments are looked for: what an item holds is for its parser.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from articles.importing.encoding import ByteStream
from articles.importing.format import Piece
from articles.importing.measure import LONGEST_ITEM, LONGEST_WITH_PICTURES, without_pictures
from articles.importing.record import Problem, UnreadableArchive
from articles.importing.xml.codecs import declared_codec, is_like_ascii
from articles.importing.xml.marks import Mark

#: Where the root of a file stands.
OPENING = 1 << 16
#: A hundred thousand categories have 20 MB; nothing else does.
LONGEST_HEAD = LONGEST_WITH_PICTURES
# What the end of what was read may cut in two is looked at again with what follows.
_LONGEST_TAG = 200
_MARKS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_ATTRIBUTES = rb"""(?:[^<>"'/]|"[^"]*"|'[^']*'|/(?!>))*+"""
_CUT = "The file ends in the middle of this {}. Get a whole copy."
_LONG = "This {} is longer than {} MB. Left out."


@dataclass(frozen=True, slots=True)
class Items:
    """What a format calls its items.

    `names(beginning of the file)` is a pattern of their names, `ends` one of tags that end the
    last of them all the same (both without the `<`). `word` is what a sentence calls one.
    """

    names: Callable[[bytes], bytes]
    ends: bytes = b""
    word: str = "item"

    def head(self, file: BinaryIO, encoding: str = "", longest: int = LONGEST_ITEM) -> bytes:
        """Return the part before the first item, in an encoding like ASCII."""
        window = _Window(file, self, encoding)
        start = window.find(window.starts)
        end = min(start.start() if start else len(window.buffer), longest)
        return bytes(memoryview(window.buffer)[:end])

    def cut(
        self, file: BinaryIO, encoding: str = "", nothing: str = ""
    ) -> Iterator[Piece | Problem]:
        """Yield the items as they stand, with an end where theirs is missing, and their lines.

        A file in UTF-16 and the like becomes UTF-8; other bytes stay as they are. Raises
        UnreadableArchive with the sentence `nothing` where there is no item.
        """
        window = _Window(file, self, encoding)
        number = line = 0
        while window.seek():
            number += 1
            # On the line of the one before, its number tells it.
            same = f", {self.word} {number}" if window.line == line else ""
            line = window.line
            data, lost = window.item()
            if not lost:
                yield Piece(data, f"line {line}{same}")
            elif not (lost == _CUT and window.stream.trouble):
                yield Problem(f"line {line}{same}", lost.format(self.word, LONGEST_ITEM >> 20))
        yield from window.stream.problems(window.line)
        if nothing and not number:
            raise UnreadableArchive(nothing)


class _Window:
    """The part of the file that is being looked at."""

    def __init__(self, file, items, encoding):
        self.stream, self.line, self.ended = ByteStream(file), 1, False
        first = self.stream.read()
        codec = declared_codec(first, encoding)
        self.recode = None
        if not is_like_ascii(codec):
            self.recode = codecs.getincrementaldecoder(codec)(errors="replace").decode
        self.buffer, self.dropped = bytearray(self._recoded(first)), 0
        self.marks = {mark: Mark(mark, closing) for mark, closing in _MARKS.items()}
        names = items.names(bytes(self.buffer[:OPENING]))
        start, end = rb"%b(?=[\s/>])" % names, rb"/%b\s*>" % names
        self.starts = _Tags(start)
        self.boundaries = _Tags(rb"%b|(%b)%b" % (start, end, items.ends and b"|" + items.ends))
        self.empty = re.compile(rb"<%b%b/>" % (names, _ATTRIBUTES))
        self.between = re.compile(rb"<%b(?=\s*<(?:%b|/))" % (end, start))

    def _recoded(self, chunk):
        if self.recode:
            chunk = self.recode(chunk, final=not chunk).encode("utf-8", "replace")
        return chunk

    def _load(self):
        """Read on; False at the end of the file, or when that would be too much for an item."""
        if self.ended or len(self.buffer) > LONGEST_WITH_PICTURES:
            return False
        chunk = self.stream.read()
        self.ended = not chunk
        self.buffer += self._recoded(chunk)
        return True

    def find(self, tags, position=0):
        """Return the next of `tags` outside CDATA and comments, reading on as needed; None at
        the end of the file or of what an item may have."""
        match = tags.alone.search(self.buffer, position)
        if match and not self._is_open(position, match.start()):
            return match
        while True:
            match = tags.with_marks.search(self.buffer, position)
            if match is None:
                position = max(position, len(self.buffer) - _LONGEST_TAG)
                if not self._load():
                    return None
            elif match[0] not in self.marks:
                return match
            else:
                position = self._end_of(self.marks[match[0]], match.end())
                if position < 0:
                    return None

    def _is_open(self, position, end):
        return any(mark.is_open(self.buffer, position, end) for mark in self.marks.values())

    def _end_of(self, mark, position):
        """Where the CDATA or comment ends that is open at `position`: there, if it never does;
        -1 when that isn't in sight."""
        while not mark.is_closed(self.buffer, self.dropped, position) and self._load():
            pass
        return mark.end(self.buffer, self.dropped, position, self.between, self.ended)

    def seek(self):
        """Move to the next item; False when there is none."""
        while not (start := self.find(self.starts)):
            if self.ended:
                return False
            self._drop(max(0, len(self.buffer) - _LONGEST_TAG))
        self._drop(start.start())
        return True

    def item(self):
        """Take the item at the beginning of the window; return its bytes and why they are lost."""
        boundary = self.find(self.boundaries, 1)
        if empty := self.empty.match(self.buffer):
            return self._taken(empty.end())
        if boundary is None:
            return b"", self._lost()
        if boundary[1]:
            return self._taken(boundary.end())
        name = re.match(rb"<([^\s/>]+)", self.buffer)[1]
        return self._taken(boundary.start(), b"</%b>" % name)

    def _lost(self):
        """Pass over the item that has no end, or none before it is too long."""
        if self.ended:
            self._drop(len(self.buffer))
            return _CUT
        end = None
        while not (end or self.ended):
            self._drop(max(0, len(self.buffer) - _LONGEST_TAG))
            self._load()
            end = self.between.search(self.buffer)
        self._drop(end.end() if end else len(self.buffer))
        return _LONG

    def _taken(self, end, closing=b""):
        data = bytes(self.buffer[:end]) + closing
        self._drop(end)
        if len(data) > LONGEST_ITEM:
            data = without_pictures(data)
        return (data, "") if len(data) <= LONGEST_ITEM else (b"", _LONG)

    def _drop(self, length):
        self.line += self.buffer.count(b"\n", 0, length)
        self.dropped += length
        del self.buffer[:length]


class _Tags:
    """Patterns that find tags: `alone`, and those together with what they may stand in."""

    def __init__(self, names):
        # With one sign before all that it chooses from, a pattern is found ten times as fast.
        self.alone = re.compile(rb"<(?:%b)" % names)
        self.with_marks = re.compile(rb"<(?:!\[CDATA\[|!--|%b)" % names)

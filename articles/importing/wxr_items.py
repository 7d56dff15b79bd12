"""Cuts a WordPress export into its head and its items, without parsing it.

Each item is then parsed alone: damage in one costs that one and no other, lines are exact in
files of any size, memory does not grow with the file, and a DOCTYPE with its entities is never
parsed at all.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from articles.importing.encoding import codec_of

CHUNK = 1 << 20
#: An item longer than this many bytes is left out; nobody reads a story of ten thousand pages.
LONGEST_ITEM = 64 << 20
# XML 1.0 has no other control characters, and one of them is enough to end a parser.
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")
_START = re.compile(rb"<item(?=[\s>])")
_BOUNDARY = re.compile(rb"<item(?=[\s>])|</item\s*>")
_CERTAIN_END = re.compile(rb"</item\s*>(?=\s*(?:<item[\s>]|</channel))")
_LONGEST_TAG = 64


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the file and the line where it begins.

    `ending` says how it ended: `whole`, `unclosed` (the next item began), `cut` (the file
    ended), or `long` (left out: `data` is empty).
    """

    data: bytes
    line: int
    ending: str = "whole"


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Yield the part before the first item, then each item, in UTF-8 wherever the file said so.

    A file in UTF-16 or UTF-32 is recoded; other bytes stay as they are.
    """
    window = _Window(file)
    start = window.find(_START)
    yield window.take(start.start() if start else None, "whole")
    while start:
        yield window.item()
        start = window.find(_START)
        if start:
            window.drop(start.start())


class _Window:
    """The part of the file that is being looked at."""

    def __init__(self, file):
        first = file.read(CHUNK)
        codec = codec_of(first)
        self.file, self.line, self.ended = file, 1, False
        self.recode = None
        if codec.startswith(("utf-16", "utf-32")):
            self.recode = codecs.getincrementaldecoder(codec)(errors="replace").decode
        self.buffer = bytearray(self._clean(first))

    def _clean(self, chunk):
        if self.recode:
            chunk = self.recode(chunk, final=not chunk).encode("utf-8", "replace")
        return chunk.translate(None, _CONTROL)

    def _load(self):
        chunk = self.file.read(CHUNK)
        self.ended = not chunk
        self.buffer += self._clean(chunk)

    def find(self, pattern, position=0):
        """Return the next match outside CDATA, reading on as needed; None at the end of the
        file or of what an item may have."""
        while True:
            match = pattern.search(self.buffer, position)
            if match and self._outside_cdata(match.start()):
                return match
            if match:
                position = match.end()
            elif self.ended or len(self.buffer) > LONGEST_ITEM:
                return None
            else:
                # Patterns look one tag ahead: what may be the beginning of one is searched again.
                position = max(position, len(self.buffer) - _LONGEST_TAG)
                self._load()

    def _outside_cdata(self, position):
        opened = self.buffer.rfind(b"<![CDATA[", 0, position)
        return opened < 0 or self.buffer.find(b"]]>", opened, position) >= 0

    def item(self):
        """Take the item at the beginning of the window."""
        boundary = self.find(_BOUNDARY, len(b"<item"))
        if boundary is None:
            return self._unending()
        if boundary[0].startswith(b"</"):
            return self.take(boundary.end(), "whole")
        return self.take(boundary.start(), "unclosed")

    def _unending(self):
        """No end outside CDATA: the nearest end that another item follows, else all there is."""
        certain = _CERTAIN_END.search(self.buffer)
        if certain:
            return self.take(certain.end(), "whole")
        if self.ended:
            return self.take(None, "cut")
        line = self.line
        while not self.ended and not certain:
            self.drop(max(0, len(self.buffer) - _LONGEST_TAG))
            self._load()
            certain = _CERTAIN_END.search(self.buffer)
        self.drop(certain.end() if certain else len(self.buffer))
        return Piece(b"", line, "long")

    def take(self, end, ending):
        piece = Piece(bytes(self.buffer[:end]), self.line, ending)
        self.drop(len(piece.data))
        return piece

    def drop(self, length):
        self.line += self.buffer.count(b"\n", 0, length)
        del self.buffer[:length]

"""Cuts a WordPress export into its head and its items, without parsing it.

Each item is then parsed alone: damage in one costs that one and no other, lines are exact in
files of any size, memory does not grow with the file, and a DOCTYPE with its entities is never
parsed at all.
"""

import codecs
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile

from articles.importing.encoding import codec_of
from articles.importing.format import Piece
from articles.importing.record import Problem

CHUNK = 1 << 20
#: An item longer than this many bytes is left out; nobody reads a story of ten thousand pages.
LONGEST_ITEM = 64 << 20
# XML 1.0 has no other control characters, and one of them is enough to end a parser.
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")
_CDATA = b"<![CDATA["
_ITEM = re.compile(rb"<item(?=[\s>])")
_BOUNDARY = re.compile(rb"<item(?=[\s>])|</item\s*>")
_CERTAIN_END = re.compile(rb"</item\s*>(?=\s*(?:<item[\s>]|</channel))")
_LONGEST_TAG = 64


def head_of(file: BinaryIO) -> bytes:
    """Return the part before the first item, in UTF-8 wherever the file says so.

    A file in UTF-16 or UTF-32 is recoded; other bytes stay as they are.
    """
    window = _Window(file)
    start = window.find_item()
    return bytes(window.buffer[: start.start() if start else LONGEST_ITEM])


def items(file: BinaryIO) -> Iterator[Piece | Problem]:
    """Yield each item of a file: its data is a pair of how it ended and its bytes.

    It ended `whole`, `unclosed` (the next item began), `cut` (the file ended), or `long` (left
    out: there are no bytes).
    """
    window = _Window(file)
    line = window.line
    while window.seek_item():
        line = window.line
        ending, data = window.item()
        if not (ending == "cut" and window.trouble):
            yield Piece((ending, data), f"line {line}")
    if window.trouble:
        message = (
            f"The file can't be read further ({window.trouble}). What came before is complete."
        )
        yield Problem(f"line {line}", message)


class _Window:
    """The part of the file that is being looked at."""

    def __init__(self, file):
        self.file, self.line, self.ended, self.trouble = file, 1, False, ""
        first = self._bytes()
        codec = codec_of(first)
        # Between these two places no CDATA section ends: nobody need look there again.
        self.endless = (0, 0)
        self.recode = None
        if codec.startswith(("utf-16", "utf-32")):
            self.recode = codecs.getincrementaldecoder(codec)(errors="replace").decode
        self.buffer = bytearray(self._clean(first))

    def _clean(self, chunk):
        if self.recode:
            chunk = self.recode(chunk, final=not chunk).encode("utf-8", "replace")
        return chunk.translate(None, _CONTROL)

    def _load(self):
        """Read on; False at the end of the file, or when that would be too much for an item."""
        if self.ended or len(self.buffer) > LONGEST_ITEM:
            return False
        chunk = self._bytes()
        self.ended = not chunk
        self.buffer += self._clean(chunk)
        return True

    def _bytes(self):
        try:
            return self.file.read(CHUNK)
        except (EOFError, OSError, zlib.error, BadZipFile) as error:
            self.trouble = str(error) or type(error).__name__
            return b""

    def _find(self, pattern, position=0):
        """Return the next match outside CDATA, reading on as needed; None at the end of the
        file or of what an item may have."""
        while True:
            match = pattern.search(self.buffer, position)
            limit = match.start() if match else len(self.buffer)
            section = self.buffer.rfind(_CDATA, position, limit)
            if section >= 0 and self.buffer.find(b"]]>", section, limit) < 0:
                position = self._end_of_section(section)
                if not position:
                    return None
            elif match:
                return match
            elif self._load():
                # Patterns look one tag ahead: what may be the beginning of one is searched again.
                position = max(position, limit - _LONGEST_TAG)
            else:
                return None

    def _end_of_section(self, position):
        """Where the CDATA section at `position` ends, 0 when that isn't in sight."""
        first, last = self.endless
        start = last if first <= position < last else position
        while (end := self.buffer.find(b"]]>", start)) < 0:
            start = max(position, len(self.buffer) - 2)
            self.endless = (position, start)
            if not self._load():
                return 0
        return end + 3

    def find_item(self):
        """Return where the next item begins; where the file ends inside CDATA, inside of that."""
        return self._find(_ITEM) or _ITEM.search(self.buffer)

    def seek_item(self):
        """Move to the next item; False when there is none."""
        while not (start := self.find_item()):
            if self.ended:
                return False
            self._drop(max(0, len(self.buffer) - _LONGEST_TAG))
        self._drop(start.start())
        return True

    def item(self):
        """Take the item at the beginning of the window."""
        boundary = self._find(_BOUNDARY, len(b"<item"))
        if boundary is None:
            return self._unending()
        if boundary[0].startswith(b"</"):
            return self._take(boundary.end(), "whole")
        return self._take(boundary.start(), "unclosed")

    def _unending(self):
        """No end outside CDATA: the nearest end that another item follows, else all there is."""
        certain = _CERTAIN_END.search(self.buffer)
        if certain:
            return self._take(certain.end(), "whole")
        if self.ended:
            return self._take(len(self.buffer), "cut")
        while not self.ended and not certain:
            self._drop(max(0, len(self.buffer) - _LONGEST_TAG))
            self._load()
            certain = _CERTAIN_END.search(self.buffer)
        self._drop(certain.end() if certain else len(self.buffer))
        return "long", b""

    def _take(self, end, ending):
        data = bytes(self.buffer[:end])
        self._drop(end)
        return ending, data

    def _drop(self, length):
        self.line += self.buffer.count(b"\n", 0, length)
        self.endless = (self.endless[0] - length, self.endless[1] - length)
        del self.buffer[:length]

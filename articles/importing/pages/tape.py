"""A web archive as a stream that no damage stops: bounded lines, and a way to the next record."""

import re
from typing import BinaryIO

from articles.importing.encoding import UNREADABLE

_CHUNK = 1 << 16
_LONGEST_LINE = 1 << 16
#: A record has no more than this before its content.
_LONGEST_HEAD = 1 << 20
_RECORD = re.compile(
    rb"WARC/\d+\.\d+\s*$"
    rb"|(?:filedesc|https?|dns|ftp|metadata|whois|urn):\S.* \d{12,14} \S+ -?\w+\s*$"
)


class DamagedHead(Exception):
    """A record whose lines before the content have no end."""


class Tape:
    """What warcio reads from: `read` and `readline`, of a file that may end anywhere.

    `trouble` says why it could not be read to its end.
    """

    def __init__(self, file: BinaryIO):
        self.trouble = ""
        # `read` of what is packed gives nothing of a chunk that has no end.
        self._read = getattr(file, "read1", file.read)
        self._buffer, self._position, self._head = b"", 0, 0

    def read(self, length: int | None = None) -> bytes:
        parts = []
        while (length is None or length > 0) and self._fill():
            part = self._take(_CHUNK if length is None else length)
            length = None if length is None else length - len(part)
            parts.append(part)
        return b"".join(parts)

    def readline(self, length: int | None = None) -> bytes:
        line = self._line(_LONGEST_LINE if length is None else min(length, _LONGEST_LINE))
        self._head += len(line)
        if self._head > _LONGEST_HEAD:
            raise DamagedHead
        return line

    def next_record(self) -> tuple[bytes, int]:
        """Return the first line of the next record, b"" at the end, and how many bytes before it
        belong to none."""
        strays = 0
        while line := self._line(_LONGEST_LINE):
            if _RECORD.match(line):
                break
            strays += len(line.strip())
        self._head = 0
        return line, strays

    def _line(self, longest):
        line = b""
        while len(line) < longest and not line.endswith(b"\n") and self._fill():
            end = self._buffer.find(b"\n", self._position) + 1
            room = longest - len(line)
            line += self._take(min(end - self._position, room) if end else room)
        return line

    def _take(self, length):
        part = self._buffer[self._position : self._position + length]
        self._position += len(part)
        return part

    def _fill(self):
        """Have at least a byte in the buffer; False at the end."""
        if self._position < len(self._buffer):
            return True
        if self.trouble:
            return False
        try:
            self._buffer, self._position = self._read(_CHUNK), 0
        except UNREADABLE as error:
            self._buffer, self._position = b"", 0
            self.trouble = str(error) or type(error).__name__
        return bool(self._buffer)

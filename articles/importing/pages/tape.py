"""A web archive as a stream that no damage stops: bounded lines, and a way to the next record."""

import re
from typing import BinaryIO

from articles.importing.encoding import UNREADABLE

_CHUNK = 1 << 16
_LONGEST_LINE = 1 << 16
#: A record has no more than this before its content.
LONGEST_HEAD = 1 << 20
#: The first line of a record.
WARC_LINE = rb"WARC/\d+\.\d+[ \t]*(?:\r?\n|\Z)"
ARC_LINE = (
    rb"(?:filedesc|https?|dns|ftp|metadata|whois|urn):\S[^\r\n]* \d{12,14} \S+ -?\w+[ \t]*"
    rb"(?:\r?\n|\Z)"
)
_RECORD = re.compile(rb"%b|%b" % (WARC_LINE, ARC_LINE))


class DamagedHead(Exception):
    """A record whose lines before the content have no end."""


class Tape:
    """What warcio reads from, and what looks ahead: a file that may end anywhere.

    `trouble` says why it could not be read to its end.
    """

    def __init__(self, file: BinaryIO):
        self.trouble = ""
        # `read` of what is packed gives nothing of a chunk that has no end.
        self._read = getattr(file, "read1", file.read)
        self._buffer, self._position, self._head = b"", 0, 0

    def peek(self, length: int) -> bytes:
        """Return the next bytes, and leave them: fewer than `length` at the end alone."""
        parts, missing = [], length - (len(self._buffer) - self._position)
        while missing > 0 and (part := self._loaded()):
            parts.append(part)
            missing -= len(part)
        if parts:
            self._buffer = b"".join([self._buffer[self._position :], *parts])
            self._position = 0
        return self._buffer[self._position : self._position + length]

    def take(self, length: int) -> bytes:
        """Return bytes that were seen ahead."""
        part = self._buffer[self._position : self._position + length]
        self._position += len(part)
        return part

    def readline(self, length: int | None = None) -> bytes:
        line = self._line(_LONGEST_LINE if length is None else min(length, _LONGEST_LINE))
        self._head += len(line)
        if self._head > LONGEST_HEAD:
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
            line += self.take(min(end - self._position, room) if end else room)
        return line

    def _fill(self):
        """Have at least a byte in the buffer; False at the end."""
        if self._position == len(self._buffer):
            self._buffer, self._position = self._loaded(), 0
        return bool(self._buffer)

    def _loaded(self):
        """The next bytes of the file, b"" at the end."""
        if self.trouble:
            return b""
        try:
            return self._read(_CHUNK)
        except UNREADABLE as error:
            self.trouble = str(error) or type(error).__name__
            return b""

"""The lines of a text with their ends, one at a time, as long as a table has them."""

import re
from collections import deque
from itertools import pairwise

from articles.importing.encoding import TextStream

#: A line or row of more characters than this is left out.
LONGEST = 8 << 20
#: `\r`, `\n` and `\r\n` end a line of a table, and no other sign does.
LINE_END = re.compile(r"\r\n?|\n")


class TooLong(Exception):
    """A line or a row has no end within what one may have."""


class Lines:
    """The lines of a file; `number` is that of the last one taken."""

    def __init__(self, stream: TextStream):
        self.stream, self.number = stream, 0
        self._ready, self._rest, self._held = deque(), [], ""
        self._is_dropping = False

    def take(self) -> str:
        """Return the next line, "" at the end. Raises TooLong for one beyond all measure."""
        while not self._ready and self._read():
            pass
        if not self._ready:
            return ""
        self.number += 1
        line = self._ready.popleft()
        if line is None:
            raise TooLong
        return line

    def put_back(self, lines: list[str]):
        self._ready.extendleft(reversed(lines))
        self.number -= len(lines)

    def _read(self):
        """Read on; False at the end."""
        text = self.stream.read()
        is_last = not text
        text, self._held = self._held + text, ""
        if text.endswith("\r") and not is_last:
            # The other half of this line end may come next.
            text, self._held = text[:-1], "\r"
        ends = [0, *(match.end() for match in LINE_END.finditer(text))]
        lines = [text[start:end] for start, end in pairwise(ends)]
        rest = text[ends[-1] :]
        if lines:
            self._finish(lines[0])
            self._ready.extend(lines[1:])
        self._rest.append(rest)
        if is_last and any(self._rest):
            self._finish("")
        elif self._is_dropping or sum(map(len, self._rest)) > LONGEST:
            self._rest, self._is_dropping = [" "], True
        return not is_last

    def _finish(self, end):
        """The line that was begun is whole now, and None where it is too long."""
        self._ready.append(None if self._is_dropping else "".join([*self._rest, end]))
        self._rest, self._is_dropping = [], False

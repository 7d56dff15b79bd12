"""The part of a JSON text that is being looked at: values are decoded at a place in it.

It is read on as far as a value needs, and what has been read is forgotten.
"""

import json
import math
import re
import sys

from articles.importing.encoding import CHUNK, TextStream
from articles.importing.measure import LONGEST_ITEM

#: An object that takes more memory than this is left out; no story has a thousand pages.
LONGEST_ELEMENT = 2 * LONGEST_ITEM
#: Deeper ones are left out: no story is, and whoever walks or packs them would run out of stack.
DEEPEST = 100
# A look ahead must not be cut off by the end of what was read.
LOOK_AHEAD = 1000
# As long as what JSON has no quotation marks around, and an escape.
_LONGEST_WORD = 12
# A longer step would cost memory, a shorter one time: each begins the value anew.
_LONGEST_STEP = 64
_BLANK = re.compile(r"\s*")


def _finite(text):
    number = float(text)
    return number if math.isfinite(number) else None


DECODER = json.JSONDecoder(strict=False, parse_float=_finite, parse_constant=lambda constant: None)


class Damage(Exception):
    """A value that can't be read: why, and where in the window."""

    def __init__(self, reason, position):
        super().__init__(reason)
        self.reason, self.position = reason, position


class Window:
    """The part of the text that is being looked at; `position` is where reading goes on."""

    def __init__(self, file, encoding):
        self.stream = TextStream(file, encoding)
        self.buffer, self.position = "", 0
        self.ended = self.is_stopped = False
        self._line, self._counted = 1, 0

    @property
    def sign(self):
        return self.buffer[self.position : self.position + 1]

    def line(self):
        """The number of the line that reading has come to."""
        self._line += self.buffer.count("\n", self._counted, self.position)
        self._counted = max(self.position, self._counted)
        return self._line

    def skip(self, pattern):
        """Pass over what `pattern` matches; False at the end of the text."""
        while True:
            self.position = pattern.match(self.buffer, self.position).end()
            if self.ended or self.position < len(self.buffer) - LOOK_AHEAD:
                return self.position < len(self.buffer)
            self._load()

    def find(self, pattern):
        """Pass over everything before the next match of `pattern`; False when there is none."""
        while True:
            match = pattern.search(self.buffer, self.position)
            if match or self.ended:
                self.position = match.start() if match else len(self.buffer)
                return match is not None
            self.position = max(self.position, len(self.buffer) - LOOK_AHEAD)
            self._load()

    def past(self, position):
        """Return the position after blanks, without forgetting anything. Raises Damage."""
        while True:
            end = _BLANK.match(self.buffer, position).end()
            if end < len(self.buffer):
                return end
            self._expect_more(position)
            self._extend(1)

    def decode(self, start):
        """Return the value that begins at `start` and where it ends. Raises Damage."""
        while True:
            try:
                return DECODER.raw_decode(self.buffer, start)
            except (ValueError, RecursionError) as error:
                if not _is_short(error, len(self.buffer)):
                    position = getattr(error, "pos", start)
                    raise Damage(reason_of(error, start), position) from error
            self._expect_more(start)
            length = len(self.buffer) - start
            self._extend(max(CHUNK, min(length, _LONGEST_STEP * CHUNK)))

    def _expect_more(self, start):
        """Raise Damage when what begins at `start` can't or must not get any longer."""
        if self.ended:
            reason = "the file ends in the middle of it; get a whole copy"
            raise Damage(reason, len(self.buffer))
        share = (len(self.buffer) - start) / (len(self.buffer) + 1)
        if sys.getsizeof(self.buffer) * share > LONGEST_ELEMENT:
            raise Damage(f"it is longer than {LONGEST_ELEMENT >> 20} MB", start)

    def stop(self):
        """Read no further."""
        self.ended = self.is_stopped = True
        self.position = len(self.buffer)

    def _load(self):
        """Read on, and forget what has been read: positions change with it."""
        self.forget()
        self._extend(1)

    def forget(self):
        if self.position > CHUNK:
            self.line()
            self.buffer = self.buffer[self.position :]
            self.position = self._counted = 0

    def _extend(self, least):
        parts, size = [self.buffer], 0
        while size < least and not self.ended:
            part = self.stream.read()
            self.ended = not part
            size += len(part)
            parts.append(part)
        self.buffer = "".join(parts)


def _is_short(error, length):
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated") or error.pos > length - _LONGEST_WORD


def reason_of(error, start=0):
    if isinstance(error, RecursionError):
        return f"it is nested more than {DEEPEST} deep"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, at its character {error.pos - start + 1}"
    return "it has a number of thousands of digits"

"""What a record of a web archive holds, even where its head is wrong about how long it is."""

import re
from dataclasses import dataclass

from articles.importing.pages.tape import ARC_LINE, LONGEST_HEAD, WARC_LINE, DamagedHead, Tape

_WINDOW = 1 << 16
#: The first line of a record is no longer, with the blank ones before it.
_LINE = 1 << 12
#: How far is looked ahead whether a length is right.
_FAR = 8 << 20


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells, from a place in an archive, that a record begins there, or one ended, or where
    the next begins."""

    begin: re.Pattern
    end: re.Pattern
    next: re.Pattern


def _signs(line):
    return _Signs(
        begin=re.compile(rb"[\r\n]*%b" % line),
        end=re.compile(rb"(?:\r?\n){2}|\s*\Z|[\r\n]*%b" % line),
        next=re.compile(rb"\n%b" % line),
    )


_WARC_SIGNS, _ARC_SIGNS = _signs(WARC_LINE), _signs(ARC_LINE)


class Content:
    """The content of the record that a tape has come to: `left` bytes more, by its head.

    That is wrong (`is_wrong`) where nothing ends behind them, or another record begins before:
    then the content goes to where the next one begins. `is_cut`: the file ends too soon.
    """

    def __init__(self, tape: Tape, length: int, is_arc: bool):
        self.tape, self.left = tape, length
        self.is_wrong = self.is_cut = False
        self._signs = _ARC_SIGNS if is_arc else _WARC_SIGNS
        self._is_over = self._is_sure = False
        self._head = 0

    def is_empty(self) -> bool:
        self._look(self.tape.peek(_LINE))
        return self._is_over

    def read(self, length: int) -> bytearray:
        data = bytearray()
        while part := self._part(length - len(data)):
            data += part
        return data

    def readline(self, length: int | None = None) -> bytes:
        """Return a line of the head that the content has of its own."""
        end = self.tape.peek(_LINE).find(b"\n") + 1 or self.tape.peek(_WINDOW).find(b"\n") + 1
        line = bytes(self.read(min(end or _WINDOW, length or _WINDOW)))
        self._head += len(line)
        if self._head > LONGEST_HEAD:
            raise DamagedHead
        return line

    def pass_over(self) -> None:
        while self._part(_WINDOW):
            pass

    def _part(self, most):
        """The next bytes, no more than `most`; b"" at the end."""
        if most and not self._is_over:
            window = self.tape.peek(min(most, _WINDOW) + _LINE)
            self._look(window)
        if not most or self._is_over:
            return b""
        # What may be the beginning of the next record is looked at again with what follows.
        length = len(window) - _LINE if len(window) > _LINE else len(window)
        if found := None if self._is_sure else self._signs.next.search(window):
            length = min(length, len(window[: found.start()].rstrip(b"\r\n")))
        length = min(length, most)
        if not self.is_wrong:
            length = min(length, self.left)
            self.left -= length
        return self.tape.take(length)

    def _look(self, window):
        """Find out whether the content ends here."""
        if not window:
            self._is_over, self.is_cut = True, self.left > 0 and not self.is_wrong
        elif self.left == 0 and not self.is_wrong:
            self._is_over = bool(self._signs.end.match(window[:_LINE]))
            self.is_wrong = not self._is_over
        elif not self._is_sure and self._signs.begin.match(window):
            self._is_sure = not self.is_wrong and self._leads_to_an_end()
            self.is_wrong = self._is_over = not self._is_sure

    def _leads_to_an_end(self):
        """Whether the length is right though a record begins here: a page may show one."""
        ahead = self.tape.peek(self.left + _LINE) if self.left <= _FAR else b""
        return len(ahead) >= self.left and bool(self._signs.end.match(ahead[self.left :]))

"""Where CDATA and comments end, looked for once, however often they are opened."""

import re


class Mark:
    """A sign that opens what holds no markup, and the one that closes it.

    Places are those of the file (`dropped` and the position in the window), for the window
    forgets what it has passed; questions come in the order of the file.
    """

    def __init__(self, opening: bytes, closing: bytes):
        self.opening, self.closing = opening, closing
        # From the last question to here nothing closes it. Here something does, if it is found;
        # `last` is where it was opened before that.
        self._seen, self._is_found, self._last = 0, False, 0
        # Before this place, what opens is but text.
        self._text_until = 0

    def is_open(self, buffer: bytearray, position: int, end: int) -> bool:
        """Whether this may be open at `end`, when it isn't at `position`."""
        start = buffer.rfind(self.opening, position, end)
        return start >= 0 and buffer.find(self.closing, start + len(self.opening), end) < 0

    def is_closed(self, buffer: bytearray, dropped: int, position: int) -> bool:
        """Whether it is known where that ends which is open at `position`."""
        if position + dropped < self._text_until:
            return True
        if not self._is_found or self._seen - dropped < position:
            start = max(self._seen - dropped, position)
            end = buffer.find(self.closing, start)
            self._is_found = end >= 0
            self._seen = dropped + (end if self._is_found else max(start, len(buffer) - 2))
            self._last = dropped + buffer.rfind(self.opening, 0, end) if self._is_found else 0
        return self._is_found

    def end(
        self, buffer: bytearray, dropped: int, position: int, between: re.Pattern, is_last: bool
    ) -> int:
        """Return where that ends which is open at `position`, -1 when it isn't in sight.

        It is text, and ends at `position`, when what closes it belongs to a later item
        (`between` them ends one, and then another of its kind was opened), or when nothing
        does and this `is_last` of the file.
        """
        if position + dropped < self._text_until:
            return position
        last = self._last - dropped if self._is_found else len(buffer)
        found = between.search(buffer, position, last) if last > position else None
        if found or (is_last and not self._is_found):
            self._text_until = dropped + (found.start() if found else len(buffer))
            return position
        return self._seen - dropped + len(self.closing) if self._is_found else -1

"""Cuts a file of XML into its items without parsing it, however many documents it holds.

Each item is then parsed alone: damage in one costs that one and no other, memory does not grow
with the file, and a DOCTYPE with its entities is never parsed at all.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from articles.importing.encoding import TextStream, codec_of
from articles.importing.format import Options, Piece
from articles.importing.record import Problem, UnreadableArchive

#: An item beyond this many bytes is left out; nobody reads a story of ten thousand pages.
LONGEST_ITEM = 64 << 20
# As much is looked at at once where no item has begun.
_BETWEEN = 1 << 20
# A tag that the end of what was read cuts in two is looked at again with what follows.
_LOOK_BACK = 200
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']""")
_CLOSING = {"<!--": re.compile("-->"), "<![CDATA[": re.compile("]]>")}
_TAG_END = re.compile(">")


def declared_encoding(file: BinaryIO, options: Options) -> str:
    """The `head` of XML: the encoding that the file says it is in, "" where it shows it."""
    beginning = file.read(1 << 16)
    declared = _DECLARED.match(beginning)
    # What is UTF-8 or UTF-16 by its bytes is that, whatever it says.
    if not declared or codec_of(beginning).startswith("utf"):
        return ""
    return declared[1].decode() if _is_codec(declared[1].decode()) else ""


def _is_codec(name):
    try:
        return b"a".decode(name) == "a"
    except (LookupError, ValueError):
        return False


def cutter(
    names: Iterable[str], nothing: str
) -> Callable[[BinaryIO, str, Options], Iterator[Piece | Problem]]:
    """Return the `cut` of a format whose items are the elements of these local names.

    A piece is the text of one element, its place its line. `nothing` is the sentence for a file
    without any.
    """
    choices = "|".join(names)
    pattern = re.compile(rf"<!--|<!\[CDATA\[|<(/?)((?:[\w.-]+:)?(?:{choices}))(?=[\s/>])")

    def cut(file: BinaryIO, head: str, options: Options) -> Iterator[Piece | Problem]:
        window = _Window(TextStream(file, options.encoding or head), pattern)
        is_empty = True
        while window.find_item():
            is_empty = False
            yield window.item()
        yield from window.stream.problems()
        if is_empty:
            raise UnreadableArchive(nothing)

    return cut


class _Window:
    """The part of the text that is being looked at; what comes before `start` is forgotten."""

    def __init__(self, stream, pattern):
        self.stream, self.pattern = stream, pattern
        self.buffer, self.start, self.line = "", 0, 1
        self.limit, self.ended = _BETWEEN, False
        self._unclosed = {}

    def find_item(self):
        """Move to the next item; False when there is none."""
        self.limit = _BETWEEN
        while True:
            tag = self._tag(self.start)
            if tag and not tag[1]:
                self._move(tag.start())
                return True
            if tag:
                self._move(tag.end())
            elif self.ended:
                return False
            else:
                self._move(max(self.start + 1, len(self.buffer) - _LOOK_BACK))

    def item(self):
        """Take the item that begins here."""
        self.limit = LONGEST_ITEM
        name = self.pattern.match(self.buffer, self.start)[2]
        opened = self._past(self.start, _TAG_END)
        if self.buffer[opened - 2 : opened] == "/>":
            return self._take(opened)
        tag = self._tag(self.start + len(name))
        if tag is None or self._size(tag.start()) > self.limit:
            return self._endless(tag)
        if tag[1]:
            return self._take(self._past(tag.end(), _TAG_END))
        # Another begins, so that the end of this one is missing.
        piece = self._take(tag.start())
        return Piece(f"{piece.data}</{name}>", piece.place)

    def _endless(self, tag):
        """The item has no end, or none before it is too long."""
        place = f"line {self.line}"
        if tag is None and self.ended:
            self._move(len(self.buffer))
            return Problem(place, "The file ends in the middle of this item. Get a whole copy.")
        self._move(tag.start() if tag else self.start + 1)
        return Problem(place, f"This item is longer than {LONGEST_ITEM >> 20} MB. Left out.")

    def _tag(self, position):
        """The next tag of an item, outside comments and CDATA; None where the text or `limit`
        ends before it."""
        while True:
            found = self.pattern.search(self.buffer, position)
            if found is None:
                if self._is_at_limit():
                    return None
                position = self._load(max(position, len(self.buffer) - _LOOK_BACK))
            elif found[0] in _CLOSING:
                position = self._past(found.end(), _CLOSING[found[0]])
            else:
                return found

    def _past(self, position, closing):
        """The position after `closing`; the same position when it never comes."""
        seen = position
        if self._unclosed.get(closing) == len(self.buffer):
            return position
        while True:
            match = closing.search(self.buffer, seen)
            if match:
                return match.end()
            if self._is_at_limit():
                # Not to be looked for again each time that it is opened.
                self._unclosed[closing] = len(self.buffer)
                return position
            before = self.start
            seen = self._load(max(seen, len(self.buffer) - _LOOK_BACK))
            position -= before - self.start

    def _is_at_limit(self):
        return self.ended or self._size(len(self.buffer)) > self.limit

    def _size(self, end):
        """The bytes that the text up to `end` takes."""
        return sys.getsizeof(self.buffer) * (end - self.start) // (len(self.buffer) + 1)

    def _load(self, position):
        """Read on and forget what was; return where `position` is now."""
        kept, parts, size = self.buffer[self.start :], [], 0
        # By steps that grow with what is there, lest a long item is copied too often.
        while size <= len(kept) // 4 and not self.ended:
            part = self.stream.read()
            self.ended = not part
            parts.append(part)
            size += len(part)
        position -= self.start
        self.buffer, self.start = "".join([kept, *parts]), 0
        self._unclosed.clear()
        return position

    def _take(self, end):
        piece = Piece(self.buffer[self.start : end], f"line {self.line}")
        self._move(end)
        return piece

    def _move(self, position):
        self.line += self.buffer.count("\n", self.start, position)
        self.start = position

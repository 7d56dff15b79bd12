"""Cuts a feed into what comes before its first entry, and its entries, without parsing it.

Each entry is then read alone: damage in one costs that one and no other, lines are exact, and
memory does not grow with the file.
"""

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import BadZipFile

from articles.importing.encoding import CHUNK, codec_of
from articles.importing.record import UnreadableArchive
from articles.importing.spans import without_comments

#: An entry longer than this many bytes is left out; nobody reads a story of ten thousand pages.
LONGEST = 64 << 20
#: Where the root of a file stands, and the declaration of its encoding.
OPENING = 1 << 16
_DECLARED = re.compile(rb"""<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']""")
_ASCII = bytes(code for code in range(32, 127))
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|rdf|feed|channel|item|entry)(?=[\s>/])", re.IGNORECASE)
_PREFIX = re.compile(
    r"xmlns:([\w.-]+)\s*=\s*[\"']http://(?:www\.w3\.org/2005/Atom|purl\.org/(?:atom/ns|rss/1\.)|"
    r"my\.netscape\.com/rdf)"
)
# In CDF they are in capitals.
_ITEM = "(?:item|ITEM|Item)"
_KINDS = dict.fromkeys(["rss", "rdf", "channel", "item"], _ITEM)
_KINDS |= {"feed": "entry", "entry": "entry", "": f"(?:{_ITEM}|entry)"}
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_ATTRIBUTES = rb"""(?:[^<>"'/]|"[^"]*"|'[^']*'|/(?!>))*+"""
_END_OF_FEED = rb"</(?:rss|feed|channel|CHANNEL|rdf:RDF)\s*>"
_LONGEST_TAG = 64


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the file and the line where it begins.

    `ending` says how it ended: `whole`, `unclosed` (the next entry began, or the feed ended),
    `cut` (the file ended), `long` (left out: `data` is empty), or `unread` (`data` says why).
    """

    data: bytes
    line: int
    ending: str = "whole"


def parts(file: BinaryIO, encoding: str = "") -> Iterator[Part]:
    """Yield the part before the first entry, then each entry, in an encoding like ASCII.

    A file in UTF-16 or UTF-32 becomes UTF-8; other bytes stay as they are.
    """
    window = _Window(file, encoding)
    start = window.find(window.start)
    yield window.take(start.start() if start else None, "whole")
    while start:
        yield window.entry()
        start = window.find(window.start)
        if start:
            window.drop(start.start())
    if window.trouble:
        yield Part(window.trouble.encode(), window.line, "unread")


def declared_codec(data: bytes, encoding: str = "") -> str:
    """Name the codec of the file that begins with `data`, as it says itself.

    `encoding` is what a person says of it. Raises UnreadableArchive when there is none so named.
    """
    if encoding:
        try:
            return codecs.lookup(encoding).name
        except LookupError as error:
            message = f"There is no encoding “{encoding}”. Known are utf-8, cp1251 and the like."
            raise UnreadableArchive(message) from error
    looks = codec_of(data)
    declared = _DECLARED.search(data[:OPENING])
    if looks.startswith("utf-") and looks != "utf-8" or not declared:
        return looks if looks.startswith("utf-") else "utf-8"
    return _like_ascii(declared[1].decode("ascii", "replace"))


def _like_ascii(name):
    """The codec of that name, when it is one in which an XML declaration can be written."""
    try:
        if "escape" not in name and _ASCII.decode(name) == _ASCII.decode("ascii"):
            return codecs.lookup(name).name
    except (LookupError, ValueError):
        pass
    return "utf-8"


def entry_names(opening: bytes) -> bytes:
    """Return a pattern of what the entries of the feed that begins so are called."""
    text = without_comments(opening[:OPENING].decode("latin-1"))
    root = _ROOT.search(text)
    kind = _KINDS[root[1].lower() if root else ""]
    prefixes = "|".join(re.escape(prefix) for prefix in sorted(set(_PREFIX.findall(text))))
    return (rf"(?:(?:{prefixes}):)?{kind}" if prefixes else kind).encode()


class _Window:
    """The part of the file that is being looked at."""

    def __init__(self, file, encoding):
        self.file, self.line, self.ended, self.trouble = file, 1, False, ""
        first = self._read()
        codec = declared_codec(first, encoding)
        self.recode = None
        if codec.startswith(("utf-16", "utf-32", "utf_16", "utf_32")):
            self.recode = codecs.getincrementaldecoder(codec)(errors="replace").decode
        self.buffer = bytearray(self._recoded(first))
        names = entry_names(bytes(self.buffer[:OPENING]))
        self.start = _tokens(rb"<%b(?=[\s/>])" % names)
        self.boundary = _tokens(rb"<%b(?=[\s/>])|</%b\s*>|%b" % (names, names, _END_OF_FEED))
        self.end = re.compile(rb"</%b\s*>" % names)
        self.empty = re.compile(rb"<%b%b/>" % (names, _ATTRIBUTES))
        self.between = re.compile(rb"</%b\s*>\s*<%b[\s>]" % (names, names))
        self.unclosed = set()

    def _read(self):
        try:
            return self.file.read(CHUNK)
        except (EOFError, OSError, zlib.error, BadZipFile) as error:
            self.trouble = str(error) or type(error).__name__
            return b""

    def _recoded(self, chunk):
        if self.recode:
            chunk = self.recode(chunk, final=not chunk).encode("utf-8", "replace")
        return chunk

    def _load(self):
        chunk = self._read()
        self.ended = not chunk
        self.buffer += self._recoded(chunk)

    def find(self, tokens, position=0):
        """Return the next match outside CDATA and comments, reading on as needed; None at the
        end of the file or of what an entry may have."""
        while True:
            match = tokens.search(self.buffer, position)
            if match is None:
                # What may be the beginning of a mark is searched again.
                position = max(position, len(self.buffer) - _LONGEST_TAG)
                if not self._more():
                    return None
            elif match[0] not in _ENDS:
                return match
            else:
                position = self._after(_ENDS[match[0]], match.end())
                if position is None:
                    return None

    def _after(self, mark, position):
        """Where the CDATA or comment ends that is open at `position`: there, if it never does."""
        start = position
        while mark not in self.unclosed:
            found = self.buffer.find(mark, start)
            if found >= 0:
                return position if self._swallows(position, found) else found + len(mark)
            start = max(start, len(self.buffer) - len(mark))
            if self.ended:
                self.unclosed.add(mark)
            elif not self._more():
                return None
        return position

    def _swallows(self, position, end):
        """Whether what ends here is the CDATA of a later entry, and that of this one never does."""
        last = self.buffer.rfind(b"<![CDATA[", position, end)
        return last >= 0 and self.between.search(self.buffer, position, last) is not None

    def _more(self):
        if self.ended or len(self.buffer) > LONGEST:
            return False
        self._load()
        return True

    def entry(self):
        """Take the entry at the beginning of the window."""
        boundary = self.find(self.boundary, 1)
        empty = self.empty.match(self.buffer)
        if empty:
            return self.take(empty.end(), "whole")
        if boundary is None:
            return self.take(None, "cut") if self.ended else self._long()
        if self.end.match(boundary[0]):
            return self.take(boundary.end(), "whole")
        return self.take(boundary.start(), "unclosed")

    def _long(self):
        line, end = self.line, None
        while not (end or self.ended):
            self.drop(max(0, len(self.buffer) - _LONGEST_TAG))
            self._load()
            end = self.end.search(self.buffer)
        self.drop(end.end() if end else len(self.buffer))
        return Part(b"", line, "long")

    def take(self, end, ending):
        part = Part(bytes(self.buffer[:end]), self.line, ending)
        self.drop(len(part.data))
        return part

    def drop(self, length):
        self.line += self.buffer.count(b"\n", 0, length)
        del self.buffer[:length]


def _tokens(names):
    return re.compile(rb"<!\[CDATA\[|<!--|" + names)

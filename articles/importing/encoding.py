"""Bytes of unknown origin to text: by their byte order mark, as UTF-8, else by their looks."""

import codecs
import re
import zlib
from collections import deque
from typing import BinaryIO
from zipfile import BadZipFile

from articles.importing.record import Problem, UnreadableArchive

#: As much as a processor keeps near: steps of a megabyte take half as long again.
CHUNK = 1 << 17
#: What a file that is damaged, or packed and damaged, may raise while it is read.
UNREADABLE = (EOFError, OSError, zlib.error, BadZipFile)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16, whose little-endian mark is the beginning of this one.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
# In cp1251 these bytes are Cyrillic letters and stand in words; in cp1252 they are accented
# Latin letters and stand alone among ASCII ones.
_CYRILLIC_WORD = re.compile(rb"[\xc0-\xff]{3,}")
_ACCENTED_WORD = re.compile(rb"[A-Za-z][\xc0-\xff]{1,2}(?![\xc0-\xff])|[\xc0-\xff]{1,2}[A-Za-z]")
# A word with a capital: KOI8 has small letters where cp1251 has capitals.
_CP1251_NAME = re.compile(rb"(?<![\xc0-\xff])[\xc0-\xdf][\xe0-\xff]{2,}")
_KOI_NAME = re.compile(rb"(?<![\xc0-\xff])[\xe0-\xff][\xc0-\xdf]{2,}")
_UTF8_SIGN = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROL_BYTES = bytes(code for code in range(32) if code not in b"\t\n\r")


def decode(data: bytes) -> str:
    """Return the text of `data`, whatever its encoding; a byte without meaning becomes U+FFFD."""
    return data.decode(codec_of(data), errors="replace")


def codec_of(data: bytes) -> str:
    """Name the codec of `data`, or of the file that it is the beginning of."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    sample = data[:_SAMPLE]
    if _is_wide(sample[1::2]):
        return "utf-16-le"
    if _is_wide(sample[0::2]):
        return "utf-16-be"
    return "utf-8" if _is_utf8(data) else legacy_codec(data)


def legacy_codec(data: bytes) -> str:
    """Name the one-byte codec that bytes which aren't UTF-8 are most likely in."""
    cyrillic = len(_CYRILLIC_WORD.findall(data))
    if cyrillic <= len(_ACCENTED_WORD.findall(data)):
        return "cp1252"
    is_koi = len(_KOI_NAME.findall(data)) > len(_CP1251_NAME.findall(data))
    return "koi8-r" if is_koi else "cp1251"


def _is_wide(upper):
    """Whether these are the upper halves of UTF-16: zeros for Latin letters and spaces, 4 for
    Cyrillic letters."""
    zeros, cyrillic = upper.count(0), upper.count(4)
    is_russian = zeros * 20 > len(upper) and (zeros + cyrillic) * 10 > len(upper) * 9
    return zeros * 2 > len(upper) or is_russian


def _is_utf8(data):
    """Whether `data` is UTF-8, a few bytes of damage allowed where there is much of it."""
    try:
        # Not final: the sample of a file may end inside a character.
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        strange = data.decode("utf-8", "replace").count("\ufffd")
        return strange * 10 < len(_UTF8_SIGN.findall(data))
    return True


class ByteStream:
    """The bytes of a file, a chunk at a time; at their end, `trouble` says why they aren't all."""

    def __init__(self, file: BinaryIO):
        self.trouble = self._met = ""
        # `read` of what is packed gives nothing of a chunk that has no end.
        self._read = getattr(file, "read1", file.read)

    def read(self) -> bytes:
        """Return the next chunk, b"" at the end or where the file can't be read further."""
        parts, missing = [], 0 if self._met else CHUNK
        try:
            while missing > 0 and (part := self._read(missing)):
                parts.append(part)
                missing -= len(part)
        except UNREADABLE as error:
            self._met = str(error) or type(error).__name__
        self.trouble = "" if parts else self._met
        return b"".join(parts)

    def problems(self, line: int) -> list[Problem]:
        """What is to be told when reading has come to its end at `line`."""
        if not self.trouble:
            return []
        message = f"The file can't be read further ({self.trouble}). What came before is complete."
        return [Problem(f"line {line}", message)]


class TextStream:
    """The text of a file, a chunk at a time, without control characters and byte order mark.

    `wrong_line` is the first line with a byte that its encoding has no sign for (0 if none): it
    has become U+FFFD. `trouble` says why the file could not be read to its end.
    """

    def __init__(self, file: BinaryIO, encoding: str = ""):
        self.stream, self.wrong_line = ByteStream(file), 0
        self._line, self._is_first, self._is_over = 1, True, False
        self._waiting = deque(self._beginning())
        first = b"".join(self._waiting)
        self.codec = told_codec(encoding, first) if encoding else codec_of(first)
        self._is_wide = self.codec.startswith(("utf-16", "utf-32", "utf_16", "utf_32"))
        # The strict one goes first, for it is the one to notice.
        self._strict = codecs.getincrementaldecoder(self.codec)()
        self._lenient = codecs.getincrementaldecoder(self.codec)(errors="replace")

    def _beginning(self):
        """The chunks by whose looks the encoding is known: the same however long they are."""
        size = 0
        while size < _SAMPLE and (data := self.stream.read()):
            size += len(data)
            yield data

    def read(self) -> str:
        """Return the next part of the text, "" at its end."""
        while True:
            data = self._waiting.popleft() if self._waiting else self.stream.read()
            self._is_over = not data
            text = self._text(data)
            if text or not data:
                return text

    @property
    def trouble(self):
        return self.stream.trouble if self._is_over else ""

    def problems(self) -> list[Problem]:
        """What is to be told of the file as a whole, so far."""
        found = []
        if self.wrong_line:
            message = (
                f"There are bytes here that mean nothing in {self.codec}; they became “\ufffd”. "
                "Name the right encoding with --encoding."
            )
            found.append(Problem(f"line {self.wrong_line}", message, refused=False, once=True))
        return found + (self.stream.problems(self._line) if self._is_over else [])

    def _text(self, data):
        if not self._is_wide:
            data = data.translate(None, _CONTROL_BYTES)
        text = self._decoded(data, final=not data)
        if self._is_wide:
            text = _CONTROL.sub("", text)
        if self._is_first and text:
            text, self._is_first = text.removeprefix("\ufeff"), False
        self._line += text.count("\n")
        return text

    def _decoded(self, data, final):
        if self.wrong_line:
            return self._lenient.decode(data, final)
        state = self._strict.getstate()
        try:
            return self._strict.decode(data, final)
        except UnicodeDecodeError:
            self._lenient.setstate(state)
            text = self._lenient.decode(data, final)
            self.wrong_line = self._line + text.count("\n", 0, text.find("\ufffd"))
            return text


def told_codec(name: str, first: bytes) -> str:
    """Name the codec that a person calls `name`, of a file that begins with `first`.

    Raises UnreadableArchive when there is none so named.
    """
    codec = _known_codec(name)
    if codec in ("utf-16", "utf-32") and not first.startswith(tuple(mark for mark, _ in _MARKS)):
        # Without a mark nothing but the looks tell which half comes first.
        return f"{codec}-be" if codec_of(first).endswith("-be") else f"{codec}-le"
    return codec


def _known_codec(name):
    try:
        codec = codecs.lookup(name).name
        b"a".decode(codec, "replace")
        codecs.getincrementaldecoder(codec)(errors="replace").decode(b"")
    except (LookupError, UnicodeError, TypeError, ValueError) as error:
        message = f"There is no encoding “{name}”. Known are utf-8, cp1251, utf-16 and the like."
        raise UnreadableArchive(message) from error
    return codec

"""Bytes of unknown origin to text: by their byte order mark, as UTF-8, else by their looks."""

import codecs
import re

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


def decode(data: bytes) -> str:
    """Return the text of `data`, whatever its encoding; a byte without meaning becomes U+FFFD."""
    return data.decode(codec_of(data), errors="replace")


def codec_of(data: bytes) -> str:
    """Name the codec of `data`, or of the file that it is the beginning of."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    sample = data[:_SAMPLE]
    if sample[1::2].count(0) * 4 > len(sample):
        return "utf-16-le"
    if sample[0::2].count(0) * 4 > len(sample):
        return "utf-16-be"
    return "utf-8" if _is_utf8(data) else legacy_codec(data)


def legacy_codec(data: bytes) -> str:
    """Name the one-byte codec that bytes which aren't UTF-8 are most likely in."""
    cyrillic = len(_CYRILLIC_WORD.findall(data))
    return "cp1251" if cyrillic > len(_ACCENTED_WORD.findall(data)) else "cp1252"


def _is_utf8(data):
    try:
        # Not final: the sample of a file may end inside a character.
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True

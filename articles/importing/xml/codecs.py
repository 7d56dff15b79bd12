"""The encoding of a file of XML and of each of its items: as told, as declared, as it looks."""

import codecs
import re

from articles.importing.encoding import codec_of, told_codec
from articles.importing.format import Piece
from articles.importing.record import Problem

_OPENING = 1 << 16
_DECLARED = re.compile(rb"""<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']""")
# What a charset leaves as it is, and codecs that are none do not.
_ASCII = bytes(range(32, 127)).replace(b"\\", b"") + rb"\x41\u0041+AEE-.xn--e1afmkfd"
# A codec in which nearly all bytes are letters takes any text for its own, so that UTF-8 which
# was declared as such is known by being UTF-8.
_ONE_BYTE = ("iso8859", "cp125", "ascii", "koi8")


def declared_codec(data: bytes, encoding: str = "") -> str:
    """Name the codec of the file that begins with `data`, as it says itself.

    `encoding` is what a person says of it. Raises UnreadableArchive when there is none so named.
    """
    if encoding:
        return told_codec(encoding, data)
    looks = codec_of(data)
    declared = _DECLARED.search(data[:_OPENING])
    if looks.startswith("utf-") and looks != "utf-8" or not declared:
        return looks if looks.startswith("utf-") else "utf-8"
    name = declared[1].decode("ascii", "replace")
    return codecs.lookup(name).name if is_like_ascii(name) else "utf-8"


def codec_of_items(head: bytes, encoding: str = "") -> str:
    """Name the codec of the items that come after `head`: what was wide is UTF-8 by now."""
    codec = declared_codec(head, encoding)
    return codec if is_like_ascii(codec) else "utf-8"


def is_like_ascii(codec: str) -> bool:
    """Whether tags look the same in this codec as in ASCII."""
    try:
        return _ASCII.decode(codec) == _ASCII.decode("ascii")
    except (LookupError, ValueError):
        return False


def decoded(data: bytes, codec: str) -> tuple[str, str]:
    """Return the text of `data`, and "" or the codec that it could be read with all the same."""
    found = codec
    if codec.startswith(_ONE_BYTE) and not data.isascii() and _is_utf8(data):
        found = "utf-8"
    try:
        return data.decode(found), found if found != codec else ""
    except UnicodeDecodeError:
        found = codec_of(data)
        return data.decode(found, errors="replace"), found


def text_of(piece: Piece, codec: str) -> tuple[str, list[Problem]]:
    """Return the text of an item, and what is to be told of it."""
    text, found = decoded(piece.data, codec)
    if not found:
        return text, []
    message = f"Not in the encoding that the file declares; read as {found}."
    if found == codec:
        message = f"There are bytes here that mean nothing in {codec}; they became “\ufffd”."
    return text, [Problem(piece.place, message, refused=False, once=True)]


def _is_utf8(data):
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True

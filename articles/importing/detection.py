"""Which format a file is in, decided by what it holds and never by its name."""

import re

from articles.importing.encoding import codec_of
from articles.importing.format import Format, Opening
from articles.importing.formats import all_formats
from articles.importing.record import UnreadableArchive

#: How much of a file is looked at.
HEAD = 1 << 16

_BINARIES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a document packed as a ZIP archive (.docx, .odt)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip file inside a gzip file inside a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office document (.xls, .doc)"),
    (b"OTTO", "a font"),
    (b"\x00\x01\x00\x00", "a font"),
    (b"wOF", "a font"),
)
# Stories may be in these: where they lie among pictures, they are told all the same.
_BOXES = (
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PGDMP", "a dump of a PostgreSQL database"),
)
_MEDIA = re.compile(rb"\A(?:RIFF....WEBP|....ftyp|ID3|OggS|\xff\xfb|\x1aE\xdf\xa3)", re.DOTALL)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1b")
_SQL = (
    r"(?:CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[^\s(]+\s*\("
    r"|(?:INSERT|REPLACE)\s+(?:INTO\s+)?[^\s(]+\s*(?:\([^()]*\)\s*)?VALUES\b"
    r"|COPY\s+[^\s(]+\s+\([^()]*\)\s+FROM\s+stdin;)"
)
# What dumps have above: comments, and settings of their own.
_ABOVE_SQL = (
    r"(?>\s+|--[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/;?"
    r"|(?:SET|USE|GO|PRAGMA|BEGIN|START|DROP|LOCK|ALTER|CREATE\s+(?:DATABASE|SCHEMA))\b[^\n]*)*+"
)
_SQL_LINE = re.compile(rf"^[ \t]*{_SQL}", re.IGNORECASE | re.MULTILINE)
_SQL_DUMP = re.compile(rf"{_ABOVE_SQL}{_SQL}", re.IGNORECASE)
_A_DUMP = (
    "The file is a dump of an SQL database. Export the articles from their system "
    "instead (WordPress: Tools, Export), or save their table as CSV or JSON."
)
_PROLOGUE = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL | re.I
)
_LINE_END = re.compile(r"[\r\n]")
_DOCTYPE = re.compile(r"<!doctype\s+(html)\b", re.IGNORECASE)
_ELEMENT = re.compile(r"<([A-Za-z_][\w:.-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>?")
_NAMESPACE = re.compile(r"""\bxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']""")


def opening_of(data: bytes, is_whole: bool = True) -> Opening:
    """Return what formats judge a file by; `data` are its first bytes."""
    text = data.decode(codec_of(data), errors="replace").lstrip("\ufeff")
    start = _PROLOGUE.match(text).end()
    element = _ELEMENT.match(text, start)
    if element is None:
        doctype = _DOCTYPE.search(text[:start])
        return Opening(data, text, "html" if doctype else "", "", is_whole)
    name = element[1]
    prefix = name.rpartition(":")[0]
    namespaces = dict(_NAMESPACE.findall(element[2]))
    return Opening(data, text, name, namespaces.get(prefix, ""), is_whole)


def detect(data: bytes, is_whole: bool = True) -> Format:
    """Return the format of the file that begins with `data`.

    Raises UnreadableArchive with a sentence that says what it looks like instead.
    """
    opening = opening_of(data, is_whole)
    if not opening.text.strip():
        raise UnreadableArchive("The file is empty.")
    if _SQL_DUMP.match(opening.text):
        # Before the formats: the columns of an INSERT are the header of a table to them.
        raise UnreadableArchive(_A_DUMP)
    for format_ in all_formats():
        if format_.recognises(opening):
            return format_
    if looks := binary_kind(data):
        raise UnreadableArchive(
            f"The file is not text: it looks like {looks}. Unpack or export it first."
        )
    if _SQL_LINE.search(opening.text):
        raise UnreadableArchive(_A_DUMP)
    if opening.element:
        raise UnreadableArchive(
            f"This XML begins with <{opening.element}>, which is not known here. {_known()}"
        )
    raise UnreadableArchive(f"{_beginning(opening)} {_known()}")


def _beginning(opening):
    """What an unknown file begins with that hides what is in it."""
    text = opening.text.lstrip()
    if not opening.is_whole and text.startswith(("{", "[")):
        return (
            f"The format is not known: no story begins in the first {HEAD >> 10} kB of this JSON, "
            "whose first values are longer."
        )
    if not opening.is_whole and text[_PROLOGUE.match(text).end() :].startswith("<!"):
        return (
            "The format is not known: the DOCTYPE, or a comment, that this XML begins with is "
            f"longer than {HEAD >> 10} kB. Take it out."
        )
    if not opening.is_whole and not _LINE_END.search(text):
        return f"The format is not known: the first line alone is longer than {HEAD >> 10} kB."
    return "The format is not known."


def binary_kind(data: bytes) -> str:
    """Say what a file looks like that is no text, "" of one that may be."""
    looks = _named(data, _BINARIES + _BOXES)
    if not looks and _MEDIA.match(data):
        return "a picture, sound or film"
    if looks or not data:
        return looks
    # A stray control is damage; many are no text at all. In UTF-16 half of a text may be zeros.
    controls = len(data) - len(data.translate(None, _CONTROLS))
    is_wide = codec_of(data).startswith(("utf-16", "utf-32")) and data.strip(b"\0")
    return "binary data" if controls * 50 > len(data) and not is_wide else ""


def is_beside(name: str, data: bytes) -> bool:
    """Whether a file that no format knows is one of those that lie beside a site's pages."""
    name = name.lower()
    if _named(data, _BOXES) or name.endswith(".xls"):
        return False
    return bool(binary_kind(data)) or name.endswith(_BESIDE)


def _named(data, marks):
    return next((name for mark, name in marks if data.startswith(mark)), "")


_BESIDE = tuple(".css .js .mjs .map .svg .ico .woff .woff2 .ttf .eot .xsl .xslt robots.txt".split())


def _known():
    names = ", ".join(format_.name for format_ in all_formats())
    return f"If it is one of these, name it with --format: {names}."

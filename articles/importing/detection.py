"""Which format a file is in, decided by what it holds and never by its name."""

import re
from glob import glob
from pathlib import Path

from articles.importing.dates import written_date
from articles.importing.encoding import codec_of
from articles.importing.record import UnreadableArchive

LISTING, WXR = "listing", "wxr"
FORMATS = {
    LISTING: "the text of a saved listing page",
    WXR: "a WordPress export (WXR)",
}
#: How much of a file is looked at.
HEAD = 1 << 16
# The page's own date stands under its rates and menu.
_DATE_LINES = 60

_BINARIES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, or a document packed as one (.xlsx, .docx)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip file inside a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office document (.xls, .doc)"),
    (b"SQLite format 3", "an SQLite database"),
    (b"OTTO", "a font"),
    (b"\x00\x01\x00\x00", "a font"),
)
_MEDIA = re.compile(rb"\A(?:RIFF....WEBP|....ftyp|ID3|OggS)", re.DOTALL)
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.DOTALL)
_HTML_SENTENCE = (
    "This is an HTML page, not an export. Save the text of the listing, or export "
    "from the old system (WordPress: Tools, Export)."
)
_WORDPRESS = re.compile(r"wordpress\.org/export/|<wp:\w+|<wp:wxr_version")
_PROLOGUE = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL
)
_ELEMENT = re.compile(r"<([\w:.-]+)")
_RATE = re.compile(r"(?<!\w)[A-Z]{3}\s*/\s*[A-Z]{3}\s*=\s*\d")
_VIEWING = re.compile(r"\bviewing\s+(?:results?\s+)?\d[\d,.\s]*(?:[-–—−]|to|of)", re.IGNORECASE)


def detect(head: bytes) -> str:
    """Return the format, LISTING or WXR, of the file that begins with `head`.

    Raises UnreadableArchive with a sentence that says what it looks like instead.
    """
    if not head.strip():
        raise UnreadableArchive("The file is empty.")
    _refuse_binary(head)
    text = head.decode(codec_of(head), errors="replace").lstrip("\ufeff")
    if _HTML.match(text):
        raise UnreadableArchive(_HTML_SENTENCE)
    start = _PROLOGUE.match(text).end()
    element = _ELEMENT.match(text, start)
    if element:
        return _xml(element[1], text)
    if _RATE.search(text) or _VIEWING.search(text) or _has_date_line(text):
        return LISTING
    # What a server said before the export began is no part of it.
    if "<rss" in text and _WORDPRESS.search(text):
        return WXR
    raise UnreadableArchive(f"The format is not known. {_known()}")


def _xml(root, text):
    if root in ("rss", "rdf:RDF", "channel", "item") and _WORDPRESS.search(text):
        return WXR
    if root.lower() in ("html", "head", "body", "div", "table", "p"):
        raise UnreadableArchive(_HTML_SENTENCE)
    if root in ("rss", "rdf:RDF"):
        raise UnreadableArchive(
            "This is an RSS feed, not a WordPress export: it has none of WordPress's own "
            "elements. In WordPress, choose Tools, Export."
        )
    raise UnreadableArchive(f"This XML begins with <{root}>, which is not known here. {_known()}")


def _has_date_line(text):
    for line in text.splitlines()[:_DATE_LINES]:
        try:
            if written_date(line):
                return True
        except ValueError:
            return True
    return False


def _known():
    return "Known are: " + "; ".join(FORMATS.values()) + ". Name one with --format if it is."


def _refuse_binary(head):
    looks = next((name for mark, name in _BINARIES if head.startswith(mark)), "")
    if not looks and _MEDIA.match(head):
        looks = "a picture, sound or film"
    if not looks and codec_of(head) in ("utf-8", "cp1251", "cp1252") and b"\x00" in head:
        # A stray zero byte is damage; many are no text at all.
        looks = "binary data" if head.count(0) * 100 > len(head) else ""
    if looks:
        raise UnreadableArchive(
            f"The file is not text: it looks like {looks}. Unpack or export it first."
        )


def files_in(path: str) -> list[Path]:
    """Return the files that `path` names: itself, those of a folder, those a pattern matches.

    Raises UnreadableArchive when there is none.
    """
    place = Path(path)
    if place.is_dir():
        inside = sorted(file for file in place.rglob("*") if _is_visible(file, place))
        if inside:
            return inside
        raise UnreadableArchive(f"There is no file in the folder {path}.")
    if place.exists():
        return [place]
    matching = [Path(name) for name in sorted(glob(path, recursive=True))]
    if any(file.is_file() for file in matching):
        return [file for file in matching if file.is_file()]
    raise UnreadableArchive(f"There is no file {path}.")


def _is_visible(file, folder):
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return file.is_file() and not hidden

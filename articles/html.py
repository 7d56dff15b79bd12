"""Story bodies: what HTML they may hold, and how it is turned into plain text.

One allow-list for everything that is stored, derived from what the editor can make, so
that an import can't bring in what a person couldn't have typed.
"""

import re
import unicodedata
from functools import cache
from html import unescape

import nh3

#: The toolbar of the body editor; the allow-list follows from it.
EDITOR_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Figure": True,
    "Caption": True,
    "Image": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "HTML": False,
}

# Elements whose end is the end of a line in plain text.
_BLOCK_END = re.compile(
    r"<br\s*/?>|</(?:p|h[1-6]|li|blockquote|figure|figcaption|tr|table|ul|ol|div|pre)>|<hr\s*/?>",
    re.IGNORECASE,
)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
# Of what `clean` returns, where a `<` is always the beginning of a tag and quotes are double.
_TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
# XML 1.0 allows no other control characters, and feeds are XML.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# In a text of more characters than these, bytes are looked through sooner.
_LONG = 500
_CONTROL_BYTES = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")


@cache
def _cleaner():
    from django_prose_editor.config import allowlist_from_extensions, expand_extensions

    allowed = allowlist_from_extensions(expand_extensions(EDITOR_EXTENSIONS))
    attributes = allowed["attributes"]
    attributes["a"] = {"href", "title"}
    attributes["img"] = {"src", "alt", "width", "height"}
    attributes["ol"] = {"start"}
    attributes["th"] = attributes["th"] | {"scope"}
    attributes.pop("figure", None)
    return nh3.Cleaner(
        tags=allowed["tags"] | {"sub", "sup", "caption"},
        attributes=attributes,
        url_schemes=allowed["url_schemes"],
        link_rel="noopener",
        clean_content_tags={"script", "style", "template", "iframe", "object", "noscript"},
    )


def clean(html):
    """Return `html` with only what the editor can make; idempotent."""
    cleaned = _cleaner().clean(without_control(html)).strip()
    if "&#" in html:
        # A reference to a control character is one of them now.
        cleaned = _CONTROL.sub("", cleaned)
    # The parts of a table that go leave rows to be put into others: a second look finds them so.
    return _cleaner().clean(cleaned).strip() if "<table" in cleaned else cleaned


def without_control(text):
    """Return `text` without the characters that no XML, and partly no database, takes."""
    return text if len(text) > _LONG and _is_clear(text) else _CONTROL.sub("", text)


def _is_clear(text):
    """Whether a text has no control characters. Of a long one, bytes tell it in a third of the
    time, and nearly all have none."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    if b"\xef\xbf" in data and ("\ufffe" in text or "\uffff" in text):
        return False
    return len(data.translate(None, _CONTROL_BYTES)) == len(data)


def plain(text):
    """Return one line of text: no control characters, white space folded, NFC."""
    return " ".join(unicodedata.normalize("NFC", without_control(text)).split())


def to_text(html):
    """Return the words of cleaned `html`, a line per block, without empty lines."""
    text = _BLOCK_END.sub("\n", _CELL_END.sub(" ", html) if "</t" in html else html)
    text = unescape(_TAG.sub("", text))
    text = without_control(text if text.isascii() else unicodedata.normalize("NFC", text))
    lines = map(_folded, text.splitlines())
    return "\n".join(filter(None, lines))


def _folded(line):
    """Return a line with its white space folded: most lines have single spaces already."""
    if "  " not in line and line.isprintable():
        return line.strip(" ")
    return " ".join(line.split())


def excerpt(text, length=300):
    """Return at most `length` characters of plain `text`, cut at a word, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if not text[length - 1].isspace():
        cut = cut.rpartition(" ")[0] or cut
    return cut.rstrip(" ,;:–—-") + "…"


def word_count(text):
    """Return how many words plain `text` has."""
    return len(text.split())

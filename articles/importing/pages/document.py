"""A saved page as a tree: bytes decoded, addresses made whole, what nobody saw taken out."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from articles.importing.encoding import codec_of, legacy_codec
from articles.importing.hygiene import hidden
from articles.importing.measure import uncrowded, without_pictures

#: A page that was saved with its pictures inside may be as long as this, without them as that.
LONGEST_PAGE = 64 << 20
LONGEST_TEXT = 4 << 20
_LONG_TEXT = f"This page has more than {LONGEST_TEXT >> 20} MB of text. Left out."
# Of one character.
_MOST_BYTES = 4
#: Extraction takes the square of the time; the greatest pages of newspapers have a third of this.
MOST_ELEMENTS = 30_000

_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})"""
    rb"""|\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DEEPEST = 150
_KEPT = frozenset("img br script style".split())
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s/>])[^<>]*>")
# Another of these ends the one before, or nothing ever lies in them.
_NEVER_DEEP = frozenset("p br img hr input meta link source".split())
_FLATTENED = "Its elements lie thousands deep in each other; some of its form was lost."
_CUT_OFF = "Its elements lie thousands deep in each other; what lies deepest was lost."
_DECLARED_WITHIN = 8192
# What browsers take for what pages say (WHATWG Encoding, 4.2).
_MEANT = {
    **dict.fromkeys(("ascii", "iso8859-1", "latin-1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# How paragraphs were parted before style sheets, and by what editors still make of Return.
_PARAGRAPH = re.compile(
    r"<br\s*/?>(?:(?:\s|&nbsp;)*<br\s*/?>)+"
    r"|<br\s*/?>\s*(?:&nbsp;|\xa0|&emsp;){2,}",
    re.IGNORECASE,
)
_NO_ADDRESS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Internet Explorer and Chrome, and SingleFile, tell where they saved a page from.
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)\s*(\S+)|.*?\burl:\s*(https?://\S+)", re.DOTALL)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader(?:-text)?|a11y-hidden)(?:\s|$)"
)


class NoPage(Exception):
    """There is no page to be read; the message says why."""


@dataclass(slots=True)
class Document:
    """A page: its tree, the address that it was saved from and the one that relative ones are
    relative to ("" if unknown), doubts of it, and what of it was lost."""

    root: html.HtmlElement
    address: str = ""
    base: str = ""
    doubts: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    def whole(self, address: str | None) -> str:
        """Return `address` as it is from outside the page; as found where that isn't known."""
        address = (address or "").strip()
        try:
            joined = urljoin(self.base, address) if self.base else address
        except ValueError:
            return ""
        joined = f"https:{joined}" if joined.startswith("//") else joined
        return joined if address and _is_address(joined) else ""

    def without_hidden(self) -> None:
        """Take out what a browser would not have shown."""
        etree.strip_elements(self.root, "script", "style", "template", with_tail=False)
        for element in list(self.root.iterdescendants(etree.Element)):
            if _HIDDEN_CLASS.search(element.get("class", "")):
                element.drop_tree()
        _show_whole(self.root)
        hidden.examine(self.root)


def slim(data: bytes) -> bytes:
    """Return a page without the files that are written into it.

    Raises NoPage, with a sentence, for what is greater than any page.
    """
    if len(data) > LONGEST_PAGE:
        raise NoPage(f"This page is longer than {LONGEST_PAGE >> 20} MB. Left out.")
    data = without_pictures(data)
    if len(data) > _MOST_BYTES * LONGEST_TEXT:
        raise NoPage(_LONG_TEXT)
    return data


def document(data: bytes, address: str = "", served: str = "", forced: str = "") -> Document:
    """Parse a page; `served` is the encoding that its server told, `forced` the one that the
    person who imports did.

    Raises NoPage, with a sentence, for what is empty or greater than any page.
    """
    text, doubts = decoded(slim(data), served, forced)
    if len(text) > LONGEST_TEXT:
        raise NoPage(_LONG_TEXT)
    root, losses = _parsed(_PARAGRAPH.sub("<p>", _CONTROL.sub("", text)))
    if root is None:
        raise NoPage("")
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise NoPage(f"This page has more than {MOST_ELEMENTS:,} elements: no story has. Left out.")
    _flatten(root)
    address = address if _is_address(address) else ""
    address = address or _saved_from(root)
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return Document(root, address, _base(root, address), doubts, losses)


def _parsed(text):
    """The tree of a page, None if it has none; and what of it was lost."""
    text = uncrowded(text)
    root, is_cut = _tree(text)
    if not is_cut:
        return root, []
    root, is_cut = _tree(_shallow(text))
    return root, [_CUT_OFF if is_cut else _FLATTENED]


def _tree(text):
    """The tree of a page, and whether what lies deepest in it is missing."""
    # Without huge_tree, what lies in more than 256 elements would be lost.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return None, False
    return root, any("Excessive depth" in entry.message for entry in parser.error_log)


def _shallow(text):
    """Return HTML without the tags of those elements that lie in their like by the hundred."""
    depths, deepest = Counter(), Counter()
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        depths[name] = max(0, depths[name] + (-1 if tag[1] else 1))
        deepest[name] = max(deepest[name], depths[name])
    deep = {name for name in deepest if deepest[name] > _DEEPEST} - _NEVER_DEEP
    return _TAG.sub(lambda tag: "\n" if tag[2].lower() in deep else tag[0], text)


def _base(root, address):
    element = root.find(".//base[@href]")
    try:
        return urljoin(address, element.get("href").strip()) if element is not None else address
    except ValueError:
        return address


def _is_address(text):
    """“http://[” is none, and no place to say so."""
    if _NO_ADDRESS.search(text):
        return False
    try:
        return urlsplit(text).hostname is not None or "://" not in text
    except ValueError:
        return False


def _flatten(root):
    """What lies deeper than in any page is left open, and not closed by its author: it lies
    beside what it lies in."""
    depth, deep = 0, []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > _DEEPEST:
            deep.append(element)
    for element in reversed(deep):
        if element.tag not in _KEPT:
            element.drop_tag()


def _saved_from(root):
    """The address in the comment before the page."""
    comment = root.getprevious()
    while comment is not None:
        match = _SAVED_FROM.match(comment.text or "") if comment.tag is etree.Comment else None
        if match:
            address = match[1] or match[2]
            return address if address.startswith("http") and _is_address(address) else ""
        comment = comment.getprevious()
    return ""


def _show_whole(root):
    """A page that is hidden until its scripts have run is all there is."""
    whole = None
    for element in root.iter(etree.Element):
        is_marked = "hidden" in element.attrib or "aria-hidden" in element.attrib
        if is_marked or hidden.SUSPECT_STYLE.search(element.get("style", "")):
            whole = whole or len(root.text_content())
            if len(element.text_content()) * 3 > whole * 2:
                for name in ("hidden", "aria-hidden", "style"):
                    element.attrib.pop(name, None)


# Encodings


def decoded(data: bytes, served: str = "", forced: str = "") -> tuple[str, list[str]]:
    """Return the text of a page, and doubts: what it says of its encoding is often wrong."""
    forced = _strictly(data, _codec(forced)) if forced else None
    if forced is not None:
        return forced, []
    seen = codec_of(data)
    if seen.startswith("utf-") and not data.isascii():
        text = data.decode(seen, errors="replace").removeprefix("\ufeff")
        is_damaged = "\ufffd" in text and b"\xef\xbf\xbd" not in data
        return text, ["Some of its bytes are damaged; they became “\ufffd”."] if is_damaged else []
    said = [name for name in (served, _declared(data)) if name]
    for name in said:
        text = _strictly(data, _codec(name))
        if text is not None:
            return text, []
    doubts = []
    if said and seen != _codec(said[0]):
        doubts.append(f"It is not in {said[0]}, as it says; it was read as {seen}.")
    return data.decode(seen, errors="replace"), doubts


def _declared(data):
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (match[1] or match[2]).decode("ascii") if match else ""


def _codec(name):
    try:
        codec = codecs.lookup(name).name
        b"a".decode(codec)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return _MEANT.get(codec, codec)


def _strictly(data, codec):
    """The text in the codec that was named, or None where it can't be in that one."""
    if not codec or codec.startswith("utf-16"):
        # What could be read to this point is not UTF-16.
        return None
    if codec == "cp1252":
        if legacy_codec(data) != codec:
            return None
        return data.decode(codec, errors="replace")
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None

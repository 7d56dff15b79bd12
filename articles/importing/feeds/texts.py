"""The texts of an entry: to HTML with whole addresses, and to lines without any."""

import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urljoin

from lxml import etree, html

from articles.importing.markup import possible, simplified
from articles.importing.measure import uncrowded

_ADDRESSES = "|".join(f".//@{name}" for name in "href src data data-src data-lazy-src".split())
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
# No text and no parser takes them.
_WITH_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|#")
_BLOCKS = frozenset("p div br hr li h1 h2 h3 h4 h5 h6 td th tr blockquote figcaption dt dd".split())
_UNSEEN = ("script", "style", "noscript", "template", "iframe", "head")
_TAG = re.compile(r"</?[A-Za-z!]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,32});")
_BLANK_LINE = re.compile(r"\n\s*\n")
# In an indented XML file a line goes on in the next one.
_LINE_GOES_ON = re.compile(r"\n[ \t]+")
# What WordPress and its plugins put under every text of a feed, in the languages used here.
_APPEARED_FIRST = re.compile(
    r"The post .+ (?:first )?appeared (?:first )?on .+\.|"
    r"Запись .+ впервые появилась .+\.|Сообщение .+ появились сначала на .+\."
)
_LONGEST_LINE = 1000
_CUT_OFF = re.compile(r"\s*(?:\[?(?:…|\.\.\.)\]?|(?:Continue reading|Читать далее)\b.*)$")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a feed: HTML or not, and the address that those in it are relative to."""

    value: str = ""
    is_html: bool = True
    base: str = ""


def body_of(text: Text) -> str:
    """Return a text as HTML in the tags that a story is written in, not yet cleaned."""
    if not text.is_html or not _TAG.search(text.value):
        return _paragraphs(unescape(text.value) if text.is_html else text.value)
    root = _tree(text.value)
    _resolve(root, text.base)
    _drop_furniture(root)
    parts = [escape(root.text or "", quote=False)]
    parts.extend(html.tostring(child, encoding="unicode") for child in root)
    return simplified("".join(parts))


def one_line(text: Text) -> str:
    """Return a text without markup and in one line."""
    if not text.is_html or "<" not in text.value:
        # Text is often escaped as if it was HTML.
        return _joined(possible(_ENTITY.sub(lambda entity: unescape(entity[0]), text.value)))
    root = _tree(text.value)
    _drop_furniture(root)
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    for element in root.iter(*_BLOCKS):
        element.tail = f" {element.tail or ''}"
        element.text = f" {element.text or ''}"
    return _joined(root.text_content())


def words_of(text: Text) -> str:
    """Return the words of a text, or some of its markup if it only shows something."""
    return one_line(text) or (text.value if "<img" in text.value or "<iframe" in text.value else "")


def is_opening(summary: str, text: Text) -> bool:
    """Whether `summary` is only how `text` begins, cut off, or all of it."""
    shown = "".join(_CUT_OFF.sub("", summary).split())
    whole = "".join(one_line(text).split())
    is_cut = _CUT_OFF.search(summary) is not None
    return whole == shown or is_cut and whole.startswith(shown)


def _joined(text):
    return " ".join(text.split())


def _tree(value):
    parser = html.HTMLParser(huge_tree=True)
    value = uncrowded(possible(value))
    return html.fragment_fromstring(value, create_parent="div", parser=parser)


def _paragraphs(text):
    """Plain text as paragraphs: a blank line parts two, a line end is a break."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = (_LINE_GOES_ON.sub(" ", part.strip()) for part in _BLANK_LINE.split(lines))
    parts = (escape(part, quote=False).replace("\n", "<br>") for part in parts if part)
    return simplified("".join(f"<p>{part}</p>" for part in parts))


def _resolve(root, base):
    for found in root.xpath(_ADDRESSES):
        address = found.strip()
        if address and not _WITH_SCHEME.match(address):
            found.getparent().set(found.attrname, whole_address(base, address))


def whole_address(base: str, address: str) -> str:
    """Return `address` as it is meant at `base`; as it is where that can't be said."""
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return address


def is_web_address(text: str) -> bool:
    """Whether a text is the address of something on the web."""
    return _WEB.fullmatch(text) is not None


def _drop_furniture(root):
    """Drop what feeds add to a text: FeedBurner's row of links, WordPress's last line."""
    for element in root.xpath(".//*[@class='feedflare']"):
        element.drop_tree()
    for paragraph in root.xpath("(.//p)[last()]"):
        line = _joined(paragraph.text_content())
        is_short = len(line) < _LONGEST_LINE and len(paragraph.findall("a")) == 2
        if is_short and _APPEARED_FIRST.fullmatch(line):
            paragraph.drop_tree()

"""The text of a WordPress post as HTML: blocks, shortcodes and blank lines resolved."""

import re
from dataclasses import dataclass
from html import unescape

from articles.importing.markup import simplified
from articles.importing.spans import without_comments, without_scripts
from articles.importing.wordpress.blocks import without_marks
from articles.importing.wordpress.paragraphs import paragraphs
from articles.importing.wordpress.shortcodes import expand, listings

#: A text above `<!--more-->` that is longer than this is no summary.
LONGEST_LEAD = 500
_MORE = re.compile(r"<!--\s*more\b")
# What the mark has become on a page.
_SHOWN_MORE = re.compile(r"<span id=\"more-\d+\"></span>")
_INLINE_TAG = re.compile(
    r"</?(?:em|i|b|strong|span|sup|sub|a|u|small|cite|q|abbr|mark|font|div)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"</?(?:p|br|hr|h[1-6]|li|ul|ol|dl|blockquote|fig\w+|table|t[drh]|tbody|thead|img)\b[^<>]*>",
    re.IGNORECASE,
)
# No XML, no parser and no feed takes them, and shortcodes use one of them as a mark.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<[^<>]+>")
# qTranslate kept all languages of a text in one field.
_LANGUAGE = re.compile(
    r"(?:<!--:([a-z]{2})-->|\[:([a-z]{2})\])(.*?)(?=<!--:(?:[a-z]{2})?-->|\[:(?:[a-z]{2})?\]|\Z)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Body:
    """A story's HTML, its text above the fold, and what of it went: shortcodes, blocks."""

    html: str
    lead: str
    dropped: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words on one line."""
        return plain(_TAG.sub("", _BREAK.sub(" ", self.html)))


def body_of(content: str, is_rendered: bool = False, post: str = "") -> Body:
    """Turn what WordPress stored, or what it shows (`is_rendered`), into HTML, which still has
    to be cleaned.

    `post` is the number of the post, where its uploads and reusable blocks are in the archive.
    """
    content = _CONTROL.sub("", content)
    has_paragraphs = is_rendered or "<!-- wp:" in content
    if is_rendered:
        content = _SHOWN_MORE.sub("<!--more-->", content)
    dropped = {}
    # A literal "<![CDATA[" is text here, and the beginning of a comment to an HTML parser.
    text = without_scripts(listings(content).replace("<![", "&lt;!["))
    text = expand(without_marks(text, dropped, post), dropped, post)
    if not (has_paragraphs and "<p" in text):
        text = paragraphs(text)
    return Body(simplified(text), _lead(content), tuple(dropped))


def _lead(content):
    match = _MORE.search(content)
    if not match:
        return ""
    above = without_comments(without_scripts(content[: match.start()]))
    lead = Body(simplified(paragraphs(expand(above, {}))), "", ()).text
    return lead if len(lead) <= LONGEST_LEAD else ""


def plain(text: str) -> str:
    """Return text of one line without markup; a `<` that begins no known tag is text."""
    if "<" in text:
        text = _INLINE_TAG.sub("", _BREAK.sub(" ", without_comments(text)))
    return " ".join(unescape(text).split())


def one_language(text: str, language: str) -> str:
    """Return the part in `language` (`en-US` means en), else the first, of a qTranslate text."""
    if "<!--:" not in text and "[:" not in text:
        return text
    parts = {}
    for comment, bracket, part in _LANGUAGE.findall(text):
        parts.setdefault(comment or bracket, part)
    if not parts:
        return text
    return parts.get(language[:2].lower()) or next(iter(parts.values()))

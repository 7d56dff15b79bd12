"""The text of a story in a cell: HTML, HTML that was escaped once more, or plain text."""

import re
from html import escape, unescape

from articles.importing.markup import simplified
from articles.importing.wordpress.body import body_of
from articles.importing.wordpress.paragraphs import paragraphs

_NAMES = (
    "p|br|div|a|strong|b|em|i|u|span|h[1-6]|ul|ol|li|blockquote|figure|figcaption|img|table|tr|td|"
    "th|tbody|thead|hr|iframe|font|center|pre|code|sub|sup|section|article|script|style|video|audio"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&lt;/?(?:{_NAMES})(?:\s|/|&gt;)", re.IGNORECASE)
# Without one of them, the lines of the text are its paragraphs, as in WordPress.
_PARTED = re.compile(r"<(?:p|br|div|section|article)\b", re.IGNORECASE)
_WORDPRESS = re.compile(r"<!--\s*(?:/?wp:|more)|\[(?:caption|gallery|embed|audio|video)\b")
_WRITTEN_END = re.compile(r"(?<=>)(?:(?:\\r)?\\n)+(?=<|\Z)")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def html_of(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a body as HTML, not yet cleaned, and what of WordPress went from it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    text = _with_line_ends(text)
    if not _TAG.search(text) and _ESCAPED_TAG.search(text):
        text = unescape(text)
    if _WORDPRESS.search(text):
        body = body_of(text)
        return body.html, body.dropped
    if not _TAG.search(text):
        return _plain(text), ()
    return simplified(text if _PARTED.search(text) else paragraphs(text)), ()


def _with_line_ends(text):
    """Line ends that an export wrote as code would: between tags, or twice in plain text."""
    if "\n" in text or "\\n" not in text:
        return text
    if _TAG.search(text):
        return _WRITTEN_END.sub("\n", text)
    if "\\n\\n" in text or "\\r\\n" in text:
        return text.replace("\\r", "").replace("\\n", "\n")
    return text


def _plain(text):
    """A blank line parts two paragraphs; without one, every line is a paragraph."""
    text = unescape(text).strip()
    separator = _BLANK_LINE if _BLANK_LINE.search(text) else re.compile(r"\n+")
    parts = (part.strip() for part in separator.split(text))
    return "\n".join(f"<p>{_lines(part)}</p>" for part in parts if part)


def _lines(text):
    lines = (line.strip() for line in escape(text, quote=False).split("\n"))
    return "<br>".join(line for line in lines if line)

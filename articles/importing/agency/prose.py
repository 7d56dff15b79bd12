"""Text without markup, as wires send it: paragraphs found in it; and markup to plain text."""

import re
from html import escape, unescape

from articles.importing.spans import without_comments

# Those of HTML and NITF: `<sign>` in a headline is a word.
_TAG = re.compile(
    r"</?(?:[\w-]+:[\w-]+|a|abbr|b|big|bq|br|center|chron|cite|code|del|div|dl|d[dt]|em|"
    r"event|figcaption|figure|font|frac|function|h[lr]?\d?|hedline|i|iframe|img|ins|keyword|lang|li|"
    r"location|mark|money|num|o|object\.title|ol|org|p|person|postaddr|pre|pronounce|q|s|script|"
    r"section|small|span|strike|strong|style|su[bp]|t[dhr]|table|tbody|tt|u|ul|virtloc|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# Where one of them is, a word ends.
_BREAK = re.compile(r"</?(?:p|br|div|h[1-6]|li|[uo]l|t[dhr]|table|section)\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|section|article|h[1-6]|[uo]l|li|table|a|strong|em|b|i|u|sup|sub|figure|"
    r"img|blockquote|html|body)\b[^<>]*>",
    re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_INDENTED = re.compile(r"\n(?=(?: {2,}|\t)[ \t]*[^\s])")
_COLUMNS = re.compile(r"\S(?: {2,}|\t)\S|;[^;]*;")
# Lines that a wire broke at the width of a screen, on average and at most.
_WRAPPED, _SCREEN = 45, 100
_SENTENCE_ENDS = tuple(".!?…:;”»")
# What a desk signs a story with, for its own: `hh/ph/ts`, and Britain's `ends`.
_SIGNATURE = re.compile(
    r"<p>\s?(?:[a-z]{2,5}(?=[^<]*/)(?:[/-][a-z]{1,5}){1,6}|-?\s?(?i:ends?)\s?-?)\s?</p>\s*"
)
_LONGEST_SIGNATURE = 80


def is_markup(text: str) -> bool:
    """Return whether a text holds tags that only HTML has."""
    return bool(_MARKUP.search(text))


def plain(text: str) -> str:
    """Return text of one line without markup, entities resolved."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", without_comments(text)))
    return " ".join(unescape(text).split())


def paragraphs(text: str) -> str:
    """Return plain text as HTML: paragraphs parted by blank lines, by indented first lines, or
    by line ends; what is set in columns keeps its lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    blocks = [block for block in _BLANK_LINE.split(text) if block.strip()]
    return "".join(part for block in blocks for part in _block(block))


def _block(block):
    lines = block.splitlines()
    if _is_table(lines):
        rows = (escape(line.strip(), quote=False).replace("  ", " \u00a0") for line in lines)
        yield f"<p>{'<br>'.join(rows)}</p>"
        return
    for part in _INDENTED.split(block):
        yield from _part([" ".join(line.split()) for line in part.splitlines() if line.strip()])


def _is_table(lines):
    return len(lines) > 2 and sum(map(bool, map(_COLUMNS.search, lines))) * 3 >= len(lines)


def _part(lines):
    if is_wrapped(lines):
        lines = [" ".join(lines)]
    lines = [escape(line, quote=False) for line in lines]
    if len(lines) > 1 and max(map(len, lines)) <= _SCREEN:
        lines = ["<br>".join(lines)]
    yield from (f"<p>{line}</p>" for line in lines)


def is_wrapped(lines: list[str]) -> bool:
    """Return whether lines end where the screen of a wire did, and not where the text does."""
    lengths = [len(line) for line in lines[:-1]]
    if not lengths or all(line.endswith(_SENTENCE_ENDS) for line in lines[:-1]):
        return False
    return sum(lengths) >= _WRAPPED * len(lengths) and max(lengths) <= _SCREEN


def has_lines(text: str) -> bool:
    """Return whether the line ends of a text are its own, not those of pretty XML around it."""
    following = [line for line in text.strip().splitlines()[1:] if line.strip()]
    return len(following) > 1 and any(not line[0].isspace() for line in following)


def without_signature(html: str) -> str:
    """Return a story without the initials and the word with which a desk signs off."""
    last = html.rfind("<p>", max(0, len(html) - _LONGEST_SIGNATURE))
    is_signed = last >= 0 and _SIGNATURE.fullmatch(html, last)
    return html[:last].rstrip() if is_signed else html

"""Paragraphs as WordPress understands them: a blank line parts two, a line end is a break.

What its editor stored until 2018 holds no `<p>` at all; WordPress makes them on each page view.
The rules follow its documentation; the tokens and the nesting are this module's own.
"""

import re
from collections import Counter

from articles.importing.spans import end_tag, replaced

#: Elements inside which loose text becomes paragraphs.
_FLOW = frozenset("blockquote div section article aside main center header footer".split())
# Elements that hold lines; more than one paragraph in them is marked, a single one is not.
_LINES = frozenset("li td th dd dt details figure".split())
_INLINE_ONLY = frozenset("p h1 h2 h3 h4 h5 h6 figcaption caption summary legend address".split())
_STRUCTURE = frozenset(
    "ul ol dl table thead tbody tfoot tr colgroup select form fieldset menu".split()
)
_VOID = frozenset("hr img br input".split())
_BLOCKS = _FLOW | _LINES | _INLINE_ONLY | _STRUCTURE | {"pre", "hr"}
_TOKEN = re.compile(
    r"(</?(?:{})\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)".format(
        "|".join(sorted(_BLOCKS, reverse=True))
    ),
    re.IGNORECASE,
)
# Stands for a listing, whose lines are nobody's business here; no text holds the sign in it.
_KEPT = "<pre \x02>"
_PRE = re.compile(r"<(pre)\b[^<>]*>", re.IGNORECASE)
_NAME = re.compile(r"<(/?)([a-zA-Z0-9]+)")
_TWO_BREAKS = re.compile(r"<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
_BREAK_BEFORE_END = re.compile(r"<br\s*/?>\s*\n", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-zA-Z/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_BLANK_LINE = re.compile(r"\n\s*\n")


def paragraphs(text: str) -> str:
    """Return HTML with the paragraphs and breaks that blank lines and line ends stand for."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<" not in text:
        return _run(text, "")
    listings = []
    text = replaced(text, _PRE, end_tag, lambda opened, inner: _kept(inner, listings))
    # A line end inside a tag is no line end of the text.
    text = _ANY_TAG.sub(lambda tag: tag[0].replace("\n", " "), text)
    text = _BREAK_BEFORE_END.sub("\n", _TWO_BREAKS.sub("\n\n", text))
    parts, opened, kept = [], _Opened(), iter(listings)
    for index, token in enumerate(_TOKEN.split(text)):
        if index % 2 == 0:
            parts.append(_run(token, opened.innermost))
            continue
        parts.append(next(kept) if token == _KEPT else token)
        opened.follow(token)
    return "".join(parts)


def _kept(inner, listings):
    listings.append(f"<pre>{inner}</pre>")
    return _KEPT


class _Opened:
    """The open elements; an end tag closes what was left open inside of its own."""

    def __init__(self):
        self.names, self.counts = [], Counter()

    @property
    def innermost(self):
        return self.names[-1] if self.names else ""

    def follow(self, token):
        closing, name = _NAME.match(token).groups()
        name = name.lower()
        if name in _VOID or name == "pre" or token.endswith("/>"):
            return
        if closing:
            while self.counts[name] and self._close() != name:
                pass
            return
        if name in ("p", "li") and self.innermost == name:
            self._close()
        self.names.append(name)
        self.counts[name] += 1

    def _close(self):
        name = self.names.pop()
        self.counts[name] -= 1
        return name


def _run(text, parent):
    """Inline text between two block tags."""
    if not text.strip():
        return "\n" if text else ""
    if parent in _STRUCTURE:
        return text
    parts = [_breaks(part.strip()) for part in _BLANK_LINE.split(text) if part.strip()]
    if parent in _INLINE_ONLY:
        return ("</p><p>" if parent == "p" else "<br>").join(parts)
    if parent in _LINES and len(parts) == 1:
        return parts[0]
    return "".join(f"<p>{part}</p>\n" for part in parts)


def _breaks(text):
    if "\n" not in text:
        return text
    return "<br>\n".join(line.strip(" \t") for line in text.split("\n"))

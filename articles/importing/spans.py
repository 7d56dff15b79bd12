"""Parts of a text from an opening to its closing mark, found in one pass.

A regular expression that says the same (`<pre>.*?</pre>`) takes the square of the time on a
text in which the marks are opened ten thousand times and never closed.
"""

import re
from collections.abc import Callable


def replaced(
    text: str,
    opening: re.Pattern,
    closing: Callable[[re.Match], str],
    replacement: Callable[[re.Match, str], str],
) -> str:
    """Replace each span by `replacement(match of the opening, text inside)`.

    `closing(match of the opening)` is the pattern that ends it; a span that is never closed
    stays as it is.
    """
    parts, written, position, unclosed = [], 0, 0, set()
    while opened := opening.search(text, position):
        position = opened.end()
        pattern = closing(opened)
        closed = None
        if pattern not in unclosed:
            closed = re.compile(pattern, re.IGNORECASE).search(text, position)
        if closed is None:
            unclosed.add(pattern)
            continue
        parts.append(text[written : opened.start()])
        parts.append(replacement(opened, text[position : closed.start()]))
        written = position = closed.end()
    return "".join([*parts, text[written:]])


def without_comments(text: str) -> str:
    """Remove HTML comments, WordPress's block marks among them."""
    return replaced(text, _COMMENT, lambda opened: "-->", lambda opened, inner: "")


def without_scripts(text: str) -> str:
    """Remove scripts and style sheets, whose lines would otherwise become paragraphs."""
    return replaced(text, _SCRIPT, end_tag, lambda opened, inner: "")


def end_tag(opened: re.Match) -> str:
    """The pattern of the end tag of the element that group 1 names."""
    return rf"</{opened[1]}\s*>"


_COMMENT = re.compile(r"<!--")
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE)

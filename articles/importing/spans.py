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
    opened = opening.search(text)
    if opened is None:
        return text
    parts, written, unclosed = [], 0, set()
    while opened:
        position = opened.end()
        pattern = closing(opened)
        closed = None
        if pattern not in unclosed:
            closed = re.compile(pattern, re.IGNORECASE).search(text, position)
        if closed is None:
            unclosed.add(pattern)
        else:
            parts.append(text[written : opened.start()])
            parts.append(replacement(opened, text[position : closed.start()]))
            written = position = closed.end()
        opened = opening.search(text, position)
    return "".join([*parts, text[written:]])


def with_comments(text: str, replacement: Callable[[str, int], str]) -> str:
    """Replace each HTML comment by `replacement(what it says, where it ends in the text)`;
    an unclosed one stays."""
    start = text.find("<!--")
    if start < 0:
        return text
    parts, position = [], 0
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[position:start])
        position = end + 3
        parts.append(replacement(text[start + 4 : end], position))
        start = text.find("<!--", position)
    return "".join([*parts, text[position:]])


def without_comments(text: str) -> str:
    """Remove HTML comments, WordPress's block marks among them."""
    return with_comments(text, lambda inner, end: "")


def without_scripts(text: str) -> str:
    """Remove scripts and style sheets, whose lines would otherwise become paragraphs."""
    return replaced(text, _SCRIPT, end_tag, lambda opened, inner: "")


def end_tag(opened: re.Match) -> str:
    """The pattern of the end tag of the element that group 1 names."""
    return rf"</{opened[1]}\s*>"


_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE)

"""The piece of a text in which a reader sees why a story was found, with the words marked.

Words are found by their places, so nothing is put into a text before it is escaped: no markup
of a story gets out, and none can pretend to be a mark.
"""

import re
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles.search.words import APOSTROPHES, folded

LENGTH = 260
#: So many characters stand before the first mark.
BEFORE = 60
#: A word with the apostrophes inside it, which `folded` leaves out.
_WORD = re.compile(rf"[^\W_]+(?:[{re.escape(APOSTROPHES)}][^\W_]+)*")


def words_of(text):
    """Return the (start, end, folded lower-case word) of each word of `text`."""
    return [(*match.span(), folded(match[0]).lower()) for match in _WORD.finditer(text)]


def spans(text, terms, same):
    """Return the (start, end) of what of `text` the terms mean, in order, without overlap.

    `same` maps a word of the text to those words of the terms that it means. A phrase counts
    where its words stand side by side.
    """
    places = words_of(text)
    meanings = [same.get(word, ()) for _, _, word in places]
    marked = set()
    for at, meaning in enumerate(meanings):
        for term in terms if meaning else ():
            rest = meanings[at : at + len(term)]
            if len(rest) == len(term) and all(map(_is_in, term, rest)):
                marked.update(range(at, at + len(term)))
    return [(places[first][0], places[last][1]) for first, last in _runs(sorted(marked))]


def _is_in(word, meanings):
    return word in meanings


def _runs(numbers):
    """Return the (first, last) of each run of numbers that follow one another."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]


def marked(text, found):
    """Return `text` as HTML with <mark> around each (start, end) of `found`."""
    pieces, at = [], 0
    for start, end in found:
        pieces += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return mark_safe("".join([*pieces, escape(text[at:])]))  # noqa: S308


def excerpt(text, found, length=LENGTH):
    """Return as HTML the stretch of `text` that has the most marks, cut at words."""
    start = _start(text, found, length)
    end = len(text) if len(text) - start <= length else text.rfind(" ", start + 1, start + length)
    end = end if end > start else start + length
    inside = [(a - start, b - start) for a, b in found if a >= start and b <= end]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(before + marked(text[start:end], inside) + after)  # noqa: S308


def _start(text, found, length):
    if len(text) <= length or not found:
        return 0
    best = max(found, key=lambda span: (_within(found, span[0], length - BEFORE), -span[0]))[0]
    if best <= BEFORE:
        return 0
    # A new sentence begins better than its middle does.
    sentence = max(text.rfind(mark, best - BEFORE, best) for mark in (". ", "\n"))
    space = text.find(" ", best - BEFORE, best)
    return sentence + 2 - (text[sentence] == "\n") if sentence > 0 else max(space, 0) + 1


def _within(found, start, length):
    return sum(start <= a and b <= start + length for a, b in found)

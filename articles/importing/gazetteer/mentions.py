"""Finding names in a text: which of many thousand stand where.

A text is cut into words once, and a dictionary tells which names begin with a word; a pattern of
all names would try each of them at each letter.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

# Latin words that begin with a capital; of a lower-case word with a capital inside, the rest.
_LATIN = re.compile(r"[A-ZÀ-ÞĀ-ž]\w*")
_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїҐґӨөҮүҢңҚқҒғҲҳҶҷӮӯ]{2,}")
# How the words of one name may be joined.
_JOINTS = str.maketrans({"-": " ", "‑": " ", "–": " ", "\n": " ", "\xa0": " ", "’": "'", "‘": "'"})
# Headlines and datelines in capitals; shorter words in capitals are something else: US, WHO.
_SHOUTED = 4


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name says: a country's code, "" for none.

    `is_place` tells a city from a country. One that `must_stand_alone` is somebody's name or a
    firm's when another word with a capital stands before or behind it.
    """

    code: str
    is_place: bool = False
    must_stand_alone: bool = False


class Mention(NamedTuple):
    """A name in a text, by what it means."""

    start: int
    end: int
    meaning: Meaning


class Vocabulary:
    """The names that are looked for, by their first word."""

    def __init__(self, names: Iterable[tuple[str, Meaning]]):
        """The first meaning that a name is given is its meaning."""
        first: dict[str, dict[str, Meaning]] = {}
        for name, meaning in names:
            for form in _written(" ".join(name.translate(_JOINTS).split())):
                if word := (_CYRILLIC if form >= "Ѐ" else _LATIN).match(form):
                    first.setdefault(word[0], {}).setdefault(form[word.end() :], meaning)
        # The longest first: `Guinea-Bissau` isn't Guinea.
        self._first = {
            word: sorted(rests.items(), key=lambda item: -len(item[0]))
            for word, rests in first.items()
        }

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the names in `text`, the longest where several begin, none inside another."""
        yield from self._found(_LATIN, text)
        if not text.isascii() and _CYRILLIC.search(text):
            yield from self._found(_CYRILLIC, text)

    def _found(self, pattern, text):
        first, after = self._first, 0
        for match in pattern.finditer(text):
            names = first.get(match[0])
            if names and match.start() >= after and (mention := _longest(names, match, text)):
                after = mention.end
                yield mention


def _written(name):
    """A name as it is, in capitals, and, if it has none of its own, at the start of a sentence."""
    yield name
    if len(name) >= _SHOUTED:
        yield name.upper()
        if name[0] >= "а":
            yield name[0].upper() + name[1:]


def _longest(names, match, text):
    start, end = match.span()
    if start and (text[start - 1] in "_.@/" or text[start - 1].isalnum()):
        return None
    longest = len(names[0][0])
    tail = text[end : end + longest].translate(_JOINTS) if longest else ""
    for rest, meaning in names:
        if tail.startswith(rest) and _ends(text, end + len(rest)):
            return Mention(start, end + len(rest), meaning)
    return None


def _ends(text, end):
    """Whether a word ends there, and isn't the beginning of an address."""
    following = text[end : end + 2]
    if not following or following[0].isspace():
        return True
    if following[0].isalnum() or following[0] in "_@":
        return False
    return not (following[0] == "." and following[1:].isalnum())

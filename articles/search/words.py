"""What a reader typed, as words that must be there, words that must not, and alternatives.

The same for both databases. Nothing typed is ever syntax of theirs: they are only given words.
"""

import re
import unicodedata
from dataclasses import dataclass

#: More terms than anyone types; a phrase is one. Each costs a look into the index.
MAX_TERMS = 12
MAX_LENGTH = 200

#: O'zbekiston, O’zbekiston and Oʻzbekiston are one word: what stands there is left out.
APOSTROPHES = "'’‘ʻʼ`´ʹ′"
#: Letters that many keyboards lack, and what is typed in their place.
LETTERS = dict(zip("ёЁӣӢӯӮ", "еЕиИуУ", strict=True))
_QUOTES = dict.fromkeys("“”„«»＂", '"')
_FOLDED = str.maketrans(dict.fromkeys(APOSTROPHES, "") | LETTERS | _QUOTES)

_PART = re.compile(r'(?P<without>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
WORD = re.compile(r"[^\W_]+")

#: The words of a phrase, or a single word; both are looked for in this order, side by side.
Term = tuple[str, ...]


@dataclass(frozen=True)
class Alternative:
    """All of `wanted` and none of `without`."""

    wanted: tuple[Term, ...]
    without: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Query:
    """Any of the alternatives. Without one, nothing can be found: only -without, or no word."""

    alternatives: tuple[Alternative, ...] = ()
    size: int = 0

    def __bool__(self):
        return bool(self.alternatives)

    @property
    def wanted(self):
        """The terms that a match may hold, in the order in which they were typed."""
        terms = (term for alternative in self.alternatives for term in alternative.wanted)
        return tuple(dict.fromkeys(terms))


def folded(text):
    """Return `text` with what the index takes for the same made the same; its case stays."""
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


def parse(text):
    """Return the Query that `text` means.

    As PostgreSQL's websearch_to_tsquery has it: all words are wanted; "a phrase"; -without;
    `or` in any case divides alternatives. A word of several parts (post-Soviet) is a phrase.
    """
    alternatives, size = [([], [])], 0
    for part in _PART.finditer(folded(text)):
        if part["word"] and not part["without"] and part["word"].casefold() == "or":
            alternatives.append(([], []))
        elif term := tuple(WORD.findall(part["phrase"] or part["word"] or "")):
            alternatives[-1][bool(part["without"])].append(term)
            size += 1
    meant = (
        Alternative(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(without)))
        for wanted, without in alternatives
        if wanted
    )
    return Query(tuple(dict.fromkeys(meant)), size)

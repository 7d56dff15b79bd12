"""Finds the countries that a text speaks of, by their names and by the words for their people.

The names come from the caller (a kept library's list); here are what such a list lacks: short
and former names, a reviewed table of demonyms for the region and its neighbours, and the
places and persons that only sound like a country.
"""

import re
from collections.abc import Iterable, Mapping

_OTHER_NAMES = {
    "AE": ("UAE", "Emirates"),
    "BA": ("Bosnia", "Bosnia-Herzegovina"),
    "CD": ("DR Congo", "DRC"),
    "CI": ("Ivory Coast",),
    "CN": ("PRC", "Xinjiang", "Inner Mongolia"),
    "CV": ("Cape Verde",),
    "CZ": ("Czech Republic",),
    "GB": ("UK", "U.K.", "Great Britain", "Britain", "England", "Scotland", "Wales"),
    "IR": ("Islamic Republic of Iran",),
    "KG": ("Kyrgyz Republic", "Kirghizia", "Kirgizstan"),
    "KP": ("DPRK",),
    "KR": ("Republic of Korea", "Korea"),
    "KZ": ("Kazakstan",),
    "MK": ("Macedonia",),
    "MM": ("Burma",),
    "PS": ("Palestinian Authority",),
    "RU": ("Russian Federation",),
    "SA": ("KSA",),
    "SZ": ("Swaziland",),
    "TJ": ("Tadjikistan",),
    "TM": ("Turkmenia",),
    "TR": ("Turkey", "Turkiye", "Türkiye"),
    "US": ("USA", "U.S.A.", "US", "U.S.", "United States", "United States of America", "America"),
    "UZ": ("Karakalpakstan", "Uzbekstan"),
    "VA": ("Vatican", "Holy See"),
}
# With plural and, where English has them, the nouns. Reviewed; not every country's.
_DEMONYMS = {
    "AF": "Afghan Afghans",
    "AM": "Armenian Armenians",
    "AZ": "Azerbaijani Azerbaijanis Azeri Azeris",
    "BY": "Belarusian Belarusians Belarussian",
    "CN": "Chinese",
    "DE": "German Germans",
    "FR": "French Frenchman Frenchmen",
    "GB": "British Briton Britons",
    "GE": "Georgian Georgians",
    "IN": "Indian Indians",
    "IR": "Iranian Iranians",
    "JP": "Japanese",
    "KG": "Kyrgyz Kyrgyzstani Kyrgyzstanis Kirghiz Kirgiz",
    "KZ": "Kazakh Kazakhs Kazakhstani Kazakhstanis",
    "MD": "Moldovan Moldovans",
    "MN": "Mongolian Mongolians Mongols",
    "PK": "Pakistani Pakistanis",
    "PL": "Polish",
    "RU": "Russian Russians",
    "TJ": "Tajik Tajiks Tajikistani Tajikistanis Tadjik",
    "TM": "Turkmen Turkmens Turkmenistani Turkmenistanis",
    "TR": "Turkish",
    "UA": "Ukrainian Ukrainians",
    "US": "American Americans",
    "UZ": "Uzbek Uzbeks Uzbekistani Uzbekistanis Karakalpak Karakalpaks",
}
# Longer than the name inside them, so they are found first: what they mean, "" no country.
_TRAPS = {
    "": "Gulf of Mexico;Gulf of Guinea;South China Sea;East China Sea;Sea of Japan;Indian Ocean;"
    "Latin America;Latin American;Latin Americans;South America;South American;North America;"
    "North American;Central America;Central American;Russian roulette;Russian doll;"
    "Russian dolls;Russian salad;Turkish bath;Turkish delight;Turkish coffee;French fries;"
    "French window;French windows;German shepherd;Persian Gulf;Michael Jordan;Jordan River;"
    "River Jordan;Guinea pig;Guinea pigs;Guinea fowl;Lake Chad;Niger Delta;Niger River;"
    "River Niger;Voice of America;Captain America;Chinese New Year;Chinese zodiac;"
    "Turkmen carpet;Turkmen carpets",
    "US": "New Mexico;New England;Georgia Tech;Georgia state;Atlanta, Georgia;State of Georgia;"
    "U.S. state of Georgia;US state of Georgia;Bank of America;American Indian;"
    "American Indians;Native American;Native Americans",
    "AU": "New South Wales",
    "GB": "Prince of Wales;New Scotland Yard",
}
# Names that are also given names: with a surname after or a given name before, a person.
_PERSONAL = {"Chad", "Jordan", "Georgia", "Israel", "Kenya", "India", "Cyprus"}
_PERSON_AFTER = re.compile(r"\s+(?!(?:and|or|in|on|at)\b)[A-Z][a-z]+(?:[’']s\b|,?\s+(?:said|told))")


class Gazetteer:
    """Finds countries in texts. `names` maps ISO 3166-1 alpha-2 codes to English names."""

    def __init__(self, names: Mapping[str, str]):
        self.codes = {}
        for code, name in names.items():
            for form in _forms(name):
                self.codes[form] = code
        for code, others in _OTHER_NAMES.items():
            self.codes.update(dict.fromkeys(others, code))
        for code, demonyms in _DEMONYMS.items():
            self.codes.update(dict.fromkeys(demonyms.split(), code))
        self.codes |= dict.fromkeys(("South Korean", "South Koreans"), "KR")
        self.codes |= dict.fromkeys(("North Korean", "North Koreans"), "KP")
        traps = {name: code for code, names in _TRAPS.items() for name in names.split(";")}
        self._finds = self.codes | traps
        self._pattern = _pattern(self._finds)
        self._folded = {name.casefold(): code for name, code in self.codes.items()}

    def countries_in(self, text: str) -> list[str]:
        """Return the codes of the countries that `text` names, in the order of first mention.

        Capitals matter: turkey is a bird. Put the headline first.
        """
        found = {}
        for match in self._pattern.finditer(text):
            name = " ".join(match[0].split()).replace("’", "'")
            code = self._finds.get(name, "")
            if code and not _is_person(text, match):
                found.setdefault(code)
        return list(found)

    def country_named(self, name: str) -> str:
        """Return the code of the country that `name` is, in any case; "" when it is none.

        Words for people are no names of countries: a section may be called Russian.
        """
        code = self._folded.get(" ".join(name.split()).casefold(), "")
        demonyms = _DEMONYMS.get(code, "").casefold().split()
        return "" if name.casefold() in demonyms or name == "us" else code


def _forms(name: str) -> Iterable[str]:
    """`Bolivia (Plurinational State of)`, `Korea, South` and `Congo` as people write them."""
    plain = re.sub(r"\s*\(.*?\)|\s*\[.*?\]", "", name).strip()
    yield plain
    if ", " in plain:
        last, first = plain.split(", ", 1)
        yield f"{first} {last}"
    if plain.startswith("The "):
        yield plain[4:]


def _pattern(names):
    longest_first = sorted(names, key=len, reverse=True)
    escaped = (re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)
    choices = "|".join(escaped).replace("'", "['’]")
    return re.compile(rf"(?<![\w.@/])(?:{choices})(?!\w|\.\w|@)")


def _is_person(text, match):
    if match[0] not in _PERSONAL:
        return False
    return bool(_PERSON_AFTER.match(text, match.end()))

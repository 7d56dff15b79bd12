"""The headline of a page, without the name of the site that titles carry."""

import re
from collections.abc import Iterable

from articles.importing.pages.facts import one_line
from articles.importing.pages.visible import letters

_SEPARATOR = re.compile(r"\s+[|»«·•—–-]+\s+|\s*[|]\s*|\s+_|\s+::\s+")
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_SHORTEST_CUT = 20
_MOST_WORDS_OF_A_SITE = 5
_MOST_WORDS_AFTER_A_DASH = 3


def headline(said: str, shown: str, title: str, site: str, hosts: Iterable[str] = ()) -> str:
    """Choose between what the page says of its headline, shows as it, and has as its title."""
    names = {letters(form) for name in (site, *hosts) for form in _forms(name)} - {""}
    told = _without_site(said or title, names)
    if shown and _is_told(shown, told, title):
        return shown
    return told if said else shown or _without_any_site(told)


def _forms(name):
    """A site is called by its name or its host, with or without what follows the last dot."""
    name = name.removeprefix("www.")
    return name, name.rpartition(".")[0], name.partition(".")[0]


def _is_told(shown, told, title):
    """Whether what is shown is what is told: in other signs, cut there, or with more behind it."""
    begins = title.startswith(shown) and _SEPARATOR.match(title, len(shown)) is not None
    shown, told = letters(shown), letters(_CUT.sub("", told))
    is_cut = len(told) > _SHORTEST_CUT and shown.startswith(told)
    return begins or is_cut or (bool(shown) and shown in told and len(shown) * 4 >= len(told) * 3)


def _without_site(text, names):
    """Take the site's name from either end."""
    while True:
        parts = [match.span() for match in _SEPARATOR.finditer(text)]
        if not parts:
            return text
        first, last = text[: parts[0][0]], text[parts[-1][1] :]
        if letters(last) in names:
            text = text[: parts[-1][0]]
        elif letters(first) in names:
            text = text[parts[0][1] :]
        else:
            return text


def _without_any_site(title):
    """Take what looks like the name of a site from the end of a title."""
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return one_line(title)
    before, after = title[: parts[-1].start()], title[parts[-1].end() :].split()
    is_dash = parts[-1][0].strip() in ("-", "–", "—")
    most = _MOST_WORDS_AFTER_A_DASH if is_dash else _MOST_WORDS_OF_A_SITE
    is_short = 0 < len(after) <= min(most, len(before.split()))
    is_site = is_short and after[0][0].isupper()
    return one_line(before if is_site else title)

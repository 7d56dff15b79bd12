"""Bylines of the web to names: without dates, addresses and accounts beside them."""

import re

from articles.importing.names import is_person, names_in
from articles.importing.pages.facts import one_line

_NOISE = re.compile(
    r"\S+@\S+|https?://\S+|www\.\S+|(?<!\w)@\w+|\+?\b\d[\d\s().-]{5,}\d\b"
    r"|\b(?:follow|twitter|e-?mail|updated|published|posted on|publi(?:é|cado)|view all posts)\b.*"
    r"|\b\d{1,2}:\d\d.*|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"[\s,|•·–—-]+(?:(?:on|le|am|el|il)\s+|[^\W\d]{3,10}\.?\s+)?\d{1,2}\b.*|\b(?:19|20)\d\d\b.*"
)
_LEAD_IN = re.compile(
    r"^(?:escribe|auteur|autor[ae]?|авторы?|author|作者|muallif)(?:\s*[:：]\s*|\s+)", re.I
)
# What stands before a byline in its box.
_BEFORE_BY = re.compile(r"^[^\W\d_][\w '’.-]{0,60}\bBy\s+(?=[^\W\d_a-z])")
_LEFT_OVER = re.compile(r"\s+(?:on|at)\s*$", re.IGNORECASE)
_FOR = re.compile(r"\s+(?:for the|for|en|special to)\s+[A-ZА-Я].*")
_WITH = re.compile(r"\s*\((?:with|avec|mit|con|при участии)\s+([^()]+)\)")
_WHOLLY_BRACKETED = re.compile(r"^\((.*)\)$|\s*\(\s*\)?$")
_NOBODY = re.compile(
    r"(?:no author|unknown|admin(?:istrator)?|root|user(?:name)?|webmaster|guest|anonymous|author|"
    r"автор|админ(?:истратор)?|by|null|none|n/?a|undefined|source|источник|作者)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:by|par|von|por|di)\s+[^\W\d_]|(?:written by|text|author|auteur|autor[ae]?|автор[ы]?|текст|"
    r"подготовил[аи]?|muallif)\s*:\s*\w",
    re.IGNORECASE,
)
_LONGEST, _MOST = 200, 30
_LONGEST_SIGNATURE = 100


def names(bylines: tuple[str, ...], site: str = "") -> tuple[str, ...]:
    """Return the names in `bylines`, the first form of each; the house only where nobody else
    is named."""
    found = {}
    for byline in bylines[:_MOST]:
        for name in names_in(_bare(byline)):
            if any(map(str.isalpha, name)) and not _NOBODY.fullmatch(name):
                found.setdefault(name.casefold(), name)
    people = [name for name in found.values() if name.casefold() != site.casefold()]
    return tuple(people or found.values())


def signed(line: str) -> tuple[str, ...]:
    """Return the people in a line that begins as a byline does ("By", "Автор:")."""
    line = one_line(line)
    if len(line) > _LONGEST_SIGNATURE or not _SIGNED.match(line):
        return ()
    found = names((line,))
    return found if all(map(_is_person, found)) else ()


def are_people(byline: str) -> bool:
    """Return whether a byline names people, and says nothing that is left over."""
    found = names((byline,))
    return bool(found) and all(map(is_person, found))


def _is_person(name):
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in (words[0], words[-1]))


def _bare(byline):
    line = one_line(byline)
    if len(line) > _LONGEST:
        return ""
    line = _WITH.sub(r", \1", _NOISE.sub(" ", line))
    line = _BEFORE_BY.sub("", _FOR.sub("", _DATED.sub("", one_line(line))))
    line = _LEFT_OVER.sub("", line)
    return _WHOLLY_BRACKETED.sub(r"\1", _LEAD_IN.sub("", line).strip(" ,;:|•·*–—-\"“”'"))

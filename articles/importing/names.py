"""Bylines to names: who wrote it, without "By", titles and the agency's own name."""

import re
from collections.abc import Iterable

_BY = re.compile(r"(?:by|written by|story by|text by|автор|текст|text)\b\s*:?\s*", re.IGNORECASE)
# Words for "by" that also begin surnames: only before a whole name.
_FOREIGN_BY = re.compile(r"(?:von|par|por|di|av|af)\s+(?=\S+\s+\S)", re.IGNORECASE)
_AND = r"(?:and|with|und|et|y|e|og|och|ja|и)\s+"
_BETWEEN = re.compile(rf"\s*[;,&|]\s*(?:{_AND})?|\s+/\s+|\s+{_AND}")
# "(AFP)", "- AP Writer", "in Jerusalem"
_BESIDE = re.compile(r"\s*\([^()]*\)|\s+[-–—]\s.*|\s+(?:in|aus|à|в)\s+[A-ZÀ-ÞА-ЯЁ].*")
_DAY = re.compile(r",?\s+[A-Za-z]{3,9}\.?\s+\d{1,2}(?:,?\s+\d{4})?$")
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
_SIGNATURE = re.compile(r"[a-z]{1,4}(?:[/-][a-z]{1,5})*")
_PARTICLES = frozenset(
    "de da di do dos du del della der den van von la le al el bin ibn ben uulu kyzy ogly oglu "
    "qizi ten ter zu y кызы уулу оглы улы қызы ұлы угли ўғли қизи o‘g‘li o'g'li".split()
)
# No address of a site is one.
_NAME = re.compile(r"(?!\S+\.(?:com|net|org|ru|kz|kg|uz)\b)(?:[dlDLO]['’])?[^\W\d_][\w'’.-]*")
# Who is called so is a desk, an agency or a profession.
_HOUSE = frozenset(
    "the today association agency agence agencia agenzia agentur news newsroom times post "
    "university college institute reuters afp ap dpa tass interfax ria xinhua bloomberg images "
    "getty staff "
    "writer writers reporter reporters correspondent correspondents editor editors tribune tv "
    "radio network media service bureau desk group ltd inc llc plc company corp corporation "
    "journal herald gazette daily magazine limited wire newswire pool center centre foundation "
    "team online international national sports business associated canadian".split()
)
_BETWEEN_NAMES = _PARTICLES | frozenset("of the and for in und et".split())
# `Jane Doe and Reuters`, but not `Jane Doe, Reuters` nor `Jane Doe and agencies`.
_JOINED = re.compile(rf".*\s{_AND}", re.DOTALL)
_PROFESSIONS = frozenset(
    "staff writer writers reporter reporters correspondent correspondents editor editors agencies "
    "bureau desk team agency".split()
)
_MOST_WORDS = 4
_LONGEST = 500
_ROMAN = re.compile(r"\b(?:Ii|Iii|Iv)\b")
_MC = re.compile(r"\bMc([a-z])")


def names_in(byline: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names of a byline in their order; `known` are those of whom it may speak.

    It is parted only where people plainly stand side by side; what is beside a person's name and
    no person goes. Where there is none, the line as a whole is the name of a desk or an agency.
    """
    line = _line(byline)
    if not line or "@" in line or _SIGNATURE.fullmatch(line):
        return ()
    told = sorted(dict.fromkeys(name for name in known if name), key=line.find)
    parts = _people(_BETWEEN.split(line))
    if len(told) > len(parts) and all(name in line for name in told):
        return tuple(told)
    if len(parts) < 2 and is_person(line):
        parts = [line]
    elif parts and (house := _house_in(line)):
        parts.append(house)
    parts = parts or _people(line.split("/")) or [line]
    return tuple(dict.fromkeys(map(_without_shouting, parts)))


def is_sentence(line: str) -> bool:
    """Return whether a byline is none, but words about the story that somebody put there."""
    words = [word for word in line.split() if word.casefold() not in _BETWEEN_NAMES]
    small = sum(word[:1].islower() for word in words)
    return len(words) > _MOST_WORDS and small * 2 > len(words) and not _BY.match(line)


def _house_in(line):
    """The name at the end that is joined to those of people and is none of a person."""
    joined = _JOINED.match(line)
    name = line[joined.end() :] if joined else ""
    words = {word.strip(".").casefold() for word in name.split()}
    is_named = name[:1].isupper() or name[:1].isdigit()
    is_one = is_named and len(words) < _MOST_WORDS and not _BETWEEN.search(name)
    return name if is_one and not is_person(name) and not words & _PROFESSIONS else ""


def _line(byline):
    line = " ".join(byline[:_LONGEST].split())
    for by in (_BY, _FOREIGN_BY):
        match = by.match(line)
        line = line[match.end() :] if match else line
    return _FULL_STOP.sub("", _DAY.sub("", line).strip(" ,;:/–—-"))


def _people(parts):
    """Those of `parts` who are people, if the first of them is one."""
    parts = [_BESIDE.sub("", part).strip() for part in parts]
    return [part for part in parts if is_person(part)] if is_person(parts[0]) else []


def is_person(name: str) -> bool:
    """Return whether this is plainly a person's name."""
    words = name.split()
    if not 2 <= len(words) <= 5 or any(word.strip(".").casefold() in _HOUSE for word in words):
        return False
    own = [word for word in words if word not in _PARTICLES]
    return len(own) >= 2 and all(_is_name(word) for word in own)


def _is_name(word):
    return bool(_NAME.fullmatch(word)) and word.lstrip("dl'’")[:1].isupper()


def _without_shouting(name):
    """`BERNARD CONDON` is how agencies set a byline, not what he is called."""
    if not (name.isupper() and is_person(name)):
        return name
    name = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    name = _MC.sub(lambda match: f"Mc{match[1].upper()}", name)
    return _ROMAN.sub(lambda match: match[0].upper(), name)

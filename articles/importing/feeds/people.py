"""Bylines: the names of the people that a feed tells, often with an address of theirs."""

import re

from articles.importing.feeds.texts import Text, one_line
from articles.importing.feeds.xml import name_of

_LONGEST = 300
_ADDRESS = r"[^\s@<>()]+@[^\s@<>()]+"
# jane@old.example (Jane Doe) and Jane Doe <jane@old.example>
_WITH_ADDRESS = re.compile(
    rf"(?:mailto:)?{_ADDRESS}\s*\((?P<after>[^()]+)\)|(?P<before>.+?)\s*[<(]\s*{_ADDRESS}\s*[>)]"
)


def person_named(text: str) -> str:
    """Return the name in `text`; an address is nobody's name."""
    name = one_line(Text(text, is_html="&" in text or "</" in text))
    found = _WITH_ADDRESS.fullmatch(name) if len(name) < _LONGEST else None
    if found:
        name = (found["after"] or found["before"]).strip()
    return "" if re.fullmatch(_ADDRESS, name) else name


def person(element) -> str:
    """Return the name of the person that an element tells: in a `<name>` of its own, or as text."""
    for child in element:
        if name_of(child).rpartition(":")[2] == "name":
            return person_named("".join(child.itertext()))
    return person_named(element.text or "")

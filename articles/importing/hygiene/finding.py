"""What was found in a story, and the sentences that say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a finding is about."""

    SPAM = "spam"
    HIDDEN = "hidden"
    SCRIPT = "script"
    EMBED = "embed"
    TRACKING = "tracking"
    INLINE_PICTURE = "inline-picture"
    MOJIBAKE = "mojibake"
    UNREADABLE = "unreadable"
    CONTROL = "control"


#: Kinds after which somebody should read the story before the public does. The others are told,
#: and what they tell of is gone or mended for certain.
DOUBTFUL = frozenset({Kind.SPAM, Kind.HIDDEN, Kind.SCRIPT, Kind.UNREADABLE})

_SHOWN = 3
_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of thing that was found in a story, in a sentence that quotes it."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Examined:
    """A body after the examination, and what was found; one without fault is the same string."""

    body: str
    findings: tuple[Finding, ...] = ()


def quoted(text: str) -> str:
    """Return the beginning of `text` in quotation marks, on one line."""
    text = " ".join(text.split())
    return f"“{text[: _LENGTH - 1]}…”" if len(text) > _LENGTH else f"“{text}”"


def listed(things: Sequence[str]) -> str:
    """Return the first of `things`, and how many more there are."""
    shown = ", ".join(dict.fromkeys(things[:_SHOWN]))
    more = len(things) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def counted(number: int, one: str, several: str) -> str:
    """Return "1 link", "2 links"."""
    return f"1 {one}" if number == 1 else f"{number} {several}"

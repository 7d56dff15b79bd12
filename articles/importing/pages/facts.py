"""What a page says of its story, and which of its voices is believed."""

import re
from dataclasses import dataclass, fields

from articles.importing.record import Picture

_NO_SIGN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\ud800-\udfff\ufeff\ufffe\uffff]"
)


@dataclass(slots=True)
class Facts:
    """One voice of a page. Texts are as found; `published` and `modified` are what was written.

    `is_story` says that the page calls itself an article; `site` is the name of what it is on.
    """

    is_story: bool = False
    headline: str = ""
    summary: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    site: str = ""
    image: Picture | None = None
    addresses: tuple[str, ...] = ()


def believed(*voices: Facts) -> Facts:
    """Take each fact from the first voice that tells it; addresses from all."""
    found = Facts()
    for voice in voices:
        for field in fields(Facts):
            if not getattr(found, field.name):
                setattr(found, field.name, getattr(voice, field.name))
    every = [address for voice in voices for address in voice.addresses]
    found.addresses = tuple(dict.fromkeys(every))
    return found


def one_line(text: str) -> str:
    """Fold white space, soft hyphens, zero-width spaces and what is no sign at all away."""
    return " ".join(_NO_SIGN.sub("", text).split())

"""Pictures that WordPress only numbers: which they are is told in an attachment of their own."""

import html
import re
from collections.abc import Iterable

from articles.importing.record import ATTACHMENT, Picture

_NUMBER = re.compile(r"[1-9]\d{0,18}")
_WEB = re.compile(r"https?://[^\s<>\"]+|//[^\s<>\"]+")


def numbered(number: str) -> Picture | None:
    """Return the picture with this number in the media library; None for 0 and for no number."""
    number = str(number).strip()
    return Picture(ATTACHMENT + number) if _NUMBER.fullmatch(number) else None


def figures(numbers: Iterable[str]) -> str:
    """Return a figure for each of these pictures, in their order."""
    found = map(numbered, numbers)
    return "".join(figure(picture.address) for picture in found if picture)


def figure(address: str) -> str:
    """Return a figure of the picture at this address."""
    return f'\n\n<figure><img src="{html.escape(address)}"></figure>\n\n'


def link(address: str, text: str = "") -> str:
    """Return a paragraph that leads to something which can't be shown here."""
    shown = html.escape(address)
    return f'\n\n<p><a href="{shown}">{html.escape(text) or shown}</a></p>\n\n'


def is_web_address(text: str) -> bool:
    """Whether a browser finds something there from any site."""
    return _WEB.fullmatch(text) is not None

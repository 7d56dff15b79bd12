"""Pictures that WordPress only numbers: which they are is told in an attachment of their own."""

import html
import re
from collections.abc import Iterable

from articles.importing.record import ATTACHMENT, FRAGMENT, UPLOADED, Picture

_NUMBER = re.compile(r"[1-9]\d{0,18}")
_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:\?|\Z)", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s<>\"]+|//[^\s<>\"]+")


def numbered(number: str) -> Picture | None:
    """Return the picture with this number in the media library; None for 0 and for no number."""
    number = str(number).strip()
    return Picture(ATTACHMENT + number) if _NUMBER.fullmatch(number) else None


def figures(numbers: Iterable[str]) -> str:
    """Return a figure for each of these pictures, in their order."""
    found = map(numbered, numbers)
    return "".join(figure(picture.address) for picture in found if picture)


def uploads(post: str) -> str:
    """Return what stands for all pictures that were uploaded to a post, "" for no number."""
    return figure(f"{ATTACHMENT}{UPLOADED}{post}") if _NUMBER.fullmatch(post) else ""


def fragment(number: str) -> str:
    """Return what stands for a text that is kept by itself, "" for no number."""
    return figure(f"{ATTACHMENT}{FRAGMENT}{number}") if _NUMBER.fullmatch(number) else ""


def figure(address: str) -> str:
    """Return a figure of the picture at this address."""
    return f'\n\n<figure><img src="{html.escape(address)}"></figure>\n\n'


def link(address: str, text: str = "") -> str:
    """Return a paragraph that leads to something which can't be shown here."""
    shown = html.escape(address)
    return f'\n\n<p><a href="{shown}">{html.escape(text) or shown}</a></p>\n\n'


def is_picture_name(address: str) -> bool:
    """Whether an address ends like the name of a picture's file."""
    return _PICTURE_NAME.search(address) is not None


def is_web_address(text: str) -> bool:
    """Whether a browser finds something there from any site."""
    return _WEB.fullmatch(text) is not None

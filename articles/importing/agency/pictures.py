"""Where pictures lie: at an address, in a file beside, or in an item known by its id alone."""

import re
from urllib.parse import quote

from articles.importing.record import ATTACHMENT, Attachment, Picture

_FILE = re.compile(r".+\.(?:jpe?g|png|gif|webp|tiff?|bmp|avif)(?:\?.*)?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:)?//\S+|/\S+", re.IGNORECASE)


def number(identifier: str) -> str:
    """Return the id of a picture item as it can stand in an address."""
    return quote(identifier, safe="")


def reference(identifier: str) -> str:
    """Return the address that stands for a picture item which is known by its id alone."""
    return ATTACHMENT + number(identifier)


def attachment(identifier: str, picture: Picture, place: str) -> Attachment:
    """Return what a picture item tells to the text items that name it by its id."""
    return Attachment(number(identifier), picture, place)


def picture_address(source: str) -> str:
    """Return where a picture lies: an address or the name of a file as it stands, or what stands
    for one that is known by its id alone."""
    if _ADDRESS.fullmatch(source) or is_picture_file(source):
        return source
    return reference(source)


def is_picture_file(address: str) -> bool:
    """Return whether an address ends like the name of a picture's file."""
    return bool(_FILE.fullmatch(address))


def pixels(text: str) -> int:
    """Return a width as a number, 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 9 else 0

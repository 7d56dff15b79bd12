"""What the old address of a story says of it."""

import re
from urllib.parse import unquote, urlsplit

_SLUG = re.compile(r"\w+(?:-\w+)+")
_EXTENSION = re.compile(r"\.(?:html?|php|aspx?)\Z", re.IGNORECASE)


def slug_in(address: str) -> str:
    """Return the last part of an address where it is made of words, "" where it is a number, the
    name of a program or some other id."""
    path = address.partition("#")[0]
    if "?" in path:
        return ""
    last = _EXTENSION.sub("", unquote(path.rstrip("/").rpartition("/")[2])).lower()
    words = [part for part in last.split("-") if part.isalpha() and len(part) > 1]
    return last if _SLUG.fullmatch(last) and len(words) > 1 else ""


def host_of(address: str) -> str:
    """Return the host of an address, "" where it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""

"""Opens a file of any known format, packed or not, and reads it with the right reader."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from articles.importing import listing_page, wxr
from articles.importing.detection import HEAD, LISTING, WXR, detect
from articles.importing.record import Record, UnreadableArchive

READERS = {LISTING: listing_page.read, WXR: wxr.read}


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading, through gzip where it is packed so.

    Raises UnreadableArchive, with a sentence, when it can't be opened.
    """
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            if not packed:
                yield file
                return
            with gzip.open(file) as unpacked:
                yield unpacked
    except (EOFError, zlib.error) as error:
        raise UnreadableArchive(f"The packed file is damaged: {error}.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableArchive(f"The file can't be read: {reason}.") from error


def format_of(path: Path) -> str:
    """Return the format of a file. Raises UnreadableArchive when it is none that is known."""
    with opened(path) as file:
        return detect(file.read(HEAD))


def source_of(path: Path, format_name: str) -> str:
    """Name where a file came from: the host of the WordPress site, else the format."""
    if format_name != WXR:
        return format_name
    with opened(path) as file:
        parts = urlsplit(wxr.site_of(file))
    site = (parts.netloc or parts.path).lower().removeprefix("www.")
    # Two sites may share a host: each in its folder.
    return f"{site}{parts.path if parts.netloc else ''}".rstrip("/")[:100] or format_name


def read(path: Path, format_name: str) -> Iterator[Record]:
    """Yield the records of a file. Raises UnreadableArchive when there is nothing in it."""
    with opened(path) as file:
        yield from READERS[format_name](file)

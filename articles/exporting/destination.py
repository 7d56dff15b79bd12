"""Where an export goes: a file that is whole or not there at all, or standard output."""

import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` when the block ends well, and else leaves no
    trace; compressed when its name ends in .gz.

    What is no file (a device, a pipe) is written as it is. Raises OSError.
    """
    place = path.resolve()
    if place.exists() and not place.is_file():
        with place.open("wb") as file, _packed(file, path) as packed:
            yield packed
        return
    part = place.with_name(f".{place.name[:200]}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            if place.exists():
                shutil.copymode(place, part)
            with _packed(file, path) as packed:
                yield packed
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _packed(file, path):
    if path.suffix.lower() != ".gz":
        yield file
        return
    # Neither a name nor a time in it: the same stories are the same bytes.
    with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        yield packed

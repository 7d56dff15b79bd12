"""The folder for what is kept for a while, because it is too large for a memory."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from articles.importing.record import UnreadableArchive


@contextmanager
def room_needed() -> Iterator[None]:
    """Say where room is missing, when writing there fails."""
    try:
        yield
    except OSError as error:
        raise UnreadableArchive(
            f"There is no room in {tempfile.gettempdir()} for what is read ({error.strerror}). "
            "Make some, or name another folder in TMPDIR, and run it again."
        ) from error

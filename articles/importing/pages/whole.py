"""A file that is small by its nature, read whole, whatever happens to it on the way."""

import zlib
from typing import BinaryIO
from zipfile import BadZipFile

_CHUNK = 1 << 20


def whole(file: BinaryIO, longest: int) -> tuple[bytes, str]:
    """Return what can be read of a file, and why that isn't all: "" when it is.

    Nothing beyond `longest` bytes is read.
    """
    parts, length = [], 0
    # `read` of what is packed gives nothing of a chunk that has no end.
    read = getattr(file, "read1", file.read)
    try:
        while chunk := read(_CHUNK):
            parts.append(chunk)
            length += len(chunk)
            if length > longest:
                return b"", f"The file is longer than {longest >> 20} MB, which no page is."
    except (EOFError, OSError, zlib.error, BadZipFile) as error:
        trouble = (
            f"The file can't be read further ({error or type(error).__name__}). Get a whole copy."
        )
        return b"".join(parts), trouble
    return b"".join(parts), ""

"""A file that is small by its nature, read whole, whatever happens to it on the way."""

from typing import BinaryIO

from articles.importing.encoding import ByteStream


def whole(file: BinaryIO, longest: int) -> tuple[bytes, str]:
    """Return what can be read of a file, and why that isn't all: "" when it is.

    Nothing beyond `longest` bytes is read.
    """
    stream, data = ByteStream(file), bytearray()
    while chunk := stream.read():
        data += chunk
        if len(data) > longest:
            return b"", f"The file is longer than {longest >> 20} MB, which no page is."
    trouble = (
        stream.trouble and f"The file can't be read further ({stream.trouble}). Get a whole copy."
    )
    return bytes(data), trouble

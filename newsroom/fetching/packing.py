"""Unpacking what comes compressed, no further than a limit: a megabyte can unpack to gigabytes."""

import zlib
from itertools import chain

import brotli


class TooLarge(Exception):
    """There is more than the limit."""


class Damaged(Exception):
    """It is not packed as it says, or it ends in the middle."""


# Each returns two functions: one unpacks a further chunk, no more than to `room` or a little
# above; the other says whether the end was seen. What comes after it is ignored, as browsers do.


def _plain(first):
    return (lambda chunk, room: chunk), (lambda: True)


def _gzip(first, bits=zlib.MAX_WBITS | 16):
    unpacker = zlib.decompressobj(bits)

    def feed(chunk, room):
        return b"" if unpacker.eof else unpacker.decompress(chunk, room)

    return feed, lambda: unpacker.eof


def _deflate(first):
    # RFC 9110 means zlib's format (RFC 1950), whose first byte ends so; some send it without.
    return _gzip(first, zlib.MAX_WBITS if first[0] & 0x0F == 8 else -zlib.MAX_WBITS)


def _brotli(first):
    unpacker = brotli.Decompressor()

    def feed(chunk, room):
        return b"" if unpacker.is_finished() else unpacker.process(chunk, output_buffer_limit=room)

    return feed, unpacker.is_finished


#: What can be unpacked, by the names that `Content-Encoding` has for it.
PACKINGS = {
    "": _plain,
    "identity": _plain,
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}


def unpack(chunks, packing, limit):
    """Return what `chunks` (none of them empty) hold, packed as the key of `PACKINGS` says.

    Raises `TooLarge` as soon as that is more than `limit` bytes, and `Damaged`.
    """
    chunks = iter(chunks)
    first = next(chunks, None)
    if first is None:
        return b""
    feed, is_whole = PACKINGS[packing](first)
    content = bytearray()
    for chunk in chain([first], chunks):
        try:
            content += feed(chunk, limit + 1 - len(content))
        except (zlib.error, brotli.error) as error:
            raise Damaged from error
        if len(content) > limit:
            raise TooLarge
    if not is_whole():
        raise Damaged
    return bytes(content)

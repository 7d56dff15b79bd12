"""The content of a response as its reader saw it: chunks joined, packing undone, never too much."""

import re
import zlib
from io import BytesIO
from typing import BinaryIO

from warcio.bufferedreaders import ChunkedDataReader

_ANY_ZLIB, _RAW = 47, -15
# A chunk of no length is the last; a few headers may follow it.
_LAST_CHUNK, _TRAILER = re.compile(rb"(?:\A|\n)0+[ \t]*(?:;[^\r\n]*)?\r?\n"), 1 << 10


class NotUnpacked(Exception):
    """The content can't be understood; the message says why."""


def unpacked(stream: BinaryIO, transfer: str, packing: str, longest: int) -> tuple[bytes, bool]:
    """Read a content, and tell whether its end is missing; `transfer` and `packing` are what its
    headers say of it.

    Many crawlers store what they have unpacked already and keep the headers as they were: then
    it is taken as it is. Raises NotUnpacked, with a sentence, when it is longer than `longest`,
    damaged, or packed in a way that isn't known here.
    """
    data, is_cut = stream.read(longest + 1), False
    if len(data) <= longest and "chunked" in transfer.lower():
        data, is_cut = _joined(data)
    for name in reversed([name.strip().lower() for name in packing.split(",")]):
        if len(data) <= longest and name not in ("", "identity", "none"):
            data, is_short = _undone(data, name, longest)
            is_cut = is_cut or is_short
    if len(data) > longest:
        raise NotUnpacked(f"It is longer than {longest >> 20} MB. Left out.")
    return data, is_cut


def _joined(data):
    """The content of chunks, each with its length before it, as far as they are there."""
    chunks = ChunkedDataReader(BytesIO(data))
    joined = chunks.read()
    return joined, not (chunks.not_chunked or _LAST_CHUNK.search(data[-_TRAILER:]))


def _undone(data, name, longest):
    if data.lstrip()[:1] == b"<":
        return data, False
    if name in ("gzip", "x-gzip", "deflate"):
        return _inflated(data, longest)
    if name == "br":
        return _without_brotli(data, longest)
    raise NotUnpacked(f"It is packed as “{name}”, which can't be undone here. Left out.")


def _inflated(data, longest):
    for window in (_ANY_ZLIB, _RAW):
        inflater = zlib.decompressobj(window)
        try:
            text = inflater.decompress(data, longest + 1)
        except zlib.error:
            continue
        if text or not data:
            return text, not inflater.eof
    raise NotUnpacked("It is packed, and damaged. Left out.")


def _without_brotli(data, longest):
    try:
        import brotli
    except ImportError as error:
        message = "It is packed with Brotli. Install the package “brotli” and import again."
        raise NotUnpacked(message) from error
    try:
        unpacker = brotli.Decompressor()
        text = unpacker.process(data, output_buffer_limit=longest + 1)
    except brotli.error:
        text = b""
    if not text:
        raise NotUnpacked("It is packed, and damaged. Left out.")
    return text, not unpacker.is_finished()

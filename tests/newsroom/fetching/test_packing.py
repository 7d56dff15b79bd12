"""Unpacking stops at the limit, whatever a small file would become."""

import gzip
import tracemalloc
import zlib
from functools import partial

import brotli
import pytest

from newsroom.fetching.packing import Damaged, TooLarge, unpack

TEXT = b"".join(b"%d som = %d dollars\n" % (n, n * 3) for n in range(5000))
MEGABYTE = 1024 * 1024


def raw_deflate(content):
    packer = zlib.compressobj(1, wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


PACKERS = {
    "gzip": partial(gzip.compress, compresslevel=1),
    "x-gzip": partial(gzip.compress, compresslevel=1),
    "deflate": zlib.compress,
    "deflate without a header": raw_deflate,
    "br": lambda content: brotli.compress(content, quality=1),
}


def pieces(content, size):
    return [content[start : start + size] for start in range(0, len(content), size)]


@pytest.mark.parametrize("size", [1, 7, 1000, MEGABYTE])
@pytest.mark.parametrize("packer", PACKERS)
def test_packed_is_unpacked_in_pieces_of_any_size(packer, size):
    packed = PACKERS[packer](TEXT)
    assert unpack(pieces(packed, size), packer.split()[0], len(TEXT)) == TEXT


@pytest.mark.parametrize("packing", ["", "identity"])
def test_plain_stays_as_it_is(packing):
    assert unpack(pieces(TEXT, 1000), packing, len(TEXT)) == TEXT
    with pytest.raises(TooLarge):
        unpack(pieces(TEXT, 1000), packing, len(TEXT) - 1)


@pytest.mark.parametrize("packer", PACKERS)
def test_one_byte_more_than_the_limit_is_too_large(packer):
    packed = PACKERS[packer](TEXT)
    with pytest.raises(TooLarge):
        unpack([packed], packer.split()[0], len(TEXT) - 1)


@pytest.mark.parametrize("packer", PACKERS)
def test_bomb_is_left_before_it_fills_the_memory(packer):
    packed = PACKERS[packer](bytes(20 * MEGABYTE))
    assert len(packed) < MEGABYTE
    tracemalloc.start()
    with pytest.raises(TooLarge):
        unpack([packed], packer.split()[0], MEGABYTE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * MEGABYTE


@pytest.mark.parametrize("packer", PACKERS)
def test_what_ends_in_the_middle_is_damaged(packer):
    with pytest.raises(Damaged):
        unpack(pieces(PACKERS[packer](TEXT)[:-9], 1000), packer.split()[0], MEGABYTE)


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br"])
def test_what_is_not_packed_is_damaged(packing):
    with pytest.raises(Damaged):
        unpack([b"<html>We are closed today.</html>"], packing, MEGABYTE)


@pytest.mark.parametrize("packing", ["", "gzip", "deflate", "br"])
def test_nothing_is_nothing(packing):
    assert unpack([], packing, MEGABYTE) == b""


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br"])
def test_what_comes_after_the_end_is_ignored(packing):
    assert unpack([PACKERS[packing](TEXT), b"and more"], packing, MEGABYTE) == TEXT

"""A payload of lines and cells, by whatever separator, with a line of headings above."""

import codecs
import csv
from collections.abc import Iterator

from tickers.providers.document import is_page, unlike
from tickers.providers.provider import Provider
from tickers.providers.record import Doubt

_SEPARATORS = ",;\t|"


def table(payload: bytes, provider: Provider) -> tuple[list[str], Iterator[list[str] | Doubt]]:
    """Return the headings, and the lines below them, each with as many cells.

    A line that has more or fewer is a Doubt, and so is a last one without an end: its last
    figure may be half of it.
    """
    lines = _lines(payload, provider)
    head = next((line for line in lines if line.strip()), "")
    separator = max(_SEPARATORS, key=head.count)
    rows = _rows(csv.reader(lines, delimiter=separator, skipinitialspace=True), provider, payload)
    try:
        headings = next(rows)[1]
    except StopIteration:
        raise unlike(provider, payload) from None
    return headings, (_whole(provider, headings, len(lines), *row) for row in rows)


def _lines(payload, provider):
    if is_page(payload):
        raise unlike(provider, payload)
    for codec in _codecs(payload):
        try:
            return payload.decode(codec).replace("\r\n", "\n").split("\n")
        except UnicodeDecodeError:
            continue
    raise unlike(provider, payload, "is no text in UTF-8, UTF-16 or windows-1251")


def _codecs(payload):
    """Return the encodings to try. Those of one byte differ only in letters that no column which
    is read has in it, so one of them stands for all."""
    if payload.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    if payload[1:2] == b"\0":
        return ["utf-16-le"]
    return ["utf-8-sig", "cp1251"]


def _rows(reader, provider, payload):
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise unlike(
            provider, payload, f"can't be read at line {reader.line_num} ({error})"
        ) from None


def _whole(provider, headings, last, number, cells):
    if len(cells) != len(headings):
        why = f"it has {len(cells)} cells under {len(headings)} headings"
    elif number == last:
        why = "it has no line break at its end, so it may be cut off: add one if it is whole"
    else:
        return cells
    return Doubt(f"{provider.title}: line {number} is left out, as {why}.", is_refusal=True)

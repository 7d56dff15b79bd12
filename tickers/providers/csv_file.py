"""A CSV file of rates, for whatever has no feed of its own: date, base, quote, nominal, value.

Columns are known by their names, in any order; without `nominal` it is 1. Separators are comma,
semicolon, tab or bar, numbers may have a decimal comma.
"""

from collections.abc import Iterator
from datetime import date

from tickers.providers.figures import iso_or_day_first, short
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider
from tickers.providers.record import Doubt, FixingRecord, UnreadablePayload
from tickers.providers.table import table

_NEEDED = ("date", "base", "quote", "value")


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    return fixings(PROVIDER, _rows(payload), iso_or_day_first, day)


def _rows(payload: bytes) -> Iterator[Row | Doubt]:
    headings, lines = table(payload, PROVIDER)
    names = [heading.lower() for heading in headings]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise UnreadablePayload(
            f"CSV file: its first line has no column {' and no '.join(missing)}, but "
            f"{short(', '.join(headings), 80)}. Begin it with date,base,quote,nominal,value."
        )
    for cells in lines:
        if isinstance(cells, Doubt):
            yield cells
        else:
            row = dict(zip(names, cells, strict=True))
            nominal = row.get("nominal", "1")
            yield Row(row["base"], nominal, row["value"], row["date"], row["quote"])


PROVIDER = Provider(
    name="csv",
    title="CSV file",
    home="",
    zone="UTC",
    source="the README",
    parse=parse,
)

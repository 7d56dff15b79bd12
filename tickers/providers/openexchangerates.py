"""Open Exchange Rates: JSON of one base currency in all others, with the time as a number."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from tickers.providers.document import json_data, unlike
from tickers.providers.figures import number, short
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord

_API = "https://openexchangerates.org/api/"
# The end of the year 9999 is the last that a date can be.
_LAST = 253_402_300_799


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    return fixings(PROVIDER, _rows(payload), day_of, day)


def _rows(payload: bytes) -> Iterator[Row]:
    data = json_data(payload, PROVIDER)
    names = {"base", "timestamp", "rates"}
    if not isinstance(data, dict) or not data.keys() >= names or "date" in data:
        raise unlike(PROVIDER, payload)
    base, written, rates = (data[name] for name in ("base", "timestamp", "rates"))
    if not isinstance(rates, dict):
        raise unlike(PROVIDER, payload)
    for code, value in rates.items():
        yield Row(str(base), "1", str(value), str(written), code)


def day_of(timestamp: str) -> date:
    """Return the day, in UTC, of seconds since 1970."""
    seconds = number(timestamp)
    if not 0 <= seconds <= _LAST:
        raise ValueError(f"{short(timestamp)} is no time")
    return datetime.fromtimestamp(int(seconds), UTC).date()


def _address(day: date | None) -> list[Request]:
    asked = f"historical/{day}" if day else "latest"
    return [Request(f"{_API}{asked}.json?app_id={{key}}", day)]


PROVIDER = Provider(
    name="openexchangerates",
    title="Open Exchange Rates",
    home="USD",
    zone="UTC",
    source="https://docs.openexchangerates.org/",
    parse=parse,
    address=_address,
    publishes=Publishing(time(1), weekdays=tuple(range(7))),
    needs_key=True,
)

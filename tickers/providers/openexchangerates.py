"""Open Exchange Rates: JSON of one base currency in all others, with the time as a number; of a
range, by days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from tickers.providers.document import json_data, unlike
from tickers.providers.figures import iso, number, short
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord

_API = "https://openexchangerates.org/api/"
#: What only feeds of the same form have.
_OTHERS = frozenset(["date", "success"])
# The end of the year 9999 is the last that a date can be.
_LAST = 253_402_300_799


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    return fixings(PROVIDER, _rows(payload), _day, day)


def _rows(payload: bytes) -> Iterator[Row]:
    data = json_data(payload, PROVIDER)
    if not isinstance(data, dict) or not data.keys() >= {"base", "rates"} or _OTHERS & data.keys():
        raise unlike(PROVIDER, payload)
    is_range = "start_date" in data
    days = data["rates"] if is_range else {str(data.get("timestamp", "")): data["rates"]}
    if not isinstance(days, dict) or not all(isinstance(rates, dict) for rates in days.values()):
        raise unlike(PROVIDER, payload)
    for written, rates in days.items():
        for code, value in rates.items():
            yield Row(str(data["base"]), "1", str(value), written, code)


def _day(written: str) -> date:
    return iso(written) if "-" in written[1:] else day_of(written)


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

"""exchangerate.host, and others of its form (fixer): JSON of one base currency in all others.

It was `base`, `date` and `rates` by code; now it is `source` and `quotes` by both codes. Either
can be of a range of days.
"""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import json_data, unlike
from tickers.providers.figures import iso
from tickers.providers.fixings import Row, fixings
from tickers.providers.openexchangerates import day_of
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord

_API = "https://api.exchangerate.host/"


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    return fixings(PROVIDER, _rows(payload), _day, day)


def _rows(payload: bytes) -> Iterator[Row]:
    data = json_data(payload, PROVIDER)
    if not isinstance(data, dict) or data.get("success", True) is not True:
        raise unlike(PROVIDER, payload)
    is_new = "quotes" in data
    base = data.get("source" if is_new else "base")
    days = _days(data, data.get("quotes" if is_new else "rates"), is_new)
    if not isinstance(base, str) or not all(map(_is_day, days)):
        raise unlike(PROVIDER, payload)
    for written, rates in days:
        for code, value in rates.items():
            foreign = code.removeprefix(base) if is_new else code
            yield Row(base, "1", str(value), written, foreign)


def _days(data: dict, rates: object, is_new: bool) -> list[tuple[object, object]]:
    """Return days and what may be the rates of each: of a range there are several."""
    if isinstance(rates, dict) and (data.get("timeseries") or data.get("timeframe")):
        return list(rates.items())
    return [(data.get("date", data.get("timestamp") if is_new else None), rates)]


def _is_day(day: tuple[object, object]) -> bool:
    written, rates = day
    return isinstance(written, str) and isinstance(rates, dict)


def _day(written: str) -> date:
    return day_of(written) if written.isdigit() else iso(written)


def _address(day: date | None) -> list[Request]:
    asked = f"historical?date={day}&" if day else "live?"
    return [Request(f"{_API}{asked}access_key={{key}}", day)]


PROVIDER = Provider(
    name="exchangerate_host",
    title="exchangerate.host",
    home="USD",
    zone="UTC",
    source="https://exchangerate.host/documentation",
    parse=parse,
    address=_address,
    publishes=Publishing(time(1), weekdays=tuple(range(7))),
    needs_key=True,
)

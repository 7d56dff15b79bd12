"""exchangerate.host, and others of its form (fixer): JSON of one base currency in all others.

It was `base`, `date` and `rates` by code; now it is `source` and `quotes` by both codes.
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
    if isinstance(data.get("quotes"), dict):
        base, written = data.get("source"), data.get("date", data.get("timestamp"))
        rates = {_foreign(pair, base): value for pair, value in data["quotes"].items()}
    else:
        base, written, rates = (data.get(name) for name in ("base", "date", "rates"))
    if not isinstance(base, str) or not isinstance(written, str) or not isinstance(rates, dict):
        raise unlike(PROVIDER, payload)
    for code, value in rates.items():
        yield Row(base, "1", str(value), written, code)


def _foreign(pair: str, base: object) -> str:
    return pair.removeprefix(str(base))


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

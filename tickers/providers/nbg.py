"""National Bank of Georgia: JSON of a day.

`date` is when a rate was set, `validFromDate` the day that it is for. Asked for a day without
rates of its own, the bank answers with those that were valid then.
"""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import json_data, json_rows, unlike
from tickers.providers.figures import iso
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord

_CURRENCIES = "https://nbg.gov.ge/gw/api/ct/monetarypolicy/currencies/"


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    """An empty list about a day says that it has no rates: then nothing is returned."""
    data = json_data(payload, PROVIDER)
    if data == [] and day:
        return []
    return fixings(PROVIDER, _rows(payload, data), iso, day)


def _rows(payload: bytes, data: object) -> Iterator[Row]:
    days = data if isinstance(data, list) else []
    listed = [one.get("currencies") for one in days if isinstance(one, dict)]
    rows = [
        row
        for currencies in listed
        for row in json_rows(currencies, "code", "quantity", "rate", "validFromDate")
    ]
    if not rows:
        raise unlike(PROVIDER, payload)
    for row in rows:
        yield Row(*row.values())


def _address(day: date | None) -> list[Request]:
    return [Request(f"{_CURRENCIES}?date={day}" if day else _CURRENCIES, day)]


PROVIDER = Provider(
    name="nbg",
    title="National Bank of Georgia",
    home="GEL",
    zone="Asia/Tbilisi",
    source="https://nbg.gov.ge/en/monetary-policy/currency",
    parse=parse,
    address=_address,
    publishes=Publishing(time(18)),
)

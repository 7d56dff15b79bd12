"""National Bank of Ukraine: JSON of a range of days, and of today; the latter as XML too.

Only a range tells how many units it quotes: today's rates are always of one.
"""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import is_markup, json_data, json_rows, text_of, unlike, xml_root
from tickers.providers.figures import day_first
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request, years
from tickers.providers.record import Doubt, FixingRecord

_RANGE = "https://bank.gov.ua/NBU_Exchange/exchange_site"
_TODAY = "https://bank.gov.ua/NBUStatService/v1/statdirectory/exchange?json"


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    rows = _xml_rows if is_markup(payload) else _json_rows
    return fixings(PROVIDER, rows(payload), day_first, day)


def _json_rows(payload: bytes) -> Iterator[Row]:
    data = json_data(payload, PROVIDER)
    rows = json_rows(data, "cc", "units", "rate", "exchangedate")
    if not rows:
        rows = json_rows(data, "cc", "rate", "exchangedate")
    if not rows:
        raise unlike(PROVIDER, payload)
    for row in rows:
        yield Row(row["cc"], row.get("units", "1"), row["rate"], row["exchangedate"])


def _xml_rows(payload: bytes) -> Iterator[Row]:
    for element in xml_root(payload, PROVIDER, "exchange").iter("currency"):
        code, value, written = (text_of(element, name) for name in ("cc", "rate", "exchangedate"))
        yield Row(code, text_of(element, "units") or "1", value, written)


def _address(day: date | None) -> list[Request]:
    if day is None:
        return [Request(_TODAY)]
    return [Request(_asked(day, day), day)]


def _history(since: date, until: date) -> list[Request]:
    return [Request(_asked(*span)) for span in years(since, until)]


def _asked(since: date, until: date) -> str:
    return f"{_RANGE}?start={since:%Y%m%d}&end={until:%Y%m%d}&sort=exchangedate&order=asc&json"


PROVIDER = Provider(
    name="nbu",
    title="National Bank of Ukraine",
    home="UAH",
    zone="Europe/Kyiv",
    source="https://bank.gov.ua/en/markets/exchangerates",
    parse=parse,
    address=_address,
    history=_history,
    publishes=Publishing(time(16)),
)

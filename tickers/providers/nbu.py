"""National Bank of Ukraine: JSON of a range of days, and of today, the latter as XML too; and the
list of a day in the names that it had before, as either.

Today's rates don't tell how many units they quote: they are always of one.
"""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import is_markup, json_list, text_of, xml_root
from tickers.providers.figures import day_first
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request, years
from tickers.providers.record import Doubt, FixingRecord

_RANGE = "https://bank.gov.ua/NBU_Exchange/exchange_site"
_TODAY = "https://bank.gov.ua/NBUStatService/v1/statdirectory/exchange?json"
#: What a currency is in XML, and the names in it.
_FORMS = {
    "currency": ("cc", "units", "rate", "exchangedate"),
    "ROW": ("CurrencyCodeL", "Units", "Amount", "StartDate"),
}
_OF_ONE = ("cc", "rate", "exchangedate")


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    """An empty list about a day says that it has no rates: then nothing is returned."""
    if is_markup(payload):
        return fixings(PROVIDER, _xml_rows(payload), day_first, day)
    rows = json_list(payload, PROVIDER, day, *_FORMS.values(), _OF_ONE)
    return fixings(PROVIDER, map(_json_row, rows), day_first, day, not rows)


def _json_row(row: dict[str, str]) -> Row:
    code, *units, value, written = row.values()
    return Row(code, *(units or ["1"]), value, written)


def _xml_rows(payload: bytes) -> Iterator[Row]:
    root = xml_root(payload, PROVIDER, "exchange", "ROWSET")
    for tag, names in _FORMS.items():
        for element in root.iter(f"{{*}}{tag}"):
            code, units, value, written = (text_of(element, name) for name in names)
            yield Row(code, units or "1", value, written)


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
    renamed=(("TJS", date(2000, 10, 30), "TJR"),),
)

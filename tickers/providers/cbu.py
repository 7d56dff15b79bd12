"""Central Bank of Uzbekistan: JSON whose every value is a string, and the same as XML."""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import is_markup, json_data, json_rows, text_of, unlike, xml_root
from tickers.providers.figures import day_first
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    rows = _xml_rows if is_markup(payload) else _json_rows
    return fixings(PROVIDER, rows(payload), day_first, day)


def _json_rows(payload: bytes) -> Iterator[Row]:
    rows = json_rows(json_data(payload, PROVIDER), "Ccy", "Nominal", "Rate", "Date")
    if not rows:
        raise unlike(PROVIDER, payload)
    for row in rows:
        yield Row(row["Ccy"], row["Nominal"], row["Rate"], row["Date"])


def _xml_rows(payload: bytes) -> Iterator[Row]:
    for element in xml_root(payload, PROVIDER, "CBU_Curr").iter("CcyNtry"):
        yield Row(*(text_of(element, name) for name in ("Ccy", "Nominal", "Rate", "date")))


def _address(day: date | None) -> list[Request]:
    archive = "https://cbu.uz/en/arkhiv-kursov-valyut/json/"
    return [Request(f"{archive}all/{day}/" if day else archive, day)]


PROVIDER = Provider(
    name="cbu",
    title="Central Bank of Uzbekistan",
    home="UZS",
    zone="Asia/Tashkent",
    source="https://cbu.uz/en/arkhiv-kursov-valyut/",
    parse=parse,
    address=_address,
    publishes=Publishing(time(16)),
)

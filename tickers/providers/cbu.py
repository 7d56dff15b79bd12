"""Central Bank of Uzbekistan: JSON whose every value is a string, and the same as XML."""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import is_markup, json_list, text_of, xml_root
from tickers.providers.figures import day_first
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord

_NAMES = ("Ccy", "Nominal", "Rate", "Date")


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    """An empty list about a day says that it has no rates: then nothing is returned."""
    if is_markup(payload):
        return fixings(PROVIDER, _xml_rows(payload), day_first, day)
    rows = json_list(payload, PROVIDER, day, _NAMES)
    return fixings(PROVIDER, (Row(*row.values()) for row in rows), day_first, day, not rows)


def _xml_rows(payload: bytes) -> Iterator[Row]:
    for element in xml_root(payload, PROVIDER, "CBU_Curr").iter("{*}CcyNtry"):
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
    renamed=(("RUB", date(1998, 1, 1), "RUR"),),
)

"""Central Bank of Turkmenistan: XML of a day, and none of a Sunday.

`rate_usd` is in dollars for some currencies and per dollar for others: it is not read.
"""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import text_of, xml_root
from tickers.providers.figures import iso_or_day_first
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord

_SUNDAY = 6


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    # Dates were 2023-05-20 until the end of 2023, and are 20.05.2026 since.
    return fixings(PROVIDER, _rows(payload), iso_or_day_first, day)


def _rows(payload: bytes) -> Iterator[Row]:
    root = xml_root(payload, PROVIDER, "cbt_currency_rate")
    for element in root.iter("{*}rate"):
        texts = (text_of(element, name) for name in ("multiplier", "rate_tmt"))
        yield Row(element.get("code", ""), *texts, text_of(root, "date"))


def _address(day: date | None) -> list[Request]:
    if day is None or day.weekday() == _SUNDAY:
        return []
    return [Request(f"https://cbt.tm/kurs/{day:%Y/%d%m%Y}.xml", day)]


PROVIDER = Provider(
    name="cbt",
    title="Central Bank of Turkmenistan",
    home="TMT",
    zone="Asia/Ashgabat",
    source="https://cbt.tm/kurs/kurs_today_en.html",
    parse=parse,
    address=_address,
    publishes=Publishing(time(12), weekdays=(0, 1, 2, 3, 4, 5)),
    formerly=((date(2009, 1, 1), "TMM"),),
)

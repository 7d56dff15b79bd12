"""National Bank of Kazakhstan: rates of a day as XML, and an RSS feed of the newest.

Items of the feed have a date each: currencies that are gone stay in it with their last one.
"""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import text_of, unlike, xml_root
from tickers.providers.figures import day_first
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    """A day without rates has its date and no items: then nothing is returned."""
    root = xml_root(payload, PROVIDER, "rates", "rss")
    written = text_of(root, "date")
    if not written and root.find(".//{*}pubDate") is None:
        raise unlike(PROVIDER, payload, "has no date")
    return fixings(PROVIDER, _rows(root, written), day_first, day, may_be_empty=bool(written))


def _rows(root, written: str) -> Iterator[Row]:
    for item in root.iter("{*}item"):
        yield Row(
            text_of(item, "title"),
            text_of(item, "quant"),
            text_of(item, "description"),
            written or text_of(item, "pubDate"),
        )


def _address(day: date | None) -> list[Request]:
    if day is None:
        return [Request("https://nationalbank.kz/rss/rates_all.xml")]
    return [Request(f"https://nationalbank.kz/rss/get_rates.cfm?fdate={day:%d.%m.%Y}", day)]


PROVIDER = Provider(
    name="nbk",
    title="National Bank of Kazakhstan",
    home="KZT",
    zone="Asia/Almaty",
    source="https://nationalbank.kz/en/exchangerates/ezhednevnye-oficialnye-rynochnye-kursy-valyut",
    parse=parse,
    address=_address,
    publishes=Publishing(time(16)),
)

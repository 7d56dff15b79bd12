"""National Bank of Tajikistan: XML of a day, named as the Bank of Russia's, with other dates.

Asked for a day that it doesn't have, the bank answers with today's rates, dated as today's.
"""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import text_of, xml_root
from tickers.providers.figures import iso
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    return fixings(PROVIDER, _rows(payload), iso, day)


def _rows(payload: bytes) -> Iterator[Row]:
    root = xml_root(payload, PROVIDER, "ValCurs")
    for element in root.iter("{*}Valute"):
        # The attribute ID is no ISO number: it still calls the rouble 810.
        texts = (text_of(element, name) for name in ("CharCode", "Nominal", "Value"))
        yield Row(*texts, root.get("Date", ""))


def _address(day: date | None) -> list[Request]:
    asked = f"date={day}&" if day else ""
    return [Request(f"https://www.nbt.tj/en/kurs/export_xml.php?{asked}export=xmlout", day)]


PROVIDER = Provider(
    name="nbt",
    title="National Bank of Tajikistan",
    home="TJS",
    zone="Asia/Dushanbe",
    source="https://www.nbt.tj/en/kurs/kurs.php",
    parse=parse,
    address=_address,
    publishes=Publishing(time(16)),
)

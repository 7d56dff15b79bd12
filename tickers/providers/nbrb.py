"""National Bank of Belarus: JSON of a day, today's or another, of all currencies or of one; and XML
of a day, whose date has the month first."""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import is_markup, json_list, text_of, xml_root
from tickers.providers.figures import iso, month_first
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord, UnreadablePayload

_NAMES = ("Cur_Abbreviation", "Cur_Scale", "Cur_OfficialRate", "Date")
#: One currency over a range of days: neither its code nor how many units are told.
_DYNAMICS = ("Cur_ID", "Cur_OfficialRate", "Date")


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    """An empty list about a day says that it has no rates: then nothing is returned."""
    if is_markup(payload):
        return fixings(PROVIDER, _xml_rows(payload), month_first, day)
    rows = json_list(payload, PROVIDER, day, _NAMES, _DYNAMICS)
    if rows and "Cur_ID" in rows[0]:
        raise UnreadablePayload(
            f"{PROVIDER.title}: rates of one currency over some days do not say of which one, nor "
            "of how many units. Let update_rates ask the bank for those days itself."
        )
    return fixings(PROVIDER, (Row(*row.values()) for row in rows), iso, day, not rows)


def _xml_rows(payload: bytes) -> Iterator[Row]:
    root = xml_root(payload, PROVIDER, "DailyExRates")
    for element in root.iter("{*}Currency"):
        texts = (text_of(element, name) for name in ("CharCode", "Scale", "Rate"))
        yield Row(*texts, root.get("Date", ""))


def _address(day: date | None) -> list[Request]:
    asked = f"&ondate={day}" if day else ""
    return [Request(f"https://api.nbrb.by/exrates/rates?periodicity=0{asked}", day)]


PROVIDER = Provider(
    name="nbrb",
    title="National Bank of Belarus",
    home="BYN",
    zone="Europe/Minsk",
    source="https://www.nbrb.by/engl/statistics/rates/ratesdaily.asp",
    parse=parse,
    address=_address,
    publishes=Publishing(time(14)),
    formerly=((date(2000, 1, 1), "BYB"), (date(2016, 7, 1), "BYR")),
)

"""National Bank of Belarus: JSON of a day, today's or another, of all currencies or of one."""

from datetime import date, time

from tickers.providers.document import json_data, json_rows, unlike
from tickers.providers.figures import iso
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord

_NAMES = ("Cur_Abbreviation", "Cur_Scale", "Cur_OfficialRate", "Date")


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    data = json_data(payload, PROVIDER)
    rows = json_rows([data] if isinstance(data, dict) else data, *_NAMES)
    if not rows:
        raise unlike(PROVIDER, payload)
    return fixings(PROVIDER, (Row(*row.values()) for row in rows), iso, day)


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

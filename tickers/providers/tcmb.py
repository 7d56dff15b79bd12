"""Central Bank of Türkiye: XML of a day, none of a weekend or holiday, and JSON of its series.

Of the four rates of a currency, the one at which the bank buys it is taken: it is the only one
that each currency has.
"""

import re
from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import is_markup, json_data, text_of, unlike, xml_root
from tickers.providers.figures import day_first, short
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord

_RATES = "https://www.tcmb.gov.tr/kurlar/"
_BUYING = re.compile(r"TP_DK_([A-Z]{3})_A(_YTL)?")
#: A series doesn't tell how many units it quotes: those that are of more than one.
_UNITS = {"JPY": "100", "IRR": "100"}
_WEEKEND = (5, 6)
_NEW_LIRA = date(2005, 1, 1)


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    """The days of series may all be holidays: then nothing is returned."""
    if is_markup(payload):
        return fixings(PROVIDER, _xml_rows(payload), day_first, day)
    return fixings(PROVIDER, _series_rows(payload), day_first, day, may_be_empty=True)


def _xml_rows(payload: bytes) -> Iterator[Row | Doubt]:
    root = xml_root(payload, PROVIDER, "Tarih_Date")
    for element in root.iter("{*}Currency"):
        # An attribute "Date" has the month first.
        code = element.get("Kod") or element.get("CurrencyCode", "")
        written = root.get("Tarih", "")
        if value := text_of(element, "ForexBuying").strip():
            yield Row(code, text_of(element, "Unit"), value, written)
        elif text_of(element, "ForexSelling").strip():
            yield Doubt(f"{PROVIDER.title}: {short(code)} has no rate at which the bank buys it.")


def _series_rows(payload: bytes) -> Iterator[Row]:
    data = json_data(payload, PROVIDER)
    items = data.get("items") if isinstance(data, dict) else None
    if not items or not isinstance(items, list) or not all(map(_is_day, items)):
        raise unlike(PROVIDER, payload)
    for item in items:
        for name, value in item.items():
            if value is not None and (series := _BUYING.fullmatch(name)):
                # One is in new lira throughout, and the other in what was paid with then.
                quote = "TRY" if series[2] else ""
                yield Row(series[1], _UNITS.get(series[1], "1"), str(value), item["Tarih"], quote)


def _is_day(item: object) -> bool:
    return (
        isinstance(item, dict)
        and isinstance(item.get("Tarih"), str)
        and any(map(_BUYING.fullmatch, item))
    )


def _address(day: date | None) -> list[Request]:
    if day is None:
        return [Request(f"{_RATES}today.xml")]
    return [] if day.weekday() in _WEEKEND else [Request(f"{_RATES}{day:%Y%m/%d%m%Y}.xml", day)]


PROVIDER = Provider(
    name="tcmb",
    title="Central Bank of Türkiye",
    home="TRY",
    zone="Europe/Istanbul",
    source="https://www.tcmb.gov.tr/kurlar/kurlar_en.html",
    parse=parse,
    address=_address,
    publishes=Publishing(time(16)),
    formerly=((_NEW_LIRA, "TRL"),),
)

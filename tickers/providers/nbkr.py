"""National Bank of the Kyrgyz Republic: XML of the day and of the week, pages of the past.

The XML takes no date. A page of the past is of one currency and says neither which nor the
nominal: the bank's own numbers of currencies, and how many units it quotes, are listed here.
"""

import re
from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import text_of, xml_root
from tickers.providers.figures import day_first
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request, years
from tickers.providers.record import Doubt, FixingRecord, UnreadablePayload

_LISTED = """
15 USD 1, 20 EUR 1, 44 RUB 1, 40 KZT 1, 24 CNY 1, 17 GBP 1, 35 CHF 1, 36 JPY 10, 57 TRY 1, 46 UZS 1,
45 TJS 1, 108 TMT 1, 82 AZN 1, 38 AMD 10, 102 GEL 1, 43 MDL 1, 47 UAH 1, 160 BYN 1, 39 BYR 100,
56 AUD 1, 99 AFN 1, 100 BGN 1, 101 BRL 1, 51 HUF 10, 25 KRW 1, 19 DKK 1, 103 AED 1, 21 INR 1,
104 IRR 10, 23 CAD 1, 50 KWD 1, 105 MYR 1, 106 MNT 1, 53 NZD 1, 107 TWD 1, 28 NOK 1, 55 PKR 1,
109 PLN 1, 30 XDR 1, 86 SGD 1, 52 CZK 1, 34 SEK 1, 139 SAR 1, 180 OMR 1, 182 HKD 1, 184 IDR 10,
98 RUR 1000, 37 AZM 1000, 49 TJR 100, 31 TRL 1000, 41 LVL 1, 42 LTL 1, 48 EEK 1, 16 ATS 1,
18 BEF 10, 22 ITL 100, 26 DEM 1, 27 NLG 1, 29 PTE 1, 32 FIM 1, 33 FRF 1
"""
#: What the pages of the past call a currency, and how many units they quote.
NUMBERS = {
    code: (number, units) for number, code, units in (entry.split() for entry in _LISTED.split(","))
}
_PAST = re.compile(
    r"<!--date-->\s*([0-9.]{10})\s*<!--date-->.{0,300}?"
    r"<!--value-->\s*([0-9., ]{1,30}?)\s*<!--value-->",
    re.DOTALL,
)


def parse(
    payload: bytes, day: date | None = None, currency: str = ""
) -> list[FixingRecord | Doubt]:
    """Read the XML; with a `currency`, a page of its past, which may have no rate of it."""
    if currency:
        return fixings(PROVIDER, _past(payload, currency), day_first, day, may_be_empty=True)
    return fixings(PROVIDER, _rows(payload), day_first, day)


def _rows(payload: bytes) -> Iterator[Row]:
    if b"<!--value-->" in payload:
        raise UnreadablePayload(
            f"{PROVIDER.title}: a page of past rates does not say of which currency it is. "
            "Let update_rates ask the bank for those days itself."
        )
    root = xml_root(payload, PROVIDER, "CurrencyRates")
    for element in root.iter("{*}Currency"):
        yield Row(
            element.get("ISOCode", ""),
            text_of(element, "Nominal"),
            text_of(element, "Value"),
            root.get("Date", ""),
        )


def _past(payload: bytes, currency: str) -> Iterator[Row]:
    text = payload.decode("utf-8", "replace")
    found = _PAST.findall(text)
    if "</table>" not in text or not (found or "valuta_id" in text):
        raise UnreadablePayload(
            f"{PROVIDER.title}: what came is no whole page of past rates. {PROVIDER.advice}"
        )
    for written, value in found:
        yield Row(currency, NUMBERS[currency][1], value, written)


def _address(day: date | None) -> list[Request]:
    if day is not None:
        return [_request(code, day, day) for code in NUMBERS]
    return [Request(f"https://www.nbkr.kg/XML/{name}.xml") for name in ("daily", "weekly")]


def _history(since: date, until: date) -> list[Request]:
    return [_request(code, *span) for span in years(since, until) for code in NUMBERS]


def _request(currency: str, since: date, until: date) -> Request:
    """Ask for one currency's past: a year of it at most."""
    return Request(
        "https://www.nbkr.kg/index1.jsp?item=1562&lang=ENG"
        f"&valuta_id={NUMBERS[currency][0]}"
        f"&beg_day={since:%d}&beg_month={since:%m}&beg_year={since:%Y}"
        f"&end_day={until:%d}&end_month={until:%m}&end_year={until:%Y}",
        currency=currency,
    )


PROVIDER = Provider(
    name="nbkr",
    title="National Bank of the Kyrgyz Republic",
    home="KGS",
    zone="Asia/Bishkek",
    source="https://www.nbkr.kg/index1.jsp?item=1562&lang=ENG",
    parse=parse,
    address=_address,
    history=_history,
    publishes=Publishing(time(16)),
)

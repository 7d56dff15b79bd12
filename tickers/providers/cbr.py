"""Bank of Russia: XML of a day, and of one currency over a range.

Its `VunitRate` is rounded, and in E notation where it is small: value and nominal count.
"""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import text_of, unlike, xml_root
from tickers.providers.figures import day_first
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request
from tickers.providers.record import Doubt, FixingRecord, UnreadablePayload

_LISTED = """
R01010 AUD, R01020A AZN, R01030 DZD, R01035 GBP, R01060 AMD, R01080 BHD, R01090 BYR, R01090B BYN,
R01100 BGN, R01105 BOB, R01115 BRL, R01135 HUF, R01150 VND, R01200 HKD, R01210 GEL, R01215 DKK,
R01230 AED, R01235 USD, R01239 EUR, R01240 EGP, R01270 INR, R01280 IDR, R01300 IRR, R01335 KZT,
R01350 CAD, R01355 QAR, R01370 KGS, R01375 CNY, R01395 CUP, R01500 MDL, R01503 MNT, R01520 NGN,
R01530 NZD, R01535 NOK, R01540 OMR, R01565 PLN, R01580 SAR, R01585F RON, R01589 XDR, R01625 SGD,
R01670 TJS, R01675 THB, R01685 BDT, R01700 TRL, R01700J TRY, R01710A TMT, R01717 UZS, R01720 UAH,
R01760 CZK, R01770 SEK, R01775 CHF, R01800 ETB, R01805F RSD, R01810 ZAR, R01815 KRW, R01820 JPY,
R02005 MMK
"""
#: What the bank calls a currency in a range, where its ISO code is not told.
CODES = dict(entry.split() for entry in _LISTED.split(","))
_SCRIPTS = "https://www.cbr.ru/scripts/"


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    """A range of holidays alone has no rates: then nothing is returned."""
    root = xml_root(payload, PROVIDER, "ValCurs")
    code = CODES.get(root.get("ID", "").strip())
    if code is None and not (root.get("Date") and len(root)):
        raise unlike(PROVIDER, payload)
    rows = _range(root, code) if code else _rows(root)
    return fixings(PROVIDER, rows, day_first, day, may_be_empty=code is not None)


def _rows(root) -> Iterator[Row]:
    for element in root.iter("{*}Valute"):
        if not element.get("ID", "R").startswith("R"):
            raise UnreadablePayload(
                f"{PROVIDER.title}: what came numbers its currencies as this bank does not: it is "
                f"another bank's of the same form. {PROVIDER.advice}"
            )
        texts = (text_of(element, name) for name in ("CharCode", "Nominal", "Value"))
        yield Row(*texts, root.get("Date", ""))


def _range(root, code: str) -> Iterator[Row]:
    for element in root.iter("{*}Record"):
        texts = (text_of(element, name) for name in ("Nominal", "Value"))
        yield Row(code, *texts, element.get("Date", ""))


def _address(day: date | None) -> list[Request]:
    return [Request(f"{_SCRIPTS}XML_daily.asp{f'?date_req={day:%d/%m/%Y}' if day else ''}", day)]


def _history(since: date, until: date) -> list[Request]:
    asked = f"date_req1={since:%d/%m/%Y}&date_req2={until:%d/%m/%Y}"
    return [Request(f"{_SCRIPTS}XML_dynamic.asp?{asked}&VAL_NM_RQ={code}") for code in CODES]


PROVIDER = Provider(
    name="cbr",
    title="Bank of Russia",
    home="RUB",
    zone="Europe/Moscow",
    source="https://www.cbr.ru/eng/currency_base/daily/",
    parse=parse,
    address=_address,
    history=_history,
    publishes=Publishing(time(18)),
    formerly=((date(1998, 1, 1), "RUR"),),
    # A range is told under the code of today.
    renamed=(("TJS", date(2000, 10, 30), "TJR"),),
)

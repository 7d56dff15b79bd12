"""Central Bank of Armenia: SOAP, posted: the newest rates, those of a day, those of a range. What
its other ways of asking give is the same without the envelope."""

from collections.abc import Iterator
from datetime import date, time

from tickers.providers.document import text_of, unlike, xml_root
from tickers.providers.figures import iso
from tickers.providers.fixings import Row, fixings
from tickers.providers.provider import Provider, Publishing, Request, years
from tickers.providers.record import Doubt, FixingRecord

_ADDRESS = "https://api.cba.am/exchangerates.asmx"
_SPACE = "http://www.cba.am/"
# Told per gram, where their codes mean an ounce.
_METALS = ("XAU", "XAG", "XPT", "XPD")
_ASKED = (
    "USD,EUR,RUB,GBP,GEL,KZT,KGS,UZS,TJS,TMT,BYN,UAH,MDL,IRR,CNY,JPY,CHF,TRY,AED,AUD,BRL,CAD,CZK,"
    "DKK,HKD,HUF,ILS,INR,KRW,KWD,LBP,NOK,NZD,PLN,RON,SAR,SEK,SGD,SYP,XDR"
)


def parse(payload: bytes, day: date | None = None) -> list[FixingRecord | Doubt]:
    """A range of holidays alone has no rates: then nothing is returned."""
    root = xml_root(payload, PROVIDER, "Envelope", "ExchangeRates")
    is_range = root.find(".//{*}ExchangeRatesByDateRangeByISOResult") is not None
    if not is_range and root.find(".//{*}Rates") is None:
        raise unlike(PROVIDER, payload)
    return fixings(PROVIDER, _rows(root), iso, day, may_be_empty=is_range)


def _rows(root) -> Iterator[Row]:
    written = root.findtext(".//{*}CurrentDate") or ""
    for element in root.iter("{*}ExchangeRate", "{*}ExchangeRatesByRange"):
        code, units, value = (text_of(element, name) for name in ("ISO", "Amount", "Rate"))
        if code.strip().upper() not in _METALS:
            yield Row(code, units, value, text_of(element, "RateDate") or written)


def _address(day: date | None) -> list[Request]:
    if day is None:
        return [_request("ExchangeRatesLatest", "")]
    return [_request("ExchangeRatesByDate", f"<date>{day}</date>", day)]


def _history(since: date, until: date) -> list[Request]:
    return [
        _request(
            "ExchangeRatesByDateRangeByISO",
            f"<ISOCodes>{_ASKED}</ISOCodes><DateFrom>{start}</DateFrom><DateTo>{end}</DateTo>",
        )
        for start, end in years(since, until)
    ]


def _request(action: str, what: str, day: date | None = None) -> Request:
    body = (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">'
        f'<soap:Body><{action} xmlns="{_SPACE}">{what}</{action}></soap:Body></soap:Envelope>'
    )
    headers = ("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", f'"{_SPACE}{action}"')
    return Request(_ADDRESS, day, body=body.encode(), headers=headers)


PROVIDER = Provider(
    name="cba",
    title="Central Bank of Armenia",
    home="AMD",
    zone="Asia/Yerevan",
    source="https://www.cba.am/en/SitePage/ExchangeArchive.aspx",
    parse=parse,
    address=_address,
    history=_history,
    publishes=Publishing(time(17)),
)

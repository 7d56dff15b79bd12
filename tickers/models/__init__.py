"""Currencies, what their banks published, and the widgets that show it."""

from tickers.models.currency import Currency, iso_code
from tickers.models.fetch_request import FetchRequest
from tickers.models.fixing import Fixing
from tickers.models.pair import CurrencyPair
from tickers.models.provider import Provider
from tickers.models.run import Payload, Run
from tickers.models.shown import Change, Shown
from tickers.models.ticker import Ticker, TickerItem

__all__ = [
    "Change",
    "Currency",
    "CurrencyPair",
    "FetchRequest",
    "Fixing",
    "Payload",
    "Provider",
    "Run",
    "Shown",
    "Ticker",
    "TickerItem",
    "iso_code",
]

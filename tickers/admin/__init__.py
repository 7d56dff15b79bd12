"""The desk's pages for rates: who publishes them, what came, and what readers are shown."""

from tickers.admin.currency import CurrencyAdmin
from tickers.admin.fixing import FixingAdmin
from tickers.admin.pair import CurrencyPairAdmin
from tickers.admin.payload import PayloadAdmin
from tickers.admin.run import RunAdmin
from tickers.admin.ticker import TickerAdmin

__all__ = [
    "CurrencyAdmin",
    "CurrencyPairAdmin",
    "FixingAdmin",
    "PayloadAdmin",
    "RunAdmin",
    "TickerAdmin",
]

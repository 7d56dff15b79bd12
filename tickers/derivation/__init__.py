"""From fixings to the rate of a pair: on a day, at a moment, or on each day of a history.

Where nobody says otherwise the sources of a pair are, in this order:

1. the quote currency's own central bank, then the base's, turned round;
2. a cross through one bank's fixings of one day, its own currency in the middle; of several banks
   the first of `tickers.banks.CROSSING`;
3. whoever else has the pair itself, the newest first; then a cross through one of those.

A pair with an order of providers of its own asks these alone: each for the pair itself, then for
a cross. A fixing that was entered by hand counts from its day on, until its source has a newer one.

For a day it is the newest fixing valid on or before it. A bank that has gone on publishing for 31
days without a currency has ended it, and the next source is asked. Fixings that are held or were
rejected are never used.
"""

from tickers.derivation.days import in_line, rate, rates
from tickers.derivation.history import History, Month, Point, history
from tickers.derivation.pair_rate import PairRate, State, Step

__all__ = [
    "History",
    "Month",
    "PairRate",
    "Point",
    "State",
    "Step",
    "history",
    "in_line",
    "rate",
    "rates",
]

"""The rates of a pair on each day of which there is a fixing, and what they say together."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from tickers.derivation.spans import Way, Ways, points_of
from tickers.rates import exactly


class Point(NamedTuple):
    """A rate and its day; `way` says by whose fixings: `way.provider`, `way.is_crossed`."""

    date: date
    value: Decimal
    way: Way


class Month(NamedTuple):
    """What the fixings of a month say together; `first` is its first day, `last` the last rate."""

    first: date
    number: int
    high: Decimal
    low: Decimal
    average: Decimal
    last: Decimal


@dataclass(frozen=True)
class History:
    """The rates of a pair as columns of one length, oldest first: days, values, and Ways."""

    base: str
    quote: str
    days: list[date]
    values: list[Decimal]
    ways: list[Way]

    def __len__(self):
        return len(self.days)

    def __getitem__(self, index):
        return Point(self.days[index], self.values[index], self.ways[index])

    def __iter__(self):
        return map(Point._make, zip(self.days, self.values, self.ways, strict=True))

    @cached_property
    def high(self):
        """The Point of the highest rate, of several the first; None when there is none."""
        return self[self.values.index(max(self.values))] if self.values else None

    @cached_property
    def low(self):
        return self[self.values.index(min(self.values))] if self.values else None

    @cached_property
    def average(self):
        """The mean of all fixings, with 28 digits; None when there is none."""
        return _mean(self.values) if self.values else None

    @cached_property
    def months(self):
        """A Month for each with a fixing, oldest first."""
        found, start = [], 0
        while start < len(self.days):
            first = self.days[start].replace(day=1)
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            stop = bisect_left(self.days, following, start)
            values = self.values[start:stop]
            figures = max(values), min(values), _mean(values), values[-1]
            found.append(Month(first, stop - start, *figures))
            start = stop
        return found

    @cached_property
    def sources(self):
        """The Ways that its rates came by, in the order of their first."""
        return list(dict.fromkeys(self.ways))

    def on(self, day):
        """Return the last Point on or before a day, or None."""
        index = bisect_right(self.days, day)
        return self[index - 1] if index else None

    def between(self, first, last):
        """Return the History of some of its days, both included; nothing is asked anew."""
        start, stop = bisect_left(self.days, first), bisect_right(self.days, last)
        return self._of(column[start:stop] for column in self._columns())

    def at(self, places):
        """Return the History of some of its days, by their places from the oldest."""
        return self._of([column[place] for place in places] for column in self._columns())

    def _columns(self):
        return self.days, self.values, self.ways

    def _of(self, columns):
        return History(self.base, self.quote, *columns)


def history(base, quote, since=None, until=None, *, providers=()):
    """Return the History of two codes: all of it, or what lies between two days (both included).

    Its points are what `rate` says of their days. A few queries, however long it is.
    """
    ways = Ways(base, quote, tuple(providers))
    return History(base, quote, *points_of(ways, since, until))


def _mean(values):
    return exactly(sum(values), len(values))

"""What was read and drawn of rates, kept for as long as nothing is written that they are made of.

Each process keeps its own, and asks the database now and then whether there is a new mark.
"""

from math import inf
from time import monotonic

from django.utils import timezone

from tickers.changes import newest_marks

#: Seconds for which nobody asks, though nobody told of a change.
SECONDS = 5
_all = []


class Kept:
    """At most so many things, each under a key of its own. `life` is for those that the clock can
    change as well: after so many seconds they are made anew."""

    def __init__(self, most, life=inf):
        self.most, self.life = most, life
        self.drop()
        _all.append(self)

    def get(self, key, make):
        """Return what is kept under `key`, or else what `make` returns, which is kept then."""
        shelf = self._right_shelf()
        if key not in shelf.things:
            if len(shelf.things) >= self.most:
                shelf.things.clear()
            # On the shelf that was right before it was made: a change meanwhile drops it.
            shelf.things[key] = made = make()
            return made
        return shelf.things[key]

    def drop(self):
        self._shelf = _Shelf(None, -inf)

    def _right_shelf(self):
        shelf, now = self._shelf, monotonic()
        if shelf.until <= now:
            state = timezone.localdate(), newest_marks()
            if state != shelf.state or shelf.made + self.life <= now:
                shelf = self._shelf = _Shelf(state, now)
            shelf.until = now + SECONDS
        return shelf


class _Shelf:
    def __init__(self, state, now):
        self.state, self.made, self.until, self.things = state, now, now, {}


def drop():
    """Drop all that this process has kept."""
    for kept in _all:
        kept.drop()

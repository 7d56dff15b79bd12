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
#: The day and the newest marks, and until when nobody asks again.
_state, _until = None, -inf


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
        state = _known(now)
        if state != shelf.state or shelf.made + self.life <= now:
            shelf = self._shelf = _Shelf(state, now)
        return shelf


class _Shelf:
    def __init__(self, state, now):
        self.state, self.made, self.things = state, now, {}


def _known(now):
    """Return what has to be the same for a thing to stay: one question for all that is kept."""
    global _state, _until
    if _until <= now:
        _state, _until = (timezone.localdate(), newest_marks()), now + SECONDS
    return _state


def drop():
    """Drop all that this process has kept."""
    global _until
    _until = -inf
    for kept in _all:
        kept.drop()

"""One request renders a page that many want; the others wait for it, but not for long."""

import time
from contextlib import contextmanager

from django.core.cache import cache

#: Whoever has waited for so many seconds renders the page, too: the first may have died.
PATIENCE = 2.0
#: Seconds after which a turn ends by itself.
LONGEST = 10
PAUSE = 0.01


@contextmanager
def turn(key):
    """Whether the turn to render `key` is ours, in all processes that share the cache."""
    taken = _name(key)
    ours = cache.add(taken, 1, LONGEST)
    try:
        yield ours
    finally:
        if ours:
            cache.delete(taken)


def wait(key, until):
    """Return when the turn to render `key` is over, or the monotonic clock says `until`."""
    while cache.get(_name(key)) is not None and time.monotonic() < until:
        time.sleep(PAUSE)


def _name(key):
    return f"{key}:turn"

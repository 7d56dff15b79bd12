"""What a ticker shows, drawn once and kept until it changes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from time import monotonic

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property

from tickers.changes import mark
from tickers.rates import Rate, is_stale, unit_value

#: Seconds after which the database is asked again, though nobody told of a change.
SECONDS = 5
#: By placement: a Strip or None, the day it is for, and until when nobody asks again.
_kept = {}


@dataclass(frozen=True)
class Strip:
    name: str
    moves: bool
    rates: tuple[Rate, ...]

    @cached_property
    def html(self):
        return render_to_string("tickers/_ticker.html", {"strip": self})


def strip_for(placement):
    """Return the Strip of a placement (a `Ticker.Placement` value), or None when there is none.

    It is the same object, drawn once, for as long as it says the same.
    """
    kept, today = _kept, timezone.localdate()
    strip, day, until = kept.get(placement, (None, None, 0))
    if day != today or until <= monotonic():
        fresh = _draw(placement, today)
        strip = strip if fresh == strip else fresh
        kept[placement] = strip, today, monotonic() + SECONDS
    return strip


def forget():
    """Drop every kept strip, once what changed is committed; other processes see the mark."""
    mark()
    transaction.on_commit(drop)


def drop():
    """Drop the strips that this process has kept, also for who is just reading one."""
    global _kept
    _kept = {}


def _draw(placement, today):
    from tickers.models import TickerItem

    items = list(TickerItem.objects.shown_in(placement).with_fixings(today))
    rates = tuple(rate_of(item, today) for item in items if item.newest)
    if not rates:
        return None
    ticker = items[0].ticker
    return Strip(ticker.name, ticker.motion == ticker.Motion.SCROLL, rates)


def rate_of(item, today):
    """Return the Rate of a TickerItem that came with its fixings."""
    from tickers.models import Provider

    newest, pair = item.newest, item.pair
    as_of = date.fromisoformat(newest["date"])
    return Rate(
        base=pair.base.code,
        quote=pair.quote.code,
        value=_worth(newest, pair),
        previous=_worth(item.before, pair) if item.before else None,
        as_of=as_of,
        source=Provider(newest["provider"]).label,
        decimals=item.decimals,
        significant=item.significant_digits,
        label=item.label,
        stale=is_stale(as_of, today),
    )


def _worth(facts, pair):
    inverted = facts["base"] != pair.base_id
    return unit_value(Decimal(facts["value"]), facts["nominal"], inverted=inverted)

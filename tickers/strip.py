"""What a ticker shows, ready for its template, kept for a minute and dropped when it changes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from tickers.rates import Rate, is_stale, unit_value

SECONDS = 60
_VERSION = "tickers:version"


@dataclass(frozen=True)
class Strip:
    name: str
    moves: bool
    rates: tuple[Rate, ...]


def strip_for(placement):
    """Return the Strip of a placement (a `Ticker.Placement` value), or None when there is none."""
    today = timezone.localdate()
    version = cache.get_or_set(_VERSION, 1, None)
    return cache.get_or_set(
        f"tickers:strip:{placement}:{today}:{version}", lambda: _draw(placement, today), SECONDS
    )


def forget():
    """Drop every kept strip, once what changed is committed."""
    transaction.on_commit(_next_version)


def _next_version():
    try:
        cache.incr(_VERSION)
    except ValueError:
        cache.set(_VERSION, 1, None)


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

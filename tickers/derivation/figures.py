"""Values of days from columns of fixings: days and values as texts, nominals. No database.

What is done for each of thousands of days is done by whole columns, and makes no object for a day
but its date and its value: Python would look through all that it knows for rubbish meanwhile.
"""

from datetime import date
from decimal import Decimal
from operator import eq, mul
from typing import NamedTuple

from tickers.rates import quotients


class Columns(NamedTuple):
    """Fixings of one Leg in the order of days and revisions."""

    days: list[str]
    values: list[str]
    nominals: list[int]


def columns_of(text):
    """Return the Columns of fixings as their `told` tells them, one after the other."""
    parts = text.split(" ") if text else []
    days, values = parts[0::2], parts[1::2]
    if not text or "/" not in text:
        return Columns(days, values, [1] * len(days))
    fractions = [value.partition("/") for value in values]
    nominals = [int(below or 1) for _, _, below in fractions]
    return Columns(days, [above for above, _, _ in fractions], nominals)


class _Worth(NamedTuple):
    """What one unit is worth on each day, as a fraction."""

    days: list[str]
    above: list
    below: list


def direct(legs):
    """Return days and values of a pair, oldest first, from `legs`: tuples of a Leg and Columns.

    Of a day that several have it is the first one's, as it is in the rate of the day.
    """
    found = {}
    for leg, columns in reversed(legs):
        worth = _worth(leg, columns, *leg.form)
        values = worth.above if _are_ones(worth.below) else quotients(worth.above, worth.below)
        if len(legs) == 1:
            return _dated(worth.days), values
        found.update(zip(worth.days, values, strict=True))
    days = sorted(found)
    return _dated(days), [found[day] for day in days]


def crossed(bases, quotes):
    """Return days and values of a cross of its two sides, of the days that both have."""
    base, quote = _side(bases), _side(quotes)
    if base.days != quote.days:
        days = sorted(set(base.days).intersection(quote.days))
        base, quote = _on(days, base), _on(days, quote)
    above = _products(base.above, quote.below)
    below = _products(base.below, quote.above)
    return _dated(base.days), quotients(above, below)


def _products(some, others):
    for ones, figures in ((some, others), (others, some)):
        if _are_ones(ones):
            return figures
    return list(map(mul, some, others))


def _are_ones(figures):
    # Nearly all nominals are, and what goes by the first differs in it nearly always.
    return figures[:1] == [1] and figures.count(1) == len(figures)


def _side(legs):
    """Return the _Worth of one side of a cross in the middle."""
    found = [_worth(leg, columns, leg.form[0]) for leg, columns in legs]
    if len(found) == 1:
        return found[0]
    days = sorted({day for worth in found for day in worth.days})
    above, below = {}, {}
    for worth in reversed(found):
        above.update(zip(worth.days, worth.above, strict=True))
        below.update(zip(worth.days, worth.below, strict=True))
    return _Worth(days, [above[day] for day in days], [below[day] for day in days])


def _on(days, worth):
    above = dict(zip(worth.days, worth.above, strict=True))
    below = dict(zip(worth.days, worth.below, strict=True))
    return _Worth(days, [above[day] for day in days], [below[day] for day in days])


def _worth(leg, columns, form, other=None):
    """Return the _Worth of a Leg whose first currency has a form, and the second another one."""
    days, texts, nominals = _last_revisions(columns)
    values = list(map(Decimal, texts))
    above, below = (nominals, values) if leg.inverted else (values, nominals)
    if form.factor != 1:
        above = [form.factor * figure for figure in above]
    if other and other.factor != 1:
        below = [other.factor * figure for figure in below]
    return _Worth(days, above, below)


def _last_revisions(columns):
    if not any(map(eq, columns.days, columns.days[1:])):
        return columns
    last = list({day: place for place, day in enumerate(columns.days)}.values())
    return Columns(*([column[place] for place in last] for column in columns))


def _dated(days):
    return list(map(date.fromisoformat, days))

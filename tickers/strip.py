"""What a ticker shows, drawn once and kept until it changes."""

import json
from dataclasses import dataclass
from itertools import chain
from time import monotonic

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property

from tickers import kept
from tickers.addresses import pair_address
from tickers.changes import mark
from tickers.database import day_of_text, quoted, rows_of
from tickers.derivation.days import best_of
from tickers.derivation.pair_rate import PairRate, State
from tickers.derivation.question import FACTS, ask
from tickers.models import Ticker
from tickers.rates import (
    change_in_words,
    format_change,
    format_difference,
    format_value,
    in_words,
)

#: Seconds after which the database is asked again, though nobody told of a change.
SECONDS = 5
#: Strips by their placements or numbers, and the numbers of those beside listings: each with the
#: day it is for, and until when nobody asks again.
_kept = {}


_BEFORE_DAY = {State.WEEKEND: "of", State.STALE: "stale, of", State.DOWN: "source down, of"}


@dataclass(frozen=True)
class Line:
    """One rate of a strip, as its editors want it written."""

    rate: PairRate
    label: str = ""
    decimals: int | None = None
    significant: int | None = None

    @property
    def name(self):
        return self.label or self.rate.name

    @property
    def address(self):
        return pair_address(self.rate.base, self.rate.quote)

    @cached_property
    def value_text(self):
        return format_value(self.rate.value, self.decimals, self.significant)

    @property
    def change_text(self):
        return "" if self.rate.percent is None else format_change(self.rate.percent)

    @property
    def difference_text(self):
        """What was added since the fixing before, with the decimals of the value."""
        change, decimals = self.rate.change, len(self.value_text.partition(".")[2])
        return "" if change is None else format_difference(change, decimals, 1)

    @property
    def change_words(self):
        return change_in_words(self.rate.percent)

    @property
    def stale(self):
        return self.rate.state in (State.STALE, State.DOWN)

    @cached_property
    def state_text(self):
        """What is said beside a rate that is not fresh; "" when it is."""
        if self.rate.state == State.FRESH:
            return ""
        day = self.rate.date
        words = in_words(day) if day.year != timezone.localdate().year else f"{day:%-d %B}"
        return f"{_BEFORE_DAY[self.rate.state]} {words}"

    @property
    def told(self):
        """What a strip says of it: its name, its value and its change."""
        return f"{self.name} = {self.value_text} {self.change_text}".rstrip()

    @property
    def heard(self):
        """The same for those who hear it and see no colour."""
        return ", ".join(filter(None, (self.change_words, self.origin)))

    @cached_property
    def origin(self):
        """Day and source in words: what a reader hears and sees under the pointer."""
        kind = f"{self.rate.kind} rate " if self.rate.kind else ""
        return f"{kind}as of {in_words(self.rate.date)}, source: {self.rate.title}"


@dataclass(frozen=True)
class Strip:
    name: str
    moves: bool
    rates: tuple[Line, ...]

    def drawn(self, placement):
        """Return its HTML as it stands at a placement."""
        return self.box if placement in Ticker.BESIDE else self.html

    @cached_property
    def html(self):
        # One pair alone is seen whole where it stands.
        context = {"strip": self, "moves": self.moves and len(self.rates) > 1}
        return render_to_string("tickers/_ticker.html", context)

    @cached_property
    def box(self):
        """Its rates one below the other; it never moves."""
        rows = [{"line": line} for line in self.rates]
        return render_to_string("tickers/_box.html", {"title": self.name, "rows": rows})


def strip_for(placement):
    """Return the Strip of a placement (a `Ticker.Placement` value), or None when there is none.

    It is the same object, drawn once, for as long as it says the same.
    """
    return _kept_or(placement, lambda today: _read(_FIRST.format(quoted(placement)), today))


def strip_beside(country="", countries=()):
    """Return the Strip that stands beside the stories of a listing, or None.

    Of the country with the slug `country` it is the ticker of that slug, else one that has the
    slug of none of the `countries`; else the one of every listing.
    """
    number = _kept_or(("beside", country), lambda today: _beside(country, countries))
    return number and _kept_or(number, lambda today: _read(f"{number:d}", today))


def _beside(country, countries):
    """Return the number of the ticker that is taken, or None."""
    tickers = rows_of(_BESIDE)
    theirs = {slug: pk for pk, place, slug in tickers if place == "country" and country}
    if country not in theirs and theirs:
        for one in countries:
            theirs.pop(one.slug, None)
    everywhere = (pk for pk, place, _ in tickers if place == "sidebar")
    return theirs.get(country) or next(chain(theirs.values(), everywhere), None)


def _kept_or(key, read):
    """Return what is kept under a key, or what `read` returns of today."""
    strips, today = _kept, timezone.localdate()
    known, day, until = strips.get(key, (None, None, 0))
    if day != today or until <= monotonic():
        fresh = read(today)
        # What says the same stays as it was drawn.
        known = known if fresh == known else fresh
        strips[key] = known, today, monotonic() + SECONDS
    return known


def strip_of(ticker):
    """Return the Strip of a Ticker as it is in the database now, or None when it has no rate."""
    return _read(f"{ticker.pk:d}", timezone.localdate())


def forget():
    """Drop every kept strip, once what changed is committed; other processes see the mark."""
    mark()
    transaction.on_commit(drop)


def drop():
    """Have the strips that this process has kept asked for anew, also by who is just reading one,
    and drop all else that it has kept of rates. One that says the same then is not drawn again."""
    global _kept
    _kept = {key: (known, None, 0) for key, (known, *_) in _kept.items()}
    kept.drop()


_FIRST = (
    "(SELECT t.id FROM tickers_ticker t WHERE t.placement = {} AND t.is_active "
    "ORDER BY t.id LIMIT 1)"
)
_BESIDE = (
    "SELECT t.id, t.placement, t.slug FROM tickers_ticker t "
    "WHERE t.placement IN ('country', 'sidebar') AND t.is_active ORDER BY t.id"
)
_ASKED = (
    "SELECT i.id, p.base_id, p.quote_id, b.code, q.code, {day}, {day}, "
    "CASE CAST(p.providers AS text) WHEN '[]' THEN 1 ELSE 0 END "
    "FROM tickers_tickeritem i JOIN tickers_currencypair p ON p.id = i.pair_id "
    "JOIN tickers_currency b ON b.id = p.base_id JOIN tickers_currency q ON q.id = p.quote_id "
    "WHERE p.is_active AND i.ticker_id = {ticker}"
)
_EXTRA = (
    "i.position, i.label, COALESCE(i.decimals, o.decimals), "
    "COALESCE(i.significant_digits, o.significant_digits), a.base, a.quote, "
    "CAST(o.providers AS text), o.kind, t.name, t.motion"
)
_JOINS = (
    "JOIN asked a ON a.n = c.n JOIN tickers_tickeritem i ON i.id = c.n "
    "JOIN tickers_currencypair o ON o.id = i.pair_id JOIN tickers_ticker t ON t.id = i.ticker_id"
)


def _read(ticker, today):
    """Ask for the rates of a ticker's items: one query, whatever they are. `ticker` is the SQL of
    its number."""
    # Without a blank: PostgreSQL plans such a statement once, and one with blanks six times, each
    # of which takes longer than the answer.
    asked = _ASKED.format(day=day_of_text(quoted(f"{today}")), ticker=ticker)
    items, now = {}, timezone.now()
    for row in ask(asked, (), extra=_EXTRA, joins=_JOINS):
        items.setdefault((row[FACTS], row[0]), []).append(row)
    lines = []
    for key in sorted(items):
        facts = [row[:FACTS] for row in items[key]]
        *_, label, decimals, significant, base, quote, providers, kind, name, motion = items[key][0]
        rate = best_of(facts, base, quote, json.loads(providers), kind, today, now)
        if rate:
            lines.append(Line(rate, label, decimals, significant))
    return Strip(name, motion == "scroll", tuple(lines)) if lines else None

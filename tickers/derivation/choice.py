"""Which of the providers that have a pair is taken, and in what state its rate is."""

from datetime import date, datetime, timedelta

from django.utils.functional import cached_property

from tickers.banks import CROSSING, OF_CURRENCY, SOURCES
from tickers.currencies import Form
from tickers.derivation.pair_rate import PairRate, State, Step
from tickers.derivation.question import Fact, number, unpacked
from tickers.rates import exactly, is_stale

#: A bank that has published for so long without a currency has ended it.
ENDED = timedelta(days=31)
#: How long a fixing holds that its bank publishes once a week, and a day of patience.
_WEEKLY = timedelta(days=8)
MANUAL = "manual"
BANKS = tuple(name for name in CROSSING if SOURCES[name].is_bank)
OTHERS = tuple(name for name, source in SOURCES.items() if not source.is_bank and name != MANUAL)


class Candidate:
    """A Fact about a pair in one form of its currencies, `base` and `quote`; `fixings` are the
    Fixed one, or the two of a cross."""

    def __init__(self, fact: Fact, base: Form, quote: Form):
        self.fact, self.base, self.quote = fact, base, quote
        self.key = fact.provider, bool(fact.is_crossed)
        self.fixings = [unpacked(text) for text in (fact.newest, fact.second) if text]
        self.date = self.fixings[0].date

    @cached_property
    def value(self):
        return self._worth(*self.fixings)

    @cached_property
    def before(self):
        """The value and the day of the fixing before, or None."""
        texts = self.fact.before, self.fact.before_second
        fixings = [unpacked(text) for text in texts if text]
        return (self._worth(*fixings), fixings[0].date) if fixings else None

    def _worth(self, one, other=None):
        value = number(one.value, one.places)
        if other is None:
            above, below = (one.nominal, value) if self.fact.inverted else (value, one.nominal)
        else:
            above, below = value * other.nominal, number(other.value, other.places) * one.nominal
            if SOURCES[self.fact.provider].is_base:
                above, below = below, above
        return exactly(above * self.base.factor, below * self.quote.factor)

    @cached_property
    def has_ended(self):
        if not SOURCES[self.fact.provider].home:
            return False
        return date.fromisoformat(self.fact.last) - self.date >= ENDED

    def path(self):
        sides = self.base, self.quote
        if not self.fact.is_crossed:
            base, quote = reversed(sides) if self.fact.inverted else sides
            return (_step(base, quote, self.fixings[0], self.fact.inverted),)
        home, is_base = Form(self.fact.home), SOURCES[self.fact.provider].is_base
        legs = [(home, side) if is_base else (side, home) for side in sides]
        inverted = is_base, not is_base
        return tuple(map(_step, *zip(*legs, strict=True), self.fixings, inverted))


def _step(base, quote, fixed, inverted):
    value = number(fixed.value, fixed.places)
    dead = [form for form in (base, quote) if form.factor != 1]
    note = "".join(f", where {form.factor:f} {form.code} are one of today's" for form in dead)
    return Step(base.code, quote.code, fixed.nominal, value, f"{value:f}", bool(inverted), note)


class Choice:
    """The candidates of one pair, and the order in which its sources are asked."""

    def __init__(self, base, quote, providers=()):
        self.base, self.quote, self.providers = base, quote, tuple(providers)
        self.found = {}
        #: Whether the banks that have the pair have ended it, so that all others are to be asked.
        self.needs_crosses = False

    def add(self, candidate):
        self.found.setdefault(candidate.key, []).append(candidate)

    def best(self):
        """Return the Candidate that is taken, or None, and the one before it of the same way."""
        self.newest = {key: max(some, key=_precedence) for key, some in self.found.items()}
        taken = self._listed(self.providers) if self.providers else self._usual()
        by_hand = self.newest.get((MANUAL, False))
        if by_hand and MANUAL not in self.providers and (not taken or by_hand.date >= taken.date):
            return by_hand
        return taken

    def _usual(self):
        own = [OF_CURRENCY.get(code) for code in (self.quote, self.base)]
        ordered = [(name, False) for name in own] + [(name, True) for name in BANKS]
        taken = self._first(ordered)
        asked = [self.newest[name, False] for name in own if (name, False) in self.newest]
        self.needs_crosses = taken is None and bool(asked)
        return taken or self._newest_of_others()

    def _listed(self, providers):
        return self._first((name, crossed) for name in providers for crossed in (False, True))

    def _first(self, ordered):
        some = (self.newest.get(key) for key in ordered)
        return next((one for one in some if one and not one.has_ended), None)

    def _newest_of_others(self):
        some = [self.newest[name, False] for name in OTHERS if (name, False) in self.newest]
        # Of one day the first.
        return max(some, key=_day, default=None) or self._first((name, True) for name in OTHERS)

    def previous(self, taken):
        """Return the value and the day of the fixing published before the one that is taken, also
        where it was published in the currency's form of that time."""
        some = [taken.before] if taken.before else []
        for other in self.found[taken.key]:
            if other.date < taken.date:
                some.append((other.value, other.date))
            elif other.before and other.before[1] < taken.date:
                some.append(other.before)
        return max(some, key=lambda one: one[1], default=(None, None))


def _day(candidate):
    return candidate.date


def _precedence(candidate):
    """The newest; of one day the currencies' own names, and as it was published: databases give
    them in any order, and a history has them in this one."""
    own_names = candidate.base.since is None, candidate.quote.since is None
    return candidate.date, *own_names, not candidate.fact.inverted


def told(choice, taken, day: date, now: datetime, kind=""):
    """Return the PairRate of the Candidate that was taken for `day`."""
    from tickers.models import Provider

    provider = Provider(taken.fact.provider)
    previous, previous_date = choice.previous(taken)
    return PairRate(
        base=choice.base,
        quote=choice.quote,
        value=taken.value,
        date=taken.date,
        provider=provider.value,
        source=provider.short,
        path=taken.path(),
        state=state_of(taken, day, now, choice.base, choice.quote),
        kind=kind or provider.kind,
        previous=previous,
        previous_date=previous_date,
        fetched_at=max(fixed.fetched_at for fixed in taken.fixings),
        reason=taken.fixings[0].reason,
        is_manual=provider == Provider.MANUAL,
    )


def state_of(taken, day, now, base, quote):
    """Return the State on `day`, as far as it is known at `now`."""
    source = SOURCES[taken.fact.provider]
    if not source.is_bank:
        missed = is_stale(taken.date, day)
        off = False
    elif _is_weekly(taken, source, base, quote):
        missed = day - taken.date > _WEEKLY
        off = False
    else:
        missed = source.last_expected(day, now) > taken.date
        off = not source.expects(day)
    if missed:
        return State.DOWN if taken.fact.has_failed else State.STALE
    return State.WEEKEND if off and taken.date < day else State.FRESH


def _is_weekly(taken, source, base, quote):
    if source.daily and not {base, quote} <= source.daily | {source.home}:
        return True
    before = taken.before and taken.before[1]
    return bool(before) and timedelta(days=6) <= taken.date - before <= timedelta(days=8)

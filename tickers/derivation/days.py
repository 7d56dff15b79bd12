"""The rates of pairs on a day, or as they were shown at a moment."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import connection
from django.utils import timezone

from tickers.currencies import Form, forms
from tickers.derivation.choice import Candidate, Choice, told
from tickers.derivation.question import FACTS, Fact, ask

#: A form that ended longer before a day than this is no predecessor of a rate of that day.
_LONG_AGO = timedelta(days=366)


def rate(base, quote, day=None, *, moment=None, providers=(), kind=""):
    """Return the PairRate of two codes on a day (None: today), or None where nobody has it.

    With `moment`, an aware datetime, it is what was shown then: of that day unless told otherwise.
    """
    return _rates([(base, quote, providers, kind)], day, moment)[0]


def rates(pairs, day=None, *, moment=None):
    """Return the PairRate of each pair, or None, in their order: two queries, or three.

    `pairs` are CurrencyPairs with `base` and `quote` loaded, whose providers and kind are
    respected, or tuples of two codes and perhaps an order of providers.
    """
    return _rates([_facts_of(pair) for pair in pairs], day, moment)


def in_line(base, quote, day=None, *, providers=(), kind="", most=4):
    """Return the PairRates that a pair's sources have of a day (None: today), in the order in
    which they are asked: the first is taken, each of the others would be without those before it.
    """
    now = timezone.now()
    day = day or timezone.localdate(now)
    choice, found = Choice(base, quote, providers), []
    # All crosses too, whichever bank has the pair itself.
    _collect([(0, choice)], day, None, is_default=False)
    while len(found) < most and (taken := choice.best()):
        found.append(told(choice, taken, day, now, kind))
        choice.found.pop(taken.key)
    return found


def best_of(facts, base, quote, providers, kind, day, now):
    """Return the PairRate of today's facts about a pair, asked for in the usual order or in its
    own; what is not among them is asked for."""
    minute = now.replace(second=0, microsecond=0)
    found, is_all = _best_of(tuple(facts), base, quote, tuple(providers), kind, day, minute)
    return found if is_all else rate(base, quote, day, providers=providers, kind=kind)


@lru_cache(maxsize=200)
def _best_of(facts, base, quote, providers, kind, day, minute):
    # Nearly always they are those of the last time.
    choice, sides = Choice(base, quote, providers), (Form(base), Form(quote))
    for fact in facts:
        choice.add(Candidate(Fact(*fact), *sides))
    taken = choice.best()
    return taken and told(choice, taken, day, minute, kind), not choice.needs_crosses


def _facts_of(pair):
    if isinstance(pair, tuple):
        base, quote, providers = (*pair, ())[:3]
        return base, quote, providers, ""
    return pair.base.code, pair.quote.code, pair.providers, pair.kind


def _rates(wanted, day, moment):
    now = moment or timezone.now()
    day = day or timezone.localdate(now)
    choices = [Choice(base, quote, providers) for base, quote, providers, _ in wanted]
    _collect(list(enumerate(choices)), day, moment)
    taken = [choice.best() for choice in choices]
    # Where the banks of a pair have ended it, those who could cross it were not asked yet.
    more = [(number, choice) for number, choice in enumerate(choices) if choice.needs_crosses]
    if more:
        _collect(more, day, moment, is_default=False)
        for number, choice in more:
            taken[number] = choice.best()
    return [
        one and told(choice, one, day, now, kind)
        for choice, one, (_, _, _, kind) in zip(choices, taken, wanted, strict=True)
    ]


def _collect(numbered, day: date, moment: datetime | None, *, is_default=True):
    """Ask what all providers have of some pairs, and give each Choice its candidates."""
    asked, variants = [], []
    for _, choice in numbered:
        choice.found.clear()
        for base in _forms_on(choice.base, day):
            for quote in _forms_on(choice.quote, day):
                variants.append((choice, base, quote))
                until = min(day, *(_last_day(form, day) for form in (base, quote)))
                default = is_default and not choice.providers
                asked.append((len(variants) - 1, base.code, quote.code, until, day, int(default)))
    if not asked:
        return
    given = [
        connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
        for row in asked
        for value in row
    ]
    for row in ask(_asked(len(asked)), given, moment=moment, since=day - _LONG_AGO):
        choice, base, quote = variants[row[0]]
        candidate = Candidate(Fact(*row[:FACTS]), base, quote)
        if _holds(candidate):
            choice.add(candidate)


def _asked(number):
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * number)
    return (
        "SELECT v.column1, b.id, q.id, b.code, q.code, v.column4, v.column5, v.column6 "  # noqa: S608 - blanks
        f"FROM (VALUES {rows}) AS v JOIN tickers_currency b ON b.code = v.column2 "
        "JOIN tickers_currency q ON q.code = v.column3"
    )


def _forms_on(code, day):
    """The present form of a currency, and those that were alive within a year before `day`."""
    return [
        form
        for form in forms(code)
        if (form.until is None or form.until > day - _LONG_AGO)
        and (form.since is None or form.since <= day)
    ]


def _last_day(form, day):
    return form.until - timedelta(days=1) if form.until else day


def _holds(candidate):
    """Whether each form was a name of its currency on the day."""
    return all(
        form.since is None or form.since <= candidate.date
        for form in (candidate.base, candidate.quote)
    )

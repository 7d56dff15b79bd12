"""Which source of a pair has which days, and its fixings of them."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from tickers.banks import OF_CURRENCY, SOURCES
from tickers.currencies import Form, forms
from tickers.database import joined, quoted, rows_of
from tickers.derivation.choice import BANKS, ENDED, MANUAL, OTHERS
from tickers.derivation.figures import columns_of, crossed, direct
from tickers.derivation.question import STANDING

_DAY = timedelta(days=1)
#: So many days of fixings, or a few more, are looked at one by one only where there is a pause.
_WINDOW = 10


class Way(NamedTuple):
    """By whose fixings a rate came about."""

    provider: str
    is_crossed: bool


BY_HAND = Way(MANUAL, False)


class Leg(NamedTuple):
    """A pair as one provider publishes it, in some form of its currencies, with its span of days.

    `side` is None, or which side of a cross it stands for, 0 or 1.
    """

    provider: str
    base: str
    quote: str
    side: int | None
    form: tuple[Form, Form]
    inverted: bool
    ids: tuple[int, int] = (0, 0)
    first: date = date.max
    last: date = date.min


@dataclass(frozen=True)
class Ways:
    """The sources of a pair, in the order in which they are asked."""

    base: str
    quote: str
    providers: tuple[str, ...] = ()

    def ordered(self):
        """Groups of Ways: of a group the newest fixing counts, whosever it is."""
        if self.providers:
            return [[Way(name, side)] for name in self.providers for side in (False, True)]
        own = [OF_CURRENCY.get(code) for code in (self.quote, self.base)]
        return [
            *([Way(name, False)] for name in own if name),
            *([Way(name, True)] for name in BANKS),
            [Way(name, False) for name in OTHERS],
            *([Way(name, True)] for name in OTHERS),
        ]

    @property
    def overlays_by_hand(self):
        return MANUAL not in self.providers

    def legs(self):
        bases, quotes = forms(self.base), forms(self.quote)
        pairs = [(base, quote) for base in bases for quote in quotes]
        for name, source in SOURCES.items():
            homes = forms(source.home) if source.home else []
            codes = {home.code for home in homes}
            for base, quote in pairs:
                if not source.is_bank or codes & {base.code, quote.code}:
                    yield Leg(name, base.code, quote.code, None, (base, quote), False)
                    yield Leg(name, quote.code, base.code, None, (base, quote), True)
            if codes & {form.code for form in (*bases, *quotes)}:
                continue
            for home in homes:
                for side, sides in enumerate((bases, quotes)):
                    for form in sides:
                        codes_of_leg = (home, form) if source.is_base else (form, home)
                        base, quote = (each.code for each in codes_of_leg)
                        yield Leg(name, base, quote, side, (form, home), source.is_base)


def points_of(ways, since=None, until=None):
    """Return three lists of the same length, by days from the oldest: the days of a pair's
    fixings, the values and the Ways that they came by."""
    until = until or timezone.localdate()
    first = since or date.min
    found = _spans(ways)
    free, parts = [(first, until)], []
    for group in ways.ordered():
        legs = {way: found[way] for way in group if way in found}
        if not any(leg.first <= free[-1][1] for some in legs.values() for leg in some):
            continue
        part = _of_group(legs, free[0][0], free[-1][1])
        parts += [_between(part, *span) for span in free]
        free = _less(free, part[0], group[0].provider if len(group) == 1 else "")
        if not free:
            break
    if ways.overlays_by_hand and (legs := found.get(BY_HAND)):
        parts.append(_between(_of_group({BY_HAND: legs}, first, until), first, until))
    return _merged([part for part in parts if part[0]])


def _between(part, first, last):
    start, stop = bisect_left(part[0], first), bisect_right(part[0], last)
    return tuple(column[start:stop] for column in part)


def _merged(parts):
    """Make one part of several; of a day that several have, the last one counts."""
    if not parts:
        return [], [], []
    if len(parts) == 1:
        return parts[0]
    by_day = {point[0]: point for part in parts for point in zip(*part, strict=True)}
    return tuple(map(list, zip(*(by_day[day] for day in sorted(by_day)), strict=True)))


def _spans(ways):
    """Return by Way the Legs of which there is any fixing: one query."""
    legs = list(ways.legs())
    one = (
        "(SELECT CAST({}(f.date) AS text) FROM tickers_fixing f WHERE f.base_id = b.id "
        "AND f.quote_id = q.id AND f.provider = v.column2)"
    )
    sql = (
        f"SELECT v.column1, b.id, q.id, {one.format('MIN')}, {one.format('MAX')} "  # noqa: S608
        f"FROM {rows_of_legs(legs)}"
    )
    found = {}
    # In the order of the Legs, whatever the database's is: of one day the first counts.
    for number, base, quote, first, last in sorted(rows_of(sql)):
        if first:
            leg = legs[number]._replace(
                ids=(base, quote), first=date.fromisoformat(first), last=date.fromisoformat(last)
            )
            found.setdefault(Way(leg.provider, leg.side is not None), []).append(leg)
    # A cross of which one side was never published is none: what the other has is not read.
    return {way: some for way, some in found.items() if not way.is_crossed or _has_both(some)}


def rows_of_legs(legs):
    """Return the SQL of rows `v` with the number of each Leg in `column1` and its provider in
    `column2`, beside its currencies `b` and `q`; those that do not exist are missing."""
    # Without blanks: to fill in hundreds of them takes longer than the answer.
    rows = ", ".join(
        f"({number}, {quoted(leg.provider)}, {quoted(leg.base)}, {quoted(leg.quote)})"
        for number, leg in enumerate(legs)
    )
    return (
        f"(VALUES {rows}) AS v JOIN tickers_currency b ON b.code = v.column3 "
        "JOIN tickers_currency q ON q.code = v.column4"
    )


def _has_both(legs):
    return {leg.side for leg in legs} == {0, 1}


def _of_group(legs_of_ways, since, until):
    """Return the days, values and Ways of some Ways between two days, and the newest before them;
    of a day that several have the first one's."""
    parts = []
    for way, legs in reversed(legs_of_ways.items()):
        if way.is_crossed:
            days, values = _crossed(legs, since, until)
        else:
            days, values = direct([(leg, _columns(leg, since, until)) for leg in legs])
        parts.append((days, values, [way] * len(days)))
    return _merged(parts)


def _crossed(legs, since, until):
    sides = [[leg for leg in legs if leg.side == side] for side in (0, 1)]
    # What one side has from before the other began is of no use.
    began = max(min(leg.first for leg in side) for side in sides)
    start = max(since, began)
    read = [[(leg, _columns(leg, start, until)) for leg in side] for side in sides]
    days, values = crossed(*read)
    if since > began and (not days or days[0] > since):
        # The newest before these days that both sides have is further back than that of each.
        return _crossed(legs, date.min, until)
    return days, values


def _columns(leg, since, until):
    """Return the Columns of the standing fixings of a Leg between two days, and the newest before
    them."""
    form_ends = min((form.until for form in leg.form if form.until), default=None)
    until = min(until, form_ends - _DAY) if form_ends else until
    since = max(since, *(form.since or date.min for form in leg.form))
    which = f"f.base_id = %s AND f.quote_id = %s AND f.provider = %s AND {STANDING.format(f='f')}"
    given, when = [*leg.ids, leg.provider], ""
    if until < leg.last:
        when += " AND f.date <= %s"
        given.append(connection.ops.adapt_datefield_value(until))
    if since > leg.first:
        when += (
            " AND f.date >= COALESCE((SELECT MAX(f.date) FROM tickers_fixing f "  # noqa: S608
            f"WHERE {which} AND f.date <= %s), %s)"
        )
        day = connection.ops.adapt_datefield_value(since)
        given += [*leg.ids, leg.provider, day, day]
    # One row of a long text is read in a third of the time of thousands of short ones; what is
    # put in order before it is written takes less time to put in order.
    sql = (
        f"SELECT {joined()}(s.told, ' ') FROM (SELECT f.told FROM tickers_fixing f "  # noqa: S608
        f"WHERE {which}{when} ORDER BY f.date, f.revision) s"
    )
    ((text,),) = rows_of(sql, given)
    return columns_of(text)


def _less(free, days, provider):
    """Return what of the `free` spans a source leaves to the next one: the days before its first
    fixing, and those on which its provider ("": several) had ended the pair."""
    if not days:
        return free
    end = free[-1][1]
    left = [(date.min, days[0] - _DAY)]
    if provider and SOURCES[provider].home:
        left += _ended(provider, list(_pauses([*days, end + _DAY])))
    return [
        (max(first, start), min(last, stop))
        for first, last in free
        for start, stop in left
        if max(first, start) <= min(last, stop)
    ]


def _pauses(days):
    """Yield two days each between which lies so long a time that a pair may have ended."""
    for start in range(0, len(days) - 1, _WINDOW):
        window = days[start : start + _WINDOW + 1]
        if window[-1] - window[0] > ENDED:
            yield from (pause for pause in pairwise(window) if pause[1] - pause[0] > ENDED)


def _ended(provider, pauses):
    """Return of each pause, two days between which a bank has no fixing of the pair, the part in
    which it had gone on publishing for so long that the pair is ended: one query."""
    if not pauses:
        return []
    rows = ", ".join(["(%s, %s)"] * len(pauses))
    given = [
        value
        for number, (day, _) in enumerate(pauses)
        for value in (number, connection.ops.adapt_datefield_value(day + ENDED))
    ]
    sql = (
        "SELECT v.column1, (SELECT CAST(MIN(f.date) AS text) FROM tickers_fixing f "  # noqa: S608
        f"WHERE f.provider = %s AND f.date >= v.column2) FROM (VALUES {rows}) AS v"
    )
    found = [
        (date.fromisoformat(first), pauses[number][1] - _DAY)
        for number, first in rows_of(sql, [provider, *given])
        if first
    ]
    return sorted((first, last) for first, last in found if first <= last)

"""The one question that is asked of fixings for a day, for any number of pairs.

It is written in plain SQL that PostgreSQL and SQLite read alike: the same few steps down one index
for each provider that could have a pair, which no join of Django's would take.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from tickers.banks import SOURCES
from tickers.currencies import forms
from tickers.database import day_of_text, rows_of


class Fixed(NamedTuple):
    """A fixing: `nominal` units were `value` (a text, of `places` decimals where that is known).

    `fetched` is when it came, as the database writes it.
    """

    date: date
    value: str
    nominal: int
    places: int | None
    fetched: str
    reason: str

    @property
    def fetched_at(self):
        at = datetime.fromisoformat(self.fetched)
        # SQLite keeps moments of UTC without saying so.
        return at if at.tzinfo else at.replace(tzinfo=UTC)


class Fact(NamedTuple):
    """What a provider published of a pair that was asked as number `n`: one fixing, or the two of
    a cross, and what it had published of the same before. Each is packed, for `unpacked`."""

    n: int
    provider: str
    is_crossed: int
    inverted: int
    home: str
    newest: str
    second: str | None
    before: str | None
    before_second: str | None
    last: str
    has_failed: int | None


def unpacked(text):
    """Return the Fixed that the database has packed into a text."""
    day, value, nominal, places, *texts = text.split("|", 5)
    return Fixed(
        date.fromisoformat(day), value, int(nominal), int(places) if places else None, *texts
    )


FACTS = len(Fact._fields)

#: What counts: now, and at a moment.
STANDING = "({f}.review = '' OR {f}.review = 'approved')"
_STANDING_THEN = (
    "{f}.fetched_at <= moment.at AND ({f}.review = '' "
    "OR ({f}.review = 'approved' AND {f}.reviewed_at <= moment.at))"
)


def ask(asked, given, *, extra="", joins="", moment=None, since=None):
    """Return rows that begin with the columns of a Fact, then those that `extra` names.

    `asked` is a SELECT of `n, base_id, quote_id, base, quote, until, day, is_default` with the
    values `given`: a pair's number, its ids and codes, the last day that counts of its fixings,
    the day that is asked about, and whether its sources are asked in the usual order (1 or 0).
    `joins` can use `c.n`. `since` is a day that no `until` is before: older forms of banks' own
    currencies are asked for when it needs them. With `moment`, it is what was known then.
    """
    older = tuple(_older_homes(since)) if since else ()
    sql = _written(asked, extra, joins, moment is not None, older)
    then = [connection.ops.adapt_datetimefield_value(moment)] if moment else []
    return rows_of(sql, [*then, *given])


def number(text, places):
    """Return a value as it was published, of the text that the database has for it."""
    value = Decimal(text)
    if places is None:
        return value.normalize()
    return value.quantize(_UNITS[places])


_UNITS = [Decimal(1).scaleb(-places) for places in range(11)]


def _older_homes(since):
    for source in SOURCES.values():
        for form in forms(source.home)[1:] if source.home else ():
            if form.until and since < form.until:
                yield source.name, form.code


@lru_cache(maxsize=128)
def _written(asked, extra, joins, is_then, older):
    find = _Find(is_then)
    common = find.both("<=", ">", "CASE WHEN l.first < l.second THEN l.first ELSE l.second END")
    common_before = find.both("<", ">=", _day_of("l.newest"))
    return _SQL.format(
        then="moment (at) AS (SELECT %s), " if is_then else "",
        asked=asked,
        sources=_sources(older),
        direct=find(_PACKED, _DIRECT, "f.date <= a.until"),
        direct_before=find(_PACKED, _DIRECT_BEFORE, f"f.date < {_day_of('d.newest')}"),
        first=find("f.date", _leg("a.base_id"), "f.date <= a.until"),
        second=find("f.date", _leg("a.quote_id"), "f.date <= a.until"),
        cross=find(_PACKED, _FIRST_LEG, common),
        cross_before=find(_PACKED, _FIRST_LEG, common_before),
        cross_second=find(_PACKED, _SECOND_LEG, f"f.date = {_day_of('l.newest')}"),
        cross_second_before=find(_PACKED, _SECOND_LEG, f"f.date = {_day_of('l.before')}"),
        known=" AND f.fetched_at <= (SELECT at FROM moment)" if is_then else "",
        extra=f", {extra}" if extra else "",
        joins=joins,
    )


def _sources(older):
    rows = [(s.name, s.home, s.is_base, s.is_bank) for s in SOURCES.values()]
    rows += [(name, code, SOURCES[name].is_base, SOURCES[name].is_bank) for name, code in older]
    return ", ".join(f"('{name}', '{home}', {base:d}, {bank:d})" for name, home, base, bank in rows)


class _Find:
    """Writes how the newest fixing is found that counts, of a pair of a provider."""

    def __init__(self, is_then):
        self.standing = _STANDING_THEN if is_then else STANDING
        self.then = ", moment" if is_then else ""

    def both(self, within, beyond, day):
        """That a fixing is of a day `within` a bound, of which the other leg of a cross has one."""
        # PostgreSQL may go down both legs side by side: from the bound, if told of both. SQLite
        # looks for the one day of the other leg, unless its bound is said like the first.
        return (
            f"f.date {within} {day} AND EXISTS (SELECT 1 FROM tickers_fixing g{self.then} "  # noqa: S608
            "WHERE g.base_id = l.base_2 AND g.quote_id = l.quote_2 AND g.provider = l.provider "
            f"AND g.date = f.date AND NOT g.date {beyond} {day} "
            f"AND {self.standing.format(f='g')})"
        )

    def __call__(self, what, pair, when):
        return (
            f"(SELECT {what} FROM tickers_fixing f{self.then} WHERE {pair} AND {when} "  # noqa: S608
            f"AND {self.standing.format(f='f')} ORDER BY f.date DESC, f.revision DESC LIMIT 1)"
        )


_DIRECT = (
    "f.base_id = CASE w.inverted WHEN 1 THEN a.quote_id ELSE a.base_id END "
    "AND f.quote_id = CASE w.inverted WHEN 1 THEN a.base_id ELSE a.quote_id END "
    "AND f.provider = s.provider"
)
_DIRECT_BEFORE = "f.base_id = d.first AND f.quote_id = d.second AND f.provider = d.provider"
_FIRST_LEG = "f.base_id = l.base_1 AND f.quote_id = l.quote_1 AND f.provider = l.provider"
_SECOND_LEG = "f.base_id = l.base_2 AND f.quote_id = l.quote_2 AND f.provider = l.provider"
#: Read where it is found: each row that is looked for by its number is a further step.
_PACKED = (
    "CAST(f.date AS text) || '|' || CAST(f.value AS text) || '|' || CAST(f.nominal AS text) "
    "|| '|' || COALESCE(CAST(f.places AS text), '') || '|' || CAST(f.fetched_at AS text) "
    "|| '|' || f.reason"
)


def _day_of(packed):
    return day_of_text(f"substr({packed}, 1, 10)")


def _leg(currency):
    return (
        f"f.base_id = CASE s.is_base WHEN 1 THEN h.id ELSE {currency} END "
        f"AND f.quote_id = CASE s.is_base WHEN 1 THEN {currency} ELSE h.id END "
        "AND f.provider = s.provider"
    )


_SQL = """
WITH {then}asked (n, base_id, quote_id, base, quote, until, day, is_default) AS ({asked}),
published (provider, home, is_base, is_bank, last) AS MATERIALIZED (
    SELECT v.*, (SELECT MAX(f.date) FROM tickers_fixing f WHERE f.provider = v.column1
        AND f.date <= (SELECT MAX(day) FROM asked){known})
    FROM (VALUES {sources}) v
),
source AS MATERIALIZED (
    SELECT p.*, (SELECT CASE r.state WHEN 'failed' THEN 1 ELSE 0 END FROM tickers_run r
        WHERE r.provider = p.provider AND r.state <> 'running' AND r.file = ''
            AND (r.since IS NULL OR r.until >= (SELECT MAX(day) FROM asked))
        ORDER BY r.began DESC, r.id DESC LIMIT 1) AS has_failed
    FROM published p WHERE p.last IS NOT NULL
),
way (inverted) AS (VALUES (0), (1)),
found AS MATERIALIZED (
    SELECT a.n, s.provider, s.is_bank, w.inverted, s.home,
        CASE w.inverted WHEN 1 THEN a.quote_id ELSE a.base_id END AS first,
        CASE w.inverted WHEN 1 THEN a.base_id ELSE a.quote_id END AS second,
        {direct} AS newest
    FROM asked a CROSS JOIN source s CROSS JOIN way w
    WHERE s.is_bank = 0 OR s.home = a.base OR s.home = a.quote
),
direct AS (SELECT * FROM found WHERE newest IS NOT NULL),
leg AS MATERIALIZED (
    SELECT a.n, s.provider, s.home,
        CASE s.is_base WHEN 1 THEN h.id ELSE a.base_id END AS base_1,
        CASE s.is_base WHEN 1 THEN a.base_id ELSE h.id END AS quote_1,
        CASE s.is_base WHEN 1 THEN h.id ELSE a.quote_id END AS base_2,
        CASE s.is_base WHEN 1 THEN a.quote_id ELSE h.id END AS quote_2,
        {first} AS first,
        {second} AS second
    FROM asked a CROSS JOIN source s
    JOIN tickers_currency h ON h.code = s.home
    WHERE s.home <> a.base AND s.home <> a.quote AND NOT (
        a.is_default = 1
        AND EXISTS (SELECT 1 FROM direct d WHERE d.n = a.n AND d.is_bank = 1)
    )
),
met AS MATERIALIZED (
    SELECT l.*, {cross} AS newest FROM leg l
    WHERE l.first IS NOT NULL AND l.second IS NOT NULL
),
crossed AS MATERIALIZED (
    SELECT l.*, {cross_before} AS before FROM met l WHERE l.newest IS NOT NULL
),
candidate AS MATERIALIZED (
    SELECT d.n, d.provider, 0 AS is_crossed, d.inverted, d.home, d.newest,
        NULL AS second, {direct_before} AS before, NULL AS before_second
    FROM direct d
    UNION ALL
    SELECT l.n, l.provider, 1, 0, l.home, l.newest, {cross_second}, l.before,
        CASE WHEN l.before IS NULL THEN NULL ELSE {cross_second_before} END
    FROM crossed l
)
SELECT c.n, c.provider, c.is_crossed, c.inverted, c.home, c.newest, c.second, c.before,
    c.before_second, CAST(s.last AS text), s.has_failed{extra}
FROM candidate c JOIN source s ON s.provider = c.provider AND s.home = c.home
{joins}
"""

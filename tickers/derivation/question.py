"""The one question that is asked of fixings for a day, for any number of pairs.

It is written in plain SQL that PostgreSQL and SQLite read alike: the same few steps down one index
for each provider that could have a pair, which no join of Django's would take.
"""

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from django.db import connection

from tickers.banks import SOURCES
from tickers.currencies import forms


class Fact(NamedTuple):
    """What a provider published of a pair that was asked as number `n`: one fixing, or the two of
    a cross, with what it had published of the same before. Figures are as texts, days ISO."""

    n: int
    provider: str
    is_crossed: int
    inverted: int
    home: str
    date: str
    value: str
    nominal: int
    places: int | None
    reason: str
    second_value: str | None
    second_nominal: int | None
    second_places: int | None
    before: str | None
    before_value: str | None
    before_nominal: int | None
    before_second_value: str | None
    before_second_nominal: int | None
    last: str
    has_failed: int | None


FACTS = len(Fact._fields)

#: What counts: now, and at a moment.
STANDING = "{f}.review IN ('', 'approved')"
_STANDING_THEN = (
    "{f}.fetched_at <= then.at AND ({f}.review = '' "
    "OR ({f}.review = 'approved' AND {f}.reviewed_at <= then.at))"
)


def ask(asked, given, *, extra="", joins="", moment=None, since=None):
    """Return rows that begin with the columns of a Fact, then those that `extra` names.

    `asked` is a SELECT of `n, base_id, quote_id, base, quote, until, is_default` with the values
    `given`: a pair's number, its ids and codes, the last day that counts, and whether its sources
    are asked in the usual order (1) or not (0). `joins` can use `c.n`. `since` is a day that no
    `until` is before: older forms of banks' own currencies are asked for when it needs them.
    """
    older = tuple(_older_homes(since)) if since else ()
    with connection.cursor() as cursor:
        sql = _written(asked, extra, joins, moment is not None, older)
        then = [connection.ops.adapt_datetimefield_value(moment)] if moment else []
        cursor.execute(sql, [*then, *given])
        return cursor.fetchall()


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


@cache
def _written(asked, extra, joins, is_then, older):
    standing = _STANDING_THEN if is_then else STANDING
    then = "then (at) AS (SELECT CAST(%s AS timestamptz)), " if is_then else ""
    if is_then and connection.vendor == "sqlite":
        then = "then (at) AS (SELECT %s), "
    return _SQL.format(
        then=then,
        asked=asked,
        sources=_sources(older),
        direct=_newest(standing, is_then, _DIRECT, "f.date <= a.until"),
        direct_before=_newest(standing, is_then, _DIRECT, "f.date < n.date"),
        first=_first(standing, is_then),
        second=_second(standing, is_then),
        cross=_newest(standing, is_then, _LEGS, _COMMON.format(**_both(standing, is_then))),
        cross_second=_newest(standing, is_then, _SECOND, "f.date = x.date"),
        cross_before=_newest(standing, is_then, _LEGS, _EARLIER.format(**_both(standing, is_then))),
        cross_before_second=_newest(standing, is_then, _SECOND, "f.date = p.date"),
        known=" AND f.fetched_at <= (SELECT at FROM then)" if is_then else "",
        extra=f", {extra}" if extra else "",
        joins=joins,
    )


def _sources(older):
    rows = [(s.name, s.home, s.is_base, s.is_bank) for s in SOURCES.values()]
    rows += [(name, code, SOURCES[name].is_base, SOURCES[name].is_bank) for name, code in older]
    return ", ".join(f"('{name}', '{home}', {base:d}, {bank:d})" for name, home, base, bank in rows)


_DIRECT = (
    "f.base_id = CASE w.inverted WHEN 1 THEN a.quote_id ELSE a.base_id END "
    "AND f.quote_id = CASE w.inverted WHEN 1 THEN a.base_id ELSE a.quote_id END "
    "AND f.provider = s.provider"
)
_LEGS = "f.base_id = l.base_1 AND f.quote_id = l.quote_1 AND f.provider = l.provider"
_SECOND = "f.base_id = l.base_2 AND f.quote_id = l.quote_2 AND f.provider = l.provider"
_BOTH = (
    "EXISTS (SELECT 1 FROM {g_tables} WHERE g.base_id = l.base_2 AND g.quote_id = l.quote_2 "
    "AND g.provider = l.provider AND g.date = f.date AND {g_standing})"
)
_COMMON = "f.date <= CASE WHEN l.first < l.second THEN l.first ELSE l.second END AND " + _BOTH
_EARLIER = "f.date < x.date AND " + _BOTH


def _newest(standing, is_then, leg, when, column="id"):
    tables = "tickers_fixing f, then" if is_then else "tickers_fixing f"
    return (
        f"(SELECT f.{column} FROM {tables} WHERE {leg} AND {when} "  # noqa: S608 - our own words
        f"AND {standing.format(f='f')} ORDER BY f.date DESC, f.revision DESC LIMIT 1)"
    )


def _both(standing, is_then):
    tables = "tickers_fixing g, then" if is_then else "tickers_fixing g"
    return {"g_tables": tables, "g_standing": standing.format(f="g")}


def _first(standing, is_then):
    return _newest(standing, is_then, _leg("a.base_id"), "f.date <= a.until", "date")


def _second(standing, is_then):
    return _newest(standing, is_then, _leg("a.quote_id"), "f.date <= a.until", "date")


def _leg(currency):
    return (
        f"f.base_id = CASE s.is_base WHEN 1 THEN h.id ELSE {currency} END "
        f"AND f.quote_id = CASE s.is_base WHEN 1 THEN {currency} ELSE h.id END "
        "AND f.provider = s.provider"
    )


_SQL = """
WITH {then}asked (n, base_id, quote_id, base, quote, until, is_default) AS ({asked}),
source (provider, home, is_base, is_bank) AS (VALUES {sources}),
way (inverted) AS (VALUES (0), (1)),
direct AS (
    SELECT a.n, s.provider, s.is_bank, w.inverted, s.home, n.id AS newest,
        {direct_before} AS before
    FROM asked a CROSS JOIN source s CROSS JOIN way w
    JOIN tickers_fixing n ON n.id = {direct}
    WHERE s.is_bank = 0 OR s.home = a.base OR s.home = a.quote
),
leg AS (
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
crossed AS (
    SELECT l.*, x.id AS x_id, {cross_before} AS before
    FROM leg l JOIN tickers_fixing x ON x.id = {cross}
    WHERE l.first IS NOT NULL AND l.second IS NOT NULL
),
candidate AS (
    SELECT n, provider, 0 AS is_crossed, inverted, home, newest,
        NULL AS second_newest, before, NULL AS second_before
    FROM direct
    UNION ALL
    SELECT l.n, l.provider, 1, 0, l.home, l.x_id, {cross_second}, l.before,
        CASE WHEN l.before IS NULL THEN NULL ELSE {cross_before_second} END
    FROM crossed l JOIN tickers_fixing x ON x.id = l.x_id
    LEFT JOIN tickers_fixing p ON p.id = l.before
)
SELECT c.n, c.provider, c.is_crossed, c.inverted, c.home,
    CAST(x.date AS text), CAST(x.value AS text), x.nominal, x.places, x.reason,
    CAST(y.value AS text), y.nominal, y.places,
    CAST(p.date AS text), CAST(p.value AS text), p.nominal,
    CAST(q.value AS text), q.nominal,
    (SELECT CAST(MAX(f.date) AS text) FROM tickers_fixing f
        WHERE f.provider = c.provider AND f.date <= a.until{known}),
    (SELECT CASE r.state WHEN 'failed' THEN 1 ELSE 0 END FROM tickers_run r
        WHERE r.provider = c.provider AND r.state <> 'running'
        ORDER BY r.began DESC LIMIT 1){extra}
FROM candidate c
JOIN asked a ON a.n = c.n
JOIN tickers_fixing x ON x.id = c.newest
LEFT JOIN tickers_fixing y ON y.id = c.second_newest
LEFT JOIN tickers_fixing p ON p.id = c.before
LEFT JOIN tickers_fixing q ON q.id = c.second_before
{joins}
"""

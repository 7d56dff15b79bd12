"""What the sources of some rates have published of them lately: one query, however many."""

from django.db import connection

from tickers.currencies import Form
from tickers.database import joined, rows_of
from tickers.derivation.figures import columns_of, crossed, direct
from tickers.derivation.question import STANDING
from tickers.derivation.spans import Leg, rows_of_legs


def recent(rates, since, until):
    """Return for each of some PairRates two lists of one length, by days from the oldest: the days
    of which its source has fixings by the same way, both ends included, and the values.

    A rate in a dead form of a currency has none: there is nothing lately.
    """
    legs = [[] if any(step.note for step in rate.path) else _legs(rate) for rate in rates]
    columns = iter(_columns([leg for some in legs for leg in some], since, until))
    found = []
    for some in legs:
        sides = [(leg, next(columns)) for leg in some]
        if len(sides) == 2:
            found.append(crossed(*([side] for side in sides)))
        else:
            found.append(direct(sides) if sides else ([], []))
    return found


def _legs(rate):
    # Of a cross both sides are told in the currency in the middle, so the second is turned round.
    return [
        Leg(
            rate.provider,
            step.base,
            step.quote,
            place if rate.is_crossed else None,
            (Form(step.base), Form(step.quote)),
            step.inverted != (place == 1),
        )
        for place, step in enumerate(rate.path)
    ]


def _columns(legs, since, until):
    if not legs:
        return []
    days = [connection.ops.adapt_datefield_value(day) for day in (since, until)]
    sql = (
        f"SELECT v.column1, (SELECT {joined()}(s.told, ' ') FROM (SELECT f.told "  # noqa: S608
        "FROM tickers_fixing f WHERE f.base_id = b.id AND f.quote_id = q.id "
        "AND f.provider = v.column2 AND f.date >= %s AND f.date <= %s "
        f"AND {STANDING.format(f='f')} ORDER BY f.date, f.revision) s) "
        f"FROM {rows_of_legs(legs)}"
    )
    texts = dict(rows_of(sql, days))
    return [columns_of(texts.get(number)) for number in range(len(legs))]

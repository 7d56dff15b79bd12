"""The demo rates: two years of business days that end where the real ones are."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from newsroom.demo.rates import fixings

UNTIL = date(2026, 3, 18)
LARGEST = {"KGS": 0.3, "KZT": 0.9, "TJS": 0.2, "UZS": 0.5, "TMT": 0}
LARGEST |= {"EUR": 0.5, "RUB": 0.9, "CNY": 0.2}
ENDS = {"KGS": 87.45, "KZT": 515, "TJS": 9.2, "UZS": 12_200, "TMT": 3.5}
ENDS |= {"EUR": 0.895, "RUB": 79.6, "CNY": 7.12}


def by_quote(until=UNTIL):
    series = defaultdict(list)
    for fixing in fixings(until):
        series[fixing.quote].append(fixing)
    return series


def test_fixings_are_dollars_in_eight_currencies():
    assert set(by_quote()) == set(LARGEST)
    assert {(fixing.base, fixing.nominal) for fixing in fixings(UNTIL)} == {("USD", 1)}


def test_fixings_cover_two_years_of_business_days_once():
    for series in by_quote().values():
        days = [fixing.date for fixing in series]
        assert days == sorted(set(days))
        assert all(day.weekday() < 5 for day in days)
        assert days[-1] == UNTIL
        assert days[0] <= UNTIL - timedelta(days=727)
        assert 515 <= len(days) <= 525


@pytest.mark.parametrize("until", [date(2026, 3, 21), date(2026, 3, 22)])
def test_fixings_end_on_friday_when_asked_at_the_weekend(until):
    assert {series[-1].date for series in by_quote(until).values()} == {date(2026, 3, 20)}


@pytest.mark.parametrize("quote", sorted(LARGEST))
def test_fixings_move_little_from_day_to_day_and_end_where_the_bank_is(quote):
    values = [fixing.value for fixing in by_quote()[quote]]
    assert float(values[-1]) == pytest.approx(ENDS[quote], rel=0.002)
    moves = [abs(after / before - 1) * 100 for before, after in pairwise(values)]
    assert max(moves) <= LARGEST[quote]
    assert min(values) > values[-1] * Decimal("0.8")
    assert max(values) < values[-1] * Decimal("1.25")
    if LARGEST[quote]:
        assert len(set(values)) > 100


def test_fixings_have_four_decimals_and_are_the_same_again():
    values = list(fixings(UNTIL))
    assert {fixing.value.as_tuple().exponent for fixing in values} == {-4}
    assert values == list(fixings(UNTIL))

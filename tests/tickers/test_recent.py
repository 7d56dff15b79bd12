"""What was published lately: the days of the history, for many pairs by one statement."""

from datetime import date, timedelta

import pytest

from tests.factories import make_fixing
from tickers.derivation import history, rates
from tickers.derivation.recent import recent

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 25)
SINCE = TODAY - timedelta(days=91)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-05-25T12:00:00+06:00", tick=False)


@pytest.fixture
def banks():
    """Two banks, one with foreign currencies in its own and one with its own in foreign ones."""
    for age in (0, 1, 5, 200):
        day = TODAY - timedelta(days=age)
        make_fixing("USD/KGS", f"{87 + age}", day, provider="nbkr")
        make_fixing("UZS/KGS", f"{7 + age}", day, provider="nbkr", nominal=1000)
        make_fixing("EUR/USD", f"1.{11 + age}", day, provider="ecb")
        if age != 5:
            make_fixing("EUR/CNY", f"8.{11 + age}", day, provider="ecb")
    make_fixing("USD/KGS", "87.5", TODAY, provider="nbkr", revision=2)
    make_fixing("USD/KGS", "900", TODAY - timedelta(days=2), provider="nbkr", review="held")


PAIRS = [
    ("USD", "KGS"), ("KGS", "UZS"), ("USD", "UZS"), ("UZS", "USD"),
    ("EUR", "USD"), ("USD", "CNY"), ("CNY", "EUR"),
]  # fmt: skip


def test_recent_days_are_those_of_the_history(banks):
    found = rates(PAIRS)
    for rate, (days, values) in zip(found, recent(found, SINCE, TODAY), strict=True):
        part = history(rate.base, rate.quote).between(SINCE, TODAY)
        assert (days, values) == (part.days, part.values), rate.name
        assert len(days) == (2 if "CNY" in rate.name and rate.is_crossed else len(days)) >= 2


@pytest.mark.parametrize("number", [1, len(PAIRS)])
def test_recent_days_cost_one_statement(banks, number, django_assert_num_queries):
    found = rates(PAIRS[:number])
    with django_assert_num_queries(1):
        recent(found, SINCE, TODAY)


def test_nothing_is_asked_about_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert recent([], SINCE, TODAY) == []


def test_rate_that_is_old_has_no_recent_days():
    make_fixing("USD/TMT", "3.5", TODAY - timedelta(days=300), provider="cbt")
    assert recent(rates([("USD", "TMT")]), SINCE, TODAY) == [([], [])]


def test_rate_in_a_dead_form_has_none():
    make_fixing("USD/BYR", "20000", date(2016, 6, 30), provider="nbrb")
    (rate,) = rates([("USD", "BYN")], date(2016, 7, 2))
    assert rate.path[0].note
    assert recent([rate], date(2016, 4, 1), date(2016, 7, 2)) == [([], [])]

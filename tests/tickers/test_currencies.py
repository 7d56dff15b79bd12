"""Which currency became which, and what its amounts are worth since."""

from datetime import date
from decimal import Decimal

import pytest

from tickers.currencies import SUCCESSIONS, converted, forms, name_of


@pytest.mark.parametrize(
    ("amount", "code", "day", "is_now"),
    [
        ("50000", "BYR", date(2016, 7, 1), ("5", "BYN")),
        ("50000", "BYR", date(2016, 6, 30), ("50000", "BYR")),
        ("10000000", "BYB", date(2020, 1, 1), ("1", "BYN")),
        ("5000", "TMM", date(2009, 1, 1), ("1", "TMT")),
        ("1000000", "TRL", date(2005, 1, 1), ("1", "TRY")),
        ("6000", "RUR", date(1998, 1, 1), ("6", "RUB")),
        ("5000", "AZM", date(2006, 1, 1), ("1", "AZN")),
        ("75345", "HRK", date(2023, 1, 1), ("10000", "EUR")),
        ("1.95583", "BGN", date(2026, 1, 1), ("1", "EUR")),
        ("100", "USD", date(2026, 1, 1), ("100", "USD")),
    ],
)
def test_amount_of_a_dead_currency_is_told_in_its_successor(amount, code, day, is_now):
    value, successor = converted(Decimal(amount), code, day)
    assert (value, successor) == (Decimal(is_now[0]), is_now[1])


def test_forms_lead_back_through_all_redenominations():
    assert [(form.code, form.factor, form.until) for form in forms("BYN")] == [
        ("BYN", 1, None),
        ("BYR", 10_000, date(2016, 7, 1)),
        ("BYB", 10_000_000, date(2000, 1, 1)),
    ]


def test_what_joined_the_euro_is_no_former_euro():
    assert [form.code for form in forms("EUR")] == ["EUR"]


def test_rur_is_the_old_rouble_and_later_another_name_of_the_new_one():
    assert [(form.code, form.factor, form.since, form.until) for form in forms("RUB")] == [
        ("RUB", 1, None, None),
        ("RUR", 1, date(1998, 1, 1), None),
        ("RUR", 1000, None, date(1998, 1, 1)),
    ]


def test_successions_end_and_none_goes_back_in_time():
    for code, step in SUCCESSIONS.items():
        later = SUCCESSIONS.get(step.successor)
        assert step.factor > 0, code
        assert later is None or later.day > step.day, code


@pytest.mark.parametrize(
    ("code", "name"), [("USD", "US Dollar"), ("KGS", "Kyrgystani Som"), ("QQQ", "QQQ")]
)
def test_currency_has_the_name_of_a_kept_library(code, name):
    assert name_of(code) == name

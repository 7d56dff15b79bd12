"""Arithmetic and wording of rates."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickers.rates import (
    change_in_words,
    change_percent,
    format_amount,
    format_change,
    format_difference,
    format_value,
    is_stale,
    spaced,
    unit_value,
)

positive = st.decimals("0.0000001", "1000000", allow_nan=False, places=7)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.0114351", "0.01144"),
        ("0.0019412", "0.001941"),
        ("0.10866", "0.10866"),
        ("0.00008203", "0.00008203"),
        ("0.0000820349", "0.00008203"),
        ("0.2857142", "0.28571"),
        ("0.2849", "0.28490"),
        ("87.45", "87.45000"),
        ("0.000125", "0.0001250"),
        ("0.011445", "0.01144"),
        ("0.011455", "0.01146"),
    ],
)
def test_value_has_five_decimals_or_four_significant_digits(value, text):
    assert format_value(Decimal(value)) == text


def test_value_follows_the_editors_digits():
    assert format_value(Decimal("87.45"), decimals=2) == "87.45"
    assert format_value(Decimal("0.00008203"), decimals=2, significant=2) == "0.000082"


@given(positive)
def test_value_is_never_shown_as_nothing(value):
    digits = format_value(value).replace(".", "").strip("0")
    assert digits


#: Of twenty-four orders of magnitude, with as many digits as a quotient has.
any_value = st.builds(
    lambda digits, exponent, sign: sign * Decimal(digits).scaleb(exponent - len(str(digits)) + 1),
    st.integers(1, 10**28 - 1),
    st.integers(-12, 12),
    st.sampled_from([1, -1]),
)


def read(text):
    """Return a number that was written for readers, and how many decimals it has."""
    plain = text.replace("\u202f", "").replace("\N{MINUS SIGN}", "-")
    return Decimal(plain), len(plain.partition(".")[2])


@given(any_value, st.integers(0, 12), st.integers(1, 12))
def test_value_is_rounded_half_even_with_no_fewer_digits_than_wanted(value, decimals, significant):
    text = format_value(value, decimals, significant)
    shown, places = read(text)
    assert places == max(decimals, significant - 1 - value.adjusted())
    away, half = abs(shown - value), Decimal(5).scaleb(-places - 1)
    assert away <= half
    if away == half:
        assert int(shown.scaleb(places)) % 2 == 0
    assert len(f"{abs(shown):f}".replace(".", "").lstrip("0")) >= significant


@given(any_value)
def test_value_has_a_true_minus_and_thin_spaces_between_thousands(value):
    text = format_value(value)
    whole = text.removeprefix("\N{MINUS SIGN}").partition(".")[0]
    assert "-" not in text
    assert (text[0] == "\N{MINUS SIGN}") is (value < 0)
    assert [len(group) for group in whole.split("\u202f")[1:]] == [3] * ((len(whole) - 1) // 4)


@given(any_value, any_value)
def test_change_has_its_sign_its_words_and_no_negative_nothing(value, previous):
    value, previous = abs(value), abs(previous)
    percent = change_percent(value, previous)
    exact = (Fraction(value) / Fraction(previous) - 1) * 100
    assert abs(Fraction(percent) - exact) <= Fraction(1, 200)
    text, words = format_change(percent), change_in_words(percent)
    assert "-" not in text
    if abs(exact) < Fraction(1, 200):
        assert (text, words) == ("0.00%", "unchanged")
    if abs(exact) > Fraction(1, 200):
        assert (text[0], words.split()[0]) == (
            ("+", "up") if exact > 0 else ("\N{MINUS SIGN}", "down")
        )


@pytest.mark.parametrize(
    ("value", "previous", "text"),
    [
        ("1.0025", "1", "+0.25%"),
        ("0.9982", "1", "−0.18%"),
        ("1", "1", "0.00%"),
        ("0.99999", "1", "0.00%"),
        ("1.00001", "1", "0.00%"),
        ("2", "1", "+100.00%"),
        ("1000", "1", "+99\u202f900.00%"),
    ],
)
def test_change_has_its_sign_and_is_never_minus_nothing(value, previous, text):
    assert format_change(change_percent(Decimal(value), Decimal(previous))) == text


@given(positive, positive)
def test_change_never_shows_a_negative_zero(value, previous):
    text = format_change(change_percent(value, previous))
    assert "-" not in text
    assert not (text.startswith("−") and not text.strip("−0.%"))


def test_unit_value_divides_by_the_nominal_or_turns_it_round():
    assert unit_value(Decimal("16.5"), 100) == Decimal("0.165")
    assert unit_value(Decimal("50"), 100, inverted=True) == Decimal("2")


@given(positive, st.integers(1, 10000))
def test_inverse_of_the_inverse_is_the_value(value, nominal):
    there = unit_value(value, nominal)
    assert abs(unit_value(there, 1, inverted=True) * there - 1) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("difference", "text"),
    [("0.023", "+0.02300"), ("-0.0023", "−0.002300"), ("0", "0.00000"), ("-0.00", "0.00000")],
)
def test_difference_has_its_sign_and_nothing_has_none(difference, text):
    assert format_difference(Decimal(difference)) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("12204.55", 2, "12 204.55"),
        ("1234567.5", 0, "1 234 568"),
        ("999.4", 0, "999.4"),
        ("-12204.55", 2, "−12 204.55"),
    ],
)
def test_thousands_stand_apart_by_a_thin_space(value, decimals, text):
    assert format_value(Decimal(value), decimals) == text.replace(" ", "\u202f")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1 USD = 87.4500 KGS", "1 USD = 87.4500 KGS"),
        ("1 USD = 12204.50 UZS", "1 USD = 12\u202f204.50 UZS"),
        ("1000 KRW = 0.12345678 XAU", "1\u202f000 KRW = 0.12345678 XAU"),
        ("1 EUR = 1734000 TRL", "1 EUR = 1\u202f734\u202f000 TRL"),
    ],
)
def test_published_figures_get_thin_spaces_and_keep_their_digits(text, told):
    assert spaced(text) == told


def test_value_of_many_digits_is_written_whole():
    assert format_value(Decimal("9" * 30), 0).count("9") == 30


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (None, ""),
        ("0.00", "unchanged"),
        ("0.25", "up 0.25 per cent"),
        ("-0.17", "down 0.17 per cent"),
    ],
)
def test_change_is_said_in_words(percent, words):
    assert change_in_words(percent and Decimal(percent)) == words


@pytest.mark.parametrize(("amount", "text"), [("8745", "8\u202f745.00"), ("0.0001", "0.0001")])
def test_amount_of_money_is_never_hidden(amount, text):
    assert format_amount(Decimal(amount)) == text


@pytest.mark.parametrize(("days", "stale"), [(0, False), (4, False), (5, True)])
def test_rate_is_stale_after_more_than_a_long_weekend(days, stale):
    today = date(2026, 5, 26)
    assert is_stale(today - timedelta(days=days), today) is stale

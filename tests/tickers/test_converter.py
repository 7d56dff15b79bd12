"""What people type as an amount, and how much it is in another currency."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tickers.converter import Conversion, WrongAmount, amount_of
from tickers.derivation import PairRate, State
from tickers.strip import Line

THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1000", "1000"), (" 12.50 ", "12.50"), ("1,000.50", "1000.50"), ("1 000,50", "1000.50"),
        ("1,000", "1000"), ("1,5", "1.5"), ("0,125", "0.125"), ("1.000.000", "1000000"),
        ("1.234.567,89", "1234567.89"), ("1\u202f000", "1000"), ("1'000", "1000"), ("+5", "5"),
        (".5", "0.5"), ("5.", "5"), ("12,34,567", "1234567"), ("0", "0"), ("9" * 15, "9" * 15),
    ],
)  # fmt: skip
def test_amount_is_read_as_people_write_it(typed, amount):
    assert amount_of(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "The amount is missing."),
        ("  ", "The amount is missing."),
        ("ten", "“ten” is no amount."),
        ("-5", "The amount is less than nothing."),
        ("−5", "The amount is less than nothing."),
        ("1" * 30, "The amount has more than 15 digits before the point."),
        ("1." + "1" * 11, "The amount has more than 10 decimals."),
        ("1e400", "“1e400” is no amount."),
        ("NaN", "“NaN” is no amount."),
        ("1,0,0", "“1,0,0” is no amount."),
        ("1,000,00", "“1,000,00” is no amount."),
        ("12.03.26", "“12.03.26” is no amount."),
        ("..", "“..” is no amount."),
        ("٣", "“٣” is no amount."),
        ("x" * 500, "x” is no amount."),
    ],
)
def test_what_is_no_amount_is_told_in_a_sentence(typed, sentence):
    with pytest.raises(WrongAmount) as raised:
        amount_of(typed)
    assert sentence in str(raised.value)
    assert len(str(raised.value)) < 120


def conversion(amount, value="87.4500", decimals=None):
    day, at = date(2026, 3, 12), datetime(2026, 3, 12, tzinfo=UTC)
    rate = PairRate("USD", "KGS", Decimal(value), day, "nbkr", "NBKR", at, (), State.FRESH)
    return Conversion(Decimal(amount), Line(rate, decimals=decimals))


@pytest.mark.parametrize(
    ("amount", "value", "amount_text", "worth_text"),
    [
        ("1", "87.4500", "1 USD", "87.45 KGS"),
        ("1", "0.0114351", "1 USD", "0.01144 KGS"),
        ("1000", "87.4500", f"1{THIN}000 USD", f"87{THIN}450.00 KGS"),
        ("12.5", "87.4500", "12.50 USD", f"1{THIN}093.12 KGS"),
        ("0.001", "87.4500", "0.001 USD", "0.09 KGS"),
        ("0", "87.4500", "0 USD", "0.00 KGS"),
    ],
)
def test_conversion_is_written_as_money_and_a_rate_as_a_rate(
    amount, value, amount_text, worth_text
):
    found = conversion(amount, value)
    assert (found.amount_text, found.worth_text) == (amount_text, worth_text)


def test_conversion_keeps_every_digit():
    found = conversion("999999999999999", "0.0114350000000000000000000001")
    assert str(found.worth) == "11434999999999.9885650000000999999999999999"


def test_citation_tells_source_and_day_and_leads_to_the_rate():
    found = conversion("1", decimals=4)
    assert found.citation == "87.4500 KGS (NBKR, 12 March 2026)"
    assert found.address == "/markets/usd-kgs/?date=2026-03-12&source=nbkr"
    assert "&amount=12.5&" in conversion("12.5").address

"""Numbers and days as banks write them."""

from datetime import date
from decimal import Decimal

import pytest

from tickers.providers import figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("87,4500", "87.4500"),
        ("1 234,5600", "1234.5600"),
        ("1\u00a0234,56", "1234.56"),
        ("1\u202f234\u202f567.8", "1234567.8"),
        ("1'234.5", "1234.5"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1.234.567,89", "1234567.89"),
        ("5,39256E-05", "0.0000539256"),
        ("12194.21", "12194.21"),
        (".0881", "0.0881"),
        (",0881", "0.0881"),
        (" 3.5\n", "3.5"),
        ("+2", "2"),
    ],
)
def test_number_is_read(text, value):
    assert figures.number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "1.2.3", "1,2,3", "1.23,456.7", "12,34.5", "0x1", "1_000", "१", "½", "1e"),
        *("1 2 x", ".", "5.", ".e1"),
    ],
)
def test_what_is_no_number_is_told(text):
    with pytest.raises(ValueError, match="is no number"):
        figures.number(text)


def test_rate_keeps_its_digits_as_published_up_to_ten_decimals():
    assert str(figures.rate("1.10")) == "1.10"
    assert str(figures.rate("0.12345678905000001")) == "0.1234567891"
    assert str(figures.rate("0.0000000001")) == "1E-10"


@pytest.mark.parametrize(
    ("read", "text", "day"),
    [
        (figures.day_first, "24.05.2026", date(2026, 5, 24)),
        (figures.day_first, "02-03-2026", date(2026, 3, 2)),
        (figures.day_first, "18.04.16", date(2016, 4, 18)),
        (figures.day_first, "31.12.98", date(1998, 12, 31)),
        (figures.iso, "2026-02-28T00:00:00.000Z", date(2026, 2, 28)),
        (figures.iso, "2026-03-02T00:00:00+04:00", date(2026, 3, 2)),
        (figures.iso, "2026-03-17T00:00:00", date(2026, 3, 17)),
        (figures.iso_or_day_first, "2023-05-20", date(2023, 5, 20)),
        (figures.iso_or_day_first, "20.05.2026", date(2026, 5, 20)),
        (figures.iso_or_written, "30 October 2026", date(2026, 10, 30)),
        (figures.iso_or_written, "1999-01-04", date(1999, 1, 4)),
    ],
)
def test_day_is_read(read, text, day):
    assert read(text) == day


@pytest.mark.parametrize("read", [figures.day_first, figures.iso, figures.iso_or_written])
@pytest.mark.parametrize(
    "text", ["", "2026-02-30", "30.02.2026", "5/24/2026", "now", "2026-05", "9" * 99]
)
def test_what_is_no_day_is_told(read, text):
    with pytest.raises(ValueError, match="is no da"):
        read(text)

"""Numbers and days as banks write them. Each function raises ValueError with the rest of a
sentence that begins with what could not be read."""

import re
from datetime import date, datetime
from decimal import Decimal

# Some databases write a fraction without its nought: .0881
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{1,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?"
)
_SPACES = re.compile(r"[\s'’]")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*(?!\1)[.,][0-9]+")
# Tables of offices have a time after the day, of midnight.
_NUMBERS = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?: [0-9:]+)?")
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{2})\2([0-9]{2})(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?")
#: What a column of ten decimals and ten digits before them can keep.
_PLACES = Decimal("1e-10")
_LIMIT = Decimal("1e10")
_MOST_NOMINAL = 10**9
# Two digits of a year: banks on the web began after 1970.
_CENTURY = 70


def short(text: str, length: int = 40) -> str:
    """Quote what came, on one line, as far as a sentence has room for it."""
    text = " ".join(text[: 4 * length].split())
    return f"“{text[:length]}…”" if len(text) > length else f"“{text}”"


def number(text: str) -> Decimal:
    """Read `1 234,5600`, `1,234.56`, `.0881` or `5,39256E-05`."""
    plain = _SPACES.sub("", text[:80])
    if grouped := _GROUPED.fullmatch(plain):
        plain = plain.replace(grouped[1], "")
    plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"{short(text)} is no number")
    return Decimal(plain)


def rate(text: str) -> Decimal:
    """Read a number that a rate can be, to ten decimals."""
    value = number(text)
    if value <= 0:
        raise ValueError(f"{short(text)} is not above zero")
    if not _PLACES <= value < _LIMIT:
        raise ValueError(f"{short(text)} is too {'large' if value > 1 else 'small'} for a rate")
    return value.quantize(_PLACES) if value.as_tuple().exponent < -10 else value


def nominal(text: str) -> int:
    value = number(text)
    if not 1 <= value <= _MOST_NOMINAL or value != int(value):
        raise ValueError(f"its nominal {short(text)} is no number of units")
    return int(value)


def day_first(text: str) -> date:
    """Read `24.05.2026`, `24-05-2026` or `24.05.26`."""
    match = _NUMBERS.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{short(text)} is no date like 24.05.2026")
    year = int(match[4])
    if len(match[4]) == 2:
        year += 2000 if year < _CENTURY else 1900
    return _day(text, year, int(match[3]), int(match[1]))


def month_first(text: str) -> date:
    """Read `05/24/2026`."""
    match = _NUMBERS.fullmatch(text.strip())
    if not match or len(match[4]) != 4:
        raise ValueError(f"{short(text)} is no date like 05/24/2026")
    return _day(text, int(match[4]), int(match[1]), int(match[3]))


def iso(text: str) -> date:
    """Read `2026-05-24` or `2026/05/24`, with or without a time: the day is the one that is
    written there."""
    match = _ISO.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{short(text)} is no date like 2026-05-24")
    return _day(text, int(match[1]), int(match[3]), int(match[4]))


def iso_or_day_first(text: str) -> date:
    return iso(text) if _ISO.fullmatch(text.strip()) else day_first(text)


def iso_or_written(text: str) -> date:
    """Read `2026-10-30` or `30 October 2026`."""
    if _ISO.fullmatch(text.strip()):
        return iso(text)
    try:
        return datetime.strptime(text.strip(), "%d %B %Y").date()
    except ValueError:
        raise ValueError(f"{short(text)} is no date like 2026-10-30") from None


def _day(text, year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{short(text)} is no day of the calendar") from None

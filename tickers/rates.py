"""Arithmetic and wording of rates: pure functions over `Decimal`, no database, no clock.

A fixing says: `nominal` units of one currency are worth `value` units of another.
"""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache

DECIMALS = 5
SIGNIFICANT_DIGITS = 4
MINUS = "\N{MINUS SIGN}"
#: Between thousands; it is thin, and no line ends at it.
THIN = "\N{NARROW NO-BREAK SPACE}"
#: A quotient keeps 28 digits; it is rounded once, when it is shown.
_QUOTIENT = Context(prec=28)
_EXACT = Context(prec=80)
_HUNDREDTH = Decimal("0.01")
#: What stands before a point, when it is long.
_THOUSANDS = re.compile(r"(?<![.0-9])[0-9]{4,}")
#: Days without a newer fixing after which a rate is stale whose source has no calendar that we
#: know: a long weekend isn't.
STALE_AFTER = timedelta(days=4)


def exactly(above, below):
    """Return `above / below` with 28 digits, both being products without an error."""
    return _QUOTIENT.divide(Decimal(above), Decimal(below))


def quotients(above, below):
    """Return `above / below` for two columns of figures."""
    return list(map(_QUOTIENT.divide, above, below))


def unit_value(value, nominal, *, inverted=False):
    """Return what one unit is worth when `nominal` units are worth `value`, or its inverse."""
    return exactly(nominal, value) if inverted else exactly(value, nominal)


def format_value(value, decimals=None, significant=None):
    """Return `value` (Decimal) as text, rounded half-even: 12 204.55000 with thin spaces.

    Five decimals unless told otherwise, and more where they would leave fewer than four
    significant digits: 0.00008131 says what 0.00008 hides. Trailing zeros stay; nothing is
    never minus nothing.
    """
    decimals = DECIMALS if decimals is None else decimals
    significant = SIGNIFICANT_DIGITS if significant is None else significant
    needed = significant - 1 - value.adjusted() if value else 0
    rounded = value.quantize(_unit(max(decimals, needed)), ROUND_HALF_EVEN, _EXACT)
    if not rounded:
        rounded = abs(rounded)
    return f"{rounded:,f}".replace(",", THIN).replace("-", MINUS)


@lru_cache(maxsize=64)
def _unit(decimals):
    return Decimal(1).scaleb(-decimals)


def spaced(text):
    """Return a text with thin spaces between the thousands of its figures, the digits as they
    were published: 1 USD = 12 204.50 UZS. It has no years, which would get them as well."""
    return _THOUSANDS.sub(lambda match: f"{int(match[0]):,}".replace(",", THIN), str(text))


def format_difference(difference, decimals=None, significant=None):
    """Return what was added, with its sign; nothing has none."""
    text = format_value(difference, decimals, significant)
    return f"+{text}" if difference > 0 else text


def change_percent(value, previous):
    """Return the change from `previous` to `value` in percent, two decimals, half-even, no -0."""
    change = ((value - previous) * 100 / previous).quantize(_HUNDREDTH, ROUND_HALF_EVEN, _EXACT)
    return change if change else Decimal("0.00")


def format_change(percent):
    """Return `percent` with its sign; no change has none: +0.25%, −0.18%, 0.00%."""
    return f"{percent:+,}%".replace(",", THIN).replace("-", MINUS) if percent else "0.00%"


def change_in_words(percent):
    """Return what somebody hears who does not see signs and arrows; "" when nothing is known."""
    if percent is None:
        return ""
    if not percent:
        return "unchanged"
    return f"{'up' if percent > 0 else 'down'} {abs(percent)} per cent"


def format_amount(amount, decimals=2):
    """Return an amount of money: decimals as told, more where they would hide it."""
    return format_value(amount, decimals, 1 if amount and abs(amount) < 1 else 0)


def is_stale(as_of, today):
    """Whether a fixing of day `as_of` is too old to be called today's rate."""
    return today - as_of > STALE_AFTER


def in_words(day: date) -> str:
    """Return a day as sentences tell it: 24 May 2026."""
    return f"{day:%-d %B %Y}"

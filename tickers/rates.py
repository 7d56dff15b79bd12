"""Arithmetic and wording of rates: pure functions over `Decimal`, no database, no clock.

A fixing says: `nominal` units of one currency are worth `value` units of another.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

DECIMALS = 5
SIGNIFICANT_DIGITS = 4
#: Digits kept when a published rate is turned round; banks publish at most 10.
_PRECISION = 28
#: Days without a newer fixing after which a rate is stale: a long weekend isn't.
STALE_AFTER = timedelta(days=4)


def unit_value(value, nominal, *, inverted=False):
    """Return what one unit is worth when `nominal` units are worth `value`, or its inverse."""
    with localcontext(prec=_PRECISION):
        return nominal / value if inverted else value / nominal


def format_value(value, decimals=None, significant=None):
    """Return `value` (positive Decimal) as text, rounded half-even.

    Five decimals unless told otherwise, and more where they would leave fewer than four
    significant digits: 0.00008131 says what 0.00008 hides. Trailing zeros stay.
    """
    decimals = DECIMALS if decimals is None else decimals
    significant = SIGNIFICANT_DIGITS if significant is None else significant
    needed = significant - 1 - value.adjusted()
    places = max(decimals, needed)
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):f}"


def change_percent(value, previous):
    """Return the change from `previous` to `value` in percent, two decimals, half-even, no -0."""
    change = ((value - previous) * 100 / previous).quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    return change if change else Decimal("0.00")


def format_change(percent):
    """Return `percent` with its sign; no change has none: +0.25%, -0.18%, 0.00%."""
    return f"{percent:+}%" if percent else "0.00%"


@dataclass(frozen=True)
class Rate:
    """What one unit of `base` was worth in `quote` on `as_of`, and what it had been before."""

    base: str
    quote: str
    value: Decimal
    as_of: date
    source: str
    previous: Decimal | None = None
    decimals: int | None = None
    significant: int | None = None
    label: str = ""
    stale: bool = False

    @property
    def name(self):
        return self.label or f"{self.base}/{self.quote}"

    @property
    def value_text(self):
        return format_value(self.value, self.decimals, self.significant)

    @property
    def change(self):
        """Percent against the fixing before this one; None when there was none."""
        return None if self.previous is None else change_percent(self.value, self.previous)

    @property
    def change_text(self):
        return "" if self.change is None else format_change(self.change)

    @property
    def direction(self):
        """One of `up`, `down`, `unchanged`, or empty when nothing is known before."""
        if self.change is None:
            return ""
        if not self.change:
            return "unchanged"
        return "up" if self.change > 0 else "down"


def is_stale(as_of, today):
    """Whether a fixing of day `as_of` is too old to be called today's rate."""
    return today - as_of > STALE_AFTER

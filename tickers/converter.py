"""Money of one currency in another: what people type as an amount, and how much that is."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from tickers.addresses import pair_address
from tickers.rates import format_amount, format_value, in_words
from tickers.strip import Line

#: More is nobody's money, and longer than a line.
LARGEST_DIGITS = 15
MOST_DECIMALS = 10
_EXACT = Context(prec=80)
_SPACES = re.compile(r"[\s'’_]+")
_NUMBER = re.compile(r"[0-9]*(?:\.[0-9]*)?")
#: Thousands, or the hundreds of thousands of South Asia.
_GROUPS = {
    sign: re.compile(rf"[0-9]{{1,3}}(?:[{sign}][0-9]{{2,3}})*[{sign}][0-9]{{3}}") for sign in ",."
}


class WrongAmount(ValueError):
    """What was typed is no amount; the text is a sentence for who typed it."""


def amount_of(text):
    """Return the amount (Decimal) that somebody typed: `1,000.50`, `1 000,50` and `1000.5` alike.

    Of points and commas the last one stands before the decimals, unless it stands more than once
    or is a comma before three digits. Raises WrongAmount.
    """
    typed = _SPACES.sub("", text)
    if not typed:
        raise WrongAmount("The amount is missing. Type a number like 1000 or 12.50.")
    if typed[0] in "-−":
        raise WrongAmount("The amount is less than nothing. Type it without the minus.")
    number = _with_point(typed.removeprefix("+"))
    if number in ("", ".") or not _NUMBER.fullmatch(number):
        raise WrongAmount(f"“{text.strip()[:40]}” is no amount. Type a number like 1000 or 12.50.")
    whole, _, decimals = number.partition(".")
    if len(whole.lstrip("0")) > LARGEST_DIGITS:
        raise WrongAmount(
            f"The amount has more than {LARGEST_DIGITS} digits before the point. Type fewer."
        )
    if len(decimals) > MOST_DECIMALS:
        raise WrongAmount(
            f"The amount has more than {MOST_DECIMALS} decimals. Type it with fewer of them."
        )
    return Decimal(number)


def _with_point(typed):
    """Write a number with a point before its decimals and nothing between its thousands."""
    last, other = (",", ".") if typed.rfind(",") > typed.rfind(".") else (".", ",")
    whole, _, decimals = typed.rpartition(last)
    if typed.count(last) > 1 or (last == "," and len(decimals) == 3 and whole.strip("0")):
        return _ungrouped(typed, last)
    return f"{_ungrouped(whole, other)}.{decimals}" if last in typed else typed


def _ungrouped(number, sign):
    return number.replace(sign, "") if _GROUPS[sign].fullmatch(number) else number


@dataclass(frozen=True)
class Conversion:
    """An amount of a Line's base currency in its quote currency."""

    amount: Decimal
    line: Line

    @property
    def worth(self):
        return _EXACT.multiply(self.amount, self.line.rate.value)

    @property
    def amount_text(self):
        decimals = max(-self.amount.as_tuple().exponent, 0)
        return (
            f"{format_value(self.amount, decimals and max(decimals, 2), 1)} {self.line.rate.base}"
        )

    @property
    def worth_text(self):
        return f"{self._worth_text()} {self.line.rate.quote}"

    def _worth_text(self):
        if self.amount == 1:
            # A rate, and not money.
            return format_value(self.worth, 2 if self.line.decimals is None else self.line.decimals)
        return format_amount(self.worth)

    @property
    def address(self):
        """Where a story that quotes it leads to: it tells the rate's day and source, too."""
        rate = self.line.rate
        amount = "" if self.amount == 1 else f"{self.amount:f}"
        facts = {"date": rate.date, "amount": amount, "source": rate.provider}
        return pair_address(rate.base, rate.quote, **facts)

    @property
    def citation(self):
        """As a story has it: `87.45 KGS (NBKR, 12 March 2026)`."""
        rate = self.line.rate
        return f"{self.worth_text} ({rate.source}, {in_words(rate.date)})"

"""What a provider's `parse` tells: rates, what is doubtful about them, or that there are none."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FixingRecord:
    """A published rate: `nominal` units of `base` are worth `value` units of `quote` on `date`.

    Codes and figures are as published: a dead code stays, nothing is divided by its nominal.
    """

    base: str
    quote: str
    nominal: int
    value: Decimal
    date: date


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence on what is odd about a payload; a refusal, when it was left out for that, and of
    another day, when it is only that the rates are not of the day that was asked for."""

    text: str
    is_refusal: bool = False
    is_of_another_day: bool = False


class UnreadablePayload(ValueError):
    """Nothing in a payload can be used: its text says whose it is, what came and what to do."""

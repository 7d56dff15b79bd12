"""Two years of invented official rates of the US dollar, shaped like the central banks' own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

BASE = "USD"
YEARS = 2
PLACES = Decimal("0.0001")
# Quote currency: where the walk ends, and the largest move of one day in per cent.
PAIRS = {
    "KGS": (Decimal("87.45"), 0.3),
    "KZT": (Decimal("515.30"), 0.9),
    "TJS": (Decimal("9.2042"), 0.2),
    "UZS": (Decimal("12204.55"), 0.5),
    "TMT": (Decimal("3.5"), 0.0),
    "EUR": (Decimal("0.8952"), 0.5),
    "RUB": (Decimal("79.61"), 0.9),
    "CNY": (Decimal("7.1204"), 0.2),
}


@dataclass(frozen=True)
class DemoFixing:
    """`nominal` units of `base` cost `value` units of `quote`."""

    base: str
    quote: str
    nominal: int
    value: Decimal
    date: date


def fixings(until: date) -> Iterator[DemoFixing]:
    """One fixing for each pair and business day of the two years up to `until`, oldest first."""
    days = business_days(until)
    walks = {
        quote: walk(f"rates {quote}", end, largest, len(days))
        for quote, (end, largest) in PAIRS.items()
    }
    for index, day in enumerate(days):
        for quote, values in walks.items():
            yield DemoFixing(BASE, quote, 1, values[index], day)


def business_days(until: date) -> list[date]:
    first = until - timedelta(days=YEARS * 365)
    days = (first + timedelta(days=step) for step in range(YEARS * 365 + 1))
    return [day for day in days if day.weekday() < 5]


def walk(seed: str, end: Decimal, largest: float, length: int) -> list[Decimal]:
    """So many values that end at `end`; walked backwards, so that the last one is known."""
    rng = Random(seed)  # noqa: S311 - rates, not secrets
    values = [float(end)]
    for _ in range(length - 1):
        pull = 0.01 * (float(end) / values[-1] - 1)  # keeps two years within a believable band
        move = max(-largest, min(largest, rng.gauss(100 * pull, largest / 3)))
        values.append(values[-1] * (1 + move / 100 * 0.99))
    return [Decimal(value).quantize(PLACES) for value in reversed(values)]

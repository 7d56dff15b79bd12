"""What a rate is kept as: a decimal of so many digits, and how many were published."""

from decimal import Context, Decimal

#: SQLite keeps fifteen digits of a number; no bank publishes more.
_KEPT = Context(prec=15)
DECIMALS = 10


def places_of(value):
    """Return how many decimals a value was published with: 87.4500 has four."""
    exponent = Decimal(value).as_tuple().exponent
    return min(max(-exponent, 0), DECIMALS) if isinstance(exponent, int) else None


def kept(value):
    """Return a finite value with the fifteen digits and ten decimals that are kept of it."""
    value = _KEPT.plus(value)
    return round(value, DECIMALS) if value.as_tuple().exponent < -DECIMALS else value


def published_text(value, places):
    """Write a value with the decimals it was published with; as few as it needs when unknown."""
    if places is None:
        return f"{value.normalize():f}"
    return f"{value:.{places}f}"

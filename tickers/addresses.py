"""What an address says of rates: a pair like `usd-kgs`, a day like `2026-03-12`."""

import re
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils import timezone

from tickers.rates import in_words

#: Nobody's pair or day is longer: what is shown again of a wrong one.
LONGEST = 40
#: Before this no bank's rate is kept by anybody.
EARLIEST = date(1900, 1, 1)
#: Banks publish a day ahead.
_AHEAD = timedelta(days=1)
_PAIR = re.compile(r"([a-z]{3})-([a-z]{3})", re.IGNORECASE | re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Refusal(ValueError):
    """What was asked can't be answered; the text is a sentence for who asked."""

    status = 400


class NothingThere(Refusal):
    status = 404


def codes_of(text):
    """Return the two codes of a pair as it stands in addresses: (“USD”, “KGS”) for `usd-kgs`."""
    match = _PAIR.fullmatch(text)
    if not match:
        raise NothingThere(
            f"“{text[:LONGEST]}” is no pair of currencies. "
            "Write two ISO codes with a hyphen, like usd-kgs."
        )
    base, quote = match[1].upper(), match[2].upper()
    if base == quote:
        raise NothingThere(f"“{text}” is one currency twice. Write two different ones.")
    return base, quote


def day_of(text, name=""):
    """Return the day that somebody wrote, or None when nothing is; `name` is the parameter's, for
    programs."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        where = f" for “{name}”" if name else ""
        raise Refusal(f"“{text[:LONGEST]}” is no day{where}. Write it like 2026-03-12.")
    if day > timezone.localdate() + _AHEAD:
        raise Refusal(f"{in_words(day)} is to come: its rates are not published yet.")
    if day < EARLIEST:
        raise Refusal(f"Nothing is known before {in_words(EARLIEST)}. Ask for a later day.")
    return day


def pair_address(base, quote, **parameters):
    """Return the path of a pair's page, with the parameters that have a value."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"/markets/{base.lower()}-{quote.lower()}/{'?' if query else ''}{query}"

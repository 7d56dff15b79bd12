"""Moments as agencies write them: ISO 8601, with or without its signs."""

import re
from datetime import datetime

# What a program wrote that had no date to fill its form with.
_UNFILLED = re.compile(r"(?:YY[YMDHST0:+\- ]*)?", re.IGNORECASE)
_BEFORE_NEWS = 1000


def moment(text: str) -> datetime | None:
    """Return the moment that `text` is (naive without an offset), None where it is none at all.

    Raises ValueError, with a sentence, for what can't be read.
    """
    text = " ".join(text.split())
    if _UNFILLED.fullmatch(text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.year < _BEFORE_NEWS:
        raise ValueError(f"“{text[:60]}” is not a date.")
    return found

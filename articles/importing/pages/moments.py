"""Moments as pages write them: for machines in attributes, for people beside the headline."""

import re
from datetime import datetime

from articles.importing import dates

_LONGEST_LINE = 160
_CLUTTER = re.compile(r"\s[•·|–—-]\s|(?<=\d):\s|(?<=[ap]m)\s+[A-Z]{2,5}\b|(?<=\d)\s+[A-Z]{2}T?$")
_DAY = re.compile(
    r"\b\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.)?\s+[^\W\d]{3,10}\.?,?\s+\d{4}\b"
    r"|\b[^\W\d]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"
)
_CLOCK = re.compile(
    r"\b\d{1,2}(?::|h(?=\d))\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b)?(?:\s?[+-]\d{2}:?\d{2})?", re.I
)


def moment(text: str) -> datetime | None:
    """Return the moment that an attribute tells, None for "".

    Raises ValueError, with a sentence, for what is no date and no day of the calendar.
    """
    try:
        return dates.moment(text)
    except ValueError:
        found = moment_in(text)
        if found is None:
            raise
        return found


def moment_in(line: str) -> datetime | None:
    """Return the moment that stands in a line among other words, None where there is none."""
    line = " ".join(line.split())
    if len(line) > _LONGEST_LINE:
        return None
    line = _CLUTTER.sub(" ", line)
    day = _DAY.search(line)
    if day is None:
        return None
    beside = line[: day.start()] + line[day.end() :]
    clock = _CLOCK.search(beside)
    for written in (f"{day[0]} {clock[0]}" if clock else day[0], day[0]):
        try:
            return dates.moment(written)
        except ValueError:
            continue
    return None

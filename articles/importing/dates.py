"""Dates as people write them on a line of their own: `17 December 2025`, `17.12.2025`."""

import re
from datetime import date

_ENGLISH = "january february march april may june july august september october november december"
_RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
_MONTHS = {
    name: number
    for names in (_ENGLISH, _RUSSIAN)
    for number, name in enumerate(names.split(), start=1)
}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items() if number != 5} | {"sept": 9}

_WEEKDAY = r"(?:[^\W\d]{3,12}\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})"
_NAME = r"(?P<month>[^\W\d]{3,10})"
_NUMBER = r"(?P<month>\d{1,2})"
_YEAR = r"(?P<year>\d{4})(?:\s*г\.?)?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form, re.IGNORECASE)
    for form in (
        rf"{_DAY}(?:st|nd|rd|th)?\s+{_NAME}\.?,?\s+{_YEAR}",
        rf"{_NAME}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_DAY}\.\s?{_NUMBER}\.\s?{_YEAR}",
        rf"{_DAY}/{_NUMBER}/{_YEAR}",
        rf"{_YEAR}-{_NUMBER}-{_DAY}",
    )
)


def written_date(line: str) -> date | None:
    """Return the date that `line` consists of, or None when it is something else.

    Raises ValueError, with a sentence, for a date that no calendar has and for one like
    12/07/2025, which means two days in two countries.
    """
    line = " ".join(line.split())
    for form in _FORMS:
        match = form.fullmatch(line)
        month = match and _month(match["month"])
        if month is not None:
            return _checked(line, int(match["year"]), month, int(match["day"]))
    return None


def _month(name):
    return int(name) if name.isdigit() else _MONTHS.get(name.casefold())


def _checked(line, year, month, day):
    if "/" in line and day <= 12 and month <= 12 and day != month:
        raise ValueError(f"“{line}” means different days in different countries")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"“{line}” is not a day of the calendar") from error

"""The dates of a row: when it was published, changed, and is to go."""

import re
from datetime import UTC, datetime, timedelta

from articles.importing.dates import moment, month_comes_first, without_weekday
from articles.importing.tabular.cells import text_of, truth_of
from articles.importing.tabular.headers import Table
from articles.importing.tabular.row import Row

#: The fields that hold dates.
DATED = (
    "published_at",
    "published_at_utc",
    "is_published",
    "created",
    "modified_at",
    "modified_at_utc",
    "embargo_until",
    "withdraw_at",
)
_ZEROS = re.compile(r"0{1,4}-0{1,2}-0{1,2}.*|0")
_TIME_ALONE = re.compile(r"\d{1,2}:\d{2}.{0,20}")
_HAS_TIME = re.compile(r"\d:\d\d")
# Days of a spreadsheet: 1910 to 2173.
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")
# The same of 1982 to 2036 in a table that was written out of one.
_LIKELY_SERIAL = re.compile(r"[34]\d{4}(?:\.\d+)?")
_DAY_ZERO = "1899-12-30"
_DAY = 86_400
_DIGIT = re.compile(r"\d")
_SLASHED = re.compile(r"\d{1,2}[-/]\d{1,2}[-/]\d{2}")
# In so many rows a date beyond the 12th comes up, or none does for a reason.
_ENOUGH, _SEARCHED = 1_000, 100_000


def order_of(table: Table, rows) -> bool | None:
    """Whether the month stands first in the dates of these rows; None when they don't tell.

    `rows` yields lists of cells; as few are taken as it needs.
    """
    seen, is_open = set(), False
    indexes = [index for name in DATED for index in table.fields.get(name, ())]
    for number, cells in enumerate(rows if indexes else ()):
        dates = [text_of(cells[index]) for index in indexes if index < len(cells)]
        seen |= {month_comes_first(text) for text in dates} - {None}
        is_open = is_open or any(map(_SLASHED.match, map(without_weekday, dates)))
        if number > (_SEARCHED if is_open and not seen else _ENOUGH):
            break
    return seen.pop() if len(seen) == 1 else None


def published_at(row: Row) -> datetime | None:
    """When the story was published: by its own date, else by when it was made."""
    utc = _moment(row, row.all("published_at_utc"), "published_at", zone=UTC)
    if utc:
        return utc
    values = _with_time([*row.all("published_at"), *_dates_among(row.all("is_published"))], row)
    zeros = [text for text in values if _is_zero(text)]
    if any(text and text not in zeros for text in values):
        return _moment(row, values, "published_at")
    if zeros and not row.text("created"):
        row.doubt(f"“{zeros[0]}” is not a day of the calendar.", "published_at")
    return _moment(row, row.all("created"), "published_at")


def other_moment(row: Row, field: str) -> datetime | None:
    """A moment that a story may well lack; zeros say so."""
    utc = _moment(row, row.all(f"{field}_utc"), field, zone=UTC)
    return utc or _moment(row, row.all(field), field)


def _dates_among(values):
    """`published` is a yes or no in one system and a date in another."""
    return [value for value in values if truth_of(value) is None and _DIGIT.search(text_of(value))]


def _with_time(values, row):
    """The dates, with the time of day that stands in a column of its own."""
    time = row.text("published_time")
    texts = [text_of(value) for value in values]
    if not time:
        return texts
    if not _TIME_ALONE.fullmatch(time):
        return [*texts, time]
    return [f"{text} {time}" if text and not _HAS_TIME.search(text) else text for text in texts]


def _is_zero(text):
    return _ZEROS.fullmatch(text) is not None


def _moment(row, values, field, zone=None):
    """The first of the values that is a date; the first that is none is told of."""
    wrong = ""
    for text in map(text_of, values):
        if not text or _is_zero(text):
            continue
        try:
            found = _read(text, row.table)
        except ValueError as error:
            wrong = wrong or f"{error}. Write it like 2025-12-31 14:05."
            continue
        if found and zone and found.tzinfo is None:
            return found.replace(tzinfo=zone)
        return found
    if wrong:
        row.doubt(wrong, field)
    return None


def _read(text, table):
    serial = _SERIAL if table.day_zero else _LIKELY_SERIAL
    if serial.fullmatch(text):
        day_zero = datetime.fromisoformat(table.day_zero or _DAY_ZERO)
        return day_zero + timedelta(seconds=round(float(text) * _DAY))
    return moment(text, table.month_first)

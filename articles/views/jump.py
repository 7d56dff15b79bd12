"""“Go to a date”: the small form on every listing, and the days that it understands."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils import timezone

from articles.counts.reading import month_end

_DAY = forms.DateField(
    input_formats=["%Y-%m-%d"],
    error_messages={"invalid": "There is no such day. Write one as year-month-day: 2025-12-17."},
)
#: Nobody's day is longer; what is shown again of a wrong one.
LONGEST = 40


@dataclass(frozen=True)
class Jump:
    """The form: the days that it offers, and what was wrong with the one that was asked for."""

    first: date
    last: date
    value: str = ""
    error: str = ""


def asked_day(text):
    """Return the day that a reader wrote; a ValidationError says what is wrong with it."""
    return _DAY.clean(text[:LONGEST])


def jump(months, text="", error=""):
    """Return the Jump for a listing of these months (their first days, newest first)."""
    days = list(months) or [timezone.localdate()]
    last = min(month_end(days[0]), timezone.localdate())
    return Jump(days[-1], last, text[:LONGEST].replace("\0", ""), error)

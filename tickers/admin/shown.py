"""What did we show on a day at a time? Fixings are append-only, so it can be told."""

from datetime import date, datetime, time

from django import forms
from django.utils import timezone

from tickers.derivation import rates
from tickers.rates import format_value

EARLIEST = date(1990, 1, 1)


class ShownForm(forms.Form):
    day = forms.DateField(
        label="Day",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose a day.", "invalid": "Write the day as 2026-03-12."},
    )
    time = forms.TimeField(
        label="Time",
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Write the time as 14:30."},
        help_text="By the newsroom's clock; empty: at the end of the day.",
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not EARLIEST <= day <= timezone.localdate():
            raise forms.ValidationError("Choose a day from 1990 until today.")
        return day

    @property
    def moment(self):
        """The moment that was asked for, aware; of a valid form."""
        at = self.cleaned_data["time"] or time.max
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], at))


def shown(pairs, moment):
    """Return each pair with its PairRate as it was known at a moment (None: nobody had it), and
    with its value as it is written: two queries, or three."""
    pairs = list(pairs)
    return [
        (pair, rate, rate and format_value(rate.value, pair.decimals, pair.significant_digits))
        for pair, rate in zip(pairs, rates(pairs, moment=moment), strict=True)
    ]

"""A rate that somebody enters by hand, and says why."""

from datetime import timedelta

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone

from tickers.models import Fixing, Provider

#: A bank names its rate for the next working day; a day further off is a slip.
AHEAD = timedelta(days=7)
EARLIEST_YEAR = 1990
MOST_NOMINAL = 1_000_000_000


class FixingForm(forms.ModelForm):
    """The same rate twice is said, not stored."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "value" in self.fields:
            self.fields[
                "value"
            ].help_text = "As published: what so many units of the base currency are worth."
        if "nominal" in self.fields:
            self.fields["nominal"].validators.append(MaxValueValidator(MOST_NOMINAL))
        if "reason" in self.fields:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = (
                "Say why it is entered by hand: readers are told."
            )

    def clean_date(self):
        date = self.cleaned_data["date"]
        latest = timezone.localdate() + AHEAD
        if not EARLIEST_YEAR <= date.year or date > latest:
            raise forms.ValidationError(
                f"A fixing is of a day between {EARLIEST_YEAR} and {latest:%-d %B %Y}. "
                "Correct the date."
            )
        return date

    def clean(self):
        super().clean()
        newest = self.newest()
        same = ("value", "nominal")
        if newest and all(getattr(newest, key) == self.cleaned_data.get(key) for key in same):
            raise forms.ValidationError("This rate of that day is there already, entered by hand.")

    def newest(self):
        """The newest revision of the same rate, if there is one."""
        key = {name: self.cleaned_data.get(name) for name in ("base", "quote", "date")}
        if None in key.values():
            return None
        return Fixing.objects.filter(provider=Provider.MANUAL, **key).newest_first().first()

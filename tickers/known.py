"""The currencies that there are, read once for all pages."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from tickers.currencies import SUCCESSIONS, name_of
from tickers.kept import Kept
from tickers.models import Currency

_kept = Kept(most=2)


def names():
    """Return the names of all by their codes, in the order of these."""
    return _kept.get("names", lambda: dict(_all().values_list("code", "name")))


def living():
    """Return the names of those that people pay with, by their codes."""
    return {code: name for code, name in names().items() if code not in SUCCESSIONS}


def called(code):
    """Return the name of a currency, also of one that no bank has had yet."""
    return names().get(code) or name_of(code)


def options(chosen):
    """Return the HTML of a list of the living to choose from, with one that is chosen."""
    drawn = _kept.get("options", _drawn)
    if chosen not in living():
        return drawn
    # Drawing ninety of them took a quarter of the time of a page.
    value = f'value="{chosen}"'
    return mark_safe(drawn.replace(value, f"{value} selected"))  # noqa: S308 - a code of the list


def _drawn():
    return render_to_string("tickers/_currencies.html", {"currencies": living()})


def _all():
    return Currency.objects.order_by("code")

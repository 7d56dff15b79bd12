"""Rates for programs, as JSON and CSV; `/api/docs` tells people of it.

Plain views: two questions need no framework, and the one that is chosen for the whole API brings
pages of documentation that run scripts from elsewhere.
"""

import csv
from datetime import timedelta
from functools import wraps
from io import StringIO

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tickers.addresses import NothingThere, Refusal, codes_of, day_of, pair_address
from tickers.converter import Conversion, WrongAmount, amount_of
from tickers.derivation import rates
from tickers.models import CurrencyPair, Ticker
from tickers.pair_figures import absence, history_of
from tickers.pairs import arranged
from tickers.rates import in_words
from tickers.views.answers import as_json, for_programs

#: Days of a series at once: ten years.
MOST_DAYS = 3_660
PARAMETERS = ("date", "from", "to", "amount", "format")
#: What an answer says, and what that means.
KEYS = {
    "base": "ISO code of the currency that is told",
    "quote": "ISO code of the currency that it is told in",
    "value": "what one unit of base is worth in quote, a decimal number as a text",
    "date": "the day of the fixing: the newest on or before the day that was asked for",
    "provider": "whose fixing it is, by its short name",
    "source": "the same, by its whole name",
    "fetched_at": "when the newsroom received it",
    "nominal": "how many units the provider quotes at once; value is always that of one",
    "state": "fresh; weekend: the provider has no newer one because it does not work on that day; "
    "stale: it should have; down: it should have, and could not be reached",
    "kind": "official, market, or empty where that is not known",
    "previous": "the value of the fixing before it, null where there is none",
    "previous_date": "the day of that one",
    "change": "value less previous, null where there is none",
    "percent": "the same in per cent of previous",
    "inverse": "what one unit of quote is worth in base",
    "path": "the fixings that it was made of, as a sentence",
    "reason": "why it was entered by hand; else empty",
    "url": "the page of the pair for people",
}
#: What is there as well when an amount is asked for.
AMOUNT_KEYS = {
    "amount": "the amount of base that was asked for",
    "worth": "what it is worth in quote",
    "citation": "the same as a story quotes it, rounded, with source and day",
    "address": "where such a quotation leads to, on this site",
}


def _answered(view):
    """Answer what a view returns, a dictionary, in the format that is asked for."""

    @for_programs
    @wraps(view)
    def answered(request, *args, form=None, **kwargs):
        form = form or request.GET.get("format") or "json"
        if form not in FORMATS:
            raise Refusal(f"“{form}” is no format for rates. Known are json and csv.")
        return FORMATS[form](view(request, *args, **kwargs))

    return answered


@_answered
def pair(request, pair):
    """The rate of a pair on a day, or each of several days."""
    base, quote = codes_of(pair)
    since, until = (day_of(request.GET.get(name), name) for name in ("from", "to"))
    day = day_of(request.GET.get("date"), "date")
    if not (since or until):
        return _of_day(request, base, quote, day)
    if day:
        raise Refusal("Ask for one “date”, or for days “from” one “to” another.")
    return _series(base, quote, since, until or timezone.localdate())


@_answered
def pairs(request):
    """The rates of all pairs that readers are shown, on a day."""
    day = day_of(request.GET.get("date"), "date")
    shown = CurrencyPair.objects.filter(is_active=True).select_related("base", "quote")
    found = [_told(request, rate) for rate in rates(shown, day) if rate]
    return {"rates": found}


@require_safe
def docs(request):
    """What can be asked, in words."""
    context = {
        "title": "Rates for programs",
        "keys": KEYS,
        "amount_keys": AMOUNT_KEYS,
        "years": MOST_DAYS // 366,
        "tickers": Ticker.objects.filter(is_active=True).order_by("name"),
        "root": request.build_absolute_uri("/").removesuffix("/"),
    }
    return render(request, "tickers/api.html", context)


def _of_day(request, base, quote, day):
    amount = _amount(request.GET.get("amount"))
    pair = arranged(base, quote)
    line = pair.line(day)
    if line is None:
        raise NothingThere(absence(pair, day))
    told = _told(request, line.rate)
    if amount is not None:
        conversion = Conversion(amount, line)
        told |= {
            "amount": _number(amount),
            "worth": _number(conversion.worth),
            "citation": conversion.citation,
            "address": conversion.address,
        }
    return told


def _amount(text):
    try:
        return amount_of(text) if text else None
    except WrongAmount as error:
        raise Refusal(str(error)) from error


def _series(base, quote, since, until):
    if since is None:
        raise Refusal("The first day is missing. Ask for days “from” one “to” another.")
    if until < since:
        raise Refusal(f"{in_words(until)} is before {in_words(since)}. Ask for them the other way.")
    if until - since > timedelta(days=MOST_DAYS):
        raise Refusal(f"Those are more than {MOST_DAYS} days. Ask for fewer at once.")
    pair = arranged(base, quote)
    found = pair.history(since, until)
    if not (found or history_of(pair)):
        raise NothingThere(absence(pair))
    points = [
        {"date": day.isoformat(), "value": _number(value), "provider": way.provider}
        for day, value, way in found
    ]
    return {
        "base": base,
        "quote": quote,
        "from": since.isoformat(),
        "to": until.isoformat(),
        "rates": points,
    }


def _told(request, rate):
    address = pair_address(rate.base, rate.quote, date=rate.date)
    return {
        "base": rate.base,
        "quote": rate.quote,
        "value": _number(rate.value),
        "date": rate.date.isoformat(),
        "provider": rate.provider,
        "source": rate.title,
        "fetched_at": rate.fetched_at.isoformat(timespec="seconds"),
        "nominal": rate.nominal,
        "state": str(rate.state),
        "kind": rate.kind,
        "previous": _number(rate.previous),
        "previous_date": rate.previous_date and rate.previous_date.isoformat(),
        "change": _number(rate.change),
        "percent": None if rate.percent is None else f"{rate.percent:f}",
        "inverse": _number(rate.inverse),
        "path": rate.sentence,
        "reason": rate.reason,
        "url": request.build_absolute_uri(address),
    }


def _number(value):
    """Write a Decimal without an exponent, and without noughts at its end: how many a database
    gives back is its own affair."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _csv(document):
    """Write one line, or those of a series or of all pairs with what they have in common."""
    rows = document.pop("rates", None)
    common = {key: value for key, value in document.items() if key not in ("from", "to")}
    rows = [document] if rows is None else [common | row for row in rows]
    file = StringIO()
    writer = csv.DictWriter(file, rows[0] if rows else [*common, "date", "value", "provider"])
    writer.writeheader()
    writer.writerows(rows)
    return HttpResponse(file.getvalue(), "text/csv; charset=utf-8")


FORMATS = {"json": as_json, "csv": _csv}

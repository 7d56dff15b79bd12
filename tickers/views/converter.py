"""The converter: an amount of one currency in another, on any day."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from tickers.addresses import Refusal, day_of, pair_address
from tickers.converter import Conversion, WrongAmount, amount_of
from tickers.currencies import SUCCESSIONS
from tickers.kept import Kept
from tickers.models import Currency
from tickers.pair_figures import first_day
from tickers.pairs import arranged
from tickers.rates import in_words
from tickers.views.query import canonical

PARAMETERS = ("amount", "from", "to", "date")
#: Nobody's amount, code or day is longer; what is shown again of a wrong one.
LONGEST = 60
_kept = Kept(most=1)


@dataclass
class Form:
    """The converter as it was filled in, what is wrong with each field, and what came of it."""

    amount: str = ""
    base: str = ""
    quote: str = ""
    date: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    conversion: Conversion | None = None

    @property
    def currencies(self):
        """(code, name) of those that are alive, by their codes."""
        return _kept.get("currencies", _alive)

    @property
    def today(self):
        return timezone.localdate()

    @property
    def address(self):
        given = zip(PARAMETERS, (self.amount, self.base, self.quote, self.date), strict=True)
        return f"{reverse('tickers:converter')}?{urlencode([it for it in given if it[1]])}"

    @property
    def pair_address(self):
        return pair_address(self.base, self.quote, date=self.date)


def blank_form(line=None, date=""):
    """Return the Form as it stands on other pages: on that of a pair, of whose Line it is."""
    if line is None:
        return Form("100", "USD", "KGS")
    worth = Conversion(Decimal(100), line)
    return Form("100", line.rate.base, line.rate.quote, date, conversion=worth)


@require_safe
def converter(request):
    """The converter on a page of its own."""
    if request.GET.get("swap"):
        return HttpResponseRedirect(_swapped(request.GET).address)
    given = request.GET
    # An amount that was left empty is something to say; the rest may be left out.
    parameters = dict.fromkeys(PARAMETERS, "")
    is_asked = "amount" in given or "from" in given or "to" in given
    if given.get("amount", "").strip() or not is_asked:
        if redirect := canonical(request, parameters):
            return redirect
    form = _answered(given) if is_asked else blank_form()
    context = {
        "title": "Converter",
        "converter": form,
        "address": request.build_absolute_uri(form.address),
        "canonical": request.build_absolute_uri(request.path),
        "noindex": is_asked,
    }
    return render(request, "tickers/converter.html", context, status=400 if form.errors else 200)


@require_safe
def conversion(request):
    """What the converter's page says beneath its form, for the script that keeps it live: also
    what is wrong is an answer."""
    form = _answered(request.GET)
    context = {"converter": form, "address": request.build_absolute_uri(form.address)}
    return JsonResponse({"html": render_to_string("tickers/_conversion.html", context)})


def _swapped(given):
    form = _filled(given)
    form.base, form.quote = form.quote, form.base
    return form


def _filled(given):
    """Return the Form with what was typed, as far as anybody's is long."""
    amount, base, quote, date = (
        given.get(name, "")[:LONGEST].replace("\0", "").strip() for name in PARAMETERS
    )
    return Form(amount, base.upper(), quote.upper(), date)


def _answered(given):
    form = _filled(given)
    amount = day = None
    try:
        amount = amount_of(form.amount)
    except WrongAmount as error:
        form.errors["amount"] = str(error)
    try:
        day = day_of(form.date)
    except Refusal as refusal:
        form.errors["date"] = str(refusal)
    if problem := _wrong_pair(form):
        form.errors["pair"] = problem
    if not form.errors:
        _convert(form, amount, day)
    return form


def _wrong_pair(form):
    known = {code for code, _ in form.currencies}
    for code in (form.base, form.quote):
        if not code:
            return "Choose two currencies."
        if code not in known:
            return f"There is no currency “{code}” here. Choose one of the list."
    return "Choose two different currencies." if form.base == form.quote else ""


def _convert(form, amount, day):
    pair = arranged(form.base, form.quote)
    if line := pair.line(day):
        form.conversion = Conversion(amount, line)
        return
    if day and (first := first_day(pair)):
        form.errors["date"] = (
            f"No rate of {form.base} in {form.quote} is known before {in_words(first)}. "
            "Choose a later day."
        )
    else:
        form.errors["pair"] = f"Nobody is known to have a rate of {form.base} in {form.quote}."


def _alive():
    rows = Currency.objects.exclude(code__in=SUCCESSIONS).order_by("code")
    return list(rows.values_list("code", "name"))

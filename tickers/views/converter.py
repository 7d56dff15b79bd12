"""The converter: an amount of one currency in another, on any day."""

from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from tickers.views.converter_form import PARAMETERS, filled, untouched
from tickers.views.query import canonical


@require_safe
def converter(request):
    """The converter on a page of its own."""
    given = request.GET
    if given.get("swap"):
        return HttpResponseRedirect(_swapped(given).address)
    # An amount that was left empty is something to say; the rest may be left out.
    is_asked = "amount" in given or "from" in given or "to" in given
    if given.get("amount", "").strip() or not is_asked:
        if redirect := canonical(request, dict.fromkeys(PARAMETERS, "")):
            return redirect
    form = filled(given).convert() if is_asked else untouched()
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
    """What the converter's page says beneath its form, and which fields are wrong, for the script
    that keeps it live: also what is wrong is an answer."""
    form = filled(request.GET).convert()
    context = {"converter": form, "address": request.build_absolute_uri(form.address)}
    html = render_to_string("tickers/_conversion.html", context)
    return JsonResponse({"html": html, "wrong": list(form.errors)})


def _swapped(given):
    form = filled(given)
    form.base, form.quote = form.quote, form.base
    return form

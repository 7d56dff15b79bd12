"""`/markets/`: many rates at once, for people and as a table for their spreadsheets."""

import csv
from io import StringIO

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tickers.markets import ORDERS, matrix, newest_day, ordered, table
from tickers.views.converter_form import blank
from tickers.views.query import canonical

#: The columns of the page's table by which it can be ordered.
COLUMNS = (("pair", "Pair"), ("value", "Value"), ("change", "Change"), ("date", "Source"))
HEAD = (
    "base quote nominal value change change_percent date previous_date source kind state path"
).split()


@require_safe
def markets(request):
    """The active pairs, and the currencies of the region in each other."""
    if redirect := canonical(request, {"order": ""}):
        return redirect
    order, rows = request.GET.get("order", ""), table()
    error = _no_order(order) if order and order.removeprefix("-") not in ORDERS else ""
    rows = ordered(rows, "" if error else order)
    context = {
        "title": "Markets",
        "rows": rows,
        "headings": {name: _heading(name, words, order) for name, words in COLUMNS},
        "error": error,
        "day": newest_day(rows),
        "matrix": matrix(),
        "converter": blank(),
        "canonical": request.build_absolute_uri(request.path),
    }
    return render(request, "tickers/markets.html", context, status=400 if error else 200)


def _no_order(order):
    return f"There is no order “{order[:40]}”. Choose one of the columns’ headings."


def _heading(name, words, order):
    """How a column is headed: its words, how it is ordered, and the order that a click brings."""
    is_up, is_down = order == name, order == f"-{name}"
    return {
        "words": words,
        "order": f"-{name}" if is_up else name,
        "sort": "ascending" if is_up else "descending" if is_down else "",
    }


@require_safe
def markets_csv(request):
    """All rates of the page, one of each pair, with all that is known of them."""
    if redirect := canonical(request, {}):
        return redirect
    rates = {rate.name: rate for rate in (*(row.rate for row in table()), *matrix().rates)}
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(HEAD)
    writer.writerows(map(_cells, rates.values()))
    headers = {"Content-Disposition": 'attachment; filename="rates.csv"'}
    return HttpResponse(file.getvalue(), "text/csv; charset=utf-8", headers=headers)


def _cells(rate):
    numbers = (rate.value, rate.change, rate.percent)
    value, change, percent = ("" if number is None else f"{number:f}" for number in numbers)
    return (
        *(rate.base, rate.quote, rate.nominal, value, change, percent, rate.date),
        *(rate.previous_date or "", safe(rate.title), rate.kind, rate.state, safe(rate.sentence)),
    )


def safe(text):
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text

"""What readers see of many rates at once: the table of pairs, and each currency in each other."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.template.loader import render_to_string
from django.utils import timezone

from tickers import derivation
from tickers.addresses import pair_address
from tickers.charts import Sparkline, sparkline
from tickers.derivation.recent import recent
from tickers.kept import Kept
from tickers.models import CurrencyPair
from tickers.rates import format_value, in_words
from tickers.strip import Line

#: Whose rates in each other's currencies a paper of Central Asia is asked for.
REGION = tuple("KGS KZT TJS UZS TMT USD EUR RUB CNY".split())
#: How far back the small lines go.
LATELY = timedelta(days=91)
#: How many pairs the home page has room for.
IN_BOX = 7
_LINE = {"width": 96, "height": 28}
#: Whether a rate is still fresh is also the clock's business.
_kept = Kept(most=3, life=60)


@dataclass(frozen=True)
class Row:
    """A pair of the table: its Line, the names of its currencies, its last three months."""

    line: Line
    base_name: str
    quote_name: str
    lately: Sparkline | None

    @property
    def rate(self):
        return self.line.rate


@dataclass(frozen=True)
class Cell:
    """A rate of the matrix: four digits of it, and the whole of it in words."""

    text: str
    address: str
    words: str


@dataclass(frozen=True)
class Matrix:
    """Each currency of which anything is known in each other: (code, its Cells, None for gaps)."""

    codes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    rates: tuple[derivation.PairRate, ...]


def table():
    """Return the Rows of the active pairs that have a rate, in the order of editors."""
    return _kept.get("table", _table)


def matrix():
    """Return the Matrix of the region."""
    return _kept.get("matrix", _matrix)


def box():
    """Return the HTML of the home page's box; "" while no pair has a rate."""
    return _kept.get("box", _box)


def _box():
    rows = table()[:IN_BOX]
    return render_to_string("tickers/_box.html", {"title": "Markets", "rows": rows}) if rows else ""


def _table():
    pairs = CurrencyPair.objects.filter(is_active=True).select_related("base", "quote")
    found = [
        (pair, rate) for pair, rate in zip(pairs, derivation.rates(pairs), strict=True) if rate
    ]
    today = timezone.localdate()
    series = recent([rate for _, rate in found], today - LATELY, today)
    return tuple(
        _row(pair, rate, *columns) for (pair, rate), columns in zip(found, series, strict=True)
    )


def _row(pair, rate, days, values):
    line = Line(rate, "", pair.decimals, pair.significant_digits)
    digits = pair.decimals, pair.significant_digits
    label = ""
    if days:
        first, last = (format_value(value, *digits) for value in (values[0], values[-1]))
        label = f"{in_words(days[0])}: {first}; {in_words(days[-1])}: {last}"
    lately = sparkline(zip(days, values, strict=True), label, **_LINE)
    return Row(line, pair.base.name, pair.quote.name, lately)


def _matrix():
    arranged = {}
    for pair in CurrencyPair.objects.select_related("base", "quote"):
        arranged[pair.base.code, pair.quote.code] = pair
    wanted = [(base, quote) for base in REGION for quote in REGION if base != quote]
    pairs = [arranged.get(pair) or _turned(arranged.get(pair[::-1])) or pair for pair in wanted]
    rates = dict(zip(wanted, derivation.rates(pairs), strict=True))
    known = [code for code in REGION if any(rate and code in pair for pair, rate in rates.items())]
    rows = tuple(
        (base, tuple(_cell(rates.get((base, quote))) for quote in known)) for base in known
    )
    return Matrix(tuple(known), rows, tuple(rate for rate in rates.values() if rate))


def _turned(pair):
    """Return a pair whose sources are those of its inverse, which alone was arranged."""
    return pair and CurrencyPair(
        base=pair.quote, quote=pair.base, providers=pair.providers, kind=pair.kind
    )


def _cell(rate):
    if rate is None:
        return None
    line = Line(rate)
    words = f"1 {rate.base} = {line.value_text} {rate.quote}, {line.origin}"
    return Cell(format_value(rate.value, 0, 4), pair_address(rate.base, rate.quote), words)


# In which order ---------------------------------------------------------------------------------

ORDERS = {
    "pair": lambda row: row.rate.name,
    "value": lambda row: row.rate.value,
    "change": lambda row: row.rate.percent,
    "date": lambda row: row.rate.date,
}


def ordered(rows, order):
    """Return Rows in an order of `ORDERS`, downwards with a minus before it; "": that of editors.
    Those of which it isn't known come last. Raises KeyError for an order that is none."""
    if not order:
        return rows
    key, is_down = ORDERS[order.removeprefix("-")], order.startswith("-")
    known = [row for row in rows if key(row) is not None]
    rest = [row for row in rows if key(row) is None]
    return (*sorted(known, key=key, reverse=is_down), *rest)


def newest_day(rows) -> date | None:
    return max((row.rate.date for row in rows), default=None)

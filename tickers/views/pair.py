"""`/markets/usd-kgs/`: one currency in another, on any day."""

from decimal import Decimal

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from tickers.addresses import NothingThere, Refusal, codes_of, day_of, pair_address
from tickers.currencies import converted
from tickers.derivation import State
from tickers.kept import Kept
from tickers.known import called
from tickers.pair_figures import PERIODS, USUAL, Figures, absence, history_of
from tickers.pairs import arranged
from tickers.rates import format_value, in_words
from tickers.views.converter_form import LONGEST, blank
from tickers.views.query import canonical

#: What is said of a rate that is not of the day itself.
STATES = {
    State.FRESH: "",
    State.WEEKEND: "Its source publishes none for this day: the last one holds.",
    State.STALE: "Stale: no newer one of its source has come, and there should be one.",
    State.DOWN: "Stale: its source should have published a newer one, and can’t be reached.",
}
#: What is drawn of the Figures: beneath the rate, and beside it.
PARTS = ("figures", "on_this_day")
#: Chart and tables take much longer to draw than to send; each has some 50 kB.
_drawn = Kept(most=200)


@require_safe
def pair(request, pair):
    """The rate of a day with all that belongs to it."""
    try:
        base, quote = codes_of(pair)
    except NothingThere as error:
        raise Http404(str(error)) from error
    path = pair_address(base, quote)
    if redirect := canonical(request, {"date": "", "range": USUAL}, path):
        return redirect
    if base == quote:
        raise Http404("a currency in itself")
    wanted = request.GET.get("date", "")
    page = _Page(request, arranged(base, quote), wanted)
    try:
        return page.draw(day_of(wanted), _period(request.GET.get("range", USUAL)))
    except Refusal as refusal:
        return page.refuse(refusal)


def _period(name):
    if name not in PERIODS:
        known = ", ".join(PERIODS)
        raise Refusal(f"There is no period “{name[:LONGEST]}”. Known are {known}.")
    return name


def _in_words(moment):
    """Return when something was, by the newsroom's clock: 24 May 2026, 16:12 (UTC+6)."""
    local = timezone.localtime(moment)
    hours, minutes = f"{local:%z}"[:3], f"{local:%z}"[3:]
    zone = f"{int(hours):+d}" + (f":{minutes}" if minutes != "00" else "")
    return f"{in_words(local)}, {local:%H:%M} (UTC{zone})"


class _Page:
    def __init__(self, request, arranged, wanted):
        self.request, self.arranged, self.wanted = request, arranged, wanted
        self.today = timezone.localdate()
        self.codes = arranged.base, arranged.quote

    def draw(self, day, period):
        line = self.arranged.line(day)
        if line is None:
            raise NothingThere(absence(self.arranged, day))
        figures, on_this_day = _drawn.get(
            (line.rate.name, day, period, line.rate.value),
            lambda: self._draw(line, day or self.today, period),
        )
        converter = blank(line, self.wanted)
        context = self._context() | {
            "line": line,
            "rate": line.rate,
            "day": day,
            "difference": line.difference_text,
            "inverse": format_value(line.rate.inverse),
            "inverse_address": pair_address(line.rate.quote, line.rate.base, date=self.wanted),
            "state": STATES[line.rate.state],
            "reason": line.rate.reason.rstrip(". "),
            "received": _in_words(line.rate.fetched_at),
            "figures": figures,
            "on_this_day": on_this_day,
            "converter": converter,
            "address": self.request.build_absolute_uri(converter.address),
            "facts": self._facts(line),
        }
        return self._answer(context)

    def refuse(self, refusal):
        """Say what is wrong with what was asked, of a pair that there is."""
        if not history_of(self.arranged):
            raise Http404("a pair that nobody publishes")
        context = self._context() | {"error": str(refusal), "noindex": True}
        alive = tuple(converted(Decimal(1), code, self.today)[1] for code in self.codes)
        if alive != self.codes and len(set(alive)) == 2:
            context |= {"successor": "/".join(alive), "successor_address": pair_address(*alive)}
        return self._answer(context, refusal.status)

    def _draw(self, line, day, period):
        whole = history_of(self.arranged)
        figures = Figures(self.arranged, line, day, period, whole, day == self.today)
        context = {"figures": figures}
        return [render_to_string(f"tickers/_{part}.html", context) for part in PARTS]

    def _context(self):
        codes = self.codes
        base, quote = map(called, codes)
        return {
            "title": f"{base} to {quote}",
            "name": "/".join(codes),
            "base_name": base,
            "quote_name": quote,
            "jump": {"last": self.today, "value": self.wanted[:LONGEST]},
            "kept": self._kept_parameters(),
            "canonical": self.request.build_absolute_uri(pair_address(*codes, date=self.wanted)),
        }

    def _kept_parameters(self):
        period = self.request.GET.get("range", "")
        return [("range", period)] if period in PERIODS else []

    def _facts(self, line):
        """schema.org's ExchangeRateSpecification of the rate."""
        rate = line.rate
        return {
            "@context": "https://schema.org",
            "@type": "ExchangeRateSpecification",
            "url": self.request.build_absolute_uri(self.request.path),
            "currency": rate.base,
            "currentExchangeRate": {
                "@type": "UnitPriceSpecification",
                "price": f"{rate.value:f}",
                "priceCurrency": rate.quote,
                "validFrom": rate.date.isoformat(),
            },
        }

    def _answer(self, context, status=200):
        return render(self.request, "tickers/pair.html", context, status=status)

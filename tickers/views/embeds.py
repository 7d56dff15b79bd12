"""Pages and pictures for other sites: anybody may frame them, and nothing else of this one."""

from functools import wraps

from csp.decorators import csp_replace
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from tickers import embedding
from tickers.addresses import NothingThere, codes_of
from tickers.models import Ticker
from tickers.pairs import arranged
from tickers.rates import format_value
from tickers.strip import strip_of
from tickers.views.answers import MINUTE
from tickers.views.converter_form import PARAMETERS, USUAL, filled, untouched

#: What the pictures are drawn with; pages have the same from their style sheet.
COLOURS = {
    "light": {
        "paper": "#fffdf8", "ink": "#1c1b19", "muted": "#625e55", "rule": "#d9d3c5",
        "accent": "#8c1d18", "up": "#1b6a3b", "down": "#a3261c",
    },
    "dark": {
        "paper": "#151513", "ink": "#ece8df", "muted": "#a8a295", "rule": "#37342e",
        "accent": "#ec8a77", "up": "#6fc492", "down": "#f09484",
    },
}  # fmt: skip


def framed(view):
    """Let anybody frame what a view answers, and keep it for a minute; what is not there is said
    in the frame."""

    @require_safe
    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"]})
    @wraps(view)
    def in_frames(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except NothingThere as refusal:
            response = _page(request, "missing", None, status=404, sentence=str(refusal))
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=MINUTE)
        return response

    return in_frames


@framed
def pair(request, pair):
    """The rate of a pair, large."""
    line = line_of(pair)
    context = {"line": line, "rate": line.rate, "inverse": format_value(line.rate.inverse)}
    return _page(request, "pair", embedding.of_pair(line.rate), **context)


@framed
def pair_picture(request, pair):
    """The same as a picture, for pages that take no frames."""
    line = line_of(pair)
    context = {
        "line": line,
        "rate": line.rate,
        "colours": COLOURS.get(request.GET.get("theme"), COLOURS["light"]),
    }
    return render(request, "tickers/embed/pair_svg.html", context, content_type="image/svg+xml")


@framed
def ticker(request, slug):
    """All rates of a ticker, one beneath the other."""
    found, strip = ticker_of(slug)
    rates = [line.rate for line in strip.rates]
    context = {
        "strip": strip,
        "sources": ", ".join(dict.fromkeys(rate.source for rate in rates)),
        "day": max(rate.date for rate in rates),
    }
    return _page(request, "ticker", embedding.of_ticker(found, strip), **context)


@framed
def converter(request):
    """A form that leads to itself."""
    is_asked = any(name in request.GET for name in PARAMETERS)
    form = filled(request.GET, USUAL).convert() if is_asked else untouched()
    status = 400 if form.errors else 200
    return _page(request, "converter", embedding.of_converter(), status=status, converter=form)


def line_of(pair):
    """Return today's Line of a pair as addresses name it; NothingThere, with a sentence."""
    base, quote = codes_of(pair)
    line = arranged(base, quote).line()
    if line is None:
        raise NothingThere(f"Nobody is known to have a rate of {base} in {quote}.")
    return line


def ticker_of(slug):
    """Return an active Ticker and its Strip; NothingThere, with a sentence."""
    found = Ticker.objects.filter(slug=slug, is_active=True).first()
    strip = found and strip_of(found)
    if not strip:
        raise NothingThere(f"There is no ticker “{slug}”, or it has no rates any more.")
    return found, strip


def _page(request, name, embed, status=200, **context) -> HttpResponse:
    theme = request.GET.get("theme")
    context |= {"embed": embed, "theme": theme if theme in embedding.THEMES else "auto"}
    return render(request, f"tickers/embed/{name}.html", context, status=status)

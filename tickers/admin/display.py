"""How the desk writes states and times of rates."""

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.text import Truncator

from tickers.rates import MINUS, THIN

#: How much of a sentence a row shows; the whole is one click away.
SHOWN = 160


def status(name, label):
    """A small dot with its label: colour never says it alone."""
    return format_html('<span class="status status-{}">{}</span>', name, label)


def when(moment):
    """A relative time with the exact one on hover; a dash for none."""
    return render_to_string("admin/tickers/_when.html", {"moment": moment})


def number(count):
    """A number of things, with thin spaces between its thousands."""
    return f"{count:,}".replace(",", THIN)


def shortened(sentences):
    """The first of some sentences, and how many more there are."""
    if not sentences:
        return ""
    more = f" (and {len(sentences) - 1} more)" if len(sentences) > 1 else ""
    return Truncator(sentences[0]).chars(SHOWN) + more


def duration(seconds):
    """How long something took: 0.4 s, 12 s, 3 min 5 s; a dash while it goes on."""
    if seconds is None:
        return "–"
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def off(value, before):
    """By how much a value is off the one before, in percent; "" where there was none."""
    if not before:
        return ""
    percent = (value - before) * 100 / before
    return f"{percent:+.1f}%".replace("-", MINUS) if round(percent, 1) else "0.0%"

"""`{% ticker "masthead" %}` draws the ticker that editors placed there, or nothing;
`{% markets_box %}` the first pairs of the markets page; `|spaced` parts thousands.
"""

from django import template

from tickers.markets import box
from tickers.rates import spaced
from tickers.strip import strip_for

register = template.Library()
register.filter("spaced", spaced)


@register.simple_tag
def ticker(placement):
    strip = strip_for(placement)
    return strip.drawn(placement) if strip else ""


@register.simple_tag
def markets_box():
    return box()

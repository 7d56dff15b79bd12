"""`{% ticker "masthead" %}` draws the ticker that editors placed there, or nothing."""

from django import template

from tickers.strip import strip_for

register = template.Library()


@register.simple_tag
def ticker(placement):
    strip = strip_for(placement)
    return strip.html if strip else ""

"""`{% ticker "masthead" %}` draws the ticker that editors placed there, or nothing."""

from django import template

from tickers.strip import strip_for

register = template.Library()


@register.inclusion_tag("tickers/_ticker.html")
def ticker(placement):
    return {"strip": strip_for(placement)}

"""`{% rates_beside %}`: the rates that editors placed beside the stories of a listing."""

from django import template

from articles.models import Country
from tickers.strip import strip_beside

register = template.Library()


@register.simple_tag(takes_context=True)
def rates_beside(context):
    """Draw the ticker of the country whose stories these are, else that of every listing."""
    facet = context.get("facet")
    country = facet.slug if isinstance(facet, Country) else ""
    strip = strip_beside(country, Country.objects.only("slug"))
    return strip.box if strip else ""

"""What a page says of how others may embed it: code to copy, and where oEmbed answers."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from tickers import embedding

register = template.Library()


@register.simple_tag(takes_context=True)
def embed_code(context, rate=None):
    """Return the HTML that shows a PairRate's pair on another site; without one, the converter."""
    root = context["request"].build_absolute_uri("/").removesuffix("/")
    embed = embedding.of_pair(rate) if rate else embedding.of_converter()
    return {
        "frame": embedding.frame(embed, root),
        "picture": rate and embedding.picture(rate, root),
    }


@register.simple_tag(takes_context=True)
def oembed_address(context, path, form):
    """Return the address where oEmbed answers about the page at a path, in a format."""
    request = context["request"]
    asked = urlencode({"url": request.build_absolute_uri(path), "format": form})
    return request.build_absolute_uri(f"{reverse('tickers:oembed')}?{asked}")

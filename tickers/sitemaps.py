"""The pages of rates that crawlers are told of: each in one address, without days and periods."""

from django.urls import reverse

from tickers.markets import table


def addresses():
    """Yield the paths of the pages, those of the pairs that readers are shown included."""
    yield reverse("tickers:markets")
    yield reverse("tickers:converter")
    for row in table():
        yield row.line.address

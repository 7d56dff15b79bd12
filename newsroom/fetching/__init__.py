"""All that the site fetches from elsewhere comes through here: one client, and one guard before it.

`client().fetch(address)` returns an `Answer`, or raises a `FetchError` whose text is for a person.
"""

from urllib.parse import quote

from django.conf import settings

from newsroom import site

from .answer import Answer
from .client import Client, Limits
from .error import FetchError, Forbidden

__all__ = ["Answer", "Client", "FetchError", "Forbidden", "Limits", "client"]


def client(**options):
    """Return a `Client` that says whose it is and may go where the settings let it."""
    return Client(_agent(), allow=settings.FETCH_ALLOW, **options)


def _agent():
    # A header is ASCII, and brackets would end the comment; names of papers hold anything.
    return f"Newsroom ({quote(settings.SITE_NAME, safe=' ')}; +{site.address()}/)"

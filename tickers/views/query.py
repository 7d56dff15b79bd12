"""One address for each page: its known parameters, in one order, and no empty ones."""

from urllib.parse import parse_qsl, quote, urlencode

from django.http import HttpResponsePermanentRedirect


def canonical(request, parameters, path=None):
    """Return the redirect to a page's one address, or None when it was asked for at that.

    `parameters` are those that the page knows, each with the value that needs not be said; of
    several values the first counts. `path` is where the page is, when that may be elsewhere.
    """
    given = parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True)
    first = dict(reversed(given))
    wanted = [(name, first.get(name, "").strip()) for name in parameters]
    known = [(name, value) for name, value in wanted if value not in ("", parameters[name])]
    path = path or request.path
    if path == request.path and given == known:
        return None
    address = quote(path)
    return HttpResponsePermanentRedirect(f"{address}?{urlencode(known)}" if known else address)

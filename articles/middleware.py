"""The last resort of a page that was not found: an address that it had before."""

from django.http import HttpResponsePermanentRedirect

from articles.old_addresses import successor


class OldAddressMiddleware:
    """Answer a 404 with one permanent redirect, when the address is an old one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        address = successor(request.path_info, request.GET)
        if address is None or address == request.get_full_path():
            return response
        return HttpResponsePermanentRedirect(address)

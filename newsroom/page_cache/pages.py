"""A kept page: what it answers, to whom it may be shown, and the address that it is kept under."""

import gzip
import hashlib
import re
from datetime import datetime, time, timedelta
from functools import cache as once
from typing import NamedTuple

import django
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date

# Nobody may show a page without asking whether it is still right: it is within seconds of any
# change, and the answer, 304, costs next to nothing. A longer life would outlive a withdrawal.
# A view that withdraws nothing, of a rate in another's page, may say for how long it is shown.
READERS = "public, max-age=0, must-revalidate"
EDITORS = "private, no-cache"
#: Another process may show what was there before for so long. Who asks by date alone is not
#: told of a page that it is the same as long as it could be that one.
SETTLED = 3
LARGEST = 1024 * 1024
# Shorter ones don't get smaller by what a browser would notice.
SHORTEST_ZIPPED = 500
CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)
_ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
_OWN = {"content-length", "etag", "last-modified", "vary"}


class Page(NamedTuple):
    headers: dict[str, str]
    body: bytes
    zipped: bytes | None
    etag: str
    #: In seconds since 1970: when this content was there first, when it was asked of the
    #: database, and when it ends.
    modified: int
    rendered: float
    expires: float
    groups: tuple[str, ...]

    @classmethod
    def of(cls, response, rendered, former=None):
        """Return the Page of a response that `may_be_kept`; `former` was kept there before."""
        set_response_etag(response)
        etag = response["ETag"].strip('"')
        is_same = former is not None and former.etag == etag
        kept = {name: value for name, value in response.items() if name.lower() not in _OWN}
        body = response.content
        return cls(
            headers={"Cache-Control": READERS} | kept | {"Vary": "Accept-Encoding"},
            body=body,
            # The same bytes for the same content, in every process: no time of day in it.
            zipped=gzip.compress(body, 6, mtime=0) if len(body) >= SHORTEST_ZIPPED else None,
            etag=etag,
            modified=former.modified if is_same else int(rendered) + SETTLED,
            rendered=rendered,
            expires=min(rendered + settings.PAGE_CACHE_SECONDS, _midnight()),
            groups=tuple(response.page_groups),
        )

    def answer(self, request):
        """Return the response: the whole page, or 304 when the reader has it."""
        body, etag = self.body, f'"{self.etag}"'
        accepted = request.META.get("HTTP_ACCEPT_ENCODING")
        zipped = self.zipped is not None and accepted and _ACCEPTS_GZIP.search(accepted)
        if zipped:
            body, etag = self.zipped, f'"{self.etag}-gzip"'
        response = HttpResponse(b"" if request.method == "HEAD" else body, headers=self.headers)
        response["Content-Length"] = str(len(body))
        response["ETag"] = etag
        response["Last-Modified"] = http_date(min(self.modified, _now()))
        if zipped:
            response["Content-Encoding"] = "gzip"
        if not any(name in request.META for name in CONDITIONS):
            return response
        return get_conditional_response(request, etag, self.modified, response)


def may_be_kept(response):
    """Whether the view said that its page is for all, and nothing on the way made it personal."""
    return (
        response.status_code == 200
        and hasattr(response, "page_groups")
        and not response.streaming
        and not response.cookies
        and response.get("Vary", "") in ("", "Accept-Encoding")
        and response.get("Cache-Control", READERS).startswith("public")
        and not response.has_header("Content-Encoding")
        and "'nonce-" not in response.get("Content-Security-Policy", "")
        and len(response.content) <= LARGEST
    )


def key_of(request, query):
    """Return the key for the address of `request`, with `query` in place of its own."""
    address = f"{request.scheme}://{request.get_host().lower()}{request.path}?{query}"
    return f"page:{_release()}:{_digest(address)}"


@once
def _release():
    """What pages are made with: none is shown that was made with other code or settings."""
    rooms = ("articles", "newsroom", "tickers", "templates")
    files = (
        path
        for room in rooms
        for path in sorted((settings.BASE_DIR / room).rglob("*"))
        if path.suffix in (".py", ".html")
    )
    made_with = [
        django.__version__,
        getattr(staticfiles_storage, "manifest_hash", ""),
        *(settings.SITE_NAME, settings.TIME_ZONE, settings.RESULTS_PER_PAGE, settings.MEDIA_URL),
        *(connection.settings_dict[name] for name in ("HOST", "PORT", "NAME")),
        *(hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest() for path in files),
    ]
    return _digest(repr(made_with))


def _digest(text):
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _midnight():
    """When the date in the masthead will be another one."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min)).timestamp()


def _now():
    return int(timezone.now().timestamp())

"""Answers readers without a session from the kept pages, before anything else is done."""

import logging
import time
from math import inf
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import get_conditional_response
from django.utils.functional import cached_property

from newsroom.page_cache import turns
from newsroom.page_cache.pages import CONDITIONS, EDITORS, READERS, Page, key_of, may_be_kept
from newsroom.page_cache.watch import Watch, longest_life

logger = logging.getLogger(__name__)

#: Longer queries are nobody's but a fuzzer's: they would only push out what is read.
LONGEST_QUERY = 500


class PageCacheMiddleware:
    """The first middleware: what is kept has the headers that all others have set."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.watch = Watch()
        self.is_alone = False

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            try:
                return self.get_response(request)
            finally:
                self.watch.look_again()
        if request.path_info.startswith(self._not_pages):
            return self.get_response(request)
        if settings.PAGE_CACHE_SECONDS:
            self.watch.look()
        if _is_personal(request):
            return _with_policy(self.get_response(request), EDITORS)
        if self._is_kept_nowhere(request):
            return _with_policy(self.get_response(request), READERS)
        return self._answer(request)

    @cached_property
    def _not_pages(self):
        prefixes = (reverse("admin:index"), settings.STATIC_URL, settings.MEDIA_URL)
        return tuple(prefix for prefix in prefixes if prefix not in ("", "/"))

    @cached_property
    def _uncounted(self):
        # Each search is counted, so each is done.
        return (reverse("articles:search"), reverse("healthz"))

    def _is_kept_nowhere(self, request):
        return (
            settings.PAGE_CACHE_SECONDS == 0
            or len(request.META["QUERY_STRING"]) > LONGEST_QUERY
            or request.path_info.startswith(self._uncounted)
        )

    @cached_property
    def _cache_errors(self):
        """What a cache raises that is not there: only Redis can be away, and is slow to import."""
        if not settings.CACHES["default"]["BACKEND"].endswith("RedisCache"):
            return ()
        from redis.exceptions import RedisError

        return (RedisError,)

    def _answer(self, request):
        try:
            response = self._from_cache(request)
        except DisallowedHost:
            return self.get_response(request)
        except self._cache_errors as error:
            if not self.is_alone:
                logger.warning("Pages are rendered for each reader: the cache says %s", error)
            self.is_alone = True
            return _with_policy(self.get_response(request), READERS)
        self.is_alone = False
        return response

    def _from_cache(self, request):
        query = request.META["QUERY_STRING"]
        key = key_of(request, query)
        page = cache.get(key)
        if self._is_good(page):
            return page.answer(request)
        known = _known_query(request)
        if known is None:
            return _with_policy(self.get_response(request), READERS)
        return self._render_once(request, key if known == query else key_of(request, known))

    def _is_good(self, page, asked=inf):
        if page is None:
            return False
        # Rendered after it was asked for: whatever had changed by then is on it.
        return page.rendered >= asked or (time.time() < page.expires and self.watch.is_right(page))

    def _render_once(self, request, key):
        """Render while the others wait who want the same, or wait for whoever does that."""
        page, asked, until = cache.get(key), time.time(), time.monotonic() + turns.PATIENCE
        while not self._is_good(page, asked):
            before = page
            with turns.turn(key) as ours:
                if not ours:
                    turns.wait(key, until)
                page = cache.get(key)
                # The same as before: what was rendered may not be kept, so nobody need wait.
                may_render = ours or page == before or time.monotonic() >= until
                if may_render and not self._is_good(page, asked):
                    return self._render(request, key, page)
        return page.answer(request)

    def _render(self, request, key, former):
        rendered = time.time()
        # The answer is to be the whole page; whether this reader has it is asked afterwards.
        conditions = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
        response = self.get_response(request)
        request.META.update(conditions)
        if may_be_kept(response):
            page = Page.of(response, rendered, former)
            cache.set(key, page, longest_life())
            return page.answer(request)
        if response.status_code >= 500 and former is not None and self.watch.is_right(former):
            # Its time is up, but nothing on it is known to be wrong.
            return former.answer(request)
        _with_policy(response, READERS)
        return get_conditional_response(request, response.get("ETag"), None, response)


def _is_personal(request):
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META


def _known_query(request):
    """Return the query without what its view does not look at, the tails of shared links.

    None when the view has not said that its pages are public.
    """
    query = request.META["QUERY_STRING"]
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return None
    if not hasattr(view, "page_parameters"):
        return None
    if view.page_parameters is None:
        return query
    return urlencode([pair for pair in parse_qsl(query) if pair[0] in view.page_parameters])


def _with_policy(response, policy):
    """Say who may keep the answer, unless that was said."""
    if response.status_code >= 400:
        # An address that leads nowhere yet may be a story's in a minute.
        policy = "no-store"
    response.headers.setdefault("Cache-Control", policy)
    return response

"""Addresses of the sites that came before: where each leads now, in one hop.

Two sources: the addresses that stories are known by (`ArticlePath`), and the forms in which
WordPress and Joomla write their listings. A successor is always a page that exists.
"""

import re
from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse

from articles.models import (
    Article,
    ArticlePath,
    Author,
    Country,
    FormerSlug,
    Section,
    Tag,
    normalise_path,
)
from articles.models.path import NAMING_PARAMETERS

_FACETS = {"country": Country, "section": Section, "tag": Tag, "author": Author}
_PAGE = r"(?:/page/(?P<page>[1-9]\d{0,6}))?/?"


def successor(path, query):
    """Return where the old address leads now, or None. `path` is decoded, `query` a QueryDict."""
    if "\x00" in path:  # which PostgreSQL can't even be asked for
        return None
    return _story_at(path, query) or _listing_at(path, query)


def successor_of_query(query):
    """Return where `/?s=`, `/?p=` and their like on the home page lead now, or None."""
    if "s" in query:
        return _with(reverse("articles:search"), q=query["s"].strip())
    if re.fullmatch(r"[1-9]\d{0,6}", query.get("paged", "")):
        return _page_of(reverse("articles:list"), query["paged"])
    return _story_at("/", query) if NAMING_PARAMETERS & query.keys() else None


def _story_at(path, query):
    plain = f"/{quote(path.lstrip('/'))}"
    named = normalise_path(f"{plain}?{query.urlencode()}")
    stories = ArticlePath.objects.select_related("article").defer(
        "article__body", "article__body_text"
    )
    # With its number first: `/blog/?p=903` says more than `/blog/`.
    for known in stories.filter(path__in={named, normalise_path(plain)}).order_by("-path"):
        if known.article.is_public or known.article.is_gone:
            return known.article.get_absolute_url()
    return None


def _listing_at(path, query):
    for pattern, rule in _RULES:
        match = pattern.fullmatch(path)
        if match:
            return rule(match, query)
    return None


def _all_stories(match, query):
    return _page_of(reverse("articles:list"), match["page"])


def _category(match, query):
    return _page_of(_address(match["slug"], Section, Country, Tag), match["page"])


def _facet(match, query):
    """`/tag/x/page/3/`, and a listing that had another name: `/tag/old/?page=3`."""
    address = _address(match["slug"], _FACETS[match["kind"]])
    if address == f"/{match['kind']}/{match['slug']}/" and not match["page"]:
        return None
    return _page_of(address, match["page"] or query.get("page"))


def _facet_feed(match, query):
    """`/category/x/feed/`, and the feed of a listing that had another name."""
    kind = _FACETS.get(match["kind"])
    address = _address(match["slug"], *([kind] if kind else (Section, Country, Tag)))
    return address and f"{address}feed/"


def _joomla_story(match, query):
    """`/index.php/news/22300-slug`: the number was Joomla's; the slug may be ours."""
    story = Article.objects.published().filter(slug=match["slug"]).only("slug").first()
    return story and story.get_absolute_url()


def _joomla_listing(match, query):
    """Joomla counts stories, not pages: `?start=12` is the third page of six."""
    start = query.get("start") or query.get("limitstart") or "0"
    page = int(start) // settings.RESULTS_PER_PAGE + 1 if re.fullmatch(r"\d{1,8}", start) else 1
    return _page_of(_address(match["slug"], Section, Country, Tag), str(page))


_RULES = [
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"/page/(?P<page>[1-9]\d{0,6})/?", _all_stories),
        (
            r"/(?P<kind>category|country|section|tag|author)/(?:[^/]+/)*?(?P<slug>[^/]+)/feed/?",
            _facet_feed,
        ),
        (rf"/category/(?:[^/]+/)*?(?P<slug>[^/]+){_PAGE}", _category),
        (rf"/(?P<kind>country|section|tag|author)/(?P<slug>[^/]+){_PAGE}", _facet),
        (r"/index\.php/(?:[^/]+/)*\d+-(?P<slug>[^/]+?)(?:\.html)?/?", _joomla_story),
        (r"/index\.php/(?:[^/]+/)*(?P<slug>[^/]+?)(?:\.html)?/?", _joomla_listing),
    )
]


def _address(slug, *models):
    for model in models:
        row = model.objects.filter(slug=slug).only("slug").first() or _formerly(slug, model)
        if row:
            return row.get_absolute_url()
    return None


def _formerly(slug, model):
    row = FormerSlug.objects.find(model, slug)
    if row is None and model is Tag:
        return Tag.objects.filter(aliases__slug=slug).first()
    return row


def _page_of(address, page):
    if address is None or page in (None, "", "1"):
        return address
    return _with(address, page=page)


def _with(address, **parameters):
    given = {name: value for name, value in parameters.items() if value}
    return f"{address}?{urlencode(given)}" if given else address

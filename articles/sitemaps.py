"""Sitemaps, on Django's framework: every public page once."""

from django.contrib.sitemaps import Sitemap, views
from django.urls import reverse

from articles.models import Article, Author, Country, Section, Tag

#: What the protocol allows in one file (sitemaps.org).
FILE_LIMIT = 50_000
#: A tag with fewer stories is a thin page: readers may open it, crawlers needn't.
TAG_MINIMUM = 3


class PageSitemap(Sitemap):
    def items(self):
        return ["articles:home", "articles:list"]

    def location(self, name):
        return reverse(name)


class StorySitemap(Sitemap):
    limit = FILE_LIMIT

    def items(self):
        return (
            Article.objects.published()
            .newest_first()
            .only("slug", "published_at", "modified_at", "status")
        )

    def lastmod(self, story):
        return story.modified_at or story.published_at


class FacetSitemap(Sitemap):
    limit = FILE_LIMIT

    def __init__(self, model, minimum=1):
        self.model, self.minimum = model, minimum

    def items(self):
        counted = self.model.objects.with_story_count()
        return counted.filter(story_count__gte=self.minimum).only("slug").order_by("slug")


def sections():
    """Return the sitemaps by the name that their files carry."""
    return {
        "pages": PageSitemap(),
        "stories": StorySitemap(),
        "countries": FacetSitemap(Country),
        "sections": FacetSitemap(Section),
        "tags": FacetSitemap(Tag, TAG_MINIMUM),
        "authors": FacetSitemap(Author),
    }


def sitemap(request):
    """One file while everything fits into it, else an index of files."""
    sitemaps = sections()
    if sum(part.paginator.count for part in sitemaps.values()) <= FILE_LIMIT:
        return views.sitemap(request, sitemaps)
    return views.index(request, sitemaps, sitemap_url_name="articles:sitemap-part")


def part(request, section):
    """One file of the index."""
    return views.sitemap(request, sections(), section=section)

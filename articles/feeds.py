"""Feeds, on Django's syndication framework: the newest stories of each listing as RSS 2.0."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed

from articles.changes import group_of
from articles.html import plain
from articles.listing import Listing
from articles.models import Author, Country, Kind, Section, Tag

ITEMS = 30


class Rss(Rss201rev2Feed):
    """RSS that is XML whatever the database holds: not everything in it came through a form."""

    def __init__(self, title, link, description, **more):
        super().__init__(plain(title), link, plain(description), **more)

    def add_item(self, title, link, description, *, author_name, categories, unique_id, **more):
        super().add_item(
            plain(title),
            link,
            plain(description),
            author_name=author_name and plain(author_name),
            categories=[plain(name) for name in categories],
            unique_id=plain(unique_id),
            **more,
        )


class LatestFeed(Feed):
    """The newest stories of all."""

    feed_type = Rss
    item_guid_is_permalink = False

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        # The date of its newest story: of an older one when that was withdrawn, and whoever
        # asks by date would go on showing it.
        del response["Last-Modified"]
        return response

    def title(self, facet):
        return settings.SITE_NAME

    def link(self, facet):
        return reverse("articles:home")

    def description(self, facet):
        return f"The newest stories of {settings.SITE_NAME}."

    def items(self, facet):
        return Listing()[0:ITEMS]

    def item_title(self, story):
        return story.headline

    def item_description(self, story):
        return story.standfirst

    def item_pubdate(self, story):
        return story.published_at

    def item_updateddate(self, story):
        return story.modified_at or story.published_at

    def item_guid(self, story):
        return story.guid

    def item_author_name(self, story):
        return ", ".join(str(byline.author) for byline in story.bylines.all()) or None

    def item_categories(self, story):
        names = [str(country) for country in story.countries.all()]
        return [str(story.section), *names] if story.section else names


class FacetFeed(LatestFeed):
    """The newest stories of one section, country, tag or author."""

    model = None
    kind = None

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        response.page_groups = (group_of(request.facet),)
        return response

    def get_object(self, request, slug):
        request.facet = get_object_or_404(self.model, slug=slug)
        return request.facet

    def title(self, facet):
        return f"{facet} – {settings.SITE_NAME}"

    def link(self, facet):
        return facet.get_absolute_url()

    def description(self, facet):
        return facet.description or f"{facet}: the newest stories of {settings.SITE_NAME}."

    def items(self, facet):
        return Listing(self.kind, facet.pk)[0:ITEMS]


class SectionFeed(FacetFeed):
    model, kind = Section, Kind.SECTION


class CountryFeed(FacetFeed):
    model, kind = Country, Kind.COUNTRY


class TagFeed(FacetFeed):
    model, kind = Tag, Kind.TAG


class AuthorFeed(FacetFeed):
    model, kind = Author, Kind.AUTHOR

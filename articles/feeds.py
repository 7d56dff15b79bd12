"""Feeds, on Django's syndication framework."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy

from articles.models import Article

ITEMS = 30


class LatestFeed(Feed):
    """The newest stories as RSS 2.0."""

    title = settings.SITE_NAME
    link = reverse_lazy("articles:home")
    description = f"The newest stories of {settings.SITE_NAME}."
    item_guid_is_permalink = False

    def items(self):
        return Article.objects.published().for_list()[:ITEMS]

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

"""Addresses of stories and their listings."""

from django.urls import path, register_converter

from articles import feeds, sitemaps, views
from articles.changes import public


class Slug:
    """Words in any script, joined by hyphens: what `make_slug` makes."""

    regex = r"[-\w]+"

    def to_python(self, value):
        return value

    to_url = to_python


class Year:
    """Four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value):
        return value

    to_url = to_python


class TwoDigits(Year):
    """A month or a day; one digit leads on to the address with two."""

    regex = "[0-9]{1,2}"


register_converter(Slug, "words")
register_converter(Year, "year")
register_converter(TwoDigits, "two")

app_name = "articles"
urlpatterns = [
    path("", public(views.HomeView.as_view(), views.HomeView.parameters), name="home"),
    path("articles/", public(views.ArticleListView.as_view()), name="list"),
    path("articles/<words:slug>/", public(views.StoryView.as_view(), ()), name="story"),
    path("search/", views.SearchView.as_view(), name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("section/<words:slug>/", public(views.SectionView.as_view()), name="section"),
    path("country/<words:slug>/", public(views.CountryView.as_view()), name="country"),
    path("tag/<words:slug>/", public(views.TagView.as_view()), name="tag"),
    path("author/<words:slug>/", public(views.AuthorView.as_view()), name="author"),
    path("archive/", public(views.ArchiveView.as_view(), ("date",)), name="archive"),
    path("archive/<year:year>/", views.archive_year, name="archive-year"),
    path(
        "archive/<year:year>/<two:month>/",
        public(views.MonthView.as_view()),
        name="archive-month",
    ),
    path(
        "archive/<year:year>/<two:month>/<two:day>/",
        public(views.DayView.as_view()),
        name="archive-day",
    ),
    path("feed/", public(feeds.LatestFeed(), ()), name="feed"),
    path("section/<words:slug>/feed/", public(feeds.SectionFeed(), ()), name="section-feed"),
    path("country/<words:slug>/feed/", public(feeds.CountryFeed(), ()), name="country-feed"),
    path("tag/<words:slug>/feed/", public(feeds.TagFeed(), ()), name="tag-feed"),
    path("author/<words:slug>/feed/", public(feeds.AuthorFeed(), ()), name="author-feed"),
    path("sitemap.xml", public(sitemaps.sitemap, ()), name="sitemap"),
    path("sitemap-<slug:name>.xml", public(sitemaps.part, ()), name="sitemap-part"),
]

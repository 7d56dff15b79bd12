"""Addresses of stories and their listings."""

from django.urls import path, register_converter

from articles import sitemaps, views
from articles.feeds import LatestFeed


class Slug:
    """Words in any script, joined by hyphens: what `make_slug` makes."""

    regex = r"[-\w]+"

    def to_python(self, value):
        return value

    to_url = to_python


register_converter(Slug, "words")

app_name = "articles"
urlpatterns = [
    path("", views.HomeView.as_view(), name="home"),
    path("articles/", views.ArticleListView.as_view(), name="list"),
    path("articles/<words:slug>/", views.StoryView.as_view(), name="story"),
    path("search/", views.SearchView.as_view(), name="search"),
    path("section/<words:slug>/", views.SectionView.as_view(), name="section"),
    path("country/<words:slug>/", views.CountryView.as_view(), name="country"),
    path("tag/<words:slug>/", views.TagView.as_view(), name="tag"),
    path("author/<words:slug>/", views.AuthorView.as_view(), name="author"),
    path("feed/", LatestFeed(), name="feed"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.part, name="sitemap-part"),
]

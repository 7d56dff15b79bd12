"""The public pages: home, listings, stories. Every one starts from `published()`."""

from articles.views.home import HomeView
from articles.views.listings import AuthorView, CountryView, SectionView, TagView
from articles.views.search import ArticleListView, SearchView
from articles.views.story import StoryView

__all__ = [
    "ArticleListView",
    "AuthorView",
    "CountryView",
    "HomeView",
    "SearchView",
    "SectionView",
    "StoryView",
    "TagView",
]

"""The public pages: home, listings, stories. Every one starts from `published()`."""

from articles.views.archive import ArchiveView, DayView, MonthView, archive_year
from articles.views.home import HomeView
from articles.views.listings import AuthorView, CountryView, SectionView, TagView
from articles.views.search import ArticleListView, SearchView, suggest
from articles.views.story import StoryView

__all__ = [
    "ArchiveView",
    "ArticleListView",
    "AuthorView",
    "CountryView",
    "DayView",
    "HomeView",
    "MonthView",
    "SearchView",
    "SectionView",
    "StoryView",
    "TagView",
    "archive_year",
    "suggest",
]

"""The desk's pages for stories and what they are filed under."""

from articles.admin.archive import ArticlePathAdmin, TransitionAdmin
from articles.admin.article import ArticleAdmin
from articles.admin.image import ImageAdmin
from articles.admin.people import AuthorAdmin
from articles.admin.searches import SearchQueryAdmin
from articles.admin.taxonomy import CountryAdmin, SectionAdmin, TagAdmin

__all__ = [
    "ArticleAdmin",
    "ArticlePathAdmin",
    "AuthorAdmin",
    "CountryAdmin",
    "ImageAdmin",
    "SearchQueryAdmin",
    "SectionAdmin",
    "TagAdmin",
    "TransitionAdmin",
]

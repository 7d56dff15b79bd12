"""Stories and what they are filed under."""

from articles.models.article import Article
from articles.models.image import Image
from articles.models.path import ArticlePath, FormerSlug, normalise_path
from articles.models.people import Author, Byline
from articles.models.taxonomy import Country, Section, Tag, TagAlias
from articles.models.workflow import InvalidTransition, Transition

__all__ = [
    "Article",
    "ArticlePath",
    "Author",
    "Byline",
    "Country",
    "FormerSlug",
    "Image",
    "InvalidTransition",
    "Section",
    "Tag",
    "TagAlias",
    "Transition",
    "normalise_path",
]

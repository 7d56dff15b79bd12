"""Stories and what they are filed under."""

from articles.models.article import Article
from articles.models.image import Image
from articles.models.importing import (
    ImportBatch,
    ImportedRow,
    ImportFile,
    ImportItem,
    ImportJob,
    ImportPayload,
    ImportProblem,
    OldLink,
    PictureReference,
)
from articles.models.listed import Change, DayCount, Kind, Listed, MonthCount
from articles.models.lookups import Among
from articles.models.nightly import CountCheck, Night
from articles.models.path import ArticlePath, FormerSlug, normalise_path
from articles.models.people import Author, Byline
from articles.models.searches import SearchQuery
from articles.models.taxonomy import Country, Section, Tag, TagAlias
from articles.models.workflow import InvalidTransition, Transition

__all__ = [
    "Among",
    "Article",
    "ArticlePath",
    "Author",
    "Byline",
    "Change",
    "CountCheck",
    "Country",
    "DayCount",
    "FormerSlug",
    "Image",
    "ImportBatch",
    "ImportFile",
    "ImportItem",
    "ImportJob",
    "ImportPayload",
    "ImportProblem",
    "ImportedRow",
    "InvalidTransition",
    "Kind",
    "Listed",
    "MonthCount",
    "Night",
    "OldLink",
    "PictureReference",
    "SearchQuery",
    "Section",
    "Tag",
    "TagAlias",
    "Transition",
    "normalise_path",
]

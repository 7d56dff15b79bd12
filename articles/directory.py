"""What the site is filed under, for the navigation and the filter form: one query, kept a minute.

The names are few and wanted on every page; the stories are many and never counted here.
"""

from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import transaction
from django.db.models import CharField, IntegerField, Value

SECONDS = 60
#: How many tags and authors are offered as suggestions; any other can still be typed.
SUGGESTED = 200
#: Countries are offered when one of so many newest stories is about them: a bound on the cost.
RECENT = 2_000
_KEY = "articles:directory"


@dataclass(frozen=True)
class Entry:
    kind: str
    slug: str
    name: str
    featured: bool = False


@dataclass(frozen=True)
class Directory:
    countries: list[Entry] = field(default_factory=list)
    sections: list[Entry] = field(default_factory=list)
    tags: list[Entry] = field(default_factory=list)
    authors: list[Entry] = field(default_factory=list)

    @property
    def featured_countries(self):
        return [country for country in self.countries if country.featured]


def directory():
    """Return the Directory: featured countries and those of recent stories, all sections, some
    tags and authors, each in the order in which it is shown."""
    return cache.get_or_set(_KEY, _read, SECONDS)


def forget():
    """Drop the kept directory, once what changed is committed."""
    transaction.on_commit(lambda: cache.delete(_KEY))


def _read():
    from articles.models import Author, Tag

    kinds = {"country": [], "section": [], "tag": [], "author": []}
    # A union keeps no order of its parts: each row carries its rank.
    rows = _countries().union(_sections(), _suggested(Tag), _suggested(Author), all=True)
    for kind, slug, name, featured, *_ in sorted(rows, key=lambda row: (row[4], row[2])):
        kinds[kind].append(Entry(kind, slug, name, bool(featured)))
    return Directory(kinds["country"], kinds["section"], kinds["tag"], kinds["author"])


def _rows(queryset, kind, featured, rank):
    return queryset.order_by().values_list(Value(kind, CharField()), "slug", "name", featured, rank)


def _countries():
    from articles.models import Article, Country

    featured = Country.objects.filter(is_featured=True)
    recent = Article.objects.published().newest_first().values("pk")[:RECENT]
    links = Article.countries.through.objects.filter(article__in=recent)
    filed = Country.objects.filter(is_featured=False, pk__in=links.values("country"))
    return _rows(featured, "country", Value(1), "position").union(
        _rows(filed, "country", Value(0), Value(10_000, IntegerField())), all=True
    )


def _sections():
    from articles.models import Section

    return _rows(Section.objects.all(), "section", Value(0), "position")


def _suggested(model):
    newest = model.objects.order_by("-pk").values("pk")[:SUGGESTED]
    return _rows(model.objects.filter(pk__in=newest), model._meta.model_name, Value(0), Value(0))

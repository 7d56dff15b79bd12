"""What the site is filed under, for the navigation and the filter form: one query, then none.

The names are few and wanted on every page; the stories are many and never counted here.
"""

from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import quote

from django.db import transaction
from django.db.models import CharField, IntegerField, Value
from django.urls import reverse
from django.utils.functional import cached_property

from articles.addresses import address_of

#: Seconds after which the database is asked again, though nobody told of a change.
SECONDS = 5
#: How many tags and authors are offered as suggestions; any other can still be typed.
SUGGESTED = 200
#: Countries are offered when one of so many newest stories is about them: a bound on the cost.
RECENT = 2_000


@dataclass(frozen=True)
class Entry:
    kind: str
    slug: str
    name: str
    featured: bool = False

    @cached_property
    def address(self):
        return address_of(self.kind, self.slug)


@dataclass(frozen=True)
class Directory:
    countries: tuple[Entry, ...] = ()
    sections: tuple[Entry, ...] = ()
    tags: tuple[Entry, ...] = ()
    authors: tuple[Entry, ...] = ()
    #: What templates drew from it: it goes when something else is to be drawn.
    drawn: dict = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def featured_countries(self):
        return [country for country in self.countries if country.featured]

    @cached_property
    def navigation(self):
        """The addresses that the navigation leads to."""
        entries = [*self.featured_countries, *self.sections]
        return {
            reverse("articles:list"),
            reverse("articles:archive"),
            *[entry.address for entry in entries],
        }

    def here(self, path):
        """Return the address in the navigation that a request's path is, or nothing."""
        address = quote(path)
        return address if address in self.navigation else ""


class _Kept:
    """A Directory and when it was read; each process has one."""

    directory = None
    until = 0.0


_kept = _Kept()


def directory():
    """Return the Directory: featured countries and those of recent stories, all sections, some
    tags and authors, each in the order in which it is shown.

    It is the same object for as long as it says the same: what is drawn from it can be kept too.
    """
    kept = _kept
    if kept.directory is None or kept.until <= monotonic():
        kept.until = monotonic() + SECONDS
        fresh = _read()
        if fresh != kept.directory:
            kept.directory = fresh
    return kept.directory


def forget():
    """Drop the kept directory, once what changed is committed."""
    transaction.on_commit(drop)


def drop():
    """Drop what this process has kept, also for who is just reading it."""
    global _kept
    _kept = _Kept()


def _read():
    from articles.models import Author, Tag

    kinds = {"country": [], "section": [], "tag": [], "author": []}
    # A union keeps no order of its parts: each row carries its rank.
    rows = _countries().union(_sections(), _suggested(Tag), _suggested(Author), all=True)
    for kind, slug, name, featured, *_ in sorted(rows, key=lambda row: (row[4], row[2])):
        kinds[kind].append(Entry(kind, slug, name, bool(featured)))
    return Directory(*map(tuple, kinds.values()))


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

"""Imports for tests: records in, totals and problems out; and what a database holds then."""

from collections import Counter
from datetime import date
from itertools import count
from pathlib import Path

from django.db import connection
from django.db.models.functions import Substr

from articles import counts, search
from articles.importing.writer.beginning import start
from articles.importing.writer.job import Runner
from articles.importing.writer.totals import totals_of
from articles.models import (
    Article,
    ArticlePath,
    Author,
    Byline,
    Country,
    DayCount,
    FormerSlug,
    ImportJob,
    Listed,
    OldLink,
    PictureReference,
    Section,
    Tag,
    TagAlias,
)
from tests.articles.importing.writer.records import archive_of
from tickers.models import Fixing

State = ImportJob.State
#: Where the archives of a test lie; each test has its own, and nobody else one.
folder: Path | None = None
_number = count(1)
_FACETS = {1: Section, 2: Country, 3: Tag, 4: Author}
_BOOKKEEPING = ("created_at", "updated_at", "created_by_id", "updated_by_id", "import_fingerprint")


def file_of(*pieces, name="", **options):
    path = folder / (name or f"archive-{next(_number)}")
    path.write_bytes(archive_of(*pieces, **options))
    return path


def begun(*paths, zone=None, assume_date=None, **options):
    """Return the job of files, and what opens them."""
    if zone:
        options["time_zone"] = str(zone)
    if assume_date:
        is_day = isinstance(assume_date, date)
        options["assume_date"] = assume_date.isoformat() if is_day else assume_date
    return start([str(path) for path in paths], options)


def run(*paths, until=State.DONE, processes=1, rates=None, watcher=None, batch=500, **options):
    """Import files; return the job."""
    job, openers = begun(*paths, **options)
    runner = Runner(job, openers, processes=processes, rates=rates, watcher=watcher, batch=batch)
    return runner.run(until)


def write(*records, **options):
    """Import records as one file; return the totals and the messages of the problems."""
    return told(run(file_of(*records), **options))


def told(job):
    return totals_of(job), [problem.message for problem in job.problems.all()]


def numbers(totals):
    return [totals.created, totals.updated, totals.unchanged, totals.kept, totals.refused]


# What is there ------------------------------------------------------------------------------


def dump():
    """All that an import may write, as plain values that are the same in an equal database.

    Stories are told by their place in the order of their keys: what they are filed under, by its
    name. Without the times of bookkeeping.
    """
    return {
        "stories": _stories(),
        "bylines": _of_stories(Byline, "author__name", "role", "position"),
        "countries": _of_stories(Article.countries.through, "country__code"),
        "tagged": _of_stories(Article.tags.through, "tag__name"),
        "paths": _of_stories(ArticlePath, "path"),
        "links": _of_stories(OldLink, "path", "href", "new_href"),
        "pictures": _of_stories(
            PictureReference, "role", "position", "address", "alt", "caption", "credit"
        ),
        "sections": _rows(Section, "slug", "name", "parent__slug", "description", "position"),
        "tags": _rows(Tag, "slug", "name", "key", "description"),
        "aliases": _rows(TagAlias, "slug", "name", "tag__name"),
        "authors": _rows(Author, "slug", "name", "description", "role"),
        "former": _former(),
        "fixings": _rows(Fixing, "base__code", "quote__code", "provider", "date", "value"),
        "lines": _lines(),
        "days": _days(),
        "entries": _entries(),
    }


def is_sound():
    """Whether the counts and the index of the search are what the stories say."""
    return not counts.check() and not search.check()


def keys():
    return list(Article.objects.order_by("pk").values_list("pk", flat=True))


def _places():
    return {key: place for place, key in enumerate(keys())}


def _rows(model, *names):
    return sorted(str(row) for row in model.objects.values_list(*names))


def _of_stories(model, *names):
    places = _places()
    rows = model.objects.values_list("article_id", *names)
    return sorted(str((places[key], *others)) for key, *others in rows)


def _stories():
    fields = [field.attname for field in Article._meta.concrete_fields]
    names = [name for name in fields if name not in (*_BOOKKEEPING, "id", "section_id")]
    stories = Article.objects.annotate(digest=Substr("import_fingerprint", 1, 32))
    rows = stories.order_by("pk").values_list(*names, "section__slug", "digest")
    return [str(tuple(map(str, row))) for row in rows]


def _former():
    found = FormerSlug.objects.values_list("kind", "slug", "row")
    models = {model._meta.model_name: model for model in _FACETS.values()}
    return sorted(
        str((kind, slug, *models[kind].objects.filter(pk=row).values_list("name", flat=True)))
        for kind, slug, row in found
    )


def _slugs():
    slugs = {(0, 0): ""}
    for kind, model in _FACETS.items():
        slugs |= {(kind, key): slug for key, slug in model.objects.values_list("pk", "slug")}
    return slugs


def _lines():
    slugs, places = _slugs(), _places()
    lines = Listed.objects.values_list("article_id", "kind", "key", "day", "withdraw_at")
    return sorted(str((places[a], k, slugs[k, key], *rest)) for a, k, key, *rest in lines)


def _days():
    slugs, days = _slugs(), Counter()
    for kind, key, day, number in DayCount.objects.values_list("kind", "key", "day", "count"):
        if number:
            days[kind, slugs[kind, key], str(day)] += number
    return sorted(map(str, days.items()))


def _entries():
    """What the search has of each story; on SQLite, of each word."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT published_at, words::text FROM articles_search")
            return sorted(map(str, cursor.fetchall()))
        cursor.execute("SELECT term, col, doc, cnt FROM articles_word")
        return sorted(map(str, cursor.fetchall()))

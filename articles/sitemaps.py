"""Sitemaps: every public page once, written while it is read, however many there are.

Stories are filed by month: a file of the past stays as it is, and none is found by counting
what comes before it. A month that outgrows a file is filed by days, and such a day by numbers;
facets are filed by their primary keys.
"""

import re
from datetime import date
from itertools import chain, islice
from xml.sax.saxutils import escape

from django.db.models import CharField, Count, DateField, F, Func, OuterRef, Q, Subquery, Value
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.addresses import address_of
from articles.counts.reading import month_end
from articles.models import (
    Article,
    Author,
    Country,
    DayCount,
    Kind,
    Listed,
    MonthCount,
    Section,
    Tag,
)

#: The protocol (sitemaps.org) allows 50,000 addresses in a file, but also no more than 50 MB,
#: and a slug of 200 Cyrillic letters takes 1.2 kB.
FILE_LIMIT = 25_000
#: A tag with fewer stories is a thin page: readers may open it, crawlers needn't.
TAG_MINIMUM = 3
FACETS = {
    "section": (Section, 1),
    "country": (Country, 1),
    "tag": (Tag, TAG_MINIMUM),
    "author": (Author, 1),
}
#: How many addresses are in memory at a time.
CHUNK = 2_000
#: Changes of substance are looked for among so many stories, those that were touched last.
TOUCHED = 1_000

_FACET_FILE = re.compile(rf"({'|'.join(FACETS)})-([1-9]\d{{0,5}})")
_STORY_FILE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d)(?:-([1-9]\d{0,3}))?)?")


@require_safe
def sitemap(request):
    """One file while everything fits into it, else an index of files."""
    months, facets = _months(), _facet_files()
    if sum(count for *_, count in (*months, *facets)) > FILE_LIMIT:
        return _answer("sitemapindex", _index(request, months, facets))
    return _answer("urlset", chain(_pages(request), _facets(request), _stories(request)))


@require_safe
def part(request, name):
    """One file of the index."""
    if name == "pages":
        entries = _pages(request)
    elif match := _FACET_FILE.fullmatch(name):
        entries = _facets(request, match[1], int(match[2]))
    elif match := _STORY_FILE.fullmatch(name):
        entries = _stories(request, *_days_of(*match.groups()), int(match[4] or 1))
    else:
        raise Http404(f"There is no sitemap “{name}”")
    first = next(entries, None)
    if first is None:
        raise Http404(f"The sitemap “{name}” would be empty")
    return _answer("urlset", chain([first], entries))


# What is in a file -------------------------------------------------------------------------


def _own_pages():
    return map(reverse, ("articles:home", "articles:list", "articles:archive"))


#: Functions that return the paths of pages that are neither stories nor facets. The project adds
#: those that it has from elsewhere.
SOURCES = [_own_pages]


def _pages(request):
    for path in chain.from_iterable(source() for source in SOURCES):
        yield _entry("url", request.build_absolute_uri(path))


def _facets(request, kind=None, number=None):
    """Yield the facets with enough stories: all, or those whose primary keys are in a file."""
    parts = []
    for each in [kind] if kind else FACETS:
        model, minimum = FACETS[each]
        rows = model.objects.with_stories(minimum).order_by()
        if number:
            last = number * FILE_LIMIT
            rows = rows.filter(pk__gt=last - FILE_LIMIT, pk__lte=last)
        parts.append(rows.values_list(Value(each, CharField()), "slug"))
    return _urls(request, parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])


def _stories(request, first=date.min, last=date.max, number=1):
    """Yield the stories of the days from `first` to `last`, newest first."""
    # Of the lines that a story has, the one among all stories: they are read along their index.
    rows = (
        Article.objects.published()
        .filter(lines__kind=Kind.ALL, lines__key=0, lines__day__range=(first, last))
        .order_by("-lines__day", "-lines__published_at", "-lines__article")
        .values_list(Value("story", CharField()), "slug", "published_at", "modified_at")
    )
    return _urls(request, rows[(number - 1) * FILE_LIMIT : number * FILE_LIMIT])


def _urls(request, rows):
    """Yield an entry for each row: what it is, its slug, and the times when it changed."""
    site = request.build_absolute_uri("/")[:-1]
    for kind, slug, *moments in rows.iterator(CHUNK):
        latest = max((moment for moment in moments if moment), default=None)
        yield _entry("url", site + address_of(kind, slug), latest)


def _days_of(year, month, day, number):
    """Return the first and the last day in the file with that name."""
    try:
        first = date(int(year), int(month), int(day or 1))
    except ValueError:
        raise Http404("There is no such day") from None
    return first, first if day else month_end(first)


# What files there are ----------------------------------------------------------------------


def _index(request, months, facets):
    names = ["pages", *(f"{kind}-{number}" for kind, number, _ in facets)]
    for name, latest in chain(((name, None) for name in names), _story_files(months)):
        address = reverse("articles:sitemap-part", args=[name])
        yield _entry("sitemap", request.build_absolute_uri(address), latest)


def _facet_files():
    """Return the files that have facets: kind, number, and how many facets."""
    parts = []
    for kind, (model, minimum) in FACETS.items():
        rows = model.objects.with_stories(minimum).order_by()
        filed = rows.annotate(kind=Value(kind, CharField()), file=(F("pk") - 1) / FILE_LIMIT + 1)
        parts.append(filed.values_list("kind", "file").annotate(Count("pk")))
    return list(parts[0].union(*parts[1:], all=True))


def _story_files(months):
    """Yield the name of each file of stories, and when the newest of them came or changed."""
    edits = _edits()
    for month, newest, count in months:
        if count <= FILE_LIMIT:
            name = str(month)[:7]
            yield name, max(newest, edits.get(name, newest))
        else:
            yield from _day_files(month, edits)


def _day_files(month, edits):
    for day, newest, count in _days(month):
        for number in _numbers(count):
            name = f"{day}-{number}" if number > 1 else str(day)
            yield name, max(newest, edits.get(str(day), newest))


def _numbers(size):
    return range(1, -(-size // FILE_LIMIT) + 1)


def _months():
    inside = {"day__gte": OuterRef("month"), "day__lt": _NextMonth(OuterRef("month"))}
    return _counted(MonthCount, "month", inside, month__lte=timezone.localdate())


def _days(month):
    return _counted(DayCount, "day", {"day": OuterRef("day")}, day__range=(month, month_end(month)))


class _NextMonth(Func):
    template = "(%(expressions)s + interval '1 month')::date"
    output_field = DateField()

    def as_sqlite(self, compiler, connection, **context):
        template = "date(%(expressions)s, '+1 month')"
        return super().as_sql(compiler, connection, template=template, **context)


def _counted(model, period, inside, **which):
    """Return each month or day that has public stories, when the newest came, and how many.

    The number may include some that are still to come, or have left by themselves.
    """
    now = timezone.now()
    lines = Listed.objects.filter(
        Q(withdraw_at=None) | Q(withdraw_at__gt=now),
        kind=Kind.ALL,
        key=0,
        published_at__lte=now,
        **inside,
    )
    newest = lines.order_by("-day", "-published_at").values("published_at")[:1]
    rows = model.objects.filter(kind=Kind.ALL, key=0, **which).order_by(f"-{period}")
    rows = rows.values_list(period, Subquery(newest), "count")
    return [row for row in rows if row[1]]


def _edits():
    """Return when a story last changed in substance, by the month and the day it came out."""
    touched = Article.objects.order_by("-updated_at", "-pk").values("pk")[:TOUCHED]
    changed = Article.objects.published().exclude(modified_at=None).filter(pk__in=touched)
    edits = {}
    for published_at, modified_at in changed.values_list("published_at", "modified_at"):
        day = str(timezone.localdate(published_at))
        for name in (day, day[:7]):
            edits[name] = max(modified_at, edits.get(name, modified_at))
    return edits


# How it is written -------------------------------------------------------------------------


def _answer(root, entries):
    """Answer in one piece what is short, so that it can be kept; stream what is long."""
    first = list(islice(entries, CHUNK))
    text = _document(root, chain(first, entries))
    is_short = len(first) < CHUNK
    kind = HttpResponse if is_short else StreamingHttpResponse
    # A sitemap is for crawlers, not for their readers.
    headers = {"X-Robots-Tag": "noindex"}
    return kind("".join(text) if is_short else text, "application/xml", headers=headers)


def _document(root, entries):
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    while lines := "".join(islice(entries, CHUNK)):
        yield lines
    yield f"</{root}>\n"


def _entry(element, address, latest=None):
    changed = f"<lastmod>{latest.isoformat(timespec='seconds')}</lastmod>" if latest else ""
    return f"<{element}><loc>{escape(address)}</loc>{changed}</{element}>\n"

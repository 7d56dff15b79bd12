"""The chips above the list of stories. None of them counts anything."""

from datetime import datetime, timedelta

from django import forms
from django.contrib.admin import ListFilter, SimpleListFilter
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.cache import cache
from django.utils import timezone
from django.utils.dates import MONTHS

from articles.admin.access import own_stories
from articles.directory import directory
from articles.models import Article, Author, Byline, Country, Section

Status = Article.Status
EARLIEST_YEAR = 1800


class StatusFilter(SimpleListFilter):
    title = "status"
    parameter_name = "status"
    template = "admin/filter_row.html"

    def lookups(self, request, model_admin):
        return [
            ("draft", "Draft"),
            ("review", "In review"),
            ("scheduled", "Scheduled"),
            ("public", "Public"),
            ("withdrawn", "Withdrawn"),
        ]

    def queryset(self, request, queryset):
        if self.value() in (Status.DRAFT, Status.REVIEW, Status.WITHDRAWN):
            return queryset.filter(status=self.value())
        if self.value() == "scheduled":
            return queryset.filter(status=Status.PUBLISHED, published_at__gt=timezone.now())
        return queryset.published() if self.value() == "public" else queryset


class OwnFilter(SimpleListFilter):
    """One chip, on or off."""

    title = "whose"
    parameter_name = "whose"
    template = "admin/filter_toggle.html"

    def lookups(self, request, model_admin):
        return [("mine", "Mine")]

    def queryset(self, request, queryset):
        return own_stories(request.user, queryset) if self.value() == "mine" else queryset

    def choices(self, changelist):
        is_on = self.value() == "mine"
        other = changelist.get_query_string({"whose": None if is_on else "mine"})
        yield {"selected": is_on, "display": "Mine", "query_string": other}


class FacetFilter(SimpleListFilter):
    """By the slug of what a story is filed under; the names come from the kept directory."""

    model = None
    entries = None

    def lookups(self, request, model_admin):
        return [(entry.slug, entry.name) for entry in getattr(directory(), self.entries)]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        chosen = self.model.objects.filter(slug=self.value()).first()
        return queryset.filter(**{self.model.stories_lookup: chosen}) if chosen else queryset.none()


class SectionFilter(FacetFilter):
    title, parameter_name = "section", "section"
    model, entries = Section, "sections"


class CountryFilter(FacetFilter):
    title, parameter_name = "country", "country"
    model, entries = Country, "featured_countries"


class AuthorSelect(AutocompleteSelect):
    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-placeholder": "Any author"}


class AuthorFilter(ListFilter):
    """A name is typed and found; authors are too many for a list."""

    title = "author"
    template = "admin/filter_author.html"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        typed = params.pop("author", [""])[-1]
        self.author = Author.objects.filter(pk=typed).first() if _is_key(typed) else None
        widget = self._select(model_admin.admin_site)
        self.widget = forms.ModelChoiceField(Author.objects.all(), widget=widget).widget

    @staticmethod
    def _select(site):
        return AuthorSelect(Byline._meta.get_field("author"), site)

    @classmethod
    def media(cls, site):
        return cls._select(site).media

    def has_output(self):
        return True

    def expected_parameters(self):
        return ["author"]

    def queryset(self, request, queryset):
        if self.author is None:
            return queryset
        return queryset.filter(pk__in=self.author.bylines.values("article"))

    def choices(self, changelist):
        """None: the template has a field instead, and keeps the other filters beside it."""
        self.kept = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name != "author"
            for value in values
        ]
        return ()

    def field(self):
        attributes = {"id": "filter-author", "aria-label": "Author", "data-submits": ""}
        return self.widget.render("author", self.author and self.author.pk, attributes)


class PublishedFilter(ListFilter):
    """A drill-down of publication dates: year, month, day. It asks only for the first year."""

    title = "published"
    template = "admin/filter_dates.html"
    parts = ("year", "month", "day")

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        typed = [params.pop(part, [""])[-1] for part in self.parts]
        self.period = _period(*typed)
        self.numbers = _numbers(typed) if self.period else []

    def has_output(self):
        return True

    def expected_parameters(self):
        return list(self.parts)

    def queryset(self, request, queryset):
        if self.period is None:
            return queryset
        start, end = self.period
        # The status makes it the public index's business.
        return queryset.filter(
            status=Status.PUBLISHED, published_at__gte=start, published_at__lt=end
        )

    def choices(self, changelist):
        """First the way up, marked as selected; then the way down."""
        self.anytime = changelist.get_query_string(remove=list(self.parts))
        for depth, number in enumerate(self.numbers):
            yield self._choice(changelist, self.numbers[:depth], _name(depth, number), True)
        depth = len(self.numbers)
        for number in self._below(depth):
            yield self._choice(changelist, [*self.numbers, number], _name(depth, number), False)

    def _choice(self, changelist, numbers, display, selected):
        kept = dict(zip(self.parts, numbers, strict=False))
        return {
            "selected": selected,
            "display": display,
            "query_string": changelist.get_query_string(kept, remove=list(self.parts)),
        }

    def _below(self, depth):
        if depth == 0:
            return _years()
        start, end = self.period
        return [range(1, 13), range(1, (end - start).days + 1), ()][depth - 1]


def _is_key(typed):
    return typed.isascii() and typed.isdecimal() and len(typed) < 19


def _years():
    """Every year from that of the first story to this one, newest first."""
    return range(timezone.localdate().year, _first_year() - 1, -1)


def _first_year():
    """Kept for an hour: an archive seldom begins earlier than it did, and an import can wait."""
    return cache.get_or_set("articles:first-year", _read_first_year, 3600)


def _read_first_year():
    stories = Article.objects.filter(status=Status.PUBLISHED).order_by("published_at")
    first = stories.values_list("published_at", flat=True).first()
    return timezone.localdate(first).year


def _name(depth, number):
    return str(MONTHS[number]) if depth == 1 else str(number)


def _numbers(typed):
    return [int(part) for part in typed if part]


def _period(year, month, day):
    """Return the aware start and end of a typed year, month or day; None when it is none."""
    if (day and not month) or not year:
        return None
    try:
        start = datetime(int(year), int(month or 1), int(day or 1))
    except (ValueError, OverflowError):
        return None
    if not EARLIEST_YEAR <= start.year <= timezone.localdate().year + 10:
        return None
    return timezone.make_aware(start), timezone.make_aware(_end(start, month, day))


def _end(start, month, day):
    if day:
        return start + timedelta(days=1)
    if month:
        return (start + timedelta(days=32)).replace(day=1)
    return start.replace(year=start.year + 1)

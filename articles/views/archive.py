"""The archive by the calendar: years and months, and the stories of one month or one day.

An address without stories is not found, so that nothing leads a crawler on and on; a day of a
month that has some is not found either, but its page says so and shows the month around it.
"""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from articles.counts.reading import month_end, month_start
from articles.listing import Listing
from articles.views.jump import asked_day, jump
from articles.views.listings import ListingView

#: How much of a day's ISO form is the address of its year, month, or itself.
YEAR, MONTH, DAY = 4, 7, 10


def address_of(day, part, archive=""):
    """Return the address of the year, month or day that `day` is in; `archive` is that of all."""
    archive = archive or reverse("articles:archive")
    return f"{archive}{day.isoformat()[:part].replace('-', '/')}/"


@dataclass(frozen=True)
class Month:
    first: date
    count: int
    address: str

    @property
    def name(self):
        return MONTHS[self.first.month]

    @property
    def figure(self):
        return f"{self.count:,}"


@dataclass(frozen=True)
class Year:
    number: int
    #: January to December: a month keeps its place, so that years compare at a glance.
    months: list[Month]

    @property
    def stories(self):
        return stories(sum(month.count for month in self.months))


def years_of(counted):
    """Return the Years, newest first, of `Listing.by_month()`."""
    archive = reverse("articles:archive")
    return [
        Year(year, [_month(date(year, month, 1), counted, archive) for month in range(1, 13)])
        for year, _ in groupby(counted, key=lambda month: month.year)
    ]


def _month(first, counted, archive=""):
    return Month(first, counted.get(first, 0), address_of(first, MONTH, archive))


@dataclass(frozen=True)
class Day:
    """A cell of a month's table; without a number: of the week, but not of the month."""

    number: int
    count: int = 0
    address: str = ""
    name: str = ""
    is_current: bool = False


def weeks_of(first, counted, current=None):
    """Return the weeks (lists of Days, Monday first) of the month that begins on `first`."""
    archive, month = reverse("articles:archive"), date_format(first, "F Y")

    def cell(number):
        if not number:
            return Day(0)
        day = first.replace(day=number)
        count = counted.get(day, 0)
        name = f"{number} {month}, {stories(count)}"
        return Day(number, count, address_of(day, DAY, archive), name, day == current)

    weeks = Calendar().monthdayscalendar(first.year, first.month)
    return [[cell(number) for number in week] for week in weeks]


def stories(number):
    return f"{number:,} {'story' if number == 1 else 'stories'}"


def nearest(day):
    """Return the newest day with stories up to `day`, else the oldest of all; None: no story."""
    months = Listing(last=day).by_month()
    if months:
        return _days_of(next(iter(months)), last=day)[0]
    months = Listing().by_month()
    return _days_of(list(months)[-1])[-1] if months else None


def _days_of(month, last=date.max):
    return list(Listing(first=month, last=min(month_end(month), last)).by_day())


def _address_of_day(day):
    day = nearest(day)
    return address_of(day, DAY) if day else reverse("articles:archive")


@dataclass(frozen=True)
class OneDay:
    """The stories of one day: a part of its month's Listing, and not one statement more."""

    month: Listing
    day: date

    def count(self):
        return self.month.by_day().get(self.day, 0)

    def __getitem__(self, place):
        before = sum(count for day, count in self.month.by_day().items() if day > self.day)
        return self.month[before + place.start : before + place.stop]

    @property
    def as_of(self):
        return self.month.as_of

    @property
    def anchor(self):
        return self.month.anchor

    @property
    def newer(self):
        return self.month.newer if self.day == timezone.localdate() else 0


class ArchiveView(TemplateView):
    template_name = "articles/archive.html"

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("date", "").strip()
        try:
            if wanted:
                return HttpResponseRedirect(_address_of_day(asked_day(wanted)))
        except ValidationError as error:
            return self._page(wanted, error.messages[0], status=400)
        return self._page()

    def _page(self, wanted="", error="", status=200):
        months = Listing().by_month()
        context = self.get_context_data(
            title="Archive",
            years=[] if error else years_of(months),
            total=months and stories(sum(months.values())),
            jump=jump(months, wanted, error) if months or error else None,
            canonical=self.request.build_absolute_uri(self.request.path),
        )
        return self.render_to_response(context, status=status)


def archive_year(request, year):
    """A year is a part of the archive's one page, not a page of its own."""
    if not any(month.year == int(year) for month in Listing().by_month()):
        raise Http404(f"no story in {year}")
    return HttpResponsePermanentRedirect(f"{reverse('articles:archive')}#y{year}")


class MonthView(ListingView):
    template_name = "articles/archive_month.html"
    part = MONTH
    words = "F Y"
    #: The day of the month's table that is shown.
    current = None

    def get(self, request, *args, **kwargs):
        self.day = _day_or_404(**kwargs)
        self.first = month_start(self.day)
        address = address_of(self.day, self.part)
        if request.path != address:
            query = request.META["QUERY_STRING"]
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        self.month = Listing(first=self.first, last=month_end(self.first), as_of=self.as_of)
        if not self.month.by_day():
            raise Http404("a month without stories")
        return self.month

    def address_of_day(self, day):
        return _address_of_day(day)

    @cached_property
    def archive(self):
        """The months of the whole archive."""
        return Listing().by_month()

    def months(self):
        return self.archive

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return (
            {"jump": jump(self.archive)}
            | context
            | {
                "title": date_format(self.day, self.words),
                "first": self.first,
                "year_address": f"{reverse('articles:archive')}#y{self.first.year}",
                "weekdays": [(WEEKDAYS_ABBR[day], WEEKDAYS[day]) for day in range(7)],
                "weeks": weeks_of(self.first, self.month.by_day(), self.current),
                "earlier": self._next_to(max, lambda month: month < self.first),
                "later": self._next_to(min, lambda month: month > self.first),
            }
        )

    def _next_to(self, choose, is_there):
        month = choose(filter(is_there, self.archive), default=None)
        return month and _month(month, self.archive)


class DayView(MonthView):
    part = DAY
    words = "j F Y"

    def get_queryset(self):
        super().get_queryset()
        return OneDay(self.month, self.day)

    @property
    def current(self):
        return self.day

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context |= {"day": self.day, "month_address": address_of(self.first, MONTH)}
        if not self.object_list.count():
            context |= {"noindex": True, "around": self._around()}
        return context

    def _around(self):
        """The days with stories next to one that has none, in their order."""
        days = self.month.by_day()
        before = max((day for day in days if day < self.day), default=None)
        after = min((day for day in days if day > self.day), default=None)
        return [
            Day(day.day, days[day], address_of(day, DAY), date_format(day, "j F"))
            for day in (before, after)
            if day
        ]

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if "around" in context:
            response.status_code = 404
        return response


def _day_or_404(year, month, day="1"):
    try:
        day = date(int(year), int(month), int(day))
    except ValueError as error:
        raise Http404("no day of the calendar") from error
    if day > timezone.localdate():
        raise Http404("a day to come")
    return day

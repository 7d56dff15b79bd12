"""Any page of any listing at the same cost: the day counts say where it begins.

A Listing is a lazy sequence, with `count()` and slices, for pages, feeds and the API alike.
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from django.db import connection
from django.db.models import DateTimeField
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.functional import cached_property

from articles.counts import KEPT
from articles.counts.reading import DAYS, Counts, day_of, month_end, month_start
from articles.models import Article, Kind
from articles.prepared import Given, Prepared, read

_ANCHOR = "%Y%m%dT%H%M%S.%fZ"
_ORDER = "ORDER BY day {0}, published_at {0}, article_id {0}"


@dataclass(frozen=True)
class Listing:
    """The stories of one listing that the public may see, newest first.

    `kind` and `key` (a primary key, 0 for all stories) say which; `first` and `last` bound it
    to days; `as_of` (aware) shows it as it was then: what came since is left out, and what went
    keeps its place, so that whoever pages on neither meets a story twice nor misses one.
    Reading one that is too long ago raises Outdated.
    """

    kind: Kind = Kind.ALL
    key: int = 0
    first: date = date.min
    last: date = date.max
    as_of: datetime | None = None

    def count(self):
        """How many stories there are; one statement."""
        return self._counts.total

    def __getitem__(self, place):
        """Return a slice as a list of stories; at most two statements beside the count's."""
        limit = place.stop - place.start
        begin = _Place(self._last) if place.start == 0 and not self.as_of else None
        begin = begin or self._place(place.start)
        if begin is None or limit <= 0:
            return []
        if self.as_of and self._counts.touched:
            # Its words depend on how many they are: no use to keep them.
            keys = RawSQL(*self._lines_as_it_was(begin, limit))  # noqa: S611
            return list(Article.objects.published().for_list().filter(pk__in=keys))
        sql, given = self._lines(begin, limit)
        values = {f"given_{number}": value for number, value in enumerate(given)}
        return _stories(sql, *values)(now=timezone.now(), **values)

    def between(self, first, last):
        """Return the part of the listing from day `first` to day `last`, both within."""
        return replace(self, first=max(first, self.first), last=min(last, self.last))

    def newer_than(self, day):
        """How many stories come before those of `day`; one statement."""
        return self.between(day + timedelta(days=1), date.max).count() if day < date.max else 0

    def by_month(self):
        """Return how many stories there are each month, by its first day, newest first."""
        return {month: number for month, number in self._counts.months if number}

    def by_day(self):
        """Return how many stories there are each day of the last month, newest first."""
        days = self._counts.days
        return {day: days[day] for day in sorted(days, reverse=True) if days[day] > 0}

    @property
    def newer(self):
        """How many stories have appeared since `as_of`; no statement beside the count's."""
        return self._counts.newer

    @property
    def anchor(self):
        """The time as of which this listing will stay as it is now: of its latest change.

        Always one of the last two days, for which changes are known.
        """
        midnight = timezone.localtime(self._now).replace(hour=0, minute=0, second=0, microsecond=0)
        return self.as_of or max([midnight, *self._counts.times])

    # Where it is

    @cached_property
    def _now(self):
        return self.as_of or timezone.now()

    @cached_property
    def _today(self):
        return timezone.localdate(self._now)

    @cached_property
    def _last(self):
        return min(self.last, self._today)

    @cached_property
    def _counts(self):
        counts = Counts(self)
        if self.first <= self._last:
            counts.read()
        return counts

    def _place(self, offset):
        """Return the _Place of story number `offset` (from 0), or None past the end."""
        if offset >= self._counts.total:
            return None
        month, before, _ = _step(self._counts.months, offset)
        day, before_in_month, number = _step(self._days_of(month), offset - before)
        return _Place(day, offset - before - before_in_month, number)

    def _days_of(self, month):
        counts = self._counts
        days = Counter(counts.days)
        if not counts.has_days_of(month):
            bounds = map(connection.ops.adapt_datefield_value, (month, month_end(month)))
            rows = read(DAYS, [self.kind, self.key, *bounds])
            days.update({day_of(day): number for day, number in rows})
            days.update(counts.shift)
        inside = [day for day in days if month == month_start(day)]
        return [(day, days[day]) for day in sorted(inside, reverse=True)]

    def _lines(self, place, limit):
        """Return SQL and parameters for the keys of `limit` stories from a place on."""
        if place.skip <= place.number // 2:
            return self._select(self.first, place.day, limit, place.skip)
        # In the older half of its day: a day may have ten thousand, so come from its other end.
        left = place.number - place.skip
        sql, given = self._select(
            place.day, place.day, min(limit, left), max(left - limit, 0), order="ASC"
        )
        if left < limit and place.day > self.first:
            older = place.day - timedelta(days=1)
            more, more_given = self._select(self.first, older, limit - left, 0)
            sql, given = f"{_rows(sql)} UNION ALL {_rows(more)}", given + more_given
        return sql, given

    def _lines_as_it_was(self, place, limit):
        """The same without the stories that came or went since; with those that went, where
        they were."""
        touched, lost = self._counts.touched, list(self._counts.lost)
        sql, given = self._select(
            self.first,
            place.day,
            place.skip + limit,
            0,
            columns="day, published_at, article_id",
            which=f" AND article_id NOT IN ({_marks(touched)})",
            also=list(touched),
        )
        days = [connection.ops.adapt_datefield_value(day) for day in (self.first, place.day)]
        sql = (
            f"SELECT article_id FROM ({_rows(sql)} UNION ALL "
            "SELECT day, published_at, article_id FROM articles_change "
            f"WHERE id IN ({_marks(lost) or 'NULL'}) AND day BETWEEN %s AND %s) AS l "
            f"{_ORDER.format('DESC')} LIMIT %s OFFSET %s"
        )
        return sql, [*given, *lost, *days, limit, place.skip]

    def _select(
        self, first, last, limit, skip, *, order="DESC", columns="article_id", which="", also=()
    ):
        """Return SQL and parameters for lines of the days from `first` to `last`."""
        ops = connection.ops
        now = ops.adapt_datetimefield_value(self._now)
        days = (ops.adapt_datefield_value(first), ops.adapt_datefield_value(last))
        sql = (
            f"SELECT {columns} FROM articles_listed "
            "WHERE kind = %s AND key = %s AND day BETWEEN %s AND %s AND published_at <= %s "
            f"AND (withdraw_at IS NULL OR withdraw_at > %s){which} "
            f"{_ORDER.format(order)} LIMIT %s OFFSET %s"
        )
        return sql, [self.kind, self.key, *days, now, now, *also, limit, skip]


class _Place(NamedTuple):
    """Where a slice begins: after `skip` of the `number` stories of a day."""

    day: date
    skip: int = 0
    number: int = 0


@lru_cache(maxsize=8)
def _stories(sql, *names):
    """Return the question for the public stories whose keys `sql` finds."""
    keys = RawSQL(sql, [Given(name) for name in names])  # noqa: S611
    public = Article.objects.published(Given("now", DateTimeField()))
    return Prepared(lambda: public.for_list().filter(pk__in=keys))


def anchor_text(moment):
    """Write a time as `as_of` has it in addresses."""
    return moment.astimezone(UTC).strftime(_ANCHOR)


def parse_anchor(text):
    """Return the time of an `as_of`, or None when it is none or is not of the last two days."""
    try:
        moment = datetime.strptime(text, _ANCHOR).replace(tzinfo=UTC)
    except ValueError:
        return None
    now = timezone.now()
    return moment if now - KEPT < moment <= now else None


def _step(counted, offset):
    """Return the item of (item, number) pairs that holds place `offset`, what comes before it,
    and its number."""
    sums = list(accumulate(number for _, number in counted))
    index = bisect_right(sums, offset)
    return counted[index][0], sums[index - 1] if index else 0, counted[index][1]


def _rows(sql):
    """A SELECT with an order and a limit of its own, for a union."""
    return f"SELECT * FROM ({sql}) AS rows"


def _marks(values):
    return ", ".join(["%s"] * len(values))

"""What one statement tells of a listing: its months, its days, and what changed of late."""

from calendar import monthrange
from collections import Counter
from datetime import UTC, date, datetime

from django.db import connection
from django.utils import timezone

from articles.prepared import read

#: More changes than this since a reader began to page, and the listing as it was is given up.
PATIENCE = 1_000


class Outdated(Exception):
    """The listing can't be shown any more as it was at that time."""


class Counts:
    """What one statement tells of a listing: its months, the days at its edges, its changes."""

    def __init__(self, listing):
        self.listing = listing
        self.days, self.shift = Counter(), Counter()
        self.months, self.times = [], []
        self.touched, self.lost = {}, set()
        self.total = self.newer = 0

    def read(self):
        months = Counter()
        hidden, changes = [], []
        for what, day, number, moment, article, extra in self._rows():
            if what == "month":
                months[day_of(day)] += number
            elif what == "day":
                self.days[day_of(day)] += number
            elif what == "hidden":
                hidden.append((day_of(day), article))
            elif what == "time" and moment:
                self.times.append(time_of(moment))
            elif what == "newer":
                self.newer = number
            elif what == "change":
                changes.append((number, day_of(day), time_of(moment), article, extra))
        self._apply(changes)
        self.shift.subtract(day for day, article in hidden if article not in self.touched)
        self._sum_up(months)

    def has_days_of(self, month):
        return month in (month_start(self.listing.first), month_start(self.listing._last))

    def _sum_up(self, months):
        listing = self.listing
        inside = {
            day: number
            for day, number in self.shift.items()
            if listing.first <= day <= listing._last
        }
        for day, number in inside.items():
            if self.has_days_of(month_start(day)):
                self.days[day] += number
            else:
                months[month_start(day)] += number
        for day, number in self.days.items():
            months[month_start(day)] += number
        self.months = sorted(months.items(), reverse=True)
        self.total = sum(months.values())

    def _apply(self, changes):
        """Undo what happened since the listing was as it is wanted."""
        if len(changes) > PATIENCE or any(effect == 2 for effect, *_ in changes):
            raise Outdated
        for effect, day, published_at, article, (change, listed_on) in changes:
            if article in self.touched:
                continue
            self.touched[article] = change
            if listed_on:
                self.shift[day_of(listed_on)] -= 1
            if effect == -1 and published_at <= self.listing._now:
                self.lost.add(change)
                self.shift[day] += 1

    def _rows(self):
        listing, ops = self.listing, connection.ops
        clock = timezone.now()
        last_month = month_start(listing._last)
        first_month = month_start(listing.first)
        apart = first_month < last_month and listing.first > date.min
        days = {
            "first": max(listing.first, date.min),
            "first_month": first_month,
            "first_end": month_end(first_month) if apart else date.min,
            "low": max(last_month, listing.first),
            "last": listing._last,
            "last_month": last_month,
            "today": listing._today,
            "clock_day": min(listing.last, timezone.localdate(clock)),
        }
        given = {name: ops.adapt_datefield_value(day) for name, day in days.items()}
        given |= {
            "now": ops.adapt_datetimefield_value(listing._now),
            "clock": ops.adapt_datetimefield_value(clock),
            "kind": listing.kind,
            "key": listing.key,
            "most": PATIENCE + 1,
        }
        for row in read(_COUNTS + (_CHANGES if listing.as_of else _TIMES), given):
            what, day, number, moment, article, change, listed_on = row
            yield what, day, number, moment, article, (change, listed_on)


DAYS = """
SELECT day, count FROM articles_daycount WHERE kind = %s AND key = %s AND day BETWEEN %s AND %s
"""
_LISTING = "kind = %(kind)s AND key = %(key)s"
# The months between the edges, the days of the edges, and what the counts hold and readers
# must not see: stories still to come today, and those that have left by themselves.
_COUNTS = f"""
SELECT 'month', month, count, CAST(NULL AS timestamptz), 0, 0, CAST(NULL AS date)
FROM articles_monthcount
WHERE {_LISTING} AND month > %(first_month)s AND month < %(last_month)s
UNION ALL
SELECT 'day', day, count, NULL, 0, 0, NULL FROM articles_daycount
WHERE {_LISTING} AND day BETWEEN %(low)s AND %(last)s
UNION ALL
SELECT 'day', day, count, NULL, 0, 0, NULL FROM articles_daycount
WHERE {_LISTING} AND day BETWEEN %(first)s AND %(first_end)s
UNION ALL
SELECT 'hidden', day, -1, NULL, article_id, 0, NULL FROM articles_listed
WHERE {_LISTING} AND day = %(today)s AND published_at > %(now)s
UNION ALL
SELECT 'hidden', day, -1, NULL, article_id, 0, NULL FROM articles_listed
WHERE {_LISTING} AND withdraw_at <= %(now)s
"""
# When this listing last changed, and when its newest story appeared.
_TIMES = f"""
UNION ALL
SELECT 'time', NULL, 0, max(at), 0, 0, NULL FROM articles_change
WHERE {_LISTING}
UNION ALL
SELECT 'time', NULL, 0, max(published_at), 0, 0, NULL FROM articles_listed
WHERE {_LISTING} AND day = %(today)s AND published_at <= %(now)s
UNION ALL
SELECT 'time', NULL, 0, max(at), 0, 0, NULL FROM articles_change WHERE kind = 0 AND key = 1
"""
# What came and went since, in its order, and where those stories are now; how many appeared.
_CHANGES = """
UNION ALL
SELECT * FROM (
  SELECT 'change', c.day, c.effect, c.published_at, c.article_id, c.id, l.day AS listed_on
  FROM articles_change c LEFT JOIN articles_listed l
    ON l.article_id = c.article_id AND l.kind = c.kind AND l.key = c.key
  WHERE c.kind = %(kind)s AND c.key = %(key)s AND c.at > %(now)s AND c.effect IN (-1, 1)
  ORDER BY c.id LIMIT %(most)s
) AS changes
UNION ALL
SELECT * FROM (
  SELECT 'change', day, effect, published_at, article_id, id, CAST(NULL AS date)
  FROM articles_change
  WHERE kind = 0 AND key = 1 AND at > %(now)s LIMIT 1
) AS bulk
UNION ALL
SELECT 'newer', NULL, count(*), NULL, 0, 0, NULL FROM articles_listed
WHERE kind = %(kind)s AND key = %(key)s AND day BETWEEN %(today)s AND %(clock_day)s
AND published_at > %(now)s AND published_at <= %(clock)s
AND (withdraw_at IS NULL OR withdraw_at > %(clock)s)
"""


def month_start(day):
    return day.replace(day=1)


def month_end(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def day_of(value):
    return date.fromisoformat(value) if isinstance(value, str) else value


def time_of(value):
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value

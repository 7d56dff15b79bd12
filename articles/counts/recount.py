"""Comparing the tables of listings with the stories, and putting right what differs."""

from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from articles.counts.lines import COLUMNS, lines, local_day, month_of

#: How long the journal of changes is kept; as long, a listing can be paged as it was.
KEPT = timedelta(days=2)


@dataclass(frozen=True)
class Drift:
    """What the tables of listings have otherwise than the stories say: numbers of rows."""

    missing: int = 0
    surplus: int = 0
    days: int = 0
    months: int = 0

    def __bool__(self):
        return any(asdict(self).values())

    def __str__(self):
        return (
            f"{self.missing} lines missing, {self.surplus} too many, "
            f"{self.days} days and {self.months} months with a wrong count"
        )


def check(using="default"):
    """Return the Drift between the stories and the tables of listings; writes nothing."""
    # In one snapshot: what is written meanwhile is no drift.
    with _snapshot(connections[using]) as cursor:
        listed, days, months = _tables(connections[using])
        return Drift(
            missing=_number(cursor, listed.missing),
            surplus=_number(cursor, listed.wrong),
            days=_number(cursor, days.differing),
            months=_number(cursor, months.differing),
        )


def recount(using="default"):
    """Make lines and counts anew where they differ from the stories; return the Drift found.

    What left by itself is swept out, and the journal forgets what is older than KEPT.
    While something is put right, whoever publishes waits; readers never do.
    """
    found = check(using)
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        if found:
            _lock(connection, cursor)
            for table in _tables(connection):
                table.repair(cursor)
        now = timezone.now()
        cursor.execute(
            f"DELETE FROM articles_listed WHERE withdraw_at <= '{_text(connection, now)}'"
        )
        cursor.execute(f"DELETE FROM articles_change WHERE at < '{_text(connection, now - KEPT)}'")
        cursor.execute("DELETE FROM articles_daycount WHERE count = 0")
        cursor.execute("DELETE FROM articles_monthcount WHERE count = 0")
    return found


@dataclass(frozen=True)
class _Table:
    """A table that can be derived, its key first among the columns; `truth` derives it."""

    name: str
    columns: str
    key: str
    truth: str
    #: Which of its rows are compared; the others are no drift.
    where: str

    @property
    def stored(self):
        return f"SELECT {self.columns} FROM {self.name} WHERE {self.where}"

    @property
    def missing(self):
        return _minus(self.truth, self.stored)

    @property
    def wrong(self):
        return _minus(self.stored, self.truth)

    @property
    def differing(self):
        """The keys of rows that are wrong, missing or surplus."""
        return " UNION ".join(
            f"SELECT {self.key} FROM ({part}) AS p" for part in (self.missing, self.wrong)
        )

    def repair(self, cursor):
        wrong = f"SELECT {self.key} FROM ({self.wrong}) AS w"
        cursor.execute(f"DELETE FROM {self.name} WHERE ({self.key}) IN ({wrong})")
        cursor.execute(f"INSERT INTO {self.name} ({self.columns}) {self.missing}")


def _tables(connection):
    """Lines first: repairing them carries the counts along, which are looked at then."""
    now = _text(connection, timezone.now())
    day = local_day(connection.vendor, settings.TIME_ZONE)
    counted = "count(*) AS count FROM articles_listed GROUP BY 1, 2, 3"
    month = month_of(connection.vendor, "day")
    return (
        _Table(
            "articles_listed",
            COLUMNS,
            "article_id, kind, key",
            lines(day, f"(a.withdraw_at IS NULL OR a.withdraw_at > '{now}')"),
            f"(withdraw_at IS NULL OR withdraw_at > '{now}')",
        ),
        _Table(
            "articles_daycount",
            "kind, key, day, count",
            "kind, key, day",
            f"SELECT kind, key, day, {counted}",
            "count <> 0",
        ),
        _Table(
            "articles_monthcount",
            "kind, key, month, count",
            "kind, key, month",
            f"SELECT kind, key, {month} AS month, {counted}",
            "count <> 0",
        ),
    )


def _minus(left, right):
    # Each in a FROM of its own: UNION and EXCEPT bind alike.
    return f"SELECT * FROM ({left}) AS l EXCEPT SELECT * FROM ({right}) AS r"


def _number(cursor, select):
    cursor.execute(f"SELECT count(*) FROM ({select}) AS c")
    return cursor.fetchone()[0]


def _text(connection, moment):
    """A time as it is written in SQL, to be compared with those that are stored."""
    return str(connection.ops.adapt_datetimefield_value(moment))


def _lock(connection, cursor):
    if connection.vendor == "postgresql":
        cursor.execute(
            "LOCK articles_listed, articles_daycount, articles_monthcount "
            "IN SHARE ROW EXCLUSIVE MODE"
        )


@contextmanager
def _snapshot(connection):
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        if is_outermost and connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield cursor

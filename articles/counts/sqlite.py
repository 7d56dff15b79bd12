"""SQLite's triggers: row by row, and one writer at a time, so nothing has to be locked.

The local day comes from a function that Django gives its connections: another program can
read the file, but not publish in it.
"""

import json

from django.conf import settings

from articles.counts.lines import BULK, COLUMNS, LINKS, lines, local_day, month_of

#: Has a row while stories are written in several steps by who holds them, to list them once. No
#: other connection ever sees it: it goes before the transaction ends, or with it.
LATER = "CREATE TABLE IF NOT EXISTS articles_later (mark INTEGER)"
_AT_ONCE = "NOT EXISTS (SELECT 1 FROM articles_later)"

_CHANGE = "INSERT INTO articles_change (at, kind, key, article_id, day, published_at, effect)"
_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"


def triggers(zone):
    """Return the triggers' SQL by their names; days are those of the zone `zone`."""
    day = local_day("sqlite", zone)
    made = {
        "articles_tally_in": _tally("INSERT", "NEW", 1),
        "articles_tally_out": _tally("DELETE", "OLD", -1),
        **_of_stories(day),
    }
    for kind, table, column in LINKS:
        made |= _of_links(kind, table, column, day)
    return {
        name: f"CREATE TRIGGER {name} AFTER {event} WHEN {_AT_ONCE} AND {when} BEGIN {body} END"
        for name, (event, when, body) in made.items()
    }


def _of_stories(day):
    insert = f"INSERT INTO articles_listed ({COLUMNS}) {lines(day, 'a.id = NEW.id')};"
    drop = "DELETE FROM articles_listed WHERE article_id = OLD.id;"
    moved = " OR ".join(
        f"OLD.{name} IS NOT NEW.{name}"
        for name in ("status", "published_at", "withdraw_at", "section_id")
    )
    public = "NEW.status = 'published'"
    rewritten = (
        f"{_CHANGE} SELECT {_NOW}, kind, key, article_id, day, published_at, 0 "
        "FROM articles_listed WHERE article_id = NEW.id;"
    )
    update = "UPDATE ON articles_article"
    return {
        "articles_written_in": ("INSERT ON articles_article", public, insert),
        "articles_written_out": ("DELETE ON articles_article", "TRUE", drop),
        "articles_moved": (update, f"({moved})", drop + insert),
        "articles_rewritten": (update, f"{public} AND NOT ({moved})", rewritten),
    }


def _of_links(kind, table, column, day):
    file = (
        f"INSERT INTO articles_listed ({COLUMNS}) "
        f"SELECT a.id, {kind}, NEW.{column}, {day}, a.published_at, a.withdraw_at "
        "FROM articles_article a WHERE a.id = NEW.article_id AND a.status = 'published';"
    )
    unfile = (
        "DELETE FROM articles_listed WHERE article_id = OLD.article_id "
        f"AND kind = {kind} AND key = OLD.{column};"
    )
    return {
        f"{table}_in": (f"INSERT ON {table}", "TRUE", file),
        f"{table}_out": (f"DELETE ON {table}", "TRUE", unfile),
        f"{table}_moved": (f"UPDATE ON {table}", "TRUE", unfile + file),
    }


def _tally(event, row, n):
    month = month_of("sqlite", f"{row}.day")
    at = _NOW if n == 1 else f"min({_NOW}, coalesce(OLD.withdraw_at, {_NOW}))"
    body = (
        "INSERT INTO articles_daycount (kind, key, day, count) "
        f"VALUES ({row}.kind, {row}.key, {row}.day, {n}) "
        f"ON CONFLICT (kind, key, day) DO UPDATE SET count = count + {n}; "
        "INSERT INTO articles_monthcount (kind, key, month, count) "
        f"VALUES ({row}.kind, {row}.key, {month}, {n}) "
        f"ON CONFLICT (kind, key, month) DO UPDATE SET count = count + {n}; "
        f"{_CHANGE} VALUES ({at}, {row}.kind, {row}.key, {row}.article_id, {row}.day, "
        f"{row}.published_at, {n});"
    )
    return f"{event} ON articles_listed", "TRUE", body


# Many stories at once ------------------------------------------------------------------------

_IDS = "(SELECT value FROM json_each(%s))"
_STORIES = (
    "WITH a AS MATERIALIZED ("
    "SELECT id, status, section_id, published_at, withdraw_at, {day} AS day "
    f"FROM articles_article a WHERE id IN {_IDS})"
)
_COUNT = (
    "INSERT INTO articles_{period}count (kind, key, {period}, count) "
    "SELECT kind, key, {of}, count(*) FROM articles_listed "
    f"WHERE article_id IN {_IDS} GROUP BY 1, 2, 3 "
    "ON CONFLICT (kind, key, {period}) DO UPDATE SET count = count + excluded.count"
)
_SAME_LINE = "w.article_id = l.article_id AND w.kind = l.kind AND w.key = l.key"
_SAME_PLACE = "w.day = l.day AND w.published_at = l.published_at AND w.withdraw_at IS l.withdraw_at"


def wait(cursor):
    """Leave the stories that this transaction writes from now on to `catch_up`."""
    cursor.execute("INSERT INTO articles_later VALUES (1)")


def catch_up(cursor, created, rewritten):
    """List the stories of these keys that were written since `wait`."""
    day = local_day("sqlite", settings.TIME_ZONE)
    stories, wanted = _STORIES.format(day=day), lines("a.day", stories="a")
    if created:
        ids = json.dumps(list(created))
        cursor.execute(f"{stories} INSERT INTO articles_listed ({COLUMNS}) {wanted}", [ids])
        _tell(cursor, ids, 1)
        cursor.execute(_COUNT.format(period="day", of="day"), [ids])
        cursor.execute(_COUNT.format(period="month", of=month_of("sqlite", "day")), [ids])
    cursor.execute("DELETE FROM articles_later")
    if rewritten:
        # Few, as a rule: what differs goes and comes by the triggers, and is counted by them.
        ids = json.dumps(list(rewritten))
        own = lines(day, "a.id = l.article_id")
        cursor.execute(
            f"DELETE FROM articles_listed AS l WHERE article_id IN {_IDS} "
            f"AND NOT EXISTS (SELECT 1 FROM ({own}) AS w WHERE {_SAME_LINE} AND {_SAME_PLACE})",
            [ids],
        )
        cursor.execute(
            f"{stories} INSERT INTO articles_listed ({COLUMNS}) SELECT * FROM ({wanted}) AS w "
            f"WHERE NOT EXISTS (SELECT 1 FROM articles_listed AS l WHERE {_SAME_LINE})",
            [ids],
        )
        _tell(cursor, ids, 0)


def _tell(cursor, ids, effect):
    """Tell of the lines of some stories: each, or that there are many."""
    those = f"FROM articles_listed WHERE article_id IN {_IDS}"
    cursor.execute(f"SELECT count(*) {those}", [ids])
    if cursor.fetchone()[0] > BULK:
        cursor.execute(f"{_CHANGE} VALUES ({_NOW}, 0, 1, 0, date('now'), {_NOW}, 2)")
        return
    # Beside a parameter, a percent sign is written twice.
    now = _NOW.replace("%", "%%")
    told = f"SELECT {now}, kind, key, article_id, day, published_at, {effect} {those}"
    cursor.execute(f"{_CHANGE} {told}", [ids])

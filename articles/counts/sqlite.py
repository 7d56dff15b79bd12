"""SQLite's triggers: row by row, and one writer at a time, so nothing has to be locked.

The local day comes from a function that Django gives its connections: another program can
read the file, but not publish in it.
"""

from articles.counts.lines import COLUMNS, LINKS, lines, local_day, month_of

_CHANGE = "INSERT INTO articles_change (at, kind, key, article_id, day, published_at, effect)"
_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"


def triggers(zone):
    """Return the triggers' SQL by their names; days are those of the zone `zone`."""
    day = local_day("sqlite", zone)
    made = {"articles_tally_in": _tally("INSERT", "NEW", 1)}
    made["articles_tally_out"] = _tally("DELETE", "OLD", -1)
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
    made |= {
        "articles_written_in": ("INSERT ON articles_article", public, insert),
        "articles_written_out": ("DELETE ON articles_article", "TRUE", drop),
        "articles_moved": ("UPDATE ON articles_article", moved, drop + insert),
        "articles_rewritten": (
            "UPDATE ON articles_article",
            f"{public} AND NOT ({moved})",
            rewritten,
        ),
    }
    for kind, table, column in LINKS:
        file = (
            f"INSERT INTO articles_listed ({COLUMNS}) "
            f"SELECT a.id, {kind}, NEW.{column}, {day}, a.published_at, a.withdraw_at "
            "FROM articles_article a WHERE a.id = NEW.article_id AND a.status = 'published';"
        )
        unfile = (
            "DELETE FROM articles_listed WHERE article_id = OLD.article_id "
            f"AND kind = {kind} AND key = OLD.{column};"
        )
        made |= {
            f"{table}_in": (f"INSERT ON {table}", "TRUE", file),
            f"{table}_out": (f"DELETE ON {table}", "TRUE", unfile),
            f"{table}_moved": (f"UPDATE ON {table}", "TRUE", unfile + file),
        }
    return {
        name: f"CREATE TRIGGER {name} AFTER {event} WHEN {when} BEGIN {body} END"
        for name, (event, when, body) in made.items()
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

"""Putting the triggers in place, and nothing else when they are there."""

import hashlib
from contextlib import contextmanager

from django.conf import settings
from django.db import connection as default_connection
from django.db import connections, transaction

from articles.counts import postgresql, sqlite
from articles.counts.recount import recount


def keep_counts(sender, using, **kwargs):
    """What `migrate` ends with."""
    install(using)


def install(using="default"):
    """Make the triggers, unless they are there as they should be; return whether they were made.

    After every migrate and not in a migration: SQLite drops triggers when Django remakes a
    table, and the days are those of a zone that the settings may change.
    """
    connection = connections[using]
    if "articles_listed" not in connection.introspection.table_names():
        return False
    make = _make_postgresql if connection.vendor == "postgresql" else _make_sqlite
    with transaction.atomic(using), connection.cursor() as cursor:
        made = make(cursor)
        # Of an empty paper, too: `flush` may have emptied the counts first, and then SQLite's
        # triggers subtracted from them each story that went.
        cursor.execute("SELECT EXISTS (SELECT 1 FROM articles_listed)")
        if made or not cursor.fetchone()[0]:
            recount(using)
    return made


@contextmanager
def listed_once(created, updated):
    """Within a transaction: list stories when the block ends, and not with each of its steps.

    Two lists of primary keys, complete by then; nobody else may write these stories meanwhile.
    Their lines would be made anew, or one by one, with each of the tables that file them.
    """
    backend = postgresql if default_connection.vendor == "postgresql" else sqlite
    with default_connection.cursor() as cursor:
        backend.wait(cursor)
        yield
        backend.catch_up(cursor, created, updated)


def _make_postgresql(cursor):
    script = postgresql.script(settings.TIME_ZONE)
    mark = hashlib.sha256(script.encode()).hexdigest()
    cursor.execute("SELECT obj_description(to_regproc('articles_list'), 'pg_proc')")
    if cursor.fetchone() == (mark,):
        return False
    cursor.execute(f"{script} COMMENT ON FUNCTION articles_list IS '{mark}'")
    return True


def _make_sqlite(cursor):
    cursor.execute(sqlite.LATER)
    wanted = sqlite.triggers(settings.TIME_ZONE)
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    present = {name: sql for name, sql in cursor.fetchall() if name in wanted}
    if present == wanted:
        return False
    for name in present:
        cursor.execute(f"DROP TRIGGER {name}")
    for sql in wanted.values():
        cursor.execute(sql)
    return True

"""The databases of the tests: who has one, and how it becomes empty again."""

import sqlite3
from contextlib import closing, contextmanager
from unittest import mock

from django.db import connection
from django.test import TransactionTestCase

#: Whoever asks for one of these has a database.
FIXTURES = {"db", "transactional_db", "live_server"}
#: Where everybody else's processes look for one.
NOWHERE = "postgres://nobody@127.0.0.1:1/none"


def uses_one(item):
    """Whether a test has to run on each database. The others run once: it can't matter to them."""
    return bool(item.get_closest_marker("django_db") or FIXTURES & set(item.fixturenames))


def require_mark(names):
    """Refuse what an unmarked test has asked for in the end: it would have run on SQLite only."""
    if asked := FIXTURES & set(names):
        raise AssertionError(f"It asks for {', '.join(sorted(asked))}: mark it with django_db.")


@contextmanager
def emptied_by_copying():
    """SQLite becomes empty by a copy from memory. After flushing it, Django's signals would write
    once more what the migrations wrote, which takes longer than many a test."""
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as empty:
        connection.connection.backup(empty)

        def restore(case):
            connection.ensure_connection()
            empty.backup(connection.connection)

        with mock.patch.object(TransactionTestCase, "_fixture_teardown", restore):
            yield

"""The database as it is at one moment, for as long as an export reads it.

The vendor is asked in this room: the two databases begin such a moment in different ways, and
sort text by different rules unless they are told.
"""

from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Collate

from articles.query_log import no_query_log


@contextmanager
def snapshot():
    """Within the block nothing changes for who reads, and whoever writes need not wait.

    In a transaction that is open already (a test's), it is as that transaction sees it.
    """
    with no_query_log():
        if connection.in_atomic_block:
            yield
            return
        with _reading(), transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _reading():
    """SQLite's transactions begin IMMEDIATE here, which would keep all who write waiting."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    before, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = before


def by_letters(name):
    """Return the column `name` in the order of its characters' numbers: the same everywhere.

    What a server's locale makes of it differs from one to another, and from Python's order.
    """
    return Collate(F(name), "C" if connection.vendor == "postgresql" else "BINARY")

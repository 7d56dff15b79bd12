"""The index of the search: made after every migrate, filled anew, checked.

The vendor is asked in this room. Neither index is a model: triggers keep it, whichever way a
story is written, raw SQL included.
"""

from contextlib import contextmanager

from django.db import connection as default_connection
from django.db import connections, transaction

from articles.search import postgresql, sqlite


def backend(connection=default_connection):
    return postgresql if connection.vendor == "postgresql" else sqlite


def enable(connection):
    """Make what the database must have before the index: PostgreSQL's extensions."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            postgresql.enable(cursor)


def keep_index(sender, using, **kwargs):
    """What `migrate` ends with."""
    install(using)


def install(using="default"):
    """Make the index and its triggers, unless they are there as they should be.

    Return whether they were made. After every migrate and not in a migration: SQLite drops
    triggers when Django remakes a table, and what they do may change with the code.
    """
    connection = connections[using]
    if "articles_listed" not in connection.introspection.table_names():
        return False
    with transaction.atomic(using), connection.cursor() as cursor:
        made = backend(connection).install(cursor)
        if made:
            backend(connection).rebuild(cursor)
    return made


@contextmanager
def entered_once(keys):
    """Within a transaction: enter stories when the block ends, and not with each of its steps.

    `keys` are their primary keys, complete by then. On PostgreSQL the words of a story would be
    entered anew with its tags, its countries and its byline; SQLite keeps those apart.
    """
    if default_connection.vendor != "postgresql":
        yield
        return
    with default_connection.cursor() as cursor:
        postgresql.wait(cursor)
        yield
        postgresql.enter(cursor, keys)


def tidy():
    """Bring the index into order after many stories were entered at once."""
    with transaction.atomic(), default_connection.cursor() as cursor:
        backend().tidy(cursor)


def rebuild(using="default"):
    """Fill the index anew from the stories, after they were written with triggers off."""
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        backend(connection).rebuild(cursor)


def check(using="default"):
    """Return how many stories have no entry, a surplus one, or one at another time."""
    connection = connections[using]
    with connection.cursor() as cursor:
        return backend(connection).check(cursor)

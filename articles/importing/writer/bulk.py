"""Many rows at once: the one place of importing that asks which database it is."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice

from django.db import Error, connection
from django.db.models import DateField

#: SQLite takes 32,766 parameters in a statement, and plans want to be short.
CHUNK = 1_000


def in_chunks(values: Iterable, size: int = CHUNK) -> Iterator[list]:
    values = iter(values)
    while some := list(islice(values, size)):
        yield some


def insert(model, names: Sequence[str], rows: Iterable[Sequence]):
    """Insert rows of values of the fields `names` of a model, by COPY where there is one.

    Nothing is derived: no default, no `auto_now`.
    """
    fields = [model._meta.get_field(name) for name in names]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({columns}) FROM STDIN (FORMAT binary)"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                copy.set_types([_bare(field.cast_db_type(connection)) for field in fields])
                for row in rows:
                    copy.write_row(row)
            return
        values = ", ".join(["%s"] * len(fields))
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({values})",  # noqa: S608 - names of columns
            _stored(fields, rows),
        )


def _stored(fields, rows):
    """Yield rows as SQLite keeps them: of what is inserted here, only times need another form."""
    times = [(index, field) for index, field in enumerate(fields) if isinstance(field, DateField)]
    for row in map(list, rows):
        for index, field in times:
            row[index] = field.get_db_prep_save(row[index], connection)
        yield row


def update(model, names: Sequence[str], rows: Iterable):
    """Write the fields `names` of rows of a model, in one statement where there is a good one."""
    rows = list(rows)
    if not rows:
        return
    fields = [model._meta.get_field(name) for name in names]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = [connection.ops.quote_name(field.column) for field in fields]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            types = [field.cast_db_type(connection) for field in (model._meta.pk, *fields)]
            arrays = ", ".join(f"%s::{_bare(type_)}[]" for type_ in types)
            values = [[getattr(row, field.attname) for row in rows] for field in fields]
            told = ", ".join(f"{column} = new.{column}" for column in columns)
            cursor.execute(
                f"UPDATE {table} AS old SET {told} FROM unnest({arrays}) "  # noqa: S608
                f"AS new (id, {', '.join(columns)}) WHERE old.id = new.id",
                [[row.pk for row in rows], *values],
            )
            return
        told = ", ".join(f"{column} = %s" for column in columns)
        cursor.executemany(
            f"UPDATE {table} SET {told} WHERE id = %s",  # noqa: S608 - names of columns
            [
                [
                    *(f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields),
                    row.pk,
                ]
                for row in rows
            ],
        )


def _bare(type_):
    """`varchar(200)` as varchar: the column has its length."""
    return type_.partition("(")[0]


def reserve_keys(model, number: int) -> int:
    """Set `number` primary keys of a model aside, within a transaction; return the first."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Whoever inserts a row asks for its key while holding this lock's opposite.
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            (sequence,) = cursor.fetchone()
            cursor.execute("SELECT nextval(%s)", [sequence])
            (first,) = cursor.fetchone()
            cursor.execute("SELECT setval(%s, %s)", [sequence, first + number - 1])
            return first
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number]
            )
            return 1
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [row[0] + number, table]
        )
        return row[0] + 1


@contextmanager
def log_kept():
    """While stories are written, SQLite copies its log into its file a tenth as often: the same
    pages change with each batch. The log takes some 40 MB then."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint = 10000")
        try:
            yield
        finally:
            # A connection that broke has its own error to tell.
            with suppress(Error):
                cursor.execute("PRAGMA wal_autocheckpoint = 1000")


def pack_quickly():
    """Until the transaction ends, PostgreSQL packs long texts by lz4, where it has that: in a
    third of the time, and for who reads them too."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config(name, 'lz4', true) FROM pg_settings "
                "WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"
            )


def cut_down(model, job) -> bool:
    """Empty a table at once, in a transaction, where it can be done and has only rows of a job."""
    others = model.objects.exclude(job=job)
    if connection.vendor != "postgresql" or others.exists():
        return False
    with connection.cursor() as cursor:
        # What another import has written and not committed is seen when it lets us in.
        cursor.execute(f"LOCK TABLE {model._meta.db_table} IN ACCESS EXCLUSIVE MODE")
        if others.exists():
            return False
        cursor.execute(f"TRUNCATE {model._meta.db_table}")
    return True


# Who may write: only PostgreSQL has several writers at once -----------------------------------


def hold_job(key: int):
    """Until the transaction ends, nobody takes over the job with this key."""
    _lock("SELECT pg_advisory_xact_lock_shared(%s, %s)", _JOB, key)


def take_job(key: int):
    """Wait for the batches of the job that are being written; until the transaction ends."""
    _lock("SELECT pg_advisory_xact_lock(%s, %s)", _JOB, key)


def lock_source(source: str) -> bool:
    """Take a source for this process, unless another one is writing its stories."""
    return _lock("SELECT pg_try_advisory_lock(%s, hashtext(%s))", _SOURCE, source)


def unlock_source(source: str):
    _lock("SELECT pg_advisory_unlock(%s, hashtext(%s))", _SOURCE, source)


def lock_facets():
    """Be the only import that makes what stories are filed under; until the transaction ends."""
    _lock("SELECT pg_advisory_xact_lock(%s, 0)", _FACETS)


#: Numbers that no other lock of this project has.
_JOB, _SOURCE, _FACETS = 20_041, 20_042, 20_043


def _lock(sql, *values):
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]

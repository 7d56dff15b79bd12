"""What each database does in its own way: the one place of rates that asks which one it is."""

from zlib import crc32

from django.db import connection, models


class Told(models.Func):
    """Day, value and nominal of a fixing as one text: `20260312 87.45`, `20260312 17.0001/100`.

    Thousands of them are read in half of the time that three columns take, each of which would be
    turned into a text anyway.

    Databases keep what it wrote: whoever changes it adds a migration that takes the column away
    and makes it anew, as Django sees no difference.
    """

    arity = 3
    output_field = models.TextField()

    def as_sql(self, compiler, connection, **extra):
        day, value, nominal = (compiler.compile(one)[0] for one in self.get_source_expressions())
        above = f"REPLACE({day}, '-', '') || ' ' || CAST({value} AS text)"
        return f"{above} || {self._below(nominal)}", []

    def as_postgresql(self, compiler, connection, **extra):
        day, value, nominal = (compiler.compile(one)[0] for one in self.get_source_expressions())
        # What a day is as a text depends on who asks, and may not be kept.
        number = "+".join(
            f"EXTRACT({part} FROM {day}) * {factor}"
            for part, factor in (("year", 10_000), ("month", 100), ("day", 1))
        )
        above = f"({number})::text || ' ' || trim_scale({value})::text"
        return f"{above} || {self._below(nominal)}", []

    def _below(self, nominal):
        # Nearly always one: nothing is written and read quicker than a figure.
        return f"CASE WHEN {nominal} > 1 THEN '/' || CAST({nominal} AS text) ELSE '' END"


def insert(model, names, rows):
    """Insert rows of values of the fields `names` of a model, by COPY where there is one.

    Nothing is derived: no default, no `auto_now`.
    """
    fields = [model._meta.get_field(name) for name in names]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({columns}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
            return
        blanks = ", ".join(["%s"] * len(fields))
        columns_of_values = [
            _prepared(field, column)
            for field, column in zip(fields, zip(*rows, strict=True), strict=False)
        ]
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({blanks})",  # noqa: S608 - names of columns
            zip(*columns_of_values, strict=True),
        )


def look_at(model):
    """Have PostgreSQL look at a table that has grown by a great deal.

    It does so by itself, but only within a minute; until then it reads all rows for a few.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _prepared(field, column):
    """Return the values of a field as the database takes them; most repeat what stands above."""
    made = {}
    for value in column:
        if value not in made:
            made[value] = field.get_db_prep_save(value, connection)
    return [made[value] for value in column]


def joined():
    """Return the name of the function that joins the texts of many rows."""
    return "string_agg" if connection.vendor == "postgresql" else "group_concat"


def quoted(text):
    """Return the SQL of a text."""
    return "'" + text.replace("'", "''") + "'"


def day_of_text(text):
    """Return the SQL of the day that a text tells, as 2026-03-12; SQLite keeps days so."""
    return f"CAST({text} AS date)" if connection.vendor == "postgresql" else text


def rows_of(sql, given=None):
    """Return the rows of a statement that is asked again and again, in the same words.

    PostgreSQL keeps its plan, which takes ten times as long as the answer; SQLite does anyway.
    """
    # The log of statements, of the tests and of DEBUG, can't tell the text of a prepared one.
    if connection.vendor == "postgresql" and not connection.queries_logged:
        from django.db.backends.postgresql.base import ServerBindingCursor

        connection.close_if_health_check_failed()
        connection.ensure_connection()
        cursor = connection._prepare_cursor(ServerBindingCursor(connection.connection))
    else:
        cursor = connection.cursor()
    with cursor:
        cursor.execute(sql, given or None)
        return cursor.fetchall()


def lock(what):
    """Let no other transaction do the same until this one ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", [_ROOM, crc32(what.encode()) >> 1]
            )


#: Of all locks of the newsroom, those of rates.
_ROOM = 0x7261

"""Questions that every page asks: Django writes their SQL once, PostgreSQL plans it once.

Writing takes a millisecond and planning half of one, several times what the answer itself costs.
"""

from functools import cache

from django.db import connection
from django.db.models import Expression
from django.http import Http404


class Given(Expression):
    """A blank in a question, filled in when it is asked."""

    def __init__(self, name, output_field=None):
        super().__init__(output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def fill(self, values):
        value = values[self.name]
        field = self._output_field_or_none
        return field.get_db_prep_value(value, connection) if field else value


class Prepared:
    """A queryset with blanks, written by `build()` when it is first asked.

    `Prepared(lambda: Tag.objects.filter(slug=Given("slug")))(slug="dams")` is a list of its rows.
    """

    def __init__(self, build):
        self.build = build
        self.written = {}

    def __call__(self, **values):
        written = self._written(connection.alias)
        given = [blank.fill(values) for blank in written.blanks]
        return list(written.iterable(_Answer(written, read(written.sql, given))))

    def get_or_404(self, **values):
        """Return the first row, or raise Http404."""
        if rows := self(**values):
            return rows[0]
        raise Http404(", ".join(map(str, values.values())))

    def _written(self, alias):
        if alias not in self.written:
            self.written[alias] = _Written(self.build(), alias)
        return self.written[alias]


@cache
def by_slug(model):
    """Return the question for the row of a model that has the slug `slug`."""
    return Prepared(lambda: model.objects.filter(slug=Given("slug")))


class _Written:
    """The words of a queryset, and how what they bring is made into rows."""

    def __init__(self, queryset, alias):
        self.iterable = queryset._iterable_class
        self.compiler = queryset.query.get_compiler(alias)
        self.sql, self.blanks = _with_constants(*self.compiler.as_sql())
        selected = [column for column, *_ in self.compiler.select]
        self.converters = self.compiler.get_converters(selected)

    def convert(self, rows):
        return self.compiler.apply_converters(rows, self.converters) if self.converters else rows


def _with_constants(sql, values):
    """Write what is no blank into the statement: PostgreSQL's plan for any value of a status
    could not use the index of what is published."""
    words, blanks = sql.split("%s"), []
    for number, value in enumerate(values):
        if isinstance(value, Given):
            words[number] += "%s"
            blanks.append(value)
        else:
            words[number] += str(value) if isinstance(value, int) else _quoted(value)
    return "".join(words), blanks


def _quoted(text):
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


class _Answer:
    """What a queryset's iterable asks of it and of its compiler; the rows are read already."""

    _known_related_objects = {}

    def __init__(self, written, rows):
        self.written, self.rows = written, rows
        self.db, self.query = written.compiler.using, self

    def get_compiler(self, using):
        return self

    def execute_sql(self, **kwargs):
        return self.rows

    def results_iter(self, rows):
        return self.written.convert(rows)

    def __getattr__(self, name):
        return getattr(self.written.compiler, name)


def read(sql, given):
    """Return the rows of a statement that is asked again and again, in the same words."""
    with cursor() as asking:
        asking.execute(sql, given)
        return asking.fetchall()


def cursor():
    """Return a cursor whose statements PostgreSQL keeps with their plans, as SQLite does anyway.

    Django's own puts the values into the text of the statement, which is then new each time.
    """
    # The log of statements, of the tests and of DEBUG, can't tell the text of a prepared one.
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return connection._prepare_cursor(ServerBindingCursor(connection.connection))

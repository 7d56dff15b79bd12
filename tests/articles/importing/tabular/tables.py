"""Small tables for tests, and what a format makes of them."""

import csv
import io
from io import BytesIO

from articles.importing.encoding import decode
from articles.importing.format import Format, Opening, Options, records
from articles.importing.record import Skipped
from articles.importing.tabular.csv import CSV
from tests.articles.importing.found import problems_of, stories_of

STORY = {"title": "A headline", "body": "<p>The text.</p>"}


def table(*rows, delimiter=",", **first):
    """Return the text of a table: of rows as dicts, or of one story with these columns."""
    rows = rows or ({**STORY, **first},)
    file = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(file, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def read(text, format_: Format = CSV, codec="utf-8", headers=None, encoding=""):
    data = text if isinstance(text, bytes) else text.encode(codec)
    return list(records(format_, BytesIO(data), Options(headers or {}, encoding)))


def opening(text, codec="utf-8", is_whole=True):
    data = text if isinstance(text, bytes) else text.encode(codec)
    return Opening(data, decode(data).removeprefix("\ufeff"), is_whole=is_whole)


def skipped(found):
    return [(each.kind, each.place) for each in found if isinstance(each, Skipped)]


def story(**columns):
    """Return the story that a row of these columns is."""
    (found,) = stories_of(read(table(**columns)))
    return found


def doubts(**columns):
    """Return what is said of a story with these columns."""
    return [(each.field, each.message) for each in problems_of(read(table(**columns)))]

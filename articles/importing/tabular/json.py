"""Stories as JSON objects: in a list, a line each, or wrapped; their keys are column names."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice
from json import dumps
from typing import Any, BinaryIO

from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.json_stream import Element, parsed, raw_elements
from articles.importing.record import Problem, Record, Skipped, UnreadableArchive
from articles.importing.tabular.csv import unknown_columns
from articles.importing.tabular.headers import Table, known, table_of
from articles.importing.tabular.row import row_of
from articles.importing.tabular.story import records_of
from articles.importing.tabular.times import order_of

#: How many objects are looked at for their keys.
_LOOKED_AT = 1_000
_FEWEST_FIELDS = 4
#: Objects around the columns proper: Strapi's, JSON:API's, Airtable's, Elasticsearch's.
_INNER = ("attributes", "fields", "_source")
#: How deep those are looked for that stand inside of others.
_LEVELS = 4
_SCHEMA = frozenset(["$schema", "$id", "$defs", "definitions"])
# phpMyAdmin puts comments above.
_BEGIN = re.compile(r"\s*(?:(?:/\*.*?\*/|//[^\n]*\n)\s*)*[\[{]", re.DOTALL)
_KEY = re.compile(r'(?<!\\)"([^"\\]{1,40})"\s*:')
_ID = "id"
# “article” is no id, and “14” and “second-line” are.
_TELLING = re.compile(r"[\d_-]")
_FURNITURE = frozenset(["header", "database", "table"])
_OTHER_TABLE = "row of another table"


def recognises(opening: Opening) -> bool:
    fields = known(opening_keys(opening))
    has_both = "headline" in fields and fields & {"body", "introtext"}
    # Its columns may only need to be named, or its stories have no text.
    return bool(has_both) or len(fields) >= _FEWEST_FIELDS


def opening_keys(opening: Opening) -> list[str]:
    """Return the keys of the objects that a file begins with, none where it holds no objects."""
    if not _BEGIN.match(opening.text):
        return []
    found = islice(raw_elements(BytesIO(opening.data)), 5)
    objects = [_flat_with_id(element) for element in found if isinstance(element, Element)]
    if not objects and not opening.is_whole:
        # The first object is longer than what is looked at.
        objects = [dict.fromkeys(_KEY.findall(opening.text))]
    keys = dict.fromkeys(key for each in objects for key in each)
    return [] if _SCHEMA & keys.keys() else list(keys)


def flat(value: dict[str, Any]) -> dict[str, Any]:
    """Return an object with the columns that an API put one level deeper, and what it refers to
    (`"category": {"data": {"attributes": {"name": …}}}`) without what stands around it."""
    for name in _INNER:
        if isinstance(value.get(name), dict):
            value = {key: value[key] for key in value if key != name} | value[name]
            break
    return {key: _referred(inner, _LEVELS) for key, inner in value.items()}


def _referred(value, levels):
    if not (levels and isinstance(value, dict) and "data" in value):
        return value
    if value.keys() - {"data", "links", "meta"}:
        return value
    found = value["data"]
    listed = found if isinstance(found, list) else [found]
    inner = [_flat_reference(each, levels - 1) for each in listed]
    return inner if isinstance(found, list) else inner[0]


def _flat_reference(value, levels):
    if not isinstance(value, dict):
        return value
    own = value.get("attributes")
    own = value | own if isinstance(own, dict) else value
    return {key: _referred(inner, levels) for key, inner in own.items() if key != "attributes"}


def head(file: BinaryIO, options: Options) -> dict[str, Any]:
    """Return what the keys of the objects mean, and the place of the first object."""
    columns, first, objects, trouble = {}, "", [], ""
    for element in raw_elements(file, options.encoding):
        if isinstance(element, Problem):
            trouble = trouble or element.message
        elif not _is_furniture(element.value):
            first = first or element.place
            objects.append(_flat_with_id(element))
            columns |= dict.fromkeys(objects[-1])
        if len(objects) == _LOOKED_AT:
            break
    if not objects:
        raise UnreadableArchive(trouble or "There is no JSON object in this file.")
    table = table_of(columns, options.headers)
    cells = (_cells(value, table) for value in objects)
    return {"table": replace(table, month_first=order_of(table, cells)), "first": first}


def _is_furniture(value):
    """What phpMyAdmin writes beside the rows of its tables."""
    kind = value.get("type")
    return isinstance(kind, str) and kind in _FURNITURE and value.keys() <= {
        "type", "version", "comment", "name", "database", "data",
    }  # fmt: skip


def _cells(value, table):
    return [value.get(column) for column in table.columns]


def cut(file: BinaryIO, head: dict[str, Any], options: Options) -> Iterator[Piece | Problem]:
    yield from unknown_columns(head["table"], head["first"])
    for found in raw_elements(file, options.encoding):
        if isinstance(found, Problem):
            yield found
        elif not _is_furniture(found.value):
            identifier = _id(found, flat(found.value))
            own = f'{{"{_ID}": {dumps(identifier)}, {found.text[1:]}' if identifier else found.text
            yield Piece(own, found.place)


def _flat_with_id(element):
    value = flat(element.value)
    identifier = _id(element, value)
    return {_ID: identifier} | value if identifier else value


def _id(element, value):
    """The key that an object stands under, where it has no id of its own and that is one."""
    has_own = "external_id" in known(value)
    return "" if has_own or not _TELLING.search(element.key) else element.key


def read(piece: Piece, head: dict[str, Any], options: Options) -> Iterator[Record]:
    value = parsed(piece.data, piece.place)
    if isinstance(value, Problem):
        yield value
        return
    value, table = flat(value), head["table"]
    if _is_of_another_table(value, table):
        yield Skipped(_OTHER_TABLE, piece.place)
        return
    later = [key for key in value if key not in table.columns]
    if later:
        table = _extended(table, later, options)
        yield from unknown_columns(
            replace(table, unknown=_among(table.unknown, later)), piece.place
        )
    yield from records_of(row_of(_cells(value, table), piece.place, table))


def _is_of_another_table(value, table):
    """A dump of Joomla's database holds its categories and users, too."""
    has_text = known(table.columns) & {"body", "introtext"}
    return table.is_joomla and has_text and not known(value) & {"body", "introtext"}


def _extended(table: Table, later, options):
    """The table with keys that none of the first objects had."""
    columns = [*table.columns, *sorted(later)]
    return replace(table_of(columns, options.headers), month_first=table.month_first)


def _among(names, later):
    return tuple(name for name in names if name in later)


JSON = Format(
    name="json",
    title="stories as JSON, in a list or a line each",
    recognises=recognises,
    head=head,
    cut=cut,
    read=read,
)

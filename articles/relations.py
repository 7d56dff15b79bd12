"""What belongs to a story comes with it in one statement, as JSON, and is unpacked when wanted.

Two more statements for countries and bylines would cost more than all the rest of a listing.
`story.section` and `story.countries.all()` answer from it, as after `select_related` and
`prefetch_related`.
"""

import json
from functools import cache

from django.db.models import Func, OuterRef, Subquery, TextField
from django.db.models.functions import Cast
from django.db.models.query import ModelIterable

#: What pages show of the rows around a story; asked for more, they fetch it.
SHOWN = {
    "author": ("id", "slug", "name", "role", "is_house_name"),
    "byline": ("id", "role", "position"),
    "country": ("id", "slug", "name", "code"),
    "image": ("id", "file", "width", "height", "alt", "caption", "credit"),
    "section": ("id", "slug", "name"),
    "tag": ("id", "slug", "name"),
}


def with_relations(stories, *names):
    """Return the stories of a queryset with these of their relations."""
    stories = stories.annotate(**{f"{name}_json": _packed(stories.model, name) for name in names})
    stories._iterable_class = WithRelations
    return stories


class WithRelations(ModelIterable):
    """Stories that have their relations, whichever of them came along."""

    def __iter__(self):
        for story in super().__iter__():
            story._state.fields_cache = Unpacked(story, _row)
            story._prefetched_objects_cache = Unpacked(story, _rows)
            yield story


class Unpacked(dict):
    """Relations of a story by name, each made of its JSON by `unpack` when it is first wanted."""

    def __init__(self, story, unpack):
        super().__init__()
        self.story, self.unpack = story, unpack

    def __missing__(self, name):
        packed = vars(self.story).get(f"{name}_json", KeyError)
        if packed is KeyError:
            raise KeyError(name)
        self[name] = self.unpack(self.story, name, json.loads(packed or "[]"))
        return self[name]


class JSONRow(Func):
    """Columns as a JSON array."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSON_ARRAY", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSON_BUILD_ARRAY", **context)


class JSONRows(Subquery):
    """The JSONRow `line` of a subquery's rows, in its order, as the text of a JSON array."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        template = "(SELECT JSON_GROUP_ARRAY(JSON(line)) FROM (%(subquery)s) AS lines)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "(SELECT JSON_AGG(line)::text FROM (%(subquery)s) AS lines)"
        return self.as_sql(compiler, connection, template=template, **context)


@cache
def _columns(model):
    shown = SHOWN[model._meta.model_name]
    return [field.attname for field in model._meta.concrete_fields if field.attname in shown]


def _packed(stories, name):
    """Return the expression for a relation of the model `stories`, as JSON."""
    relation = stories._meta.get_field(name)
    columns = _columns(relation.related_model)
    if relation.many_to_one:
        return Cast(JSONRow(*[f"{name}__{column}" for column in columns]), TextField())
    if name == "bylines":
        author = relation.related_model._meta.get_field("author").related_model
        columns = [*columns, *[f"author__{column}" for column in _columns(author)]]
    rows = relation.related_model.objects.filter(**{relation.remote_field.name: OuterRef("pk")})
    return JSONRows(rows.values(line=JSONRow(*columns)))


def _row(story, name, values):
    return _made(story, story._meta.get_field(name).related_model, values)


def _rows(story, name, rows):
    """Return a queryset that holds its rows; refined, it asks the database like any other."""
    relation = story._meta.get_field(name)
    make = _byline if name == "bylines" else _made
    queryset = relation.related_model._default_manager.all()
    queryset._deferred_filter = (False, (), {relation.remote_field.name: story.pk})
    queryset._result_cache = [make(story, relation.related_model, values) for values in rows]
    queryset._prefetch_done = True
    return queryset


def _made(story, model, values):
    if not values or values[0] is None:
        return None
    return model.from_db(story._state.db, _columns(model), values)


def _byline(story, model, values):
    number = len(_columns(model))
    byline = _made(story, model, values[:number])
    author = _made(story, model._meta.get_field("author").related_model, values[number:])
    byline.article_id, byline.author_id = story.pk, author.pk
    byline._state.fields_cache = {"article": story, "author": author}
    return byline

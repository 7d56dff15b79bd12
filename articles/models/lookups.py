"""Questions about many values at once, given to the database as one parameter."""

import json

from django.db.models import Field, Lookup


@Field.register_lookup
class Among(Lookup):
    """`slug__among=slugs`: as `slug__in`, for hundreds of texts or whole numbers.

    A statement with a parameter for each value takes longer to write and to plan than to answer,
    and SQLite takes 32,766 of them at most.
    """

    lookup_name = "among"

    def get_prep_lookup(self):
        return [self.lhs.output_field.get_prep_value(value) for value in self.rhs]

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_sql(self, compiler, connection):
        """SQLite's: its JSON functions come with it."""
        lhs, params = self.process_lhs(compiler, connection)
        condition = f"{lhs} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - names of columns
        return condition, [*params, json.dumps(self.rhs)]

    def as_postgresql(self, compiler, connection):
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s)", [*params, self.rhs]

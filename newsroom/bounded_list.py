"""The lists of the desk cost the same however many rows there are: nobody pages through all."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

#: Beyond so many rows a list says “more than” and paging ends: narrow it down.
LIMIT = 10_000


class BoundedPaginator(Paginator):
    """Pages of at most the first `LIMIT` rows, counted no further than that."""

    @cached_property
    def is_capped(self):
        return self._seen > LIMIT

    @cached_property
    def count(self):
        return min(self._seen, LIMIT)

    @cached_property
    def _seen(self):
        return self.object_list.order_by()[: LIMIT + 1].count()

    def validate_number(self, number):
        """The nearest page that there is: a list that shrank is no error."""
        return min(max(number, 1), self.num_pages)


def count_text(changes):
    """Return what a ChangeList holds: “1 fixing”, “214 fixings”, “more than 10,000 fixings”."""
    one, many = changes.opts.verbose_name, changes.opts.verbose_name_plural
    many = getattr(changes.model_admin, "counted", many)
    if changes.paginator.is_capped:
        return f"more than {LIMIT:,} {many}: narrow them down to reach the older ones"
    return f"1 {one}" if changes.result_count == 1 else f"{changes.result_count:,} {many}"

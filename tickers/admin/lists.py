"""What the lists of rates have in common: they are long, and nobody pages through all of them."""

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property

#: Beyond so many rows the list says “more than” and paging ends: choose a provider or a day.
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
        return self.object_list.order_by().values("pk")[: LIMIT + 1].count()

    def validate_number(self, number):
        """The nearest page that there is: a list that shrank is no error."""
        return min(max(number, 1), self.num_pages)


class BoundedList(ChangeList):
    @property
    def count_text(self):
        """What the list holds, e.g. “1 fixing”, “214 fixings”, “more than 10,000 fixings”."""
        many = self.opts.verbose_name_plural
        if self.paginator.is_capped:
            return f"more than {LIMIT:,} {many}: choose some above to reach the older ones"
        count = self.result_count
        return f"1 {self.opts.verbose_name}" if count == 1 else f"{count:,} {many}"

    @property
    def is_whole(self):
        """Whether it shows all that there is, from the first row on."""
        return not self.query and not self.has_active_filters and self.page_num == 1


class LongList:
    """For a ModelAdmin: a list that costs the same whatever its length, in an order of its own."""

    paginator = BoundedPaginator
    show_full_result_count = False
    list_max_show_all = 0
    list_per_page = 50
    sortable_by = ()

    def get_changelist(self, request, **kwargs):
        return BoundedList


class ReadOnly:
    """For a ModelAdmin whose rows the newsroom writes itself."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

"""Numbered pages of a listing: exact totals, and a window of page links."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property


class ListingPaginator(Paginator):
    """Django's paginator; `total` is given where the number of stories is known already."""

    def __init__(self, object_list, per_page, *, total=None, **kwargs):
        super().__init__(object_list, per_page, **kwargs)
        self._total = total

    @cached_property
    def count(self):
        return super().count if self._total is None else self._total

    def window(self, number):
        """Return the page numbers to link around page `number`, with None where there is a gap."""
        for page in self.get_elided_page_range(number, on_each_side=2, on_ends=1):
            yield None if page == self.ELLIPSIS else page


def viewing(page):
    """Return how the listing announces a page: “Viewing results 115 - 120 of 1060”."""
    return f"Viewing results {page.start_index()} - {page.end_index()} of {page.paginator.count}"

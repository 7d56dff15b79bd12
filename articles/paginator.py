"""Numbered pages: of a listing with exact totals, of a narrowed one with bounded totals."""

from django.core.paginator import Paginator


class ListingPaginator(Paginator):
    """Pages of a Listing, which counts itself and finds any place in itself."""

    is_capped = False

    def window(self, number):
        """Return the page numbers to link around page `number`, with None where there is a gap."""
        for page in self.get_elided_page_range(number, on_each_side=2, on_ends=1):
            yield page if isinstance(page, int) else None


def viewing(page):
    """Return how the listing announces a page: “Viewing results 115 - 120 of 1060”."""
    total = page.paginator.count
    if page.paginator.is_capped:
        total = f"more than {total:,}"
    return f"Viewing results {page.start_index()} - {page.end_index()} of {total}"

"""That what tickers show has changed, told to whoever keeps pages that show it.

Each change leaves a mark in the database, in its own transaction: other processes look for it.
"""

from datetime import timedelta
from functools import wraps

from django.db import transaction

from tickers.database import rows_of

#: A transaction is seen when it commits, and may then hold a mark made so long before.
LATEST = timedelta(seconds=60)
MOST = 1_000
_KEPT = timedelta(days=1)
_SWEEP = 100
_NEWEST = 10


def public(view, parameters=None):
    """Say of a view that its pages are the same for every reader, so that they may be kept until
    there is a mark. They show no story. `parameters` are those that it knows, when it shows the
    same page whatever others are given."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.page_groups = ()
        return response

    marked.page_parameters = parameters
    return marked


def mark():
    """Leave a mark, and now and then sweep out those that nobody looks for any more."""
    from tickers.models import Change

    change = Change.objects.create()
    if change.pk % _SWEEP == 0:
        old = Change.objects.filter(at__lt=change.at - _KEPT)
        transaction.on_commit(old.delete)


def newest_marks():
    """Return the numbers of the newest marks: others, as soon as anything has changed."""
    # Several: one with a lower number may have been in a transaction that ended later.
    return tuple(rows_of("SELECT id FROM tickers_change ORDER BY id DESC LIMIT %s", [_NEWEST]))


class Marks:
    """Looks for marks; each process has one of its own."""

    def __init__(self, since):
        self.until = since
        self.known = frozenset()

    def changed(self, now):
        """Return whether there is a mark that was not there when it was last asked."""
        from tickers.models import Change

        recent = Change.objects.filter(at__gt=self.until - LATEST).order_by("-at")
        before, self.known = self.known, frozenset(recent.values_list("pk", flat=True)[:MOST])
        self.until = now
        return bool(self.known - before)

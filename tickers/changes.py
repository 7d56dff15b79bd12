"""That what tickers show has changed, told to whoever keeps pages that show it.

Each change leaves a mark in the database, in its own transaction: other processes look for it.
"""

from datetime import timedelta

from django.db import transaction

#: A transaction is seen when it commits, and may then hold a mark made so long before.
LATEST = timedelta(seconds=60)
MOST = 1_000
_KEPT = timedelta(days=1)
_SWEEP = 100


def mark():
    """Leave a mark, and now and then sweep out those that nobody looks for any more."""
    from tickers.models import Change

    change = Change.objects.create()
    if change.pk % _SWEEP == 0:
        old = Change.objects.filter(at__lt=change.at - _KEPT)
        transaction.on_commit(old.delete)


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

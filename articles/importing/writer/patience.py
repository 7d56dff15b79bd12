"""Writing in the presence of others: again where they were in the way."""

import time
from collections.abc import Callable
from functools import partial

from django.db import DataError, IntegrityError, OperationalError

from articles.importing.writer.apply import Applier
from articles.importing.writer.turns import held
from articles.models import ImportJob

RETRIES = 5


def patiently(job: ImportJob, do: Callable[[], None]):
    """Do something for a job in a transaction, and again where another writer held what it
    needs. Raises Overtaken when the job is another process's by now."""
    for attempt in range(RETRIES):
        try:
            with held(job):
                return do()
        except OperationalError as error:
            if attempt == RETRIES - 1 or not _is_passing(error):
                raise
            time.sleep(0.1 * 2**attempt)


class Patient:
    """An Applier that tries again where another writer was in the way, and that leaves out
    what the database does not take."""

    def __init__(self, job_pk, token, targets):
        self.make = partial(Applier, job_pk, token, targets)
        self.applier = self.make()

    def apply(self, first, last) -> int:
        """Apply a batch; return how many items it has."""
        for attempt in range(RETRIES):
            try:
                # What is refused again and again costs itself and no other.
                self.applier.apply(first, last, singly=attempt > 1)
            except (IntegrityError, DataError, ValueError):
                # What it has found may have gone with the transaction.
                self.applier = self.make()
            except OperationalError as error:
                if not _is_passing(error):
                    raise
                self.applier = self.make()
                time.sleep(0.1 * 2**attempt)
            else:
                return last - first + 1
        self.applier.apply(first, last, singly=True)
        return last - first + 1


def _is_passing(error):
    """Whether it was somebody else's lock, and not the disk."""
    code = getattr(error.__cause__, "sqlstate", None)
    return code in ("40P01", "40001", "55P03") or "locked" in str(error)

"""Whose turn it is to write: who has the job, and on SQLite one import at a time.

SQLite has one writer, and who waits for it asks again each tenth of a second. Among imports that
write all the time it may ask in vain, until an editor's save fails. So imports stand in line, at
a file beside the database, and now and then the one whose turn ends lets a moment pass in which
everybody else has asked.
"""

import time
from contextlib import contextmanager, suppress

from django.db import connection, transaction

from articles.importing.writer.bulk import hold_job
from articles.models import ImportJob

try:
    import fcntl
except ImportError:  # on Windows imports wait as everybody does
    fcntl = None

#: After so many seconds of writing a pause is due, longer than SQLite's waiting sleeps.
OTHERS_AFTER, PAUSE = 2, 0.12
# The bytes of the file that stand for being the next one, and the one who writes.
_NEXT, _NOW = 0, 1


class Overtaken(Exception):
    """Another process has taken the job over."""


class Taken(Overtaken):
    """Another process has the job, and lives."""


@contextmanager
def held(job: ImportJob):
    """A transaction in which nobody takes the job over. Raises Overtaken when somebody has."""
    with turn():
        hold_job(job.pk)
        if not ImportJob.objects.filter(pk=job.pk, token=job.token).exists():
            raise Overtaken
        yield


@contextmanager
def turn():
    """A transaction in which an import writes."""
    with in_line(), transaction.atomic():
        yield


@contextmanager
def in_line():
    """Write when it is our turn; not in a transaction, but where there is one already."""
    file = _line()
    if file is None:
        yield
        return
    with file:
        # Whoever waits is the next one: who has just written can't push in.
        with suppress(OSError):
            fcntl.lockf(file, fcntl.LOCK_EX, 1, _NEXT)
            fcntl.lockf(file, fcntl.LOCK_EX, 1, _NOW)
            fcntl.lockf(file, fcntl.LOCK_UN, 1, _NEXT)
        _writing.begin()
        try:
            yield
        finally:
            _writing.end()


def _line():
    """The file of the line, None where nobody has to stand in one."""
    if connection.vendor != "sqlite" or connection.in_atomic_block or not fcntl:
        return None
    try:
        return None if connection.is_in_memory_db() else open(_place(), "ab")
    except OSError:  # the database will say it better
        return None


def _place():
    return f"{connection.settings_dict['NAME']}-imports"


class _Writing:
    """For how long this process has written without letting anybody else."""

    def __init__(self):
        self.seconds, self.began, self.ended = 0, 0, 0

    def begin(self):
        self.began = time.monotonic()
        if self.began - self.ended > PAUSE:
            self.seconds = 0

    def end(self):
        self.ended = time.monotonic()
        self.seconds += self.ended - self.began
        if self.seconds > OTHERS_AFTER:
            time.sleep(PAUSE)
            self.seconds = 0


_writing = _Writing()

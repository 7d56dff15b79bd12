"""Who has a job, whether they live, and which jobs nobody has."""

import os
import secrets
import socket
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import Error
from django.utils import timezone

from articles.importing.writer import bulk
from articles.importing.writer.emptying import empty
from articles.importing.writer.turns import Taken, in_line, turn
from articles.models import ImportItem, ImportJob, ImportPayload

State = ImportJob.State
#: A process that has not been heard of for so long, on another machine, is taken for dead.
SILENCE = timedelta(minutes=5)
#: After so long a plan that waits for review is forgotten.
FORGOTTEN = timedelta(days=30)
#: For so long a plan that waits for review may be gone on with.
FRESH = timedelta(days=1)
_UNFINISHED = (State.READING, State.REVIEW, State.APPLYING, State.LINKING)
#: States in which a process is at work.
RUNNING = (State.READING, State.APPLYING, State.LINKING, State.UNDOING)


def interrupted(key, is_dry):
    """The job of the same files and options that was not finished and that nobody is at; of
    several the one that got furthest."""
    states = _UNFINISHED[:2] if is_dry else _UNFINISHED
    jobs = [job for job in ImportJob.objects.filter(key=key, state__in=states) if not is_at_it(job)]
    jobs = [job for job in jobs if not _is_stale(job)]
    return max(jobs, key=lambda job: (_UNFINISHED.index(job.state), job.pk), default=None)


def _is_stale(job):
    """Whether what was read and planned may no longer be true: it is read and planned anew."""
    if job.state not in (State.READING, State.REVIEW) or job.seen_at is None:
        return False
    later = ImportJob.objects.exclude(pk=job.pk).filter(finished_at__gt=job.seen_at)
    return job.seen_at < timezone.now() - FRESH or later.exists()


def our_name():
    return f"{socket.gethostname()}:{os.getpid()}"


def is_at_it(job: ImportJob) -> bool:
    """Whether a process that lives has the job, as far as can be told from here."""
    if not job.process:
        return False
    host, _, pid = job.process.rpartition(":")
    if host == socket.gethostname():
        return pid != str(os.getpid()) and _is_alive(int(pid))
    return job.seen_at is not None and job.seen_at > timezone.now() - SILENCE


def _is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def taken(job: ImportJob):
    """Have a job for oneself. Raises Taken when a process that lives has it."""
    with turn():
        bulk.take_job(job.pk)
        job.refresh_from_db()
        if is_at_it(job):
            raise Taken
        job.token, job.seen_at = secrets.token_hex(16), timezone.now()
        job.process = our_name()
        job.save(update_fields=["token", "process", "seen_at"])
    try:
        yield
    finally:
        # A connection that broke has its own error to tell.
        with suppress(Error), in_line():
            ImportJob.objects.filter(pk=job.pk, token=job.token).update(process="")


def forget():
    """Forget what was read and planned long ago, and never applied: it takes much room."""
    waiting = ImportJob.objects.filter(state__in=_UNFINISHED[:2])
    for job in waiting.filter(seen_at__lt=timezone.now() - FORGOTTEN):
        if not is_at_it(job):
            empty(ImportPayload, job)
            empty(ImportItem, job)
            with turn():
                job.delete()

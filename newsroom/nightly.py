"""What is done once a night, by `manage.py nightly` or by a worker. No page waits for it."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import Error, close_old_connections, connection
from django.utils import timezone
from django.utils.module_loading import import_string

from articles import counts, search
from articles.models import CountCheck, Night
from tickers.models import Payload, Run

#: What is done, as a failure names it, and the function; one that returns a sentence has it told.
NIGHTLY = (
    ("check the counts of listings", "newsroom.nightly.check_counts"),
    ("check the search index", "newsroom.nightly.check_search_index"),
    ("forget old searches", "articles.search.report.prune"),
    ("forget imports that nobody went on with", "articles.importing.writer.holding.forget"),
    ("forget what banks sent and nobody could read", "newsroom.nightly.forget_unreadable"),
    ("forget how banks were asked long ago", "newsroom.nightly.forget_runs"),
    ("forget expired sessions", "newsroom.nightly.forget_sessions"),
)


def perform(say=lambda sentence: None):
    """Do the night's work, step by step; return a sentence for each step that failed."""
    failures = []
    for name, path in NIGHTLY:
        try:
            said = import_string(path)()
        except Exception as error:  # noqa: BLE001 - whatever it is, the other steps are done.
            _let_go_of_a_broken_connection()
            failures.append(f"Could not {name}: {str(error).strip() or type(error).__name__}")
        else:
            if isinstance(said, str):
                say(said)
    return failures


def _let_go_of_a_broken_connection():
    """The next step gets a new one."""
    if not connection.in_atomic_block:
        close_old_connections()


def take_turn(now, say=lambda sentence: None):
    """Do the night's work if it is due and no other worker does it; return what failed."""
    beginning = due(now)
    if CountCheck.objects.filter(at__gte=beginning).exists():
        return []
    day = timezone.localdate(beginning)
    if not Night.objects.claim(day, now):
        return []
    try:
        return perform(say)
    except BaseException:
        # Told to stop in the middle: the next worker begins anew.
        Night.objects.filter(day=day).delete()
        raise


def due(now):
    """Return when the work of the night was to begin that was the last before `now`."""
    local = timezone.localtime(now)
    day = local.date()
    if local.time() < settings.NIGHTLY_AT:
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, settings.NIGHTLY_AT))


def check_counts():
    """Compare the counts with the stories, put right what differs and remember what was found."""
    started, began = timezone.now(), time.monotonic()

    def remember(drift, repaired):
        seconds = round(time.monotonic() - began, 3)
        CountCheck.objects.record(drift, at=started, seconds=seconds, repaired=repaired)

    try:
        drift = counts.recount()
    except Error:
        remember(counts.check(), repaired=False)
        raise
    remember(drift, repaired=True)
    return f"{drift}. Put right." if drift else "The counts of all listings agree with the stories."


def check_search_index():
    """Compare the index of the search with the stories, and fill it anew when they differ."""
    differing = search.check()
    if not differing:
        return "The search index agrees with the stories."
    search.rebuild()
    return f"{differing} stories otherwise in the search index. Put right."


def forget_unreadable():
    Payload.objects.forget_unreadable(timezone.now())


def forget_runs():
    Run.objects.forget_old(timezone.now())


def forget_sessions():
    call_command("clearsessions")

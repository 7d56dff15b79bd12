"""What readers search for, counted for the editors: words and days, nothing of who or when.

Counted in the process and written every few seconds in one statement, by a thread of its own:
no reader waits for a lock. What is not yet written is lost with a process that is killed.
"""

import atexit
import logging
import re
import threading
from collections import Counter
from datetime import timedelta

from django.db import DatabaseError, connection, connections
from django.utils import timezone

from articles.search.words import folded

SECONDS = 5
LENGTH = 100
#: Different words a day; a robot that tries more is not counted.
MOST_A_DAY = 5_000
#: Different words that wait to be written.
MOST_WAITING = 500
KEPT = timedelta(days=90)
#: A mail address, a telephone or passport number: such are not for keeping.
_PERSONAL = re.compile(r"@|\d(?:[\s().+-]*\d){5}")

logger = logging.getLogger(__name__)

_UPSERT = """
INSERT INTO articles_searchquery (day, words, searches, found_nothing) VALUES {rows}
ON CONFLICT (day, words) DO UPDATE SET
searches = articles_searchquery.searches + excluded.searches,
found_nothing = articles_searchquery.found_nothing + excluded.found_nothing
"""


def normalised(text):
    """Return the words as the report has them, or None where they may be somebody's own."""
    words = " ".join(folded(text).lower().split())[:LENGTH].strip()
    return None if not words or _PERSONAL.search(text) else words


class Buffer:
    """Searches that wait to be written."""

    def __init__(self):
        self._lock = threading.Lock()
        self._searches, self._in_vain = Counter(), Counter()
        self._timer = None

    def note(self, text, found):
        """Count one search; the database hears of it within SECONDS."""
        words = normalised(text)
        if words is None:
            return
        place = (timezone.localdate(), words)
        with self._lock:
            if place not in self._searches and len(self._searches) >= MOST_WAITING:
                return
            self._searches[place] += 1
            self._in_vain[place] += not found
            if self._timer is None:
                self._timer = threading.Timer(SECONDS, self._flush_and_close)
                self._timer.daemon = True
                self._timer.start()

    def flush(self):
        """Write what waits, in one statement; what can't be written now is let go."""
        with self._lock:
            searches, in_vain = self._searches, self._in_vain
            self._searches, self._in_vain, self._timer = Counter(), Counter(), None
        # In one order, so that two processes don't lock each other out.
        rows = [(*place, searches[place], in_vain[place]) for place in sorted(searches)]
        if not rows:
            return
        try:
            write(rows)
        except DatabaseError as error:
            logger.warning("%d searches were not counted: %s", len(rows), error)

    def drop(self):
        """Forget what waits."""
        with self._lock:
            self._searches, self._in_vain = Counter(), Counter()
            if self._timer:
                self._timer.cancel()
            self._timer = None

    def _flush_and_close(self):
        try:
            self.flush()
        finally:
            # The thread ends here, and its connection with it.
            connections.close_all()


def write(rows):
    """Add (day, words, searches, found nothing); new words only while the day has room."""
    from articles.models import SearchQuery

    today = SearchQuery.objects.filter(day__in={row[0] for row in rows})
    if today.count() + len(rows) > MOST_A_DAY:
        known = set(today.filter(words__in=[row[1] for row in rows]).values_list("day", "words"))
        rows = [row for row in rows if row[:2] in known]
    if rows:
        values = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
        with connection.cursor() as cursor:
            cursor.execute(_UPSERT.format(rows=values), [fact for row in rows for fact in row])


def prune():
    """Forget searches of more than KEPT ago; return how many rows went."""
    from articles.models import SearchQuery

    return SearchQuery.objects.filter(day__lt=timezone.localdate() - KEPT).delete()[0]


buffer = Buffer()
atexit.register(buffer.flush)

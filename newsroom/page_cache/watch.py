"""What a process knows of changes since the pages were rendered that it could show.

It asks the database, not the cache: so any process learns of any change, by whatever program,
with a cache of its own as with a shared one.
"""

import logging
import time
from datetime import timedelta
from math import inf
from threading import Lock

from django.conf import settings
from django.db import Error
from django.utils import timezone

from articles import directory
from articles.changes import Journal
from tickers import strip
from tickers.changes import Marks

logger = logging.getLogger(__name__)

#: Seconds between two looks, and after how many nobody goes on without one.
EVERY = 1.0
PATIENCE = 2.0
#: How far the clocks of two machines may be apart that share a cache.
APART = 0.1
#: More groups are not remembered: all pages from before then are old.
MOST_GROUPS = 10_000


class Watch:
    def __init__(self):
        start = timezone.now() - timedelta(seconds=longest_life())
        self.journal, self.marks = Journal(start), Marks(start)
        self.lock = Lock()
        self.looked = -inf
        self.next_moment = inf
        #: Pages rendered before these times are old: all of them, and those of a group.
        self.all_changed = 0.0
        self.changed = {}
        self.is_blind = False

    def look(self):
        """Ask what has changed, unless that was asked within the last second.

        One request asks; others go on with what is known, unless that is too little.
        """
        if not self._is_due():
            return
        must_know = time.monotonic() - self.looked > PATIENCE or time.time() >= self.next_moment
        if self.lock.acquire(timeout=PATIENCE if must_know else 0):
            try:
                if self._is_due():
                    self._ask()
            finally:
                self.lock.release()

    def look_again(self):
        """Let the next request ask: this one may have changed something."""
        self.looked = -inf

    def is_right(self, page):
        """Whether nothing on a Page has changed since it was rendered, as far as is known."""
        changed = self.changed
        return page.rendered > self.all_changed and not any(
            page.rendered <= changed[group] for group in page.groups if group in changed
        )

    def _is_due(self):
        return time.monotonic() - self.looked >= EVERY or time.time() >= self.next_moment

    def _ask(self):
        self.looked = time.monotonic()
        try:
            now = timezone.now()
            news = self.journal.news(now)
            self.next_moment = news.next_moment.timestamp() if news.next_moment else inf
            self._note(news.groups)
            if self.marks.changed(now):
                strip.drop()
                self._note(None)
        except Error as error:
            # Nobody can publish meanwhile, so what is kept stays right until its time is up.
            self.next_moment = inf
            if not self.is_blind:
                logger.warning("Kept pages are shown unchecked: the database says %s", error)
            self.is_blind = True
        else:
            self.is_blind = False

    def _note(self, groups):
        if groups is None or len(groups) + len(self.changed) > MOST_GROUPS:
            directory.drop()
            self.all_changed, self.changed = _seen(), {}
        elif groups:
            seen = _seen()
            recent = {
                group: then for group, then in self.changed.items() if then > seen - longest_life()
            }
            self.changed = recent | dict.fromkeys(groups, seen)


def longest_life():
    """Seconds after which no page is shown, not even where a new one could not be rendered."""
    return 2 * settings.PAGE_CACHE_SECONDS


def _seen():
    """The time of a change that was read just now: no page from before can hold it."""
    return time.time() + APART

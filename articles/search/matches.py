"""The stories that a search finds: a lazy sequence, sliced by pages as a listing is."""

from django.db import connection
from django.db.models.functions import Substr

from articles.search.answer import MOST, SAMPLE, Answer
from articles.search.index import backend

#: So much of a story's text is read to show where the words are.
LONGEST = 20_000


class Matches:
    """What `asked` finds, newest or best first. Two slices ask the index twice, one page once."""

    def __init__(self, asked):
        self.asked = asked
        #: The last answer: where its page starts, what it is, and how long it was asked to be.
        self._page, self._length = None, 0

    def __getitem__(self, place):
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        start, stop = place.start or 0, place.stop
        return self._stories(self._answer(start, stop).ids[: stop - start])

    def __iter__(self):
        return iter(self[:MOST])

    def __len__(self):
        return self.count()

    def count(self):
        """Return how many there are to page through: never more than MOST."""
        total = self._any.total
        return MOST if total is None else total

    @property
    def is_bounded(self):
        """Whether there are more than can be paged through."""
        return self._any.total is None

    @property
    def seen(self):
        """How many stories were looked into, where that was not all."""
        return self._any.seen

    @property
    def sampled(self):
        return self._any.sampled

    @property
    def tally(self):
        """How many of the newest `sampled` are filed under (kind, key)."""
        return self._any.tally

    def prefetch(self, start, stop):
        """Ask for a page before its paginator asks how many there are: one question for both."""
        self._answer(start, stop)

    @property
    def _any(self):
        return self._answer(0, 0) if self._page is None else self._page[1]

    def _answer(self, start, stop):
        """The answer that holds this page: the one before, when it does."""
        if self._page is None or self._page[0] != start or stop - start > self._length:
            self._page, self._length = (start, self._ask(start, stop)), stop - start
        return self._page[1]

    def _ask(self, start, stop):
        if self.asked.is_impossible or start >= MOST:
            return Answer()
        with connection.cursor() as cursor:
            return backend().find(cursor, self.asked, start, min(stop, MOST) - start, SAMPLE)

    def _stories(self, keys):
        """The stories of these keys, as listings show them, in this order."""
        from articles.models import Article

        # Past the gate once more: the index may be a fraction of a second ahead.
        stories = Article.objects.published(self.asked.moment).for_list().filter(pk__in=keys)
        if self.asked.query:
            stories = stories.annotate(searched_text=Substr("body_text", 1, LONGEST))
        found = {story.pk: story for story in stories.order_by()}
        return [found[key] for key in keys if key in found]

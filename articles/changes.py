"""Which pages a change of the stories makes old, told to whoever keeps whole pages.

A page belongs to groups: `all` (it shows any story), `country:3` (that listing), `story:12`.
The journal that the database keeps says which groups changed, whichever way a story was written.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.utils import timezone

#: A transaction is seen when it commits, and may then tell of changes made so long before.
LATEST = timedelta(seconds=60)
#: With more news than this it is not worth the while to tell it apart: every page is old.
MOST = 1_000
MOST_AT_ONCE = 100
ALL = "all"


def group_of(row):
    """Return the group of the pages about a story (`story:12`), country, section, tag or author."""
    name = row._meta.model_name
    return f"{'story' if name == 'article' else name}:{row.pk}"


def public(view, parameters=None):
    """Say of a view that its pages are the same for every reader, so that they may be kept.

    They belong to the group `all`, unless the view has set `page_groups` on its response.
    `parameters` are those that it knows, when it shows the same page whatever others are given.
    """

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.page_groups = getattr(response, "page_groups", (ALL,))
        return response

    marked.page_parameters = parameters
    return marked


def everything_changed():
    """Tell everybody, when the transaction commits, that a name or picture on any page changed."""
    from articles.models import Change, Kind

    now = timezone.now()
    Change.objects.create(
        kind=Kind.ALL,
        # Of no listing and no story: nobody who pages through one minds it.
        key=2,
        day=timezone.localdate(now),
        at=now,
        article_id=0,
        published_at=now,
        effect=Change.Effect.REWRITTEN,
    )


@dataclass(frozen=True)
class News:
    #: The groups whose pages are old; None: every page is.
    groups: frozenset[str] | None
    #: When a story that is known now appears or leaves by itself next.
    next_moment: datetime | None


class Journal:
    """Reads what is new since it was last asked; each process has one of its own."""

    def __init__(self, since):
        self.until = since
        self.known = frozenset()

    def news(self, now):
        """Return the News up to `now` (aware), in three statements that read a few lines."""
        written = self._written()
        passed, coming = self._by_itself(now)
        fresh = [row for pk, *row in written if pk not in self.known]
        groups = self._groups(fresh, written, passed)
        self.until, self.known = now, frozenset(pk for pk, *_ in written)
        return News(groups, min(coming, default=None))

    def _written(self):
        from articles.models import Change

        # Also those from before the last look: their transaction may have been open then.
        recent = Change.objects.filter(at__gt=self.until - LATEST).order_by("-at")
        return list(recent.values_list("pk", "kind", "key", "article_id", "effect")[:MOST])

    def _by_itself(self, now):
        """Return the stories that appeared or left by the clock, and when others will next."""
        lines = _all_lines()
        day = timezone.localdate(self.until)
        appearing = lines.filter(day__gte=day, published_at__gt=self.until)
        leaving = lines.filter(withdraw_at__gt=self.until)
        moments = [
            *_first(appearing.order_by("day", "published_at"), "published_at"),
            *_first(leaving.order_by("withdraw_at"), "withdraw_at"),
        ]
        passed = [story for story, moment in moments if moment <= now]
        return passed, [moment for _, moment in moments if moment > now]

    def _groups(self, fresh, written, passed):
        from articles.models import Listed

        too_many = (fresh and len(written) == MOST) or len(passed) >= MOST_AT_ONCE
        if too_many or any(map(_is_everything, fresh)):
            return None
        lines = [(kind, key, story) for kind, key, story, _ in fresh]
        if passed:
            lines += Listed.objects.filter(article__in=passed).values_list("kind", "key", "article")
        return frozenset(name for line in lines for name in _names(*line))


def _all_lines():
    from articles.models import Kind, Listed

    return Listed.objects.filter(kind=Kind.ALL, key=0)


def _first(lines, moment):
    return lines.values_list("article", moment)[:MOST_AT_ONCE]


def _is_everything(row):
    from articles.models import Change

    _, _, story, effect = row
    return not story or effect == Change.Effect.BULK


def _names(kind, key, story):
    from articles.models import Kind

    return f"story:{story}", f"{Kind(kind).label}:{key}" if kind else ALL

"""Questions that the newsroom asks of many rows at once.

`ArticleQuerySet.published()` is the one gate to the public: every page, feed, sitemap and
count starts from it.
"""

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Substr
from django.utils import timezone

from articles.relations import with_relations

#: What no reader is shown.
DESK_ONLY = ("embargo_until", "import_fingerprint", "created_at", "created_by", "updated_by")


class ArticleQuerySet(models.QuerySet):
    def published(self, now=None):
        """Stories that the public may see at `now` (an aware datetime; the current one when None).

        Publishing on time is this query, never a job: a scheduled story appears by itself.
        """
        now = now or timezone.now()
        return self.filter(
            Q(withdraw_at=None) | Q(withdraw_at__gt=now),
            status=self.model.Status.PUBLISHED,
            published_at__lte=now,
        )

    def newest_first(self):
        """The one order of every listing; total, since thousands may share one timestamp."""
        return self.order_by("-published_at", "-pk")

    def for_list(self):
        """What a listing shows of a story, in one statement.

        The body stays in the database; its first words come along where there is no summary.
        """
        stories = self.newest_first().defer("body", "body_text", *DESK_ONLY)
        opening = Case(When(summary="", then=Substr("body_text", 1, 400)), default=Value(""))
        stories = stories.annotate(opening=opening)
        return with_relations(stories, "section", "lead_image", "countries", "bylines")

    def for_story(self):
        """Everything that the page of one story shows, in one statement."""
        relations = ("section", "lead_image", "countries", "bylines", "tags")
        return with_relations(self.defer(*DESK_ONLY), *relations)


class FacetQuerySet(models.QuerySet):
    """Countries, sections, tags and authors: what listings are about."""

    def with_stories(self, number=1):
        """Those with so many stories that the public can see, of which no more are looked at."""
        from articles.models import Kind, Listed

        now = timezone.now()
        lines = Listed.objects.filter(
            Q(withdraw_at=None) | Q(withdraw_at__gt=now),
            kind=Kind[self.model._meta.model_name.upper()],
            key=OuterRef("pk"),
            published_at__lte=now,
        )
        # The oldest: what is still to come is at the other end.
        oldest = lines.order_by("day", "published_at", "article")
        return self.filter(Exists(oldest[number - 1 : number]))

"""Questions that the newsroom asks of many rows at once.

`ArticleQuerySet.published()` is the one gate to the public: every page, feed, sitemap and
count starts from it.
"""

from django.db import models
from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Substr
from django.utils import timezone


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
        """What a listing shows of a story, in three queries whatever the number of stories.

        The body stays in the database; its first words come along for the excerpt.
        """
        return (
            self.newest_first()
            .defer("body", "body_text")
            .annotate(opening=Substr("body_text", 1, 400))
            .select_related("section", "lead_image")
            .prefetch_related(self._bylines(), "countries")
        )

    def for_story(self):
        """Everything that the page of one story shows, in four queries."""
        return self.select_related("section", "lead_image").prefetch_related(
            self._bylines(), "countries", "tags"
        )

    def _bylines(self):
        from articles.models import Byline

        return Prefetch("bylines", Byline.objects.select_related("author"))


class FacetQuerySet(models.QuerySet):
    """Countries, sections, tags and authors: what listings are about."""

    def with_story_count(self):
        """Annotate `story_count`, the number of stories that the public can see."""
        from articles.models import Article

        relation = self.model.stories_lookup
        public = (
            Article.objects.published()
            .filter(**{relation: models.OuterRef("pk")})
            .order_by()
            .values(relation)
            .annotate(total=Count("pk"))
            .values("total")
        )
        return self.annotate(story_count=models.functions.Coalesce(models.Subquery(public), 0))

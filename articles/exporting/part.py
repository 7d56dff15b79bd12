"""Which stories are exported: all of them, or those that fit what was asked for."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef

from articles.days import midnight
from articles.models import Article, Byline


@dataclass(frozen=True)
class Part:
    """What a story must fit: of several values of one kind any, of several kinds each.

    Sections, countries, tags and authors are primary keys. Days are those of the site's zone,
    the last one included; a story without a date lies in none of them.
    """

    sections: tuple[int, ...] = ()
    countries: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def is_whole(self):
        return self == Part()

    def stories(self):
        """The stories that fit, in no order."""
        found = Article.objects.all()
        columns = {"section": self.sections, "status": self.statuses, "source": self.sources}
        for column, values in columns.items():
            if values:
                found = found.filter(**{f"{column}__in": values})
        links = {"country": self.countries, "tag": self.tags, "author": self.authors}
        for kind, keys in links.items():
            if keys:
                filed = LINKS[kind].objects.filter(article=OuterRef("pk"), **{f"{kind}__in": keys})
                found = found.filter(Exists(filed))
        if self.first:
            found = found.filter(published_at__gte=midnight(self.first))
        if self.last:
            found = found.filter(published_at__lt=midnight(self.last + timedelta(days=1)))
        return found


#: What links stories to what they are filed under.
LINKS = {
    "country": Article.countries.through,
    "tag": Article.tags.through,
    "author": Byline,
}


def in_order(stories):
    """Oldest first; those without a date at the end."""
    return stories.order_by(F("published_at").asc(nulls_last=True), "pk")

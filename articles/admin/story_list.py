"""The list of stories, at a cost that doesn't grow with the archive."""

from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch, Q

from articles.models import Article, Author, Byline

#: Words of a search that count, and authors whose name may have one: more is no name.
WORDS = 8
NAMESAKES = 20


class StoryList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        return for_desk(super().get_queryset(request, exclude_parameters))

    def get_ordering(self, request, queryset):
        """Last touched first; stories of a chosen period in the order of publication."""
        if "year" in self.params:
            return ["-published_at", "-pk"]
        return ["-updated_at", "-pk"]


def for_desk(stories):
    """What the desk shows of a story in a list: three queries, and no body leaves the database."""
    return (
        stories.defer("body", "body_text", "summary")
        .select_related("section")
        .prefetch_related(Prefetch("bylines", Byline.objects.select_related("author")), "countries")
    )


def search(stories, typed):
    """Return the stories with every typed word in headline, slug or a byline; never in a body."""
    for word in typed.split()[:WORDS]:
        in_text = Q(headline__icontains=word) | Q(slug__icontains=word)
        authors = list(Author.objects.filter(name__icontains=word).values("pk")[: NAMESAKES + 1])
        if 0 < len(authors) <= NAMESAKES:
            signed = Byline.objects.filter(author__in=[author["pk"] for author in authors])
            # Not an OR: where the names are many, PostgreSQL would go through them for each story.
            found = (
                Article.objects.filter(in_text)
                .values("pk")
                .union(signed.order_by().values("article"))
            )
            stories = stories.filter(pk__in=found)
        else:
            stories = stories.filter(in_text)
    return stories

"""The page of one story."""

from django.db.models import DateTimeField
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import DetailView

from articles.changes import ALL, group_of
from articles.models import Article
from articles.prepared import Given, Prepared

RELATED = 4


def _others():
    others = Article.objects.published(Given("now", DateTimeField())).newest_first()
    return others.exclude(pk=Given("story")).only("headline", "slug", "published_at")


STORY = Prepared(lambda: Article.objects.for_story().filter(slug=Given("slug")))
IN_SECTION = Prepared(lambda: _others().filter(section=Given("section"))[:RELATED])
ANYWHERE = Prepared(lambda: _others()[:RELATED])


class StoryView(DetailView):
    template_name = "articles/story.html"
    context_object_name = "story"

    def get(self, request, *args, **kwargs):
        self.object = STORY.get_or_404(slug=kwargs["slug"])
        if self.object.is_gone:
            return render(request, "articles/gone.html", status=410)
        if not self.object.is_public:
            raise Http404("not public")
        response = self.render_to_response(self.get_context_data(object=self.object))
        section = self.object.section
        response.page_groups = (group_of(self.object), group_of(section) if section else ALL)
        return response

    def get_context_data(self, **kwargs):
        address = self.request.build_absolute_uri(self.object.get_absolute_url())
        return super().get_context_data(
            related=related_to(self.object),
            canonical=self.object.canonical_url or address,
            address=address,
            **kwargs,
        )


def related_to(story):
    """Return the newest other public stories of the story's section (of all, when it has none)."""
    now = timezone.now()
    if story.section_id:
        return IN_SECTION(now=now, story=story.pk, section=story.section_id)
    return ANYWHERE(now=now, story=story.pk)

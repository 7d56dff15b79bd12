"""The page of one story."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.generic import DetailView

from articles.models import Article

RELATED = 4


class StoryView(DetailView):
    template_name = "articles/story.html"
    context_object_name = "story"

    def get(self, request, *args, **kwargs):
        self.object = get_object_or_404(Article.objects.for_story(), slug=kwargs["slug"])
        if self.object.is_gone:
            return render(request, "articles/gone.html", status=410)
        if not self.object.is_public:
            raise Http404("not public")
        return self.render_to_response(self.get_context_data(object=self.object))

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
    others = Article.objects.published().newest_first().exclude(pk=story.pk)
    if story.section_id:
        others = others.filter(section=story.section_id)
    return others.only("headline", "slug", "published_at")[:RELATED]

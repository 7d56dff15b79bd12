"""Old addresses, and the record of what happened to stories."""

from django.contrib import admin
from django.db.models import Prefetch

from articles.admin.access import ReadOnly
from articles.admin.display import when
from articles.admin.relations import FoundRelations
from articles.models import Article, ArticlePath, Transition


def _headlines():
    # Apart from the list itself: a join might start from the stories, and those are many.
    return Prefetch("article", Article.objects.only("headline", "slug"))


@admin.register(ArticlePath)
class ArticlePathAdmin(FoundRelations, admin.ModelAdmin):
    list_display = ["path", "article"]
    search_fields = ["path"]
    search_help_text = "Part of an old address."
    autocomplete_fields = ["article"]
    sortable_by = []

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(_headlines())


@admin.register(Transition)
class TransitionAdmin(ReadOnly, admin.ModelAdmin):
    """To be read: a step that was taken stays as it was."""

    list_display = ["at_shown", "article", "verb", "by", "note"]
    list_filter = ["verb"]
    sortable_by = []

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(_headlines(), "by")

    @admin.display(description="when")
    def at_shown(self, step):
        return when(step.at)

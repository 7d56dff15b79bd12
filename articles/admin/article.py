"""The desk's list of stories, and the page on which one is written."""

from django import forms
from django.contrib import admin
from django.db import models

from articles.admin import display, filters
from articles.admin.relations import FoundRelations
from articles.admin.story_list import StoryList, search
from articles.admin.story_page import StoryPage
from articles.admin.verbs import VerbActions
from articles.forms import BylineForm, BylineFormSet, StoryForm, TimeInput
from articles.models import Article, ArticlePath, Byline


class BylineInline(FoundRelations, admin.TabularInline):
    model = Byline
    form = BylineForm
    formset = BylineFormSet
    fields = ["author", "role", "position"]
    autocomplete_fields = ["author"]
    verbose_name = "name"
    verbose_name_plural = "byline"
    classes = ["ordered"]

    class Media:
        js = [forms.Script("newsroom/order.js", type="module")]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


class PathInline(admin.TabularInline):
    model = ArticlePath
    fields = ["path"]
    extra = 0


@admin.register(Article)
class ArticleAdmin(StoryPage, VerbActions, FoundRelations, admin.ModelAdmin):
    form = StoryForm
    inlines = [BylineInline, PathInline]
    readonly_fields = ["lead_picture", "body_shown"]
    autocomplete_fields = ["section", "countries", "tags", "lead_image"]
    prepopulated_fields = {"slug": ["headline"]}
    formfield_overrides = {
        models.DateTimeField: {"form_class": forms.DateTimeField, "widget": TimeInput},
        models.URLField: {"assume_scheme": "https"},
    }
    object_history_template = "admin/articles/article/object_history.html"

    list_display = [
        "status_shown", "headline_shown", "byline_shown", "section_shown",
        "published_shown", "touched_shown",
    ]  # fmt: skip
    list_display_links = ["headline_shown"]
    list_filter = [
        filters.StatusFilter,
        filters.OwnFilter,
        filters.SectionFilter,
        filters.CountryFilter,
        filters.AuthorFilter,
        filters.PublishedFilter,
    ]
    search_fields = ["headline"]
    search_help_text = "Words of headline, slug or byline."
    sortable_by = []
    list_per_page = 50
    ordering = ["-updated_at", "-pk"]

    # The list

    def get_changelist(self, request, **kwargs):
        return StoryList

    def changelist_view(self, request, extra_context=None):
        media = self.media + filters.AuthorFilter.media(self.admin_site)
        return super().changelist_view(request, {"media": media, **(extra_context or {})})

    def get_search_results(self, request, queryset, search_term):
        return search(queryset, search_term), False

    @admin.display(description="status")
    def status_shown(self, story):
        return display.status_dot(story)

    @admin.display(description="headline")
    def headline_shown(self, story):
        return display.headline(story)

    @admin.display(description="byline")
    def byline_shown(self, story):
        return display.byline(story)

    @admin.display(description="section")
    def section_shown(self, story):
        return story.section or "–"

    @admin.display(description="published")
    def published_shown(self, story):
        return display.when(story.published_at) or "–"

    @admin.display(description="last touched")
    def touched_shown(self, story):
        return display.when(story.updated_at)

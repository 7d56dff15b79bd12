"""The page on which one story is written: its parts, its rights, its preview and history."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from js_asset import Media

from articles import html
from articles.admin import access, display
from articles.admin.verbs import take
from articles.models import Article
from articles.models.workflow import TRANSITIONS
from articles.views import StoryView

TEXT = ["headline", "summary", "body"]
PANELS = [
    ("Filing", ["section", "countries", "tags", "dateline", "language", "is_featured"]),
    ("Lead picture", ["lead_picture", "lead_image"]),
    ("Time", ["published_at", "withdraw_at", "embargo_until", "modified_at"]),
    ("Addresses", ["slug", "canonical_url"]),
]
SOURCE = ["source", "external_id"]
STEPS_SHOWN = 5


class StoryPreview(StoryView):
    """The public page of a story that may not be public; for those who may see it here."""

    def get(self, request, *args, **kwargs):
        self.object = get_object_or_404(Article.objects.for_story(), pk=kwargs["pk"])
        context = self.get_context_data(object=self.object, preview=True, noindex=True)
        response = self.render_to_response(context)
        response["X-Robots-Tag"] = "noindex"
        return response


class StoryPage:
    """What `ArticleAdmin` adds to Django's change form."""

    def get_fieldsets(self, request, obj=None):
        is_read = obj is not None and not self.has_change_permission(request, obj)
        text = ["headline", "summary", "body_shown"] if is_read else TEXT
        panels = [(name, {"fields": fields}) for name, fields in PANELS]
        panels[2][1]["description"] = f"In the newsroom’s zone, {_zone()}."
        return [
            (None, {"fields": text, "classes": ["story-text"]}),
            *panels,
            ("Source", {"fields": SOURCE, "classes": ["collapse"]}),
        ]

    @admin.display(description="body")
    def body_shown(self, story):
        # Cleaned when it was saved.
        return mark_safe(story.body)  # noqa: S308

    @admin.display(description="picture")
    def lead_picture(self, story):
        picture = story.lead_image
        if not picture:
            return "None yet."
        return format_html('<img class="lead" src="{}" alt="{}">', picture.file.url, picture.alt)

    # Who may

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.pk is None or access.may_change(request.user, obj))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        verb = request.POST.get("_verb")
        if verb and not (verb in TRANSITIONS and access.may_use(request.user, verb)):
            raise PermissionDenied
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied:
            story = object_id and self.get_object(request, object_id)
            if request.method != "POST" or not story or not self.has_view_permission(request):
                raise
            return self._not_saved(request, story)

    def _not_saved(self, request, story):
        """The story was handed in, or given away, while it was being typed: keep what was typed."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Not saved",
            "story": story,
            "typed": {name: request.POST.get(name, "") for name in TEXT},
            # As text to be copied with its formatting; cleaned as if it had been saved.
            "body": mark_safe(html.clean(request.POST.get("body", ""))),  # noqa: S308
        }
        return TemplateResponse(
            request, "admin/articles/article/not_saved.html", context, status=403
        )

    # Saving

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """A reporter's new story bears their name."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        author = getattr(request.user, "author", None)
        if prefix == "bylines" and obj.pk is None and author:
            kwargs["initial"] = [{"author": author.pk}]
        return kwargs

    def save_model(self, request, obj, form, change):
        obj.updated_by = request.user
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.verb:
            take(request, form.instance, form.verb, form.cleaned_data["note"])
        else:
            messages.success(request, _saved(form.instance))

    def response_add(self, request, obj, post_url_continue=None):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._back_to(request, obj)

    def response_change(self, request, obj):
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._back_to(request, obj)

    def _list_url(self, request):
        address = reverse("admin:articles_article_changelist")
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return add_preserved_filters(kept, address)

    def _back_to(self, request, story):
        address = reverse("admin:articles_article_change", args=[story.pk])
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return HttpResponseRedirect(add_preserved_filters(kept, address))

    # What the page shows

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and obj.pk and obj.is_public else None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # The import map of the editor is the one inline script; it needs the page's nonce.
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        story = obj or Article()
        verbs = access.verbs_for(request.user, story)
        context |= {
            "state": display.state(Article.objects.get(pk=obj.pk) if obj else story),
            "next_verb": _next(verbs),
            "other_verbs": [(verb, TRANSITIONS[verb].label) for verb in verbs],
            "needs_note": any(TRANSITIONS[verb].asks for verb in verbs),
            "back_url": self._list_url(request),
            "steps": obj and obj.transitions.select_related("by")[:STEPS_SHOWN],
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request, object_id, extra_context=None):
        story = self.get_object(request, object_id)
        steps = story.transitions.select_related("by") if story else ()
        return super().history_view(request, object_id, {"steps": steps, **(extra_context or {})})

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview_view)
        return [
            path("<int:pk>/preview/", preview, name="articles_article_preview"),
            *super().get_urls(),
        ]

    def preview_view(self, request, pk):
        """The saved story; by POST as the form stands, of which nothing is kept."""
        story = get_object_or_404(Article, pk=pk)
        if request.method != "POST":
            self._need(self.has_view_or_change_permission(request, story))
            return StoryPreview.as_view()(request, pk=pk)
        self._need(self.has_change_permission(request, story))
        with transaction.atomic():
            response = self._preview_typed(request, story)
            transaction.set_rollback(True)
        return response

    def _preview_typed(self, request, story):
        fields = flatten_fieldsets(self.get_fieldsets(request, story))
        form_class = self.get_form(request, story, change=True, fields=fields)
        form = form_class(request.POST, instance=story)
        formsets, _ = self._create_formsets(request, story, change=True)
        if not all([form.is_valid(), *(formset.is_valid() for formset in formsets)]):
            text = "The story can't be shown like this. Save it to see what has to be put right."
            return HttpResponse(text, "text/plain", 422)
        form.save()
        for formset in formsets:
            formset.save()
        # Drawn here, while the rows are what was typed.
        request.method = "GET"
        return StoryPreview.as_view()(request, pk=story.pk).render()

    @staticmethod
    def _need(permission):
        if not permission:
            raise PermissionDenied


def _next(verbs):
    """The one verb that leads a story on, for whoever looks: (verb, label), or None."""
    for verb in ("publish", "submit"):
        if verb in verbs:
            return verb, TRANSITIONS[verb].label
    return None


def _zone():
    offset = f"{timezone.localtime():%z}"
    return f"{timezone.get_current_timezone_name()} (UTC{offset[:3]}:{offset[3:]})"


def _saved(story):
    return "Saved. The change is on the site." if story.is_public else "Saved."

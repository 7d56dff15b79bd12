"""The workflow's verbs as the desk offers them: buttons of one story, actions on many."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from articles.admin import access
from articles.admin.display import exact
from articles.models import Article
from articles.models.workflow import TRANSITIONS

#: How many stories one action may move; more than a desk means on purpose.
AT_ONCE = 100


def take(request, story, verb, note=""):
    """Use `verb` on a saved story and tell the person; return whether it worked."""
    said = [note] if TRANSITIONS[verb].asks else []
    try:
        getattr(story, verb)(request.user, *said)
    except ValidationError as error:
        messages.error(request, f"Saved, but not {TRANSITIONS[verb].past}. {sentence(error)}")
        return False
    messages.success(request, _outcome(story, verb))
    return True


def sentence(error):
    """Return the messages of a ValidationError as running text."""
    return " ".join(error.messages)


def _outcome(story, verb):
    if verb != "publish":
        return f"{TRANSITIONS[verb].past.capitalize()}."
    if story.is_scheduled:
        return f"Scheduled for {exact(story.published_at)}. It will appear by itself."
    return format_html('Published. <a href="{}">See it on the site</a>', story.get_absolute_url())


class VerbActions:
    """The verbs that need no note, on every story that is ticked."""

    actions = ["submit_chosen", "publish_chosen"]

    def has_submit_permission(self, request):
        return access.may_use(request.user, "submit")

    def has_publish_permission(self, request):
        return access.may_use(request.user, "publish")

    @admin.action(description="Submit for review", permissions=["submit"])
    def submit_chosen(self, request, queryset):
        self._take_all(request, queryset, "submit")

    @admin.action(description="Publish", permissions=["publish"])
    def publish_chosen(self, request, queryset):
        self._take_all(request, queryset, "publish")

    def _take_all(self, request, queryset, verb):
        keys = list(queryset.values_list("pk", flat=True)[: AT_ONCE + 1])
        if len(keys) > AT_ONCE:
            messages.error(request, f"Choose at most {AT_ONCE} stories at a time. Nothing changed.")
            return
        done = [
            story
            for story in Article.objects.filter(pk__in=keys).order_by("pk")
            if self._take_one(request, story, verb)
        ]
        if done:
            names = ", ".join(f"“{story}”" for story in done)
            messages.success(request, f"{TRANSITIONS[verb].past.capitalize()}: {names}.")

    def _take_one(self, request, story, verb):
        if not access.may_change(request.user, story):
            messages.error(request, f"“{story}” is not yours to change now.")
            return False
        try:
            getattr(story, verb)(by=request.user)
        except ValidationError as error:
            messages.error(request, f"“{story}”: {sentence(error)}")
            return False
        return True

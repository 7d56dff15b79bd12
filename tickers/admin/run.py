"""How each provider is doing, and every asking of it: when, what came, and why not more."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tickers.admin import display
from tickers.admin.lists import LongList, ReadOnly
from tickers.health import can_be_asked, health
from tickers.models import FetchRequest, Payload, Provider, Run

#: How many of the files that a run brought are listed with it.
PAYLOADS = 50
STATES = {
    "running": ("running", "Being asked"),
    "failed": ("down", "Failed"),
    "refused": ("refused", "Something refused"),
    "done": ("good", "Done"),
}


def state_of(run):
    """Return the name and the word of a run's state."""
    is_refused = run.state == Run.State.DONE and run.problems
    return STATES["refused" if is_refused else run.state]


class TroubleFilter(admin.SimpleListFilter):
    title = "how it went"
    parameter_name = "went"
    template = "admin/filter_row.html"

    def lookups(self, request, model_admin):
        return [("new", "Brought something new"), ("held", "Held something"), ("wrong", "Trouble")]

    def queryset(self, request, queryset):
        if self.value() == "new":
            return queryset.filter(new__gt=0)
        if self.value() == "held":
            return queryset.filter(held__gt=0)
        if self.value() == "wrong":
            return queryset.exclude(state=Run.State.RUNNING).exclude(
                state=Run.State.DONE, problems=[]
            )
        return queryset


def _count(name):
    @admin.display(description=name)
    def shown(self, run):
        return display.number(getattr(run, name))

    return shown


@admin.register(Run)
class RunAdmin(ReadOnly, LongList, admin.ModelAdmin):
    list_display = [
        "began_shown", "provider_shown", "state_shown", "days", "took",
        "new_shown", "unchanged_shown", "held_shown", "said",
    ]  # fmt: skip
    #: The list is headed by more than it lists.
    counted = "runs"
    list_display_links = ["began_shown"]
    list_filter = ["provider", TroubleFilter]

    @admin.display(description="began")
    def began_shown(self, run):
        return display.when(run.began)

    @admin.display(description="provider")
    def provider_shown(self, run):
        return Provider(run.provider).short

    @admin.display(description="state")
    def state_shown(self, run):
        return display.status(*state_of(run))

    @admin.display(description="asked for")
    def days(self, run):
        return run.days

    @admin.display(description="took")
    def took(self, run):
        return display.duration(run.seconds)

    new_shown, unchanged_shown, held_shown = map(_count, ("new", "unchanged", "held"))

    @admin.display(description="what was said")
    def said(self, run):
        return display.shortened([*run.problems, *run.doubts] or [run.error]) or "–"

    def get_urls(self):
        fetch = self.admin_site.admin_view(require_POST(self.fetch_view))
        sources = self.admin_site.admin_view(self.sources_view)
        return [
            path("fetch/", fetch, name="tickers_run_fetch"),
            path("sources/", sources, name="tickers_run_sources"),
            *super().get_urls(),
        ]

    def has_fetch_permission(self, request):
        return request.user.has_perm("tickers.fetch_run")

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().changelist_view(request, self._sources(request) | (extra_context or {}))

    def sources_view(self, request):
        """The table of providers alone, for a page that waits for one of them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return TemplateResponse(request, "admin/tickers/run/_sources.html", self._sources(request))

    def _sources(self, request):
        found = health()
        return {
            "watched": [one for one in found if one.is_watched],
            "unwatched": [one for one in found if not one.is_watched],
            "is_busy": any(one.is_busy for one in found),
            "may_fetch": self.has_fetch_permission(request),
        }

    def fetch_view(self, request):
        """Have the worker ask a provider. Nobody waits for it."""
        if not self.has_fetch_permission(request):
            raise PermissionDenied
        name = request.POST.get("provider", "")
        if can_be_asked(name):
            FetchRequest.objects.get_or_create(provider=name, defaults={"by": request.user})
            short = Provider(name).short
            messages.success(
                request, f"The worker asks {short} in a moment. This page tells of it."
            )
        else:
            messages.error(request, "This provider can't be asked: it has no address, or no key.")
        return HttpResponseRedirect(reverse("admin:tickers_run_changelist"))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        brought = Payload.objects.filter(provider=obj.provider, fetched_at=obj.began)
        context |= {
            "run": obj,
            "state": state_of(obj),
            "provider": Provider(obj.provider),
            "took": display.duration(obj.seconds),
            # Why it failed is told above them.
            "refused": [one for one in obj.problems if one != obj.error],
            "now": timezone.now(),
            "payloads": brought.defer("packed")[:PAYLOADS],
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

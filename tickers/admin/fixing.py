"""Fixings: what every provider has published, what of it waits, and what is entered by hand."""

import re

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from tickers.admin import display, review
from tickers.admin.filters import DayFilter, StateFilter
from tickers.admin.lists import LongList, RatesList
from tickers.admin.manual import FixingForm
from tickers.database import lock
from tickers.models import Currency, Fixing, Provider
from tickers.rates import spaced

_CODE = re.compile(r"[A-Za-z]{3}")


def state_of(fixing):
    """Return the name and the word of a fixing's state; `is_corrected` has to be annotated."""
    if fixing.review:
        return fixing.review, fixing.get_review_display().split(" ")[0].capitalize()
    return ("corrected", "Corrected since") if fixing.is_corrected else ("shown", "Shown")


class FixingList(RatesList):
    """Those that are held or were decided on stand beside what was before them."""

    @property
    def is_of_reviews(self):
        return self.params.get("state") in Fixing.Review.values

    def get_results(self, request):
        super().get_results(request)
        if self.is_of_reviews:
            for case in review.cases(self.result_list):
                case.fixing.case = case


@admin.register(Fixing)
class FixingAdmin(LongList, admin.ModelAdmin):
    """Append-only: a wrong rate is followed by its correction, the next revision."""

    form = FixingForm
    list_display = [
        "date", "rate_shown", "provider_shown", "state_shown", "why", "revision", "fetched_shown",
    ]  # fmt: skip
    list_filter = [StateFilter, "provider", DayFilter]
    list_select_related = ["base", "quote"]
    search_fields = ["base__code", "quote__code"]
    search_help_text = "Currencies: USD, or USD/KGS."
    fields = ["base", "quote", "nominal", "value", "date", "reason"]
    actions = ["approve_chosen"]

    # The list

    def get_changelist(self, request, **kwargs):
        return FixingList

    def get_list_display(self, request):
        if request.GET.get("state") in Fixing.Review.values:
            date, rate, *rest = self.list_display
            return [date, rate, "off", "before", *rest]
        return self.list_display

    def get_queryset(self, request):
        later = Fixing.objects.standing().filter(
            base=OuterRef("base"),
            quote=OuterRef("quote"),
            provider=OuterRef("provider"),
            date=OuterRef("date"),
            revision__gt=OuterRef("revision"),
        )
        return super().get_queryset(request).annotate(is_corrected=Exists(later))

    def get_search_results(self, request, queryset, search_term):
        """By one currency, on whichever side, or by two."""
        typed = [code.upper() for code in _CODE.findall(search_term)]
        if not typed:
            return (queryset.none() if search_term.strip() else queryset), False
        known = dict(Currency.objects.filter(code__in=typed).values_list("code", "pk"))
        keys = [known.get(code) for code in typed[:2]]
        if None in keys:
            return queryset.none(), False
        one, other = keys if len(keys) == 2 else (keys[0], None)
        if other is None:
            return queryset.filter(Q(base=one) | Q(quote=one)), False
        found = Q(base=one, quote=other) | Q(base=other, quote=one)
        return queryset.filter(found), False

    def changelist_view(self, request, extra_context=None):
        may_review = self.has_review_permission(request)
        context = {"may_review": may_review, "held": [], "held_in_all": 0}
        if request.method == "GET" and not request.GET and self.has_view_permission(request):
            held = Fixing.objects.held().select_related("base", "quote")
            context["held_in_all"] = held.count()
            # What readers miss today comes before the gaps of the past.
            context["held"] = review.cases(held.order_by("-date", "pk")[: review.AT_ONCE])
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description="rate")
    def rate_shown(self, fixing):
        rate = f"{fixing.nominal} {fixing.base} = {fixing.published} {fixing.quote}"
        return format_html('<span class="figure">{}</span>', spaced(rate))

    @admin.display(description="off")
    def off(self, fixing):
        return fixing.case.off or "–"

    @admin.display(description="before")
    def before(self, fixing):
        before = fixing.case.before
        return f"{spaced(before.published)}, {before.date:%-d %b %Y}" if before else "–"

    @admin.display(description="provider")
    def provider_shown(self, fixing):
        return Provider(fixing.provider).short

    @admin.display(description="state")
    def state_shown(self, fixing):
        return display.status(*state_of(fixing))

    @admin.display(description="why")
    def why(self, fixing):
        return fixing.review_note or fixing.reason or "–"

    @admin.display(description="came")
    def fetched_shown(self, fixing):
        return display.when(fixing.fetched_at)

    # What is decided

    def has_review_permission(self, request):
        return request.user.has_perm("tickers.review_fixing")

    def has_change_permission(self, request, obj=None):
        return False

    def get_actions(self, request):
        actions = super().get_actions(request)
        # One at a time, and after a look at it.
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description="Approve", permissions=["review"])
    def approve_chosen(self, request, queryset):
        review.approve_all(request, queryset)

    def get_urls(self):
        decide = self.admin_site.admin_view(require_POST(self.review_view))
        return [path("<int:pk>/review/", decide, name="tickers_fixing_review"), *super().get_urls()]

    def review_view(self, request, pk):
        if not self.has_review_permission(request):
            raise PermissionDenied
        fixing = get_object_or_404(Fixing.objects.select_related("base", "quote"), pk=pk)
        # PostgreSQL keeps no text with such a character.
        note = request.POST.get("note", "").replace("\0", "").strip()
        review.decide(request, fixing, request.POST.get("decision"), note)
        if request.POST.get("from") == "list":
            return HttpResponseRedirect(reverse("admin:tickers_fixing_changelist"))
        return HttpResponseRedirect(reverse("admin:tickers_fixing_change", args=[pk]))

    # One fixing

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            (case,) = review.cases([obj])
            same_day = Fixing.objects.filter(
                provider=obj.provider, base=obj.base_id, quote=obj.quote_id, date=obj.date
            )
            context |= {
                "case": case,
                "provider": Provider(obj.provider),
                "state": state_of(obj),
                "revisions": same_day.select_related("base", "quote").order_by("revision"),
                "may_review": self.has_review_permission(request),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "value" in form.base_fields:
            form.base_fields["value"].widget.attrs["inputmode"] = "decimal"
        return form

    def save_model(self, request, obj, form, change):
        # Of two people at once the second one's is the next revision.
        lock("fixings")
        newest = form.newest()
        obj.provider, obj.entered_by = Provider.MANUAL, request.user
        obj.revision = newest.revision + 1 if newest else 1
        super().save_model(request, obj, form, change)

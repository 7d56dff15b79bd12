"""Pairs: whose rate each is, how it is written, and what readers see of it now."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from tickers.addresses import pair_address
from tickers.admin.lists import LongList, RatesList
from tickers.admin.provider_order import ProviderOrderField
from tickers.admin.shown import ShownForm, shown
from tickers.charts import chart
from tickers.derivation import history, in_line, rates
from tickers.models import CurrencyPair, Provider
from tickers.rates import format_value

YEAR = timedelta(days=365)


class PairForm(forms.ModelForm):
    kind = forms.ChoiceField(
        label="Label",
        choices=[("", "As its provider's"), *CurrencyPair.Kind.choices],
        required=False,
        help_text="What readers are told that the rate is.",
    )
    providers = ProviderOrderField(
        label="Order of providers",
        help_text=CurrencyPair._meta.get_field("providers").help_text,
    )


class ListedPairForm(forms.ModelForm):
    """A row of the list: its fields say what and whose they are."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A form of no pair is made as well, to ask what scripts it wants.
        pair = self.instance if self.instance.pk else ""
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs["aria-label"] = f"{field.label}: {pair}"


class PairList(RatesList):
    """Each pair with the rate that it has now: two queries for all of them."""

    def get_results(self, request):
        super().get_results(request)
        for pair, rate in zip(self.result_list, rates(list(self.result_list)), strict=True):
            pair.rate = rate


@admin.register(CurrencyPair)
class CurrencyPairAdmin(LongList, admin.ModelAdmin):
    form = PairForm
    list_display = ["__str__", "now", "order_shown", "kind_shown", "is_active", "position"]
    list_editable = ["is_active", "position"]
    list_select_related = ["base", "quote"]
    list_per_page = 200
    search_fields = ["base__code", "quote__code", "base__name", "quote__name"]
    search_help_text = "A code or a part of a name."
    fieldsets = [
        (None, {"fields": ["base", "quote", "is_active"]}),
        ("Whose rate it is", {"fields": ["providers", "kind"]}),
        ("How it is written", {"fields": ["decimals", "significant_digits"]}),
    ]

    def get_changelist(self, request, **kwargs):
        return PairList

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, form=ListedPairForm, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("base", "quote")

    def get_readonly_fields(self, request, obj=None):
        # Tickers and pages know a pair by its currencies.
        return ["base", "quote"] if obj else []

    @admin.display(description="now")
    def now(self, pair):
        return pair.rate.told if pair.rate else "Nobody has it."

    @admin.display(description="order of providers")
    def order_shown(self, pair):
        return ", ".join(Provider(name).short for name in pair.providers) or "as usual"

    @admin.display(description="label")
    def kind_shown(self, pair):
        return pair.get_kind_display() or "as its provider's"

    def save_model(self, request, obj, form, change):
        if not change:
            last = CurrencyPair.objects.aggregate(last=Max("position"))["last"]
            obj.position = 0 if last is None else min(last + 1, 32767)
        super().save_model(request, obj, form, change)

    # What readers see of it

    def get_urls(self):
        preview = self.admin_site.admin_view(require_POST(self.preview_view))
        then = self.admin_site.admin_view(self.shown_view)
        return [
            path("add/preview/", preview, name="tickers_currencypair_add_preview"),
            path("<int:pk>/preview/", preview, name="tickers_currencypair_preview"),
            path("shown/", then, name="tickers_currencypair_shown"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["standing"] = standing_of(obj) if obj else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def preview_view(self, request, pk=None):
        """Whose rate the pair of the posted form would be. Nothing is kept."""
        pair = get_object_or_404(self.get_queryset(request), pk=pk) if pk else None
        may = self.has_change_permission(request, pair) if pk else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        form = self.get_form(request, pair, change=bool(pk))(request.POST, instance=pair)
        if not form.is_valid():
            return HttpResponse("Correct the form to see its rate.", "text/plain", 422)
        context = {"standing": standing_of(form.instance)}
        return TemplateResponse(request, "admin/tickers/currencypair/_standing.html", context)

    def shown_view(self, request):
        """What readers were shown of all pairs at a moment of the past."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = ShownForm(request.GET or None)
        context = self.admin_site.each_context(request) | {
            "title": "What did we show?",
            "opts": self.opts,
            "form": form,
            "rows": None,
        }
        if form.is_valid():
            pairs = CurrencyPair.objects.filter(is_active=True).select_related("base", "quote")
            context |= {"moment": form.moment, "rows": shown(pairs, form.moment)}
        return TemplateResponse(request, "admin/tickers/currencypair/shown.html", context)


def standing_of(pair):
    """Return whose rate a pair is now, who is next in line, and a year of it, for the template."""
    codes = pair.base.code, pair.quote.code
    first, *others = in_line(*codes, providers=pair.providers, kind=pair.kind) or [None]
    today = timezone.localdate()
    year = history(*codes, today - YEAR, today, providers=pair.providers)
    written = pair.decimals, pair.significant_digits
    return {
        "pair": pair,
        "rate": first,
        "others": others,
        "value": first and format_value(first.value, *written),
        "inverse": first and format_value(first.inverse, *written),
        "year": year,
        "chart": _chart(pair, year),
        "address": pair_address(*codes),
        "figures": [
            (name, format_value(point.value, *written), point.date)
            for name, point in (("high", year.high), ("low", year.low))
            if point
        ],
    }


def _chart(pair, year):
    digits = {"decimals": pair.decimals, "significant": pair.significant_digits}
    return chart(year.days, year.values, f"1 {pair.base} in {pair.quote}", **digits)

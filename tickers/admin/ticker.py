"""Tickers, arranged by their editors, with the strip as readers would see it."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST

from tickers.models import CurrencyPair, Ticker, TickerItem
from tickers.strip import strip_of


class TickerItemInline(admin.TabularInline):
    model = TickerItem
    fields = ["pair", "label", "decimals", "significant_digits", "position"]
    verbose_name = "pair"
    verbose_name_plural = "pairs, in order"
    classes = ["ordered"]
    extra = 0

    class Media:
        js = [forms.Script("newsroom/order.js", type="module")]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "pair":
            kwargs["queryset"] = CurrencyPair.objects.select_related("base", "quote")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Ticker)
class TickerAdmin(admin.ModelAdmin):
    list_display = ["name", "placement", "motion", "is_active"]
    list_filter = ["placement"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "placement", "motion", "is_active"]
    inlines = [TickerItemInline]
    sortable_by = []

    def get_urls(self):
        preview = self.admin_site.admin_view(require_POST(self.preview_view))
        return [
            path("add/preview/", preview, name="tickers_ticker_add_preview"),
            path("<int:pk>/preview/", preview, name="tickers_ticker_preview"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["preview"] = draw(obj) if obj else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def preview_view(self, request, pk=None):
        """The strip as the posted form would make it. Nothing is kept."""
        ticker = get_object_or_404(Ticker, pk=pk) if pk else None
        may = (
            self.has_change_permission(request, ticker) if pk else self.has_add_permission(request)
        )
        if not may:
            raise PermissionDenied
        with transaction.atomic():
            html = self._draw_posted(request, ticker)
            transaction.set_rollback(True)
        if html is None:
            return HttpResponse("Correct the form to see the ticker.", "text/plain", 422)
        return HttpResponse(html)

    def _draw_posted(self, request, ticker):
        form = self.get_form(request, ticker, change=ticker is not None)(
            request.POST, instance=ticker
        )
        formsets, _ = self._create_formsets(request, form.instance, change=ticker is not None)
        if not all([form.is_valid(), *(formset.is_valid() for formset in formsets)]):
            return None
        form.save()
        for formset in formsets:
            formset.save()
        return draw(form.instance)


def draw(ticker):
    """Return the HTML of one ticker as readers would see it now; a sentence when it is empty."""
    strip = strip_of(ticker)
    return strip.drawn(ticker.placement) if strip else "No pair of this ticker has a rate yet."

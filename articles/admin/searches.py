"""What readers search for, to be read: the words, how often, and how often in vain."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import F, Sum, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from articles.admin.access import ReadOnly
from articles.models import SearchQuery

DAYS = {"week": 7, "month": 30}


class PeriodFilter(admin.SimpleListFilter):
    title = "period"
    parameter_name = "period"
    template = "admin/filter_row.html"

    def lookups(self, request, model_admin):
        return [("week", "This week"), ("month", "This month")]

    def queryset(self, request, queryset):
        # The sums are over the period, so the list itself asks for it.
        return queryset


class VainFilter(admin.SimpleListFilter):
    title = "found"
    parameter_name = "found"
    template = "admin/filter_row.html"

    def lookups(self, request, model_admin):
        return [("nothing", "Found nothing")]

    def queryset(self, request, queryset):
        return queryset.filter(in_vain__gt=0) if self.value() == "nothing" else queryset


@admin.register(SearchQuery)
class SearchQueryAdmin(ReadOnly, admin.ModelAdmin):
    """A row for each words, with the sums of the period."""

    list_display = ["words", "total", "in_vain", "last_day"]
    list_display_links = None
    list_filter = [PeriodFilter, VainFilter]
    search_fields = ["words"]
    search_help_text = "Part of what was searched for."
    sortable_by = []

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if days := DAYS.get(request.GET.get("period")):
            rows = rows.filter(day__gt=timezone.localdate() - timedelta(days=days))
        same = {"partition_by": F("words")}
        rows = rows.annotate(
            total=Window(Sum("searches"), **same),
            in_vain=Window(Sum("found_nothing"), **same),
            place=Window(RowNumber(), **same, order_by=F("day").desc()),
        )
        return rows.filter(place=1).order_by("-total", "words")

    @admin.display(description="searches")
    def total(self, row):
        return row.total

    @admin.display(description="found nothing")
    def in_vain(self, row):
        return row.in_vain or "–"

    @admin.display(description="last searched for")
    def last_day(self, row):
        return row.day

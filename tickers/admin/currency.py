"""Currencies: their names as readers see them."""

from django.contrib import admin

from tickers.models import Currency


@admin.register(Currency)
class CurrencyAdmin(admin.ModelAdmin):
    list_display = ["code", "name"]
    search_fields = ["code", "name"]
    search_help_text = "A code or a part of a name."
    sortable_by = ["code", "name"]
    fields = ["code", "name"]

    def get_readonly_fields(self, request, obj=None):
        # Fixings are kept under its code: another code is another currency.
        return ["code"] if obj else []

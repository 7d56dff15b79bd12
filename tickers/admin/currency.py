"""Currencies: their names as readers see them."""

from django.contrib import admin
from django.db.models import Q

from tickers.models import Currency, CurrencyPair, Fixing


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

    def get_deleted_objects(self, objs, request):
        """What is told of a currency in use are numbers: it may have fixings by the hundred
        thousand."""
        used = Q(base__in=objs) | Q(quote__in=objs)
        counts = [
            (model._meta, model.objects.filter(used).count()) for model in (CurrencyPair, Fixing)
        ]
        protected = [
            f"{number:,} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"
            for meta, number in counts
            if number
        ]
        if not protected:
            return super().get_deleted_objects(objs, request)
        return list(map(str, objs)), {}, set(), protected

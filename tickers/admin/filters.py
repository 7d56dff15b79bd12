"""The chips above the list of fixings. None of them counts anything."""

from datetime import date

from django.contrib.admin import ListFilter, SimpleListFilter

from tickers.models import Fixing, Provider


class StateFilter(SimpleListFilter):
    title = "state"
    parameter_name = "state"
    template = "admin/filter_row.html"

    def lookups(self, request, model_admin):
        return [
            ("held", "Held"),
            ("approved", "Approved"),
            ("rejected", "Rejected"),
            ("manual", "By hand"),
            ("corrections", "Corrections"),
        ]

    def queryset(self, request, queryset):
        chosen = self.value()
        if chosen == Fixing.Review.HELD:
            return queryset.held()
        if chosen in (Fixing.Review.APPROVED, Fixing.Review.REJECTED):
            return queryset.filter(review=chosen)
        if chosen == "manual":
            return queryset.filter(provider=Provider.MANUAL)
        return queryset.filter(revision__gt=1) if chosen == "corrections" else queryset


class DayFilter(ListFilter):
    """The fixings of one day, which is typed or picked."""

    title = "day"
    template = "admin/tickers/fixing/_filter_day.html"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.typed = params.pop("day", [""])[-1]
        self.day = _day(self.typed)

    def has_output(self):
        return True

    def expected_parameters(self):
        return ["day"]

    def queryset(self, request, queryset):
        if not self.typed:
            return queryset
        return queryset.filter(date=self.day) if self.day else queryset.none()

    def choices(self, changelist):
        """None: the template has a field instead, and keeps the other filters beside it."""
        self.anytime = changelist.get_query_string(remove=["day"])
        self.kept = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name != "day"
            for value in values
        ]
        if changelist.query:
            self.kept.append(("q", changelist.query))
        return ()


def _day(typed):
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None

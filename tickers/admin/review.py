"""Fixings that wait for somebody: each beside what stood before it, to be approved or rejected."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from tickers.admin import display
from tickers.charts import Sparkline, sparkline
from tickers.figures import published_text
from tickers.models import Fixing
from tickers.outliers import RECENT
from tickers.rates import in_words, unit_value

#: How far back the small chart goes.
BEFORE = timedelta(days=90)
#: How many are laid before a person at once.
AT_ONCE = 6


class Stood(NamedTuple):
    """What a review needs of a fixing that stands: there are many of them around each."""

    pk: int
    provider: str
    base_id: int
    quote_id: int
    date: date
    revision: int
    nominal: int
    value: Decimal
    places: int | None

    @property
    def published(self):
        return published_text(self.value, self.places)

    @property
    def unit(self):
        return unit_value(self.value, self.nominal)


@dataclass(frozen=True)
class Case:
    """A fixing, the one that stood before it (None: none ever), and the fixings around both."""

    fixing: Fixing
    before: Stood | None
    chart: Sparkline | None

    @property
    def off(self):
        """By how much it is off, in percent: −12.5%."""
        return display.off(self.fixing.unit, self.before and self.before.unit)

    @property
    def is_of_another_nominal(self):
        return bool(self.before) and self.before.nominal != self.fixing.nominal


def cases(fixings):
    """Return a Case of each fixing, in their order: a query, however many there are, and one more
    where nothing stood before some of them for months."""
    fixings = list(fixings)
    if not fixings:
        return []
    around = Q()
    for one in fixings:
        around |= Q(
            provider=one.provider,
            base=one.base_id,
            quote=one.quote_id,
            date__gte=one.date - BEFORE,
            date__lte=one.date + RECENT,
        )
    standing = Fixing.objects.standing().filter(around).order_by("date", "revision")
    of_pair = {}
    for one in map(Stood._make, standing.values_list(*Stood._fields)):
        of_pair.setdefault(_pair_of(one), []).append(one)
    found = [_case(one, of_pair.get(_pair_of(one), [])) for one in fixings]
    lonely = _long_before(case.fixing.pk for case in found if case.before is None)
    return [replace(case, before=case.before or lonely.get(case.fixing.pk)) for case in found]


def _long_before(keys):
    """Return what stood before each of some fixings, however long before, by their keys."""
    earlier = Fixing.objects.standing().filter(
        date__lt=OuterRef("date"),
        **{name: OuterRef(name) for name in ("provider", "base", "quote")},
    )
    last = Subquery(earlier.newest_first().values("pk")[:1])
    wanted = Fixing.objects.filter(pk__in=list(keys)).annotate(last=last).order_by()
    last_of = dict(wanted.values_list("pk", "last"))
    stood = Fixing.objects.filter(pk__in=filter(None, last_of.values())).order_by()
    by_key = {one.pk: one for one in map(Stood._make, stood.values_list(*Stood._fields))}
    return {key: by_key.get(last) for key, last in last_of.items()}


def _pair_of(fixing):
    return fixing.provider, fixing.base_id, fixing.quote_id


def _case(fixing, others):
    first, last = fixing.date - BEFORE, fixing.date + RECENT
    near = [one for one in others if one.pk != fixing.pk and first <= one.date <= last]
    key = fixing.date, fixing.revision
    before = [one for one in near if (one.date, one.revision) < key]
    # The last revision of a day stands.
    values = {one.date: one.unit for one in near}
    label = (
        f"{fixing.base}/{fixing.quote} from {in_words(min(values))} to {in_words(max(values))}, "
        f"and {fixing.published} of {in_words(fixing.date)}"
        if values
        else ""
    )
    chart = sparkline(values.items(), label, marked=(fixing.date, fixing.unit))
    return Case(fixing, before[-1] if before else None, chart)


def decide(request, fixing, decision, note):
    """Approve or reject a fixing as somebody has decided, and tell them what came of it."""
    try:
        if decision == "approve":
            number = fixing.approve(request.user, note)
            messages.success(request, _approved(fixing, number))
        elif decision == "reject":
            fixing.reject(request.user, note)
            messages.success(request, f"Rejected: {fixing}. Readers never see it.")
        else:
            messages.error(request, "Choose to approve or to reject it. Nothing was changed.")
    except ValidationError as error:
        messages.error(request, f"Nothing was changed. {' '.join(error.messages)}")


def approve_all(request, fixings):
    """Approve those of some fixings that are held, the oldest first, and tell what came of it."""
    keys = list(fixings.order_by("date", "pk").values_list("pk", flat=True))
    number = 0
    with transaction.atomic():
        for pk in keys:
            # One that was approved may have taken those after it along.
            fixing = Fixing.objects.held().select_related("base", "quote").filter(pk=pk).first()
            number += fixing.approve(request.user) if fixing else 0
    if number:
        fixings_word = "fixing" if number == 1 else "fixings"
        messages.success(request, f"Approved {number} {fixings_word}. Readers see them at once.")
    else:
        messages.warning(request, "None of the chosen fixings is held. Nothing was changed.")


def _approved(fixing, number):
    more = number - 1
    if not more:
        return f"Approved: {fixing}. Readers see it at once."
    which = "the one" if more == 1 else f"{more}"
    return f"Approved: {fixing}, and {which} after it that followed. Readers see them at once."

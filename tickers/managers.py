"""Questions asked of rates: what is newest, what was before it, what a ticker shows."""

from django.db import models, transaction
from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.functions import Cast, JSONObject

_FACTS = JSONObject(
    value=Cast("value", CharField()),
    nominal="nominal",
    base="base_id",
    date="date",
    provider="provider",
)


class CurrencyQuerySet(models.QuerySet):
    def of_code(self, code):
        """Return the currency of a code, made when new; ValidationError when it can be none."""
        currency = self.filter(code=code).first()
        if currency is None:
            currency = self.model(code=code, name=code)
            currency.full_clean()
            currency.save()
        return currency


class FixingQuerySet(models.QuerySet):
    def record(self, *, provider, base, quote, value, date, nominal=1):
        """Keep what a provider published; return whether it was new.

        `base` and `quote` are ISO codes, `value` is what `nominal` units are worth (Decimal).
        The same again writes nothing; another value for the same day is the next revision.
        Raises ValidationError, with a sentence, for a rate that can't be.
        """
        from tickers.models import Currency

        base, quote = (Currency.objects.of_code(code) for code in (base, quote))
        key = {"provider": provider, "base": base, "quote": quote, "date": date}
        with transaction.atomic():
            newest = self.filter(**key).order_by("-revision").first()
            if newest and (newest.value, newest.nominal) == (value, nominal):
                return False
            revision = newest.revision + 1 if newest else 1
            fixing = self.model(**key, value=value, nominal=nominal, revision=revision)
            fixing.clean_fields()
            fixing.validate_constraints()
            fixing.save(force_insert=True)
        return True

    @transaction.atomic
    def bulk_create(self, objs, *args, **kwargs):
        from tickers.strip import forget

        created = super().bulk_create(objs, *args, **kwargs)
        forget()
        return created

    def newest_first(self):
        return self.order_by("-date", "-revision", "-pk")


class TickerItemQuerySet(models.QuerySet):
    def shown_in(self, placement):
        """The items of the first active ticker of a placement, in the editors' order."""
        from tickers.models import Ticker

        first = Ticker.objects.filter(placement=placement, is_active=True).order_by("pk")
        return self.filter(ticker=Subquery(first.values("pk")[:1]))

    def with_fixings(self, today):
        """Annotate `newest` and `before`: the facts of each pair's newest fixing valid on or
        before `today`, and of the same provider's fixing of the last day before that one.
        """
        from tickers.models import Fixing

        either_way = Q(base=OuterRef("pair__base"), quote=OuterRef("pair__quote")) | Q(
            base=OuterRef("pair__quote"), quote=OuterRef("pair__base")
        )
        newest = Fixing.objects.filter(either_way, date__lte=today).newest_first()
        before = Fixing.objects.filter(
            either_way, date__lt=OuterRef("newest_date"), provider=OuterRef("newest_provider")
        ).newest_first()
        return (
            self.select_related("ticker", "pair__base", "pair__quote")
            .annotate(
                newest_date=Subquery(newest.values("date")[:1]),
                newest_provider=Subquery(newest.values("provider")[:1]),
                newest=Subquery(newest.values(facts=_FACTS)[:1]),
            )
            .annotate(before=Subquery(before.values(facts=_FACTS)[:1]))
            .order_by("position", "pk")
        )

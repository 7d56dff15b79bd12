"""Questions asked of currencies and fixings, and the ways that they are kept."""

from django.db import models, transaction

from tickers.currencies import name_of
from tickers.figures import places_of


class CurrencyQuerySet(models.QuerySet):
    def of_code(self, code):
        """Return the currency of a code, made when new; ValidationError when it can be none."""
        currency = self.filter(code=code).first()
        if currency is None:
            currency = self.model(code=code, name=name_of(code))
            currency.full_clean()
            currency.save()
        return currency


#: SQLite finds by a partial index only what is asked in the index's own words.
_IS_HELD = models.Func(
    "review", template="%(expressions)s = 'held'", output_field=models.BooleanField()
)


class FixingQuerySet(models.QuerySet):
    def record(self, *, provider, base, quote, value, date, nominal=1, **facts):
        """Keep what a provider published; return whether it was new.

        `base` and `quote` are ISO codes, `value` is what `nominal` units are worth (Decimal).
        The same again writes nothing; another value for the same day is the next revision. One
        that is far off the last is held. `facts` are those of `record_all`.
        Raises ValidationError, with a sentence, for a rate that can't be.
        """
        from tickers.recording import record_one

        pair = {"base": base, "quote": quote, "nominal": nominal}
        return record_one(provider=provider, value=value, date=date, **pair, **facts)

    def record_all(self, provider, records, payload=None, **facts):
        """Keep many at once, of one provider; see `tickers.recording.record_all`."""
        from tickers.recording import record_all

        return record_all(provider, records, payload, **facts)

    def standing(self):
        """Those that readers may see: neither held nor rejected."""
        return self.filter(review__in=self.model.STANDING)

    def days_of(self, provider, since, until):
        """The days between two, both included, of which a provider's fixings are kept."""
        theirs = self.filter(provider=provider, date__gte=since, date__lte=until)
        return set(theirs.order_by().values_list("date", flat=True).distinct())

    def held(self):
        """Those that wait for somebody to look at them, the oldest first."""
        return self.filter(_IS_HELD).order_by("date", "pk")

    @transaction.atomic
    def bulk_create(self, objs, *args, **kwargs):
        from tickers.strip import forget

        objs = list(objs)
        for fixing in objs:
            if fixing.places is None:
                fixing.places = places_of(fixing.value)
        created = super().bulk_create(objs, *args, **kwargs)
        forget()
        return created

    def newest_first(self):
        return self.order_by("-date", "-revision", "-pk")

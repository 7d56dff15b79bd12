"""A pair of currencies: whose rates it shows, how, and where."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from tickers.models.currency import Currency
from tickers.models.provider import Provider
from tickers.models.shown import Shown


def known_providers(names):
    """Raise ValidationError unless `names` is a list of names of providers, each once."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValidationError("The order of providers is a list of their names.")
    if unknown := [name for name in names if name not in Provider.values]:
        raise ValidationError(
            f"No provider has the name “{unknown[0]}”. Known are {', '.join(Provider.values)}."
        )
    if twice := [name for number, name in enumerate(names) if name in names[:number]]:
        raise ValidationError(f"“{twice[0]}” stands in the order of providers twice. Name it once.")


class Digits(models.Model):
    """How a rate is written. Empty: as whatever shows it does otherwise."""

    decimals = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(10)],
        help_text="At least this many decimals; empty: 5.",
    )
    significant_digits = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text="At least this many significant digits; empty: 4.",
    )

    class Meta:
        abstract = True


class CurrencyPair(Digits, Shown):
    """One base currency told in a quote currency: KGS/USD is what one som is in dollars."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", "Official rate"
        MARKET = "market", "Market rate"

    base = models.ForeignKey(Currency, models.PROTECT, related_name="pairs_as_base")
    quote = models.ForeignKey(Currency, models.PROTECT, related_name="pairs_as_quote")
    providers = models.JSONField(
        "order of providers",
        default=list,
        blank=True,
        validators=[known_providers],
        help_text="Whose rate it is; where the first has none, the next is asked. Empty: the quote "
        "currency's own bank, then the base's, then a cross through one bank.",
    )
    kind = models.CharField(
        max_length=10,
        choices=Kind,
        blank=True,
        help_text="What readers are told that the rate is; empty: as its provider's are.",
    )
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(
        "active", default=True, help_text="Readers see it in lists and tickers."
    )

    class Meta:
        ordering = ["position", "base__code", "quote__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "quote"],
                name="pair_once",
                violation_error_message="There is this pair already.",
            ),
            models.CheckConstraint(
                condition=~Q(base=F("quote")),
                name="pair_of_two_currencies",
                violation_error_message="Choose two different currencies.",
            ),
        ]

    def __str__(self):
        return f"{self.base}/{self.quote}"

"""A currency, named by a kept library when nobody has named it."""

from django.core.validators import RegexValidator
from django.db import models

from tickers.managers import CurrencyQuerySet
from tickers.models.shown import Shown

iso_code = RegexValidator(r"^[A-Z]{3}\Z", "A currency code has three capital letters, e.g. KGS.")


class Currency(Shown):
    code = models.CharField(
        "ISO code",
        max_length=3,
        unique=True,
        validators=[iso_code],
        help_text="ISO 4217, three capital letters.",
        error_messages={"unique": "There is a currency with this code already."},
    )
    name = models.CharField(max_length=80, help_text="E.g. “Kyrgyz som”.")

    objects = CurrencyQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "currencies"

    def __str__(self):
        return self.code

"""The widgets that editors arrange, and the pairs in them."""

from django.db import models
from django.utils.text import slugify

from tickers.models.pair import CurrencyPair, Digits
from tickers.models.shown import Shown


class Ticker(Shown):
    """A strip or box of rates that editors arrange."""

    class Placement(models.TextChoices):
        MASTHEAD = "masthead", "Under the masthead, on every page"
        COUNTRY = "country", "Beside the stories of a country"
        SIDEBAR = "sidebar", "Beside every listing"
        EMBED = "embed", "Embedded elsewhere"

    #: There it is a box, and not a strip.
    BESIDE = (Placement.COUNTRY, Placement.SIDEBAR)

    class Motion(models.TextChoices):
        SCROLL = "scroll", "Moves, with a pause button"
        STATIC = "static", "Stands still"

    name = models.CharField(max_length=100)
    slug = models.SlugField(
        unique=True,
        blank=True,
        help_text="Made from the name when left empty.",
        error_messages={"unique": "Another ticker has this slug already."},
    )
    placement = models.CharField(
        max_length=10,
        choices=Placement,
        default=Placement.MASTHEAD,
        help_text="Beside the stories of a country stands the ticker with the country’s slug, e.g. "
        "“kazakhstan”; else one that has no country’s; else the one of every listing. Any can be "
        "embedded as well.",
    )
    motion = models.CharField(
        max_length=10,
        choices=Motion,
        default=Motion.SCROLL,
        help_text="Under the masthead; elsewhere rates stand still.",
    )
    is_active = models.BooleanField("active", default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.name) or "ticker"
        super().save(*args, **kwargs)


class TickerItem(Digits, Shown):
    """One pair's place in a ticker, and how its number is written there."""

    ticker = models.ForeignKey(Ticker, models.CASCADE, related_name="items")
    pair = models.ForeignKey(CurrencyPair, models.CASCADE, related_name="+")
    label = models.CharField(max_length=40, blank=True, help_text="Instead of KGS/USD, e.g. “Som”.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticker", "pair"],
                name="ticker_pair_once",
                violation_error_message="This pair stands in the ticker already.",
            )
        ]

    def __str__(self):
        return self.label or str(self.pair)

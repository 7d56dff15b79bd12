"""Currencies, what their banks published, and the widgets that show it."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify

from tickers.managers import CurrencyQuerySet, FixingQuerySet, TickerItemQuerySet
from tickers.strip import forget

iso_code = RegexValidator(r"^[A-Z]{3}\Z", "A currency code has three capital letters, e.g. KGS.")


class Provider(models.TextChoices):
    """Where fixings come from. The names are used by commands and addresses."""

    NBKR = "nbkr", "National Bank of the Kyrgyz Republic"
    NBK = "nbk", "National Bank of Kazakhstan"
    CBU = "cbu", "Central Bank of Uzbekistan"
    NBT = "nbt", "National Bank of Tajikistan"
    CBT = "cbt", "Central Bank of Turkmenistan"
    CBR = "cbr", "Bank of Russia"
    ECB = "ecb", "European Central Bank"
    NBU = "nbu", "National Bank of Ukraine"
    NBRB = "nbrb", "National Bank of Belarus"
    NBG = "nbg", "National Bank of Georgia"
    CBA = "cba", "Central Bank of Armenia"
    TCMB = "tcmb", "Central Bank of Türkiye"
    OPENEXCHANGERATES = "openexchangerates", "Open Exchange Rates"
    EXCHANGERATE_HOST = "exchangerate_host", "exchangerate.host"
    CSV = "csv", "CSV file"
    MANUAL = "manual", "Entered by hand"
    IMPORTED = "imported", "Imported page"
    DEMO = "demo", "Invented for the demo"


class Change(models.Model):
    """A mark that something that a ticker may show was written."""

    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.at)


class Shown(models.Model):
    """A row that a ticker may show: a change of it is seen at once."""

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        forget()

    @transaction.atomic
    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        forget()
        return deleted


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


class CurrencyPair(Shown):
    """One base currency told in a quote currency: KGS/USD is what one som is in dollars."""

    base = models.ForeignKey(Currency, models.PROTECT, related_name="pairs_as_base")
    quote = models.ForeignKey(Currency, models.PROTECT, related_name="pairs_as_quote")

    class Meta:
        ordering = ["base__code", "quote__code"]
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


class Fixing(Shown):
    """A published official rate: `nominal` units of `base` were `value` units of `quote`.

    Append-only: a bank's later correction is a new row with the next revision.
    """

    provider = models.CharField(max_length=20, choices=Provider)
    base = models.ForeignKey(Currency, models.PROTECT, related_name="+")
    quote = models.ForeignKey(Currency, models.PROTECT, related_name="+")
    nominal = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1)])
    value = models.DecimalField(
        max_digits=20,
        decimal_places=10,
        help_text="As published: what `nominal` units of the base currency are worth.",
    )
    date = models.DateField("valid for")
    revision = models.PositiveSmallIntegerField(default=1, editable=False)
    fetched_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FixingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-revision", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "quote", "provider", "date", "revision"],
                name="fixing_once",
                violation_error_message="This provider's fixing of that day is there already.",
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0),
                name="fixing_positive",
                violation_error_message="A rate is greater than zero.",
            ),
            models.CheckConstraint(
                condition=Q(nominal__gte=1),
                name="fixing_nominal_positive",
                violation_error_message="The nominal is 1 or more.",
            ),
            models.CheckConstraint(
                condition=~Q(base=F("quote")),
                name="fixing_of_two_currencies",
                violation_error_message="Choose two different currencies.",
            ),
        ]
        indexes = [
            # The newest fixing of a pair, and the one before it.
            models.Index(
                F("base"), F("quote"), F("date").desc(), F("revision").desc(), name="fixing_newest"
            )
        ]

    def __str__(self):
        return f"{self.nominal} {self.base} = {self.value.normalize():f} {self.quote}, {self.date}"


class Ticker(Shown):
    """A strip or box of rates that editors arrange."""

    class Placement(models.TextChoices):
        MASTHEAD = "masthead", "Under the masthead, on every page"
        COUNTRY = "country", "Country page"
        SIDEBAR = "sidebar", "Beside a listing"
        EMBED = "embed", "Embedded elsewhere"

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
    placement = models.CharField(max_length=10, choices=Placement, default=Placement.MASTHEAD)
    motion = models.CharField(max_length=10, choices=Motion, default=Motion.SCROLL)
    is_active = models.BooleanField("active", default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.name) or "ticker"
        super().save(*args, **kwargs)


class TickerItem(Shown):
    """One pair's place in a ticker, and how its number is written there."""

    ticker = models.ForeignKey(Ticker, models.CASCADE, related_name="items")
    pair = models.ForeignKey(CurrencyPair, models.CASCADE, related_name="+")
    label = models.CharField(max_length=40, blank=True, help_text="Instead of KGS/USD, e.g. “Som”.")
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
    position = models.PositiveSmallIntegerField(default=0)

    objects = TickerItemQuerySet.as_manager()

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

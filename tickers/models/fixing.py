"""A published rate, and what people have decided about those that looked wrong."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from tickers.database import Told, lock
from tickers.figures import places_of, published_text
from tickers.managers import FixingQuerySet
from tickers.models.currency import Currency
from tickers.models.provider import Provider
from tickers.models.shown import Shown
from tickers.rates import unit_value

#: All that may be written of a fixing once it is there.
_DECISION = frozenset({"review", "reviewed_by", "reviewed_at", "review_note"})


class Fixing(Shown):
    """A published official rate: `nominal` units of `base` were `value` units of `quote`.

    Append-only: a bank's later correction is a new row with the next revision, so that what was
    shown at a moment is what had been fetched by then. One that looks wrong is held, and not
    shown before somebody has approved it.
    """

    class Review(models.TextChoices):
        NONE = "", "not needed"
        HELD = "held", "held for review"
        APPROVED = "approved", "approved"
        REJECTED = "rejected", "rejected"

    #: With these it is shown.
    STANDING = (Review.NONE.value, Review.APPROVED.value)

    provider = models.CharField(max_length=20, choices=Provider)
    base = models.ForeignKey(Currency, models.PROTECT, related_name="+", db_index=False)
    quote = models.ForeignKey(Currency, models.PROTECT, related_name="+", db_index=False)
    nominal = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1)])
    value = models.DecimalField(
        max_digits=20,
        decimal_places=10,
        help_text="As published: what `nominal` units of the base currency are worth.",
    )
    #: How many decimals were published, where that is known: 87.4500 has four.
    places = models.PositiveSmallIntegerField(null=True, editable=False)
    date = models.DateField("valid for")
    revision = models.PositiveSmallIntegerField(default=1, editable=False)
    fetched_at = models.DateTimeField(default=timezone.now, editable=False)
    payload = models.ForeignKey(
        "tickers.Payload", models.PROTECT, null=True, editable=False, related_name="fixings"
    )
    reason = models.CharField(
        max_length=200, blank=True, help_text="Why it was entered by hand. Readers are told."
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    review = models.CharField(
        max_length=10, choices=Review, default=Review.NONE, blank=True, editable=False
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    reviewed_at = models.DateTimeField(null=True, editable=False)
    review_note = models.CharField(max_length=300, blank=True, editable=False)
    #: For histories; the database writes it.
    told = models.GeneratedField(
        expression=Told("date", "value", "nominal"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = FixingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-revision", "-pk"]
        permissions = [("review_fixing", "Can approve and reject fixings that are held")]
        constraints = [
            # Its index also finds the newest fixing of a pair, and all of its history.
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
            # When a provider last published anything, and on which days.
            models.Index(fields=["provider", "date"], name="fixing_days"),
            models.Index(fields=["date"], condition=Q(review="held"), name="fixing_held"),
            # The desk's list, whatever its length.
            models.Index(fields=["-date", "-revision", "-id"], name="fixing_newest"),
        ]

    def __str__(self):
        return f"{self.nominal} {self.base} = {self.published} {self.quote}, {self.date}"

    @property
    def published(self):
        """The value with the decimals that were published."""
        return published_text(self.value, self.places)

    @property
    def unit(self):
        """What one unit of the base currency was worth."""
        return unit_value(self.value, self.nominal)

    @property
    def is_held(self):
        return self.review == self.Review.HELD

    @property
    def is_manual(self):
        return self.provider == Provider.MANUAL

    def save(self, *args, update_fields=None, **kwargs):
        if self._state.adding:
            if self.places is None:
                self.places = places_of(self.value)
        elif update_fields is None or not _DECISION.issuperset(update_fields):
            raise ValidationError(
                "A fixing stays as it was published. Record the correction as its next revision."
            )
        super().save(*args, update_fields=update_fields, **kwargs)

    def approve(self, by, note=""):
        """Show a held fixing to readers from now on, and those after it that were held only for
        being far off what stood before. Returns how many are approved.

        Raises ValidationError when it is not held.
        """
        from tickers.outliers import confirmed_by

        with transaction.atomic():
            self._decide(self.Review.APPROVED, by, note)
            following = confirmed_by(self)
            for fixing in following:
                fixing._decide(self.Review.APPROVED, by, f"Follows {self}, which was approved.")
        return 1 + len(following)

    def reject(self, by, note):
        """Never show a held fixing. Raises ValidationError when it is not held, or without a note:
        who looks at the history wants to know why there is a hole."""
        if not note.strip():
            raise ValidationError("Say in a note why this fixing is rejected.")
        self._decide(self.Review.REJECTED, by, note)

    @transaction.atomic
    def _decide(self, review, by, note):
        # Somebody else may have decided since it was read.
        lock("fixings")
        self.refresh_from_db(fields=["review"])
        if not self.is_held:
            state = self.get_review_display()
            raise ValidationError(f"{self}: only a held fixing is decided on; this one is {state}.")
        if len(note) > 300:
            raise ValidationError("The note has at most 300 characters. Shorten it.")
        self.review, self.reviewed_by, self.review_note = review, by, note
        self.reviewed_at = timezone.now()
        self.save(update_fields=sorted(_DECISION))

"""How a story moves: the table of transitions, the verbs, and the record of each step.

Who may use a verb is a permission that the admin asks; what is allowed is decided here.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from articles.signals import publishing


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    REVIEW = "review", "In review"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class InvalidTransition(ValidationError):
    """A verb was asked of a story that it doesn't fit; the message is for the person who asked."""


@dataclass(frozen=True)
class Step:
    """One row of the table: from which states a verb leads to which, and how it reads.

    `asks` is the sentence that asks for a note, where the verb can't do without one.
    """

    sources: tuple[Status, ...]
    target: Status
    label: str
    past: str
    asks: str = ""


TRANSITIONS = {
    "submit": Step((Status.DRAFT,), Status.REVIEW, "Submit for review", "submitted for review"),
    "send_back": Step(
        (Status.REVIEW, Status.WITHDRAWN),
        Status.DRAFT,
        "Send back to draft",
        "sent back to draft",
        asks="Say in a note what the writer should do.",
    ),
    "publish": Step((Status.DRAFT, Status.REVIEW), Status.PUBLISHED, "Publish", "published"),
    "withdraw": Step(
        (Status.PUBLISHED,),
        Status.WITHDRAWN,
        "Withdraw",
        "withdrawn",
        asks="Give the reason for withdrawing the story.",
    ),
}


class Workflow(models.Model):
    """The verbs of a story. Nothing else assigns `status`, the importer excepted."""

    status = models.CharField(
        max_length=10, choices=Status, default=Status.DRAFT, editable=False, db_index=False
    )

    class Meta:
        abstract = True

    def submit(self, by):
        """Hand a draft to the editors."""
        self._take("submit", by)

    def send_back(self, by, note):
        """Return a story to its writer; `note` says what is missing."""
        self._take("send_back", by, note)

    def publish(self, by, at=None):
        """Make the story public at `at` (aware datetime), else at the time that was planned
        for it, else now. A time to come schedules it."""
        before = self.published_at, self.body
        self.published_at = at or self.published_at or timezone.now()
        try:
            publishing.send(sender=type(self), story=self)
            self._take("publish", by)
        except ValidationError:
            self.published_at, self.body = before
            raise

    def withdraw(self, by, reason):
        """Take a published story away; readers are told that it was withdrawn."""
        self._take("withdraw", by, reason)

    def allowed_verbs(self):
        """The verbs that fit the story's state, in the order of the table."""
        return [verb for verb, step in TRANSITIONS.items() if self.status in step.sources]

    @transaction.atomic
    def _take(self, verb, by, note=""):
        step = TRANSITIONS[verb]
        if step.asks and not note.strip():
            raise InvalidTransition(step.asks)
        # The row decides, not this copy of it: two people may press a button at once.
        current = type(self).objects.select_for_update().values_list("status", flat=True)
        status = Status(current.get(pk=self.pk))
        if status not in step.sources:
            raise InvalidTransition(
                f"“{self}” can't be {step.past}: it is {status.label.lower()} now."
            )
        self.full_clean(exclude=("slug",))
        self.status = step.target
        self.updated_by = by
        self.save()
        Transition.objects.create(article=self, verb=verb, by=by, note=note)


class Transition(models.Model):
    """One step of one story: who did what, when and why. Never changed."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="transitions")
    verb = models.CharField(
        max_length=20, choices=[(verb, step.label) for verb, step in TRANSITIONS.items()]
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{TRANSITIONS[self.verb].past} by {self.by or 'nobody'}"

"""The story itself."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from articles import html
from articles.addresses import address_of
from articles.managers import ArticleQuerySet
from articles.models.path import ArticlePath
from articles.models.slugs import Slugged, free_slug
from articles.models.workflow import Status, Workflow

#: How far ahead a story may be scheduled; further is a slip of the keyboard.
FURTHEST = timedelta(days=3653)
EARLIEST_YEAR = 1800


class Article(Slugged, Workflow):
    """A story, in every state from draft to withdrawn.

    The public reads these rows; `Article.objects.published()` says which.
    """

    Status = Status

    headline = models.CharField(max_length=200)
    slug = models.SlugField(
        max_length=200,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text="The last part of the address. Made from the headline when left empty; "
        "a changed slug leaves a redirect.",
        error_messages={"unique": "Another story has this slug already. Change it a little."},
    )
    summary = models.TextField(
        "standfirst", blank=True, help_text="One or two sentences under the headline."
    )
    dateline = models.CharField(
        max_length=80, blank=True, help_text="Where it was reported from, e.g. “ALMATY”."
    )
    body = models.TextField(
        error_messages={"blank": "The body is empty. Write the story before saving it."}
    )
    body_text = models.TextField(editable=False, blank=True)
    section = models.ForeignKey(
        "articles.Section", models.PROTECT, null=True, blank=True, related_name="articles"
    )
    countries = models.ManyToManyField("articles.Country", blank=True, related_name="articles")
    tags = models.ManyToManyField("articles.Tag", blank=True, related_name="articles")
    authors = models.ManyToManyField(
        "articles.Author", through="articles.Byline", related_name="articles"
    )
    lead_image = models.ForeignKey(
        "articles.Image", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(
        "publish at",
        null=True,
        blank=True,
        help_text="Empty: the moment of publishing. In the future: appears by itself then.",
    )
    modified_at = models.DateTimeField(
        "updated at",
        null=True,
        blank=True,
        help_text="The last change of substance, shown to readers. Not for typos.",
    )
    withdraw_at = models.DateTimeField(
        null=True, blank=True, help_text="Leaves the site by itself at this time."
    )
    embargo_until = models.DateTimeField(
        null=True, blank=True, help_text="Must not be published before this time."
    )
    language = models.CharField(
        max_length=12, default="en", help_text="BCP 47 code, e.g. en, ru, ky."
    )
    is_featured = models.BooleanField(
        "featured", default=False, help_text="Preferred as the lead of the home page."
    )
    urgency = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text="As agencies tell it: 1 is the most urgent, 9 the least.",
    )
    canonical_url = models.URLField(
        "canonical address", blank=True, help_text="Where it first appeared, if not here."
    )
    source = models.CharField(max_length=100, blank=True)
    external_id = models.CharField(max_length=255, blank=True)
    import_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"
        permissions = [
            ("submit_article", "Can submit a story for review"),
            ("send_back_article", "Can send a story back to draft"),
            ("publish_article", "Can publish a story"),
            ("withdraw_article", "Can withdraw a story"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | ~Q(status=Status.PUBLISHED),
                name="article_published_has_a_time",
                violation_error_message="A published story needs the time of its publication.",
            ),
            models.CheckConstraint(
                condition=Q(withdraw_at=None)
                | Q(published_at=None)
                | Q(withdraw_at__gt=F("published_at")),
                name="article_withdrawn_after_published",
                violation_error_message="A story can only be withdrawn after its publication: "
                "choose a later time.",
            ),
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="article_imported_once",
                violation_error_message="A story with this source and external id exists already.",
            ),
        ]
        indexes = [
            # Every public listing: newest first among the published.
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                name="article_public_newest",
                condition=Q(status=Status.PUBLISHED),
            ),
            # A section's listing in the same order.
            models.Index(
                F("section"),
                F("published_at").desc(),
                F("id").desc(),
                name="article_section_newest",
                condition=Q(status=Status.PUBLISHED),
            ),
            # The desk: what is in review, what are drafts, last touched first.
            models.Index(F("status"), F("updated_at").desc(), name="article_desk"),
            # The desk's list of everything, last touched first.
            models.Index(F("updated_at").desc(), F("id").desc(), name="article_touched"),
        ]

    def __str__(self):
        return self.headline

    def clean(self):
        has_body = bool(self.body)
        self.prepare()
        errors = {}
        if has_body and not self.body_text and "<img" not in self.body:
            errors["body"] = "The body has markup but no words. Write the story before saving it."
        for name in ("published_at", "withdraw_at", "embargo_until"):
            if message := _wrong_time(getattr(self, name)):
                errors[name] = message
        if self.embargo_until and self.published_at and self.published_at < self.embargo_until:
            errors["published_at"] = "The embargo ends later. Publish after it, or change it."
        if errors:
            raise ValidationError(errors)

    def prepare(self):
        """Derive what follows from what was typed: clean HTML, its words, one-line texts."""
        self.headline = html.plain(self.headline)
        self.summary = html.plain(self.summary)
        self.body = html.clean(self.body)
        self.body_text = html.to_text(self.body)

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.prepare()
        if not self.slug:
            self.slug = free_slug(self, self.headline, "story")
        super().save(*args, **kwargs)
        self._leave_redirect()

    def _leave_redirect(self):
        """A renamed story still answers at its old address; its new one is no old one."""
        before = self.renamed_from()
        if before and self.status in (Status.PUBLISHED, Status.WITHDRAWN):
            ArticlePath.objects.filter(path=_story_path(self.slug)).delete()
            ArticlePath.objects.update_or_create(
                path=_story_path(before), defaults={"article": self}
            )

    def get_absolute_url(self):
        return address_of("story", self.slug)

    @property
    def is_public(self):
        """What `published()` asks of the database, asked of this row."""
        now = timezone.now()
        return (
            self.status == Status.PUBLISHED
            and self.published_at <= now
            and (self.withdraw_at is None or self.withdraw_at > now)
        )

    @property
    def is_scheduled(self):
        return self.status == Status.PUBLISHED and self.published_at > timezone.now()

    @property
    def is_gone(self):
        """Was public once and is no more, on purpose: readers get 410 and a sentence."""
        ended = self.withdraw_at is not None and self.withdraw_at <= timezone.now()
        return self.status == Status.WITHDRAWN or (self.status == Status.PUBLISHED and ended)

    @property
    def guid(self):
        """The identity of the story in feeds: the one it came with, and never another."""
        imported = self.external_id.startswith(("http://", "https://", "urn:newsroom:"))
        return self.external_id if imported else f"urn:newsroom:story:{self.pk}"

    @property
    def facts(self):
        """All that the statement told of a story of `for_list()`, else None: equal facts, equal
        text."""
        if "bylines_json" in vars(self):
            return tuple(value for name, value in vars(self).items() if name[0] != "_")
        return None

    @property
    def standfirst(self):
        """The summary, else the first 300 characters of the text, cut at a word."""
        opening = self.__dict__.get("opening")
        return self.summary or html.excerpt(self.body_text if opening is None else opening)

    @property
    def word_count(self):
        return html.word_count(self.body_text)


def _story_path(slug):
    return f"/articles/{slug}"


def _wrong_time(value):
    if value is None:
        return None
    latest = timezone.now() + FURTHEST
    if EARLIEST_YEAR <= value.year and value <= latest:
        return None
    return (
        f"The year {value.year} can't be meant. "
        f"Choose a time between {EARLIEST_YEAR} and {latest.year}."
    )

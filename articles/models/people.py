"""Who wrote a story. An author is not a login: many have none, and a house name never has."""

from django.conf import settings
from django.db import models

from articles.models.taxonomy import Facet


class Author(Facet):
    stories_lookup = "authors"

    name = models.CharField(max_length=150)
    description = models.TextField("biography", blank=True)
    role = models.CharField(
        max_length=150, blank=True, help_text="E.g. “Energy correspondent, Almaty”."
    )
    is_house_name = models.BooleanField(
        "house name", default=False, help_text="A desk or the paper itself, not a person."
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name="login",
        help_text="The author's own login, when there is one.",
    )

    class Meta:
        ordering = ["name"]


class Byline(models.Model):
    """One author's place in the byline of one story."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines")
    role = models.CharField(
        max_length=60, blank=True, help_text="Only when it is not “by”: e.g. “photographs”."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"],
                name="byline_author_once",
                violation_error_message="This author stands in the byline already.",
            )
        ]

    def __str__(self):
        return f"{self.author} ({self.role})" if self.role else str(self.author)

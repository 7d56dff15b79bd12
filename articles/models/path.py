"""Old addresses of stories, and former names of what they are filed under: one redirect each."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.db import models

MAX_LENGTH = 500
# The parameters in which WordPress and Joomla name a story.
NAMING_PARAMETERS = {"p", "page_id", "id"}
# Most addresses, for which nothing has to be taken apart: permalinks, and WordPress's /?p=123.
_PLAIN = re.compile(r"(?:https?://[\w.:-]+(?=/))?((?:/[\w.,~+-]+)+/?)")
_NUMBERED = re.compile(r"(?:https?://[\w.:-]+(?=/))?/(\?p=[0-9]+)")


def normalise_path(address):
    """Return the form in which an old address is stored and looked up.

    Scheme, host, fragment, a closing slash and parameters that don't name a story go;
    percent escapes are decoded: `https://a.example/2019/05/x/?ref=1` is `/2019/05/x`.
    """
    if plain := _PLAIN.fullmatch(address):
        return "/" + plain[1].strip("/")
    if numbered := _NUMBERED.fullmatch(address):
        return "/" + numbered[1]
    parts = _split(address.strip())
    path = "/" + unquote(parts.path).strip("/")
    naming = [pair for pair in parse_qsl(parts.query) if pair[0] in NAMING_PARAMETERS]
    return f"{path}?{urlencode(naming)}" if naming else path


def _split(address):
    try:
        return urlsplit(address)
    except ValueError:  # e.g. an unclosed [ where a host would be
        return SplitResult("", "", address, "", "")


class ArticlePath(models.Model):
    path = models.CharField(
        max_length=MAX_LENGTH,
        unique=True,
        help_text="An old address of the story on this site, e.g. /2019/05/old-name.",
        error_messages={"unique": "This old address leads to a story already."},
    )
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="paths")

    class Meta:
        ordering = ["path"]
        verbose_name = "old address"
        verbose_name_plural = "old addresses"

    def __str__(self):
        return self.path

    def clean(self):
        self.path = normalise_path(self.path)
        if self.path == "/":
            raise ValidationError({"path": "The home page can't be the old address of a story."})


class FormerSlugQuerySet(models.QuerySet):
    def of(self, row):
        return self.filter(kind=row._meta.model_name, row=row.pk)

    def remember(self, row):
        """Keep the slug that a renamed row had; the one that it has now is no former one."""
        kind, before = row._meta.model_name, row.renamed_from()
        if before:
            self.filter(kind=kind, slug=row.slug).delete()
            self.update_or_create(kind=kind, slug=before, defaults={"row": row.pk})

    def find(self, model, slug):
        """Return the row of `model` that was called `slug` once, or None."""
        former = self.filter(kind=model._meta.model_name, slug=slug).values("row")
        return model.objects.filter(pk__in=former).first()


class FormerSlug(models.Model):
    """A slug that a country, section, tag or author had before it was renamed."""

    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=200, allow_unicode=True, db_index=False)
    row = models.PositiveBigIntegerField()

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_once")]

    def __str__(self):
        return f"/{self.kind}/{self.slug}/"

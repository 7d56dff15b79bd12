"""What stories are filed under: countries, sections and tags."""

import unicodedata
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models, transaction

from articles.addresses import address_of
from articles.changes import everything_changed
from articles.directory import forget
from articles.html import plain
from articles.managers import FacetQuerySet
from articles.models.path import FormerSlug
from articles.models.slugs import Slugged, free_slug
from articles.search.words import APOSTROPHES

_NONE = dict.fromkeys(map(ord, APOSTROPHES))


@lru_cache(maxsize=20_000)
def fold(name):
    """Return `name` without case, accents, apostrophes and surplus space.

    Equal keys are the same tag, and what a reader types is sought in the keys of all facets.
    """
    decomposed = unicodedata.normalize("NFKD", plain(name).translate(_NONE).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


class Facet(Slugged):
    """A name with an address and a listing of its stories."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(
        max_length=200,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text="The last part of its address. Made from the name when left empty.",
        error_messages={"unique": "This address is taken. Choose another slug."},
    )
    description = models.TextField(
        blank=True, help_text="One or two sentences shown above its stories."
    )
    #: The name as searches know it.
    key = models.CharField(max_length=150, editable=False, default="")
    #: Whether pages name it that show no story of it.
    in_navigation = False

    objects = FacetQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        is_shown = self.in_navigation or not self._state.adding
        self.name = plain(self.name)
        self.key = fold(self.name)
        if not self.slug:
            self.slug = free_slug(self, self.name, self._meta.model_name)
        super().save(*args, **kwargs)
        FormerSlug.objects.remember(self)
        forget()
        if is_shown:
            everything_changed()

    def get_absolute_url(self):
        return address_of(self._meta.model_name, self.slug)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        FormerSlug.objects.of(self).delete()
        deleted = super().delete(*args, **kwargs)
        forget()
        everything_changed()
        return deleted


class CountryQuerySet(FacetQuerySet):
    def featured(self):
        """The countries that the navigation and the home page show, in the editors' order."""
        return self.filter(is_featured=True).order_by("position", "name")


class Country(Facet):
    stories_lookup = "countries"
    in_navigation = True

    code = models.CharField(
        "ISO code",
        max_length=2,
        unique=True,
        help_text="ISO 3166-1, two letters.",
        error_messages={"unique": "There is a country with this ISO code already."},
    )
    is_featured = models.BooleanField(
        "featured", default=False, help_text="Shown in the navigation and on the home page."
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Order among the featured countries."
    )

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"


class Section(Facet):
    stories_lookup = "section"
    in_navigation = True

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Order in the navigation, smallest first."
    )

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")),
                name="section_not_its_own_parent",
                violation_error_message="A section can't be its own parent.",
            )
        ]

    def clean(self):
        ancestor, seen = self.parent, set()
        while ancestor and ancestor.pk not in seen:
            if ancestor.pk == self.pk:
                raise ValidationError(
                    {"parent": f"{self.parent} lies inside {self.name}: choose another parent."}
                )
            seen.add(ancestor.pk)
            ancestor = ancestor.parent


class Tag(Facet):
    stories_lookup = "tags"

    key = models.CharField(max_length=100, unique=True, editable=False)

    class Meta:
        ordering = ["name"]

    def clean(self):
        """Case and accents don't make another tag; say which one is meant."""
        twin = Tag.objects.filter(key=fold(self.name)).exclude(pk=self.pk).first()
        alias = TagAlias.objects.filter(key=fold(self.name)).exclude(tag=self.pk).first()
        twin = twin or (alias and alias.tag)
        if twin:
            raise ValidationError({"name": f"There is the tag “{twin}” already. Use that one."})

    @transaction.atomic
    def merge_into(self, target):
        """Give this tag's stories and aliases to `target`, leave an alias, and delete it."""
        if target.pk == self.pk:
            raise ValidationError(f"“{self}” can't be merged into itself.")
        filed = self.articles.through
        already = filed.objects.filter(tag=target).values("article_id")
        filed.objects.filter(tag=self).exclude(article_id__in=already).update(tag=target)
        self.aliases.update(tag=target)
        FormerSlug.objects.of(self).update(row=target.pk)
        name, slug, key = self.name, self.slug, self.key
        self.delete()
        return TagAlias.objects.create(tag=target, name=name, slug=slug, key=key)


class TagAlias(models.Model):
    """Another name of a tag: its address leads to the tag, its name finds it."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True, blank=True)
    key = models.CharField(max_length=100, unique=True, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "tag aliases"

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name = plain(self.name)
        self.key = fold(self.name)
        if not self.slug:
            self.slug = free_slug(self, self.name, "alias")
        super().save(*args, **kwargs)

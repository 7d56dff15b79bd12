"""Slugs: made from a name, unique within a model, readable in any script."""

from django.db import models
from django.utils.text import slugify

MAX_LENGTH = 200


class Slugged(models.Model):
    """A row whose address ends in its slug, and that knows when it was renamed."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._stored_slug = row.__dict__.get("slug")
        return row

    def renamed_from(self):
        """Return the slug under which the row was stored until now, if another; tell it once."""
        before, self._stored_slug = getattr(self, "_stored_slug", None), self.slug
        return before if before != self.slug else None


def make_slug(name, fallback):
    """Return the slug of `name`, at most 200 characters, cut at a word; never empty."""
    slug = slugify(name, allow_unicode=True)
    if len(slug) > MAX_LENGTH:
        slug = slug[: MAX_LENGTH + 1].rpartition("-")[0] or slug[:MAX_LENGTH]
    return slug or fallback


def unique_slug(slug, taken):
    """Return `slug`, or `slug-2`, `slug-3` … : the first for which `taken(slug)` is false."""
    candidate, number = slug, 1
    while taken(candidate):
        number += 1
        suffix = f"-{number}"
        candidate = slug[: MAX_LENGTH - len(suffix)] + suffix
    return candidate


def free_slug(instance, name, fallback):
    """Return a slug made from `name` that no other row of the instance's model has."""
    others = type(instance)._default_manager.exclude(pk=instance.pk)
    return unique_slug(make_slug(name, fallback), lambda slug: others.filter(slug=slug).exists())

"""What a browser posts from the story form, and what the desk says to it."""

from django.contrib.messages import get_messages
from django.urls import reverse

LIST = "/admin/articles/article/"
ADD = f"{LIST}add/"


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def said(response):
    """The messages of the page that comes next."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def story_post(story=None, *, bylines=(), paths=(), **overrides):
    """The fields of a story's form as they stand (of a new one, when None), with `overrides`.

    `bylines` are authors, `paths` are old addresses; both are rows that are added.
    """
    fields = {
        "headline": story.headline if story else "River talks resume",
        "summary": story.summary if story else "",
        "body": story.body if story else "<p>Water ministers met in Osh.</p>",
        "slug": story.slug if story else "",
        "language": "en",
        "published_at": _local(story and story.published_at),
        "withdraw_at": _local(story and story.withdraw_at),
    }
    bylines = [{"author": author.pk, "position": at} for at, author in enumerate(bylines)]
    rows = {"bylines": bylines, "paths": [{"path": path} for path in paths]}
    return fields | formset_post(**rows) | overrides


def formset_post(**formsets):
    """The management form and the new rows (dicts) of each inline, by its prefix."""
    fields = {}
    for prefix, rows in formsets.items():
        fields[f"{prefix}-TOTAL_FORMS"], fields[f"{prefix}-INITIAL_FORMS"] = len(rows), 0
        for number, row in enumerate(rows):
            fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def _local(moment):
    from django.utils import timezone

    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M:%S") if moment else ""


def errors_of(response):
    """Return {field: sentences} of the form in a response, and what its formsets say under ''."""
    errors = dict(response.context["adminform"].form.errors)
    for each in response.context["inline_admin_formsets"]:
        for row in each.formset.errors:
            errors |= row
        if said := each.formset.non_form_errors():
            errors[""] = said
    return errors

"""How readers narrow a listing. One FilterSet serves `/articles/` and `/search/`."""

import re
from datetime import date, timedelta

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from articles import search
from articles.days import FIRST_DAY, LAST_DAY, midnight
from articles.listing import Listing
from articles.models import Article, Author, Country, Kind, Section, Tag

KINDS = {
    "country": Kind.COUNTRY,
    "section": Kind.SECTION,
    "tag": Kind.TAG,
    "author": Kind.AUTHOR,
}


class SlugsField(forms.ModelMultipleChoiceField):
    """Rows named by their slugs, repeatable; one that does not exist is named in the error."""

    def __init__(self, queryset, **kwargs):
        kind = queryset.model._meta.verbose_name
        messages = {"invalid_choice": f"There is no {kind} “%(value)s”."}
        super().__init__(queryset, to_field_name="slug", error_messages=messages, **kwargs)

    def clean(self, value):
        # PostgreSQL can't even be asked for some texts, such as one with a NUL.
        for slug in value or ():
            if not re.fullmatch(r"[-\w]+", slug):
                raise ValidationError(self.error_messages["invalid_choice"] % {"value": slug})
        return super().clean(value)


class SlugsFilter(django_filters.Filter):
    field_class = SlugsField


class FilterForm(forms.Form):
    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            raise ValidationError({"from": "The first day is after the last day."})
        return cleaned


def _few_words(text):
    if search.parse(text).size > search.MAX_TERMS:
        raise ValidationError(f"Search for at most {search.MAX_TERMS} words at once.")


def _day(**kwargs):
    sentence = f"Choose a day between {FIRST_DAY:%Y} and {LAST_DAY:%Y}."
    return django_filters.DateFilter(
        input_formats=["%Y-%m-%d"],
        validators=[MinValueValidator(FIRST_DAY, sentence), MaxValueValidator(LAST_DAY, sentence)],
        error_messages={"invalid": "Write the day as year-month-day, e.g. 2025-12-17."},
        **kwargs,
    )


class ArticleFilter(django_filters.FilterSet):
    """Its `qs` is a Listing where one is enough, else the Matches of a search."""

    q = django_filters.CharFilter(
        label="Words", max_length=search.MAX_LENGTH, validators=[_few_words]
    )
    country = SlugsFilter(label="Country", queryset=Country.objects.all())
    section = SlugsFilter(label="Section", queryset=Section.objects.all())
    tag = SlugsFilter(label="Tag", queryset=Tag.objects.all())
    author = SlugsFilter(label="Author", queryset=Author.objects.all())
    order = django_filters.ChoiceFilter(
        label="Order",
        choices=[("newest", "Newest first"), ("relevance", "Best match first")],
        empty_label=None,
    )

    class Meta:
        model = Article
        fields = []
        form = FilterForm

    def __init__(self, data, *, as_of=None):
        super().__init__(data, Article.objects.none())
        self.as_of = as_of

    def filter_queryset(self, queryset):
        chosen = self.form.cleaned_data
        listing = single_listing(chosen, self.as_of)
        return search.Matches(asked(chosen)) if listing is None else listing


# `from` is a word of Python's own, so it can't be a class attribute.
ArticleFilter.base_filters["from"] = _day(label="From")
ArticleFilter.base_filters["to"] = _day(label="To")


def single_listing(chosen, as_of=None):
    """Return the Listing that `chosen` (cleaned data) comes to: one country, section, tag or
    author, or none, within days and without words. None when it is more than that."""
    filed = [(kind, row.pk) for name, kind in KINDS.items() for row in chosen[name] or ()]
    if chosen["q"] or len(filed) > 1:
        return None
    kind, key = filed[0] if filed else (Kind.ALL, 0)
    days = {"first": chosen["from"] or date.min, "last": chosen["to"] or date.max}
    return Listing(kind, key, **days, as_of=as_of)


def asked(chosen):
    """Return what `chosen` (cleaned data) asks of the search."""
    filed = (
        (int(kind), tuple(row.pk for row in chosen[name]))
        for name, kind in KINDS.items()
        if chosen[name]
    )
    return search.Asked(
        moment=timezone.now(),
        query=search.parse(chosen["q"]) if chosen["q"] else None,
        filed=tuple(filed),
        first=chosen["from"] and midnight(chosen["from"]),
        last=chosen["to"]
        and midnight(chosen["to"] + timedelta(days=1)) - timedelta(microseconds=1),
        by_relevance=chosen["order"] == "relevance",
    )

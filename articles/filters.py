"""How readers narrow a listing. One FilterSet serves `/articles/` and `/search/`."""

import re
from datetime import date, datetime, time, timedelta

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone

from articles.models import Article, Author, Country, Section, Tag

#: More words than anyone types; each costs a scan.
MAX_WORDS = 12
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2199, 12, 31)


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
    """Stories filed under any of the rows that the reader named."""

    field_class = SlugsField

    def filter(self, queryset, rows):
        if not rows:
            return queryset
        return queryset.filter(
            self._condition(queryset.model._meta.get_field(self.field_name), rows)
        )

    def _condition(self, field, rows):
        if not field.many_to_many:
            return Q(**{f"{field.name}__in": rows})
        # Through the link table, so that a story filed under two of them comes once.
        links = field.remote_field.through.objects
        link = field.m2m_reverse_field_name()
        return Q(pk__in=links.filter(**{f"{link}__in": rows}).values("article_id"))


class FilterForm(forms.Form):
    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            raise ValidationError({"from": "The first day is after the last day."})
        return cleaned


def _day(**kwargs):
    sentence = f"Choose a day between {FIRST_DAY:%Y} and {LAST_DAY:%Y}."
    return django_filters.DateFilter(
        field_name="published_at",
        input_formats=["%Y-%m-%d"],
        validators=[MinValueValidator(FIRST_DAY, sentence), MaxValueValidator(LAST_DAY, sentence)],
        error_messages={"invalid": "Write the day as year-month-day, e.g. 2025-12-17."},
        **kwargs,
    )


class ArticleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Words", method="with_words", max_length=200)
    country = SlugsFilter("countries", label="Country", queryset=Country.objects.all())
    section = SlugsFilter("section", label="Section", queryset=Section.objects.all())
    tag = SlugsFilter("tags", label="Tag", queryset=Tag.objects.all())
    author = SlugsFilter("authors", label="Author", queryset=Author.objects.all())
    order = django_filters.ChoiceFilter(
        label="Order",
        method="in_order",
        choices=[("newest", "Newest first"), ("relevance", "Best match first")],
        empty_label=None,
    )

    class Meta:
        model = Article
        fields = []
        form = FilterForm

    def with_words(self, queryset, name, value):
        """Stories that hold every word, in the headline, the standfirst or the text."""
        for word in value.split()[:MAX_WORDS]:
            queryset = queryset.filter(
                Q(headline__icontains=word)
                | Q(summary__icontains=word)
                | Q(body_text__icontains=word)
            )
        return queryset

    def in_order(self, queryset, name, value):
        """`relevance`: matches in the headline before those in the text, then newest first."""
        words = self.form.cleaned_data.get("q", "").split()[:MAX_WORDS]
        if value != "relevance" or not words:
            return queryset
        in_headline = Q(*[("headline__icontains", word) for word in words])
        rank = Case(When(in_headline, then=Value(0)), default=Value(1), output_field=IntegerField())
        return queryset.order_by(rank, "-published_at", "-pk")

    def since(self, queryset, name, day):
        return queryset.filter(published_at__gte=_midnight(day))

    def until(self, queryset, name, day):
        return queryset.filter(published_at__lt=_midnight(day + timedelta(days=1)))


# `from` is a word of Python's own, so it can't be a class attribute.
ArticleFilter.base_filters["from"] = _day(label="From", method="since")
ArticleFilter.base_filters["to"] = _day(label="To", method="until")


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))

"""Numbered listings. Each page has one address: known parameters, in one order."""

import re
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.generic import ListView

from articles.models import Article, Author, Country, Section, Tag
from articles.paginator import ListingPaginator, viewing

NAME = re.compile(r"[-\w ]+")


class ListingView(ListView):
    """A numbered listing. Each page has one address: known parameters, in one order."""

    template_name = "articles/listing.html"
    context_object_name = "stories"
    paginate_by = settings.RESULTS_PER_PAGE
    paginator_class = ListingPaginator
    #: The parameters that this listing knows, in the order of its addresses; `page` comes last.
    parameters = ()
    named_by_slug = ("country", "section", "tag", "author")
    title = "All stories"

    def get(self, request, *args, **kwargs):
        self.query = self._canonical_query()
        if parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True) != self.query:
            return HttpResponsePermanentRedirect(self._address())
        return super().get(request, *args, **kwargs)

    def _canonical_query(self):
        pairs = [
            (name, value)
            for name in self.parameters
            for value in dict.fromkeys(self._values(name))
            if value.strip()
        ]
        page = self.request.GET.get("page", "1")
        return pairs if page == "1" else [*pairs, ("page", page)]

    def _values(self, name):
        values = self.request.GET.getlist(name)
        if name not in self.named_by_slug:
            return values
        # A name that a reader typed: “Water rights” means water-rights.
        return [slugify(text, True) if NAME.fullmatch(text) else text for text in values]

    def _address(self):
        return self.request.path + (f"?{urlencode(self.query)}" if self.query else "")

    def get_queryset(self):
        return Article.objects.published().for_list()

    def paginate_queryset(self, queryset, page_size):
        number = self.request.GET.get("page", "1")
        if not number.isascii() or not number.isdigit() or number.startswith("0"):
            raise Http404(f"“{number}” is no page number")
        return super().paginate_queryset(queryset, page_size)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return context | {
            "title": self.title,
            "viewing": viewing(page),
            "window": list(page.paginator.window(page.number)),
            "canonical": self.request.build_absolute_uri(self._address()),
        }


class FacetView(ListingView):
    """The stories of one country, section, tag or author."""

    model = None

    def get_queryset(self):
        self.facet = get_object_or_404(
            self.model.objects.with_story_count(), slug=self.kwargs["slug"]
        )
        return super().get_queryset().filter(**{self.model.stories_lookup: self.facet})

    def get_paginator(self, queryset, per_page, **kwargs):
        return super().get_paginator(queryset, per_page, total=self.facet.story_count, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "title": self.facet.name,
            "facet": self.facet,
            "kind": self.model._meta.model_name,
        }


class CountryView(FacetView):
    model = Country


class SectionView(FacetView):
    model = Section


class TagView(FacetView):
    model = Tag


class AuthorView(FacetView):
    model = Author

"""The public pages: home, listings, stories. Every one starts from `published()`."""

import re
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.generic import DetailView, ListView, TemplateView

from articles.directory import directory
from articles.filters import ArticleFilter
from articles.front_page import front_page
from articles.models import Article, Author, Country, Section, Tag
from articles.old_addresses import successor_of_query
from articles.paginator import ListingPaginator, viewing

RELATED = 4
NAME = re.compile(r"[-\w ]+")


class HomeView(TemplateView):
    template_name = "articles/home.html"

    def get(self, request, *args, **kwargs):
        successor = successor_of_query(request.GET)
        if successor:
            return HttpResponsePermanentRedirect(successor)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            front_page=front_page(), canonical=self.request.build_absolute_uri("/"), **kwargs
        )


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


class ArticleListView(ListingView):
    parameters = ("q", "country", "section", "tag", "author", "from", "to", "order")

    def get_queryset(self):
        self.filter = ArticleFilter(self.request.GET, super().get_queryset())
        if self.filter.is_valid():
            return self.filter.qs
        # What is wrong is the filter: it is told on any page.
        self.kwargs["page"] = 1
        return Article.objects.none()

    def get_context_data(self, **kwargs):
        narrowed = [pair for pair in self.query if pair[0] not in ("page", "order")]
        return super().get_context_data(
            form=self.filter.form,
            choices=directory(),
            chosen={name: self.request.GET.getlist(name) for name in self.parameters},
            is_filtered=bool(narrowed),
            # One facet is a page of its own; combinations are endless and not for crawlers.
            noindex=len(narrowed) > 1 or "q" in dict(narrowed),
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        status = 200 if self.filter.is_valid() else 400
        return super().render_to_response(context, status=status, **kwargs)


class SearchView(ArticleListView):
    template_name = "articles/search.html"
    title = "Search"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"noindex": True}


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


class StoryView(DetailView):
    template_name = "articles/story.html"
    context_object_name = "story"

    def get(self, request, *args, **kwargs):
        self.object = get_object_or_404(Article.objects.for_story(), slug=kwargs["slug"])
        if self.object.is_gone:
            return render(request, "articles/gone.html", status=410)
        if not self.object.is_public:
            raise Http404("not public")
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_context_data(self, **kwargs):
        address = self.request.build_absolute_uri(self.object.get_absolute_url())
        return super().get_context_data(
            related=related_to(self.object),
            canonical=self.object.canonical_url or address,
            address=address,
            **kwargs,
        )


def related_to(story):
    """Return the newest other public stories of the story's section (of all, when it has none)."""
    others = Article.objects.published().newest_first().exclude(pk=story.pk)
    if story.section_id:
        others = others.filter(section=story.section_id)
    return others.only("headline", "slug", "published_at")[:RELATED]

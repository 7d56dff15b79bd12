"""Listings narrowed by words, and by anything else: `/articles/` and `/search/`."""

from urllib.parse import urlencode

from django.http import JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject, cached_property

from articles.directory import directory
from articles.filters import ArticleFilter
from articles.models import Article
from articles.paginator import ListingPaginator
from articles.search import MAX_LENGTH, Matches, facets, names, report
from articles.search.marks import mark
from articles.views.listings import PAGE, ListingView


class MatchesPaginator(ListingPaginator):
    """Pages of a search, which counts itself up to a bound."""

    @property
    def is_capped(self):
        return self.object_list.is_bounded


class ArticleListView(ListingView):
    parameters = ("q", "country", "section", "tag", "author", "from", "to", "order")

    @cached_property
    def filter(self):
        return ArticleFilter(self.request.GET, as_of=self.as_of)

    @property
    def is_valid(self):
        # With nothing chosen there is nothing to look through.
        return not self._kept or self.filter.is_valid()

    def get_queryset(self):
        if not self._kept:
            return super().get_queryset()
        if self.is_valid:
            return self.filter.qs
        # What is wrong is the filter: it is told on any page.
        self.kwargs["page"] = 1
        return Article.objects.none()

    def get_paginator(self, queryset, per_page, **kwargs):
        if not isinstance(queryset, Matches):
            return super().get_paginator(queryset, per_page, **kwargs)
        page = self.request.GET.get("page", "1")
        if PAGE.fullmatch(page):
            queryset.prefetch((int(page) - 1) * per_page, int(page) * per_page)
        return MatchesPaginator(queryset, per_page, **kwargs)

    def get_context_data(self, **kwargs):
        narrowed = [pair for pair in self.query if pair[0] not in ("page", "order")]
        return super().get_context_data(
            form=SimpleLazyObject(lambda: self.filter.form),
            problems=not self.is_valid,
            choices=directory(),
            chosen={name: self.request.GET.getlist(name) for name in self.parameters},
            is_filtered=bool(narrowed),
            # One facet is a page of its own; combinations are endless and not for crawlers.
            noindex=len(narrowed) > 1 or "q" in dict(narrowed),
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        status = 200 if self.is_valid else 400
        return super().render_to_response(context, status=status, **kwargs)


class SearchView(ArticleListView):
    template_name = "articles/search.html"
    title = "Search"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {"noindex": True}
        if self.is_valid and self._kept and self.filter.form.cleaned_data["q"]:
            context |= self._about(self.object_list, context)
        return context

    def _about(self, matches, context):
        """What stands around the stories that words have found."""
        query, stories = matches.asked.query, list(context["stories"])
        mark(stories, query)
        chosen = {name for name, _ in self.query}
        about = {
            "stories": stories,
            "matches": matches,
            "facets": [
                (facet.name, [(link, self._with(link.pairs)) for link in facet.links])
                for facet in facets.of(matches, chosen)
            ],
        }
        if context["page_obj"].number == 1:
            report.buffer.note(self.filter.form.cleaned_data["q"], found=bool(stories))
            about["offers"] = names.named(query)
            words = None if stories or not query else names.did_you_mean(matches.asked)
            about["instead"] = words and (words, self._with((("q", words),)))
        return about

    def _with(self, pairs):
        """Return the address of this search with `pairs` in place of what it had of them."""
        replaced = {"page", *dict(pairs)}
        query = [pair for pair in self.query if pair[0] not in replaced]
        query = sorted([*query, *pairs], key=lambda pair: self.parameters.index(pair[0]))
        return f"{self.request.path}?{urlencode(query)}"


def suggest(request):
    """Names and words that begin as what was typed, for the search box."""
    text = request.GET.get("q", "")
    usable = len(text) <= MAX_LENGTH and "\x00" not in text
    response = JsonResponse({"suggestions": names.suggestions(text) if usable else []})
    patch_cache_control(response, public=True, max_age=60)
    return response

"""Listings narrowed by words, and by anything else: `/articles/` and `/search/`."""

from articles.directory import directory
from articles.filters import ArticleFilter
from articles.listing import Listing
from articles.models import Article
from articles.paginator import BoundedPaginator, ListingPaginator
from articles.views.listings import ListingView


class ArticleListView(ListingView):
    parameters = ("q", "country", "section", "tag", "author", "from", "to", "order")

    def get_queryset(self):
        self.filter = ArticleFilter(self.request.GET, Article.objects.published().for_list())
        if self.filter.is_valid():
            return self.filter.qs
        # What is wrong is the filter: it is told on any page.
        self.kwargs["page"] = 1
        return Article.objects.none()

    def get_paginator(self, queryset, per_page, **kwargs):
        paginator = ListingPaginator if isinstance(queryset, Listing) else BoundedPaginator
        return paginator(queryset, per_page, **kwargs)

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

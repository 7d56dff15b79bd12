"""Numbered listings. Each page has one address: known parameters, in one order."""

import re
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.generic import ListView

from articles.listing import Listing, Outdated, anchor_text, parse_anchor
from articles.models import Author, Country, Kind, Section, Tag
from articles.paginator import ListingPaginator, viewing

NAME = re.compile(r"[-\w ]+")
#: No listing has more pages than nine digits can number.
PAGE = re.compile(r"[1-9][0-9]{0,8}")


class ListingView(ListView):
    """A listing by pages; further pages carry `as_of`, so that they stay as they were."""

    template_name = "articles/listing.html"
    context_object_name = "stories"
    paginate_by = settings.RESULTS_PER_PAGE
    paginator_class = ListingPaginator
    #: The parameters that this listing knows, in the order of its addresses; then come the page
    #: and its anchor.
    parameters = ()
    named_by_slug = ("country", "section", "tag", "author")
    title = "All stories"

    def get(self, request, *args, **kwargs):
        self.as_of = parse_anchor(request.GET.get("as_of", ""))
        self.query = self._canonical_query()
        anchor = [("as_of", request.GET["as_of"])] if self.as_of and self._is_further() else []
        if parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True) != self.query + anchor:
            return HttpResponsePermanentRedirect(self._address(anchor))
        try:
            return super().get(request, *args, **kwargs)
        except Outdated:
            # Today's listing instead, for now: the address may be right again some day.
            return HttpResponseRedirect(self._address())

    def _is_further(self):
        return self.request.GET.get("page", "1") != "1"

    def _canonical_query(self):
        pairs = [
            (name, value)
            for name in self.parameters
            for value in dict.fromkeys(self._values(name))
            if value.strip()
        ]
        return [*pairs, ("page", self.request.GET["page"])] if self._is_further() else pairs

    def _values(self, name):
        values = self.request.GET.getlist(name)
        if name not in self.named_by_slug:
            return values
        # A name that a reader typed: “Water rights” means water-rights.
        return [slugify(text, True) if NAME.fullmatch(text) else text for text in values]

    def _address(self, anchor=()):
        query = [*self.query, *anchor]
        return self.request.path + (f"?{urlencode(query)}" if query else "")

    def get_queryset(self):
        return Listing(as_of=self.as_of)

    def paginate_queryset(self, queryset, page_size):
        number = self.request.GET.get("page", "1")
        if not PAGE.fullmatch(number):
            raise Http404(f"“{number}” is no page number")
        return super().paginate_queryset(queryset, page_size)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        listing = self.object_list if isinstance(self.object_list, Listing) else None
        return context | {
            "title": self.title,
            "viewing": viewing(page),
            "window": list(page.paginator.window(page.number)),
            "canonical": self.request.build_absolute_uri(self._address()),
            "anchor": anchor_text(listing.anchor) if listing else "",
        }


class FacetView(ListingView):
    """The stories of one country, section, tag or author."""

    model = None
    kind = None

    def get_queryset(self):
        self.facet = get_object_or_404(self.model, slug=self.kwargs["slug"])
        return Listing(self.kind, self.facet.pk, as_of=self.as_of)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "title": self.facet.name,
            "facet": self.facet,
            "kind": self.kind.label,
        }


class CountryView(FacetView):
    model = Country
    kind = Kind.COUNTRY


class SectionView(FacetView):
    model = Section
    kind = Kind.SECTION


class TagView(FacetView):
    model = Tag
    kind = Kind.TAG


class AuthorView(FacetView):
    model = Author
    kind = Kind.AUTHOR

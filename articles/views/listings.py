"""Numbered listings. Each page has one address: known parameters, in one order."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.views.generic import ListView

from articles.changes import group_of
from articles.counts.reading import Outdated
from articles.listing import Listing, anchor_text, parse_anchor
from articles.models import Article, Author, Country, Kind, Section, Tag
from articles.paginator import ListingPaginator, viewing
from articles.prepared import by_slug
from articles.views.jump import asked_day, jump

NAME = re.compile(r"[-\w ]+")
#: No listing has more pages than nine digits can number.
PAGE = re.compile(r"[1-9][0-9]{0,8}")
#: With so many pages a reader may want one that no link leads to.
MANY_PAGES = 10


class PageLink(NamedTuple):
    """A page of the listing and its address; without a number, the gap where pages are left out."""

    number: int | None
    address: str = ""
    #: Whether it is the page shown or next to it: a narrow screen leaves out the others.
    is_near: bool = False


class ListingView(ListView):
    """A listing by pages; further pages carry `as_of`, so that they stay as they were.

    `?date=` leads to the page with that day's stories, and is never part of an address.
    """

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
        wanted = request.GET.get("date", "").strip()
        self.as_of = None if wanted else parse_anchor(request.GET.get("as_of", ""))
        self.query = self._canonical_query()
        if wanted:
            self.object_list = self.get_queryset()
            if self._is_listing:
                return self._go_to(wanted)
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
        return quote(self.request.path) + (f"?{urlencode(query)}" if query else "")

    # Go to a date

    @property
    def _is_listing(self):
        # Not a queryset, narrowed by words: nobody knows its days.
        return hasattr(self.object_list, "as_of")

    def _go_to(self, text):
        try:
            return HttpResponseRedirect(self.address_of_day(asked_day(text)))
        except ValidationError as error:
            self.kwargs["page"] = 1
            context = self.get_context_data(object_list=Article.objects.none())
            context["jump"] = jump(self.months(), text, error.messages[0])
            response = self.render_to_response(context)
            response.status_code = 400
            return response

    def address_of_day(self, day):
        """Return the address at which the newest story of `day` is, or the next older one."""
        listing = self.object_list
        place = min(listing.newer_than(day), listing.count() - 1)
        if place < 0:
            return self._address()
        links = self._links(anchor_text(listing.anchor))
        return f"{links(place // self.paginate_by + 1)}#result-{place + 1}"

    def months(self):
        """Return the months of which the form offers days, newest first."""
        return self.object_list.by_month()

    # A page

    def get_queryset(self):
        return Listing(as_of=self.as_of)

    def paginate_queryset(self, queryset, page_size):
        number = self.request.GET.get("page", "1")
        if "page" not in self.kwargs and not PAGE.fullmatch(number):
            raise Http404(f"“{number}” is no page number")
        return super().paginate_queryset(queryset, page_size)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        anchor = anchor_text(self.object_list.anchor) if self._is_listing else ""
        context |= {
            "title": self.title,
            "viewing": viewing(page),
            "canonical": self.request.build_absolute_uri(self._address()),
            "pager": self._pager(page, self._links(anchor)),
            "kept": self._kept,
            "anchor": anchor,
        }
        if self._is_listing and self.as_of:
            context |= self._since(page)
        if self._is_listing and page.has_other_pages():
            context["jump"] = jump(self.months())
        return context

    @cached_property
    def _kept(self):
        # What stays in the address from page to page, and in the small forms.
        return [pair for pair in self.query if pair[0] != "page"]

    def _links(self, anchor):
        """Return a function that gives the address of a page; the first is the listing itself."""
        path = quote(self.request.path)
        first = f"{path}?{urlencode(self._kept)}" if self._kept else path
        start = f"{path}?{urlencode([*self._kept, ('page', '')])}"
        end = f"&{urlencode({'as_of': anchor})}" if anchor else ""
        return lambda number: f"{start}{number}{end}" if number > 1 else first

    def _pager(self, page, address):
        last = page.paginator.num_pages
        return {
            "first": address(1),
            "previous": address(page.number - 1) if page.has_previous() else "",
            "window": [
                PageLink(number, address(number), abs(number - page.number) < 2)
                if number
                else PageLink(None)
                for number in page.paginator.window(page.number)
            ],
            "next": address(page.number + 1) if page.has_next() else "",
            "last": address(last),
            "has_many_pages": last > MANY_PAGES,
        }

    def _since(self, page):
        """What has changed since the reader began: who came, who no longer stands here."""
        places = page.end_index() - page.start_index() + 1
        return {"newer": self.object_list.newer, "lost": places - len(page.object_list)}


class FacetView(ListingView):
    """The stories of one country, section, tag or author."""

    model = None
    kind = None

    def get_queryset(self):
        self.facet = by_slug(self.model).get_or_404(slug=self.kwargs["slug"])
        return Listing(self.kind, self.facet.pk, as_of=self.as_of)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "title": self.facet.name,
            "facet": self.facet,
            "kind": self.kind.label,
        }

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response.page_groups = (group_of(self.facet),)
        return response


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

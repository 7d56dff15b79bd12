"""The home page."""

from django.http import HttpResponsePermanentRedirect
from django.views.generic import TemplateView

from articles.front_page import front_page
from articles.models.path import NAMING_PARAMETERS
from articles.old_addresses import successor_of_query


class HomeView(TemplateView):
    template_name = "articles/home.html"
    #: In which the old sites named what they showed at this address.
    parameters = ("s", "paged", *NAMING_PARAMETERS)

    def get(self, request, *args, **kwargs):
        successor = successor_of_query(request.GET)
        if successor:
            return HttpResponsePermanentRedirect(successor)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            front_page=front_page(), canonical=self.request.build_absolute_uri("/"), **kwargs
        )

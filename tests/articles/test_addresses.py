"""Addresses made without the resolver: the same ones."""

import pytest
from django.urls import reverse, set_script_prefix

from articles.addresses import address_of
from articles.models import Article, Tag


@pytest.fixture(autouse=True)
def _prefix_of_its_own():
    yield
    set_script_prefix("/")


@pytest.mark.parametrize("prefix", ["/", "/slug/", "/новости/"])
@pytest.mark.parametrize("kind", ["story", "section", "country", "tag", "author"])
@pytest.mark.parametrize("slug", ["water-rights", "2", "_", "вода-и-право", "öl", "slug-slug"])
def test_address_is_what_reverse_gives(prefix, kind, slug):
    set_script_prefix(prefix)
    assert address_of(kind, slug) == reverse(f"articles:{kind}", args=[slug])


def test_rows_know_their_addresses():
    assert Article(slug="dam-fills").get_absolute_url() == "/articles/dam-fills/"
    assert Tag(slug="нефть").get_absolute_url() == reverse("articles:tag", args=["нефть"])

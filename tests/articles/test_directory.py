"""What the navigation and the filter form offer: one query, fresh when it changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import directory as room
from articles.directory import directory
from articles.models import Country
from tests.factories import make_article, make_author, make_section, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _committed(monkeypatch):
    """A test's transaction never commits: what waits for it happens at once."""
    monkeypatch.setattr("articles.directory.transaction.on_commit", lambda act: act())


def names(entries):
    return [entry.name for entry in entries]


def test_directory_offers_featured_countries_then_those_of_public_stories():
    make_article(countries=["MN", "KZ"])
    make_article(countries=["CN"])
    make_article(countries=["FR"], status="draft")
    featured = ["Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan"]
    assert names(directory().countries) == [*featured, "China", "Mongolia"]
    assert names(directory().featured_countries) == featured


def test_directory_looks_at_recent_stories_only(monkeypatch):
    monkeypatch.setattr(room, "RECENT", 1)
    make_article(countries=["MN"])
    make_article(countries=["CN"], published_at=timezone.now() - timedelta(days=900))
    assert "China" not in names(directory().countries)


def test_sections_stand_in_the_editors_order():
    make_section("Water", position=2)
    make_section("Economy", position=1)
    assert names(directory().sections) == ["Economy", "Water"]


def test_tags_and_authors_are_few_and_the_newest_of_many(monkeypatch):
    monkeypatch.setattr(room, "SUGGESTED", 2)
    for name in ("C", "A", "B"):
        make_tag(name)
        make_author(name)
    assert names(directory().tags) == names(directory().authors) == ["A", "B"]


def test_directory_costs_one_query_and_then_none(django_assert_num_queries):
    with django_assert_num_queries(1):
        directory()
    with django_assert_num_queries(0):
        directory()


def test_change_of_a_name_is_seen_at_once():
    directory()
    country = Country.objects.get(code="KZ")
    country.name = "Qazaqstan"
    country.save()
    section = make_section("Water")
    assert "Qazaqstan" in names(directory().countries)
    section.delete()
    assert not directory().sections

"""The demo newsroom: complete at once, unchanged the second time."""

import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from articles.models import Article, Author, Country, Image, Section, Tag, Transition
from tickers.models import Fixing

pytestmark = pytest.mark.django_db


def load(password):
    output = StringIO()
    call_command("load_demo", stdout=output, password=password)
    cache.clear()
    return output.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo newsroom, loaded once; what each test does to it is taken back. Returns what the
    command said."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        yield load("sesame")
        transaction.set_rollback(True)


def fingerprint():
    return {
        model: list(model.objects.order_by("pk").values())
        for model in (Article, Author, Section, Tag, Image, Fixing, Transition, get_user_model())
    }


def test_demo_is_complete_and_loading_it_again_changes_nothing(client, demo):
    assert Article.objects.published().count() == 1060
    page = client.get("/articles/?page=20").content.decode()
    assert "Viewing results 115 - 120 of 1060" in page
    assert client.get("/articles/?page=177").status_code == 200
    assert client.get("/articles/?page=178").status_code == 404
    assert re.search(r"KGS/USD = 0\.01\d{3} [+−]?\d+\.\d\d%", page)
    pairs = re.findall(r"([A-Z]{3})/USD = ", page)
    assert pairs == ["KGS", "KZT", "TJS", "UZS", "TMT"]
    markets = client.get("/markets/")
    assert [row.rate.name for row in markets.context["rows"]][:6] == [
        *(f"{pair}/USD" for pair in pairs),
        "EUR/USD",
    ]
    assert len(markets.context["matrix"].codes) == 9
    assert Author.objects.count() == 12
    assert {"draft", "review", "withdrawn"} <= set(Article.objects.values_list("status", flat=True))
    for country in Country.objects.featured():
        assert country.articles.exists()
    assert "chief     sesame" in demo

    before = fingerprint()
    again = load("another")
    assert fingerprint() == before
    assert "unchanged" in again
    assert "as you set it" in again


def test_crawl_meets_each_demo_story_exactly_once(client, demo):
    met = []
    for number in range(1, 178):
        page = client.get("/articles/", {"page": number} if number > 1 else {})
        met += [story.pk for story in page.context["stories"]]
    assert len(met) == len(set(met)) == 1060


def test_demo_people_have_their_roles_and_the_password(demo):
    people = get_user_model().objects.in_bulk(field_name="username")
    assert set(people) == {"chief", "editor", "reporter"}
    for name, user in people.items():
        assert user.check_password("sesame")
        assert user.is_staff
        assert [group.name.lower() for group in user.groups.all()] == [name]
    assert people["chief"].has_perm("articles.delete_article")


def test_demo_bodies_are_what_the_editor_can_make(demo):
    for article in Article.objects.all():
        before = article.body
        article.prepare()
        assert article.body == before
        article.clean_fields(exclude=["import_fingerprint"])

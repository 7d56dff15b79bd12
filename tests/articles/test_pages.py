"""Home, story, the pages of what is gone: all through the one gate."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Byline
from tests.factories import (
    make_article,
    make_author,
    make_fixing,
    make_image,
    make_section,
    make_tag,
    make_ticker,
)

pytestmark = pytest.mark.django_db


def test_home_shows_each_story_once_the_featured_one_first(client):
    now = timezone.now()
    for age in range(40):
        make_article(countries=["KZ", "UZ"], published_at=now - timedelta(minutes=age))
    lead = make_article(is_featured=True, published_at=now - timedelta(hours=20))
    make_article(is_featured=True, published_at=now - timedelta(days=3), headline="Faded")
    page = client.get("/").context["front_page"]
    assert page.lead == lead
    shown = [page.lead, *page.secondary, *page.latest]
    for block in page.blocks:
        assert len(block.stories) == 4
        shown += block.stories
    assert [block.country.code for block in page.blocks] == ["KZ", "UZ"]
    assert len(shown) == len(set(shown))
    assert "Faded" not in [story.headline for story in shown]


def test_country_block_begins_with_a_picture(client):
    now = timezone.now()
    for age in range(20):
        image = make_image() if age == 16 else None
        at = now - timedelta(minutes=age)
        make_article(countries=["KZ"], published_at=at, lead_image=image)
    block = client.get("/").context["front_page"].blocks[0]
    assert [story.lead_image_id is not None for story in block.stories] == [True] + [False] * 3


def test_home_of_an_empty_site_is_a_page(client):
    assert client.get("/").status_code == 200


def test_home_costs_the_same_with_few_and_many_stories(client, django_assert_num_queries):
    def fill(number):
        for _ in range(number):
            make_article(countries=["KZ", "KG", "TJ", "TM", "UZ"], authors=[make_author()])

    fill(20)
    client.get("/")
    with django_assert_num_queries(9):
        client.get("/")
    fill(20)
    with django_assert_num_queries(9):
        client.get("/")


def test_story_shows_everything(client):
    story = make_article(
        headline="Dam fills",
        summary="The water is back.",
        dateline="TOKTOGUL",
        body="<p>It <strong>rose</strong>.</p>",
        lead_image=make_image(alt="A full dam", caption="In May", credit="A. Asanova"),
        section=make_section("Water"),
        tags=[make_tag("Dams")],
        countries=["KG"],
    )
    for position, (name, role) in enumerate([("Aigul", ""), ("Timur", "photographs")]):
        author = make_author(name)
        Byline.objects.create(article=story, author=author, role=role, position=position)
    page = client.get(story.get_absolute_url()).content.decode()
    for words in (
        "Dam fills", "The water is back.", "TOKTOGUL", "<strong>rose</strong>", "A full dam",
        "In May", "A. Asanova", "/section/water/", "/tag/dams/", "/country/kyrgyzstan/",
        "/author/aigul/", "photographs",
    ):  # fmt: skip
        assert words in page
    assert page.index("Aigul") < page.index("Timur")
    assert '<link rel="canonical" href="http://testserver/articles/dam-fills/">' in page


def test_story_names_where_it_first_appeared_as_canonical(client):
    make_article(slug="s", canonical_url="https://first.example/s")
    page = client.get("/articles/s/").content.decode()
    assert '<link rel="canonical" href="https://first.example/s">' in page


@pytest.mark.parametrize("number", [1, 8])
def test_story_costs_a_constant_number_of_queries_cold(
    client, django_assert_max_num_queries, number
):
    section = make_section()
    make_fixing("USD/KGS")
    make_ticker("KGS/USD")
    for _ in range(number):
        story = make_article(
            section=section,
            lead_image=make_image(),
            authors=[make_author() for _ in range(number)],
            tags=[make_tag() for _ in range(number)],
            countries=["KZ", "KG"],
        )
    with django_assert_max_num_queries(8) as queries:
        client.get(story.get_absolute_url())
    assert len(queries) == 4


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 200),
        ({"status": "draft"}, 404),
        ({"status": "review"}, 404),
        ({"status": "withdrawn"}, 410),
        ({"published_at": timezone.now() + timedelta(days=1)}, 404),
        ({"withdraw_at": timezone.now() - timedelta(minutes=1)}, 410),
    ],
)
def test_story_answers_by_its_state(client, changes, status):
    story = make_article(headline="Private words", **changes)
    response = client.get(story.get_absolute_url())
    assert response.status_code == status
    if status == 410:
        assert "withdrawn" in response.content.decode()
    if status != 200:
        assert "Private words" not in response.content.decode()


def test_draft_appears_nowhere_public(client):
    filing = {
        "section": make_section("Water"), "tags": [make_tag("Dams")], "countries": ["KZ"],
        "authors": [make_author("Aigul")],
    }  # fmt: skip
    public = make_article(**filing)
    for status in ("draft", "review", "withdrawn"):
        make_article(headline="Hidden words", slug=f"hidden-{status}", status=status, **filing)
    soon = timezone.now() + timedelta(days=1)
    make_article(headline="Hidden words", slug="hidden-due", published_at=soon, **filing)
    for address in (
        "/", "/articles/", "/search/?q=hidden", "/section/water/", "/tag/dams/", "/feed/",
        "/country/kazakhstan/", "/author/aigul/", "/sitemap.xml", public.get_absolute_url(),
    ):  # fmt: skip
        page = client.get(address).content.decode()
        assert "Hidden words" not in page
        assert "hidden-" not in page


def test_scheduled_story_is_everywhere_a_second_after_its_time(client, time_machine):
    due = timezone.now() + timedelta(hours=1)
    make_article(slug="due", countries=["KZ"], published_at=due)
    addresses = ("/", "/articles/", "/country/kazakhstan/", "/feed/", "/sitemap.xml")
    for address in addresses:
        assert b"/articles/due/" not in client.get(address).content
    time_machine.move_to(due + timedelta(seconds=1))
    for address in (*addresses, "/search/?q=story"):
        assert b"/articles/due/" in client.get(address).content

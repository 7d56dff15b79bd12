"""Listings: words and numbers, one address per page, filters, and a constant number of queries."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from articles.models import Article
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


def headlines(response):
    return [story.headline for story in response.context["stories"]]


def make_stories(number, **overrides):
    """Stories of one second, so that only their ids order them."""
    at = timezone.now() - timedelta(days=1)
    return [make_article(published_at=at, **overrides) for _ in range(number)]


def test_listing_announces_its_place_word_for_word(client):
    make_stories(20)
    page = client.get("/articles/?page=3").content.decode()
    status = re.search(r'role="status"[^>]*>(.*?)<', page, re.DOTALL)
    assert status[1].strip() == "Viewing results 13 - 18 of 20"


@pytest.mark.parametrize(
    ("number", "page", "words"),
    [
        (1, 1, "Viewing results 1 - 1 of 1"),
        (6, 1, "Viewing results 1 - 6 of 6"),
        (7, 2, "Viewing results 7 - 7 of 7"),
    ],
)
def test_listing_numbers_at_the_edges(client, number, page, words):
    make_stories(number)
    assert words in client.get("/articles/", {"page": page} if page > 1 else {}).content.decode()


def test_empty_listing_says_so(client):
    response = client.get("/articles/")
    assert response.status_code == 200
    assert "Viewing results" not in response.content.decode()


def test_crawl_of_all_pages_meets_each_story_once(client):
    stories = make_stories(20)
    met, address = [], "/articles/"
    while address:
        response = client.get(address)
        met += [story.pk for story in response.context["stories"]]
        following = re.search(rb'<a[^>]*rel="next"[^>]*>', response.content)
        address = following and unescape(re.search(rb'href="([^"]*)"', following[0])[1].decode())
    assert met == sorted((story.pk for story in stories), reverse=True)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("page=1", "/articles/"),
        ("utm_source=x&page=2", "/articles/?page=2"),
        ("page=2&q=story", "/articles/?q=story&page=2"),
        ("q=&country=&from=", "/articles/"),
        ("tag=b&section=a&tag=b", "/articles/?section=a&tag=b"),
        ("page=2&page=2", "/articles/?page=2"),
        ("fbclid", "/articles/"),
        ("tag=Water%20Rights&author=%C3%89mile", "/articles/?tag=water-rights&author=%C3%A9mile"),
    ],
)
def test_listing_has_one_address_per_page(client, query, address):
    response = client.get(f"/articles/?{query}")
    assert (response.status_code, response["Location"]) == (301, address)
    assert client.get(address).status_code != 301


@pytest.mark.parametrize("page", ["0", "abc", "-1", "4", "999999999999", "02", "1.0", "last", "٢"])
def test_page_that_is_not_there_is_not_found(client, page):
    make_stories(18)
    assert client.get("/articles/", {"page": page}).status_code == 404


def test_each_page_is_its_own_canonical(client):
    make_stories(13)
    for address in ("/articles/", "/articles/?page=3"):
        page = client.get(address).content.decode()
        assert f'<link rel="canonical" href="http://testserver{address}">' in page


def test_pager_links_every_way_and_marks_the_current_page(client):
    make_stories(60)
    page = client.get("/articles/?page=5").content.decode()
    pager = re.search(r'<nav[^>]*aria-label="Pages".*?</nav>', page, re.DOTALL)[0]
    targets = set(re.findall(r'href="[^"?]*(?:\?page=(\d+)&amp;as_of=\w+\.\d+Z)?"', pager))
    assert targets >= {"", "3", "4", "6", "7", "10"}
    assert "page=1&" not in pager
    assert 'page=1"' not in pager
    assert re.search(r'aria-current="page"[^>]*>\s*(<[^>]*>[^<]*</[^>]*>\s*)*5', pager)


def test_listing_shows_what_a_reader_needs(client):
    authors = [make_author("Aigul Asanova"), make_author("Timur Bek")]
    make_article(
        headline="Dam <fills>",
        summary="The water is back.",
        authors=authors,
        countries=["KG"],
        section=make_section("Water"),
        lead_image=make_image(alt="A full dam"),
        published_at=datetime(2026, 5, 21, 20, 30, tzinfo=UTC),
    )
    page = client.get("/articles/").content.decode()
    for words in ("Dam &lt;fills&gt;", "The water is back.", "Aigul Asanova", "Timur Bek",
                  "Kyrgyzstan", "Water", 'alt="A full dam"'):  # fmt: skip
        assert words in page
    # 20:30 in London is the next morning in Bishkek.
    assert "22 May 2026" in page


@pytest.mark.parametrize("kind", ["country", "section", "tag", "author"])
def test_facet_lists_its_stories_with_its_own_total(client, kind):
    facets = {
        "country": ("/country/kazakhstan/", {"countries": ["KZ", "UZ"]}),
        "section": ("/section/water/", {"section": make_section("Water")}),
        "tag": ("/tag/dams/", {"tags": [make_tag("Dams"), make_tag()]}),
        "author": ("/author/aigul/", {"authors": [make_author("Aigul"), make_author()]}),
    }
    address, filing = facets[kind]
    make_stories(8, **filing)
    make_stories(3)
    make_article(status="draft", **filing)
    page = client.get(f"{address}?page=2")
    assert "Viewing results 7 - 8 of 8" in page.content.decode()
    assert len(page.context["stories"]) == 2
    assert client.get(f"{address}?q=x").status_code == 301
    assert client.get(f"/{kind}/nowhere/").status_code == 404


FILTERS = [
    ({"country": "kazakhstan"}, {"a", "ab"}),
    ({"country": ["kazakhstan", "uzbekistan"]}, {"a", "ab", "b"}),
    ({"country": "uzbekistan", "section": "water"}, {"b"}),
    ({"tag": "dams"}, {"a"}),
    ({"author": "aigul"}, {"ab"}),
    ({"q": "canal"}, {"a", "b"}),
    ({"q": "CANAL lining"}, {"a"}),
    ({"from": "2026-02-01"}, {"ab", "b"}),
    ({"to": "2026-02-01"}, {"a", "ab"}),
    ({"from": "2026-02-01", "to": "2026-02-01"}, {"ab"}),
    ({"q": "nothing at all"}, set()),
]


@pytest.fixture
def _three_stories():
    def at(month, hour):
        return datetime(2026, month, 1, hour, tzinfo=UTC)

    make_article(
        headline="a", body="<p>Canal lining</p>", countries=["KZ"], tags=[make_tag("Dams")],
        published_at=at(1, 12),
    )  # fmt: skip
    make_article(
        headline="ab", countries=["KZ", "UZ"], authors=[make_author("Aigul")],
        # The last minutes of 1 February in Bishkek.
        published_at=at(2, 17),
    )  # fmt: skip
    make_article(
        headline="b", summary="The canal", countries=["UZ"], section=make_section("Water"),
        published_at=at(3, 12),
    )  # fmt: skip


@pytest.mark.usefixtures("_three_stories")
@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_filters_narrow_the_listing(client, query, expected):
    response = client.get("/articles/", query)
    assert response.status_code == 200
    assert set(headlines(response)) == expected
    assert len(headlines(response)) == len(expected)


def test_filter_form_keeps_its_values(client):
    make_section("Water"), make_tag("Dams"), make_author("Aigul")
    page = client.get(
        "/articles/?q=canal&country=kazakhstan&country=uzbekistan&section=water"
        "&tag=dams&author=aigul&from=2026-01-01&to=2026-02-01&order=relevance"
    ).content.decode()
    for slug in ("kazakhstan", "uzbekistan", "water"):
        assert re.search(rf'<(?:input|option)[^>]*value="{slug}"[^>]*(?:checked|selected)', page)
    for value in ("canal", "dams", "aigul", "2026-01-01", "2026-02-01"):
        assert re.search(rf'<input[^>]*value="{value}"', page)
    assert re.search(r'value="relevance"[^>]*selected', page)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"country": "atlantis"}, "There is no country “atlantis”."),
        ({"section": "x"}, "There is no section “x”."),
        ({"tag": "<b>"}, "There is no tag “&lt;b&gt;”."),
        ({"author": "nobody"}, "There is no author “nobody”."),
        ({"from": "yesterday"}, "Write the day as year-month-day"),
        ({"to": "2026-02-30"}, "Write the day as year-month-day"),
        ({"from": "2026-02-02", "to": "2026-02-01"}, "The first day is after the last day."),
        ({"order": "alphabet"}, "alphabet is not one of the available choices"),
        ({"q": "x" * 201}, "at most 200 characters"),
        ({"q": "a\x00b"}, "Null characters are not allowed"),
        ({"q": "a" * 200}, None),
        ({"from": "0001-01-01"}, "Choose a day between 1800 and 2199."),
        ({"to": "9999-12-31"}, "Choose a day between 1800 and 2199."),
        ({"tag": "a\x00b"}, "There is no tag"),
        ({"country": "a/b"}, "There is no country"),
    ],
)
def test_invalid_value_says_so(client, query, sentence):
    make_article()
    for address in ("/articles/", "/search/"):
        response = client.get(address, query)
        if sentence is None:
            assert response.status_code == 200
            continue
        assert response.status_code == 400
        assert sentence in response.content.decode()
        assert not response.context["stories"]


def test_invalid_value_says_so_on_any_page(client):
    assert client.get("/articles/?country=atlantis&page=5").status_code == 400


def test_best_match_comes_first_when_asked_for(client):
    make_article(headline="Snow", body="<p>A canal too.</p>")
    make_article(headline="Canal", published_at=timezone.now() - timedelta(days=9))
    assert headlines(client.get("/search/?q=canal")) == ["Snow", "Canal"]
    assert headlines(client.get("/search/?q=canal&order=relevance")) == ["Canal", "Snow"]


@pytest.mark.parametrize(
    ("address", "indexed"),
    [
        ("/articles/", True),
        ("/articles/?country=kazakhstan", True),
        ("/articles/?country=kazakhstan&country=uzbekistan", False),
        ("/articles/?q=canal", False),
        ("/search/", False),
    ],
)
def test_only_single_facets_are_for_crawlers(client, address, indexed):
    page = client.get(address).content.decode()
    assert ('<meta name="robots" content="noindex' not in page) is indexed


@pytest.mark.parametrize(
    "address", ["/articles/", "/country/kazakhstan/", "/section/s/", "/tag/t/", "/author/a/"]
)
def test_listing_costs_the_same_few_queries_cold(
    client, django_assert_max_num_queries, address, django_assert_num_queries
):
    filing = {
        "section": make_section("S"), "tags": [make_tag("T")], "countries": ["KZ", "KG"],
        "authors": [make_author("A"), make_author("B")], "lead_image": make_image(),
    }  # fmt: skip
    make_fixing("USD/KGS")
    make_ticker("KGS/USD")
    make_article(**filing)
    with django_assert_max_num_queries(8) as cold:
        client.get(address)
    for _ in range(5):
        make_article(**filing)
    with django_assert_num_queries(len(cold) - 3):
        assert len(client.get(address).context["stories"]) == 6


def test_listing_never_reads_a_body(client, django_assert_max_num_queries):
    make_article(body="<p>Secret of the body</p>")
    with django_assert_max_num_queries(6) as queries:
        client.get("/articles/")
    assert not any('"articles_article"."body"' in query["sql"] for query in queries)


def test_public_page_needs_no_cookie(client):
    make_article(slug="s")
    for address in ("/", "/articles/", "/articles/s/", "/search/?q=x"):
        response = client.get(address)
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies


def test_listing_answers_304_to_who_has_it(client):
    make_article()
    etag = client.get("/articles/")["ETag"]
    assert client.get("/articles/", headers={"If-None-Match": etag}).status_code == 304


def test_article_query_keeps_the_total_order():
    stories = make_stories(3)
    assert list(Article.objects.published().newest_first()) == stories[::-1]

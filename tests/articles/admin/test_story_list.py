"""The list of stories: what it shows, and that it costs the same with many."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom import bounded_list
from tests.articles.admin.posts import LIST
from tests.factories import make_article, make_author, make_section

DRAFT = {"status": "draft", "published_at": None}


def headlines(client, **query):
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [story.headline for story in response.context["cl"].result_list]


def test_list_costs_the_same_queries_for_one_story_and_many(chief):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            chief.get(LIST)
        return queries.captured_queries

    make_article(authors=[make_author()], countries=["KG"], section=make_section())
    few = cost()
    for _ in range(20):
        make_article(authors=[make_author(), make_author()], countries=["KZ", "UZ"])
    many = cost()
    assert len(many) <= len(few) <= 12
    listing = [
        query["sql"] for query in many if "LIMIT 50" in query["sql"] or "headline" in query["sql"]
    ]
    assert not [sql for sql in listing if '"body"' in sql or '"body_text"' in sql]


def test_list_counts_no_further_than_it_pages(chief, monkeypatch):
    monkeypatch.setattr(bounded_list, "LIMIT", 3)
    for _ in range(5):
        make_article()
    with CaptureQueriesContext(connection) as queries:
        page = chief.get(LIST).content.decode()
    assert "more than 3 stories" in page
    counts = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert counts
    assert all("LIMIT 4" in sql for sql in counts)


@pytest.mark.parametrize(("count", "text"), [(0, ""), (1, "1 story"), (2, "2 stories")])
def test_list_says_how_many_there_are(chief, count, text):
    for _ in range(count):
        make_article()
    assert text in chief.get(LIST).content.decode()


def test_page_past_the_end_is_the_last_one(chief):
    make_article(headline="Only")
    assert headlines(chief, p="999") == ["Only"]


def test_last_touched_comes_first(chief):
    first, _ = make_article(headline="First"), make_article(headline="Second")
    first.save()
    assert headlines(chief) == ["First", "Second"]


def test_row_shows_state_countries_byline_section_and_time(chief):
    make_article(
        headline="Dam fills",
        authors=[make_author("Zarina"), make_author("Aibek")],
        countries=["KG", "UZ"],
        section=make_section("Water"),
        published_at=timezone.now() - timedelta(minutes=5),
    )
    page = chief.get(LIST).content.decode()
    assert '<span class="status status-published">Published</span>' in page
    assert '<span class="kicker">Kyrgyzstan · Uzbekistan</span>' in page
    assert "Zarina, Aibek" in page
    assert ">5 min ago</time>" in page


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("draft", ["A draft"]),
        ("review", ["In review"]),
        ("scheduled", ["To come"]),
        ("public", ["Public"]),
        ("withdrawn", ["Gone"]),
        ("nonsense", ["A draft", "Gone", "In review", "Public", "To come"]),
    ],
)
def test_status_filter(chief, status, found):
    make_article(headline="A draft", **DRAFT)
    make_article(headline="In review", status="review", published_at=None)
    make_article(headline="To come", published_at=timezone.now() + timedelta(hours=1))
    make_article(headline="Public")
    make_article(headline="Gone", status="withdrawn")
    assert sorted(headlines(chief, status=status)) == found


def test_own_filter_shows_what_one_began_or_signed(reporter):
    make_article(headline="Begun", created_by=reporter.user, **DRAFT)
    make_article(headline="Signed", authors=[make_author(user=reporter.user)])
    make_article(headline="Other")
    assert sorted(headlines(reporter, whose="mine")) == ["Begun", "Signed"]


def test_section_country_and_author_filters(chief):
    section, author = make_section("Law"), make_author()
    make_article(headline="Hit", section=section, authors=[author], countries=["TJ"])
    make_article(headline="Miss")
    for query in ({"section": "law"}, {"country": "tajikistan"}, {"author": author.pk}):
        assert headlines(chief, **query) == ["Hit"]


@pytest.mark.parametrize(
    "query",
    [
        {"author": "x"},
        {"author": "9" * 5000},
        {"section": "none-such"},
        {"p": "x"},
        {"year": "9999"},
        {"year": "0"},
        {"year": "9" * 5000},
        {"year": "2024", "month": "13"},
        {"year": "2024", "day": "3"},
        {"month": "3"},
        {"o": "1.2"},
        {"unknown": "1"},
        {"e": "1"},
        {"status": "\x00"},
        {"q": "\x00"},
        {"q": "word " * 100},
    ],
)
def test_filter_that_can_not_be_is_no_error(chief, query):
    make_article()
    response = chief.get(LIST, query, follow=True)
    assert response.status_code == 200
    assert "cl" in response.context


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"year": "2024"}, ["May", "March 31", "March 1"]),
        ({"year": "2024", "month": "3"}, ["March 31", "March 1"]),
        ({"year": "2024", "month": "3", "day": "31"}, ["March 31"]),
        ({"year": "2023"}, []),
    ],
)
def test_drill_down_follows_the_newsrooms_days(chief, query, found):
    # 18:30 UTC is already the next day in Bishkek.
    for headline, moment in [
        ("March 1", datetime(2024, 2, 29, 18, 30, tzinfo=UTC)),
        ("March 31", datetime(2024, 3, 31, 12, tzinfo=UTC)),
        ("May", datetime(2024, 5, 2, tzinfo=UTC)),
    ]:
        make_article(headline=headline, published_at=moment)
    assert headlines(chief, **query) == found


def test_drill_down_offers_years_months_and_days(chief):
    make_article(published_at=datetime(2024, 5, 2, tzinfo=UTC))

    def offered(**query):
        specs = chief.get(LIST, query).context["cl"].filter_specs
        changelist = chief.get(LIST, query).context["cl"]
        choices = specs[-1].choices(changelist)
        return [choice["display"] for choice in choices if not choice["selected"]]

    assert offered()[-1] == "2024"
    assert offered(year="2024")[:2] == ["January", "February"]
    assert len(offered(year="2024", month="2")) == 29
    assert offered(year="2024", month="2", day="1") == []


@pytest.mark.parametrize("typed", ["toktogul", "TOKTOGUL fills", "osh-report", "sultanova dam"])
def test_search_finds_headline_slug_and_byline(chief, typed):
    author = make_author("Aida Sultanova")
    make_article(headline="Toktogul dam fills", slug="osh-report", authors=[author])
    make_article(headline="Other")
    assert headlines(chief, q=typed) == ["Toktogul dam fills"]


def test_search_leaves_bodies_alone(chief):
    make_article(body="<p>Toktogul</p>")
    assert headlines(chief, q="toktogul") == []


def test_empty_list_says_so(chief):
    assert "Nothing fits." in chief.get(LIST, {"q": "nothing"}).content.decode()
    assert "yet." in chief.get(LIST).content.decode()

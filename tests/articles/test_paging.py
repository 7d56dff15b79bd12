"""Paging by readers: going to a date, and pages that stay as they were when it began."""

import re
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from articles.counts.reading import PATIENCE
from articles.listing import Listing, anchor_text
from articles.models import Article, Change, DayCount, Kind, MonthCount
from tests.factories import make_article, make_author, make_section, make_tag

pytestmark = pytest.mark.django_db
#: Every kind of listing, each with the same stories on it.
LISTINGS = [
    "/articles/", "/articles/?section=water", "/country/kazakhstan/", "/section/water/",
    "/tag/dams/", "/author/aigul/",
]  # fmt: skip
each_listing = pytest.mark.parametrize("address", LISTINGS)


@pytest.fixture
def filing():
    return {
        "section": make_section("Water"), "tags": [make_tag("Dams")],
        "authors": [make_author("Aigul")], "countries": ["KZ"],
    }  # fmt: skip


def on(day, hour=12):
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{hour:02}:00"))


@pytest.fixture
def twenty(filing):
    """Twenty stories, newest first, below one of today: on the odd days from the 19th of
    November down and on those of September 2023."""
    days = [f"2023-{month}-{day:02}" for month in ("11", "09") for day in range(19, 0, -2)]
    make_article(published_at=timezone.now(), **filing)
    stories = [make_article(published_at=on(day), **filing) for day in days]
    return stories


def go(client, address, day):
    return client.get(f"{address}{'&' if '?' in address else '?'}{urlencode({'date': day})}")


def place_in(response):
    """The page and the place that a redirect leads to."""
    target = re.fullmatch(r"([^?#]*)(\?[^#]*)?#result-(\d+)", response["Location"])
    page = re.search(r"\bpage=(\d+)", target[2] or "")
    return (int(page[1]) if page else 1), int(target[3])


def tags_of(response, name="a"):
    return re.findall(rf"<{name}\b[^>]*>", unescape(response.content.decode()))


def link(response, rel, name="a"):
    tag = next(tag for tag in tags_of(response, name) if f'rel="{rel}"' in tag)
    return re.search('href="([^"]*)"', tag)[1]


# Go to a date


#: Where the twenty-first stories are, below the one of today: day, page and place.
PLACES = [
    ("2023-11-19", 1, 2),
    ("2023-11-12", 1, 6),
    ("2023-11-09", 2, 7),
    ("2023-09-30", 2, 12),
    ("2023-09-19", 2, 12),
    ("2023-09-18", 3, 13),
    ("2023-09-01", 4, 21),
    ("2023-08-31", 4, 21),
    ("0001-01-01", 4, 21),
    ("9999-12-31", 1, 1),
]


@each_listing
@pytest.mark.usefixtures("twenty")
def test_date_leads_to_the_page_with_its_newest_story_or_an_older_one(client, address):
    for day, page, place in PLACES:
        response = go(client, address, day)
        assert response.status_code == 302
        assert place_in(response) == (page, place)
        assert "date=" not in response["Location"]
        assert ("as_of=" in response["Location"]) is (page > 1)
        landed = client.get(response["Location"])
        assert f'id="result-{place}"' in landed.content.decode()


@pytest.mark.usefixtures("twenty")
def test_date_leads_to_a_story_of_that_day(client):
    target = go(client, "/tag/dams/", "2023-11-08")["Location"]
    page = client.get(target).content.decode()
    item = re.search(rf'<li id="{target.partition("#")[2]}">(.*?)</li>', page, re.DOTALL)[1]
    assert "7 November 2023" in item


def test_first_of_the_days_stories_is_meant(client):
    stories = [make_article(published_at=on("2023-11-19", hour)) for hour in range(1, 21)]
    for day in range(1, 4):
        make_article(published_at=on(f"2023-11-{20 + day}"))
    response = go(client, "/articles/", "2023-11-19")
    assert place_in(response) == (1, 4)
    assert client.get(response["Location"]).context["stories"][3] == stories[-1]


WRONG = ["abc", "2024-02-31", "0000-01-01", "2024-13-01", "31.02.2024", "a\0b", "-1", "9" * 5_000]


@each_listing
def test_wrong_date_says_so_and_shows_no_story(client, filing, address):
    for _ in range(7):
        make_article(**filing)
    for day in WRONG:
        response = go(client, address, day)
        assert response.status_code == 400
        page = response.content.decode()
        field = next(tag for tag in tags_of(response, "input") if 'name="date"' in tag)
        assert 'aria-describedby="jump-error"' in field
        assert re.search(r'id="jump-error"[^>]*>There is no such day\.', page)
        assert not response.context["stories"]
        for absent in ("<article", "\0", "Viewing results"):
            assert absent not in page


def test_wrong_date_is_escaped(client):
    make_article()
    page = go(client, "/articles/", '"><script>').content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;"' in page


@pytest.mark.usefixtures("twenty")
@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("date=", "/articles/"),
        ("date=%20&page=2", "/articles/?page=2"),
        ("date=2024-01-01&q=story", "/articles/?q=story"),
        ("date=x&country=kazakhstan&section=water", "/articles/?country=kazakhstan&section=water"),
        ("date=2024-01-01&country=atlantis", "/articles/?country=atlantis"),
    ],
)
def test_date_that_says_nothing_is_left_out(client, query, address):
    response = client.get(f"/articles/?{query}")
    assert (response.status_code, response["Location"]) == (301, address)


@pytest.mark.usefixtures("twenty")
def test_date_wins_over_a_page_and_keeps_the_filter(client):
    response = client.get("/articles/?date=2023-11-19&page=3&tag=dams&utm=x&as_of=y")
    assert response["Location"] == "/articles/?tag=dams#result-2"


def test_date_in_an_empty_listing_leads_to_it(client):
    make_tag("Dams")
    assert go(client, "/tag/dams/", "2024-01-01")["Location"] == "/tag/dams/"


@each_listing
@pytest.mark.usefixtures("twenty")
def test_form_offers_the_days_of_its_listing_and_keeps_what_was_chosen(client, address):
    response = client.get(address)
    field = next(tag for tag in tags_of(response, "input") if 'name="date"' in tag)
    today = timezone.localdate().isoformat()
    assert 'min="2023-09-01"' in field
    assert f'max="{today}"' in field
    form = re.search(r'<form class="jump".*?</form>', response.content.decode(), re.DOTALL)[0]
    assert ('name="section" value="water"' in form) is ("?section" in address)


@pytest.mark.usefixtures("twenty")
@pytest.mark.parametrize("address", ["/search/?q=story", "/search/", "/articles/?q=story"])
def test_search_offers_no_dates(client, address):
    assert 'name="date"' not in client.get(address).content.decode()


def test_listing_of_one_page_offers_no_dates(client):
    make_article()
    assert 'name="date"' not in client.get("/articles/").content.decode()


@pytest.mark.usefixtures("twenty")
def test_date_costs_a_few_counts_however_deep(client, django_assert_num_queries):
    for day in ("2023-11-19", "2023-09-01"):
        with django_assert_num_queries(3):
            go(client, "/tag/dams/", day)


# Pages that stay as they were


@each_listing
@pytest.mark.usefixtures("twenty")
def test_all_links_but_the_first_carry_the_anchor(client, address):
    response = client.get(address + ("&" if "?" in address else "?") + "page=2")
    pager = re.search(
        r"<nav[^>]*aria-label=\"Pages\".*?</nav>", response.content.decode(), re.DOTALL
    )[0]
    links = [unescape(link) for link in re.findall('href="(.*?)"', pager)]
    further = [link for link in links if "page=" in link]
    assert len(further) >= 4
    assert all(re.search(r"page=\d+&as_of=\w+\.\d+Z$", link) for link in further)
    # The first page, by its name, its number, and as the previous one, is the listing itself.
    assert {link for link in links if "page=" not in link} == {address}


@pytest.mark.usefixtures("twenty")
def test_head_and_pager_agree_on_what_comes_next(client):
    page = client.get("/tag/dams/?page=2")
    assert link(page, "next", "link") == link(page, "next")
    assert link(page, "prev", "link") == link(page, "prev") == "/tag/dams/"
    assert "as_of" in link(page, "next")
    assert (
        '<link rel="canonical" href="http://testserver/tag/dams/?page=2">' in page.content.decode()
    )


def test_first_page_carries_no_anchor(client):
    for _ in range(7):
        make_article()
    as_of = anchor_text(timezone.now())
    response = client.get(f"/articles/?as_of={as_of}")
    assert (response.status_code, response["Location"]) == (301, "/articles/")


@pytest.mark.parametrize(
    "as_of", ["", "x", "20260101T000000.000000Z", "99999999T000000.000000Z", "a\0", "2" * 5_000]
)
def test_anchor_that_is_none_is_left_out(client, as_of):
    for _ in range(7):
        make_article()
    response = client.get("/articles/", {"page": 2, "as_of": as_of})
    assert (response.status_code, response["Location"]) == (301, "/articles/?page=2")


def second_page(client, address="/articles/"):
    return link(client.get(address), "next")


def test_reader_is_told_how_many_stories_are_newer(client):
    for _ in range(9):
        make_article()
    address = second_page(client)
    assert "since you began" not in client.get(address).content.decode()
    make_article(published_at=timezone.now())
    page = client.get(address).content.decode()
    assert re.search(r'role="status">1 newer story since you began\. <a href="/articles/">', page)
    make_article(published_at=timezone.now())
    make_article(published_at=timezone.now() + timedelta(hours=1))
    make_article(status="draft")
    page = client.get(address).content.decode()
    assert "2 newer stories since you began." in page
    assert "Viewing results 7 - 9 of 9" in page


def test_scheduled_story_is_newer_once_it_has_appeared(client):
    for _ in range(9):
        make_article()
    address = second_page(client)
    story = make_article(published_at=timezone.now() + timedelta(hours=1))
    assert "since you began" not in client.get(address).content.decode()
    # As if the hour were over.
    Article.objects.filter(pk=story.pk).update(published_at=timezone.now())
    assert "1 newer story" in client.get(address).content.decode()


def test_newer_stories_of_other_listings_are_not_told(client, filing):
    for _ in range(9):
        make_article(**filing)
    address = second_page(client, "/tag/dams/")
    make_article(published_at=timezone.now())
    assert "since you began" not in client.get(address).content.decode()


def test_newer_stories_cost_no_statement(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    for _ in range(9):
        make_article()
    address = second_page(client)
    client.get(address)
    with django_assert_max_num_queries(6) as before:
        client.get(address)
    make_article(published_at=timezone.now())
    with django_assert_num_queries(len(before)):
        assert "1 newer story" in client.get(address).content.decode()


def test_page_tells_of_stories_that_were_withdrawn(client):
    stories = [make_article(published_at=timezone.now() - timedelta(minutes=n)) for n in range(9)]
    address = second_page(client)
    for number, words in (
        (1, "1 story of this page has been withdrawn since you began."),
        (2, "2 stories of this page have been withdrawn since you began."),
        (3, "All the stories of this page have been withdrawn since you began."),
    ):
        Article.objects.filter(pk=stories[9 - number].pk).update(status="withdrawn")
        response = client.get(address)
        assert response.status_code == 200
        page = response.content.decode()
        assert words in page
        assert "Viewing results 7 - 9 of 9" in page
        assert page.count("<article") == 3 - number
    assert "Start again from the newest</a>" in page
    assert client.get("/articles/?page=2").status_code == 404


def test_listing_that_changed_too_much_begins_anew(client):
    for _ in range(9):
        make_article()
    address = second_page(client)
    now = timezone.now()
    Change.objects.bulk_create(
        Change(
            kind=Kind.ALL, key=0, day=now.date(), at=now, article_id=1, published_at=now, effect=-1
        )
        for _ in range(PATIENCE + 1)
    )
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, "/articles/?page=2")


# The pager


def inflate(stories):
    """Counts as of so many stories in 2001, without the stories."""
    at = {"kind": Kind.ALL, "key": 0, "count": stories}
    MonthCount.objects.create(month="2001-01-01", **at)
    DayCount.objects.create(day="2001-01-01", **at)


def test_pager_leads_to_any_page_by_its_number(client):
    inflate(61)
    response = client.get("/articles/?page=2")
    field = next(tag for tag in tags_of(response, "input") if 'name="page"' in tag)
    assert 'min="1" max="11"' in field
    anchor = next(tag for tag in tags_of(response, "input") if 'name="as_of"' in tag)
    as_of = re.search('value="(.*?)"', anchor)[1]
    # What a browser makes of it is the address itself; the first page's is one hop away.
    assert client.get(f"/articles/?page=11&as_of={as_of}").status_code == 200
    assert client.get(f"/articles/?page=1&as_of={as_of}")["Location"] == "/articles/"
    assert client.get(f"/articles/?page=12&as_of={as_of}").status_code == 404


def test_few_pages_have_no_field(client):
    inflate(60)
    assert 'name="page"' not in client.get("/articles/").content.decode()


def test_pager_of_a_million_stories_is_no_longer_than_another(client):
    inflate(1_000_000)
    response = client.get("/articles/?page=166666")
    assert "Viewing results 999991 - 999996 of 1000000" in response.content.decode()
    names = re.findall(r'aria-label="(Page \d+)"', response.content.decode())
    assert names == [f"Page {number}" for number in (1, 166664, 166665, 166666, 166667)]
    assert Listing().count() == 1_000_000


@each_listing
@pytest.mark.usefixtures("twenty")
def test_each_page_of_a_listing_meets_each_story_once_while_others_come_and_go(
    client, twenty, filing, address
):
    met, following = [], address
    while following:
        response = client.get(following)
        met += [story.pk for story in response.context["stories"]]
        make_article(published_at=timezone.now(), **filing)
        following = link(response, "next") if 'rel="next"' in response.content.decode() else None
    assert len(met) == len(set(met))
    assert {story.pk for story in twenty} <= set(met)

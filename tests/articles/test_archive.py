"""The archive: its years and months, the calendar of a month, the stories of a month or a day."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.listing import Listing
from articles.models import Article
from articles.views.archive import OneDay, nearest, weeks_of, years_of
from tests.factories import make_article, make_author, make_fixing, make_ticker

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 5, 20, 6, tzinfo=UTC)  # noon in Bishkek


@pytest.fixture
def _in_may():
    """It is noon of 20 May 2024."""
    with time_machine.travel(NOON, tick=False):
        yield


in_may = pytest.mark.usefixtures("_in_may")


def publish(day, number=1, hour=9, **filing):
    """Stories of one second of a day (ISO, as in Bishkek)."""
    at = timezone.make_aware(datetime.fromisoformat(f"{day}T{hour:02}:00"))
    return [make_article(published_at=at, **filing) for _ in range(number)]


def text_of(response):
    """What a reader of the page hears: its text without tags, in one line."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def links_of(response, pattern):
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    return re.findall(rf'href="({pattern})"', main)


# What it is made of


def test_years_come_newest_first_each_with_its_twelve_months():
    counted = {date(2024, 5, 1): 3, date(2024, 1, 1): 1_200, date(2022, 12, 1): 1}
    years = years_of(counted)
    assert [(year.number, year.stories) for year in years] == [
        (2024, "1,203 stories"),
        (2022, "1 story"),
    ]
    assert all(len(year.months) == 12 for year in years)
    may = years[0].months[4]
    assert (may.name, may.figure, may.address) == ("May", "3", "/archive/2024/05/")


def test_weeks_begin_on_monday_and_hold_the_month_only():
    weeks = weeks_of(date(2024, 9, 1), {date(2024, 9, 30): 14}, current=date(2024, 9, 2))
    assert [[day.number for day in week] for week in weeks[:2]] == [
        [0, 0, 0, 0, 0, 0, 1],
        [2, 3, 4, 5, 6, 7, 8],
    ]
    assert weeks[1][0].is_current
    last = weeks[-1][0]
    assert (last.name, last.address) == ("30 September 2024, 14 stories", "/archive/2024/09/30/")
    assert len(weeks_of(date(2021, 2, 1), {})) == 4


@in_may
def test_one_day_is_a_part_of_its_month(django_assert_num_queries):
    publish("2024-05-03", 4), publish("2024-05-12", 5), publish("2024-05-13", 2)
    month = Listing(first=date(2024, 5, 1), last=date(2024, 5, 31))
    day = OneDay(month, date(2024, 5, 12))
    with django_assert_num_queries(1):
        assert day.count() == 5
        assert OneDay(month, date(2024, 5, 4)).count() == 0
    assert {timezone.localdate(story.published_at).day for story in day[0:5]} == {12}
    assert len({story.pk for story in [*day[0:3], *day[3:5]]}) == 5


@in_may
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-05-19", "2024-05-12"),
        ("2024-05-12", "2024-05-12"),
        ("2024-05-11", "2024-05-03"),
        ("2024-05-01", "2023-11-30"),
        ("2001-01-01", "2023-11-30"),
        ("9999-12-31", "2024-05-12"),
        ("0001-01-01", "2023-11-30"),
    ],
)
def test_nearest_day_is_the_day_itself_or_an_older_one(day, expected):
    for published in ("2024-05-12", "2024-05-03", "2023-11-30"):
        publish(published)
    assert str(nearest(date.fromisoformat(day))) == expected


def test_nearest_day_of_an_empty_archive_is_none():
    assert nearest(date(2024, 5, 1)) is None


# /archive/


@in_may
def test_archive_tells_years_and_months_with_their_numbers(client):
    publish("2024-05-12", 2), publish("2024-05-13"), publish("2022-12-31")
    make_article(published_at=NOON + timedelta(hours=1)), make_article(status="draft")
    response = client.get("/archive/")
    text = text_of(response)
    assert "by year and month: 4 stories." in text
    assert text.index("2024") < text.index("2022")
    assert "May 2024, 3 stories" in text
    assert "December 2022, 1 story" in text
    assert links_of(response, "/archive/.*?/") == ["/archive/2024/05/", "/archive/2022/12/"]
    assert '<link rel="canonical" href="http://testserver/archive/">' in response.content.decode()


def test_archive_without_stories_says_so(client):
    response = client.get("/archive/")
    assert response.status_code == 200
    assert "There are no stories here yet." in text_of(response)
    assert 'name="date"' not in response.content.decode()


@in_may
def test_archive_costs_one_statement_and_the_frame(client, django_assert_num_queries):
    for year in range(2000, 2024):
        publish(f"{year}-05-12")
    client.get("/archive/")
    with django_assert_num_queries(1):
        client.get("/archive/")


@in_may
def test_year_is_a_place_on_the_archives_page(client):
    publish("2022-12-31")
    response = client.get("/archive/2022/")
    assert (response.status_code, response["Location"]) == (301, "/archive/#y2022")
    assert 'id="y2022"' in client.get("/archive/").content.decode()
    for year in ("2021", "0000", "99999", "22"):
        assert client.get(f"/archive/{year}/").status_code == 404


# A month, a day


@in_may
def test_month_lists_its_stories_and_its_days(client):
    publish("2024-05-03", 8), publish("2024-05-12"), publish("2024-04-30"), publish("2023-11-01")
    response = client.get("/archive/2024/05/")
    text = text_of(response)
    assert "Viewing results 1 - 6 of 9" in text
    assert "<title>May 2024 – Archive – Newsroom</title>" in response.content.decode()
    assert links_of(response, r"/archive/2024/05/\d\d/") == [
        "/archive/2024/05/03/",
        "/archive/2024/05/12/",
    ]
    assert 'aria-label="3 May 2024, 8 stories"' in response.content.decode()
    assert {
        timezone.localdate(story.published_at).month for story in response.context["stories"]
    } == {5}
    assert len(client.get("/archive/2024/05/?page=2").context["stories"]) == 3


@in_may
def test_day_lists_its_stories_within_its_month(client):
    publish("2024-05-03", 8), publish("2024-05-12"), publish("2024-05-02")
    response = client.get("/archive/2024/05/03/?page=2")
    page = response.content.decode()
    assert "Viewing results 7 - 8 of 8" in page
    assert [timezone.localdate(it.published_at).day for it in response.context["stories"]] == [3, 3]
    current = re.findall(r"<a[^>]*aria-current=\"date\"[^>]*>", page)
    assert len(current) == 1
    assert 'href="/archive/2024/05/03/"' in current[0]
    assert "3 May 2024, page 2 of 2 – Archive" in page


@in_may
def test_month_leads_to_the_next_ones_that_have_stories(client):
    publish("2024-05-03"), publish("2024-01-30"), publish("2023-11-01")
    make_article(published_at=NOON + timedelta(days=20))
    january = client.get("/archive/2024/01/")
    assert "November 2023 May 2024" in text_of(january)
    months = re.search(r'aria-label="Months".*?</nav>', january.content.decode(), re.DOTALL)[0]
    assert re.findall('href="(.*?)"', months) == ["/archive/2023/11/", "/archive/2024/05/"]
    assert "/archive/2024/06/" not in client.get("/archive/2024/05/").content.decode()


@in_may
def test_breadcrumbs_lead_up(client):
    publish("2024-05-03")
    month, day = client.get("/archive/2024/05/"), client.get("/archive/2024/05/03/")
    assert text_of(month).startswith("Archive 2024 May May 2024")
    assert text_of(day).startswith("Archive 2024 May 3 3 May 2024")
    assert links_of(day, "/archive/.*?")[:3] == [
        "/archive/",
        "/archive/#y2024",
        "/archive/2024/05/",
    ]


@in_may
def test_story_is_on_its_local_day_and_leaves_with_its_time(client):
    # Half past eight in the evening in London is the next day in Bishkek.
    make_article(
        published_at=datetime(2024, 5, 2, 20, 30, tzinfo=UTC), withdraw_at=NOON + timedelta(hours=1)
    )
    assert client.get("/archive/2024/05/03/").status_code == 200
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        assert client.get("/archive/2024/05/03/").status_code == 404
        assert client.get("/archive/2024/05/").status_code == 404


@in_may
def test_scheduled_story_enters_the_calendar_at_its_second(client):
    publish("2024-05-01"), publish("2024-05-20", hour=13)
    assert client.get("/archive/2024/05/20/").status_code == 404
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        assert client.get("/archive/2024/05/20/").status_code == 200
        assert (
            'aria-label="20 May 2024, 1 story"' in client.get("/archive/2024/05/").content.decode()
        )


@in_may
@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/archive/2024/5/", "/archive/2024/05/"),
        ("/archive/2024/5/3/", "/archive/2024/05/03/"),
        ("/archive/2024/05/3/?page=2", "/archive/2024/05/03/?page=2"),
        ("/archive/2024/05/?utm_source=x", "/archive/2024/05/"),
        ("/archive/2024/05/?page=1", "/archive/2024/05/"),
        ("/archive/2024/05", "/archive/2024/05/"),
    ],
)
def test_archive_has_one_address_per_page(client, address, canonical):
    publish("2024-05-03", 8)
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, canonical)
    page = client.get(canonical).content.decode()
    assert f'<link rel="canonical" href="http://testserver{canonical}">' in page


@in_may
@pytest.mark.parametrize(
    "address",
    [
        "2024/02/31/", "2024/13/", "2024/00/", "2024/05/00/", "2024/05/32/", "0000/01/",
        "99999/01/", "2024/06/", "2024/05/21/", "9999/12/31/", "2024/04/", "1850/01/01/",
        "2024/005/", "x/05/", "2024/05/03/?page=3", "2024/05/?page=0", "2024/05/?page=x",
        "٢٠٢٤/05/", "2024/05/%00/",
    ],
)  # fmt: skip
def test_page_without_a_place_in_the_calendar_is_not_found(client, address):
    publish("2024-05-03", 8)
    assert client.get(f"/archive/{address}").status_code == 404


@in_may
def test_day_without_stories_is_not_found_but_shows_what_is_near(client):
    publish("2024-05-03"), publish("2024-05-12"), publish("2024-05-01")
    response = client.get("/archive/2024/05/07/")
    assert response.status_code == 404
    text = text_of(response)
    assert "There are no stories of 7 May 2024." in text
    assert "The nearest days with stories: 3 May , 12 May ." in text
    assert '<meta name="robots" content="noindex' in response.content.decode()
    assert "Viewing results" not in text
    assert 'aria-label="12 May 2024, 1 story"' in response.content.decode()


@in_may
@pytest.mark.parametrize("address", ["/archive/", "/archive/2024/05/", "/archive/2024/05/03/"])
@pytest.mark.parametrize(
    ("day", "target"),
    [
        ("2024-05-12", "/archive/2024/05/12/"),
        ("2024-05-11", "/archive/2024/05/03/"),
        ("1999-01-01", "/archive/2024/05/03/"),
        ("2199-01-01", "/archive/2024/05/12/"),
    ],
)
def test_date_in_the_archive_leads_to_its_day_or_the_one_before(client, address, day, target):
    publish("2024-05-03"), publish("2024-05-12")
    response = client.get(address, {"date": day})
    assert (response.status_code, response["Location"]) == (302, target)


@in_may
@pytest.mark.parametrize("address", ["/archive/", "/archive/2024/05/", "/archive/2024/05/03/"])
@pytest.mark.parametrize("day", ["2024-02-31", "abc", "0000-01-01", "a\0b", "9" * 5_000])
def test_wrong_date_in_the_archive_says_so(client, address, day):
    publish("2024-05-03")
    response = client.get(address, {"date": day})
    assert response.status_code == 400
    page = response.content.decode()
    assert "There is no such day." in page
    assert "<article" not in page
    assert "\0" not in page
    assert len(page) < 30_000


def test_date_in_an_empty_archive_leads_to_the_archive(client):
    assert client.get("/archive/?date=2024-05-12")["Location"] == "/archive/"


@in_may
@pytest.mark.parametrize("number", [7, 40])
@pytest.mark.parametrize("address", ["2024/05/", "2024/05/03/", "2024/05/?page=2"])
def test_page_of_the_archive_costs_two_statements_and_its_stories(
    client, django_assert_num_queries, django_assert_max_num_queries, address, number
):
    make_fixing("USD/KGS"), make_ticker("KGS/USD")
    publish("2024-05-03", number, authors=[make_author()], countries=["KZ", "KG"])
    publish("2020-01-01")
    client.get("/archive/2024/05/")
    with django_assert_max_num_queries(5) as stories:
        list(Article.objects.published().for_list()[:6])
    # The months of the archive and the days of this one.
    with django_assert_num_queries(2 + len(stories)):
        assert client.get(f"/archive/{address}").status_code == 200


def test_further_page_of_a_day_keeps_to_the_time_as_of_which_it_began(client):
    # The journal goes by the database's own clock.
    now = timezone.now()
    day = f"/archive/{timezone.localdate(now):%Y/%m/%d}/"
    for _ in range(9):
        make_article(published_at=now)
    page = client.get(day).content.decode()
    following = re.search(r'<a[^>]*href="([^"]*)"[^>]*rel="next"', page)[1].replace("&amp;", "&")
    make_article(published_at=timezone.now())
    page = client.get(following).content.decode()
    assert "Viewing results 7 - 9 of 9" in page
    assert "1 newer story since you began." in page
    assert "Viewing results 1 - 6 of 10" in client.get(day).content.decode()

"""Whole pages are kept for readers, and each is dropped by what changes it and by nothing else."""

import gzip
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from articles.models import Article, Country
from newsroom.page_cache import PageCacheMiddleware, pages, watch
from tests.factories import (
    make_article,
    make_author,
    make_fixing,
    make_image,
    make_section,
    make_tag,
    make_ticker,
    make_user,
)

pytestmark = pytest.mark.django_db
HOME, ALL, FEED = "/", "/articles/", "/feed/"
NOON = "2026-05-05T06:00:00Z"


@pytest.fixture(autouse=True)
def kept_pages(settings, monkeypatch):
    """The page cache is on, and looks for changes at each request instead of each second."""
    settings.PAGE_CACHE_SECONDS = 300
    monkeypatch.setattr(watch, "EVERY", 0)
    monkeypatch.setattr(watch, "APART", 0)


@pytest.fixture
def rendered(monkeypatch):
    """The addresses that were rendered, in their order."""
    addresses = []
    render = PageCacheMiddleware._render

    def noting(self, request, *args, **kwargs):
        addresses.append(request.get_full_path())
        return render(self, request, *args, **kwargs)

    monkeypatch.setattr(PageCacheMiddleware, "_render", noting)
    return addresses


@pytest.fixture
def dropped(client, rendered):
    """Which of some addresses were dropped from the cache by what is done in between."""

    def drops(change, *addresses):
        for address in addresses:
            client.get(address)
        rendered.clear()
        change()
        for address in addresses:
            client.get(address)
        return set(rendered)

    return drops


def started():
    """A client with a handler of its own, as in another process, which has looked around."""
    client = Client()
    client.get("/healthz")
    return client


def look_around(client, clock):
    """See what was written before, so that pages of the next second are not older than that."""
    client.get("/healthz")
    clock.shift(1)


def lasting(response):
    """Its headers, but for the date that a page of this second does not have yet."""
    return {name: value for name, value in response.items() if name != "Last-Modified"}


def listing(code):
    return Country.objects.get(code=code).get_absolute_url()


# What is kept, and for whom ---------------------------------------------------------------


@pytest.mark.parametrize("address", [HOME, ALL, FEED, "/sitemap.xml", "/robots.txt"])
def test_page_is_rendered_once_and_the_same_for_all(client, rendered, address):
    make_article()
    another_process = started()
    first, second = client.get(address), another_process.get(address)
    assert rendered == [address]
    assert first.content == second.content
    assert lasting(first) == lasting(second)


def test_every_kind_of_page_is_kept(client, rendered):
    story = make_article(countries=["KG"], tags=[make_tag()], authors=[make_author()])
    facets = [story.countries.get(), story.tags.get(), story.authors.get(), make_section()]
    addresses = [story.get_absolute_url(), *(facet.get_absolute_url() for facet in facets)]
    for address in addresses * 2:
        assert client.get(address).status_code == 200
    assert rendered == addresses


def test_kept_page_has_the_headers_that_every_page_has(client):
    for response in (client.get(HOME), client.get(HOME)):
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert response["Vary"] == "Accept-Encoding"
        assert response["Content-Length"] == str(len(response.content))
        assert not response.cookies


def test_hit_asks_the_database_once_a_second_at_most(
    client, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(watch, "EVERY", 60)
    client.get(HOME)
    with django_assert_num_queries(0):
        client.get(HOME)
    monkeypatch.setattr(watch, "EVERY", 0)
    with django_assert_num_queries(4):
        client.get(HOME)


def test_page_of_another_host_or_scheme_is_another(client, rendered, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for host in ("one.example", "two.example", "ONE.example"):
        page = client.get(ALL, headers={"host": host}).content.decode()
        assert f"http://{host.lower()}/articles/" in page.lower()
    assert len(rendered) == 2
    assert "https://" in client.get(ALL, secure=True, headers={"host": "one.example"}).text
    assert len(rendered) == 3


def test_host_that_is_not_ours_is_refused(client, rendered):
    assert client.get(HOME, headers={"host": "evil.example"}).status_code == 400
    assert not rendered


def test_session_goes_past_the_cache_in_both_directions(client, rendered):
    make_article(headline="Before")
    client.get(ALL)
    editor = Client()
    editor.force_login(make_user())
    response = editor.get(ALL)
    assert response["Cache-Control"] == "private, no-cache"
    assert "Cookie" not in response.get("Vary", "")
    assert rendered == [ALL]


def test_cookie_of_a_script_does_not_matter(client, rendered):
    for value in ("one", "two"):
        client.cookies["_counter"] = value
        client.get(HOME)
    assert rendered == [HOME]


def test_password_in_the_request_goes_past_the_cache(client, rendered):
    response = client.get(HOME, headers={"authorization": "Basic eA=="})
    assert response["Cache-Control"] == "private, no-cache"
    assert not rendered


def test_what_is_no_page_is_left_alone(client, rendered):
    client.post(HOME)
    client.get("/admin/login/")
    assert client.get("/healthz")["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert not rendered


def test_searches_are_all_done(client, rendered):
    for _ in range(2):
        assert client.get("/search/?q=water").templates
    assert not rendered


@pytest.mark.parametrize("address", ["/nowhere/", "/articles", "/tag/a/page/2/"])
def test_address_that_no_page_has_is_not_waited_for(client, rendered, address):
    assert client.get(address).status_code in (301, 404)
    assert not rendered


def test_endless_query_is_not_kept(client, rendered):
    for _ in range(2):
        client.get(ALL, {"q": "x" * 100, "country": ["a" * 90] * 5})
    assert not rendered


@pytest.mark.parametrize(
    ("address", "status"),
    [("/articles/nothing-here/", 404), ("/articles/?page=x", 404), ("/articles/gone/", 410)],
)
def test_address_without_a_story_is_never_kept(client, rendered, address, status):
    make_article(slug="gone", status=Article.Status.WITHDRAWN)
    for _ in range(2):
        response = client.get(address)
        assert response.status_code == status
        assert response["Cache-Control"] == "no-store"
    assert len(rendered) == 2


def test_wrong_filter_is_not_kept(client, rendered):
    for _ in range(2):
        assert client.get("/articles/?from=2026-02-31").status_code == 400
    assert len(rendered) == 2


def test_redirect_is_asked_for_again(client):
    """A story that is renamed there and back must not end in a browser's own loop."""
    story = make_article(slug="first")
    story.slug = "second"
    story.save()
    response = client.get("/articles/first/")
    assert response.status_code == 301
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_tails_of_shared_links_share_the_page(client, rendered):
    address = make_article().get_absolute_url()
    for tail in ("", "?fbclid=1", "?fbclid=2", "?utm_source=a&utm_medium=b"):
        assert client.get(address + tail).status_code == 200
        assert client.get(f"/{tail}").status_code == 200
    assert rendered == [address, "/"]


def test_parameters_that_a_page_knows_are_no_tails(client):
    make_article(source="old", external_id="7", slug="seven").paths.create(path="/?p=7")
    client.get(HOME)
    assert client.get("/?s=water").status_code == 301
    assert client.get("/?p=7")["Location"] == "/articles/seven/"
    client.get(ALL)
    assert client.get("/articles/?fbclid=1")["Location"] == "/articles/"


# Conditional requests ---------------------------------------------------------------------


def test_reader_who_has_the_page_gets_304_without_rendering(client, rendered):
    page = client.get(ALL)
    assert not page["ETag"].startswith("W/")
    for headers in (
        {"if-none-match": page["ETag"]},
        {"if-none-match": f'"other", {page["ETag"]}'},
        {"if-none-match": "*"},
    ):
        response = client.get(ALL, headers=headers)
        assert response.status_code == 304
        assert response["ETag"] == page["ETag"]
        assert response["Cache-Control"] == page["Cache-Control"]
        assert not response.content
    assert rendered == [ALL]
    assert client.get(ALL, headers={"if-none-match": '"other"'}).status_code == 200


def test_first_request_after_a_change_is_answered_304_when_the_page_is_the_same(client):
    etag = client.get(ALL)["ETag"]
    cache.clear()
    assert client.get(ALL, headers={"if-none-match": etag}).status_code == 304
    page = client.get(ALL)
    assert page.status_code == 200
    assert page.content


def test_etag_is_the_one_of_a_page_that_is_not_kept(client, settings):
    kept = client.get(ALL)["ETag"]
    settings.PAGE_CACHE_SECONDS = 0
    fresh = client.get(ALL)
    assert fresh["ETag"] == kept
    assert fresh["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get(ALL, headers={"if-none-match": kept}).status_code == 304


def test_last_modified_stays_while_the_page_is_the_same(client, rendered):
    with time_machine.travel(NOON, tick=False) as clock:
        make_article(headline="Same")
        look_around(client, clock)
        client.get(ALL)
        clock.shift(10)
        before = client.get(ALL)["Last-Modified"]
        clock.shift(500)
        assert client.get(ALL)["Last-Modified"] == before
        assert rendered == [ALL, ALL]
        since = {"if-modified-since": before}
        assert client.get(ALL, headers=since).status_code == 304
        Article.objects.update(headline="Other")
        clock.shift(1)
        changed = client.get(ALL, headers=since)
        assert changed.status_code == 200
        assert changed["Last-Modified"] > before


def test_page_of_this_second_is_not_taken_for_what_was_there_before(client):
    """Another process may have shown the former page a moment ago, with a date of this second."""
    with time_machine.travel(NOON, tick=False) as clock:
        page = client.get(ALL)
        now = http_date(timezone.now().timestamp())
        assert page["Last-Modified"] == now
        assert client.get(ALL, headers={"if-modified-since": now}).status_code == 200
        clock.shift(pages.SETTLED + 1)
        dated = client.get(ALL)["Last-Modified"]
        assert client.get(ALL, headers={"if-modified-since": dated}).status_code == 304


def test_head_is_the_page_without_its_body(client, rendered):
    story = make_article()
    for address in (HOME, story.get_absolute_url(), FEED):
        head, page = client.head(address), client.get(address)
        assert not head.content
        assert lasting(head) == lasting(page)
        assert page.content
    assert len(rendered) == 3


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8"])
def test_compressed_page_is_another_form_of_the_same(client, rendered, accepted):
    plain = client.get(HOME)
    zipped = client.get(HOME, headers={"accept-encoding": accepted})
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert len(zipped.content) < len(plain.content) / 2
    assert zipped["ETag"] not in (plain["ETag"], f"W/{plain['ETag']}")
    both = {"accept-encoding": accepted, "if-none-match": zipped["ETag"]}
    assert client.get(HOME, headers=both).status_code == 304
    assert client.get(HOME, headers={"if-none-match": zipped["ETag"]}).status_code == 200
    assert rendered == [HOME]


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br", ""])
def test_page_stays_plain_for_who_does_not_ask_for_less(client, accepted):
    response = client.get(HOME, headers={"accept-encoding": accepted})
    assert "Content-Encoding" not in response
    assert b"<!doctype html>" in response.content


def test_short_page_is_not_compressed(client):
    response = client.get("/robots.txt", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response


# What makes a page old --------------------------------------------------------------------


def test_new_story_drops_its_listings_and_no_others(dropped):
    section, other = make_section(), make_section()
    elsewhere = make_article(section=other, countries=["KZ"])
    beside = make_article(section=section)

    def publish():
        make_article(section=section, countries=["KG"])

    assert dropped(
        publish,
        *(HOME, ALL, FEED, listing("KG"), listing("KZ")),
        *(elsewhere.get_absolute_url(), beside.get_absolute_url()),
        *(section.get_absolute_url(), other.get_absolute_url()),
    ) == {
        *(HOME, ALL, FEED, listing("KG")),
        # The pages of a section's stories name its newest others.
        *(beside.get_absolute_url(), section.get_absolute_url()),
    }


def test_story_without_a_section_names_the_newest_of_all(dropped):
    address = make_article(section=None).get_absolute_url()
    assert dropped(make_article, address) == {address}


@pytest.mark.parametrize("verb", ["withdraw", "edit", "delete", "sql", "sql delete"])
def test_story_that_changes_is_seen_however_it_was_written(client, dropped, verb):
    story = make_article(headline="Before", countries=["KG"])
    address = story.get_absolute_url()

    def change():
        if verb == "withdraw":
            story.withdraw(by=make_user(role="Chief"), reason="It was wrong.")
        elif verb == "edit":
            story.headline = "After"
            story.save()
        elif verb == "delete":
            story.delete()
        else:
            sql = {
                "sql": "UPDATE articles_article SET headline = 'After' WHERE id = %s",
                "sql delete": "DELETE FROM articles_article WHERE id = %s",
            }
            story.countries.clear()
            with connection.cursor() as cursor:
                cursor.execute(sql[verb], [story.pk])

    assert dropped(change, HOME, address, listing("KG"), listing("KZ")) == {
        *(HOME, address, listing("KG"))
    }
    assert "Before" not in client.get(address).text
    assert "Before" not in client.get(HOME).text


def test_draft_drops_nothing(dropped):
    make_article()
    draft = make_article(status=Article.Status.DRAFT)

    def write():
        draft.headline = "Still a draft"
        draft.save()
        make_article(status=Article.Status.DRAFT)
        make_tag()
        make_author()
        make_image()

    assert dropped(write, HOME, ALL, FEED) == set()


def test_bulk_write_drops_its_pages(dropped):
    for _ in range(3):
        make_article(countries=["KG"])

    def rename():
        Article.objects.update(headline="All the same")

    assert dropped(rename, HOME, listing("KG")) == {HOME, listing("KG")}


@pytest.mark.parametrize("field", ["published_at", "withdraw_at"])
def test_story_comes_and_goes_at_its_second(client, rendered, field):
    with time_machine.travel(NOON, tick=False) as clock:
        now = timezone.now()
        make_article(headline="Timed", countries=["KG"], **{field: now + timedelta(seconds=90)})
        addresses = (HOME, FEED, listing("KG"))
        was_there = field == "withdraw_at"
        look_around(client, clock)
        for address in addresses:
            assert ("Timed" in client.get(address).text) == was_there
        clock.shift(88)
        for address in (*addresses, listing("KZ")):
            client.get(address)
        assert len(rendered) == 4
        clock.shift(1)
        for address in addresses:
            assert ("Timed" in client.get(address).text) != was_there
        client.get(listing("KZ"))
        assert len(rendered) == 7


def test_known_moment_is_not_slept_through(client, monkeypatch):
    monkeypatch.setattr(watch, "EVERY", 3600)
    with time_machine.travel(NOON, tick=False) as clock:
        now = timezone.now()
        make_article(headline="Timed", published_at=now + timedelta(seconds=3))
        look_around(client, clock)
        assert "Timed" not in client.get(ALL).text
        clock.shift(2)
        assert "Timed" in client.get(ALL).text


def test_page_ends_with_its_time_and_with_the_day(client, rendered):
    with time_machine.travel("2026-05-05T17:56:00Z", tick=False) as clock:
        look_around(client, clock)
        assert "5 May 2026" in client.get(ALL).text
        clock.shift(239)  # midnight in Bishkek
        assert "6 May 2026" in client.get(ALL).text
        clock.shift(299)
        client.get(ALL)
        assert len(rendered) == 2
        clock.shift(1)
        client.get(ALL)
        assert len(rendered) == 3


def test_rate_is_new_on_every_page(client, dropped):
    make_ticker("USD/KGS")
    make_fixing("USD/KGS", "87.45", timezone.localdate() - timedelta(days=1))
    address = make_article().get_absolute_url()
    assert "87.45" in client.get(address).text

    def publish_rate():
        make_fixing("USD/KGS", "91.23", timezone.localdate())

    assert dropped(publish_rate, address, ALL) == {address, ALL}
    assert "91.23" in client.get(address).text


def test_rate_that_was_rolled_back_leaves_no_mark(dropped):
    def try_and_fail():
        with transaction.atomic():
            make_fixing()
            transaction.set_rollback(True)

    assert dropped(try_and_fail, ALL) == set()


@pytest.mark.parametrize("what", ["section", "country", "tag", "author", "image"])
def test_name_or_picture_that_changes_drops_every_page(dropped, what):
    row = {
        "section": lambda: make_section("Before"),
        "country": lambda: Country.objects.get(code="KG"),
        "tag": lambda: make_tag("Before"),
        "author": lambda: make_author("Before"),
        "image": lambda: make_image(alt="Before"),
    }[what]()

    def change():
        row.name = row.alt = "After"
        row.save()

    assert dropped(change, HOME, listing("KZ")) == {HOME, listing("KZ")}


def test_new_section_is_in_the_navigation_of_every_page(client, dropped):
    assert dropped(lambda: make_section("Weather"), listing("KZ")) == {listing("KZ")}
    assert "Weather" in client.get(listing("KZ")).text


def test_what_changes_while_a_page_is_rendered_is_on_the_next(client, rendered, monkeypatch):
    story = make_article(headline="Before")
    answer = PageCacheMiddleware._answer

    def interrupted(self, request):
        inner = self.get_response

        def meanwhile(request):
            response = inner(request)
            Article.objects.update(headline="After")
            return response

        self.get_response = meanwhile
        try:
            return answer(self, request)
        finally:
            self.get_response = inner

    with monkeypatch.context() as patch:
        patch.setattr(PageCacheMiddleware, "_answer", interrupted)
        assert "Before" in client.get(story.get_absolute_url()).text
    assert "After" in client.get(story.get_absolute_url()).text
    assert len(rendered) == 2


def test_write_in_this_process_is_looked_for_at_once(client, monkeypatch):
    monkeypatch.setattr(watch, "EVERY", 3600)
    client.get(ALL)
    make_article(headline="Fresh")
    assert "Fresh" not in client.get(ALL).text
    client.post("/admin/login/")
    assert "Fresh" in client.get(ALL).text


def test_pages_of_a_process_that_starts_are_checked_against_what_was_before(client, rendered):
    """A cache that is shared may hold what was rendered before a change that nobody here saw."""
    client.get(ALL)
    make_article(headline="Meanwhile")
    assert "Meanwhile" in Client().get(ALL).text
    assert len(rendered) == 2


# Off --------------------------------------------------------------------------------------


def test_nothing_is_kept_or_watched_when_off(client, settings, rendered):
    settings.PAGE_CACHE_SECONDS = 0
    make_article(headline="Before")
    client.get(ALL)
    Article.objects.update(headline="After")
    assert "After" in client.get(ALL).text
    assert not rendered

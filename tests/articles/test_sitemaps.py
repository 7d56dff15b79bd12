"""Sitemaps name every public page once, in files of any number that are streamed."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from articles import sitemaps
from articles.models import Article, MonthCount, Tag
from tests.factories import make_article, make_author, make_section, make_tag

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
STRICT = etree.XMLParser(recover=False, resolve_entities=False, no_network=True)
_number = count()

#: What is no story and no facet.
PAGES = ["/", "/articles/", "/archive/"]


def read(client, address):
    """Return the root of a sitemap, and its addresses with their times, in their order."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    assert response["X-Robots-Tag"] == "noindex"
    root = etree.fromstring(response.getvalue(), STRICT)
    entries = [
        (entry.findtext("s:loc", None, NAMES), entry.findtext("s:lastmod", None, NAMES))
        for entry in root
    ]
    return etree.QName(root).localname, entries


def paths(client, address="/sitemap.xml"):
    _, entries = read(client, address)
    assert all(place.startswith(f"{SITE}/") for place, _ in entries)
    return [place.removeprefix(SITE) for place, _ in entries]


def crawl(client):
    """Return what each file of the index has, by its address."""
    kind, _ = read(client, "/sitemap.xml")
    assert kind == "sitemapindex"
    return {file: paths(client, file) for file in paths(client)}


def make_many(moments, **overrides):
    """Stories by the shortest way: one statement, which the triggers of the counts see."""
    Article.objects.bulk_create(
        Article(
            slug=f"bulk-{next(_number)}",
            headline="Story",
            status="published",
            published_at=moment,
            **overrides,
        )
        for moment in moments
    )


@pytest.fixture(autouse=True)
def of_stories_alone(monkeypatch):
    """What the project adds of rates is tested there."""
    monkeypatch.setattr(sitemaps, "SOURCES", sitemaps.SOURCES[:1])


@pytest.fixture
def small_files(monkeypatch):
    monkeypatch.setattr(sitemaps, "FILE_LIMIT", 4)


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(sitemaps, "CHUNK", len(PAGES) + 1)


def test_sitemap_has_every_public_page_once(client):
    stories = [
        make_article(section=make_section("Water"), countries=["KZ"], authors=[make_author("A")])
    ]
    tag = make_tag("Dams")
    stories += [make_article(tags=[tag]) for _ in range(3)]
    stories.append(make_article(tags=[make_tag("Thin")]))
    assert sorted(paths(client)) == sorted(
        [*PAGES, "/section/water/", "/country/kazakhstan/", "/author/a/", "/tag/dams/"]
        + [story.get_absolute_url() for story in stories]
    )


def test_sitemap_of_an_empty_site_has_its_pages(client):
    assert paths(client) == PAGES


def test_story_is_dated_by_its_last_change_of_substance(client):
    published = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
    make_article(slug="new", published_at=published)
    make_article(slug="changed", published_at=published, modified_at=published + timedelta(hours=2))
    # Changed while it waited for its time.
    make_article(slug="early", published_at=published, modified_at=published - timedelta(days=2))
    _, entries = read(client, "/sitemap.xml")
    times = {place.rsplit("/", 2)[1]: moment for place, moment in entries}
    assert times["new"] == times["early"] == "2026-05-01T09:30:00+00:00"
    assert times["changed"] == "2026-05-01T11:30:00+00:00"


def test_addresses_are_quoted(client):
    story = make_article(slug="вода-и-соль")
    assert story.get_absolute_url() in paths(client)
    # Raw SQL can write what no form lets through.
    Article.objects.update(slug="вода-&<соль\x01")
    assert "/articles/%D0%B2%D0%BE%D0%B4%D0%B0-%26%3C%D1%81%D0%BE%D0%BB%D1%8C%01/" in paths(client)


def hide(now, **filing):
    for status in ("draft", "review", "withdrawn"):
        make_article(slug=f"hidden-{status}", status=status, **filing)
    make_article(slug="hidden-over", withdraw_at=now - timedelta(minutes=1), **filing)
    make_article(slug="hidden-due", published_at=now + timedelta(hours=1), **filing)
    # Alone in its month.
    old = datetime(2011, 3, 5, tzinfo=UTC)
    make_article(slug="hidden-old", published_at=old, withdraw_at=old + timedelta(days=9), **filing)


def test_what_is_not_public_is_in_no_file(client, small_files):
    now = timezone.now()
    section, tag = make_section("Hidden"), make_tag("Hidden")
    hide(now, section=section, tags=[tag], countries=["FR"], authors=[make_author("Hidden")])
    make_many([now - timedelta(hours=1)] * 5)
    files = crawl(client)
    assert "/sitemap-2011-03.xml" not in files
    assert client.get("/sitemap-2011-03.xml").status_code == 404
    found = [path for each in files.values() for path in each]
    assert len(found) == len(set(found)) == 5 + len(PAGES)
    assert not [path for path in found if "hidden" in path or "france" in path]


def test_story_is_in_its_file_at_its_second(client, small_files, time_machine):
    noon = datetime(2026, 5, 20, 6, tzinfo=UTC)
    time_machine.move_to(noon - timedelta(minutes=1), tick=False)
    make_many([noon - timedelta(days=60)] * 5)
    make_article(slug="due", published_at=noon)
    assert "/sitemap-2026-05.xml" not in paths(client)
    assert client.get("/sitemap-2026-05.xml").status_code == 404
    time_machine.move_to(noon + timedelta(seconds=1), tick=False)
    assert "/sitemap-2026-05.xml" in paths(client)
    assert paths(client, "/sitemap-2026-05.xml") == ["/articles/due/"]


def test_month_that_outgrows_a_file_is_filed_by_days_and_a_day_by_numbers(client, small_files):
    make_many([datetime(2024, 2, 29, 12, tzinfo=UTC)] * 3)
    make_many([datetime(2024, 3, 1, 12, tzinfo=UTC)] * 2)
    make_many([datetime(2024, 3, 17, 12, tzinfo=UTC)] * 9)
    make_many([datetime(2024, 3, 31, 12, tzinfo=UTC)] * 4)
    files = crawl(client)
    assert {name: len(places) for name, places in files.items()} == {
        "/sitemap-pages.xml": len(PAGES),
        "/sitemap-2024-03-31.xml": 4,
        "/sitemap-2024-03-17.xml": 4,
        "/sitemap-2024-03-17-2.xml": 4,
        "/sitemap-2024-03-17-3.xml": 1,
        "/sitemap-2024-03-01.xml": 2,
        "/sitemap-2024-02.xml": 3,
    }
    found = [path for each in files.values() for path in each]
    assert len(set(found)) == len(found) == 18 + len(PAGES)


def test_story_is_filed_in_the_month_of_its_local_day(client, small_files):
    # Half past eight in the evening in London is the next month in Bishkek.
    make_many([datetime(2024, 4, 30, 20, 30, tzinfo=UTC)] * 4)
    make_many([datetime(2024, 4, 30, 12, tzinfo=UTC)] * 2)
    files = crawl(client)
    assert len(files["/sitemap-2024-05.xml"]) == 4
    assert len(files["/sitemap-2024-04.xml"]) == 2


def test_facets_are_filed_by_their_primary_keys(client, small_files):
    names = [f"T{number}" for number in range(11)]
    tags = [make_tag(name) for name in names]
    for _ in range(sitemaps.TAG_MINIMUM):
        make_article(tags=tags)
    thin = make_tag("Thin")
    make_article(tags=[thin])
    files = crawl(client)
    filed = [
        path for name, each in files.items() if name.startswith("/sitemap-tag-") for path in each
    ]
    assert sorted(filed) == sorted(tag.get_absolute_url() for tag in tags)
    assert all(0 < len(each) <= 4 for each in files.values())


def test_file_is_dated_by_its_newest_story_or_change(client, small_files):
    march, april = datetime(2024, 3, 17, 12, tzinfo=UTC), datetime(2024, 4, 2, 12, tzinfo=UTC)
    make_many([march - timedelta(hours=hours) for hours in range(6)])
    make_many([april] * 2)
    make_many([datetime(2023, 1, 5, tzinfo=UTC)])
    changed = make_article(
        published_at=april - timedelta(days=1), modified_at=april + timedelta(days=80)
    )
    _, entries = read(client, "/sitemap.xml")
    times = {place.removeprefix(SITE): moment for place, moment in entries}
    assert times == {
        "/sitemap-pages.xml": None,
        "/sitemap-2024-04.xml": "2024-06-21T12:00:00+00:00",
        "/sitemap-2024-03-17.xml": "2024-03-17T12:00:00+00:00",
        "/sitemap-2024-03-17-2.xml": "2024-03-17T12:00:00+00:00",
        "/sitemap-2023-01.xml": "2023-01-05T00:00:00+00:00",
    }
    Article.objects.filter(pk=changed.pk).update(status="withdrawn")
    _, entries = read(client, "/sitemap.xml")
    assert dict(entries)[f"{SITE}/sitemap-2024-04.xml"] == "2024-04-02T12:00:00+00:00"


@pytest.mark.parametrize(
    "name",
    [
        "nothing", "stories", "2024", "2024-02", "2024-02-31", "2024-13", "2024-00", "0000-01",
        "2024-02-29-2", "2024-02-29-0", "2024-02-29-" + "9" * 40, "9" * 40, "9999-12", "tag-0",
        "tag-9", "tag-" + "9" * 40, "pages-2", "-", "2024-1", "country-1-1", "20240-01",
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", [0, 1])
def test_file_that_is_not_there_is_not_found(client, name, number):
    make_many([datetime(2024, 5, 17, tzinfo=UTC)] * number)
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-pages.xml"])
def test_sitemap_is_only_read(client, address):
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_month_file_answers_also_for_a_month_that_is_filed_by_days(client, small_files):
    make_many([datetime(2024, 3, 17, tzinfo=UTC)] * 6)
    assert len(paths(client, "/sitemap-2024-03.xml")) == 4


# What it costs ------------------------------------------------------------------------------


def statements(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address).getvalue()
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("number", [6, 30])
def test_each_file_costs_one_statement_and_the_index_three(client, small_files, number):
    for month in range(1, 4):
        make_many([datetime(2024, month, 17, tzinfo=UTC)] * 3)
    make_many([datetime(2024, 7, 17, tzinfo=UTC)] * number)
    # One more for the days of the month that outgrew a file.
    assert len(statements(client, "/sitemap.xml")) == 4
    for file in paths(client):
        assert len(statements(client, file)) == (file != "/sitemap-pages.xml")


@pytest.mark.parametrize("number", [1, 40])
def test_single_file_costs_four_statements(client, number):
    make_many([timezone.now() - timedelta(hours=1)] * number)
    assert len(statements(client, "/sitemap.xml")) == 4


def test_file_skips_no_story_of_other_days(client, small_files):
    make_many([datetime(2024, 3, 17, tzinfo=UTC)] * 6)
    (sql,) = statements(client, "/sitemap-2024-03-17.xml")
    assert "OFFSET" not in sql


def test_long_file_is_streamed_and_has_the_same_text(client, small_chunks):
    make_many([timezone.now() - timedelta(hours=1)] * 10)
    streamed = client.get("/sitemap.xml")
    assert streamed.streaming
    text = streamed.getvalue()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sitemaps, "CHUNK", 1_000)
        whole = client.get("/sitemap.xml")
    assert not whole.streaming
    assert whole.content == text


def test_long_file_is_read_piece_by_piece(rf, small_chunks, monkeypatch):
    made = []
    entry = sitemaps._entry
    monkeypatch.setattr(sitemaps, "_entry", lambda *given: made.append(given) or entry(*given))
    make_many([timezone.now() - timedelta(hours=1)] * 60)
    response = sitemaps.sitemap(rf.get("/sitemap.xml"))
    pieces = iter(response)
    for _ in range(4):
        next(pieces)
    assert len(made) <= 12
    response.close()


@pytest.mark.django_db(transaction=True)
def test_long_file_is_read_with_a_cursor_of_the_server(client, small_chunks):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is in the process itself, and steps through its rows.")
    make_many([timezone.now() - timedelta(hours=1)] * 10)
    pieces = iter(client.get("/sitemap.xml"))
    next(pieces)

    def cursors():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_cursors WHERE is_holdable")
            return cursor.fetchone()[0]

    assert cursors() == 1
    assert not connection.in_atomic_block
    list(pieces)
    assert cursors() == 0


@pytest.mark.django_db(transaction=True)
def test_reader_who_goes_away_leaves_no_cursor(rf, small_chunks):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is in the process itself, and steps through its rows.")
    make_many([timezone.now() - timedelta(hours=1)] * 60)
    response = sitemaps.sitemap(rf.get("/sitemap.xml"))
    next(iter(response))
    response.close()
    del response
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE is_holdable")
        assert cursor.fetchone() == (0,)


def test_counts_that_are_wrong_hide_no_story_of_a_month(client, small_files):
    make_many([datetime(2024, 3, 17, tzinfo=UTC)] * 3)
    make_many([datetime(2024, 4, 17, tzinfo=UTC)] * 3)
    MonthCount.objects.filter(month="2024-03-01").update(count=1)
    assert len(paths(client, "/sitemap-2024-03.xml")) == 3


def test_tag_with_few_stories_is_left_out_and_comes_with_the_third(client):
    tag = make_tag("Dams")
    make_article(tags=[tag])
    make_article(tags=[tag])
    make_article(tags=[tag], published_at=timezone.now() + timedelta(days=1))
    assert "/tag/dams/" not in paths(client)
    make_article(tags=[tag])
    assert "/tag/dams/" in paths(client)
    assert Tag.objects.with_stories(4).count() == 0

"""Feeds are XML that every reader can parse, one for each listing, and tell what it shows."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.db import connection
from django.utils import timezone
from lxml import etree, html

from articles.models import Article, Author, Country, Section, Tag
from tests.factories import make_article, make_author, make_section, make_tag

pytestmark = pytest.mark.django_db
DC = "{http://purl.org/dc/elements/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"
#: Everything that XML 1.0 has no place for, but surrogates, which no database takes.
CONTROLS = "".join(map(chr, [*range(1, 0x20), 0x7F, 0xFFFE, 0xFFFF]))
STRICT = etree.XMLParser(recover=False, resolve_entities=False, no_network=True)


def channel_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert response.content.startswith(b"<?xml")
    return etree.fromstring(response.content, STRICT).find("channel")


def titles(client, address):
    return [item.findtext("title") for item in channel_of(client, address).iterfind("item")]


@pytest.fixture
def filing():
    return {
        "authors": [make_author("Aigul Bekova")],
        "tags": [make_tag("Dams")],
        "section": make_section("Water"),
        "countries": ["KZ"],
    }


FACETS = ["/section/water/", "/country/kazakhstan/", "/tag/dams/", "/author/aigul-bekova/"]


def test_feed_tells_who_what_when(client):
    story = make_article(
        authors=[make_author("Aigul"), make_author("Timur")],
        section=make_section("Water"),
        countries=["KZ"],
        source="old",
        external_id="https://old.example/?p=7",
    )
    item = channel_of(client, "/feed/").find("item")
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert item.findtext("guid") == "https://old.example/?p=7"
    assert item.findtext("link") == f"http://testserver{story.get_absolute_url()}"
    assert item.findtext(f"{DC}creator") == "Aigul, Timur"
    assert [category.text for category in item.iterfind("category")] == ["Water", "Kazakhstan"]
    published = story.published_at.replace(microsecond=0)
    assert parsedate_to_datetime(item.findtext("pubDate")) == published


@pytest.mark.parametrize("address", FACETS)
def test_feed_of_a_listing_has_its_stories_and_no_others(client, filing, address):
    make_article(headline="In it", **filing)
    make_article(headline="Elsewhere", countries=["UZ"], tags=[make_tag("Roads")])
    channel = channel_of(client, f"{address}feed/")
    assert titles(client, f"{address}feed/") == ["In it"]
    assert channel.findtext("link") == f"http://testserver{address}"
    assert channel.find(f"{ATOM}link").attrib == {
        "rel": "self",
        "href": f"http://testserver{address}feed/",
    }
    assert titles(client, "/feed/") == ["Elsewhere", "In it"]


def test_feed_of_a_listing_says_what_it_is_about(client, settings, filing):
    settings.SITE_NAME = "The Steppe Herald"
    channel = channel_of(client, "/section/water/feed/")
    assert channel.findtext("title") == "Water – The Steppe Herald"
    assert channel.findtext("description") == "Water: the newest stories of The Steppe Herald."
    Section.objects.update(description="Rivers and canals.")
    assert channel_of(client, "/section/water/feed/").findtext("description") == (
        "Rivers and canals."
    )
    assert channel_of(client, "/feed/").findtext("title") == "The Steppe Herald"


@pytest.mark.parametrize("address", ["/feed/", *(f"{address}feed/" for address in FACETS)])
def test_feed_has_only_what_is_public_and_that_at_its_second(client, filing, address, time_machine):
    now = timezone.now()
    make_article(headline="Public", published_at=now - timedelta(hours=2), **filing)
    for status in ("draft", "review", "withdrawn"):
        make_article(headline="Hidden", status=status, **filing)
    make_article(headline="Over", withdraw_at=now - timedelta(minutes=1), **filing)
    make_article(headline="Due", published_at=now + timedelta(hours=1), **filing)
    assert titles(client, address) == ["Public"]
    time_machine.move_to(now + timedelta(hours=1, seconds=1), tick=False)
    assert titles(client, address) == ["Due", "Public"]


@pytest.mark.parametrize("address", ["/feed/", "/tag/dams/feed/"])
def test_feed_has_the_thirty_newest(client, filing, address):
    now = timezone.now()
    for number in range(33):
        age = timedelta(minutes=number + 1)
        make_article(headline=f"Story {number}", published_at=now - age, **filing)
    assert titles(client, address) == [f"Story {number}" for number in range(30)]


@pytest.mark.parametrize(
    ("address", "statements"),
    [("/feed/", 1), *((f"{address}feed/", 2) for address in FACETS)],
)
def test_feed_costs_one_statement_beside_its_facet(
    client, filing, address, statements, django_assert_num_queries
):
    for _ in range(3):
        make_article(**filing)
    with django_assert_num_queries(statements):
        client.get(address)


@pytest.mark.parametrize("address", ["/tag/nothing/feed/", "/section/x/feed/", "/author//feed/"])
def test_feed_of_nothing_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_feed_of_an_empty_listing_is_an_empty_feed(client):
    assert titles(client, "/country/kazakhstan/feed/") == []


def test_feed_is_xml_whatever_was_typed(client):
    make_article(headline="A \x0b <b> ]]> & \x00 \ud800 end", body="<p>]]> \x08 &lt;</p>")
    item = channel_of(client, "/feed/").find("item")
    assert item.findtext("title") == "A <b> ]]> & end"
    assert item.findtext("description") == "]]> <"


def test_feed_is_xml_whatever_raw_sql_wrote(client, filing):
    story = make_article(**filing)
    nasty = f"A{CONTROLS}<b> ]]> & &#0; end"
    if connection.vendor == "sqlite":
        nasty += "\x00"
    Article.objects.filter(pk=story.pk).update(
        headline=nasty, summary="", body_text=nasty, external_id=f"https://old.example/{nasty}"
    )
    for model in (Author, Section, Country, Tag):
        model.objects.update(name=nasty, description=nasty)
    plain = "A <b> ]]> & &#0; end"
    for address in ("/feed/", *(f"{address}feed/" for address in FACETS)):
        channel = channel_of(client, address)
        item = channel.find("item")
        assert item.findtext("title") == item.findtext("description") == plain
        assert item.findtext(f"{DC}creator") == plain
        assert item.findtext("guid") == f"https://old.example/{plain}"
        assert [category.text for category in item.iterfind("category")] == [plain, plain]


def test_feed_with_less_than_before_is_sent_again(client):
    """Whoever asks by date alone would go on showing a story that was withdrawn."""
    make_article(published_at=timezone.now() - timedelta(days=2))
    response = client.get("/feed/")
    assert "Last-Modified" not in response
    assert client.get("/feed/", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_feed_of_a_listing_is_kept_with_the_pages_of_that_listing(client, filing):
    response = client.get("/tag/dams/feed/")
    assert response.page_groups == (f"tag:{filing['tags'][0].pk}",)
    assert client.get("/feed/").page_groups == ("all",)


def test_story_without_byline_section_and_country_is_an_item(client):
    make_article(headline="Bare")
    item = channel_of(client, "/feed/").find("item")
    assert item.find("category") is None
    assert item.find(f"{DC}creator") is None


@pytest.mark.parametrize("address", FACETS)
def test_listing_names_its_feed_and_that_of_the_site(client, filing, address):
    make_article(**filing)
    page = html.fromstring(client.get(address).content)
    feeds = page.xpath("//head/link[@rel='alternate'][@type='application/rss+xml']")
    assert [feed.get("href") for feed in feeds] == ["/feed/", f"{address}feed/"]
    assert len({feed.get("title") for feed in feeds}) == 2


def test_list_of_all_stories_names_the_feed_of_the_site(client):
    page = html.fromstring(client.get("/articles/").content)
    assert page.xpath("//head/link[@rel='alternate']/@href") == ["/feed/"]

"""Feeds are known by what they hold, and other formats are left to others."""

from io import BytesIO

import pytest

from articles.importing.detection import opening_of
from articles.importing.feeds import FEED, JSON_FEED
from articles.importing.format import Options
from tests.articles.importing.exports import export
from tests.articles.importing.exports import item as post
from tests.articles.importing.feeds.feeds import atom, entry, item, json_feed, rss
from tests.articles.importing.feeds.test_vocabularies import ATOM_IN_RSS, CDF, PREFIXED, RSS_1


def formats(text, encoding="utf-8"):
    opening = opening_of(text.encode(encoding))
    return [format_ for format_ in (FEED, JSON_FEED) if format_.recognises(opening)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize(
    "text",
    [
        rss(item()),
        rss(),
        rss(item()).partition("?>")[2],
        "<rss version='0.91'><channel><title>x</title></channel></rss>",
        "<!-- a note -->\n<!DOCTYPE rss SYSTEM 'x.dtd'><rss version='0.91'></rss>",
        "\n\n<br />\n<b>Warning</b>: in x.php<br />" + rss(item()),
        "Warning: in x.php on line 3\n" + atom(entry()),
        atom(entry()),
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"></feed>',
        "<feed><title>x</title><entry></entry></feed>",
        '<entry xmlns="http://www.w3.org/2005/Atom"></entry>',
        RSS_1,
        RSS_1.replace("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"),
        CDF,
        PREFIXED,
        ATOM_IN_RSS,
    ],
)
def test_feeds_are_known_in_every_encoding(text, encoding):
    assert formats(text, encoding) == [FEED]


@pytest.mark.parametrize(
    "text",
    [
        json_feed(),
        json_feed({"id": 1}).replace("/", "\\/"),
        '{"version" : "https://jsonfeed.org/version/1"}',
        '\n{"items": [{"id": 1, "content_html": "", "date_published": ""}], "home_page_url": ""',
    ],
)
def test_json_feeds_are_known_even_by_their_keys(text):
    assert formats(text) == [JSON_FEED]


@pytest.mark.parametrize(
    "text",
    [
        export(post()),
        "<rss><channel><wp:wxr_version>1.2</wp:wxr_version></channel></rss>",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description/>',
        '<feed xmlns="urn:some:other"><entry/></feed>',
        "<entry>a dictionary's</entry>",
        "<channel><program/></channel>",
        "<html><body>&lt;rss version='2.0'&gt;</body></html>",
        "<newsMessage><itemSet/></newsMessage>",
        "<opml version='1.0'/>",
        "title,body\nA feed,<rss version='2.0'>".replace("\n", "\n" * 5000),
        '{"text": "<rss version=\'2.0\'>"}',
        "[\"<rss version='2.0'>\"]",
        '{"items": [{"id": 1, "title": "x"}]}',
        '{"version": "https://other.example/version/1", "items": []}',
        '[{"version": "https://jsonfeed.org/version/1"}]',
        "Words alone.",
        "",
    ],
)
def test_what_is_no_feed_is_left_to_others(text):
    assert formats(text) == []


@pytest.mark.parametrize(
    ("link", "source"),
    [
        ("https://www.Old.example/feed", "old.example"),
        ("http://old.example:8080", "old.example"),
        ("/relative", ""),
        ("https://[x", ""),
        ("", ""),
    ],
)
def test_source_is_the_host_of_the_site(link, source):
    for text in (
        rss(item(), channel=f"<link>{link}</link><image><link>https://x.example</link></image>"),
        atom(entry()).replace("https://old.example/", link, 1),
    ):
        assert FEED.source(FEED.head(BytesIO(text.encode()), Options())) == source


def test_source_is_the_feeds_own_where_there_is_no_site():
    itself = '<link rel="self" href="https://self.example/feed"/>'
    text = atom(entry(), head=itself).replace('<link href="https://old.example/"/>', "", 1)
    assert FEED.source(FEED.head(BytesIO(text.encode()), Options())) == "self.example"


def test_heads_are_plain_values():
    head = FEED.head(BytesIO(atom(entry()).encode()), Options())
    assert all(isinstance(value, (str, bool, tuple)) for value in head.values())

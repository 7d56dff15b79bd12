"""Entries of RSS 1.0 and CDF, of prefixes of all kinds, and of Blogger's export."""

import pytest

from tests.articles.importing.feeds.feeds import atom, entry, item, read, rss, story
from tests.articles.importing.found import problems_of, stories_of

# Other vocabularies

RSS_1 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://old.example/rss"><title>Old</title><link>https://old.example/</link>
<items><rdf:Seq><rdf:li rdf:resource="https://old.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://old.example/1"><title>One</title><link>https://old.example/1</link>
<description>Text.</description><dc:date>2004-05-06</dc:date><dc:creator>Jane</dc:creator></item>
</rdf:RDF>"""
CDF = """<CHANNEL HREF="https://old.example/" LASTMOD="2000-01-01"><TITLE>Old</TITLE>
<ITEM HREF="https://old.example/1" LASTMOD="2000-02-03"><TITLE>One</TITLE>
<ABSTRACT>Text.</ABSTRACT></ITEM></CHANNEL>"""
PREFIXED = """<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>One</a:title>
<a:link href="https://old.example/1"/><a:id>https://old.example/1</a:id>
<a:updated>2004-05-06T00:00:00Z</a:updated><a:author><a:name>Jane</a:name></a:author>
<a:content>Text.</a:content></a:entry></a:feed>"""
ATOM_IN_RSS = """<rss version="0.92" xmlns:a10="http://www.w3.org/2005/Atom"><channel>
<item><title>One</title><link>https://old.example/1</link><a10:author><a10:name>Jane</a10:name>
</a10:author><description>Text.</description><a10:updated>2004-05-06T00:00:00Z</a10:updated>
</item></channel></rss>"""


@pytest.mark.parametrize("feed", [RSS_1, CDF, PREFIXED, ATOM_IN_RSS])
def test_old_and_mixed_vocabularies_are_understood(feed):
    found = story(feed)
    assert (found.headline, found.body) == ("One", "<p>Text.</p>")
    assert found.paths == ("https://old.example/1",)
    assert found.published_at is not None
    assert found.authors == (() if feed is CDF else ("Jane",))


def test_one_entry_alone_is_a_feed():
    alone = entry().replace("<entry>", '<entry xmlns="http://www.w3.org/2005/Atom">')
    assert story(alone).headline == "Story 1"


def test_places_of_the_world_are_passed_over():
    geo = (
        '<geo:lat xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">x</geo:lat>'
        '<g:point xmlns:g="http://www.georss.org/georss">north of here</g:point>'
        '<p:chapter xmlns:p="http://podlove.org/simple-chapters" start="x"/>'
    )
    assert story(rss(item(extra=geo))).headline == "Story 1"


# Blogger

KIND = (
    '<category scheme="http://schemas.google.com/g/2005#kind" '
    'term="http://schemas.google.com/blogger/2008/kind#{}"/>'
)
TAG = '<category scheme="http://www.blogger.com/atom/ns#" term="trams"/>'
DRAFT = '<app:control xmlns:app="{}"><app:draft>yes</app:draft></app:control>'


def test_posts_of_blogger_come_in_and_the_rest_is_counted():
    kinds = ["settings", "template", "post", "comment", "page"]
    found = read(atom(*(entry(n, KIND.format(kind) + TAG) for n, kind in enumerate(kinds))))
    assert [getattr(record, "kind", "story") for record in found] == [
        "settings", "template", "story", "comment", "page",
    ]  # fmt: skip
    assert stories_of(found)[0].tags == ("trams",)


@pytest.mark.parametrize("address", ["http://www.w3.org/2007/app", "http://purl.org/atom/app#"])
def test_draft_is_one_and_has_no_date(address):
    control = DRAFT.format(address)
    feed = atom(entry(extra=control), entry(2, control.replace("yes", "no")))
    draft, published = read(feed)
    assert (draft.status, draft.published_at) == ("draft", None)
    assert (published.status, published.published_at.year) == ("published", 2019)


@pytest.mark.parametrize(
    ("extra", "status", "kind"),
    [
        ("<b:type>POST</b:type><b:status>LIVE</b:status>", "published", ""),
        ("<b:type>POST</b:type><b:status>DRAFT</b:status>", "draft", ""),
        ("<b:type>POST</b:type><b:status>SCHEDULED</b:status>", "scheduled", ""),
        ("<b:type>COMMENT</b:type><b:status>LIVE</b:status>", "", "comment"),
        ("<b:type>PAGE</b:type>", "", "page"),
        ("<b:type>POST</b:type><b:trashed>2020-01-01</b:trashed>", "", "post in the bin"),
        ('<r:in-reply-to xmlns:r="http://purl.org/syndication/thread/1.0"/>', "", "comment"),
    ],
)
def test_takeout_of_blogger_says_it_in_its_own_elements(extra, status, kind):
    feed = atom(
        entry(extra=extra + "<b:filename>/2020/01/a.html</b:filename><b:trashed/>"),
        attributes='xmlns:b="http://schemas.google.com/blogger/2018"',
    )
    (found,) = read(feed)
    if kind:
        assert found.kind == kind
    else:
        assert found.status == status
        assert found.paths[-1] == "/2020/01/a.html"


def test_nothing_is_told_of_a_feed_without_entries():
    assert read(rss()) == read(atom()) == problems_of(read("<rss version='2.0'/>")) == []


@pytest.mark.parametrize(
    ("link", "slug"),
    [
        ("https://old.example/2019/05/new-trams-in-osh/", "new-trams-in-osh"),
        (
            "https://old.example/news/%D0%BD%D0%BE%D0%B2%D1%8B%D0%B9-%D0%BC%D0%BE%D1%81%D1%82.html",
            "новый-мост",
        ),
        ("https://old.example/?p=7", ""),
        ("https://old.example/view-story.php?id=7", ""),
        ("https://old.example/news/12345", ""),
        ("https://old.example/550e8400-e29b-41d4", ""),
    ],
)
def test_address_of_words_is_the_slug(link, slug):
    assert story(rss(item(link=link))).slug == slug


def test_language_of_an_entry_comes_before_that_of_the_feed():
    assert story(rss(item(extra="<dc:language>ky</dc:language>"))).language == "ky"


CONTENTS = (
    "<content:items><rdf:Bag><rdf:li><content:item><rdf:value rdf:parseType='Literal' "
    "xmlns='http://www.w3.org/1999/xhtml'>One <em>two</em>.</rdf:value></content:item></rdf:li>"
    "<rdf:li><content:item><rdf:value>The same.</rdf:value></content:item></rdf:li></rdf:Bag>"
    "</content:items>"
)


def test_contents_of_rss_1_are_no_entries_but_the_text():
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>F</title>'
        '</channel><item rdf:about="https://old.example/a"><title>A</title>'
        f"{CONTENTS}</item></rdf:RDF>"
    )
    found = story(feed)
    assert (found.headline, found.body) == ("A", "<p>One <em>two</em>.</p>")

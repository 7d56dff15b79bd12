"""What an entry says comes through, whichever way it is written."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.importing.feeds import JSON_FEED
from articles.importing.record import Category, Picture
from tests.articles.importing.feeds.feeds import (
    atom,
    cdata,
    elements,
    entry,
    item,
    json_feed,
    read,
    rss,
    story,
)
from tests.articles.importing.found import problems_of, stories_of

BODY = '<p>The <b>tram</b> &amp; the <a href="/lines">lines</a>.</p><p>More.</p>'
HTML = "<p>The <strong>tram</strong> &amp; the {}.</p><p>More.</p>".format(
    '<a href="https://old.example/lines">lines</a>'
)
ESCAPED = BODY.replace("&", "&amp;").replace("<", "&lt;")
SOUND = '<p><a href="https://old.example/tram.mp3">https://old.example/tram.mp3</a></p>'


def as_rss():
    files = (
        '<enclosure url="https://old.example/tram.jpg" type="image/jpeg" length="1"/>'
        '<enclosure url="https://old.example/tram.mp3" type="audio/mpeg" length="1"/>'
    )
    fields = {
        "title": "Trams &amp;amp; buses",
        "guid": "urn:story:7",
        "link": "https://old.example/trams/",
        "pubDate": "Wed, 01 May 2019 12:00:00 +0600",
        "dc__date": "2019-05-02T12:00:00+06:00",
        "dc__creator": ["Jane Doe", "Азиза Бекова"],
        "category": ["Cities", "Рельсы"],
        "description": "A city &lt;i&gt;moves&lt;/i&gt;",
        "content__encoded": cdata(BODY),
    }
    return rss(f"<item>{elements(**fields)}{files}</item>").replace(
        "<guid>", '<guid isPermaLink="false">'
    )


def as_atom():
    fields = {
        "id": "urn:story:7",
        "published": "2019-05-01T12:00:00+06:00",
        "updated": "2019-05-02T12:00:00+06:00",
        "author": [elements(name=name) for name in ("Jane Doe", "Азиза Бекова")],
        'title type="html"': "Trams &amp;amp; buses",
        'summary type="html"': "A city &lt;i&gt;moves&lt;/i&gt;",
        'content type="html"': ESCAPED,
    }
    more = (
        '<category term="Cities"/><category term="rails" label="Рельсы"/>'
        '<link href="https://old.example/trams/"/>'
        '<link rel="enclosure" type="image/jpeg" href="https://old.example/tram.jpg"/>'
        '<link rel="enclosure" type="audio/mpeg" href="https://old.example/tram.mp3"/>'
    )
    return atom(f"<entry>{elements(**fields)}{more}</entry>", attributes='xml:lang="en-us"')


def as_json():
    return json_feed(
        {
            "id": "urn:story:7",
            "url": "https://old.example/trams/",
            "title": "Trams & buses",
            "content_html": BODY,
            "summary": "A city moves",
            "date_published": "2019-05-01T12:00:00+06:00",
            "date_modified": "2019-05-02T12:00:00+06:00",
            "authors": [{"name": "Jane Doe"}, {"name": "Азиза Бекова"}],
            "tags": ["Cities", "Рельсы"],
            "image": "https://old.example/tram.jpg",
            "attachments": [{"url": "https://old.example/tram.mp3", "mime_type": "audio/mpeg"}],
        },
        language="en-us",
    )


@pytest.mark.parametrize("make", [as_rss, as_atom, as_json])
def test_one_story_is_the_same_through_every_feed(make):
    found = story(make(), *([JSON_FEED] if make is as_json else []))
    assert found.external_id == "urn:story:7"
    assert found.headline == "Trams & buses"
    assert found.summary == "A city moves"
    assert found.body == HTML + SOUND
    assert found.published_at == datetime(2019, 5, 1, 6, tzinfo=UTC)
    assert found.published_at.utcoffset() == timedelta(hours=6)
    assert found.modified_at == datetime(2019, 5, 2, 6, tzinfo=UTC)
    assert found.authors == ("Jane Doe", "Азиза Бекова")
    assert found.tags == ("Cities", "Рельсы")
    assert found.paths == ("https://old.example/trams/",)
    assert found.lead_image == Picture("https://old.example/tram.jpg")
    assert found.pictures == ()
    assert found.language == "en-us"


# Texts


@pytest.mark.parametrize(
    ("fields", "body", "summary"),
    [
        ({"description": "One."}, "<p>One.</p>", ""),
        ({"description": "One.", "content__encoded": "Two."}, "<p>Two.</p>", "One."),
        ({"content__encoded": "Two.", "dc__x": "", "description": "One."}, "<p>Two.</p>", "One."),
        ({"description": None, "content__encoded": "Two."}, "<p>Two.</p>", ""),
        ({"description": "One.", "content__encoded": ""}, "<p>One.</p>", ""),
        ({"description": "One.", "dc__description": "Copy."}, "<p>One.</p>", ""),
        ({"description": None, "dc__description": "Copy."}, "<p>Copy.</p>", ""),
        ({"description": "One.", "itunes__summary": "Pod."}, "<p>One.</p>", ""),
        ({"description": None, "itunes__summary": "Pod."}, "<p>Pod.</p>", ""),
        ({"description": "One.", "media__description": "A tram"}, "<p>One.</p>", ""),
        ({"media__description": "A tram", "description": "One."}, "<p>One.</p>", ""),
        ({"description": None, "media__description": "A tram"}, "<p>A tram</p>", ""),
        ({"description": None}, "", ""),
        # What a machine cut off is no standfirst.
        ({"description": "One two […]", "content__encoded": "One two three."}, None, ""),
        ({"description": "One two...", "content__encoded": "<p>One</p>two three."}, None, ""),
        ({"description": "One two.", "content__encoded": "One two."}, None, ""),
        ({"description": "One two", "content__encoded": "One two three."}, None, "One two"),
        ({"description": "Four […]", "content__encoded": "One two three."}, None, "Four […]"),
    ],
)
def test_full_text_is_the_body_and_the_other_the_summary(fields, body, summary):
    fields = {name: cdata(value) if value else value for name, value in fields.items()}
    found = story(rss(item(1, **fields)))
    assert found.summary == summary
    if body is not None:
        assert found.body == body


XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ('<content type="html">&lt;p&gt;a&lt;br&gt;b&lt;/p&gt;</content>', "<p>a<br>b</p>"),
        ("<content>5 &lt; 6 &amp;amp; so</content>", "<p>5 &lt; 6 &amp;amp; so</p>"),
        ('<content type="text">one\n\ntwo\nthree</content>', "<p>one</p><p>two<br>three</p>"),
        (
            f'<content type="xhtml"><div {XHTML}><p>a <b>b</b></p><p>c &amp; d</p></div></content>',
            "<p>a <strong>b</strong></p><p>c &amp; d</p>",
        ),
        (
            f'<content type="xhtml"><h:div {XHTML.replace("=", ":h=")}>a</h:div></content>',
            "<p>a</p>",
        ),
        # What is no text was not meant to be read.
        ('<content type="image/png">iVBORw0KGgo=</content>', "<p>Text of story 1.</p>"),
        ('<content type="audio/mpeg" src="/a.mp3"/>', "<p>Text of story 1.</p>"),
    ],
)
def test_atom_says_how_its_texts_are_to_be_read(content, body):
    assert story(atom(entry(extra=content))).body.replace("\n", "") == body


def test_texts_of_atom_0_3_are_escaped_or_packed():
    feed = (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>'
        '<title mode="escaped" type="text/html">A &amp;amp; B</title>'
        '<content type="text/html" mode="base64">PHA+SGVsbG88L3A+</content>'
        "<issued>2004-01-02T03:04:05Z</issued><modified>2004-02-02T03:04:05Z</modified>"
        "</entry></feed>"
    )
    found = story(feed)
    assert (found.headline, found.body) == ("A & B", "<p>Hello</p>")
    assert (found.published_at.month, found.modified_at.month) == (1, 2)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Oil &amp; gas", "Oil & gas"),
        ("Oil &amp;amp; gas", "Oil & gas"),
        (cdata("Oil &amp; <em>gas</em>"), "Oil & gas"),
        ("It&amp;#8217;s  here\n now", "It’s here now"),
        ("Wages &lt; prices", "Wages < prices"),
        ("I &lt;3 trams", "I <3 trams"),
        ("A<![CDATA[ B]]><![CDATA[ C]]>", "A B C"),
        ("It&#146;s here", "It’s here"),
    ],
)
def test_headline_is_plain(title, headline):
    assert story(rss(item(1, title=title))).headline == headline


def test_title_of_atom_is_text_unless_it_says_otherwise():
    assert story(atom(entry(title="The &lt;b&gt; tag"))).headline == "The <b> tag"
    title = {"title": None, 'title type="html"': "The &lt;b&gt;tag&lt;/b&gt;"}
    assert story(atom(entry(**title))).headline == "The tag"


def test_entry_without_a_headline_gets_its_first_words():
    text = " ".join(map(str, range(20)))
    (problem, found) = read(rss(item(1, title=None, description=text)))
    assert found.headline == "0 1 2 3 4 5 6 7 8 9 10 11…"
    assert (problem.field, problem.refused) == ("headline", False)


def test_entry_without_headline_and_text_is_left_out():
    (problem,) = read(rss(item(1, title=None, description=cdata("<p> </p>"))))
    assert problem.refused
    assert problem.message == "This entry has neither a headline nor a text. Left out."


@pytest.mark.parametrize("name", ["yandex:full-text", "turbo:content", "mailru:full-text"])
def test_full_text_for_other_services_is_the_text(name):
    prefixes = (
        'xmlns:yandex="http://news.yandex.ru" xmlns:turbo="http://turbo.yandex.ru" '
        'xmlns:mailru="http://news.mail.ru/"'
    )
    text = item(extra=f"<{name}>All\n\nof it.</{name}>")
    found = story(rss(text, prefixes=prefixes))
    assert (found.body, found.summary) == ("<p>All</p><p>of it.</p>", "Text of story 1.")


LINKS = '<a href="https://old.example/1">Trams</a> {} <a href="https://old.example/">Old</a>.'


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("The post " + LINKS.format("appeared first on"), False),
        ("The post " + LINKS.format("first appeared on"), False),
        ("Запись " + LINKS.format("впервые появилась"), False),
        ("Сообщение " + LINKS.format("появились сначала на"), False),
        ("The post " + LINKS.format("was moved to"), True),
        ("The post Trams appeared first on Old.", True),
        ("It is said that the post " + LINKS.format("appeared first on"), True),
    ],
)
def test_what_wordpress_adds_to_a_text_goes(line, stays):
    added = f"<p>{line}</p>"
    text = cdata(f"<p>Text.</p>\n{added}\n")
    found = story(rss(item(1, description=cdata(f"<p>Short.</p>{added}"), content__encoded=text)))
    assert found.body.replace("\n", "") == "<p>Text.</p>" + added * stays
    assert (found.summary == "Short.") is not stays


def test_furniture_of_feedburner_goes():
    flare = '<div class="feedflare"><a href="https://f.example/"><img src="/f.gif"></a></div>'
    pixel = '<img src="https://feeds.example/~4/x" height="1" width="1"/>'
    found = story(rss(item(1, description=cdata(f"<p>Text.</p>{flare}{pixel}"))))
    assert found.body == "<p>Text.</p>"


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", "https://old.example/story-1/a.jpg"),
        ('xml:base="https://base.example/x/"', "https://base.example/x/a.jpg"),
        ('xml:base="/y/"', "https://old.example/y/a.jpg"),
    ],
)
def test_addresses_in_a_text_become_whole(attributes, expected):
    feed = atom(entry(), attributes=attributes)
    html = '&lt;img src="a.jpg"&gt;&lt;a href="#note"&gt;1&lt;/a&gt;&lt;a href="mailto:x"&gt;2'
    feed = feed.replace("<summary>Text of story 1.", f'<summary type="html">{html}')
    body = story(feed).body
    assert f'src="{expected}"' in body
    assert 'href="#note"' in body
    assert 'href="mailto:x"' in body


def test_address_that_is_none_stays_as_it_is():
    body = story(rss(item(1, description=cdata('<a href="//[x">a</a>')))).body
    assert body == '<p><a href="//[x">a</a></p>'


# Names


@pytest.mark.parametrize(
    ("extra", "authors"),
    [
        ("<author>jane@old.example (Jane Doe)</author>", ("Jane Doe",)),
        ("<author>jane@old.museum (Jane Doe)</author>", ("Jane Doe",)),
        ("<author>Jane Doe &lt;jane@old.example&gt;</author>", ("Jane Doe",)),
        ("<author>Jane Doe (jane@old.example)</author>", ("Jane Doe",)),
        ("<author>jane@old.example</author>", ()),
        ("<author>jane@old.example (jane@old.example)</author>", ()),
        ("<author>Jane Doe</author><dc:creator>Jane Doe</dc:creator>", ("Jane Doe",)),
        ("<dc:creator>A</dc:creator><dc:creator>B</dc:creator>", ("A", "B")),
        (f"<dc:creator>{cdata('O&#8217;Neill')}</dc:creator>", ("O’Neill",)),
        ("<author><name>Jane Doe</name><email>j@x.example</email></author>", ("Jane Doe",)),
        ("<author><email>j@x.example</email></author>", ()),
        ("<itunes:author>The Show</itunes:author>", ("The Show",)),
        ("<itunes:author>The Show</itunes:author><dc:creator>A</dc:creator>", ("A",)),
        ("<dc:contributor>B</dc:contributor>", ()),
        ("", ()),
    ],
)
def test_people_have_names_and_not_addresses(extra, authors):
    assert story(rss(item(extra=extra))).authors == authors


def test_author_of_an_atom_feed_is_the_one_of_entries_without():
    own, source = (elements(author=elements(name=name)) for name in ("Jane", "Else"))
    feed = atom(
        entry(1), entry(2, own), entry(3, f"<source>{source}</source>"), head="<author>"
        "<name>House</name></author>",
    )  # fmt: skip
    assert [found.authors for found in read(feed)] == [("House",), ("Jane",), ("Else",)]


def test_editor_of_a_channel_wrote_none_of_its_items():
    channel = "<managingEditor>e@old.example (Editor)</managingEditor><dc:creator>X</dc:creator>"
    assert story(rss(item(), channel=channel)).authors == ()


@pytest.mark.parametrize(
    ("extra", "tags"),
    [
        ("<category>a</category><category>b</category><category>a</category>", ("a", "b")),
        (f"<category domain='x'>{cdata('News &amp; views')}</category>", ("News & views",)),
        ("<dc:subject>a</dc:subject>", ("a",)),
        ('<category term="t" label="Label" scheme="s"/>', ("Label",)),
        ('<category term="t" scheme="s"/>', ("t",)),
        ("<itunes:keywords>a, b,,</itunes:keywords>", ("a", "b")),
        ("<media:category>a</media:category><media:keywords>b</media:keywords>", ("a", "b")),
        ("<category>Uncategorized</category><category>Без рубрики</category>", ()),
        ("<category>https://old.example/types#video</category><category/>", ()),
    ],
)
def test_categories_are_tags(extra, tags):
    assert story(rss(item(extra=extra))).tags == tags


PRISM = '<p:section xmlns:p="http://prismstandard.org/namespaces/1.2/basic/">News</p:section>'


@pytest.mark.parametrize(
    ("extra", "section", "tags"),
    [
        ("<category domain='https://old.example/sections/'>News</category>", "News", ()),
        ("<category domain='category'>News</category><category>a</category>", "News", ("a",)),
        ('<category term="n" label="News" scheme="urn:old:rubric"/>', "News", ()),
        ("<category domain='https://old.example/sections/world'>a</category>", None, ("a",)),
        (
            f"{PRISM}<category>News</category><category>a</category>",
            "News",
            ("a",),
        ),
        (
            "<category domain='section'>News</category><category domain='section'>Oil</category>",
            "News",
            ("Oil",),
        ),
        ("<category domain='category'>Uncategorized</category>", None, ()),
    ],
)
def test_list_of_sections_tells_the_section(extra, section, tags):
    found = story(rss(item(extra=extra)))
    assert found.categories == ((Category(section),) if section else ())
    assert found.tags == tags


# Moments

SIX = timezone(timedelta(hours=6))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Wed, 01 May 2019 12:00:00 +0600", datetime(2019, 5, 1, 12, tzinfo=SIX)),
        ("Wed, 01 May 2019 12:00:00 GMT", datetime(2019, 5, 1, 12, tzinfo=UTC)),
        ("Wed, 01 May 2019 12:00:00 -0000", datetime(2019, 5, 1, 12, tzinfo=UTC)),
        ("Wed, 01 May 19 12:00:00 GMT", datetime(2019, 5, 1, 12, tzinfo=UTC)),
        ("01 May 99 12:00 EST", datetime(1999, 5, 1, 17, tzinfo=UTC)),
        ("Wed, 01 May 2019 12:00:00", datetime(2019, 5, 1, 12)),
        ("2019-05-01T12:00:00.5Z", datetime(2019, 5, 1, 12, 0, 0, 500_000, tzinfo=UTC)),
        ("2019-05-01", datetime(2019, 5, 1)),
        ("Ср, 01 мая 2019 12:00:00 +0600", datetime(2019, 5, 1, 12, tzinfo=SIX)),
        ("", None),
    ],
)
def test_moment_is_as_sure_as_it_was_told(written, expected):
    found = story(rss(item(1, pubDate=written))).published_at
    assert found == expected
    assert (found and found.tzinfo is None) == (expected and expected.tzinfo is None)


@pytest.mark.parametrize(
    "written",
    ["31.02.2020", "0000-00-00 00:00:00", "Wed, 30 Nov -0001 00:00:00 +0000", "yesterday",
     "2020-02-31T00:00:00Z", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "12/07/2025",
     "9" * 5_000],
)  # fmt: skip
def test_date_that_is_none_is_told(written):
    problem, found = read(rss(item(1, pubDate=written)))
    assert found.published_at is None
    assert (problem.field, problem.refused, problem.place) == ("published_at", False, "line 4")
    assert problem.message.startswith(f"“{written[:10]}")


def test_date_of_change_is_told_where_there_was_one():
    assert story(atom(entry())).modified_at is None
    assert story(atom(entry(updated="2019-05-01T12:00:00+06:00"))).modified_at is None
    assert story(atom(entry(updated="2019-05-03"))).modified_at == datetime(2019, 5, 3)


def test_date_of_change_alone_is_the_date():
    found = story(atom(entry(published=None)))
    assert (found.published_at.year, found.modified_at) == (2019, None)


def test_wrong_date_of_change_is_its_own_matter():
    problem, found = read(atom(entry(updated="2019-02-30")))
    assert problem.field == "modified_at"
    assert found.published_at.year == 2019


# Addresses and ids


@pytest.mark.parametrize(
    ("fields", "extra", "external_id", "paths"),
    [
        ({"guid": "7"}, "", "7", ("/story-1/",)),
        ({}, "", "/story-1/", ("/story-1/",)),
        ({"guid": "/?a=1"}, "", "/?a=1", ("/story-1/", "/?a=1")),
        ({"guid": None}, '<guid isPermaLink="false">/x</guid>', "/x", ("/story-1/",)),
        ({"guid": None}, '<guid isPermalink="false">/x</guid>', "/x", ("/story-1/",)),
        ({"guid": None}, '<guid isPermaLink="false">/?p=7</guid>', "/?p=7", ("/story-1/", "/?p=7")),
        ({"guid": None}, "", "", ("/story-1/",)),
        ({"link": None}, "", "/story-1/", ("/story-1/",)),
        ({"link": None, "guid": "7"}, "", "7", ()),
        ({"link": "/x/?a=1&amp;b=2", "guid": "7"}, "", "7", ("/x/?a=1&b=2",)),
        ({"link": "javascript:x", "guid": "7"}, "", "7", ()),
    ],
)
def test_ids_and_addresses_are_as_found(fields, extra, external_id, paths):
    def whole(text):
        return f"https://old.example{text}" if text and text.startswith("/") else text

    fields = {name: whole(value) for name, value in fields.items()}
    extra = extra.replace(">/", ">https://old.example/")
    found = story(rss(item(1, extra, **fields)))
    assert found.external_id == whole(external_id)
    assert found.paths == tuple(map(whole, paths))


def test_relative_link_is_one_of_the_site():
    assert story(rss(item(1, link="/a/"))).paths[0] == "https://old.example/a/"
    found = story(rss(item(1, link="/a/", guid=None), channel=""))
    assert found.paths == ("/a/",)


def test_own_address_is_better_than_that_of_a_service():
    own = "<feedburner:origLink>https://old.example/own/</feedburner:origLink>"
    prefix = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    feed = rss(item(1, own, link="https://feeds.example/~r/1", guid="7"), prefixes=prefix)
    assert story(feed).paths == ("https://old.example/own/",)


def test_link_of_atom_is_the_alternate_one():
    links = "".join(
        f'<link rel="{rel}" href="https://other.example/{rel}"/>'
        for rel in ("self", "edit", "replies", "related")
    )
    assert story(atom(entry(extra=links))).paths == ("https://old.example/story-1/",)


@pytest.mark.parametrize(
    ("attributes", "extra", "language"),
    [
        ("", "", ""),
        ('xml:lang="ru"', "", "ru"),
        ('xml:lang="ru"', '<content xml:lang="ky">Текст.</content>', "ky"),
    ],
)
def test_language_is_that_of_the_text_or_of_the_feed(attributes, extra, language):
    assert story(atom(entry(extra=extra), attributes=attributes)).language == language


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

"""What an entry says comes through, whichever way it is written."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.importing.feeds import JSON_FEED
from articles.importing.record import Picture
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

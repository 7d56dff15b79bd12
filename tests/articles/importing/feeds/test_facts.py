"""Names, moments, addresses and ids of entries."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.importing.record import Category
from tests.articles.importing.feeds.feeds import (
    atom,
    cdata,
    elements,
    entry,
    item,
    read,
    rss,
    story,
)

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

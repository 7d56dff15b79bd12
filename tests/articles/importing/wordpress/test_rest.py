"""Posts from WordPress's REST API: the same stories as in an export of the same site."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.format import Opening, Options, records
from articles.importing.record import (
    ATTACHMENT,
    ArticleRecord,
    Attachment,
    Category,
    Picture,
    Problem,
    Skipped,
    Status,
    UnreadableArchive,
)
from articles.importing.wordpress.rest import REST
from tests.articles.importing.exports import cdata, export, item
from tests.articles.importing.exports import read as read_export
from tests.articles.importing.found import stories_of

AUTHOR = {"id": 2, "name": "Aizada Bekova", "slug": "aizada"}
RAIL = {"id": 3, "name": "Rail &amp; Road", "slug": "rail", "taxonomy": "category"}
NEWS = {"id": 4, "name": "News", "slug": "news", "taxonomy": "category"}
TAG = {"id": 5, "name": "Transit", "slug": "transit", "taxonomy": "post_tag"}
MEDIA = {
    "id": 7,
    "type": "attachment",
    "source_url": "https://old.example/a.jpg",
    "alt_text": "A tram",
    "caption": {"rendered": "<p>The tram</p>\n"},
    "media_details": {"image_meta": {"credit": "Jane Doe"}},
}


def post(number=1, **fields):
    """A post as `/wp-json/wp/v2/posts?_embed` gives it."""
    return {
        "id": number,
        "date": "2019-05-01T12:00:00",
        "date_gmt": "2019-05-01T06:00:00",
        "guid": {"rendered": f"https://old.example/?p={number}"},
        "modified": "2019-05-02T12:00:00",
        "modified_gmt": "2019-05-02T06:00:00",
        "slug": f"story-{number}",
        "status": "publish",
        "type": "post",
        "link": f"https://old.example/2019/05/story-{number}/",
        "title": {"rendered": f"Story {number}"},
        "content": {"rendered": f"\n<p>Text of story {number}.</p>\n", "protected": False},
        "excerpt": {"rendered": f"<p>Text of story {number}.</p>\n", "protected": False},
        "author": 2,
        "featured_media": 0,
        "sticky": False,
        "categories": [3],
        "tags": [5],
        "_links": {"self": [{"href": f"https://old.example/wp-json/wp/v2/posts/{number}"}]},
        "_embedded": {"author": [AUTHOR], "wp:term": [[RAIL], [TAG]]},
    } | fields


def embedded(**fields):
    return {"_embedded": {"author": [AUTHOR], "wp:term": [[RAIL], [TAG]]} | fields}


def read(*objects):
    return list(records(REST, BytesIO(json.dumps(objects).encode())))


def story(**fields):
    found = read(post(**fields))
    (article,) = stories_of(found)
    return article, [problem.message for problem in found if isinstance(problem, Problem)]


def test_post_comes_through():
    found, problems = story()
    assert problems == []
    assert found == ArticleRecord(
        external_id="https://old.example/?p=1",
        headline="Story 1",
        body="<p>Text of story 1.</p>",
        place="line 1",
        slug="story-1",
        published_at=datetime(2019, 5, 1, 6, tzinfo=UTC),
        modified_at=datetime(2019, 5, 2, 6, tzinfo=UTC),
        authors=("Aizada Bekova",),
        categories=(Category("Rail & Road", "rail"),),
        tags=("Transit",),
        paths=("https://old.example/2019/05/story-1/", "https://old.example/?p=1"),
    )


def test_post_is_the_same_as_in_an_export():
    extra = (
        f'<category domain="category" nicename="rail">{cdata("Rail &amp; Road")}</category>'
        f'<category domain="post_tag" nicename="transit">{cdata("Transit")}</category>'
    )
    fields = {
        "guid": "http://staging.example/?p=9&amp;x=1",
        "wp__post_modified_gmt": "2019-05-02 06:00:00",
        "content__encoded": cdata("Above.\n<!--more-->\n\nBelow\nit."),
        "wp__is_sticky": "1",
        "wp__post_name": "%d0%bf",
    }
    (exported,) = stories_of(read_export(export(item(9, extra=extra, **fields))))
    shown = '<p>Above.<br />\n<span id="more-9"></span></p>\n<p>Below<br />\nit.</p>\n'
    found, _ = story(
        number=9,
        guid={"rendered": "http://staging.example/?p=9&#038;x=1"},
        content={"rendered": shown},
        excerpt={"rendered": "<p>Above. Below it.</p>"},
        slug="%d0%bf",
        sticky=True,
        yoast_head_json={"og_locale": "en_US"},
    )
    for name in ArticleRecord.__slots__:
        if name not in ("place", "body"):
            assert getattr(found, name) == getattr(exported, name), name
    assert found.summary == "Above."


def test_raw_texts_are_taken_where_they_are_given():
    found, problems = story(
        title={"raw": "It's", "rendered": "It&#8217;s"},
        content={"raw": "one\n\ntwo [poll id=1]", "rendered": "<p>x</p>"},
        excerpt={"raw": "", "rendered": "<p>one two</p>"},
        guid={"raw": "https://old.example/?p=1", "rendered": "x"},
    )
    assert (found.headline, found.body, found.summary) == ("It's", "<p>one</p><p>two</p>", "")
    assert found.external_id == "https://old.example/?p=1"
    assert len(problems) == 1


def test_line_ends_of_a_shown_text_are_no_breaks():
    assert story(content={"rendered": "<p>one\ntwo</p>\n"})[0].body == "<p>one\ntwo</p>"
    assert story(content={"rendered": "one\n\ntwo"})[0].body == "<p>one</p><p>two</p>"


@pytest.mark.parametrize(
    ("excerpt", "summary"),
    [
        ("<p>Text of story 1.</p>\n", ""),
        ("<p>Text of [&hellip;]</p>\n", ""),
        ("<p>Else [...]</p>", ""),
        ('<p>Text of&hellip; <a href="/">Continue reading</a></p>', ""),
        ("<p>Text&#8230;</p>", ""),
        ("<p>Text of</p>", "Text of"),
        ("<p>What it <em>means</em>&hellip;</p>", "What it means…"),
        ("", ""),
    ],
)
def test_excerpt_that_wordpress_made_itself_is_no_summary(excerpt, summary):
    assert story(excerpt={"rendered": excerpt})[0].summary == summary


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("publish", Status.PUBLISHED),
        ("future", Status.SCHEDULED),
        ("draft", Status.DRAFT),
        ("pending", Status.REVIEW),
        ("private", Status.DRAFT),
    ],
)
def test_status_is_translated(there, here):
    assert story(status=there)[0].status == here


def test_protected_post_becomes_a_draft():
    found, problems = story(content={"rendered": "", "protected": True})
    assert found.status == Status.DRAFT
    assert problems == ["Protected by a password there. Imported as a draft."]


def test_dates_are_gmt_first_and_impossible_ones_are_told():
    assert story(date_gmt=None)[0].published_at == datetime(2019, 5, 1, 12)
    assert story(date_gmt="0000-00-00T00:00:00", date=None)[0].published_at is None
    found, problems = story(date_gmt="2020-02-31T00:00:00")
    assert found.published_at is None
    assert problems == ["“2020-02-31T00:00:00” is not a date."]


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        ({"coauthors": [{"display_name": "One"}, {"name": "Two"}]}, ("One", "Two")),
        ({"authors": [{"display_name": "One &amp; Co"}]}, ("One & Co",)),
        ({"newspack_author_info": [{"display_name": "One"}]}, ("One",)),
        ({"coauthors": [7, 8]}, ("Aizada Bekova",)),
        (embedded(author=[AUTHOR, {"id": 3, "name": "Li Na"}]), ("Aizada Bekova", "Li Na")),
        (
            embedded(
                **{"wp:term": [[], [{"taxonomy": "author", "slug": "j", "name": "Jane Doe"}]]}
            ),
            ("Jane Doe",),
        ),
        (
            embedded(
                **{"wp:term": [[{"taxonomy": "author", "slug": "cap-aizada", "name": "aizada"}]]}
            ),
            ("Aizada Bekova",),
        ),
        (embedded(author=[{"code": "rest_user_invalid_id", "message": "Invalid"}]), ()),
        ({"_embedded": {}, "yoast_head_json": {"author": "Jane Doe"}}, ("Jane Doe",)),
    ],
)
def test_authors_are_those_of_the_plugin_else_the_one_of_wordpress(fields, authors):
    assert story(**fields)[0].authors == authors


def test_category_has_the_parents_that_are_told():
    terms = [[RAIL | {"parent": 4}, NEWS | {"parent": 3}], [TAG]]
    found, problems = story(**embedded(**{"wp:term": terms}))
    (first, second) = found.categories
    assert first == Category("Rail & Road", "rail", Category("News", "news"))
    assert second == Category("News", "news", Category("Rail & Road", "rail"))
    (message,) = problems
    assert message.startswith("The categories “News”, “Rail & Road” are each other's parents")


def test_numbers_alone_are_no_names_and_it_is_told():
    found = post()
    del found["_embedded"]
    (problem, article) = read(found)
    assert problem.once
    assert "Fetch the posts with ?_embed" in problem.message
    assert (article.authors, article.categories) == ((), ())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            embedded(**{"wp:featuredmedia": [MEDIA]}),
            Picture("https://old.example/a.jpg", "A tram", "The tram", "Jane Doe"),
        ),
        ({"featured_media": 7}, Picture(ATTACHMENT + "7")),
        ({"featured_media": 7} | embedded(**{"wp:featuredmedia": [{"code": "x"}]}), "7"),
        (
            {"jetpack_featured_media_url": "https://old.example/b.jpg"},
            Picture("https://old.example/b.jpg"),
        ),
        ({"featured_media": True}, None),
    ],
)
def test_lead_image(fields, expected):
    expected = Picture(ATTACHMENT + expected) if isinstance(expected, str) else expected
    assert story(**fields)[0].lead_image == expected


def test_canonical_address_is_told_where_it_is_another():
    own = "https://old.example/2019/05/story-1/"
    assert story(yoast_head_json={"canonical": own})[0].canonical_url == ""
    other = {"canonical": "https://agency.example/1"}
    assert story(yoast_head_json=other)[0].canonical_url == "https://agency.example/1"


def test_language_is_that_of_polylang_else_of_yoast():
    assert story(yoast_head_json={"og_locale": "kk_KZ"})[0].language == "kk-KZ"
    assert story(lang="ru", yoast_head_json={"og_locale": "kk_KZ"})[0].language == "ru"


def test_other_objects_are_skipped_by_kind():
    found = read(post(type="page"), post(status="trash"), MEDIA, MEDIA | {"source_url": None})
    picture = Picture("https://old.example/a.jpg", "A tram", "The tram", "Jane Doe")
    assert [(type(record), getattr(record, "kind", "")) for record in found] == [
        (Skipped, "page"),
        (Skipped, "post in the bin"),
        (Attachment, ""),
        (Skipped, "attachment"),
    ]
    assert (found[2].number, found[2].picture) == ("7", picture)


def test_object_that_is_no_post_is_refused():
    (problem,) = read({"code": "rest_no_route", "message": "No route was found"})
    assert problem.refused
    assert "no post of WordPress" in problem.message


def test_damaged_object_costs_itself():
    text = json.dumps([post(1), post(2), post(3)]).replace('"slug": "story-2"', '"slug": story-2')
    found = list(records(REST, BytesIO(text.encode())))
    assert [article.headline for article in stories_of(found)] == ["Story 1", "Story 3"]
    assert [type(record) for record in found].count(Problem) == 1


@pytest.mark.parametrize("form", ["array", "lines", "one"])
def test_posts_may_stand_in_an_array_in_lines_or_alone(form):
    posts = [json.dumps(post(number)) for number in (1, 2)]
    text = {"array": f"[{','.join(posts)}]", "lines": "\n".join(posts), "one": posts[0]}[form]
    found = stories_of(records(REST, BytesIO(text.encode())))
    assert [article.headline for article in found] == ["Story 1", "Story 2"][: len(found)]
    assert len(found) == (1 if form == "one" else 2)


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ({}, "old.example"),
        (
            {"_links": {"self": [{"href": "https://www.old.example/blog/wp-json/wp/v2/posts/1"}]}},
            "old.example/blog",
        ),
        (
            {"_links": {"self": [{"href": "https://old.example/blog/?rest_route=/wp/v2/posts/1"}]}},
            "old.example/blog",
        ),
        ({"_links": None}, "old.example"),
        ({"_links": {"self": [{"href": 1}]}, "link": 2}, ""),
    ],
)
def test_source_is_the_site(fields, source):
    data = json.dumps([post(**fields)]).encode()
    assert REST.source(REST.head(BytesIO(data), Options())) == source


def test_second_name_is_site_and_number():
    found, _ = story(guid={"rendered": "http://staging.example/?p=1"})
    assert found.external_id == "http://staging.example/?p=1"
    assert found.other_id == "https://old.example/?p=1"


def test_file_without_objects_is_unreadable():
    with pytest.raises(UnreadableArchive, match="no object"):
        list(records(REST, BytesIO(b"[]")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps([post()]), True),
        (json.dumps(post()), True),
        (json.dumps(MEDIA), True),
        ('{"title": "A", "content": "B"}', False),
        ('{"version": "https://jsonfeed.org/version/1.1", "title": "x"}', False),
        ('title,"guid": {"rendered":', False),
        ("", False),
    ],
)
def test_posts_are_recognised_by_their_rendered_texts(text, expected):
    assert REST.recognises(Opening(text.encode(), text)) is expected


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from([AUTHOR, RAIL]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["raw", "rendered", "self", "author", "wp:term"]), inner)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*post(), "coauthors", "yoast_head_json", "lang"]), VALUES))
def test_any_values_are_read(fields):
    assert read(post() | fields)
    assert read(fields | {"type": "post"})

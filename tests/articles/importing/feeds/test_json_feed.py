"""JSON Feed, as its two versions say and as people write it."""

import json
from io import BytesIO

import pytest

from articles.importing.feeds import JSON_FEED
from articles.importing.format import Options
from articles.importing.record import Picture
from tests.articles.importing.feeds.feeds import headlines, json_feed, read_json
from tests.articles.importing.found import problems_of, stories_of


def item(number=1, **fields):
    values = {
        "id": f"urn:{number}",
        "url": f"https://old.example/{number}",
        "title": f"Story {number}",
        "content_html": f"<p>Text of story {number}.</p>",
        "date_published": "2019-05-01T06:00:00Z",
    }
    return {key: value for key, value in (values | fields).items() if value is not None}


def story(**fields):
    (found,) = read_json(json_feed(item(**fields)))
    return found


@pytest.mark.parametrize(
    ("fields", "body", "summary"),
    [
        ({"content_html": "<b>a</b>"}, "<p><strong>a</strong></p>", ""),
        ({"content_html": None, "content_text": "<a\n\nc\nd"}, "<p>&lt;a</p><p>c<br>d</p>", ""),
        ({"content_text": "plain"}, "<p>Text of story 1.</p>", ""),
        ({"content_html": None, "summary": "Short."}, "<p>Short.</p>", ""),
        ({"summary": "Short &amp; sweet."}, None, "Short & sweet."),
        ({"summary": "Text of story 1."}, None, ""),
        ({"content_html": "<img src=/a>"}, '<p><img src="https://old.example/a"></p>', ""),
        ({"content_html": '<img src="/a.jpg">', "summary": "S."}, None, "S."),
        ({"content_html": {"a": 1}, "content_text": ["x"]}, "", ""),
    ],
)  # fmt: skip
def test_text_is_the_html_or_else_what_there_is(fields, body, summary):
    found = story(**fields)
    assert found.summary == summary
    if body is not None:
        assert found.body == body


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (7, "7"),
        (7.5, "7.5"),
        (" a ", "a"),
        (True, ""),
        (None, ""),
        ({"a": 1}, ""),
        ([1], ""),
    ],
)
def test_id_is_a_text_or_a_number(told, expected):
    assert story(id=told).external_id == expected


@pytest.mark.parametrize(
    ("url", "paths"),
    [
        ("https://old.example/1", ("https://old.example/1",)),
        ("/1", ("https://old.example/1",)),
        ("mailto:x@old.example", ()),
        (None, ()),
        (5, ("https://old.example/5",)),
    ],
)
def test_address_is_a_whole_one(url, paths):
    assert story(url=url).paths == paths


@pytest.mark.parametrize(
    ("told", "authors"),
    [
        ({"authors": [{"name": "A"}, {"name": "B"}, {"name": "A"}]}, ("A", "B")),
        ({"author": {"name": "A"}}, ("A",)),
        ({"authors": [{"name": "A"}], "author": {"name": "B"}}, ("A",)),
        ({"authors": [{"url": "https://a.example"}, "B", None, {"name": 5}]}, ("5",)),
        ({"authors": [{"name": "a@old.example"}]}, ("House",)),
        ({"authors": []}, ("House",)),
        ({"authors": "A"}, ("House",)),
        ({}, ("House",)),
    ],
)
def test_authors_are_its_own_or_those_of_the_feed(told, authors):
    (found,) = read_json(json_feed(item(**told), author={"name": "House"}))
    assert found.authors == authors


@pytest.mark.parametrize(
    ("told", "tags"),
    [(["a", " b ", "a", "", 5, None, {}], ("a", "b", "5")), ("a", ("a",)), (None, ()), ({}, ())],
)
def test_tags_are_a_list_of_texts(told, tags):
    assert story(tags=told).tags == tags


def test_pictures_and_attachments():
    attachments = [
        {"url": "/a.pdf", "title": "Report", "mime_type": "application/pdf"},
        {"url": "/c", "mime_type": "image/png", "title": "C"},
        {"mime_type": "audio/mpeg"},
        "junk",
    ]
    found = story(image="/a.jpg", banner_image="https://b.example/b", attachments=attachments)
    assert found.lead_image == Picture("https://old.example/a.jpg")
    assert found.pictures == (
        Picture("https://b.example/b"),
        Picture("https://old.example/c", alt="C"),
    )
    assert found.body.endswith('<p><a href="https://old.example/a.pdf">Report</a></p>')


def test_language_is_its_own_or_that_of_the_feed():
    found = read_json(json_feed(item(1), item(2, language="ky"), language="ru"))
    assert [record.language for record in found] == ["ru", "ky"]


def test_what_is_said_of_the_feed_may_stand_after_its_items():
    feed = json.loads(json_feed(item()))
    feed = {"items": feed.pop("items"), **feed, "language": "ru", "authors": [{"name": "House"}]}
    (found,) = read_json(json.dumps(feed))
    assert (found.language, found.authors) == ("ru", ("House",))


def test_source_is_the_host_of_the_site():
    assert JSON_FEED.source(head_of(json_feed())) == "old.example"
    feed = json_feed(home_page_url=None, feed_url="https://www.feed.example:8080/feed.json")
    assert JSON_FEED.source(head_of(feed)) == "feed.example"
    assert JSON_FEED.source(head_of(json_feed(home_page_url="//[x"))) == ""


def head_of(text):
    return JSON_FEED.head(BytesIO(text.encode()), Options())


def test_feed_without_items_holds_nothing():
    assert read_json(json_feed()) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_encodings_are_seen(encoding):
    found = read_json(json_feed(item(title="Поезд идёт дальше")).encode(encoding))
    assert headlines(found) == ["Поезд идёт дальше"]


def test_encoding_can_be_told():
    found = read_json(json_feed(item(title="Поезд")).encode("koi8-r"), encoding="koi8-r")
    assert headlines(found) == ["Поезд"]


def test_damaged_item_costs_itself():
    text = json_feed(item(1), item(2), item(3)).replace('"Story 2"', '"Story 2')
    found = read_json(text)
    assert headlines(found) == ["Story 1", "Story 3"]
    (problem,) = problems_of(found)
    assert problem.refused
    assert problem.place == "line 13"


def test_truncated_feed_yields_what_came_before():
    text = json_feed(item(1), item(2), item(3))
    found = read_json(text[: text.index("Text of story 3")])
    assert headlines(found) == ["Story 1", "Story 2"]
    assert problems_of(found)[-1].refused


def test_signs_that_no_text_can_hold_are_gone():
    text = json_feed(item(title="A B", content_html="<p>x y</p>"))
    (found,) = stories_of(
        read_json(text.replace(" B", r"\u0000\ud800B").replace("x y", r"x\u0003y"))
    )
    assert (found.headline.replace("\ufffd", ""), found.body) == ("AB", "<p>xy</p>")
    assert "\ufffe" not in repr(story(content_html="<p>a\ufffe</p>"))


@pytest.mark.parametrize(
    "text",
    [
        '{"version": "https://jsonfeed.org/version/1", "items": {}}',
        '{"a \\, b": 1}',
        '{"a": ' + "[" * 100_000,
        '{"a": ' + "9" * 10_000,
        "[]",
        "{}",
        "null",
        "",
    ],
)
def test_what_is_no_feed_raises_nothing(text):
    assert stories_of(read_json(text)) == []

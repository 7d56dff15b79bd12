"""Joomla's articles: the read-more, its plugins, pictures, states and addresses."""

import json

import pytest

from articles.importing.record import Category, Picture, Status
from articles.importing.tabular.csv import CSV
from articles.importing.tabular.joomla import JOOMLA
from articles.importing.tabular.joomla_article import LONGEST_SUMMARY
from tests.articles.importing.found import problems_of, stories_of
from tests.articles.importing.tabular.tables import opening, read, skipped, table

ROW = {
    "id": "22300",
    "title": "Rain in Bishkek",
    "alias": "rain-in-bishkek",
    "introtext": "<p>It rained.</p>",
    "fulltext": "<p>All day.</p>",
    "state": "1",
    "catid": "12",
    "category_title": "Central Asia",
    "created": "2012-03-04 01:00:00",
    "created_by": "42",
    "created_by_alias": "Jane Doe",
    "publish_up": "2012-03-04 05:06:07",
    "publish_down": "0000-00-00 00:00:00",
    "modified": "0000-00-00 00:00:00",
    "images": '{"image_intro":"","image_fulltext":""}',
    "metadesc": "For machines",
    "hits": "17",
    "featured": "0",
    "language": "*",
}


def joomla(**columns):
    return read(table({**ROW, **columns}), JOOMLA)


def article(**columns):
    (found,) = stories_of(joomla(**columns))
    return found


def doubts(**columns):
    """What is said beside the hint at the zone of the database."""
    return [problem.message for problem in problems_of(joomla(**columns))[1:]]


def test_whole_row_becomes_a_whole_story():
    found = article()
    assert (found.external_id, found.headline, found.slug) == (
        "22300",
        "Rain in Bishkek",
        "rain-in-bishkek",
    )
    assert found.body == "<p>It rained.</p><p>All day.</p>"
    assert found.summary == "It rained."
    assert found.status == Status.PUBLISHED
    assert found.published_at.isoformat() == "2012-03-04T05:06:07"
    assert (found.modified_at, found.withdraw_at, found.language) == (None, None, "")
    assert found.authors == ("Jane Doe",)
    assert found.categories == (Category("Central Asia"),)
    assert found.lead_image is None
    assert found.paths == (
        "/index.php/central-asia/22300-rain-in-bishkek",
        "/index.php?option=com_content&view=article&id=22300",
    )
    assert doubts() == []


def test_zone_of_the_database_is_told_once():
    first = problems_of(joomla())[0]
    assert (first.place, first.refused, first.once) == ("row 2", False, True)
    assert "keeps its times in UTC" in first.message


@pytest.mark.parametrize(
    ("columns", "body", "summary"),
    [
        ({"fulltext": ""}, "<p>It rained.</p>", "For machines"),
        (
            {"introtext": '<p>Above.</p><hr id="system-readmore" /><p>Below.</p>', "fulltext": ""},
            "<p>Above.</p><p>Below.</p>",
            "Above.",
        ),
        (
            {
                "introtext": "",
                "fulltext": "<p>Above.</p><HR class='x' id='system-readmore'><p>Below.</p>",
            },
            "<p>Above.</p><p>Below.</p>",
            "Above.",
        ),
        ({"introtext": "Plain.", "fulltext": "Text."}, "<p>Plain.</p>\n<p>Text.</p>", "Plain."),
    ],
)
def test_text_is_joined_at_the_read_more(columns, body, summary):
    found = article(**columns)
    assert (found.body, found.summary) == (body, summary)


def test_long_introduction_is_no_summary():
    assert article(introtext=f"<p>{'x' * (LONGEST_SUMMARY + 1)}</p>").summary == "For machines"
    assert len(article(introtext=f"<p>{'x' * LONGEST_SUMMARY}</p>").summary) == LONGEST_SUMMARY


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ("{loadposition ads}", "", ["loadposition"]),
        ("{module 12}{mosimage}", "", ["module", "mosimage"]),
        ("{gallery}stories/rain{/gallery}", "", ["gallery"]),
        ("{tab=One}", "", ["tab"]),
        ("{audio src='a' x=1}sound{/audio}", "", ["audio"]),
        (
            "{youtube}abc123_-XYZ{/youtube}",
            '<a href="https://www.youtube.com/watch?v=abc123_-XYZ">https://www.youtube.com/watch?v=abc123_-XYZ</a>',
            [],
        ),
        ("a {b} c", "a {b} c", []),
        ("{1} { } {no end", "{1} { } {no end", []),
    ],
)
def test_plugin_tags_go_and_are_told_once(text, expected, told):
    columns = {"introtext": f"<p>Rain {text}.</p>", "fulltext": ""}
    assert article(**columns).body == f"<p>Rain {expected}.</p>"
    messages = doubts(**columns)
    assert [message.partition("}")[0].partition("{")[2] for message in messages] == told
    assert all(problem.once for problem in problems_of(joomla(**columns)))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "index.php?option=com_content&amp;view=article&amp;id=5",
            "/index.php?option=com_content&amp;view=article&amp;id=5",
        ),
        ("images/a.jpg", "/images/a.jpg"),
        ("/images/a.jpg", "/images/a.jpg"),
        ("https://x.org/a", "https://x.org/a"),
        ("mailto:a@x.org", "mailto:a@x.org"),
        ("www.x.org/a", "www.x.org/a"),
        ("#note", "#note"),
    ],
)
def test_addresses_begin_at_the_root_of_the_site(address, expected):
    found = article(introtext=f'<p><a class="x" href="{address}">y</a></p>')
    assert f' href="{expected}">y</a>' in found.body


@pytest.mark.parametrize(
    ("images", "expected"),
    [
        (
            {"image_intro": "images/s.jpg", "image_intro_alt": "A", "image_fulltext": ""},
            Picture("/images/s.jpg", "A"),
        ),
        (
            {
                "image_intro": "s.jpg",
                "image_fulltext": "https://x.org/l.jpg",
                "image_fulltext_caption": "C",
            },
            Picture("https://x.org/l.jpg", "", "C"),
        ),
        (
            {"image_intro": "images/a.jpg#joomlaImage://local-images/a.jpg?width=9"},
            Picture("/images/a.jpg"),
        ),
        ({"image_intro": ""}, None),
        ("{broken", None),
    ],
)
def test_picture_is_found_in_joomlas_list(images, expected):
    text = images if isinstance(images, str) else json.dumps(images)
    assert article(images=text).lead_image == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [("1", Status.PUBLISHED), ("0", Status.DRAFT), ("2", Status.PUBLISHED), ("", Status.PUBLISHED)],
)
def test_states_are_joomlas(state, expected):
    assert article(state=state).status == expected
    assert doubts(state=state) == []


def test_bin_stays_there():
    assert skipped(joomla(state="-2")) == [("story in the bin", "row 2")]


@pytest.mark.parametrize(
    ("columns", "paths"),
    [
        ({"category_alias": "asia"}, ["/index.php/asia/22300-rain-in-bishkek"]),
        ({"category_title": "Азия"}, []),
        ({"category_title": ""}, []),
        ({"alias": ""}, []),
        ({"link": "/asia/rain"}, ["/asia/rain", "/index.php/central-asia/22300-rain-in-bishkek"]),
    ],
)
def test_address_is_only_made_of_what_is_known(columns, paths):
    by_number = "/index.php?option=com_content&view=article&id=22300"
    assert list(article(**columns).paths) == [*paths, by_number]
    assert article(id="").paths == ()


def test_zero_date_falls_back_on_the_day_of_making():
    assert article(publish_up="0000-00-00 00:00:00").published_at.hour == 1


def test_json_and_a_dump_of_the_database_are_read_alike():
    lines = "\n".join(json.dumps(row) for row in (ROW, ROW))
    category = {"id": "1", "title": "Asia", "alias": "asia", "description": "Not a story"}
    dump = json.dumps(
        [
            {"type": "header", "version": "5.2", "comment": "phpMyAdmin"},
            {"type": "table", "name": "jos_categories", "data": [category]},
            {"type": "table", "name": "jos_content", "data": [ROW]},
            {"type": "table", "name": "jos_empty", "data": []},
        ]
    )
    for text in (
        json.dumps(ROW),
        lines,
        dump,
        "/** phpMyAdmin */\n\n// jos_content\n\n" + json.dumps([ROW]),
    ):
        assert JOOMLA.recognises(opening(text))
        found = read(text, JOOMLA)
        assert {story.body for story in stories_of(found)} == {article().body}
    assert [kind for kind, _ in skipped(read(dump, JOOMLA))] == ["row of another table"]


def test_it_is_seen_by_its_columns():
    assert JOOMLA.recognises(opening(table(ROW)))
    assert JOOMLA.recognises(opening(table(ROW, delimiter=";"), "utf-16"))
    assert not JOOMLA.recognises(opening(table()))
    assert not JOOMLA.recognises(opening('[{"title": "A", "body": "x"}]'))
    assert not JOOMLA.recognises(opening(""))


def test_as_a_table_it_is_read_the_same():
    assert stories_of(read(table(ROW), CSV)) == [article()]

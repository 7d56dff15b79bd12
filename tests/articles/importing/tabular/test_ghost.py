"""Exports of Ghost: posts and the tables that join them to tags and people."""

import json
from datetime import UTC, datetime

import pytest

from articles.importing.record import Category, Picture, Status, UnreadableArchive
from articles.importing.tabular.ghost import GHOST
from tests.articles.importing.found import problems_of, stories_of
from tests.articles.importing.tabular.tables import opening, read, skipped

POST = {
    "id": "p1",
    "uuid": "u-1",
    "title": "Rain",
    "slug": "rain",
    "html": '<p>All day. <a href="__GHOST_URL__/snow/">Snow</a></p>',
    "feature_image": "__GHOST_URL__/content/a.jpg",
    "featured": 1,
    "type": "post",
    "status": "published",
    "visibility": "public",
    "created_at": "2019-03-11 00:00:00",
    "updated_at": "2019-03-13T00:00:00.000Z",
    "published_at": "2019-03-12 14:05:00",
    "custom_excerpt": "It rained.",
}
TABLES = {
    "posts_authors": [
        {"post_id": "p1", "author_id": "2", "sort_order": 1},
        {"post_id": "p1", "author_id": "1", "sort_order": 0},
    ],
    "posts_tags": [
        {"post_id": "p1", "tag_id": "t2", "sort_order": 1},
        {"post_id": "p1", "tag_id": "t1", "sort_order": 0},
        {"post_id": "p1", "tag_id": "t3", "sort_order": 2},
        {"post_id": "p1", "tag_id": "gone", "sort_order": 3},
    ],
    "tags": [
        {"id": "t1", "name": "Weather"},
        {"id": "t2", "name": "Bishkek"},
        {"id": "t3", "name": "#hidden"},
    ],
    "users": [{"id": "1", "name": "Jane Doe"}, {"id": "2", "name": "John Roe"}],
    "posts_meta": [
        {"post_id": "p1", "feature_image_alt": "Rain", "feature_image_caption": "A street"}
    ],
}


def export(*posts, **tables):
    data = {"posts": list(posts), **TABLES, **tables}
    return json.dumps({"db": [{"meta": {"exported_on": 1, "version": "5"}, "data": data}]})


def test_post_becomes_a_whole_story():
    found = read(export(POST), GHOST)
    (story,) = stories_of(found)
    assert (story.external_id, story.other_id, story.headline) == ("u-1", "p1", "Rain")
    assert story.body == '<p>All day. <a href="/snow/">Snow</a></p>'
    assert (story.summary, story.slug, story.paths) == ("It rained.", "rain", ("/rain/",))
    assert story.published_at == datetime(2019, 3, 12, 14, 5, tzinfo=UTC)
    assert story.modified_at == datetime(2019, 3, 13, tzinfo=UTC)
    assert story.authors == ("Jane Doe", "John Roe")
    assert (story.categories, story.tags) == ((Category("Weather"),), ("Bishkek",))
    assert story.lead_image == Picture("/content/a.jpg", "Rain", "A street")
    assert (story.status, story.is_featured) == (Status.PUBLISHED, True)
    assert problems_of(found) == []


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": "draft"}, Status.DRAFT),
        ({"status": "scheduled"}, Status.SCHEDULED),
        ({"status": "sent"}, Status.PUBLISHED),
        ({"visibility": "paid"}, Status.DRAFT),
    ],
)
def test_status_and_who_may_read_it(changes, status):
    (story,) = stories_of(read(export({**POST, **changes}), GHOST))
    assert story.status == status


def test_author_of_an_old_export_stands_in_the_post():
    old = {**POST, "id": "p9", "author_id": "2"}
    assert stories_of(read(export(old), GHOST))[0].authors == ("John Roe",)


def test_pages_are_skipped():
    text = export({**POST, "type": "page"}, {**POST, "type": None, "page": 1})
    assert skipped(read(text, GHOST)) == [("page", "line 1"), ("page", "line 1, entry 2")]


def test_export_may_stand_without_its_wrapper():
    text = json.dumps({"meta": {"exported_on": 1}, "data": {"posts": [POST], **TABLES}})
    assert GHOST.recognises(opening(text))
    assert len(stories_of(read(text, GHOST))) == 1


def test_cut_export_keeps_what_came_before():
    text = export(POST, {**POST, "id": "p2", "uuid": "u-2"})
    found = read(text[: text.index('"u-2"')], GHOST)
    assert len(stories_of(found)) == 1
    assert "What came before is complete" in problems_of(found)[0].message


def test_bad_post_costs_itself():
    deep = export({**POST, "x": "DEEP"}, POST).replace('"DEEP"', "[" * 200 + "]" * 200)
    found = read(deep, GHOST)
    assert len(stories_of(found)) == 1
    assert "nested more than" in problems_of(found)[0].message


@pytest.mark.parametrize(
    "text", ['{"db": [{"data": {}}]}', '{"db": [', '{"db": [{"data": {"posts": []}}]}', ""]
)
def test_export_without_posts_is_refused(text):
    with pytest.raises(UnreadableArchive, match="There are no posts in this export of Ghost."):
        read(text, GHOST)


def test_other_json_is_not_recognised():
    assert GHOST.recognises(opening(export(POST)))
    assert not GHOST.recognises(opening('{"posts": [{"title": "A", "body": "x"}]}'))
    assert not GHOST.recognises(opening('[{"db": 1}]'))

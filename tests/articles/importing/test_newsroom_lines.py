"""The reader of our own export: recognised by its first line, and each line for itself."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import newsroom_lines
from articles.importing.format import Opening, records
from articles.importing.newsroom_lines import NEWSROOM_LINES
from articles.importing.record import (
    ArticleRecord,
    FacetRecord,
    Filed,
    Picture,
    Problem,
    Status,
    UnreadableArchive,
)

FIRST = {"newsroom": 1, "type": "archive", "site": "The Steppe Herald"}
STORY = {
    "type": "story",
    "source": "old.example",
    "external_id": "https://old.example/?p=1",
    "slug": "снег-в-горах",
    "headline": "Snow in the mountains",
    "summary": "It fell.",
    "dateline": "OSH",
    "body": "<p>Снег.</p>",
    "language": "ru",
    "status": "published",
    "published_at": "2019-05-01T06:00:00.000001Z",
    "modified_at": "2019-05-02T06:00:00.000000Z",
    "withdraw_at": None,
    "embargo_until": "2019-04-30T06:00:00.000000Z",
    "created_at": "2019-04-29T06:00:00.000000Z",
    "is_featured": True,
    "urgency": 3,
    "canonical_url": "https://a.example/1",
    "section": "news",
    "countries": ["kyrgyzstan"],
    "tags": ["snow", "зима"],
    "byline": [{"author": "a", "role": ""}, {"author": "b", "role": "photographs"}],
    "lead_image": {"address": "/media/a.jpg", "alt": "A", "caption": "C", "credit": "D"},
    "pictures": [{"address": "https://old.example/b.jpg", "alt": "", "caption": "", "credit": ""}],
    "paths": ["/2019/05/snow"],
}


def written(*lines, first=FIRST):
    """The bytes of an export; a line is an object, or text as it is."""
    told = [line if isinstance(line, str | bytes) else json.dumps(line) for line in (first, *lines)]
    return b"".join(line if isinstance(line, bytes) else f"{line}\n".encode() for line in told)


def read(*lines, first=FIRST):
    return list(records(NEWSROOM_LINES, BytesIO(written(*lines, first=first))))


def only(line):
    (record,) = read(line)
    return record


def recognised(data):
    return NEWSROOM_LINES.recognises(Opening(data=data, text=data.decode("utf-8", "replace")))


def test_story_comes_with_every_field():
    assert only(STORY) == ArticleRecord(
        external_id="https://old.example/?p=1",
        headline="Snow in the mountains",
        body="<p>Снег.</p>",
        place="line 2",
        summary="It fell.",
        dateline="OSH",
        slug="снег-в-горах",
        status=Status.PUBLISHED,
        published_at=datetime(2019, 5, 1, 6, 0, 0, 1, tzinfo=UTC),
        modified_at=datetime(2019, 5, 2, 6, tzinfo=UTC),
        embargo_until=datetime(2019, 4, 30, 6, tzinfo=UTC),
        author_roles=("", "photographs"),
        paths=("/2019/05/snow",),
        lead_image=Picture("/media/a.jpg", "A", "C", "D"),
        pictures=(Picture("https://old.example/b.jpg"),),
        canonical_url="https://a.example/1",
        urgency=3,
        is_featured=True,
        source="old.example",
        filed=Filed("news", ("kyrgyzstan",), ("snow", "зима"), ("a", "b")),
        created_at=datetime(2019, 4, 29, 6, tzinfo=UTC),
        language="ru",
    )


def test_story_of_a_headline_alone_is_a_draft_that_is_filed_nowhere():
    problem, story = read({"type": "story", "headline": "H"})
    assert (problem.field, problem.refused) == ("status", False)
    assert story == ArticleRecord("", "H", "", "line 2", status=Status.DRAFT, filed=Filed())


def test_roles_are_told_only_where_there_are_any():
    story = only(STORY | {"byline": [{"author": "a", "role": ""}]})
    assert (story.filed.authors, story.author_roles) == (("a",), ())


@pytest.mark.parametrize(
    ("line", "facet"),
    [
        (
            {"type": "country", "slug": "kg", "name": "Kyrgyzstan", "description": "D",
             "code": "KG", "is_featured": True, "position": 2},
            {"kind": "country", "description": "D", "code": "KG", "is_featured": True,
             "position": 2},
        ),
        (
            {"type": "section", "slug": "kg", "name": "Kyrgyzstan", "parent": "news",
             "position": 1},
            {"kind": "section", "parent": "news", "position": 1},
        ),
        ({"type": "section", "slug": "kg", "name": "Kyrgyzstan", "parent": None},
         {"kind": "section"}),
        (
            {"type": "tag", "slug": "kg", "name": "Kyrgyzstan", "former_slugs": ["kgz"],
             "aliases": [{"name": "Киргизия", "slug": "k"}]},
            {"kind": "tag", "names": ("Киргизия",), "slugs": ("k",), "former": ("kgz",)},
        ),
        (
            {"type": "author", "slug": "kg", "name": "Kyrgyzstan", "role": "Desk",
             "is_house_name": True},
            {"kind": "author", "role": "Desk", "is_house_name": True},
        ),
    ],
)  # fmt: skip
def test_facet_comes_with_every_field(line, facet):
    assert only(line) == FacetRecord(slug="kg", name="Kyrgyzstan", place="line 2", **facet)


@pytest.mark.parametrize(
    ("line", "field", "sentence"),
    [
        ("{broken", "", "The line is no whole JSON (character 2)."),
        ('{"type": "story", "head', "", "The line is no whole JSON (character 24)."),
        (b'{"type": "\xff"}\n', "", "The line is not in UTF-8 (byte 11)."),
        ("[1, 2]", "", "The line is no JSON object."),
        ("[" * 100_000, "", "The line holds numbers or brackets that nobody wrote."),
        ('{"urgency": 1' + "0" * 5_000 + "}", "", "The line holds numbers or brackets"),
        ({"type": "poll", "name": "x"}, "type", "“poll” is no type of line that is known here."),
        ({"name": "x"}, "type", "“None” is no type of line"),
        ({"type": "tag", "name": "x"}, "slug", "“slug” is missing."),
        ({"type": "tag", "name": " ", "slug": "x"}, "name", "“name” is missing."),
        ({"type": "tag", "name": "x", "slug": "x", "aliases": "y"}, "aliases", "of objects."),
        ({"type": "tag", "name": "x", "slug": "x", "former_slugs": [1]}, "former_slugs", "texts."),
        ({"type": "country", "name": "x", "slug": "x", "position": True}, "position", "a whole"),
        (STORY | {"headline": None}, "headline", "“headline” is missing."),
        (STORY | {"headline": 5}, "headline", "“headline” is not a text."),
        (STORY | {"body": ["x"]}, "body", "“body” is not a text."),
        (STORY | {"is_featured": 1}, "is_featured", "“is_featured” is not true or false."),
        (STORY | {"urgency": "1"}, "urgency", "“urgency” is not a whole number."),
        (STORY | {"byline": ["a"]}, "byline", "“byline” is not a list of objects."),
        (STORY | {"byline": [{"role": "x"}]}, "author", "“author” is missing."),
        (STORY | {"lead_image": "/a.jpg"}, "lead_image", "“lead_image” is not a picture."),
        (STORY | {"pictures": [{"alt": "x"}]}, "address", "“address” is missing."),
    ],
)
def test_line_that_is_wrong_costs_itself_and_says_why(line, field, sentence):
    refused, kept = read(line, STORY)
    assert isinstance(refused, Problem)
    assert (refused.place, refused.field, refused.refused) == ("line 2", field, True)
    assert sentence in refused.message
    assert "Left out" in refused.message
    assert (type(kept), kept.place) == (ArticleRecord, "line 3")


def test_status_that_is_unknown_makes_a_draft():
    problem, story = read(STORY | {"status": "hidden"})
    assert problem == Problem(
        "line 2", "The status “hidden” is not known. Imported as a draft.", "status", refused=False
    )
    assert story.status == Status.DRAFT


@pytest.mark.parametrize("moment", ["0000-00-00T00:00:00Z", "2020-02-31", "yesterday"])
def test_date_that_is_none_costs_itself(moment):
    problem, story = read(STORY | {"published_at": moment})
    assert (problem.field, problem.refused, moment in problem.message) == (
        "published_at", False, True,
    )  # fmt: skip
    assert (story.published_at, story.created_at is None) == (None, False)


def test_signs_that_no_database_takes_are_gone():
    line = STORY | {"headline": "a\0b\ud800c", "tags": ["x\0"], "byline": [{"author": "a\0"}]}
    story = only(line)
    assert (story.headline, story.filed.tags, story.filed.authors) == ("ab?c", ("x",), ("a",))


def test_characters_in_two_escapes_are_whole():
    assert only(STORY | {"headline": "😀 \\u0000"}).headline == "😀 \\u0000"


def test_lines_without_anything_and_further_first_lines_are_passed_over():
    assert read("", "  ", FIRST) == []


def test_line_ends_of_windows_and_a_byte_order_mark_are_no_harm():
    data = b"\xef\xbb\xbf" + written(STORY).replace(b"\n", b"\r\n")
    (story,) = records(NEWSROOM_LINES, BytesIO(data))
    assert story.headline == STORY["headline"]


def test_line_that_is_too_long_is_left_out_and_the_next_one_read(monkeypatch):
    monkeypatch.setattr(newsroom_lines, "LONGEST_LINE", 2_000)
    long = STORY | {"body": "x" * 5_000}
    refused, kept = read(long, STORY)
    assert refused == Problem("line 2", "This line is longer than 0 MB. Left out.")
    assert kept.place == "line 3"


def test_file_that_is_cut_off_keeps_what_came_before():
    data = written(STORY, STORY)[:-20]
    kept, refused = records(NEWSROOM_LINES, BytesIO(data))
    assert isinstance(kept, ArticleRecord)
    assert refused.place == "line 3"


def test_source_is_the_site():
    head = NEWSROOM_LINES.head(BytesIO(written(first=FIRST | {"site": "x" * 200})), None)
    assert NEWSROOM_LINES.source(head) == "x" * 100
    head = NEWSROOM_LINES.head(BytesIO(written(first=FIRST | {"site": 5})), None)
    assert NEWSROOM_LINES.source(head) == ""


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        ("", "The first line is not that of an export of Newsroom."),
        (STORY, "put it back"),
        (FIRST | {"newsroom": True}, "The first line is not"),
        (FIRST | {"newsroom": 2}, "A newer Newsroom wrote this export (version 2 of the format;"),
    ],
)
def test_file_that_is_no_export_is_refused_with_a_sentence(first, sentence):
    with pytest.raises(UnreadableArchive) as refusal:
        read(STORY, first=first)
    assert sentence in str(refusal.value)


def test_export_is_recognised_by_its_first_line():
    assert recognised(written(STORY))
    assert recognised(written(first=FIRST | {"newsroom": 2}))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"title": "A", "body": "B"}\n',
        b'{"title": "newsroom"}\n',
        b'{"newsroom": "1", "type": "archive"}\n',
        b'{"newsroom": 1, "type": "story"}\n',
        b'[{"newsroom": 1, "type": "archive"}]',
        b'{"newsroom": 1,\n"type": "archive"}',
        b"newsroom,type\n1,archive\n",
        b"<rss/>",
    ],
)
def test_other_files_are_not(data):
    assert not recognised(data)


@given(st.data())
def test_damage_raises_nothing(data):
    whole = written(STORY, {"type": "tag", "slug": "x", "name": "X"})
    start = data.draw(st.integers(len(json.dumps(FIRST)) + 1, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    damaged = whole[:start] + data.draw(st.binary(max_size=20)) + whole[end:]
    for record in records(NEWSROOM_LINES, BytesIO(damaged)):
        assert isinstance(record, ArticleRecord | FacetRecord | Problem)


@given(st.binary(max_size=200))
def test_any_bytes_raise_nothing_but_a_sentence(data):
    recognised(data)
    with suppress(UnreadableArchive):
        list(records(NEWSROOM_LINES, BytesIO(data)))


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.sampled_from(sorted(STORY)), _values)
def test_field_of_any_kind_raises_nothing(field, value):
    found = read(STORY | {field: value})
    assert found == [] or all(isinstance(one, ArticleRecord | Problem) for one in found)

"""Columns are known by the names that people and systems use."""

import pytest

from articles.importing.record import ArticleRecord, UnreadableArchive
from articles.importing.tabular import headers
from articles.importing.tabular.headers import NAMES, folded, is_joomla, known, table_of


def fields(*columns, **mapped):
    table = table_of(columns, mapped)
    return {name: [columns[index] for index in found] for name, found in table.fields.items()}


def test_every_name_belongs_to_one_field():
    owners = {}
    for field, names in NAMES.items():
        for name in {folded(each) for each in [field, *names.split(", ")]}:
            assert owners.setdefault(name, field) == field
    assert len(owners) > 400


def test_fields_of_a_record_are_names_of_their_own():
    ours = set(ArticleRecord.__dataclass_fields__) & NAMES.keys()
    assert {"headline", "body", "published_at", "authors", "paths", "external_id"} <= ours
    assert {field for name in ours for field in known([name])} == ours


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Title", "headline"),
        ("POST_TITLE", "headline"),
        ("post-title", "headline"),
        ("Überschrift", "headline"),
        ("uberschrift", "headline"),
        ("Заголовок", "headline"),
        ("Título", "headline"),
        ("Body (HTML)", "body"),
        ("content:encoded", "body"),
        ("Полный текст", "body"),
        ("introtext", "introtext"),
        ("post_excerpt", "summary"),
        ("Краткое описание", "summary"),
        ("pubDate", "published_at"),
        ("publish_up", "published_at"),
        ("Дата публикации", "published_at"),
        ("post_date_gmt", "published_at_utc"),
        ("Last modified", "modified_at"),
        ("created_by_alias", "authors"),
        ("Автор", "authors"),
        ("Rubrik", "categories"),
        ("рубрика", "categories"),
        ("Mots-clés", "tags"),
        ("страна", "countries"),
        ("permalink", "paths"),
        ("nid", "external_id"),
        ("Featured Image URL", "lead_image"),
        ("photo credit", "lead_image_credit"),
        ("lang", "language"),
        ("sticky", "is_featured"),
        ("Authored on", "published_at"),
        ("Тақырып", "headline"),
        ("Bo‘lim", "categories"),
        ("Күнү", "published_at"),
        ("İçerik", "body"),
    ],
)
def test_column_is_known_without_case_signs_and_accents(column, field):
    assert known([column]) == {field}


def test_unknown_names_are_none():
    assert known(["price", "", "author_email", "№"]) == set()


def test_likelier_column_comes_first():
    assert fields("text", "content", "title", "guid", "id") == {
        "body": ["content", "text"],
        "headline": ["title"],
        "external_id": ["guid", "id"],
    }


def test_columns_that_nobody_knows_are_kept_apart_from_those_that_say_nothing():
    table = table_of(["title", "price", "hits", "", "file", "problem", "Added value"], {})
    assert table.unknown == ("price", "Added value")


def test_mapped_column_has_the_last_word():
    columns = ("title", "Kopf", "description", "text")
    assert fields(*columns, headline="Kopf")["headline"] == ["Kopf"]
    assert fields(*columns, headline="kopf")["headline"] == ["Kopf"]
    # The column that was named for one field is no other one any more.
    found = fields(*columns, headline="description")
    assert found == {"headline": ["description"], "body": ["text"]}
    assert fields(*columns, title="Kopf")["headline"] == ["Kopf"]


def test_description_is_the_text_where_nothing_else_is():
    assert fields("title", "description")["body"] == ["description"]
    assert fields("title", "description", "text")["summary"] == ["description"]


@pytest.mark.parametrize(
    ("columns", "mapped", "sentence"),
    [
        (
            ("id", "name", "author_email"),
            {},
            "There is no column for the headline; found id, name, author_email. Name it with",
        ),
        (
            ("title", "body", "date"),
            {"headline": "Titel"},
            "There is no column “Titel”; found: title, body, date.",
        ),
        (("", " "), {}, "There is no column for the headline; found no names at all."),
        (
            ("title",),
            {"headlin": "title"},
            "There is no field “headlin” to map to. There are: alias,",
        ),
        (("title",), {"body": ""}, "There is no column “”; found: title."),
    ],
)
def test_what_is_missing_is_told_with_what_was_found(columns, mapped, sentence):
    with pytest.raises(UnreadableArchive) as refusal:
        table_of(columns, mapped)
    assert str(refusal.value).startswith(sentence)


def test_only_so_many_columns_are_listed():
    with pytest.raises(UnreadableArchive, match=r"c0, c1, .* and 70 more\. Name it"):
        table_of([f"c{number}" for number in range(100)], {})


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["id", "alias", "catid"], True),
        (["introtext"], True),
        (["created_by_alias"], True),
        (["title", "alias", "category"], False),
    ],
)
def test_joomla_is_seen_by_its_columns(columns, expected):
    assert is_joomla(columns) is expected
    assert headers.Table((), {}).is_joomla is False

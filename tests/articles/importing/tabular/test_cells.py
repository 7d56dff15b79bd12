"""What a cell says, in a table and in JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.record import Category, Picture
from articles.importing.tabular.cells import (
    authors_of,
    categories_of,
    line_of,
    names_of,
    pictures_of,
    tags_of,
    text_of,
    truth_of,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" text ", "text"),
        (None, ""),
        ("NULL", ""),
        ("\\N", ""),
        ("#N/A", ""),
        (12, "12"),
        (12.0, "12"),
        (2.5, "2.5"),
        (True, "true"),
        ({"rendered": "<b>x</b>"}, "<b>x</b>"),
        ({"id": 7, "name": "seven"}, "seven"),
        ({"$oid": "5f"}, "5f"),
        ({"$date": {"$numberLong": "1552399500000"}}, "1552399500000"),
        ({"foo": 1}, ""),
        ([], ""),
        ([None, "", "first", "second"], "first"),
        ({"name": {"name": {"name": {"name": {"name": "deep"}}}}}, ""),
    ],
)
def test_text_of_a_cell(value, expected):
    assert text_of(value) == expected


def test_line_has_no_markup_and_no_line_ends():
    assert line_of("<b>Oil</b> &amp; gas\n up < down") == "Oil & gas up < down"


@pytest.mark.parametrize("word", ["1", "Yes", "TRUE", "да", "x", True, 1])
def test_yes(word):
    assert truth_of(word) is True


@pytest.mark.parametrize("word", ["0", "no", "False", "нет", False, 0])
def test_no(word):
    assert truth_of(word) is False


@pytest.mark.parametrize("word", ["", "2019-01-01", "maybe", None])
def test_neither_yes_nor_no(word):
    assert truth_of(word) is None


@pytest.mark.parametrize(
    "value",
    [
        "Oil; Gas ;Oil",
        "Oil|Gas",
        "Oil, Gas",
        "Oil\nGas",
        '["Oil", "Gas"]',
        "['Oil', \"Gas\"]",
        ["Oil", "Gas", None, ""],
        [{"name": "Oil"}, {"title": "Gas"}],
        json.dumps([{"name": "Oil", "slug": "o"}, {"name": "Gas"}]),
    ],
)
def test_list_in_a_cell(value):
    assert names_of(value) == ["Oil", "Gas"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Oil, gas; Coal", ["Oil, gas", "Coal"]),
        ("Oil &amp; gas; Coal", ["Oil & gas", "Coal"]),
        ("Korea, Republic of, Kyrgyzstan", ["Korea, Republic of", "Kyrgyzstan"]),
        ("Iran, Islamic Republic of", ["Iran, Islamic Republic of"]),
        ("[not json", ["[not json"]),
        (r'["\ud800x\u0000", NaN, 1e999]', ["�x"]),
        ("", []),
    ],
)
def test_commas_part_only_where_nothing_else_does(value, expected):
    assert names_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#oil, # , Gas", ["oil", "Gas"]),
        ("oil, 2016, 12", ["oil", "2016", "12"]),
        ("2016", ["2016"]),
        ("12, 13", []),
        ([2016, 12], []),
        ({"Oil": {"ID": 1, "name": "Oil"}, "Gas": {"ID": 2, "name": "Gas"}}, ["Oil", "Gas"]),
    ],
)
def test_tags_lose_the_sign_of_a_hashtag_and_numbers_of_rows(value, expected):
    assert tags_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Jane Doe", ["Jane Doe"]),
        ("By Jane Doe", ["Jane Doe"]),
        ("by the staff", ["by the staff"]),
        ("Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe & John Roe", ["Jane Doe", "John Roe"]),
        ("Иван Иванов и Пётр Петров", ["Иван Иванов", "Пётр Петров"]),
        ("Jane Doe, John Roe and Max Frei", ["Jane Doe", "John Roe", "Max Frei"]),
        ("Reuters, AFP", ["Reuters", "AFP"]),
        ("Reuters, AFP and Interfax", ["Reuters", "AFP", "Interfax"]),
        ("Ministry of Trade and Industry", ["Ministry of Trade and Industry"]),
        ("Doe, Jane", ["Doe, Jane"]),
        ("Doe, Jane; Roe, John", ["Doe, Jane", "Roe, John"]),
        ("Jane Doe <jane@x.org>", ["Jane Doe"]),
        ("jane@x.org (Jane Doe)", ["Jane Doe"]),
        ("jane@x.org", ["jane"]),
        ("42", []),
        (42, []),
        ("", []),
        ({"name": "Jane Doe", "email": "j@x.org"}, ["Jane Doe"]),
        ([{"first_name": "Jane", "last_name": "Doe"}, "John Roe"], ["Jane Doe", "John Roe"]),
        ("a" * 400 + "@x.org", ["a" * 400 + "@x.org"]),
    ],
)
def test_people_of_a_byline(value, expected):
    assert authors_of(value) == expected


NEWS = Category("News")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("News", [NEWS]),
        ("News > Politics", [Category("Politics", "", NEWS)]),
        ("News &gt; Politics", [Category("Politics", "", NEWS)]),
        ("News/Politics; World", [Category("Politics", "", NEWS), Category("World")]),
        ("News » Politics/Law", [Category("Politics/Law", "", NEWS)]),
        ("Uncategorized", []),
        ("News > ", [NEWS]),
        ("7", []),
        ("7; 8", []),
        ("News; 2016", [NEWS, Category("2016")]),
        (
            {"name": "Politics", "slug": "pol", "parent": {"name": "News"}},
            [Category("Politics", "pol", NEWS)],
        ),
        ([{"id": 7}], []),
    ],
)
def test_categories_have_their_parents(value, expected):
    assert categories_of(value) == expected


def test_path_of_categories_has_an_end():
    (category,) = categories_of("/".join("abcdefghij" * 100))
    depth = 0
    while category:
        category, depth = category.parent, depth + 1
    assert depth == 6


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://x.org/a.jpg", ["https://x.org/a.jpg"]),
        (
            "https://x.org/a,b.jpg, https://x.org/c.jpg",
            ["https://x.org/a,b.jpg", "https://x.org/c.jpg"],
        ),
        ("/files/a.jpg|/files/b.png", ["/files/a.jpg", "/files/b.png"]),
        ("images/a.jpg", ["images/a.jpg"]),
        ("a.jpg (https://dl.example/a.jpg)", ["https://dl.example/a.jpg"]),
        ('["https://x.org/a.jpg"]', ["https://x.org/a.jpg"]),
        ([{"url": "/a.jpg"}, {"src": "/b.jpg"}, {"foo": 1}], ["/a.jpg", "/b.jpg"]),
        ("data:image/png;base64,AA//BB//CC.png", []),
        ("[broken", []),
        ("51", []),
        ("", []),
    ],
)
def test_pictures_are_found_by_their_addresses(value, expected):
    assert [picture.address for picture in pictures_of(value)] == expected


def test_picture_brings_what_is_said_of_it():
    tag = '<img src="/a.jpg?x=1&amp;y=2" alt="A man">'
    assert pictures_of(tag) == [Picture("/a.jpg?x=1&y=2", "A man")]
    facts = {"url": "/a.jpg", "alt": "A", "caption": "<i>C</i>", "credit": "X"}
    assert pictures_of(facts) == [Picture("/a.jpg", "A", "C", "X")]


@given(
    st.one_of(
        st.text(max_size=60),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["name", "url", "parent"]), inner)
            ),
        ),
    )
)
def test_no_cell_raises_anything(value):
    for reads in (
        text_of,
        line_of,
        truth_of,
        names_of,
        tags_of,
        authors_of,
        categories_of,
        pictures_of,
    ):
        reads(value)

"""Stories as JSON objects, whose keys are column names."""

import json
import pickle
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.format import Options, Piece
from articles.importing.record import Category, Picture, Status, UnreadableArchive
from articles.importing.tabular import json as json_format
from articles.importing.tabular.json import JSON
from tests.articles.importing.found import problems_of, stories_of
from tests.articles.importing.tabular.tables import opening, read

A = {"id": 1, "headline": "A", "body": "<p>x</p>"}
B = {"id": 2, "headline": "B", "body": "<p>y</p>"}


def of(*objects, **options):
    return read("\n".join(json.dumps(each) for each in objects), JSON, **options)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    "text",
    [
        json.dumps([A, B]),
        json.dumps([A, B], indent=1),
        f"{json.dumps(A)}\n\n{json.dumps(B)}\n",
        json.dumps({"articles": [A, B]}),
        json.dumps({"data": {"posts": [A, B]}, "total": 2}),
        json.dumps({"data": [{"type": "articles", "id": "1", "attributes": A}, {"attributes": B}]}),
        json.dumps({"records": [{"id": "rec", "fields": A}, {"fields": B}]}),
        json.dumps({"stories": [A, B]}),
        json.dumps({"1": A, "2": B}),
        json.dumps({"data": {"stories": {"1": A, "2": B}}}),
        json.dumps({"status": "ok", "export": [A, B]}),
        json.dumps({"response": {"blog": {"title": "x"}, "posts": [A, B]}}),
        json.dumps({"hits": {"total": 2, "hits": [{"_id": "1", "_source": A}, {"_source": B}]}}),
    ],
)
def test_stories_come_out_of_every_shape(text, codec):
    assert JSON.recognises(opening(text, codec))
    found = read(text, JSON, codec=codec)
    assert [(story.external_id, story.headline, story.body) for story in stories_of(found)] == [
        ("1", "A", "<p>x</p>"),
        ("2", "B", "<p>y</p>"),
    ]
    assert problems_of(found) == []


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ({"12": {"headline": "A", "body": "x"}, "13": {"headline": "B", "body": "y"}}, "12 13"),
        ({"12": {"nid": 5, "headline": "A", "body": "x"}}, "5"),
        ({"second-line": {"title": "A", "body": "x"}}, "second-line"),
        ({"article": {"title": "A", "body": "x"}}, ""),
    ],
)
def test_key_is_the_id_of_an_object_that_has_none(value, ids):
    text = json.dumps(value)
    assert JSON.recognises(opening(text))
    found = read(text, JSON)
    assert " ".join(story.external_id for story in stories_of(found)) == ids
    assert problems_of(found) == []


def test_values_may_be_lists_and_objects():
    (found,) = stories_of(
        of(
            {
                "_id": {"$oid": "5f"},
                "title": {"rendered": "Oil &amp; gas"},
                "content": ["One.", "Two."],
                "date": 1552399500,
                "published": True,
                "author": {"name": "Jane Doe", "id": 7},
                "categories": [{"name": "Politics", "slug": "pol", "parent": {"name": "News"}}],
                "tags": [{"name": "oil", "slug": "oil"}, "gas", None],
                "countries": ["KG", "KZ"],
                "image": {"url": "/a.jpg", "alt": "A", "caption": "C", "credit": "X"},
                "urls": ["/a", "/b"],
                "summary": None,
                "featured": 1,
            }
        )
    )
    assert (found.external_id, found.headline) == ("5f", "Oil & gas")
    assert found.body == "<p>One.</p>\n<p>Two.</p>"
    assert found.published_at.isoformat() == "2019-03-12T14:05:00+00:00"
    assert (found.authors, found.tags, found.countries) == (
        ("Jane Doe",),
        ("oil", "gas"),
        ("KG", "KZ"),
    )
    assert found.categories == (Category("Politics", "pol", Category("News")),)
    assert found.lead_image == Picture("/a.jpg", "A", "C", "X")
    assert (found.paths, found.is_featured, found.summary) == (("/a", "/b"), True, "")


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"status": 0}, Status.DRAFT),
        ({"status": 1}, Status.PUBLISHED),
        ({"published": False}, Status.DRAFT),
        ({"status": None}, Status.PUBLISHED),
        ({"draft": True}, Status.DRAFT),
    ],
)
def test_numbers_and_truths_are_a_status(values, status):
    assert stories_of(of({**A, **values}))[0].status == status


def test_places_are_the_lines():
    found = of(A, {"id": 3}, B)
    assert [story.place for story in stories_of(found)] == ["line 1", "line 3"]
    ((place, message),) = [(problem.place, problem.message) for problem in problems_of(found)]
    assert (place, message) == ("line 2", "This row has neither a headline nor a text. Left out.")


def test_bad_line_costs_itself():
    found = read(f'{json.dumps(A)}\n{{"headline": "open\n{json.dumps(B)}\n', JSON)
    assert len(stories_of(found)) == 2
    assert [problem.place for problem in problems_of(found)] == ["line 2"]


def test_too_deep_object_costs_itself():
    deep = '{"headline": "C", "body": ' + "[" * 200 + "]" * 200 + "}"
    found = read(f"{json.dumps(A)}\n{deep}\n", JSON)
    assert len(stories_of(found)) == 1
    assert "nested more than" in problems_of(found)[0].message


def test_keys_can_be_named_and_unknown_ones_are_told_once():
    found = of({"Kopf": "A", "body": "x", "mood": 1}, headers={"headline": "Kopf"})
    assert stories_of(found)[0].headline == "A"
    (problem,) = problems_of(found)
    assert (problem.once, problem.place) == (True, "line 1")
    assert problem.message.startswith("Not known here, and left out: “mood”.")
    with pytest.raises(
        UnreadableArchive, match="There is no column “Titel”; found: id, headline, body."
    ):
        of(A, headers={"headline": "Titel"})


def test_keys_that_come_later_are_read_all_the_same(monkeypatch):
    monkeypatch.setattr(json_format, "_LOOKED_AT", 1)
    found = of(A, {**B, "tags": ["late"], "mood": 1})
    assert stories_of(found)[1].tags == ("late",)
    assert [problem.place for problem in problems_of(found)] == ["line 2"]
    assert "“mood”" in problems_of(found)[0].message
    assert "“tags”" not in problems_of(found)[0].message


def test_order_of_day_and_month_is_told_by_all_objects():
    found = of({**A, "date": "01/02/2019"}, {**B, "date": "12/31/2019"})
    assert [story.published_at.month for story in stories_of(found)] == [1, 12]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no JSON object in this file."),
        ("[]", "There is no JSON object in this file."),
        ("[1, 2]", "This is no JSON object: it is a number. Left out."),
        ('[{"title": ', "The list can't be read on from here: the file ends in the middle of it"),
        (
            '[{"id": 1, "name": "x"}]',
            "There is no column for the headline; found id, name. Name it",
        ),
    ],
)
def test_file_without_stories_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(UnreadableArchive) as refusal:
        read(text, JSON)
    assert str(refusal.value).startswith(sentence)


def test_pieces_are_the_text_of_the_file_and_travel():
    file = BytesIO(json.dumps([A, B], indent=2).encode())
    head = JSON.head(file, Options())
    file.seek(0)
    pieces = [each for each in JSON.cut(file, head, Options()) if isinstance(each, Piece)]
    assert json.loads(pieces[0].data) == A
    assert pickle.loads(pickle.dumps((head, pieces))) == (head, pieces)  # noqa: S301 -- our own


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '["a", "b"]',
        '{"title": "x"}',
        '{"name": "a", "version": "1", "description": "package"}',
        '{"$schema": "x", "title": "a", "body": "b"}',
        "title,body\nA,x\n",
        "not json",
    ],
)
def test_other_json_is_not_recognised(text):
    assert not JSON.recognises(opening(text))


def test_json_whose_columns_only_need_to_be_named_is_recognised():
    text = json.dumps(
        [{"id": 1, "name": "A", "author": "B", "published": "2019-03-12", "tags": ""}]
    )
    assert JSON.recognises(opening(text))
    assert stories_of(read(text, JSON, headers={"headline": "name"}))[0].headline == "A"


def test_first_object_may_be_longer_than_what_is_looked_at():
    text = json.dumps([{**A, "body": 'x "author": ' * 9000}])[:65_536]
    assert JSON.recognises(opening(text, is_whole=False))


@given(st.binary(max_size=120))
def test_arbitrary_bytes_raise_nothing_but_a_sentence(data):
    JSON.recognises(opening(data))
    try:
        found = read(b'[{"title": "A"}, ' + data, JSON)
    except UnreadableArchive as refusal:
        found = [str(refusal)]
    assert found


@given(
    st.dictionaries(
        st.sampled_from(
            ["title", "body", "tags", "author", "date", "image", "url", "category", "status"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["name", "url"]), inner)
            ),
            max_leaves=6,
        ),
    )
)
def test_no_value_raises_anything(value):
    of(A, value)


def test_what_strapi_refers_to_is_found_where_it_keeps_it():
    cover = {"url": "/uploads/x.jpg", "caption": "A lake"}
    references = {
        "category": {"data": {"id": 3, "attributes": {"name": "News"}}},
        "authors": {"data": [{"attributes": {"name": "Jane Doe"}}, {"attributes": {"name": "AP"}}]},
        "cover": {"data": {"attributes": cover}},
        "image": {"data": None},
    }
    (found,) = stories_of(
        read(json.dumps({"data": [{"id": 1, "attributes": A | references}]}), JSON)
    )
    assert found.categories == (Category("News"),)
    assert found.authors == ("Jane Doe", "AP")
    assert found.lead_image == Picture("/uploads/x.jpg", caption="A lake")


def test_drupals_lists_of_values_are_read():
    node = {
        "nid": [{"value": 5}],
        "type": [{"target_id": "article"}],
        "title": [{"value": "A"}],
        "body": [{"value": "<p>x</p>", "format": "full_html", "summary": "In short"}],
        "path": [{"alias": "/news/a", "pid": 5}],
        "field_tags": [{"target_id": 7, "url": "/taxonomy/term/7"}],
    }
    (found,) = stories_of(read(json.dumps([node]), JSON))
    assert (found.headline, found.summary, found.paths) == ("A", "In short", ("/news/a",))
    assert found.tags == ()


def test_address_of_a_scraped_page_is_its_source():
    (found,) = stories_of(of(A | {"id": None, "source": "https://old.example/a"}))
    assert found.paths == ("https://old.example/a",)


def test_stories_without_a_text_are_stories():
    found = {"link": "https://old.example/a", "headline": "A", "category": "News", "date": "2020"}
    assert JSON.recognises(opening(json.dumps(found)))
    assert not JSON.recognises(opening(json.dumps({"title": "A", "url": "/a"})))


def test_archive_of_a_papers_interface_comes_through():
    told = {
        "web_url": "https://old.example/2019/01/01/a.html",
        "abstract": "Short.",
        "lead_paragraph": "The first paragraph.",
        "headline": {"kicker": None, "main": "A headline"},
        "byline": {"original": "By Jane Doe and John Roe"},
        "keywords": [{"name": "place", "value": "Osh", "rank": 1}],
        "multimedia": [{"url": "https://old.example/a.jpg", "type": "image"}],
        "pub_date": "2019-01-01T05:00:03+0000",
        "section_name": "World",
    }
    text = json.dumps({"status": "OK", "response": {"docs": [told], "meta": {"hits": 1}}})
    assert JSON.recognises(opening(text))
    (found,) = stories_of(read(text, JSON))
    assert (found.headline, found.summary) == ("A headline", "Short.")
    assert found.body == "<p>The first paragraph.</p>"
    assert found.authors == ("Jane Doe", "John Roe")
    assert (found.categories, found.tags) == ((Category("World"),), ("Osh",))
    assert found.lead_image == Picture("https://old.example/a.jpg")


def test_names_of_a_feeds_interface_are_known():
    told = A | {"webTitle": "A", "urlToImage": "https://old.example/a.jpg", "webUrl": "/a"}
    told |= {"webPublicationDate": "2019-01-01T05:00:03Z", "tags": [{"id": "x/y", "webTitle": "Y"}]}
    (found,) = stories_of(of(told))
    assert found.lead_image == Picture("https://old.example/a.jpg")
    assert (found.paths, found.tags, found.published_at.year) == (("/a",), ("Y",), 2019)

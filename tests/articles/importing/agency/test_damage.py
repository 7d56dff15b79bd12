"""Damaged and hostile items: one costs itself, it is said where, and nothing takes for ever."""

import json
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.agency.newsml_1 import NEWSML_1
from articles.importing.agency.newsml_g2 import NEWSML_G2
from articles.importing.agency.ninjs import NINJS
from articles.importing.agency.nitf import NITF
from articles.importing.format import Options, Piece, records
from articles.importing.record import ArticleRecord, Status, UnreadableArchive
from tests.articles.importing.agency.items import (
    FORMATS,
    g2,
    message,
    newsml,
    newsml_1,
    ninjs,
    nitf,
    opening,
    read,
)
from tests.articles.importing.found import problems_of, stories_of

SUBJECT = '<subject type="cpnat:geoArea" qcode="country:KZ"><name>Kazakhstan</name></subject>'
FILES = {
    NINJS: json.dumps(
        [
            ninjs(associations={"featuremedia": {"type": "picture", "uri": "u"}}),
            ninjs(uri="u2", bodies=[{"value": "<p>x</p>"}], place=[{"code": "KZ"}]),
        ],
        indent=1,
    ).encode(),
    NEWSML_G2: message(
        g2(about=f"<headline>H</headline><by>Li Na</by>{SUBJECT}"),
        g2(content=f"<inlineXML>{nitf('<media><p>x</p></media>')}</inlineXML>"),
    ).encode(),
    NEWSML_1: newsml(newsml_1(), newsml_1(revision="3")).encode(),
    NITF: (
        nitf() + nitf("<block><hl2>Поезд</hl2><table><tr><td>x</td></tr></table></block>")
    ).encode(),
}
by_format = pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)


def survives(format_, data):
    """Whether each record of a file has what records must have; an unreadable file has none."""
    try:
        found = list(records(format_, BytesIO(data)))
    except UnreadableArchive as error:
        return str(error)[-1:] in ".?"
    for record in found:
        assert record.place
    for story in stories_of(found):
        assert story.headline == " ".join(story.headline.split())
        assert "\x00" not in story.body
        assert len(story.external_id) <= 255
    return all(
        problem.message[-1:] in ".)?" or ":" in problem.message for problem in problems_of(found)
    )


@by_format
@given(data=st.binary(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_bytes_are_read_or_refused_with_a_sentence(format_, data):
    assert survives(format_, data)


@by_format
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_mutilated_files_are_read_or_refused_with_a_sentence(format_, data):
    whole = FILES[format_]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 60)))
    filling = data.draw(
        st.sampled_from(
            [b"", b"<", b"&x;", b"\x00\x03", b"]]>", b"<!--", b"\xff", b'"', b"{", b"null"]
        )
    )
    assert survives(format_, whole[:start] + filling + whole[end:])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = (
    "uri guid type version versioncreated firstcreated embargoed pubstatus urgency headline "
    "headlines bodies body_html body_text description_text byline by people authors subject place "
    "places located keywords service associations renditions altids ednote usageterms "
    "copyrightnotice language title canonical eventdetails"
).split()


@given(item=st.dictionaries(st.sampled_from(NAMES), JSON, min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_values_of_any_type_are_read_or_passed_over(item):
    assert survives(NINJS, json.dumps(ninjs() | item).encode())


@by_format
def test_pieces_say_the_same_in_each_run(format_):
    def pieces():
        head = format_.head(BytesIO(FILES[format_]), Options())
        return list(format_.cut(BytesIO(FILES[format_]), head, Options()))

    found = pieces()
    assert found == pieces()
    assert len([piece for piece in found if isinstance(piece, Piece)]) == 2


@by_format
def test_only_its_own_format_recognises_a_file(format_):
    text = FILES[format_].decode()
    elements = {NEWSML_G2: "newsMessage", NEWSML_1: "NewsML", NITF: "nitf"}
    namespace = "http://iptc.org/std/nar/2006-10-01/" if format_ is NEWSML_G2 else ""
    head = opening(text, elements.get(format_, ""), namespace)
    assert [other for other in FORMATS if other.recognises(head)] == [format_]


@pytest.mark.parametrize(
    "damage", ["<p>never closed", "</block>", "<a href='a'b'>x</a>", "<p>a</p></body.content>"]
)
def test_damaged_item_becomes_a_draft_and_its_neighbours_are_whole(damage):
    found = read(NITF, nitf() + nitf(f"<p>Saved.</p>{damage}") + nitf())
    assert [story.status for story in stories_of(found)] == [
        Status.PUBLISHED,
        Status.DRAFT,
        Status.PUBLISHED,
    ]
    (problem,) = problems_of(found)
    assert (problem.place, problem.refused) == ("line 2", False)
    assert problem.message.startswith("The XML of this item is damaged (")
    assert problem.message.endswith("Imported as a draft: compare.")


@pytest.mark.parametrize("sign", ["\x00", "\x03", "\x0b\x0c", "\x1b", "\x1f", "&#3;", "&#x1F;"])
@by_format
def test_control_inside_a_text_goes_and_the_text_stays(format_, sign):
    if format_ is NINJS and sign.startswith("&"):
        sign = "\\u0003"
    marred = FILES[format_].decode().replace("Osh", f"O{sign}sh").replace("train.", f"tr{sign}ain.")
    found = read(format_, marred)
    whole = stories_of(read(format_, FILES[format_]))
    assert [(story.headline, story.body) for story in stories_of(found)] == [
        (story.headline, story.body) for story in whole
    ]
    assert any("Osh" in story.headline for story in whole)
    assert "train." in whole[0].body
    assert problems_of(found) == []


def test_damaged_item_of_which_no_text_was_saved_is_left_out():
    found = read(NITF, nitf() + "<nitf><body<<</nitf>\n" + nitf())
    assert len(stories_of(found)) == 2
    (problem,) = problems_of(found)
    assert (problem.place, problem.refused) == ("line 2", True)


def test_damaged_picture_is_a_picture_all_the_same():
    found = read(NEWSML_G2, g2(item_class="ninat:picture", about="<headline>H"))
    assert problems_of(found) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oil & gas", "Oil &amp; gas"),
        ("Oil&nbsp;gas &rarr; &mdash;", "Oil\u00a0gas → —"),
        ("Wages < prices", "Wages &lt; prices"),
        ("Unknown &foo; entity", "Unknown &amp;foo; entity"),
        ("<![CDATA[a & b]]> & c", "a &amp; b &amp; c"),
        ("<![CDATA[a & b", None),
        ("a ]]> b", "a ]]&gt; b"),
        ("<x:odd>a</x:odd>", "a"),
    ],
)
def test_small_mistakes_are_mended(text, expected):
    found = read(NITF, nitf(f"<p>{text}</p>"))
    if expected is None:
        assert stories_of(found) == []
    else:
        assert [story.body for story in stories_of(found)] == [f"<p>{expected}</p>"]
        assert problems_of(found) == []


def test_name_that_is_none_without_its_prefix_costs_nothing():
    assert [story.body for story in stories_of(read(NITF, nitf("<p><x:2>a</x:2></p>")))] == [
        "<p>a</p>"
    ]


def test_entities_of_a_doctype_reach_no_item(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    doctype = (
        '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        f'<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n'
    )
    (story,) = stories_of(read(NITF, doctype + nitf("<p>&b; &x;</p>")))
    assert story.body == "<p>&amp;b; &amp;x;</p>"


DEEP = 3000


@pytest.mark.parametrize(
    ("format_", "item"),
    [
        (NITF, nitf("<block>" * DEEP + "<p>x</p>" + "</block>" * DEEP)),
        (NITF, nitf("<p>" + "<q>" * 1500 + "x" + "</q>" * 1500 + "</p>")),
        (NITF, nitf("<![CDATA[" * 100_000)),
        (NITF, nitf("<p>" + "&" * 200_000 + "</p>")),
        (NITF, nitf("<pre>" + " " * 500_000 + "x</pre>")),
        (NITF, nitf("<p>" + "abc def\n" * 50_000 + "x</p>")),
        (NITF, "<nitf>" * 5_000),
        (
            NEWSML_G2,
            g2(about="<located>" + "<broader>" * 1900 + "</broader>" * 1900 + "</located>"),
        ),
        (NEWSML_G2, g2(about="".join(f"<keyword>t{n}</keyword>" for n in range(10_000)))),
        (NEWSML_1, newsml_1("<NewsComponent>" * DEEP + "</NewsComponent>" * DEEP)),
        (NEWSML_1, newsml_1("<NewsComponent><NewsLines/><ContentItem/></NewsComponent>" * 10_000)),
        (NINJS, json.dumps(ninjs(body_html="<div>" * 50_000))),
        (NINJS, json.dumps(ninjs(headline="<!--" * 100_000))),
        (NINJS, json.dumps(ninjs(body_html="<header>" * 50_000))),
        (NINJS, json.dumps(ninjs(body_html=None, body_text=" \n" * 200_000))),
    ],
    ids=lambda value: value.name if hasattr(value, "name") else value[-40:],
)
def test_hostile_items_take_no_time(format_, item):
    found = read(format_, item)
    assert found
    assert all(len(story.tags) <= 10_000 for story in stories_of(found))


def test_numbers_of_problems_are_those_of_lost_items():
    items = [ninjs(uri=f"u{number}") for number in range(5)]
    items[2] = {"uri": "u2", "type": "text"}
    found = read(NINJS, items)
    assert sum(isinstance(one, ArticleRecord) for one in found) == 4
    assert [problem.refused for problem in problems_of(found)] == [True]

"""Damaged exports: one bad item costs one item, and it is said where."""

import tracemalloc
from io import BytesIO
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import encoding
from articles.importing.format import Options, records
from articles.importing.record import Status, UnreadableArchive
from articles.importing.wordpress.wxr import WXR
from articles.importing.xml import cutting
from tests.articles.importing.exports import cdata, export, item, read
from tests.articles.importing.failing import Failing
from tests.articles.importing.found import problems_of, stories_of

HEAD = WXR.head(BytesIO(export(footer=False).encode()), Options())


def headlines(records):
    return [found.headline for found in stories_of(records)]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("title", "Oil & gas", "Oil & gas"),
        ("title", "Oil&nbsp;gas", "Oil gas"),
        ("title", "Profit &rarr; loss", "Profit → loss"),
        ("title", "Wages < prices", "Wages < prices"),
        ("title", "Unknown &foo; entity", "Unknown &foo; entity"),
        ("title", "Odd ]]> end", "Odd ]]> end"),
        ("title", cdata("A\x03 control\x0b sign"), "A control sign"),
    ],
)
def test_small_mistakes_are_mended(field, value, expected):
    records = read(export(item(1, **{field: value}), item(2)))
    assert headlines(records) == [expected, "Story 2"]
    assert problems_of(records) == []


@pytest.mark.parametrize(
    "damage",
    [
        "<description>never closed",
        "</title></channel>",
        "<category nicename='a'b'>x</category>",
        "<wp:postmeta><wp:meta_key>x</wp:postmeta>",
    ],
)
def test_damaged_item_becomes_a_draft_and_its_neighbours_are_whole(damage):
    records = read(export(item(1), item(2, extra=damage), item(3)))
    assert headlines(records) == ["Story 1", "Story 2", "Story 3"]
    assert [found.status for found in stories_of(records)] == [
        Status.PUBLISHED,
        Status.DRAFT,
        Status.PUBLISHED,
    ]
    (problem,) = problems_of(records)
    assert problem.place == "line 6"
    assert problem.message.startswith("The XML of this item is damaged (")
    assert not problem.refused


def test_item_without_its_end_is_told_and_the_next_is_whole():
    unclosed = item(2).replace("</item>", "")
    records = read(export(item(1), unclosed, item(3)))
    assert headlines(records) == ["Story 1", "Story 2", "Story 3"]
    assert problems_of(records) == []


def test_item_of_which_no_text_was_saved_is_refused():
    lost = item(2, content__encoded=None, extra="<a b=>")
    records = read(export(item(1), lost, item(3)))
    assert headlines(records) == ["Story 1", "Story 3"]
    (problem,) = problems_of(records)
    assert (problem.place, problem.refused) == ("line 6", True)
    assert problem.message.endswith("Left out.")


def test_cdata_that_never_ends_costs_one_item():
    open_ended = item(2, content__encoded="<![CDATA[<p>lost")
    records = read(export(item(1), open_ended, item(3), item(4)))
    assert headlines(records)[0] == "Story 1"
    assert headlines(records)[-2:] == ["Story 3", "Story 4"]
    assert [problem.place for problem in problems_of(records)] == ["line 6"]


def test_truncated_file_yields_what_came_before():
    whole = export(item(1), item(2), item(3)).encode()
    cut = whole[: whole.index(b"Text of story 3") + 6]
    records = read(cut)
    assert headlines(records) == ["Story 1", "Story 2"]
    (problem,) = problems_of(records)
    assert (problem.place, problem.refused) == ("line 7", True)
    assert problem.message == "The file ends in the middle of this item. Get a whole copy."


def test_file_that_ends_between_items_is_whole():
    assert headlines(read(export(item(1), item(2), footer=False))) == ["Story 1", "Story 2"]


def test_words_of_a_server_around_the_export_are_passed_over():
    text = "PHP Warning: x in y\n\n" + export(item(1)) + "<b>Fatal error</b>: Out of memory"
    assert headlines(read(text)) == ["Story 1"]


def test_code_about_feeds_inside_a_text_is_no_item():
    code = "<pre>&lt;channel></pre> </item>\n<item>\n<title>not mine</title></item>"
    records = read(export(item(1, content__encoded=cdata(code)), item(2)))
    assert headlines(records) == ["Story 1", "Story 2"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_wide_encodings_are_recoded(encoding):
    text = export(item(1, title="Поезд"), item(2)).replace("UTF-8", encoding.upper())
    assert headlines(read(text, encoding)) == ["Поезд", "Story 2"]


def test_declared_encoding_is_followed():
    text = export(item(1, title="Поезд")).replace("UTF-8", "windows-1251")
    assert headlines(read(text, "cp1251")) == ["Поезд"]


def test_wrong_bytes_are_read_by_their_looks_and_told_once():
    text = export(*(item(n, title="Поезд идёт") for n in (1, 2)), item(3, title="Story 3"))
    records = read(text.encode("cp1251"))
    assert headlines(records) == ["Поезд идёт", "Поезд идёт", "Story 3"]
    message = "Not in the encoding that the file declares; read as cp1251."
    assert [(found.message, found.once) for found in problems_of(records)] == [(message, True)] * 2


def test_unknown_declared_encoding_is_taken_for_utf_8():
    text = export(item(1, title="Поезд")).replace("UTF-8", "klingon")
    assert headlines(read(text)) == ["Поезд"]


def test_entities_of_a_doctype_reach_no_item(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    doctype = (
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        f'<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n<rss '
    )
    text = export(item(1, title="&b; &x;"), head="<title>&b;</title>").replace("<rss ", doctype, 1)
    (found,) = stories_of(read(text))
    assert found.headline == "&b; &x;"
    assert "secret" not in repr(found)


def test_damaged_packed_file_yields_what_came_before():
    text = export(item(1), item(2), footer=False)
    found = list(records(WXR, Failing(text.encode())))
    assert headlines(found) == ["Story 1", "Story 2"]
    assert "can't be read further (the stream ended early)" in problems_of(found)[0].message


def test_item_beyond_all_measure_is_left_out(monkeypatch):
    monkeypatch.setattr(cutting, "LONGEST_ITEM", 4000)
    monkeypatch.setattr(encoding, "CHUNK", 1000)
    records = read(export(item(1), item(2, content__encoded=cdata("x" * 9000)), item(3)))
    assert headlines(records) == ["Story 1", "Story 3"]
    (problem,) = problems_of(records)
    assert problem.place == "line 6"
    assert "longer than" in problem.message


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_result_does_not_depend_on_how_much_is_read_at_once(monkeypatch, size):
    text = export(*(item(n, extra="\n\n") for n in range(1, 6)))
    expected = read(text)
    monkeypatch.setattr(encoding, "CHUNK", size)
    assert read(text) == expected
    assert len(stories_of(expected)) == 5


def test_memory_does_not_grow_with_the_file(monkeypatch):
    monkeypatch.setattr(encoding, "CHUNK", 1 << 14)

    class Endless:
        """An export of `count` items that is made while it is read."""

        def __init__(self, count):
            text = cdata("word " * 4000)
            items = (item(number, content__encoded=text) for number in range(count))
            self.parts = chain([export(footer=False)], items)

        def read(self, size):
            return next(self.parts, "").encode()

    def peak(count):
        tracemalloc.start()
        pieces = WXR.cut(Endless(count), HEAD, Options())
        total = sum(1 for piece in pieces for _ in WXR.read(piece, HEAD, Options()))
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert total == count
        return memory

    # What Python keeps free for later is some of it; the export itself is 12 MB longer.
    assert peak(800) - peak(200) < 500_000


def test_sections_that_never_end_are_looked_for_once(monkeypatch):
    monkeypatch.setattr(encoding, "CHUNK", 1 << 12)
    start = export(footer=False)
    assert len(problems_of(read(start + "<item><![CDATA[</item>" * 5_000))) == 5_000
    inside = item(1, content__encoded=cdata("</item><item>" * 20_000))
    assert headlines(read(start + inside + item(2))) == ["Story 1", "Story 2"]


def test_file_that_ends_inside_a_section_of_its_head_still_has_its_items():
    whole = item(1, content__encoded="x", excerpt__encoded="", dc__creator="aizada")
    head = "<description><![CDATA[never closed</description>"
    assert headlines(read(export(whole, head=head))) == ["Story 1"]


@pytest.mark.parametrize(
    "encoding", ["unicode_escape", "utf-7", "punycode", "idna", "rot13", "undefined", "cp037"]
)
def test_codec_that_is_no_charset_is_taken_for_utf_8(encoding):
    text = export(item(1, title="Поезд")).replace("UTF-8", encoding)
    assert headlines(read(text)) == ["Поезд"]


@pytest.mark.parametrize("prefix", ["xml", "xmlns", "1a", "-"])
def test_prefix_that_nobody_may_declare_costs_nothing(prefix):
    declared = f'<rss xmlns:{prefix}="http://www.w3.org/XML/1998/namespace" '
    records = read(export(item(1)).replace("<rss ", declared))
    assert (headlines(records), problems_of(records)) == (["Story 1"], [])


WHOLE = export(item(1, extra="<category>x</category>"), item(2, content__encoded="<p>a</p>"))
SCRAPS = st.sampled_from(
    [
        *"<item>|</item>|<item |<![CDATA[|]]>|<wp:postmeta>|<wp:meta_key>|&x;|&#3;|<!--".split("|"),
        *"-->|<a b=>|<?x|<!DOCTYPE x [|\x00|\x03|\xff|<content:encoded>|</channel>".split("|"),
        "<category domain='author'>",
    ]
)


@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 60), SCRAPS), max_size=6),
    st.sampled_from(["utf-8", "utf-16", "cp1251", "latin-1"]),
)
def test_no_damage_raises(damages, encoding):
    text = WHOLE
    for place, length, scrap in damages:
        text = text[:place] + scrap + text[place + length :]
    _outcome(text.encode(encoding, "replace"))


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_no_bytes_raise(start, end):
    _outcome(start + WHOLE.encode()[200:900] + end)
    _outcome(start)


def _outcome(data):
    try:
        read(data)
    except UnreadableArchive as error:
        assert str(error).endswith(".")  # noqa: PT017

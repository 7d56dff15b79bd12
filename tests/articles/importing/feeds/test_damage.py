"""Damaged feeds: one bad entry costs one entry at most, and it is said where."""

import time
from contextlib import suppress
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.feeds import FEED, JSON_FEED, xml_feed
from articles.importing.feeds.xml import from_fields
from articles.importing.record import ArticleRecord, Problem, Skipped, Status, UnreadableArchive
from articles.importing.xml.parsing import mended
from tests.articles.importing.feeds.feeds import (
    atom,
    cdata,
    elements,
    entry,
    headlines,
    item,
    json_feed,
    read,
    rss,
    story,
)
from tests.articles.importing.found import problems_of, skipped_of, stories_of


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Oil & gas", "Oil & gas"),
        ("Oil&nbsp;gas", "Oil gas"),
        ("Profit &rarr; loss", "Profit → loss"),
        ("Wages < prices", "Wages < prices"),
        ("Unknown &foo; entity", "Unknown &foo; entity"),
        ("Odd ]]> end", "Odd ]]> end"),
        ("Bad &#3;sign&#xFFFF;", "Bad sign"),
        ("Far &#99999999; sign", "Far \ufffd sign"),
        ("A\x03 control\x0b sign", "A control sign"),
        ("<![CDATA[never closed & so", "never closed & so"),
    ],
)
def test_small_mistakes_are_mended(title, expected):
    found = read(rss(item(1, title=title), item(2)))
    assert headlines(found) == [expected, "Story 2"]
    assert [problem for problem in problems_of(found) if not problem.once] == []


def test_prefixes_without_address_are_known_by_their_name():
    extra = "<dc:creator>Jane</dc:creator><nobody:knows x:y='1'>it</nobody:knows>"
    found = story(rss(item(1, extra, content__encoded="Text."), prefixes=""))
    assert (found.authors, found.body) == (("Jane",), "<p>Text.</p>")


@pytest.mark.parametrize(
    ("description", "body"),
    [
        ("one<br>two & <b>three", "<p>one<br>two &amp; <strong>three</strong></p>"),
        ("<p>one<p>two &nbsp;", "<p>one</p><p>two \xa0</p>"),
        ("<img src='a.jpg'>", '<p><img src="https://old.example/story-1/a.jpg"></p>'),
        ("<![CDATA[<p>a <![CDATA[b]]> c<br></p>]]>", "<p>a b c<br></p>"),
        ("<![CDATA[<p>never closed</p>", "<p>never closed</p>"),
        ("</b>only an end", "<p>only an end</p>"),
    ],
)
def test_markup_that_nobody_escaped_is_the_text(description, body):
    found = read(rss(item(1, description=description), item(2)))
    assert headlines(found) == ["Story 1", "Story 2"]
    first = stories_of(found)[0]
    assert (first.body, first.status) == (body, Status.PUBLISHED)
    assert first.paths == ("https://old.example/story-1/",)
    (problem,) = problems_of(found)
    assert (problem.refused, problem.once) == (False, True)
    assert problem.message.startswith("The XML of some entries is damaged; each of their fields")


def test_fields_of_a_damaged_entry_keep_their_attributes_and_parts():
    broken = entry(
        1,
        "<author><name>Jane</name><uri>x</uri></author>"
        '<content type="xhtml" xml:lang="ru"><div>a<br>b</div></content>'
        '<category term="a & b"/><link rel="enclosure" href="https://old.example/a.mp3"/>',
    )
    found = stories_of(read(atom(broken)))[0]
    assert found.authors == ("Jane",)
    assert found.tags == ("a & b",)
    assert found.language == "ru"
    assert found.body.startswith('<p>a<br>b</p><p><a href="https://old.example/a.mp3">')


@pytest.mark.parametrize("damage", ["<description>never closed", "words in between", "<a><b></a>"])
def test_entry_of_which_something_is_left_over_becomes_a_draft(damage):
    found = read(rss(item(1), item(2, damage + "</title>"), item(3)))
    assert headlines(found) == ["Story 1", "Story 2", "Story 3"]
    assert [record.status for record in stories_of(found)] == [
        Status.PUBLISHED,
        Status.DRAFT,
        Status.PUBLISHED,
    ]
    (problem,) = problems_of(found)
    assert (problem.place, problem.refused) == ("line 5", False)
    assert problem.message.startswith("The XML of this entry is damaged (")
    assert problem.message.endswith("Imported as a draft: compare.")


def test_entry_of_which_no_text_was_saved_is_refused():
    found = read(rss(item(1), item(2, description=None, extra="<a b=>"), item(3)))
    assert headlines(found) == ["Story 1", "Story 3"]
    (problem,) = problems_of(found)
    assert (problem.place, problem.refused) == ("line 5", True)
    assert problem.message.endswith("Left out.")


def test_mark_that_is_never_closed_costs_one_entry():
    found = read(
        rss(item(1), item(2, description="<![CDATA[open"), item(3, description=cdata("x")), item(4))
    )
    assert headlines(found) == ["Story 1", "Story 2", "Story 3", "Story 4"]
    assert stories_of(found)[2].body == "<p>x</p>"
    assert stories_of(found)[2].place == "line 6"


def test_truncated_feed_yields_what_came_before():
    whole = rss(item(1), item(2), item(3))
    found = read(whole[: whole.index("Text of story 3") + 6])
    assert headlines(found) == ["Story 1", "Story 2"]
    (problem,) = problems_of(found)
    assert (problem.place, problem.refused) == ("line 6", True)
    assert problem.message == "The file ends in the middle of this entry. Get a whole copy."


def test_damaged_entry_that_is_no_story_is_none():
    comment = '<b:type>COMMENT</b:type><content type="html"><p>never closed</content>'
    feed = atom(entry(1, comment), attributes='xmlns:b="http://schemas.google.com/blogger/2018"')
    assert skipped_of(read(feed)) == ["comment"]
    assert problems_of(read(feed)) == []


@pytest.mark.parametrize(
    "extra",
    [
        "<category>a</category>" * 20_000,
        '<geo:lat xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">x</geo:lat>',
        '<language a="b">ru</language><links a="b"/>',
        "<image><link>https://x.example</link></image><textInput><link>x</link></textInput>",
    ],
    ids=range(4),
)
def test_what_else_a_head_says_is_passed_over(extra):
    before = time.process_time()
    channel = f"{extra}<link>https://old.example/</link><title>Old</title>"
    assert stories_of(read(rss(item(1, link="/a"), channel=channel)))[0].paths[0] == (
        "https://old.example/a"
    )
    assert time.process_time() - before < 5


def test_head_that_is_damaged_costs_what_it_says():
    channel = "<title>A & B<link>https://old.example/</link></b>"
    assert story(rss(item(), channel=channel)).headline == "Story 1"


def test_field_that_feedparser_fails_on_costs_its_entry():
    understood = xml_feed.understood

    def failing(tree):
        if "Story 2" in "".join(tree.itertext()):
            raise KeyError("tags")
        return understood(tree)

    with patch.object(xml_feed, "understood", failing):
        found = read(rss(item(1), item(2), item(3)))
    assert headlines(found) == ["Story 1", "Story 3"]
    assert problems_of(found)[0].message == "This entry can't be understood ('tags'). Left out."


# Encodings


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig", "utf-8"])
def test_wide_encodings_are_recoded(encoding):
    text = rss(item(1, title="Поезд"), item(2)).replace("UTF-8", encoding.upper())
    assert headlines(read(text, written=encoding)) == ["Поезд", "Story 2"]


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "iso-8859-5", "gb18030"])
def test_declared_encoding_is_followed(encoding):
    text = rss(item(1, title="Поезд")).replace("UTF-8", encoding).encode(encoding)
    assert headlines(read(text)) == ["Поезд"]
    assert problems_of(read(text)) == []


@pytest.mark.parametrize(
    ("declared", "encoding", "codec"),
    [
        ("UTF-8", "cp1251", "cp1251"),
        ("iso-8859-1", "utf-8", "utf-8"),
        ("windows-1251", "utf-8", "utf-8"),
        ("us-ascii", "utf-8", "utf-8"),
    ],
)
def test_wrongly_declared_encoding_is_seen_and_told_once(declared, encoding, codec):
    text = rss(*(item(number, title="Поезд идёт") for number in (1, 2)), item(3))
    found = read(text.replace("UTF-8", declared), written=encoding)
    assert headlines(found) == ["Поезд идёт", "Поезд идёт", "Story 3"]
    told = {(problem.message, problem.once) for problem in problems_of(found)}
    assert told == {(f"Not in the encoding that the file declares; read as {codec}.", True)}


def test_entry_in_another_encoding_than_its_neighbours():
    text = rss(item(1, title="Поезд идёт"), item(2, title="SIGN"), item(3, title="Трамвай"))
    data = text.encode().replace(b"SIGN", "Автобус стоит".encode("cp1251"))
    assert headlines(read(data)) == ["Поезд идёт", "Автобус стоит", "Трамвай"]


def test_encoding_that_a_person_tells_wins():
    assert headlines(read(rss(item(1, title="Ёлка")).encode("cp866"), encoding="cp866")) == ["Ёлка"]


# Hostile files


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss SYSTEM "https://old.example/rss.dtd">',
    ],
)
def test_entities_of_a_doctype_reach_no_entry(doctype):
    text = rss(item(1, title="&b;"), channel="<title>&b;</title>")
    with patch("socket.socket.connect", side_effect=AssertionError("no network")):
        found = story(text.replace("<rss ", doctype + "<rss ", 1))
    assert found.headline == "&b;"


LONG = 200_000


@pytest.mark.parametrize(
    "damage",
    [
        f"<author>{'a' * LONG}</author>",
        f"<dc:creator>{'a@' * LONG}</dc:creator>",
        f"<pubDate>{' 1:1' * LONG}</pubDate>",
        "".join(f"<category>c{number}</category>" for number in range(LONG // 10)),
        "".join(f"<a{number}>" for number in range(LONG // 10)),
        "".join(f"<p{number}:x/>" for number in range(LONG // 10)),
        "<media:content url='https://old.example/a.jpg'/>" * (LONG // 10),
        "<media:group>" * 200 + "<media:content url='/a.jpg'/>" * 9_000,
        f"<content:encoded>{'&lt;div&gt;' * LONG}</content:encoded>",
        "<content:encoded>" + "<div>" * LONG,
        "<![CDATA[" * LONG,
        "]]>" * LONG,
        "<" * LONG,
        "&" * LONG,
        "<!--" * LONG,
        "<a b='" * LONG,
        "<a " + "b='c' " * LONG + ">x</a>",
        "<description>The post " + " appeared on" * LONG + "</description>",
    ],
    ids=range(18),
)
def test_hostile_entry_costs_little_time(damage):
    before = time.process_time()
    read(rss(item(1, damage, title="&" * 9), item(2)))
    assert time.process_time() - before < 12


def test_hostile_beginning_costs_little_time():
    before = time.process_time()
    for beginning in ("<rss ", '<rss "', "<rss a='b' ", "<!DOCTYPE [", "<?xml ", "<!-- "):
        assert len(stories_of(read(beginning * 50_000 + rss(item())))) <= 1
    assert time.process_time() - before < 12


PIECES = st.sampled_from(
    "<item>|</item>|<title>|</title>|<description>|</description>|<![CDATA[|]]>|<!--|-->|&amp;|&|"
    "<|>|<b>|<br>|</p>|<link>|<guid>|</guid>|<author>|<name>|</name>|</author>|<pubDate>|2019|"
    "<media:content url='x'>|<media:group>|<content:encoded>|</content:encoded>|<entry>|</entry>|"
    "</channel>|</rss>|<?x|?>|<category>|\n|\x00|text|é|<!DOCTYPE|<enclosure url='//[x'/>|&#3;|"
    "&#x110000;|<itunes:image href='x'/>|<image>|<source>|</source>|<summary type='xhtml'>".split(
        "|"
    )
)
RECORDS = ArticleRecord | Problem | Skipped


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=40), st.sampled_from(["rss", "feed"]))
def test_any_pieces_of_a_feed_raise_nothing(pieces, root):
    text = f"<{root}><channel>{''.join(pieces)}"
    assert all(isinstance(record, RECORDS) for record in read(text.encode("utf-8", "replace")))


@settings(deadline=None)
@given(
    st.sampled_from([rss(item(1), item(2)), atom(entry(1), entry(2)), json_feed({"id": 1})]),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=3)), max_size=6),
    st.integers(0, 2000),
)
def test_mutilated_feed_raises_nothing_else(text, changes, length):
    data = bytearray(text.encode())
    for position, replacement in changes:
        data[position : position + 2] = replacement
    for format_ in (FEED, JSON_FEED):
        with suppress(UnreadableArchive):
            found = read(bytes(data[: length or None]), format_)
            assert all(isinstance(record, RECORDS) for record in found)


@given(st.binary(max_size=300))
def test_any_bytes_raise_nothing_else(data):
    for format_ in (FEED, JSON_FEED):
        with suppress(UnreadableArchive):
            assert all(isinstance(record, RECORDS) for record in read(data, format_))


@given(st.text(max_size=60))
def test_mended_text_is_mended_once(text):
    assert mended(mended(text)) == mended(text)


@given(
    st.lists(st.sampled_from(["<a>", "</a>", "<b c='d'>", "</b>", "x", "&", "<i/>"]), max_size=12)
)
def test_entry_of_fields_is_always_well_formed(pieces):
    text, _ = from_fields(f"<item>{''.join(pieces)}</item>")
    tree, trouble = xml_feed.parsed("<rss x='y'>", text, "</rss>")
    assert (tree is not None, trouble) == (True, "")


def test_pieces_are_read_without_knowing_of_each_other():
    feed = rss(item(1), item(2))
    both = read(feed)
    alone = [replace(story(rss(item(number))), place=f"line {number + 3}") for number in (1, 2)]
    assert both == alone
    assert elements(a="b") == "<a>b</a>"

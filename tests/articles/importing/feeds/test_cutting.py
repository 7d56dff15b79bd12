"""A feed is cut into its entries without being parsed, whatever its size."""

import tracemalloc
from io import BytesIO
from itertools import chain

import pytest

from articles.importing.feeds import FEED, cutting
from articles.importing.feeds.cutting import declared_codec, entry_names, parts
from articles.importing.format import Options, Piece
from articles.importing.record import UnreadableArchive
from tests.articles.importing.feeds.feeds import (
    atom,
    cdata,
    entry,
    headlines,
    item,
    problems_of,
    read,
    rss,
)


def cut(text, encoding="utf-8"):
    return list(parts(BytesIO(text if isinstance(text, bytes) else text.encode(encoding))))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("<rss><item>1</item><item>2</item></rss>", ["<item>1</item>", "<item>2</item>"]),
        ("<rss><item a='>'/><item\n>2</item></rss>", ["<item a='>'/>", "<item\n>2</item>"]),
        ("<rss><item/></rss>", ["<item/>"]),
        ("<rss><items><item>1</item></items></rss>", ["<item>1</item>"]),
        ("<CHANNEL><ITEM>1</ITEM></CHANNEL>", ["<ITEM>1</ITEM>"]),
        ("<rss><!-- <item>0</item> --><item>1</item></rss>", ["<item>1</item>"]),
        ("<rss><item><!-- </item> -->1</item></rss>", ["<item><!-- </item> -->1</item>"]),
        (
            "<rss><item><![CDATA[</item><item>]]>1</item></rss>",
            ["<item><![CDATA[</item><item>]]>1</item>"],
        ),
        ("<feed><entry>1</entry><item>0</item></feed>", ["<entry>1</entry>"]),
        ("<rss><entry>0</entry><item>1</item></rss>", ["<item>1</item>"]),
        ("<entry>1</entry>", ["<entry>1</entry>"]),
        ("<entry>1</entry>".join(["", ""]), ["<entry>1</entry>"]),
        (
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry>1</a:entry></a:feed>",
            ["<a:entry>1</a:entry>"],
        ),
        (
            "<r:RDF xmlns:s='http://purl.org/rss/1.0/'><s:item>1</s:item><x:item>0</x:item></r:RDF>",
            ["<s:item>1</s:item>"],
        ),
        ("words of a server<rss><item>1</item></rss>more", ["<item>1</item>"]),
    ],
)
def test_entries_are_found_without_parsing(text, pieces):
    head, *found = cut(text)
    assert [part.data.decode() for part in found] == pieces
    assert {part.ending for part in found} == {"whole"}
    assert head.data.decode() == text[: text.index(pieces[0])]


@pytest.mark.parametrize(
    ("text", "endings"),
    [
        ("<rss><item>1<item>2</item></rss>", ["unclosed", "whole"]),
        ("<rss><channel><item>1</channel></rss>", ["unclosed"]),
        ("<feed><entry>1</feed>", ["unclosed"]),
        ("<rss><item>1</item><item>2", ["whole", "cut"]),
        ("<rss><item>1</item><item", ["whole"]),
        ("<rss><item><![CDATA[1</item><item>2</item>", ["whole", "whole"]),
        ("<rss><item><!-- 1</item><item>2</item>", ["whole", "whole"]),
        ("<rss><item><![CDATA[1</item>", ["whole"]),
        ("<rss>", []),
        ("", []),
    ],
)
def test_how_an_entry_ended_is_known(text, endings):
    assert [part.ending for part in cut(text)[1:]] == endings


def test_entry_without_its_end_gets_it():
    feed = rss(item(1).replace("</item>", ""), item(2), item(3).replace("</item>", ""))
    found = read(feed)
    assert headlines(found) == ["Story 1", "Story 2", "Story 3"]
    assert problems_of(found) == []


def test_places_are_lines_and_numbers_where_these_say_nothing():
    feed = rss(item(1), item(2, "\n\n"), item(3).rstrip("\n"), item(4), item(5))
    assert [found.place for found in read(feed)] == [
        "line 4",
        "line 5",
        "line 8",
        "line 8, entry 4",
        "line 9",
    ]


@pytest.mark.parametrize(
    ("beginning", "told", "codec"),
    [
        (b"<rss>", "", "utf-8"),
        (b"<?xml version='1.0' encoding='windows-1251'?><rss>", "", "cp1251"),
        (b"<?xml version='1.0' encoding='klingon'?><rss>", "", "utf-8"),
        (b"<?xml version='1.0' encoding='rot13'?><rss>", "", "utf-8"),
        (b"<?xml version='1.0' encoding='punycode'?><rss>", "", "utf-8"),
        (b"<?xml version='1.0' encoding='unicode_escape'?><rss>", "", "utf-8"),
        (b"<?xml version='1.0' encoding='utf-7'?><rss>", "", "utf-8"),
        (b"<?xml version='1.0' encoding='utf-16'?><rss>", "", "utf-8"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='cp1251'?><rss>", "", "utf-8-sig"),
        ("<?xml version='1.0' encoding='utf-8'?><rss>".encode("utf-16"), "", "utf-16"),
        (b"<!-- note --><?xml version='1.0' encoding='koi8-r'?>", "", "koi8-r"),
        (b"<?xml version='1.0' encoding='utf-8'?><rss>", "koi8-r", "koi8-r"),
    ],
)
def test_codec_is_what_a_person_or_the_file_says(beginning, told, codec):
    assert declared_codec(beginning, told) == codec


def test_encoding_that_is_none_is_told():
    with pytest.raises(UnreadableArchive, match="There is no encoding “klingon”"):
        read(rss(item()), encoding="klingon")


@pytest.mark.parametrize("length", [1, 100, 10_000])
def test_names_of_entries_are_found_in_any_beginning(length):
    assert entry_names(b"<rss " * length) == entry_names(b"<!--" * length + b"<rss>")
    assert b"entry" in entry_names(b"<!--" * length)


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_result_does_not_depend_on_how_much_is_read_at_once(monkeypatch, size):
    feed = rss(*(item(number, "\n<!-- > -->\n") for number in range(1, 6)))
    wide = atom(entry(1, title="Поезд"), entry(2)).encode("utf-16")
    expected = read(feed), read(wide)
    # The root must be in what is read first; after that, anything goes.
    reader = BytesIO.read

    class Slow(BytesIO):
        def read(self, length=-1):
            return reader(self, 400 if not self.tell() else size)

    monkeypatch.setattr("tests.articles.importing.feeds.feeds.BytesIO", Slow)
    assert (read(feed), read(wide)) == expected
    assert len(expected[0]) == 5


def test_entry_beyond_all_measure_is_left_out(monkeypatch):
    monkeypatch.setattr(cutting, "LONGEST", 4000)
    monkeypatch.setattr(cutting, "CHUNK", 1000)
    long = cdata("x" * 9000)
    found = read(rss(item(1), item(2, description=long), item(3)))
    assert headlines(found) == ["Story 1", "Story 3"]
    (problem,) = problems_of(found)
    assert problem.place == "line 5"
    assert problem.message == "This entry is longer than 64 MB. Left out."


class Failing(BytesIO):
    def read(self, size=-1):
        data = super().read(size)
        if not data:
            raise EOFError("the stream ended early")
        return data


def test_damaged_packed_file_yields_what_came_before():
    file = Failing(rss(item(1), item(2), footer="").encode())
    head = FEED.head(file, Options())
    file.seek(0)
    *pieces, problem = FEED.cut(file, head, Options())
    assert all(isinstance(piece, Piece) for piece in pieces)
    assert len(pieces) == 2
    assert "can't be read further (the stream ended early)" in problem.message


@pytest.mark.parametrize("text", ["", "words", "<html><body>x</body></html>", "{}", "\x00\x01"])
def test_file_without_a_feed_is_refused(text):
    with pytest.raises(UnreadableArchive, match="There is no <rss>, <feed> or <channel>"):
        read(text)


def test_file_that_ends_before_its_first_entry_is_told():
    (problem,) = read(rss(footer=""))
    assert problem.message == "The file ends before its first entry. Get a whole copy."


def test_pieces_are_the_same_from_run_to_run():
    text = rss(item(1), item(2)).encode()
    head = FEED.head(BytesIO(text), Options())
    first, second = (list(FEED.cut(BytesIO(text), head, Options())) for _ in range(2))
    assert first == second


def test_memory_does_not_grow_with_the_file(monkeypatch):
    monkeypatch.setattr(cutting, "CHUNK", 1 << 14)

    class Endless:
        """A feed of `count` entries that is made while it is read."""

        def __init__(self, count):
            text = cdata("word " * 4000)
            items = (item(number, description=text) for number in range(count))
            self.parts = chain([rss(footer="")], items)

        def read(self, size):
            return next(self.parts, "").encode()

    def peak(count):
        tracemalloc.start()
        total = sum(1 for _ in parts(Endless(count)))
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert total == count + 1
        return memory

    assert peak(400) - peak(100) < 300_000

"""A feed is cut into its entries without being parsed, whatever its size."""

from io import BytesIO

import pytest

from articles.importing import encoding
from articles.importing.feeds import FEED
from articles.importing.feeds.entries import ENTRIES, entry_names
from articles.importing.format import Options, Piece
from articles.importing.record import UnreadableArchive
from articles.importing.xml import cutting
from tests.articles.importing.failing import Failing
from tests.articles.importing.feeds.feeds import atom, cdata, entry, headlines, item, read, rss
from tests.articles.importing.found import problems_of


def cut(text):
    return [piece.data.decode() for piece in ENTRIES.cut(BytesIO(text.encode()))]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("<rss><item>1</item><item>2</item></rss>", ["<item>1</item>", "<item>2</item>"]),
        ("<rss><items><item>1</item></items></rss>", ["<item>1</item>"]),
        ("<CHANNEL><ITEM>1</ITEM></CHANNEL>", ["<ITEM>1</ITEM>"]),
        ("<feed><entry>1</entry><item>0</item></feed>", ["<entry>1</entry>"]),
        ("<rss><entry>0</entry><item>1</item></rss>", ["<item>1</item>"]),
        ("<entry>1</entry>", ["<entry>1</entry>"]),
        (
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry>1</a:entry></a:feed>",
            ["<a:entry>1</a:entry>"],
        ),
        (
            "<r:RDF xmlns:s='http://purl.org/rss/1.0/'><s:item>1</s:item><x:item>0</x:item></r:RDF>",
            ["<s:item>1</s:item>"],
        ),
        ("<rss><channel><item>1</channel></rss>", ["<item>1</item>"]),
        ("<feed><entry>1</feed>", ["<entry>1</entry>"]),
        ("<rss><item>1</item><item", ["<item>1</item>"]),
        ("<rss>", []),
        ("", []),
    ],
)
def test_entries_are_found_by_the_root_of_their_feed(text, pieces):
    assert cut(text) == pieces


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


@pytest.mark.parametrize("length", [1, 100, 10_000])
def test_names_of_entries_are_found_in_any_beginning(length):
    assert entry_names(b"<rss " * length) == entry_names(b"<!--" * length + b"<rss>")
    assert b"entry" in entry_names(b"<!--" * length)


# The root must be in what is read first; after that, anything goes.
@pytest.mark.parametrize("size", [400, 777, 1000])
def test_result_does_not_depend_on_how_much_is_read_at_once(monkeypatch, size):
    feed = rss(*(item(number, "\n<!-- > -->\n") for number in range(1, 6)))
    wide = atom(entry(1, title="Поезд"), entry(2)).encode("utf-16")
    expected = read(feed), read(wide)
    monkeypatch.setattr(encoding, "CHUNK", size)
    assert (read(feed), read(wide)) == expected
    assert len(expected[0]) == 5


def test_entry_beyond_all_measure_is_left_out(monkeypatch):
    monkeypatch.setattr(cutting, "LONGEST_ITEM", 4000)
    monkeypatch.setattr(encoding, "CHUNK", 1000)
    long = cdata("x" * 9000)
    found = read(rss(item(1), item(2, description=long), item(3)))
    assert headlines(found) == ["Story 1", "Story 3"]
    (problem,) = problems_of(found)
    assert problem.place == "line 5"
    assert problem.message == "This entry is longer than 0 MB. Left out."


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

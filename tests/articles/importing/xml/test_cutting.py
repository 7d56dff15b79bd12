"""Files of XML are cut into items without a parser, in bounded memory."""

import time
from io import BytesIO

import pytest

from articles.importing import encoding
from articles.importing.format import Piece
from articles.importing.record import UnreadableArchive
from articles.importing.xml import cutting
from articles.importing.xml.codecs import codec_of_items, decoded
from articles.importing.xml.cutting import Items
from tests.articles.importing.failing import Failing

ITEMS = Items(lambda opening: rb"(?:[\w.-]+:)?(?:item|pack)", ends=b"/set>", word="thing")


def cut(text, written="utf-8", encoding=""):
    data = text if isinstance(text, bytes) else text.encode(written)
    return list(ITEMS.cut(BytesIO(data), encoding, "There is no item."))


def texts(text, written="utf-8", encoding=""):
    """The texts of the items, decoded as their file says."""
    data = text if isinstance(text, bytes) else text.encode(written)
    codec = codec_of_items(ITEMS.head(BytesIO(data), encoding), encoding)
    return [decoded(piece.data, codec)[0] for piece in cut(data, encoding=encoding)]


def told(found):
    return [
        (piece.place, piece.data.decode() if isinstance(piece, Piece) else piece.message)
        for piece in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<item>a</item>", ["<item>a</item>"]),
        ("<set><item>a</item><pack>b</pack></set>", ["<item>a</item>", "<pack>b</pack>"]),
        ('<n:item x="1"\n>a</n:item >', ['<n:item x="1"\n>a</n:item >']),
        ("<item/><item a='b'/>", ["<item/>", "<item a='b'/>"]),
        ("<?xml?><item>a</item><?xml?><item>b</item>", ["<item>a</item>", "<item>b</item>"]),
        ("<items><item>a</item></items>", ["<item>a</item>"]),
        ("<!-- <item>x</item> --><item>a</item>", ["<item>a</item>"]),
        ("<item><!-- </item> -->a</item>", ["<item><!-- </item> -->a</item>"]),
        ("<item><![CDATA[</item>]]></item>", ["<item><![CDATA[</item>]]></item>"]),
        ("<item>a<item>b</item>", ["<item>a</item>", "<item>b</item>"]),
        ("<n:item x='1'>a<pack>b</pack>", ["<n:item x='1'>a</n:item>", "<pack>b</pack>"]),
        ("<set><item>a</set>", ["<item>a</item>"]),
        ("<item a='>'/><item\n>b</item>", ["<item a='>'/>", "<item\n>b</item>"]),
        ("words<set><item>a</item></set>more", ["<item>a</item>"]),
        ("<item><![CDATA[a</item><item>b</item>", ["<item><![CDATA[a</item>", "<item>b</item>"]),
        (
            "<item><![CDATA[a</item>\n<item><![CDATA[b]]></item>",
            ["<item><![CDATA[a</item>", "<item><![CDATA[b]]></item>"],
        ),
        (
            "<item><!-- a</item><item><!-- b --></item>",
            ["<item><!-- a</item>", "<item><!-- b --></item>"],
        ),
        (
            "<item><![CDATA[</item><item>]]>a</item>",
            ["<item><![CDATA[</item><item>]]>a</item>"],
        ),
        (
            "<item><![CDATA[ <!-- </item> ]]>a</item><item>b --></item>",
            ["<item><![CDATA[ <!-- </item> ]]>a</item>", "<item>b --></item>"],
        ),
        (
            "<item><![CDATA[a]]]]><![CDATA[></item>]]></item>",
            ["<item><![CDATA[a]]]]><![CDATA[></item>]]></item>"],
        ),
        ("</item><item>a</item>", ["<item>a</item>"]),
        ("<item>a <!-- b</item>", ["<item>a <!-- b</item>"]),
        ('<!DOCTYPE x [<!ENTITY e "z">]><item>&e;</item>', ["<item>&e;</item>"]),
    ],
)
def test_items_are_cut_as_they_stand(text, expected):
    assert [piece.data.decode() for piece in cut(text)] == expected


def test_head_is_what_comes_before():
    assert ITEMS.head(BytesIO(b"<set><!-- <item> --><x/><item>a</item>")) == (
        b"<set><!-- <item> --><x/>"
    )
    assert ITEMS.head(BytesIO(b"<set>")) == b"<set>"


def test_place_is_the_line_where_the_item_begins():
    assert told(cut("<set>\n\n<item>a\n</item> <item/>\n<item>b</item></set>")) == [
        ("line 3", "<item>a\n</item>"),
        ("line 4", "<item/>"),
        ("line 5", "<item>b</item>"),
    ]


def test_items_on_one_line_are_told_apart_by_their_number():
    found = cut("<item>a</item><item>b</item>\n<item/> <pack/><item>")
    assert [piece.place for piece in found] == [
        "line 1",
        "line 1, thing 2",
        "line 2",
        "line 2, thing 4",
        "line 2, thing 5",
    ]


@pytest.mark.parametrize("text", ["", "no markup", "<other/>", "<items>", "<!-- <item/> -->"])
def test_file_without_an_item_is_refused(text):
    with pytest.raises(UnreadableArchive, match="There is no item"):
        cut(text)


@pytest.mark.parametrize("end", ["<item>b", "<item>b</ite", "<item><![CDATA[ </item", "<item "])
def test_item_that_the_file_cuts_off_is_told(end):
    assert told(cut(f"<item>a</item>\n{end}")) == [
        ("line 1", "<item>a</item>"),
        ("line 2", "The file ends in the middle of this thing. Get a whole copy."),
    ]


@pytest.mark.parametrize("chunk", [1, 3, 8, 50])
def test_result_does_not_depend_on_how_much_is_read_at_once(monkeypatch, chunk):
    text = "<set>\n<item>поезд<![CDATA[ </item> ]]></item>\n<!-- <item> --><pack a='1'/>\n<item>b"
    expected = told(cut(text))
    monkeypatch.setattr(encoding, "CHUNK", chunk)
    assert told(cut(text)) == expected
    assert len(expected) == 3


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("UTF-8", "utf-8"),
        ("windows-1251", "cp1251"),
        ("KOI8-R", "koi8-r"),
        ("iso-8859-5", "iso-8859-5"),
        ("UTF-16", "utf-16"),
        # What says the wrong thing is read by its bytes.
        ("iso-8859-1", "utf-8"),
        ("klingon", "utf-8"),
        ("rot13", "utf-8"),
    ],
)
def test_text_is_decoded_as_the_file_says_or_shows(declared, codec):
    text = f'<?xml version="1.0" encoding="{declared}"?><item>Поезд в Ош</item>'
    assert texts(text, codec) == ["<item>Поезд в Ош</item>"]


def test_encoding_that_a_person_names_goes_first():
    text = '<?xml version="1.0" encoding="windows-1252"?><item>Ош</item>'
    assert texts(text, "cp1251", "cp1251") == ["<item>Ош</item>"]


@pytest.mark.parametrize("written", ["utf-16", "utf-16-be", "utf-32", "cp037"])
def test_encoding_that_is_not_like_ascii_is_recoded(written):
    assert texts("<item>Ïtem</item>", written, written) == ["<item>Ïtem</item>"]


def test_encoding_that_is_none_is_told():
    with pytest.raises(UnreadableArchive, match="There is no encoding “klingon”"):
        cut("<item/>", encoding="klingon")


@pytest.mark.parametrize("filler", ["x" * 5000, "<!--" + "y" * 5000, "<![CDATA[" * 600])
def test_item_beyond_all_measure_is_left_out(monkeypatch, filler):
    monkeypatch.setattr(cutting, "LONGEST_ITEM", 1500)
    monkeypatch.setattr(cutting, "LONGEST_WITH_PICTURES", 2000)
    monkeypatch.setattr(encoding, "CHUNK", 500)
    found = told(cut(f"<item>a</item>\n<item>{filler}</item>\n<item>b</item>"))
    assert found[0] == ("line 1", "<item>a</item>")
    assert found[1][0] == "line 2"
    assert "longer than" in found[1][1]
    assert found[-1] == ("line 3", "<item>b</item>")


def test_pictures_in_an_item_do_not_count(monkeypatch):
    monkeypatch.setattr(cutting, "LONGEST_ITEM", 1500)
    picture = f"data:image/png;base64,{'A' * 2000}"
    found = told(cut(f"<item><img src='{picture}'>a</item>\n<item>{'b' * 2000}</item><item/>"))
    assert found == [
        ("line 1", "<item><img src=''>a</item>"),
        ("line 2", "This thing is longer than 0 MB. Left out."),
        ("line 2, thing 3", "<item/>"),
    ]


class Endless:
    """A file that is made while it is read; it remembers how much has been asked for."""

    def __init__(self, text, times):
        self.parts, self.read_parts = iter([text.encode()] * times), 0

    def read(self, size=-1):
        self.read_parts += 1
        return next(self.parts, b"")


def test_items_come_before_the_file_is_read():
    file = Endless("<item>word</item>\n" * 60_000, 50)
    pieces = ITEMS.cut(file)
    assert next(pieces).data == b"<item>word</item>"
    assert file.read_parts < 5


def test_memory_does_not_grow_with_the_file():
    import tracemalloc

    def peak(times):
        tracemalloc.start()
        text = "<item>" + "word " * 4000 + "</item>"
        count = sum(1 for _ in ITEMS.cut(Endless(text, times)))
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == times
        return memory

    assert peak(400) - peak(100) < 100_000


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("<item>" + "<!--" * 200_000 + "</item>", 1),
        ("<item>" + "<![CDATA[" * 200_000 + "</item><item><![CDATA[x]]></item>", 2),
        ("<item><![CDATA[</item>" * 50_000, 50_000),
        ("<item>" + "<![CDATA[]]><!---->" * 100_000 + "</item>", 1),
        ("<item><![CDATA[" + "</item><item>" * 100_000 + "]]></item><item/>", 2),
        ("<item " + "a='b' " * 200_000 + "/>", 1),
        ("<item/>" * 100_000, 100_000),
    ],
    ids=range(7),
)
def test_marks_that_are_opened_often_take_no_time(monkeypatch, text, count):
    """Would take minutes if each were looked for to the end of the file."""
    monkeypatch.setattr(encoding, "CHUNK", 1 << 14)
    before = time.process_time()
    assert len(cut(text)) == count
    assert time.process_time() - before < 5


def test_what_came_before_the_damage_of_a_packed_file_is_there():
    found = ITEMS.cut(Failing(b"<item>a</item>\n<item>b</item>\n\n<item>c"))
    trouble = "(the stream ended early). What came before is complete."
    assert told(found) == [
        ("line 1", "<item>a</item>"),
        ("line 2", "<item>b</item>"),
        ("line 4", f"The file can't be read further {trouble}"),
    ]

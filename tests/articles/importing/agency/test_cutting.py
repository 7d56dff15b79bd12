"""Files of XML are cut into items without a parser, in bounded memory."""

from io import BytesIO

import pytest

from articles.importing import encoding as text_encoding
from articles.importing.agency import cutting
from articles.importing.agency.cutting import cutter, declared_encoding
from articles.importing.format import Options, Piece
from articles.importing.record import UnreadableArchive

CUT = cutter(["item", "pack"], "There is no item.")


def cut(text, encoding="utf-8", options=None):
    options = options or Options()
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return list(CUT(BytesIO(data), declared_encoding(BytesIO(data), options), options))


def told(found):
    return [
        (piece.place, piece.data if isinstance(piece, Piece) else piece.message) for piece in found
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
        ("</item><item>a</item>", ["<item>a</item>"]),
        ("<item>a <!-- b</item>", ["<item>a <!-- b</item>"]),
        ('<!DOCTYPE x [<!ENTITY e "z">]><item>&e;</item>', ["<item>&e;</item>"]),
    ],
)
def test_items_are_cut_as_they_stand(text, expected):
    assert [piece.data for piece in cut(text)] == expected


def test_place_is_the_line_where_the_item_begins():
    assert told(cut("<set>\n\n<item>a\n</item> <item/>\n<item>b</item></set>")) == [
        ("line 3", "<item>a\n</item>"),
        ("line 4", "<item/>"),
        ("line 5", "<item>b</item>"),
    ]


@pytest.mark.parametrize("text", ["", "no markup", "<other/>", "<items>", "<!-- <item/> -->"])
def test_file_without_an_item_is_refused(text):
    with pytest.raises(UnreadableArchive, match="There is no item"):
        cut(text)


@pytest.mark.parametrize("end", ["<item>b", "<item>b</ite", "<item><![CDATA[ </item", "<item "])
def test_item_that_the_file_cuts_off_is_told(end):
    assert told(cut(f"<item>a</item>\n{end}")) == [
        ("line 1", "<item>a</item>"),
        ("line 2", "The file ends in the middle of this item. Get a whole copy."),
    ]


@pytest.mark.parametrize("chunk", [1, 3, 8, 50])
def test_result_does_not_depend_on_how_much_is_read_at_once(monkeypatch, chunk):
    text = "<set>\n<item>поезд<![CDATA[ </item> ]]></item>\n<!-- <item> --><pack a='1'/>\n<item>b"
    expected = told(cut(text))
    monkeypatch.setattr(text_encoding, "CHUNK", chunk)
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
    assert [piece.data for piece in cut(text, codec)] == ["<item>Поезд в Ош</item>"]


def test_encoding_that_a_person_names_goes_first():
    text = '<?xml version="1.0" encoding="windows-1252"?><item>Ош</item>'
    found = cut(text, "cp1251", Options(encoding="cp1251"))
    assert [piece.data for piece in found] == ["<item>Ош</item>"]


def test_control_characters_go():
    assert [piece.data for piece in cut(b"<item>a\x00\x03b\x1f</item>")] == ["<item>ab</item>"]


@pytest.mark.parametrize("filler", ["x" * 5000, "<!--" + "y" * 5000, "<![CDATA[" * 600])
def test_item_beyond_all_measure_is_left_out(monkeypatch, filler):
    monkeypatch.setattr(cutting, "LONGEST_ITEM", 2000)
    monkeypatch.setattr(text_encoding, "CHUNK", 500)
    found = told(cut(f"<item>a</item>\n<item>{filler}</item>\n<item>b</item>"))
    assert found[0] == ("line 1", "<item>a</item>")
    assert found[1][0] == "line 2"
    assert "longer than" in found[1][1]
    assert found[-1] == ("line 3", "<item>b</item>")


class Endless:
    """A file that is made while it is read; it remembers how much has been asked for."""

    def __init__(self, text, times):
        self.parts, self.read_parts = iter([text.encode()] * times), 0

    def read(self, size=-1):
        self.read_parts += 1
        return next(self.parts, b"")


def test_items_come_before_the_file_is_read():
    file = Endless("<item>word</item>\n" * 60_000, 50)
    pieces = CUT(file, "", Options())
    assert next(pieces).data == "<item>word</item>"
    assert file.read_parts < 5


def test_memory_does_not_grow_with_the_file():
    import tracemalloc

    def peak(times):
        tracemalloc.start()
        count = sum(
            1 for _ in CUT(Endless("<item>" + "word " * 4000 + "</item>", times), "", Options())
        )
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == times
        return memory

    assert peak(400) - peak(100) < 100_000


def test_opened_marks_are_not_sought_again_and_again():
    """Would take minutes if each unclosed comment were looked for to the end of the file."""
    assert len(cut("<item>" + "<!--" * 200_000 + "</item>")) == 1

"""The encoding of XML: what a person says goes first, then what the file says and shows."""

import pytest

from articles.importing.format import Piece
from articles.importing.xml.codecs import codec_of_items, declared_codec, text_of


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


@pytest.mark.parametrize("told", ["utf-16", "utf-32", "cp037", ""])
def test_items_of_what_was_recoded_are_utf_8(told):
    assert codec_of_items("<?xml version='1.0' encoding='utf-16'?><rss>ж".encode(), told) == "utf-8"


@pytest.mark.parametrize(
    ("data", "codec", "text", "told"),
    [
        ("Поезд".encode(), "utf-8", "Поезд", None),
        ("Поезд".encode(), "cp1251", "Поезд", "read as utf-8."),
        ("Поезд идёт".encode("cp1251"), "utf-8", "Поезд идёт", "read as cp1251."),
        ("Поезд в Ош идёт".encode() + b"\xff", "utf-8", "Поезд в Ош идёт\ufffd", "mean nothing"),
    ],
)
def test_item_in_another_encoding_is_read_all_the_same_and_told(data, codec, text, told):
    found, doubts = text_of(Piece(data, "line 1"), codec)
    assert found == text
    assert [told in doubt.message for doubt in doubts] == [True] * bool(told)

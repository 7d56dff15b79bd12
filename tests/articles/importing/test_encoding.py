"""Bytes of unknown origin become text, and what could not is told."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import encoding
from articles.importing.encoding import TextStream, codec_of, decode
from articles.importing.record import UnreadableArchive
from tests.articles.importing.failing import Failing

RUSSIAN = "Президент Киргизии посетил Москву. Встреча прошла в Кремле."


@pytest.mark.parametrize("text", [RUSSIAN, RUSSIAN.lower(), RUSSIAN.upper()])
@pytest.mark.parametrize("codec", ["utf-8", "cp1251", "utf-16", "utf-16-le", "utf-16-be"])
def test_russian_is_read_in_every_encoding_that_it_is_written_in(codec, text):
    assert codec_of(text.encode(codec)) == codec
    assert decode(text.encode(codec)).removeprefix("\ufeff") == text


def test_koi8_is_told_from_cp1251_by_its_capitals():
    assert decode(RUSSIAN.encode("koi8-r")) == RUSSIAN


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (b"", "utf-8"),
        (b"plain", "utf-8"),
        ("Merci à toi, été".encode("latin-1"), "cp1252"),
        (RUSSIAN.upper().encode("cp1251"), "cp1251"),
        ("\ufeffx".encode(), "utf-8-sig"),
        ("x".encode("utf-32"), "utf-32"),
        ("a,b\r\n1,2\r\n".encode("utf-16-le"), "utf-16-le"),
        ("a,b\r\n1,2\r\n".encode("utf-16-be"), "utf-16-be"),
        # Much that is UTF-8, and one byte that is not.
        (RUSSIAN.encode() + b"\xff", "utf-8"),
        (RUSSIAN.encode("cp1251") + "é".encode(), "cp1251"),
    ],
)
def test_codec_is_named_by_the_looks_of_the_bytes(data, codec):
    assert codec_of(data) == codec


def whole(stream):
    return "".join(iter(stream.read, ""))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_stream_yields_the_text_whatever_is_read_at_once(monkeypatch, codec, size):
    first = encoding.CHUNK
    text = RUSSIAN + "\n😀\x00\x0b\tend"
    stream = TextStream(BytesIO(text.encode(codec)), codec)
    monkeypatch.setattr(encoding, "CHUNK", size)
    assert first > size
    parts = TextStream(BytesIO(text.encode(codec)), codec)
    assert whole(parts) == whole(stream) == RUSSIAN + "\n😀\tend"
    assert parts.problems() == []


@pytest.mark.parametrize("size", [4, 1 << 20])
def test_bytes_without_meaning_are_told_with_their_line(monkeypatch, size):
    monkeypatch.setattr(encoding, "CHUNK", size)
    stream = TextStream(BytesIO(b"one\ntwo\nth\xffree\nf\xfeour\n"), "utf-8")
    assert whole(stream) == "one\ntwo\nth�ree\nf�our\n"
    (problem,) = stream.problems()
    assert (problem.place, problem.refused, problem.once) == ("line 3", False, True)
    assert "mean nothing in utf-8" in problem.message
    assert "--encoding" in problem.message


def test_a_sign_of_doubt_that_stands_in_the_text_is_none():
    stream = TextStream(BytesIO("odd � sign".encode()))
    assert whole(stream) == "odd � sign"
    assert stream.problems() == []


@pytest.mark.parametrize("error", [EOFError("cut"), OSError("disk"), EOFError()])
def test_file_that_fails_is_told_and_what_came_before_is_whole(error):
    stream = TextStream(Failing(b"one\ntwo\n", error))
    assert whole(stream) == "one\ntwo\n"
    (problem,) = stream.problems()
    assert problem.place == "line 3"
    assert problem.message.startswith("The file can't be read further (")
    assert problem.refused


@pytest.mark.parametrize("name", ["klingon", "rot13", "hex", "idna", "\x00"])
def test_unknown_encoding_is_refused_in_a_sentence(name):
    with pytest.raises(UnreadableArchive, match="There is no encoding “"):
        TextStream(BytesIO(b"x"), name)


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "utf-16", "cp1251", "shift_jis"]))
def test_arbitrary_bytes_become_text_that_can_be_stored(data, codec):
    text = whole(TextStream(BytesIO(data), codec))
    assert not {"\x00", "\x0b"} & set(text)
    text.encode()

"""Garbled letters are repaired where that is certain; good text is never touched."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.importing.hygiene import Kind, examine, repaired

PHRASES = (
    "Привет",
    "Русский язык — великий",
    "Кыргызстан подписал соглашение, Россия и Иран",
    "№ 5 «Ёлки»",
    "“Quoted” text — it’s café",
    "São Paulo NÃO",
)
# As browsers and databases decode them: bytes without a meaning stay what they are.
CODECS = ("sloppy-windows-1252", "latin-1", "sloppy-windows-1251")
# Two Cyrillic letters for a Latin one may be meant: `SГЈo` is left.
GARBLED = [(t, c) for t in PHRASES for c in CODECS if not (t[0] == "S" and c[-2:] == "51")]
GOOD = (
    "“CAFÉ” naïve “É” — the ‘Ñ’",
    "Île-de-France à l’œuvre",
    "Überraschung in Köln: “Ä”",
    "Þórður Ægisson á Íslandi",
    "Tiếng Việt, Łódź, Kraków",
    "«СССР», С — Р, РФ – США, В\u00a0Киеве",
    "Ёлка в Сёмках «С»",
    "Üßªąñ",
    "ＦＵＬＬ width, ﬁ ligature, straight \"quotes\" and 'these'",
    "&nbsp;&eacute;&Ntilde;andu &amp; co.",
    "Really??? What?! ... why ??",
)


def garbled(text, codec):
    import ftfy  # noqa: F401  (its codecs)

    return text.encode().decode(codec)


@pytest.mark.parametrize(("text", "codec"), GARBLED)
def test_text_read_in_a_wrong_encoding_is_repaired(text, codec):
    assert repaired(garbled(text, codec)) == (text, True)
    examined = examine(f"<p>{garbled(text, codec)}</p>")
    assert examined.body == f"<p>{text}</p>"
    assert [finding.kind for finding in examined.findings] == [Kind.MOJIBAKE]


def test_cp1251_read_as_latin_is_repaired():
    text = "Президент Кыргызстана подписал закон"
    assert repaired(text.encode("cp1251").decode("cp1252")) == (text, True)
    assert repaired("Ïî") == ("Ïî", False)


def test_cp1251_that_lost_its_capital_i_is_repaired():
    lost = "Президент и премьер Италии".encode().decode("cp1251", "replace")
    assert "\ufffd" in lost
    assert repaired(lost) == ("Президент и премьер Италии", True)


@pytest.mark.parametrize("text", GOOD)
def test_good_text_is_left_alone(text):
    body = f"<p>{text}</p>"
    examined = examine(body)
    assert examined.body is body
    assert examined.findings == ()
    assert repaired(text) == (text, False)


def test_only_text_is_repaired_and_not_addresses():
    body = f'<p><a href="/Ð¿Ñ€">{garbled("Привет", CODECS[0])}</a></p>'
    assert examine(body).body == '<p><a href="/Ð¿Ñ€">Привет</a></p>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>It&acirc;&euro;&trade;s</p>", "<p>It’s</p>"),
        ("<p>caf&Atilde;&copy; &lt;b&gt;</p>", "<p>café &lt;b&gt;</p>"),
        ("<p>&Atilde; l&agrave;</p>", "<p>&Atilde; l&agrave;</p>"),
    ],
)
def test_garbled_letters_written_as_entities_are_repaired(body, expected):
    assert examine(body).body == expected


def test_the_finding_quotes_what_was_and_what_is():
    finding = examine("<p>All is well. It’s cafÃ© time, and more of it.</p>").findings[0]
    assert "“cafÃ© time, and more of it.”" in finding.message
    assert "“café time, and more”" in finding.message


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ("<p>The Kaz\ufffdkh minister</p>", "“Kaz\ufffdkh minister”"),
        ("<p>???? ?????? ??? said</p>", "“???? ?????? ???”"),
        ("<p>\ufffd\ufffd\ufffd</p>", "“\ufffd”"),
    ],
)
def test_letters_that_are_lost_are_told_and_left(body, quote):
    examined = examine(body)
    assert examined.body == body
    assert examined.findings[0].kind == Kind.UNREADABLE
    assert quote in examined.findings[0].message


@pytest.mark.parametrize(
    ("text", "expected", "was_damaged"),
    [
        ("a\x03b\x00\ufffe", "ab", True),
        ("x\ud800y", "xy", True),
        ("\ud83d\ude00", "😀", True),
        ("it\x92s", "it’s", True),
        ("co\u00adop\u200b, \ufeffBOM", "coop, BOM", False),
        ("e\u0301", "é", False),
        ("a\u200db", "ab", False),
        ("\u202enaïve\u202c", "naïve", False),
        ("می\u200cخواهم", "می\u200cخواهم", False),
        ("क्\u200dष", "क्\u200dष", False),
        ("👨\u200d👩\u200d👧 👩🏽\u200d🚀", "👨\u200d👩\u200d👧 👩🏽\u200d🚀", False),
        ("שלום \u200fabc", "שלום \u200fabc", False),
        ("plain", "plain", False),
        ("", "", False),
    ],
)
def test_what_nobody_can_see_goes_unless_it_is_orthography(text, expected, was_damaged):
    assert repaired(text) == (expected, was_damaged)


def test_control_characters_in_a_body_are_told_with_their_names():
    examined = examine("<p>one\x03 two\x03 three\x07</p>")
    assert examined.body == "<p>one two three</p>"
    assert [finding.kind for finding in examined.findings] == [Kind.CONTROL]
    assert "U+0003, U+0007) were removed, 3 in all: “one two three”" in examined.findings[0].message


@pytest.mark.parametrize("body", ["<p>co&shy;op&#8203;</p>", "<p>co\u00adop\u200b</p>"])
def test_soft_hyphens_go_without_a_word(body):
    examined = examine(body)
    assert (examined.body, examined.findings) == ("<p>coop</p>", ())


@given(st.text())
@example("\ufffd" * 5)
@example("Р\ufffd")
def test_any_text_can_be_repaired_and_stored(text):
    once, _ = repaired(text)
    assert once == unicodedata.normalize("NFC", once)
    once.encode()


@given(st.text(alphabet="ÐÑâРСВв€™\ufffdé\x92ïð &;?<>ab", max_size=60))
def test_any_suspicious_text_can_be_repaired(text):
    repaired(text)[0].encode()
    examine(text).body.encode()

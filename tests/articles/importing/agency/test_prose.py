"""Plain text as wires send it becomes paragraphs; markup becomes plain text."""

import pytest

from articles.importing.agency.prose import (
    has_lines,
    is_markup,
    paragraphs,
    plain,
    without_signature,
)

WIRE = "Gold rose on Tuesday on increased safe haven demand\nas the dollar fell in London trade."


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.", "<p>One.</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One.\r\n \t\r\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("\n\n", ""),
        ("A < B & C", "<p>A &lt; B &amp; C</p>"),
        # Lines that the wire broke are one; lines of their own are not.
        (WIRE, f"<p>{WIRE.replace(chr(10), ' ')}</p>"),
        ("Roses are red,\nviolets are blue", "<p>Roses are red,<br>violets are blue</p>"),
        ("x" * 101 + "\nTwo.", f"<p>{'x' * 101}</p><p>Two.</p>"),
        # An indent begins a paragraph.
        ("One.\n    Two.\n    Three.", "<p>One.</p><p>Two.</p><p>Three.</p>"),
        (f"    {WIRE}\n    Two.", f"<p>{WIRE.replace(chr(10), ' ')}</p><p>Two.</p>"),
        # So do columns, whose gaps don't close.
        (
            "Osh  2\nKant  0\nNaryn  1",
            "<p>Osh _2<br>Kant _0<br>Naryn _1</p>".replace("_", "\u00a0"),
        ),
    ],
)
def test_paragraphs_are_found(text, html):
    assert paragraphs(text) == html


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A  <b>new</b>\ntrain", "A new train"),
        ("Fish &amp; chips&nbsp;2", "Fish & chips 2"),
        ("a < b", "a < b"),
        ("one<!-- two -->three", "onethree"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("", ""),
    ],
)
def test_plain_text_is_one_line(text, line):
    assert plain(text) == line


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<p>a</p>", True),
        ("a<br/>b", True),
        ('see <a href="x">', True),
        ("a < b > c", False),
        ("<NITF-like>", False),
        ("", False),
    ],
)
def test_markup_is_told_from_text(text, answer):
    assert is_markup(text) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("One\nTwo\nThree", True),
        ("One\n    Two\nThree", True),
        ("\n      One\n      Two\n      Three\n    ", False),
        ("One\nTwo", False),
        ("One", False),
    ],
)
def test_own_line_ends_are_told_from_those_of_pretty_xml(text, answer):
    assert has_lines(text) is answer


@pytest.mark.parametrize("signature", ["hh/ph/ts", "bur-dar-gl/fz", "ends", "ENDS", "- ends -"])
def test_signature_of_a_desk_goes(signature):
    assert without_signature(f"<p>One.</p><p>{signature}</p>\n") == "<p>One.</p>"


@pytest.mark.parametrize(
    "last", ["Here it ends.", "and/or not", "AP/AFP", "well-known", "either/or is", "Two"]
)
def test_last_sentence_stays(last):
    html = f"<p>One.</p><p>{last}</p>"
    assert without_signature(html) == html


@pytest.mark.parametrize(
    "text",
    ["<!--" * 200_000, " \n" * 500_000, "a" + "\n  \u2003" * 100_000, "<p>" + " " * 500_000],
)
def test_strange_texts_take_no_time(text):
    plain(text)
    paragraphs(text)
    without_signature(text)


def test_only_tags_are_markup():
    assert plain("<b>A</b> <sign> of <br/>5 <6>") == "A <sign> of 5 <6>"

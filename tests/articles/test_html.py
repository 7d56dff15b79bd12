"""What a body may hold, and its plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import html


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>Plain <strong>bold</strong> <em>italic</em></p>", None),
        ('<p><a href="https://a.example/">link</a></p>',
         '<p><a href="https://a.example/" rel="noopener">link</a></p>'),
        ("<h2>Two</h2><h3>Three</h3><h4>Four</h4>", None),
        ("<h1>One</h1>", "One"),
        ('<ol start="3"><li><p>x</p></li></ol>', None),
        ('<figure><img src="/media/a.jpg" alt="A dam"><figcaption>Dam</figcaption></figure>', None),
        ("<table><tbody><tr><th>a</th><td colspan=\"2\">b</td></tr></tbody></table>", None),
        ("<p>x</p><script>alert(1)</script>", "<p>x</p>"),
        ("<style>p{}</style><p>x</p>", "<p>x</p>"),
        ('<p onclick="x()" style="color:red" class="y">x</p>', "<p>x</p>"),
        ('<p><a href="javascript:alert(1)">x</a></p>', '<p><a rel="noopener">x</a></p>'),
        ('<img src="x" onerror="alert(1)">', '<img src="x">'),
        ('<svg><script>x</script></svg><p>y</p>', "<p>y</p>"),
        ("<code>x</code>", "x"),
        ("a\x00b\x0bc", "abc"),
    ],
)  # fmt: skip
def test_clean_keeps_only_what_the_editor_can_make(dirty, clean):
    assert html.clean(dirty) == (dirty if clean is None else clean)


@given(st.text(alphabet=st.sampled_from("<>/\"'=&;: abphrefsctimgonejvl\x00\x0b\ud800")))
def test_clean_is_idempotent(text):
    once = html.clean(text)
    assert html.clean(once) == once
    assert "<script" not in once


def test_to_text_gives_a_line_per_block():
    body = "<h2>Water</h2><p>One<br>two &amp; three</p><ul><li>a</li><li>b</li></ul>"
    assert html.to_text(body) == "Water\nOne\ntwo & three\na\nb"


def test_to_text_keeps_table_cells_apart():
    assert html.to_text("<table><tr><td>a</td><td>b</td></tr></table>") == "a b"


def test_to_text_of_markup_without_words_is_empty():
    assert html.to_text("<p> &nbsp; </p><p><br></p>") == ""


def test_excerpt_is_cut_at_a_word():
    text = "word " * 100
    cut = html.excerpt(text)
    assert len(cut) <= 300
    assert cut.endswith("word…")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("short", "short"),
        ("x" * 300, "x" * 300),
        ("x" * 301, "x" * 299 + "…"),
        ("a" * 298 + " b", "a" * 298 + " b"),
        ("a" * 297 + ", bcd", "a" * 297 + "…"),
        ("two\nlines", "two lines"),
    ],
)
def test_excerpt_edges(text, cut):
    assert html.excerpt(text) == cut


@pytest.mark.parametrize("words", ["word ", "слово ", "ﷺ ﻿word "])
@pytest.mark.parametrize(
    "control", ["\0", "\x03", "\x0b", "\x1f", "\x7f", "\ud83d", "\ufffe", "\uffff"]
)
def test_control_characters_go_from_short_and_long_texts(words, control):
    for times in (1, 1000):
        text = words * times
        assert html.without_control(f"{text}\t\r\n{control}{text}") == f"{text}\t\r\n{text}"


def test_plain_is_one_line_without_control_characters():
    assert html.plain(" a\tb\n\x07c\ud800 ") == "a b c"


def test_word_count_counts_words():
    assert html.word_count("one two\nthree") == 3

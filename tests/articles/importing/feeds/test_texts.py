"""The texts of entries: HTML with whole addresses, and lines without any markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.feeds.texts import (
    Text,
    body_of,
    is_opening,
    is_web_address,
    one_line,
    whole_address,
    words_of,
)

BASE = "https://old.example/a/b"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (Text("a <i>b</i>"), "<p>a <em>b</em></p>"),
        (Text("a & b &lt;i&gt;"), "<p>a &amp; b &lt;i&gt;</p>"),
        (Text("a <i>b</i> &amp;", is_html=False), "<p>a &lt;i&gt;b&lt;/i&gt; &amp;amp;</p>"),
        (Text("one\r\n\r\ntwo\rthree"), "<p>one</p><p>two<br>three</p>"),
        (Text("  one\n      goes on\n    "), "<p>one goes on</p>"),
        (Text("one<br>\ntwo"), "<p>one<br>\ntwo</p>"),
        (Text("https://v.example/1"), '<p><a href="https://v.example/1">https://v.example/1</a></p>'),
        (Text('<a href="c">x</a>', base=BASE), '<p><a href="https://old.example/a/c">x</a></p>'),
        (Text('<a href="//c.example/">x</a>', base=BASE), '<p><a href="https://c.example/">x</a></p>'),
        (Text('<a href="tel:1">x</a>', base=BASE), '<p><a href="tel:1">x</a></p>'),
        (Text('<a href="c">x</a>'), '<p><a href="c">x</a></p>'),
        (
            Text('<iframe src="/v"></iframe>', base=BASE),
            '<p><a href="https://old.example/v">https://old.example/v</a></p>',
        ),
        (
            Text('<img data-src="/p.jpg" src="">', base=BASE),
            '<p><img data-src="https://old.example/p.jpg" src="https://old.example/p.jpg"></p>',
        ),
        (Text("<div>a&#3;b<p>x&#xFFFF;&#99999999;</p></div>"), "<p>ab</p><p>x</p>"),
        (Text("<!-- note -->"), ""),
        (Text(""), ""),
    ],
)  # fmt: skip
def test_body_is_html_with_whole_addresses(text, body):
    assert body_of(text) == body


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (Text("a <b>b</b>\n c"), "a b c"),
        (Text("<p>a</p><p>b<br>c</p>"), "a b c"),
        (Text("a<script>alert(1)</script><style>p{}</style> b"), "a b"),
        (Text("5 < 6 & 7 &gt; 6 &nbsp;"), "5 < 6 & 7 > 6"),
        (Text("<b>x", is_html=False), "<b>x"),
        (Text("A &amp; B &copy=1 &#x2014;", is_html=False), "A & B &copy=1 —"),
        (Text("a\x00\x03b\ud800", is_html=False), "ab"),
        (Text("<b>a&#3;</b>\x0b"), "a"),
    ],
)
def test_line_has_no_markup(text, line):
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("summary", "text", "expected"),
    [
        ("One two […]", "<p>One</p>\n<p>two three</p>", True),
        ("One two [...]", "One two three", True),
        ("One two…", "One two three", True),
        ("One two Continue reading →", "One two three", True),
        ("One two Читать далее", "One two three", True),
        ("One two three", "<p>One two three</p>", True),
        ("One two", "One two three", False),
        ("Other […]", "One two three", False),
        ("", "One", False),
        ("", "", True),
    ],
)
def test_first_words_cut_off_are_no_summary(summary, text, expected):
    assert is_opening(summary, Text(text)) is expected


def test_text_that_only_shows_something_is_one():
    assert words_of(Text("<p><img src='a.jpg'></p>"))
    assert words_of(Text("<iframe src='/v'></iframe>"))
    assert not words_of(Text("<p> &nbsp;</p>"))


def test_addresses_that_are_none_are_taken_as_they_are():
    assert whole_address(BASE, "") == ""
    assert whole_address(BASE, "//[x") == "//[x"
    assert whole_address("", "c") == "c"
    assert is_web_address("HTTPS://a.example")
    assert not any(map(is_web_address, ["https:///a", "https://a b", "ftp://a.example", "/a"]))


@given(st.text() | st.text(alphabet="<>/&#;x0123abp !-[]\"'= \n\x03"), st.booleans())
def test_any_text_becomes_html_and_a_line(value, is_html):
    text = Text(value, is_html, BASE)
    line, body = one_line(text), body_of(text)
    assert line == " ".join(line.split())
    assert "\x03" not in line + body

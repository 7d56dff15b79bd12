"""Bodies as HTML, as plain text, and as what exports make of either."""

import pytest

from articles.importing.tabular.bodies import html_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", "<p>One.</p><p>Two.</p>"),
        ("One.\n\nTwo.\r\n\r\nThree.", "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>"),
        ("One.\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One.\nstill one\n\nTwo.", "<p>One.<br>still one</p>\n<p>Two.</p>"),
        ("Up < down & 5 > 4", "<p>Up &lt; down &amp; 5 &gt; 4</p>"),
        ("Oil &amp; gas&nbsp;rise", "<p>Oil &amp; gas\xa0rise</p>"),
        ("One._x000D_\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        (r"One.\r\n\r\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        (r"Look in C:\news.", r"<p>Look in C:\news.</p>"),
        (r"<p>One.</p>\n<p>Two \n.</p>\n", "<p>One.</p><p>Two \\n.</p>"),
        ("&lt;p&gt;One &amp;amp; two&lt;/p&gt;", "<p>One &amp; two</p>"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_body_is_html_whatever_it_was(text, expected):
    assert html_of(text) == (expected, ())


def test_lines_of_html_without_paragraphs_are_paragraphs():
    html, _ = html_of("<b>One</b> line.\n\nAnother.\n<h3>Crosshead</h3>\nThird.")
    assert [
        part in html for part in ("<strong>One</strong> line.", "<p>Another.</p>", "<p>Third.</p>")
    ] == [True] * 3


def test_wordpress_is_read_as_such():
    html, dropped = html_of(
        '<!-- wp:paragraph -->\n<p>One.</p>\n<!-- /wp:paragraph -->\n[gallery ids="1"][ad x="1"]'
    )
    assert "<p>One.</p>" in html
    assert "wp:" not in html
    assert dropped == ("shortcode [ad]",)

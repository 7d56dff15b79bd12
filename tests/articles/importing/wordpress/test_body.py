"""WordPress's texts to HTML: blocks, shortcodes, blank lines, and markup of other days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.wordpress.body import LONGEST_LEAD, body_of, one_language, plain


def html_of(content):
    return body_of(content).html


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\r\n\r\n\r\ntwo\r\n", "<p>one</p><p>two</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one<br />\ntwo", "<p>one<br>two</p>"),
        ("one<br/><br/>two", "<p>one</p><p>two</p>"),
        ("one <b>two\nthree</b>", "<p>one <strong>two<br>three</strong></p>"),
        ("<h2>Head</h2>\ntext\n\nmore", "<h2>Head</h2><p>text</p><p>more</p>"),
        ("text <h2>Head</h2> text", "<p>text</p><h2>Head</h2><p>text</p>"),
        ("<p>one</p>\n\n<p>two</p>", "<p>one</p><p>two</p>"),
        ("<p>one\n\ntwo</p>", "<p>one</p><p>two</p>"),
        ("<blockquote>one\n\ntwo</blockquote>", "<blockquote><p>one</p><p>two</p></blockquote>"),
        ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "<ul><li>one</li><li>two</li></ul>"),
        ("<ul><li>one\ntwo</ul>", "<ul><li>one<br>two</li></ul>"),
        ("<ul><li>one\n\ntwo</li></ul>", "<ul><li><p>one</p><p>two</p></li></ul>"),
        ("a\n\n<hr />\n\nb", "<p>a</p><hr><p>b</p>"),
        ('<a\nhref="/x"\n\ntitle="y">z</a>', '<p><a href="/x" title="y">z</a></p>'),
        ("C:\\xampp\\n", "<p>C:\\xampp\\n</p>"),
        ("5 < 6 && 7 > 6", "<p>5 &lt; 6 &amp;&amp; 7 &gt; 6</p>"),
        ("", ""),
        (" \n\n ", ""),
        ("</p></div>text", "<p>text</p>"),
    ],
)
def test_blank_lines_part_paragraphs_and_line_ends_break(content, expected):
    assert html_of(content).replace("\n", "") == expected


def test_table_keeps_its_form():
    table = "<table>\n<tr>\n<td>a</td>\n<td>b\nc</td>\n</tr>\n</table>"
    found = html_of(table).replace("\n", "")
    assert "<td>a</td><td>b<br>c</td>" in found
    assert "<p>" not in found


def test_listing_keeps_its_lines_and_indents():
    assert html_of("<pre>if a:\n    b < c\n\nend</pre>") == (
        "<p>if a:<br>\u00a0\u00a0\u00a0\u00a0b &lt; c<br><br>end</p>"
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            '<!-- wp:paragraph {"align":"left"} -->\n<p>a\nb</p>\n<!-- /wp:paragraph -->',
            "<p>a\nb</p>",
        ),
        ("<!-- wp:heading --><h2>two</h2><!-- /wp:heading --><p>x</p>", "<h2>two</h2><p>x</p>"),
        ("<!-- wp:freeform -->one\n\ntwo<!-- /wp:freeform -->", "<p>one</p><p>two</p>"),
        ("<!-- wp:group --><div><div><p>in</p></div></div><!-- /wp:group -->", "<p>in</p>"),
        ("<!-- wp:spacer --><div style='height:1px'></div><!-- /wp:spacer --><p>x</p>", "<p>x</p>"),
        ("<p>one</p><!--nextpage--><p>two</p>", "<p>one</p><p>two</p>"),
        ("<p>one</p><!-- a note --><p>two</p>", "<p>one</p><p>two</p>"),
    ],
)
def test_block_marks_go_and_what_they_hold_stays(content, expected):
    found = html_of(content)
    assert "".join(found.split("\n")) == "".join(expected.split("\n"))


def test_embed_block_becomes_a_link_with_its_caption():
    content = (
        "<!-- wp:embed --><figure class='wp-block-embed'><div>\n"
        "https://video.example/1\n</div><figcaption>A film</figcaption></figure><!-- /wp:embed -->"
    )
    assert html_of(f"<p>Text.</p>{content}") == (
        '<p>Text.</p><p><a href="https://video.example/1">https://video.example/1</a></p>'
        "<p>A film</p>"
    )


def test_address_alone_in_a_line_becomes_a_link():
    assert html_of("Look:\n\nhttps://video.example/1?a=1&amp;b=2\n\nFine.") == (
        "<p>Look:</p>\n"
        '<p><a href="https://video.example/1?a=1&amp;b=2">https://video.example/1?a=1&amp;b=2</a></p>\n'
        "<p>Fine.</p>"
    ).replace("\n", "")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<b>a</b> <i>b</i>", "<p><strong>a</strong> <em>b</em></p>"),
        ("<h1>a</h1><h5>b</h5><h6>c</h6>", "<h2>a</h2><h4>b</h4><h4>c</h4>"),
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<center>a</center>", "<p>a</p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("x<script>alert(1)</script><style>p{}</style>y", "<p>xy</p>"),
        (
            '<iframe src="//v.example/1"></iframe>',
            '<p><a href="https://v.example/1">https://v.example/1</a></p>',
        ),
        ('<iframe src="javascript:alert(1)"></iframe>a', "<p>a</p>"),
        (
            '<video><source src="https://v.example/1.mp4"></video>',
            '<p><a href="https://v.example/1.mp4">https://v.example/1.mp4</a></p>',
        ),
        ('<img src="data:x" data-src="/a.jpg">', '<p><img src="/a.jpg" data-src="/a.jpg"></p>'),
        ('a<img src="https://t.example/p.gif" width="1" height="1">', "<p>a</p>"),
        ("a<p>&nbsp;</p><p><span></span></p>b", "<p>a</p><p>b</p>"),
        (
            '<figure><figure><img src="/a.jpg"></figure><figcaption>All</figcaption></figure>',
            '<figure><img src="/a.jpg"></figure><p>All</p>',
        ),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<p>a</p><p>b</p>"),
        ("<![CDATA[a]]>", "<p>&lt;![CDATA[a]]&gt;</p>"),
    ],
)
def test_old_markup_becomes_what_a_story_is_written_in(content, expected):
    assert html_of(content).replace("\n", "") == expected


FIGURE = '<figure><img src="https://attachment.invalid/{}"></figure>'
IMAGE = '<img src="/a.jpg" alt="A">'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            f'[caption id="x" width="300"]{IMAGE} The <em>tram</em>[/caption]',
            f"<figure>{IMAGE}<figcaption>The <em>tram</em></figcaption></figure>",
        ),
        (
            f'[wp_caption caption="A &quot;tram&quot;"]<a href="/b">{IMAGE}</a>[/wp_caption]',
            f'<figure><a href="/b">{IMAGE}</a><figcaption>A "tram"</figcaption></figure>',
        ),
        (f"[caption]{IMAGE}[/caption]", f"<figure>{IMAGE}</figure>"),
        ("[caption]only words[/caption]", "<p>only words</p>"),
        (
            "[embed]https://v.example/1[/embed]",
            '<p><a href="https://v.example/1">https://v.example/1</a></p>',
        ),
        (
            '[audio mp3="https://v.example/1.mp3"]',
            '<p><a href="https://v.example/1.mp3">https://v.example/1.mp3</a></p>',
        ),
        (
            "[youtube=https://v.example/1]",
            '<p><a href="https://v.example/1">https://v.example/1</a></p>',
        ),
        ("[code]a\n  b[/code]", "<p>a<br>\u00a0\u00a0b</p>"),
        (
            "[ccLe_php]\n<?php // a\n<script>x[i]=1</script>\n[/ccLe_php]",
            "<p>&lt;?php // a<br>&lt;script&gt;x[i]=1&lt;/script&gt;</p>",
        ),
        (
            '<pre lang="php">a &amp;&amp; <b> <!-- c --></pre>',
            "<p>a &amp;&amp; &lt;b&gt; &lt;!-- c --&gt;</p>",
        ),
        ("[gallery ids='1, 2']", FIGURE.format(1) + FIGURE.format(2)),
        ('a [gallery include="7" columns=3] b', f"<p>a</p>{FIGURE.format(7)}<p>b</p>"),
        (
            '[playlist ids="3"]',
            '<p><a href="https://attachment.invalid/3">https://attachment.invalid/3</a></p>',
        ),
        ("[[gallery]]", "<p>[gallery]</p>"),
        ("<pre>[gallery]</pre>", "<p>[gallery]</p>"),
        ("<code>[poll id=1]</code>", "<p><code>[poll id=1]</code></p>"),
        ('<a href="/x[y]=1">z</a>', '<p><a href="/x[y]=1">z</a></p>'),
    ],
)
def test_known_shortcodes_become_html(content, expected):
    body = body_of(content)
    assert body.html.replace("\n", "") == expected
    assert body.dropped == ()


@pytest.mark.parametrize(
    "content",
    [
        "He [sic] said",
        "[1] and [Mr. Smith]",
        "a [non-binding] vote",
        "$a[i] = $b[key_name];",
        "[emphasis added]",
        "foo [key_name] bar",
        'input[type="text"]',
        "[",
        "]] [[",
    ],
)
def test_brackets_that_a_person_typed_stay(content):
    body = body_of(content)
    assert body.text == content
    assert body.dropped == ()


@pytest.mark.parametrize(
    ("content", "text", "dropped"),
    [
        ("a [poll id=3] b", "a b", ["poll"]),
        ("[box]kept[/box]", "kept", ["box"]),
        ('[row][col w="1"]deep[/col][/row]', "deep", ["row", "col"]),
        ("[row][row][/row]kept[/row]", "kept", ["row"]),
        ("a\n\n[contact-form]\n\nb", "a b", ["contact-form"]),
        ("a [gallery columns=2] b", "a b", ["gallery"]),
        ("a [playlist] b", "a b", ["playlist"]),
        ("a [video] b", "a b", ["video"]),
        ("a [break/] b", "a b", ["break"]),
        ("[poll id=1] [POLL id=2]", "", ["poll"]),
        (f"[caption]{IMAGE} a [poll id=1] tram[/caption]", "a tram", ["poll"]),
    ],
)
def test_other_shortcodes_go_and_are_named_once(content, text, dropped):
    body = body_of(content)
    assert (body.text, body.dropped) == (text, tuple(f"shortcode [{name}]" for name in dropped))


@pytest.mark.parametrize(
    ("content", "lead"),
    [
        ("<p>Lead <b>one</b>.</p><!--more--><p>Rest</p>", "Lead one."),
        ("Lead.<!--more Read on-->\n\nRest", "Lead."),
        ("<!-- wp:paragraph --><p>Lead.</p><!-- wp:more --><!--more--><!-- /wp:more -->x", "Lead."),
        ("No fold here", ""),
        ("word " * LONGEST_LEAD + "<!--more-->rest", ""),
    ],
)
def test_lead_is_what_stands_above_the_fold(content, lead):
    assert body_of(content).lead == lead


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("<!--:en-->a<!--:--><!--:ru-->b<!--:-->", "ru-RU", "b"),
        ("[:en]a[:ru]b[:]", "", "a"),
        ("[:en]a[:ru]b[:]", "kk", "a"),
        ("plain [:-] text", "en", "plain [:-] text"),
    ],
)
def test_one_language_of_several_is_taken(text, language, expected):
    assert one_language(text, language) == expected


def test_plain_text_keeps_signs_that_are_no_tags():
    assert plain(" a <b>b</b> <3 &amp; x < y<br>\n c ") == "a b <3 & x < y c"


PIECES = st.sampled_from(
    "<p>|</p>|<div>|</div>|<b>|</li>|<ul><li>|<pre>|</pre>|[caption]|[/caption]|[a b=c]|[/a]|[[|"
    "]]|<!-- wp:x -->|<!--more-->|<img src=x>|\n\n|\n|text|&amp;|<|>|<td>|\x00".split("|")
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=30))
def test_any_content_becomes_html(pieces):
    body = body_of("".join(pieces))
    assert "<!--" not in body.html
    assert "\x00" not in body.html


@pytest.mark.parametrize(
    "content",
    [
        "<pre " * 20_000,
        "<!-- " * 20_000,
        "<script>" * 20_000,
        "[code]" * 20_000,
        "[a " + "x=1 " * 20_000,
        "<blockquote>" * 1_500,
    ],
)
def test_marks_that_are_never_closed_cost_no_more_than_their_length(content):
    body = body_of(f"Before.\n\n{content} after")
    assert body.html.startswith("<p>Before.</p>")


def test_deeply_nested_text_is_not_lost():
    assert body_of("<div>" * 1_000 + "kept").text == "kept"
    shortcodes = [f"[box{number} a=1]" for number in range(1_500)]
    ends = [f"[/box{number}]" for number in reversed(range(1_500))]
    assert body_of("".join([*shortcodes, "kept", *ends])).text == "kept"

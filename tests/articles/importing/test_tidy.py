"""The short way to HTML: the same as the long one, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.markup import reshaped, simplified
from articles.importing.tidy import tidied

SIMPLE = [
    "",
    "\n",
    "<p>one</p>\n\n<p>two</p>\n",
    "<p>one <em>two</em> <strong>th<br />ree</strong>\n four</p>",
    '<p class="has-text-align-center" id="a">x</p>',
    '<h2 class="wp-block-heading">Head</h2><h3>a</h3><h4>b</h4><hr/><hr>',
    '<ul class="x">\n<li>one</li>\n\n<li>two <a href="/x?a=1&amp;b=(2)">y</a></li>\n</ul>',
    "<blockquote>\n<p>a</p>\n\n<p>b</p>\n</blockquote>\n<p>c</p>",
    (
        '<figure class="wp-block-image">\n<img src="https://x.example/a-1024x683.jpg" alt="" '
        'class="x" width="10" height="20"/><figcaption>A <em>tram</em></figcaption></figure>'
    ),
    '<figure><a href="https://x.example/"><img src="/a.jpg"></a></figure>',
    '<p>Поезд&nbsp;&amp; трамвай \u00ad\u200b &lt;b&gt; "x" \U0001f68a</p>',
    '<p><img src="/a.jpg" alt="Трамвай \'7\'; x"></p>',
    '<p><a href="https://x.example/~a/b,c;d!*" target="_blank" rel="noopener">x</a></p>',
    "<p>&amp;nbsp; &amp;amp;</p>",
]
OTHER = [
    "text",
    "<p>one</p>text",
    "<p>one</p></p>",
    "<p>one",
    "<p>a<p>b</p></p>",
    "<div>x</div>",
    "<b>x</b>",
    "<P>x</P>",
    "<p></p>",
    "<p> \n&nbsp;</p>",
    "<p>https://v.example/1</p>",
    "<p>5 > 4</p>",
    "<p>a & b</p>",
    "<p>it&#8217;s &eacute;</p>",
    '<p style="x">a</p>',
    "<p class='x'>a</p>",
    '<p class="x" class="y">a</p>',
    "<p>a\r\nb</p>",
    "<p>a\x00b</p>",
    "<p>a\ud800b</p>",
    "<ul>x</ul>",
    "<ul><li></li></ul>",
    "<ul><p>x</p></ul>",
    "<figure>x</figure>",
    "<figure><figcaption>x</figcaption></figure>",
    '<p><img src="/a.gif" width="1" height="1">x</p>',
    '<p><img alt="x">y</p>',
    '<p><a href="https://x.example/a b">x</a></p>',
    '<p><a href="javascript:alert(1)">x</a></p>',
    '<p><a href="/поезд">x</a></p>',
    '<p><a onclick="x">y</a></p>',
    '<p><a href="/a"><a href="/b">x</a></a></p>',
    "<p><em><em>x</em></em></p>",
    '<p title="a\nb">x</p>',
    "<p/>x",
    "<p>x<!-- y --></p>",
    "<p><em>x</p></em>",
    "<a<p>b> x</p>",
]


@pytest.mark.parametrize("text", SIMPLE)
def test_simple_html_takes_no_parser_and_comes_out_the_same(text):
    assert tidied(text) == reshaped(text) == simplified(text)


@pytest.mark.parametrize("text", OTHER)
def test_other_html_is_left_to_the_parser(text):
    assert tidied(text) is None


TAGS = (
    "p h2 h3 h4 ul ol li blockquote figure figcaption em strong a sub sup code br hr img div b"
).split()
PIECES = st.sampled_from(
    [
        *(f"<{name}>" for name in TAGS),
        *(f"</{name}>" for name in TAGS),
        *"<br />|<hr/>|\n\n|\n| |\t|\xa0|&nbsp;|&amp;|&lt;|>|<|http://a.example|text|слово|'|\"".split(
            "|"
        ),
        '<a href="https://x.example/?a=b&amp;c=(d)">',
        '<img src="/a.jpg" alt=""/>',
        '<p class="x y">',
    ]
)
WORDS = st.lists(PIECES | st.text(max_size=3), max_size=4).map("".join)


def element(name, inner):
    return inner.map(lambda text: f"<{name}>{text}</{name}>")


LINES = st.recursive(
    st.sampled_from(["text", " слово ", "\n", "&amp;", "<br/>", "&nbsp;", '<img src="/a.jpg">']),
    lambda inner: st.lists(
        st.one_of(inner, element("em", inner), element("strong", inner), element("a", inner)),
        max_size=3,
    ).map("".join),
    max_leaves=6,
)
BLOCKS = st.one_of(
    element("p", LINES),
    element("h2", LINES),
    element("ul", st.lists(element("li", LINES) | st.just("\n"), max_size=3).map("".join)),
    element("blockquote", st.lists(element("p", LINES) | st.just("\n"), max_size=3).map("".join)),
    element("figure", st.just('<img src="/a.jpg">') | element("figcaption", LINES) | LINES),
    st.just("\n\n"),
)


@given(st.lists(BLOCKS | WORDS, max_size=5).map("".join))
def test_short_way_ends_where_the_long_one_does(text):
    found = tidied(text)
    assert found is None or found == reshaped(text)


@given(
    st.text(max_size=40),
    st.sampled_from(["<p>{}</p>", '<p title="{}">x</p>', '<p><a href="/{}">x</a></p>']),
)
def test_signs_that_a_parser_would_change_are_left_to_it(sign, form):
    found = tidied(form.format(sign))
    assert found is None or found == reshaped(form.format(sign))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<div class="wp-caption"><img src="/a.jpg"><p class="wp-caption-text">A</p></div>',
            (
                '<figure class="wp-caption"><img src="/a.jpg">'
                '<figcaption class="wp-caption-text">A</figcaption></figure>'
            ),
        ),
        (
            (
                "<dl class='gallery-item'><dt><a href='/b'><img src='/a.jpg'></a></dt>"
                "<dd class='wp-caption-text gallery-caption'>A</dd></dl>"
            ),
            (
                '<figure class="gallery-item"><a href="/b"><img src="/a.jpg"></a>'
                '<figcaption class="wp-caption-text gallery-caption">A</figcaption></figure>'
            ),
        ),
        ('<p class="wp-caption-text">A</p>', '<p class="wp-caption-text">A</p>'),
        (
            "<table><tr><td><div>a</div><div>b</div></td></tr></table>",
            "<table><tr><td>a b</td></tr></table>",
        ),
        ("<ul><li>a<div>b</div>c</li></ul>", "<ul><li>a b c</li></ul>"),
        (
            '<a href="/b"><div><img src="/a.jpg"></div></a>',
            '<p><a href="/b"><img src="/a.jpg"></a></p>',
        ),
        ("<p>a\x00b\ud800</p>", "<p>ab</p>"),
    ],
)
def test_boxes_keep_what_they_mean(text, expected):
    assert simplified(text) == expected


@pytest.mark.parametrize("tag", ["<div>", "<figure>", "<p><p><div>", "<pre>", "<dl><dt>"])
def test_deep_boxes_cost_no_more_than_their_number(tag):
    text = simplified(f"{tag} x" * 1_500 + "<p>kept</p>" * 1_500)
    assert text.count("kept") == 1_500


@pytest.mark.parametrize("tag", ["<div>", "<figure>", "<b>", "<blockquote>"])
def test_words_beyond_the_reach_of_the_parser_are_kept(tag):
    text = simplified(f"{tag} x &lt;" * 5_000 + "<p>kept</p>" * 2)
    assert text.endswith("<p>kept</p><p>kept</p>")
    assert simplified("<div>" * 5_000 + "<script>alert(1)</script>kept") == "<p>kept</p>"


def test_pictures_of_signs_are_the_signs():
    emoji = '<img src="https://s.w.org/images/core/emoji/1f525.png" alt="🔥" class="wp-smiley">'
    assert simplified(f"<p>Hot {emoji} news</p>") == "<p>Hot 🔥 news</p>"
    picture = '<img src="https://x.example/emoji.png" alt="A">'
    assert simplified(f"<p>{picture}</p>") == f"<p>{picture}</p>"

"""Gutenberg's blocks: what they show without HTML of their own, and what is told of the rest."""

import pytest

from articles.importing.wordpress.blocks import without_marks
from articles.importing.wordpress.body import body_of

FIGURE = '<figure><img src="https://attachment.invalid/{}"></figure>'
PICTURE = '<figure><img src="https://x.example/a.jpg"></figure>'
LINK = '<p><a href="https://v.example/1">https://v.example/1</a></p>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<!-- wp:gallery {"ids":[1,"2"]} /-->', FIGURE.format(1) + FIGURE.format(2)),
        ('<!-- wp:gallery {"ids":[1]} -->\n\n<!-- /wp:gallery -->', FIGURE.format(1)),
        ('<!-- wp:image {"id":7,"sizeSlug":"large"} /-->', FIGURE.format(7)),
        ('<!-- wp:image {"id":7} -->\n<figure></figure>\n<!-- /wp:image -->', FIGURE.format(7)),
        (f'<!-- wp:image {{"id":7}} -->\n{PICTURE}\n<!-- /wp:image -->', PICTURE),
        (f'<!-- wp:gallery {{"ids":[1]}} -->{PICTURE}<!-- /wp:gallery -->', PICTURE),
        (
            (
                '<!-- wp:gallery {"linkTo":"none"} -->'
                f'<!-- wp:image {{"id":7}} -->{PICTURE}<!-- /wp:image --><!-- /wp:gallery -->'
            ),
            PICTURE,
        ),
        (
            (
                '<!-- wp:cover {"url":"https://x.example/a.jpg","id":7} -->'
                '<div style="background-image:url(x)"><p>On it</p></div><!-- /wp:cover -->'
            ),
            f"{PICTURE}<p>On it</p>",
        ),
        (
            (
                '<!-- wp:cover {"url":"https://x.example/a.mov","backgroundType":"video"} -->'
                "<p>On it</p><!-- /wp:cover -->"
            ),
            "<p>On it</p>",
        ),
        ('<!-- wp:embed {"url":"https://v.example/1","type":"video"} /-->', LINK),
        ('<!-- wp:core-embed/youtube {"url":"https://v.example/1"} /-->', LINK),
        ('<!-- wp:core/embed {"url":"https://v.example/1"} /-->', LINK),
        ('<!-- wp:video {"src":"https://v.example/1"} /-->', LINK),
        ('<!-- wp:file {"href":"https://v.example/1"} /-->', LINK),
        ("<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->", ""),
        ('<!-- wp:spacer {"height":20} /--><!-- wp:separator /--><!-- wp:nextpage /-->', ""),
        ('<!-- wp:image {"id":0} /--><!-- wp:image {"id":"x"} /--><!-- wp:image /-->', ""),
        ('<!-- wp:gallery {"ids":"1,2"} /--><!-- wp:gallery {"ids":[null,{}]} /-->', ""),
        ('<!-- wp:image {"id":7, /--><!-- wp:image [7] /-->', ""),
        ('<!-- wp:cover {"url":"javascript:1"} /-->', ""),
        ('<!-- wp:paragraph {"a":"\\u002d\\u002d"} --><p>x</p><!-- /wp:paragraph -->', "<p>x</p>"),
    ],
)
def test_block_shows_what_its_attributes_tell(content, expected):
    body = body_of(f"<!-- wp:paragraph --><p>Before.</p><!-- /wp:paragraph -->{content}")
    assert body.html.replace("\n", "") == f"<p>Before.</p>{expected}"
    assert body.dropped == ()


@pytest.mark.parametrize(
    ("content", "dropped"),
    [
        ('<!-- wp:latest-posts {"postsToShow":3} /-->', "block latest-posts"),
        ("<!-- wp:acme/poll /-->", "block acme/poll"),
        ('<!-- wp:block {"ref":12} /-->', "reusable block 12"),
        ("<!-- wp:block /-->", "reusable block"),
        ('<!-- wp:embed {"url":"no address"} /-->', "block embed"),
    ],
)
def test_block_that_needs_wordpress_is_named(content, dropped):
    assert body_of(f"<p>Text</p>{content}{content}").dropped == (dropped,)


def test_other_comments_go_without_a_word():
    dropped = {}
    text = "a<!-- wp: -->b<!-- /wp:x -->c<!--wp:x-->d<!-- wp:X /-->e<!-- wp:x"
    assert without_marks(text, dropped) == "abcde<!-- wp:x"
    assert dropped == {}


@pytest.mark.parametrize("mark", ['<!-- wp:image {"id":1} -->', '<!-- wp:gallery {"ids":[1]} -->'])
def test_marks_without_an_end_cost_no_more_than_their_length(mark):
    assert without_marks(mark * 20_000, {}).count("<figure>") == 20_000

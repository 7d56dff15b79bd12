"""The text of an item, NITF or XHTML, becomes the HTML of a story."""

import pytest

from articles.importing.agency.body import content, marked_up, quoted
from articles.importing.agency.xml import parsed

ATTACHMENT = "https://attachment.invalid/"


def html(inner):
    element, trouble = parsed(f"<body.content>{inner}</body.content>")
    assert trouble == ""
    return content(element)[0]


@pytest.mark.parametrize(
    ("nitf", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", "<p>One.</p><p>Two.</p>"),
        ("<block><p>One.</p></block>", "<p>One.</p>"),
        ("<block><block><p>One.</p></block><p>Two.</p></block>", "<p>One.</p><p>Two.</p>"),
        ("<hl2>Head</hl2><p>One.</p>", "<h3>Head</h3><p>One.</p>"),
        ("<hl1>Head</hl1><p>One.</p>", "<h2>Head</h2><p>One.</p>"),
        ("Loose <em>text</em>", "<p>Loose <em>text</em></p>"),
        ("<p><em>a</em> <strong>b</strong></p>", "<p><em>a</em> <strong>b</strong></p>"),
        ("<p>He said <q>yes</q>.</p>", "<p>He said “yes”.</p>"),
        ("<p><q>a <em>b</em> c</q></p>", "<p>“a <em>b</em> c”</p>"),
        ("<p><q><em>b</em></q></p>", "<p>“<em>b</em>”</p>"),
        ('<p><a href="https://x.example/">x</a></p>', '<p><a href="https://x.example/">x</a></p>'),
        ("<ul><li>a</li></ul><ol><li>b</li></ol>", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<p>a</p><p>b</p>"),
        ("<bq><block><p>a</p></block></bq>", "<blockquote><p>a</p></blockquote>"),
        ("<p>a<br/>b</p><hr/>", "<p>a<br>b</p><hr>"),
        ("<pre>a\n  b</pre>", "<p>a<br>\u00a0\u00a0b</p>"),
        # What NITF marks inside a line is text.
        (
            (
                "<p><person>Li Na</person> of <location><city>Osh</city></location> paid "
                "<money>5 som</money> on <chron norm='20240301'>Friday</chron></p>"
            ),
            "<p>Li Na of Osh paid 5 som on Friday</p>",
        ),
        # What only programs read goes.
        (
            "<p>a<alt-code value='X'>Y</alt-code><classifier value='z'>z</classifier></p>",
            "<p>a</p>",
        ),
        ("<note type='npa'><body.content><p>No.</p></body.content></note><p>a</p>", "<p>a</p>"),
        ("<note type='std'><body.content><p>Yes.</p></body.content></note>", "<p>Yes.</p>"),
        ("<p>a</p><p> </p><p/>", "<p>a</p>"),
        ("", ""),
    ],
)
def test_elements_of_nitf(nitf, expected):
    assert html(nitf) == expected


def test_table_keeps_its_cells():
    table = (
        "<nitf-table><nitf-table-metadata>x</nitf-table-metadata>"
        "<table><caption>C</caption>\n <tr><th>a</th><td> b </td></tr></table></nitf-table>"
    )
    found = html(table)
    assert found.startswith("<table><caption>C</caption>")
    assert "<tr><th>a</th><td>b</td></tr>" in found
    assert "x" not in found


@pytest.mark.parametrize(
    ("attributes", "address"),
    [
        ('source="https://x.example/1.jpg"', "https://x.example/1.jpg"),
        ('source="//x.example/1"', "//x.example/1"),
        ('source="high-tide.jpg"', "high-tide.jpg"),
        # Known by its number alone.
        ('source="tag:x,1"', f"{ATTACHMENT}tag%3Ax%2C1"),
    ],
)
def test_media_become_a_picture_with_its_caption(attributes, address):
    media = (
        f'<media media-type="image"><media-reference {attributes} alternate-text="A tide"/>'
        "<media-caption><p>The tide.</p></media-caption>"
        "<media-producer>Li Na</media-producer></media>"
    )
    assert html(f"{media}<p>One.</p>") == (
        f'<figure><img src="{address}" alt="A tide">'
        "<figcaption>The tide. (Li Na)</figcaption></figure><p>One.</p>"
    )


def test_widest_of_several_references_is_shown():
    references = "".join(
        f'<media-reference mime-type="image/jpeg" source="{width}.jpg" width="{width}"/>'
        for width in (100, 900, 500)
    )
    found = html(f"<media media-type='image'>{references}<media-caption>C</media-caption></media>")
    assert '<img src="900.jpg" alt=""><figcaption>C</figcaption>' in found


@pytest.mark.parametrize(
    ("media", "expected"),
    [
        (
            (
                '<media media-type="video"><media-reference source="https://x.example/a.mp4"/>'
                "<media-caption>Film</media-caption></media>"
            ),
            '<p><a href="https://x.example/a.mp4">Film</a></p>',
        ),
        ('<media media-type="video"><media-reference source="a.mp4"/></media>', ""),
        ('<media media-type="image"><media-caption>C</media-caption></media>', ""),
        ('<media media-type="image"><media-reference source=""/></media>', ""),
        (
            '<media><media-reference source="a.png"/></media>',
            '<figure><img src="a.png" alt=""></figure>',
        ),
    ],
)
def test_media_that_are_no_pictures(media, expected):
    assert html(media) == expected


def test_credit_that_the_caption_names_already_is_not_told_twice():
    media = (
        '<media media-type="image"><media-reference source="a.jpg"/><media-caption>Tide. Photo: '
        "LI NA</media-caption><media-producer>Li Na</media-producer></media>"
    )
    assert "<figcaption>Tide. Photo: LI NA</figcaption>" in html(media)


def test_whole_wire_text_in_one_paragraph_is_parted():
    wire = "(Adds detail)\n    By Li Na\n    OSH - One.\nTwo."
    assert html(f"<p>{wire}</p>") == (
        "<p>(Adds detail)</p><p>By Li Na</p><p>OSH - One.<br>Two.</p>"
    )


def test_lines_that_a_wire_broke_are_joined():
    broken = "More extreme weather is forecast over the next days, the <br/>fire may get worse."
    assert html(f"<p>{broken}</p>") == f"<p>{broken.replace('<br/>', '')}</p>"
    assert html("<p>Roses<br/>Violets</p>") == "<p>Roses<br>Violets</p>"


def test_indents_of_pretty_xml_are_no_text():
    pretty = "\n    <p>\n      One\n      two.\n    </p>\n    <ul>\n  <li> a </li>\n</ul>\n"
    assert html(pretty) == "<p>One two.</p><ul><li>a</li></ul>"


@pytest.mark.parametrize(
    ("container", "expected"),
    [
        ("<x><html><head><title>t</title></head><body><p>a</p></body></html></x>", "<p>a</p>"),
        ("<x><section><p>a</p></section></x>", "<p>a</p>"),
        ("<x><body.content><p>a</p></body.content></x>", "<p>a</p>"),
        ("<x><p>a</p></x>", "<p>a</p>"),
        ("<x><odd><p>a</p></odd></x>", "<p>a</p>"),
        ("<x>&lt;p&gt;a&lt;/p&gt;</x>", "<p>a</p>"),
        ("<x><![CDATA[<P>a</P>]]></x>", "<p>a</p>"),
        ("<x>a\n\nb</x>", "<p>a</p><p>b</p>"),
        ("<x><html><body><header><h1>t</h1></header><p>a</p></body></html></x>", "<p>a</p>"),
        # Results, not a story.
        ("<x><sports-content><team>Osh</team></sports-content></x>", ""),
        ("<x><html><body/></html></x>", ""),
        ("<x/>", ""),
    ],
)
def test_text_is_found_in_whatever_holds_it(container, expected):
    element, _ = parsed(container)
    assert content(element)[0] == expected


@pytest.mark.parametrize(
    "prologue", ["", '<?xml version="1.0"?>\n', '<?xml version="1.0"?><!DOCTYPE nitf>\n']
)
def test_nitf_that_was_quoted_is_read(prologue):
    text = f"{prologue}<nitf><body><body.content><hl2>a</hl2></body.content></body></nitf>"
    html_, nitf = quoted(text)
    assert (html_, nitf.tag) == ("<h3>a</h3>", "nitf")


def test_head_of_an_article_repeats_only_its_topics():
    assert marked_up("<header><p>Sport</p></header><p>a</p><header>") == "<p>a</p>"


@pytest.mark.parametrize(
    ("tagline", "expected"),
    [
        ("Li Na contributed.", "<p>One.</p><p>Li Na contributed.</p>"),
        ('<a href="mailto:li@wire.example">li@wire.example</a>', "<p>One.</p>"),
        ("", "<p>One.</p>"),
    ],
)
def test_line_on_who_contributed_stands_at_the_end(tagline, expected):
    element, _ = parsed(
        "<x><nitf><body><body.content><p>One.</p></body.content><body.end>"
        f"<tagline>{tagline}</tagline></body.end></body></nitf></x>"
    )
    assert content(element)[0] == expected


def test_lines_that_are_sentences_stay_apart():
    lines = ["The first sentence of this paragraph has so many words.", "The second one."]
    assert html(f"<p>{'<br/>'.join(lines)}</p>") == f"<p>{'<br>'.join(lines)}</p>"

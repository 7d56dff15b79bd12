"""The text of saved pages: whole, in our tags, with its pictures and without what is around."""

import datetime
import socket
import sys

import pytest

from articles.importing.record import Picture
from tests.articles.importing.pages.web import (
    HEADLINE,
    PARAGRAPHS,
    linked,
    metas,
    read_page,
    story_of,
    text_of,
    web_page,
)

FIRST, SECOND, THIRD = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def body_of(inner, box="article", **more):
    """What becomes of `inner` between two paragraphs of a story."""
    page = web_page(body=f"<{box}><h1>{HEADLINE}</h1>{FIRST}{inner}{SECOND}{THIRD}</{box}>", **more)
    body = story_of(page).body
    assert body.startswith(FIRST)
    assert body.endswith(f"{SECOND}{THIRD}")
    return body.removeprefix(FIRST).removesuffix(f"{SECOND}{THIRD}")


@pytest.mark.parametrize(
    "box", ["article", "div", 'div class="text"', "main", "body", "td", "font"]
)
@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<h3>What comes next</h3>", "<h3>What comes next</h3>"),
        (
            "<ul><li>One thing</li><li>Another</li></ul>",
            "<ul><li>One thing</li><li>Another</li></ul>",
        ),
        ("<ol><li>First</li><li>Second</li></ol>", "<ol><li>First</li><li>Second</li></ol>"),
        (
            "<blockquote><p>“We are ready,” said the mayor of the city.</p></blockquote>",
            "<blockquote><p>“We are ready,” said the mayor of the city.</p></blockquote>",
        ),
        (
            '<p>As <a href="/2001/first.html">told</a>, <b>all</b> <i>is</i> H<sub>2</sub>O.</p>',
            (
                '<p>As <a href="/2001/first.html">told</a>, <strong>all</strong> <em>is</em> '
                "H<sub>2</sub>O.</p>"
            ),
        ),
    ],
)
def test_text_keeps_its_form_whatever_box_it_stands_in(box, inner, expected):
    assert body_of(inner, box.partition(" ")[0] if box in ("body", "td") else box) == expected


def test_table_of_data_is_kept():
    inner = "<table><tr><th>Region</th><th>Tons</th></tr><tr><td>Osh</td><td>120</td></tr></table>"
    expected = (
        "<table><tr><th>Region</th><th>Tons</th></tr><tr><td>Osh</td><td>120</td></tr></table>"
    )
    assert body_of(inner) == expected


@pytest.mark.parametrize(
    "gap", ["<br><br>", "<br/>\n<br />", "<br>&nbsp;<br>", "<br>&nbsp;&nbsp;&nbsp;"]
)
def test_lines_that_are_parted_by_two_breaks_are_paragraphs(gap):
    page = web_page(body=f"<div><h1>{HEADLINE}</h1><div>{gap.join(PARAGRAPHS)}</div></div>")
    assert story_of(page).body == text_of()


def test_words_above_ruby_are_no_part_of_the_text():
    body = body_of(
        "<p>A page on <ruby>虐待<rt>ぎゃくたい</rt></ruby> of children, and what a law says.</p>"
    )
    assert body == "<p>A page on 虐待 of children, and what a law says.</p>"


def test_links_to_nowhere_are_words():
    inner = '<p>The <a href="javascript:x()">plan</a> has <a href="#n">notes</a> of two kinds.</p>'
    assert body_of(inner) == "<p>The plan has notes of two kinds.</p>"


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display: none">best casino online, no deposit</p>',
        '<div style="visibility:hidden"><p>best casino online</p></div>',
        "<p hidden>best casino online, no deposit</p>",
        '<p style="font-size:0">best casino online, no deposit</p>',
        '<div style="position:absolute; left:-9999px"><p>best casino online</p></div>',
        '<span class="sr-only">best casino online, no deposit</span>',
        "<template><p>best casino online, no deposit</p></template>",
        "<noscript><p>best casino online, no deposit</p></noscript>",
        "<script>document.write('<p>best casino online</p>')</script>",
        "<!-- <p>best casino online, no deposit</p> -->",
    ],
)
def test_what_a_browser_does_not_show_is_no_text(hidden):
    assert body_of(hidden) == ""


def test_page_that_waits_for_its_scripts_is_read_all_the_same():
    page = web_page(body=f'<div style="visibility:hidden"><h1>{HEADLINE}</h1>{text_of()}</div>')
    assert story_of(page).body == text_of()


@pytest.mark.parametrize(
    "furniture",
    [
        "<p>Advertisement</p>",
        "<p>Share this article</p>",
        "<p>Читайте также: <a href='/x'>Другая новость о трамваях</a></p>",
        "<p><strong>Read also:</strong> <a href='/x'>Another story of ours</a></p>",
        "<p>Follow us on Telegram and never miss a story.</p>",
        "<ul><li>Print</li><li>E-mail</li></ul>",
        "<p>We use cookies to improve this site. By going on you accept their use.</p>",
        '<div class="cookie-consent"><p>Some words about what is stored on your device.</p></div>',
        "<nav><p>Home, Kazakhstan, Kyrgyzstan, Uzbekistan, and all the others.</p></nav>",
    ],
)
def test_furniture_of_the_page_is_no_text(furniture):
    assert body_of(furniture) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices of the bank fell by a third on the news, said the exchange.",
        "Comments by the minister were not available on Tuesday evening.",
        "Related parties of the bank have lent money to the trams before.",
        "The baker sells cookies to those who wait for the tram in winter.",
        "Print workers, who start at four, will be the first to ride the line.",
    ],
)
def test_sentence_that_begins_like_furniture_is_kept(sentence):
    assert body_of(f"<p>{sentence}</p>") == f"<p>{sentence}</p>"


@pytest.mark.parametrize(
    "tail",
    [
        "<h3>Related stories</h3><ul><li><a href=/1>One more story of trams</a></li></ul>",
        "<h4><a href=/1>One more story</a></h4><p>Its teaser.</p><h4><a href=/2>Another</a></h4>",
        "<p><a href=/1>One more story of trams, and of buses</a></p>",
        "<p>0</p><p>Sad</p><p>1</p><p>Glad</p><p>2</p>",
        "<h3>You might also like</h3><p>Satoshi’s greatest creation</p><p>Next article</p>",
        '<div id="comments"><p>I do not believe a word of what the ministry says.</p></div>',
        "<p>Copyright 2004 The Old Paper</p>",
        "<p>© 2004 The Old Paper</p>",
    ],
)
def test_what_follows_the_text_is_no_part_of_it(tail):
    body = f"<article><h1>{HEADLINE}</h1>{text_of()}{tail}</article>"
    assert story_of(web_page(body=body)).body == text_of()


@pytest.mark.parametrize(
    "label",
    [
        f"<h2>{HEADLINE}</h2>",
        "<p>12 March 2004</p>",
        "<p>By Jane Doe</p>",
        "<p><a href='/transport'>Transport</a></p>",
        "<p>12 comments</p>",
        "<ul><li>12.03.2004</li><li>941 comments</li></ul>",
        "<p>12.03.2004 10:05<br><b>Almaty opens a second tram line</b></p>",
    ],
)
def test_what_is_kept_elsewhere_does_not_stand_above_the_text(label):
    page = web_page(head=metas(author="Jane Doe"), above=label)
    assert story_of(page).body == text_of()


@pytest.mark.parametrize("line", ["Author: Jane Doe", "<i>Автор: Jane Doe</i>", "By Jane Doe"])
def test_signature_under_the_text_is_the_byline(line):
    body = f"<article><h1>{HEADLINE}</h1>{text_of()}<p>{line}</p></article>"
    story = story_of(web_page(body=body))
    assert (story.authors, story.body) == (("Jane Doe",), text_of())


# What the page says its text is


def test_text_in_json_ld_is_taken_where_the_page_has_none():
    data = linked({"articleBody": "\n\n".join(PARAGRAPHS)})
    story = story_of(web_page(head=data, body='<div id="app">Loading …</div>'))
    assert story.body == "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def test_markup_in_the_text_of_json_ld_is_text():
    text = f"<p>{PARAGRAPHS[0]}</p><p>1 &lt; 2 &amp; 3</p>{PARAGRAPHS[1]}"
    story = story_of(web_page(head=linked({"articleBody": text}), body="<div>Loading</div>"))
    assert story.body.split("\n")[1] == "<p>1 &lt; 2 &amp; 3</p>"


@pytest.mark.parametrize("said", ["The first was opened in 1937.", " ".join(PARAGRAPHS)])
def test_text_of_the_page_is_taken_where_there_is_one(said):
    assert story_of(web_page(head=linked({"articleBody": said}))).body == text_of()


# Pictures and players

PICTURE = '<img src="https://old.example/tram.jpg" alt="A tram">'
CREDITED = (
    f"<figure>{PICTURE}<figcaption>The new tram. "
    '<span class="credit">K. Ivanov</span></figcaption></figure>'
)
SRCSET = '<img src="/blank.gif" srcset="/a.jpg 1w, https://old.example/tram.jpg 9w" alt="A tram">'
FIGURE = '<figure><img src="https://old.example/tram.jpg" alt="A tram"></figure>'


@pytest.mark.parametrize(
    "picture",
    [
        PICTURE,
        f"<p>{PICTURE}</p>",
        f'<div class="image">{PICTURE}</div>',
        PICTURE.replace("src=", 'src="data:image/gif;base64,R0lG" data-src='),
        SRCSET,
        '<picture><source srcset="https://old.example/tram.jpg"><img alt="A tram"></picture>',
        '<img alt="A tram"><noscript><img src="https://old.example/tram.jpg"></noscript>',
        f"<noscript>{PICTURE}</noscript>",
        '<amp-img src="https://old.example/tram.jpg" alt="A tram"></amp-img>',
    ],
)
def test_picture_stands_where_it_stood_however_it_is_loaded(picture):
    assert body_of(picture) == FIGURE


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure>{PICTURE}<figcaption>The new tram.</figcaption></figure>",
        f'<div class="wp-caption">{PICTURE}<p class="wp-caption-text">The new tram.</p></div>',
        f'<div class="photo">{PICTURE}<br>The new tram.</div>',
        CREDITED,
    ],
)
def test_caption_stays_with_its_picture(figure):
    expected = FIGURE.replace("</figure>", "<figcaption>The new tram.</figcaption></figure>")
    assert body_of(figure) == expected


@pytest.mark.parametrize(
    "decoration",
    [
        '<img src="/x.gif" width="1" height="1">',
        '<img src="https://counter.example/hit.gif">',
        '<img src="/i/smile.gif" class="wp-smiley">',
        '<img src="/theme/logo.png">',
        '<img src="/i/line976.jpg" alt="line">',
        '<img src="data:image/png;base64,' + "A" * 200 + '">',
        "<img>",
    ],
)
def test_decoration_is_no_picture_of_the_story(decoration):
    assert body_of(decoration) == ""


@pytest.mark.parametrize(
    ("player", "address"),
    [
        (
            '<iframe src="https://www.youtube.com/embed/x1"></iframe>',
            "https://www.youtube.com/embed/x1",
        ),
        ('<iframe src="//player.vimeo.com/video/1"></iframe>', "https://player.vimeo.com/video/1"),
        ('<video><source src="https://old.example/a.mp4"></video>', "https://old.example/a.mp4"),
        ('<amp-youtube data-videoid="x1"></amp-youtube>', "https://www.youtube.com/watch?v=x1"),
        (
            '<div><object data="https://old.example/a.swf"></object></div>',
            "https://old.example/a.swf",
        ),
    ],
)
def test_player_becomes_a_link(player, address):
    assert body_of(player) == f'<p><a href="{address}">{address}</a></p>'


@pytest.mark.parametrize(
    "frame",
    [
        '<iframe src="https://ads.doubleclick.net/x"></iframe>',
        '<iframe src="https://www.facebook.com/plugins/like.php"></iframe>',
        '<iframe src="about:blank"></iframe>',
        f'<iframe src="https://calc.example/?{"x" * 300}"></iframe>',
        '<object classid="x"></object>',
    ],
)
def test_advertisements_and_buttons_in_frames_are_left_out(frame):
    assert body_of(frame) == ""


def story_with(image, **more):
    return story_of(web_page(head=image, **more))


def test_lead_picture_is_not_shown_twice_and_has_the_words_of_the_page():
    story = story_with(metas(og__image="https://old.example/tram-1200x630.jpg"), above=CREDITED)
    assert story.body == text_of()
    assert story.lead_image == Picture(
        "https://old.example/tram-1200x630.jpg", "A tram", "The new tram.", "K. Ivanov"
    )


def test_first_picture_is_the_lead_where_the_page_names_none():
    story = story_of(web_page(above=PICTURE))
    assert story.lead_image == Picture("https://old.example/tram.jpg", "A tram")
    assert story.body == text_of()


@pytest.mark.parametrize(
    "address", ["https://old.example/i/logo.png", "https://old.example/default.jpg"]
)
def test_picture_of_the_site_is_no_lead(address):
    assert story_with(metas(og__image=address)).lead_image is None


def test_another_picture_over_the_text_stays():
    story = story_with(metas(og__image="https://old.example/mayor-of-the-city.jpg"), above=PICTURE)
    assert story.body == FIGURE + text_of()


def test_pictures_in_the_cells_of_a_table_stay_there():
    row = f"<tr><td>Now</td><td>{PICTURE}</td></tr>"
    body = body_of(f"<table><tr><th>When</th><th>What</th></tr>{row}{row}</table>")
    assert body.count('<td><img src="https://old.example/tram.jpg" alt="A tram"></td>') == 2


def test_nothing_asks_the_clock_or_the_network(monkeypatch):
    class NoClock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            raise AssertionError

    story_of(web_page())
    for name, module in list(sys.modules.items()):
        if name.startswith(("trafilatura", "htmldate", "articles.importing")):
            if getattr(module, "datetime", None) is datetime.datetime:
                monkeypatch.setattr(module, "datetime", NoClock)
    monkeypatch.setattr(socket, "socket", None)
    assert story_of(web_page()).body == text_of()


def test_nothing_is_printed(capfd):
    for markup in (web_page(), web_page(body=""), "<html>", "\x00<!doctype html>"):
        read_page(markup)
    assert capfd.readouterr() == ("", "")

"""What no reader of the old page saw goes; what only looks like that stays."""

import pytest

from articles.importing.hygiene import examine

from .stories import FIRST, SECOND, STORY, kinds, only

WORDS = "cheap hotels in Rome"


@pytest.mark.parametrize(
    "attributes",
    [
        'style="display:none"',
        'style="color: red; DISPLAY : none !important"',
        "style='visibility: hidden'",
        'style="font-size:0"',
        'style="font-size: 1px;"',
        'style="font-size:0.1em"',
        'style="opacity:0"',
        'style="opacity: 0.0;"',
        'style="text-indent:-9999px"',
        'style="position:absolute; left:-9999px;"',
        'style="position: absolute; top: -1000em"',
        'style="margin-left:-5000px"',
        'style="height:0;overflow:hidden"',
        'style="overflow: hidden; width: 1px; height: 1px"',
        'style="max-height:0px;overflow:hidden"',
        'style="position:absolute;clip: rect(0, 0, 0, 0)"',
        'style="transform: scale(0)"',
        'style="color:#fff"',
        'style="color: white"',
        'style="color: rgb(255, 255, 255)"',
        'style="color: transparent"',
        'style="background-color:#123456; color:#123456"',
        "hidden",
        'hidden="hidden"',
        'aria-hidden="true"',
    ],
)
@pytest.mark.parametrize("element", ["div", "p", "span"])
def test_hidden_text_goes_and_is_quoted(attributes, element):
    body = f"{FIRST}<{element} {attributes}>{WORDS}</{element}>{SECOND}"
    examined = examine(body)
    assert examined.body == STORY
    assert f"“{WORDS}”" in only(examined, "hidden")


@pytest.mark.parametrize(
    "body",
    [
        f'<p style="text-align: justify; line-height: 1.5; margin: 0 -10px">{WORDS}</p>',
        f'<p style="font-size: 12px; color: #333333">{WORDS}</p>',
        f'<p style="opacity: 0.9; visibility: visible; display: inline-block">{WORDS}</p>',
        f'<p style="height: 0">{WORDS}</p>',
        f'<p style="overflow: hidden; height: 300px">{WORDS}</p>',
        f'<p style="position: absolute; left: -10px">{WORDS}</p>',
        f'<p class="wow fadeIn" style="visibility: hidden">{WORDS}</p>',
        f'<p style="color: white; background: black">{WORDS}</p>',
        f'<div style="background: #000"><p style="color: #fff">{WORDS}</p></div>',
        f'<a class="button" style="color:#fff" href="/x">{WORDS}</a>',
        f'<table><tr><td bgcolor="navy"><font color="white">{WORDS}</font></td></tr></table>',
        f'<p aria-hidden="false">{WORDS}, hidden from view</p>',
        '<p><span aria-hidden="true">→</span> on</p>',
        '<img style="opacity:0" src="/a.jpg">',
    ],
)
def test_what_can_be_seen_stays(body):
    body = STORY + body
    examined = examine(body)
    assert examined.body is body
    assert examined.findings == ()


def test_a_story_in_white_was_on_a_dark_page():
    body = f'<div style="color:white">{STORY}</div>'
    assert examine(body).body is body


def test_links_hidden_by_a_script_of_the_story_go():
    body = (
        f'<div id="xq7"><a href="http://x.example">{WORDS}</a></div>'
        "<script>document.getElementById('xq7').style.display='none';</script>" + STORY
    )
    examined = examine(body)
    assert examined.body == STORY
    assert kinds(examined) == ["script", "hidden"]


def test_links_hidden_by_a_style_sheet_of_the_story_go():
    body = (
        f'<style>p{{color:red}} .xq7 {{ display:none }}</style><p class="a xq7">{WORDS}</p>{STORY}'
    )
    examined = examine(body)
    assert examined.body == STORY
    assert WORDS in only(examined, "hidden")


def test_what_is_hidden_without_words_goes_silently():
    examined = examine(f'<p style="display:none"><br></p>{STORY}')
    assert (examined.body, examined.findings) == (STORY, ())


def test_of_hidden_things_in_hidden_things_the_outer_is_told():
    examined = examine(f'<div hidden>one two<p style="display:none">three</p></div>{STORY}')
    assert only(examined, "hidden") == "Hidden text was removed: “one twothree”."


def test_buttons_for_sharing_go_silently():
    examined = examine(
        f'<a class="FlattrButton" style="display:none" href="/x">Flattr us</a>{STORY}'
    )
    assert (examined.body, examined.findings) == (STORY, ())


def test_text_for_browsers_without_scripts_goes():
    examined = examine(f"<noscript>Turn on your <b>JavaScript</b></noscript>{STORY}")
    assert examined.body == STORY
    assert "“Turn on your JavaScript”" in only(examined, "hidden")


def test_a_picture_for_browsers_without_scripts_is_for_all():
    examined = examine(f'{FIRST}<p><noscript><img src="/a.jpg"></noscript></p>{SECOND}')
    assert examined.body == f'{FIRST}<p><img src="/a.jpg"></p>{SECOND}'
    assert examined.findings == ()


def test_a_picture_that_was_shown_by_a_script_is_there_once():
    picture = '<img src="/a.jpg">'
    examined = examine(f"{FIRST}<p>{picture}<noscript>{picture}</noscript></p>{SECOND}")
    assert examined.body == f"{FIRST}<p>{picture}</p>{SECOND}"

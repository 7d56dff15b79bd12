"""Counters go, and so do pictures that are written into the text."""

import pytest

from articles.importing.hygiene import examine

from .stories import FIRST, SECOND, SITE, STORY, only

BIG = "data:image/png;base64," + "A" * 200_000
SMALL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="https://pixel.wp.com/b.gif?host=x">',
        '<img src="http://feeds.feedburner.com/~r/x/~4/y" height="100">',
        '<img src="https://mc.yandex.ru/watch/123" style="position:absolute; left:-9999px;">',
        '<img src="//counter.yadro.ru/hit?t26.6">',
        '<img src="https://www.facebook.com/tr?id=1&amp;ev=PageView">',
        '<img src="http://www.google-analytics.com/collect?v=1">',
        '<img src="http://x.example/a.gif" width="1" height="1">',
        '<img src="http://x.example/a.gif" width=0 height=0>',
        '<img src="http://x.example/a.gif" style="width:1px;height:1px">',
        '<IMG SRC="http://x.example/a.gif" HEIGHT="1">',
    ],
)
def test_counters_go_and_are_told(picture):
    examined = examine(f"{FIRST}<p>{picture}</p>{SECOND}", SITE)
    assert examined.body == STORY
    assert only(examined, "tracking").startswith("1 picture that only counted readers went: “")


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="http://x.example/spacer.gif" width="1" height="1">',
        f'<img src="http://{SITE}/a.gif" width="1" height="1">',
        '<img src="/a.gif" width="1" height="1">',
        f'<img src="{SMALL}">',
    ],
)
def test_what_kept_a_distance_goes_silently(picture):
    examined = examine(f"{FIRST}<p>{picture}</p>{SECOND}", SITE)
    assert (examined.body, examined.findings) == (STORY, ())


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="http://x.example/a.jpg" width="1" height="200">',
        '<img src="http://x.example/a.jpg" width="100" height="10">',
        '<img src="http://x.example/a.jpg" style="width:100%">',
        '<img src="http://x.example/counter-terrorism.jpg">',
        '<img src="http://x.example/a.jpg">',
    ],
)
def test_pictures_stay(picture):
    body = f"{FIRST}<p>{picture}</p>{SECOND}"
    examined = examine(body, SITE)
    assert examined.body is body
    assert examined.findings == ()


def test_a_picture_in_the_text_itself_is_told_because_it_is_lost():
    examined = examine(f'{FIRST}<p><img src="{BIG}"></p>{SECOND}')
    assert examined.body == STORY
    assert "1 picture is in the text itself (200 kB)" in only(examined, "inline-picture")


def test_a_picture_that_was_fetched_later_gets_its_address():
    picture = f'<img src="{SMALL}" data-lazy-src="http://x.example/a.jpg">'
    examined = examine(f"<p>{picture}</p>{STORY}")
    assert 'src="http://x.example/a.jpg"' in examined.body
    assert examined.findings == ()

"""Scripts never come in; those that nobody knows are told."""

import pytest

from articles.importing.hygiene import examine

from .stories import STORY, kinds, only


@pytest.mark.parametrize(
    ("html", "quote"),
    [
        ("<script>evil(1)</script>", "script “evil(1)”"),
        ('<script src="//evil.example/x.js"></script>', "script “//evil.example/x.js”"),
        ('<p onclick="steal()">x</p>', "onclick “steal()”"),
        ('<p/onmouseover = "steal()">x</p>', "onmouseover “steal()”"),
        ('<a href="javascript:steal()">x</a>', "href “javascript:steal()”"),
        ('<iframe src="http://evil.example" width="0"></iframe>', "frame “http://evil.example”"),
        ('<iframe src="javascript:steal()"></iframe>', "frame “javascript:steal()”"),
    ],
)
def test_what_was_to_run_is_told(html, quote):
    examined = examine(STORY + html)
    message = only(examined, "script")
    assert quote in message
    assert message.startswith("Scripts were removed, in 1 place: ")
    assert "<script" not in examined.body
    assert "<iframe" not in examined.body


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ('<script src="https://platform.twitter.com/widgets.js"></script>', "embed"),
        ('<script src="//www.instagram.com/embed.js"></script>', "embed"),
        ('<script src="https://telegram.org/js/telegram-widget.js"></script>', "embed"),
        ("<script>(adsbygoogle = window.adsbygoogle || []).push({});</script>", "tracking"),
        ("<script>window.ga=function(){ga('create')}</script>", "tracking"),
        ('<script src="https://mc.yandex.ru/metrika/watch.js"></script>', "tracking"),
        ('<iframe src="https://www.googletagmanager.com/ns.html?id=1"></iframe>', "tracking"),
    ],
)
def test_widgets_and_counters_are_told_apart_from_attacks(html, kind):
    examined = examine(STORY + html)
    assert kinds(examined) == [kind]
    assert examined.body == STORY


@pytest.mark.parametrize(
    "html",
    [
        '<a href="javascript:void(0)">x</a>',
        '<a href="javascript:;" onclick="return false;">x</a>',
        '<a href="/x" onclick="window.open(this.href)">x</a>',
        "<a href=\"/x\" onclick=\"__gaTracker('send', 'event');\">x</a>",
        '<p>The button onclick="steal()" is bad.</p>',
    ],
)
def test_what_everybody_wrote_is_not_told(html):
    body = STORY + html
    examined = examine(body)
    assert examined.findings == ()
    assert examined.body is body


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">{"a": 1}</script>',
        '<script type="text/x-template">x</script>',
        "<style>p { color: red }</style>",
    ],
)
def test_what_does_not_run_goes_silently(html):
    examined = examine(STORY + html)
    assert (examined.body, examined.findings) == (STORY, ())


def test_a_frame_becomes_a_link_to_what_it_showed():
    examined = examine(f'{STORY}<p><iframe src="//www.youtube.com/embed/x"></iframe></p>')
    address = "https://www.youtube.com/embed/x"
    assert examined.body == f'{STORY}<p><a href="{address}">{address}</a></p>'
    assert examined.findings == ()


def test_one_finding_tells_of_many():
    examined = examine(STORY + "<script>evil()</script>" * 3 + "<script>worse()</script>" * 9)
    assert only(examined, "script") == (
        "Scripts were removed, in 12 places: script “evil()” and 9 more."
    )

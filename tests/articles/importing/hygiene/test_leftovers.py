"""Dead markup goes, and nothing else."""

import pytest

from articles.importing.hygiene import examine
from articles.importing.hygiene.leftovers import cleared

from .stories import STORY

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p></p>", ""),
        ("<p>&nbsp;</p><P CLASS='x'> \xa0<br /><br></P>", ""),
        ("<p class='MsoNormal'><o:p>&nbsp;</o:p></p>", ""),
        ("<ul><li></li></ul><h2> </h2><blockquote><p></p></blockquote>", ""),
        ("one<b> </b>two<i></i>", "one two"),
        ("<p><a name='x'></a><strong><em></em></strong></p>", ""),
        ("<pre> </pre><td></td><p>x</p>", "<pre> </pre><td></td><p>x</p>"),
        ("<st1:place w:st='on'>Osh</st1:place>", "Osh"),
        ("<xml><w:View>Normal</w:View></xml>a<XML>b</XML>", "a"),
        (
            "<p>Normal 0 false false false EN-US X-NONE X-NONE MicrosoftInternetExplorer4 Hi</p>",
            "<p> Hi</p>",
        ),
        (
            "<p>/* Style Definitions */ table.MsoNormalTable {mso-style-name:x;}</p><p>Hi</p>",
            "<p>Hi</p>",
        ),
        ("a{loadposition user7}b{/tab}{mospagebreak title=x}", "ab"),
        ("{jcomments on}{emailcloak=off}", ""),
        (
            "{youtube}dQw4w9WgXcQ{/youtube}",
            f'<a href="{VIDEO}">{VIDEO}</a>',
        ),
    ],
)
def test_dead_markup_goes_silently(body, expected):
    examined = examine(body)
    assert (examined.body, examined.findings) == (expected, ())


@pytest.mark.parametrize(
    "body",
    [
        STORY,
        "<p>{a set} of {things}, {loadposition",
        "<p>Normal 0 people were false</p>",
        "<p>At 10:30 <b>x</b> <img src='/a.jpg'></p>",
        "<p><img src='/a.jpg'></p>",
    ],
)
def test_live_markup_stays(body):
    assert cleared(body) is body

"""NewsML-G2 as Infomaker's Writer keeps it: its text, its sections, its pictures."""

from datetime import datetime, timedelta, timezone

import pytest

from articles.importing.agency.newsml_g2 import NEWSML_G2
from articles.importing.record import ATTACHMENT, Picture
from tests.articles.importing.agency.items import NAR, only

TWO = timezone(timedelta(hours=2))
LINKS = """<links xmlns="http://www.infomaker.se/newsml/1.0">
    <link title="Li Na" rel="author" type="x-im/user" uuid="1"/>
    <link title="Sport" rel="section" type="x-im/mainsection"/>
    <link title="Norr" rel="section" type="x-im/section"/>
    <link title="Tåg" rel="subject" type="x-im/topic"/></links>"""
BESIDE = """<metadata xmlns="http://www.infomaker.se/newsml/1.0">
    <object type="x-im/teaser" title="Tåg"><data><text>Kort.</text></data></object>
    <object type="x-im/image" uuid="p1"><links>
      <link rel="self" type="x-im/image" url="https://papper.example/1.jpg" uuid="p1">
        <data><caption>Tåget.</caption></data>
        <links><link rel="author" title="Osh Bek"/></links>
      </link></links></object></metadata>"""
PARAGRAPHS = '<element type="paragraph">Ett.</element><element type="paragraph">Två.</element>'


def item(body=PARAGRAPHS, links=LINKS, beside=BESIDE, meta=""):
    return f"""<newsItem xmlns="{NAR}" guid="g1" version="1" standard="NewsML-G2">
        <itemMeta><itemClass qcode="ninat:text"/>
        <versionCreated>2024-07-01T14:11:20+02:00</versionCreated>
        <firstCreated>2024-07-01T14:00:00+02:00</firstCreated>
        <pubStatus qcode="stat:usable"/>{meta}{links}</itemMeta>
        <contentMeta><language tag="sv"/><headline>Tåg till Osh</headline>{beside}</contentMeta>
        <contentSet><inlineXML><idf xmlns="http://www.infomaker.se/idf/1.0">
        <group type="header"><element type="headline">Tåg till Osh</element>
        <element type="dateline">Osh</element></group>
        <group type="body">{body}</group></idf></inlineXML></contentSet></newsItem>"""


def test_item_comes_through():
    found, _ = only(NEWSML_G2, item())
    assert (found.headline, found.summary) == ("Tåg till Osh", "Kort.")
    assert found.body == "<p>Ett.</p><p>Två.</p>"
    assert (found.dateline, found.authors) == ("Osh", ("Li Na",))
    assert [category.name for category in found.categories] == ["Sport", "Norr"]
    picture = Picture("https://papper.example/1.jpg", caption="Tåget.", credit="Osh Bek")
    assert found.lead_image == picture


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<element type="preamble">Kort.</element>', "<p>Kort.</p>"),
        ('<element type="body">En <strong id="1">bil</strong>.</element>', None),
        ('<element type="subheadline1">Mer</element>', "<h3>Mer</h3>"),
        ('<element type="blockquote">Ja.</element>', "<blockquote><p>Ja.</p></blockquote>"),
        (
            '<element type="unordered-list"><list-item>A</list-item></element>',
            "<ul><li>A</li></ul>",
        ),
        (
            """<element type="body">Se <object type="x-im/link"><data>
            <href>https://a.example/</href><anchor>här</anchor></data></object>.</element>""",
            '<p>Se <a href="https://a.example/">här</a>.</p>',
        ),
        (
            '<object type="x-im/youtube" url="https://www.youtube.com/watch?v=1" title="Film"/>',
            '<p><a href="https://www.youtube.com/watch?v=1">Film</a></p>',
        ),
        (
            """<object type="x-im/image" uuid="p2"><links><link rel="self" uri="im://p2.jpg">
            <data><text>Bild.</text></data></link></links></object>""",
            f'<figure><img src="{ATTACHMENT}p2" alt=""><figcaption>Bild.</figcaption></figure>',
        ),
        (
            """<object type="x-im/content-part" title="Fakta"><data><text format="idf">
            <element type="body">Tre.</element></text></data></object>""",
            "<h3>Fakta</h3><p>Tre.</p>",
        ),
        ('<object type="x-im/newsvalue"><data><score>1</score></data></object>', ""),
    ],
)
def test_elements_of_a_text(body, expected):
    expected = '<p>En <strong id="1">bil</strong>.</p>' if expected is None else expected
    found, _ = only(NEWSML_G2, item(PARAGRAPHS + body))
    assert found.body == "<p>Ett.</p><p>Två.</p>" + expected


def test_story_is_published_when_it_says():
    start = "2024-07-02T06:00:00+02:00"
    meta = f'<itemMetaExtProperty type="imext:pubstart" value="{start}"/>'
    found, _ = only(NEWSML_G2, item(meta=meta))
    moment = datetime(2024, 7, 2, 6, tzinfo=TWO)
    assert (found.published_at, found.embargo_until) == (moment, moment)


def test_item_without_links_is_read():
    found, _ = only(NEWSML_G2, item(links="", beside=""))
    assert found.body == "<p>Ett.</p><p>Två.</p>"
    assert (found.authors, found.categories) == ((), ())

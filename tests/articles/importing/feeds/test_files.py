"""Pictures, sound and film: what belongs to a story is shown or linked to."""

import pytest

from articles.importing.feeds.files import kind_of
from articles.importing.record import Picture
from tests.articles.importing.feeds.feeds import atom, cdata, entry, item, read, rss, story

SITE = "https://old.example"


def media(name="content", inner="", **attributes):
    told = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<media:{name}{told}>{inner}</media:{name}>"


def shown(extra, **fields):
    """The names of the lead picture and of the others."""
    found = story(rss(item(1, extra, **fields)))
    lead = [found.lead_image] if found.lead_image else []
    return [picture.address.removeprefix(f"{SITE}/") for picture in (*lead, *found.pictures)]


@pytest.mark.parametrize(
    ("address", "told", "kind"),
    [
        ("/a.jpg", (), "image"),
        ("/a.JPEG?w=1", (), "image"),
        ("/a.mp3", ("image/png",), "image"),
        ("/a", ("video",), "video"),
        ("/a", ("", "Audio/MPEG"), "audio"),
        ("/a.ogv", ("application/octet-stream",), "video"),
        ("/a.pdf", ("application/pdf",), ""),
        ("/jpg", (), ""),
        ("//[x.jpg", (), ""),
    ],
)
def test_kind_is_what_is_told_or_what_the_name_says(address, told, kind):
    assert kind_of(address, *told) == kind


@pytest.mark.parametrize(
    ("extra", "names"),
    [
        ('<enclosure url="/a.jpg" type="image/jpeg"/>', ["a.jpg"]),
        ('<enclosure url="/a" type="image/jpeg"/><enclosure url="/b.png"/>', ["a", "b.png"]),
        (media(url="/a", medium="image"), ["a"]),
        (media(url="/a", type="image/webp") + media(url="/b.gif"), ["a", "b.gif"]),
        (media(url="/a", medium="document"), []),
        # An enclosure has no caption, so that the same picture with one is better.
        ('<enclosure url="/a.jpg"/>' + media(url="/b.jpg"), ["b.jpg", "a.jpg"]),
        ('<enclosure url="/a.jpg"/>' + media(url="/a.jpg"), ["a.jpg"]),
        # The widest form of one picture is taken, in the place of the first.
        (media(url="/a.jpg?w=140", width=140) + media(url="/a.jpg?w=900", width=900),
         ["a.jpg?w=900"]),
        (media(url="/a.php?id=1") + media(url="/a.php?id=2", medium="image"), ["a.php?id=2"]),
        (media("group", media(url="/s.jpg", width=9) + media(url="/l.jpg", width=90))
         + media(url="/b.jpg"), ["l.jpg", "b.jpg"]),
        (media(url="/a.jpg", width="100%") + media(url="/b.jpg", width="x"), ["a.jpg", "b.jpg"]),
        # A thumbnail is one only where there is nothing better.
        (media("thumbnail", url="/t.jpg") + media(url="/a.jpg"), ["a.jpg"]),
        (media("thumbnail", url="/t.jpg") + media("thumbnail", url="/u.jpg", width=9), ["t.jpg"]),
        (media("thumbnail", url="/t"), ["t"]),
        ('<itunes:image href="/show.jpg"/>' + media(url="/a.jpg"), ["a.jpg", "show.jpg"]),
        ('<itunes:image href="/show"/>', ["show"]),
        ("<image><url>/i</url><title>no headline</title></image>", ["i"]),
        ("<image>/i.jpg</image>", ["i.jpg"]),
        # The portrait of who wrote it, by WordPress.
        (media(url="https://1.gravatar.com/avatar/5?s=96", medium="image"), []),
        (media(url="data:image/png;base64,AAAA", medium="image"), []),
        (media(url="", medium="image") + "<enclosure/><enclosure url=''/>", []),
    ],
)  # fmt: skip
def test_pictures_are_the_storys(extra, names):
    extra = extra.replace('"/', f'"{SITE}/').replace(f'"{SITE}/>', '"/>')
    assert shown(extra.replace("<url>/", f"<url>{SITE}/")) == names


def test_relative_pictures_lie_beside_the_story():
    assert shown('<enclosure url="a.jpg"/>') == ["story-1/a.jpg"]


def test_picture_that_stands_in_the_text_is_not_shown_below_it():
    extra = "".join(media(url=f"{SITE}/{name}.jpg?a=1&amp;b=2") for name in "abc")
    text = cdata(f'<img src="{SITE}/b.jpg?w=99">')
    assert shown(extra, description=text) == ["a.jpg?a=1&b=2", "c.jpg?a=1&b=2"]


@pytest.mark.parametrize("around", ["{}{}", "<media:group>{}{}</media:group>", "{}<a>{}</a>"])
def test_words_of_a_picture_are_the_nearest(around):
    words = (
        "<media:title>Tram &amp;amp; bus</media:title><media:credit role='x'>AP</media:credit>"
        f"<media:description type='html'>{cdata('A <b>tram</b>')}</media:description>"
    )
    expected = Picture(f"{SITE}/a.jpg", alt="Tram & bus", caption="A tram", credit="AP")
    inside = story(rss(item(extra=media(url=f"{SITE}/a.jpg", inner=words))))
    beside = media(url=f"{SITE}/a.jpg") + words
    beside = story(rss(item(extra=around.format(media(url=f"{SITE}/a.jpg"), words))))
    assert inside.lead_image == expected
    assert (beside.lead_image == expected) is ("<a>" not in around)


def test_own_words_come_before_those_of_all():
    credit = "<media:credit>{}</media:credit>"
    extra = credit.format("All") + "".join(
        media(url=f"{SITE}/{name}.jpg", inner=credit.format(name) * (name == "b"))
        for name in "ab"
    )  # fmt: skip
    found = story(rss(item(extra=extra)))
    assert [found.lead_image.credit, found.pictures[0].credit] == ["All", "b"]


def test_caption_that_became_the_text_is_no_caption_too():
    words = "<media:description>A film of a tram.</media:description>"
    extra = media("group", media("thumbnail", url=f"{SITE}/t.jpg") + words)
    found = story(rss(item(1, extra, description=None)))
    assert (found.body, found.lead_image.caption) == ("<p>A film of a tram.</p>", "")


@pytest.mark.parametrize(
    ("extra", "names"),
    [
        ('<enclosure url="/a.mp3" type="audio/mpeg"/>', ["a.mp3"]),
        ('<enclosure url="/a.mp3"/>' + media(url="/a.mp3", type="audio/mpeg"), ["a.mp3"]),
        (media(url="/a.mp4") + media(url="/b.mp4"), ["a.mp4", "b.mp4"]),
        (media("group", media(url="/s.mp4", width=9) + media(url="/l.mp4", width=90)), ["l.mp4"]),
        ('<enclosure url="/report.pdf" type="application/pdf"/>', ["report.pdf"]),
        (media(url="/v/1", type="application/x-shockwave-flash"), []),
        ('<enclosure url="/linked.mp3"/>', []),
    ],
)
def test_sound_film_and_papers_are_linked_to(extra, names):
    extra = extra.replace('url="/', f'url="{SITE}/')
    text = f'<p><a href="{SITE}/linked.mp3">Here</a>.</p>'
    body = story(rss(item(1, extra, description=cdata(text)))).body
    links = "".join(f'<p><a href="{SITE}/{name}">{SITE}/{name}</a></p>' for name in names)
    assert body == text + links


def test_link_to_a_file_has_its_title():
    link = f'<link rel="enclosure" href="{SITE}/a.mp3?a=1&amp;b=2" title="Part &lt;1&gt;"/>'
    body = story(atom(entry(extra=link))).body
    assert body.endswith(f'<p><a href="{SITE}/a.mp3?a=1&amp;b=2">Part &lt;1&gt;</a></p>')


def test_ten_thousand_files_are_too_many():
    extra = "".join(f'<enclosure url="{SITE}/{number}.jpg"/>' for number in range(10_000))
    (found,) = read(rss(item(extra=extra)))
    assert len(found.pictures) < 200

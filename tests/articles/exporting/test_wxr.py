"""WXR: well-formed whatever the stories hold, in WordPress's vocabulary, and it comes back."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from articles import html
from articles.exporting import Archive, Part
from articles.exporting.wordpress_text import body_html, cdata, login, plain_html, xml
from articles.exporting.wxr import wxr
from articles.importing.format import Opening, Options, records
from articles.importing.record import (
    ATTACHMENT,
    ArticleRecord,
    Attachment,
    Category,
    Picture,
    Status,
)
from articles.importing.wordpress.body import body_of, plain
from articles.importing.wordpress.wxr import WXR
from articles.models import Article, ArticlePath, Author, Section
from tests.articles.exporting.site import GALLERY, MOMENT, add_reference, make_site
from tests.factories import make_article, make_author, make_section, make_tag

ADDRESS = "https://new.example"
NAMES = {
    "wp": "http://wordpress.org/export/1.2/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def exported(**archive):
    return "".join(wxr(Archive(**{"address": ADDRESS, "site": "The Herald"} | archive)))


def channel(**archive):
    return etree.fromstring(exported(**archive).encode())[0]


def items(**archive):
    """The items by the slugs of their stories."""
    found = channel(**archive).findall("item")
    return {item.findtext("wp:post_name", namespaces=NAMES): item for item in found}


def text(element, name):
    return element.findtext(name, namespaces=NAMES)


def metas(item):
    pairs = [(text(meta, "wp:meta_key"), text(meta, "wp:meta_value"))
             for meta in item.findall("wp:postmeta", NAMES)]  # fmt: skip
    return [(key, value.strip()) for key, value in pairs]


def terms(item, domain):
    found = item.findall(f"category[@domain='{domain}']")
    return [(term.get("nicename"), term.text) for term in found]


def read_back(**archive):
    """What our own reader makes of it: the stories by their slugs, and the attachments."""
    found = list(records(WXR, BytesIO(exported(**archive).encode())))
    stories = {one.slug: one for one in found if isinstance(one, ArticleRecord)}
    return stories, [one for one in found if isinstance(one, Attachment)]


# The head ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_head_is_that_of_a_wordpress_export():
    make_site()
    head = channel(site="The <Herald> & co")
    assert text(head, "title") == "The &lt;Herald&gt; &amp; co"
    assert text(head, "wp:wxr_version") == "1.2"
    assert text(head, "link") == text(head, "wp:base_site_url") == ADDRESS
    assert text(head, "wp:base_blog_url") == ADDRESS
    assert text(head, "language") == "en"
    data = exported().encode()
    assert WXR.recognises(Opening(data=data, text=data.decode(), element="rss"))
    assert "new.example" in WXR.source(WXR.head(BytesIO(data), Options()))


@pytest.mark.django_db
def test_authors_have_logins_that_wordpress_takes():
    make_site()
    found = {
        text(author, "wp:author_login"): text(author, "wp:author_display_name")
        for author in channel().findall("wp:author", NAMES)
    }
    assert list(found.values()).count("Айзада Бекова") == 2
    assert found["the-desk"] == "The Desk"
    assert len(found) == 3
    assert all(name.isascii() and len(name) <= 60 for name in found)


@pytest.mark.django_db
def test_categories_are_the_tree_of_sections_and_the_countries_in_use():
    make_site()
    fields = "wp:category_nicename wp:category_parent wp:cat_name wp:category_description".split()
    found = [[text(one, field) or "" for field in fields]
             for one in channel().findall("wp:category", NAMES)]  # fmt: skip
    assert found == [
        ["a-news", "", "News", "All of it."],
        ["politics", "a-news", "Politics", ""],
        ["0-empty", "politics", "Empty", ""],
        ["kyrgyzstan", "", "Kyrgyzstan", "Снег и горы."],
        ["uzbekistan", "", "Uzbekistan", ""],
    ]


@pytest.mark.django_db
def test_terms_have_numbers_of_their_own():
    make_site()
    numbers = [int(one.text) for one in channel().iterfind(".//wp:term_id", NAMES)]
    assert numbers == list(range(1, 9))


@pytest.mark.django_db
def test_tags_are_html_like_all_names_there():
    make_site()
    tags = channel().findall("wp:tag", NAMES)
    assert [(text(tag, "wp:tag_slug"), text(tag, "wp:tag_name")) for tag in tags] == [
        ("of-no-story", "Of no story"), ("r-and-d", "R&amp;D &lt;deep&gt;"), ("snow", "Snow"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_part_has_the_terms_of_its_stories_alone():
    stories = make_site()
    head = channel(part=Part(sections=(stories["imported"].section_id,)))
    assert [text(one, "wp:cat_name") for one in head.findall("wp:category", NAMES)] == ["News"]
    assert len(head.findall("wp:author", NAMES)) == 1
    assert head.findall("wp:tag", NAMES) == []


# The items --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_item_of_a_story(settings):
    settings.TIME_ZONE = "Asia/Bishkek"
    stories = make_site()
    item = items()["minus-five"]
    assert {
        name: text(item, name)
        for name in (
            "title", "link", "pubDate", "guid", "excerpt:encoded", "wp:post_id", "wp:post_date",
            "wp:post_date_gmt", "wp:post_modified", "wp:post_modified_gmt", "wp:status",
            "wp:post_type", "wp:is_sticky",
        )
    } == {
        "title": "-5° in Osh &amp; “&lt;b&gt;” snow ]]&gt;",
        "link": "https://new.example/articles/minus-five/",
        "pubDate": "Wed, 01 May 2019 06:00:00 +0000",
        "guid": f"urn:newsroom:story:{stories['full'].pk}",
        "excerpt:encoded": "A &lt; B &amp; C.",
        "wp:post_id": str(stories["full"].pk),
        "wp:post_date": "2019-05-01 12:00:00",
        "wp:post_date_gmt": "2019-05-01 06:00:00",
        "wp:post_modified": "2019-05-02 12:00:00",
        "wp:post_modified_gmt": "2019-05-02 06:00:00",
        "wp:status": "publish",
        "wp:post_type": "post",
        "wp:is_sticky": "1",
    }  # fmt: skip
    assert item.find("guid").get("isPermaLink") == "false"
    assert terms(item, "category") == [
        ("politics", "Politics"), ("kyrgyzstan", "Kyrgyzstan"), ("uzbekistan", "Uzbekistan"),
    ]  # fmt: skip
    assert [name for _, name in terms(item, "post_tag")] == ["R&amp;D &lt;deep&gt;", "Snow"]
    assert terms(item, "language") == [("ru", "ru")]
    told = dict(metas(item))
    assert (told["_newsroom_dateline"], told["_newsroom_urgency"]) == ("OSH", "2")
    assert told["_yoast_wpseo_canonical"] == "https://elsewhere.example/1"
    for name in ("withdraw_at", "embargo_until"):
        stored = getattr(stories["full"], name)
        assert datetime.fromisoformat(told[f"_newsroom_{name}"]) == stored


@pytest.mark.django_db
def test_several_authors_are_co_authors_and_one_is_the_creator():
    make_site()
    found = items()
    first, second, desk = terms(found["minus-five"], "author")
    assert (first[1], second[1], desk) == (
        "Айзада Бекова", "Айзада Бекова", ("cap-the-desk", "The Desk"),
    )  # fmt: skip
    assert text(found["minus-five"], "dc:creator") == first[0].removeprefix("cap-")
    assert terms(found["imported-1"], "author") == []
    assert text(found["imported-1"], "dc:creator") == "the-desk"
    assert text(found["draft"], "dc:creator") == ""


@pytest.mark.django_db
def test_states_are_those_of_wordpress():
    make_site()
    found = items()
    told = {slug: text(item, "wp:status") for slug, item in found.items()}
    assert told["to-come"] == "future"
    assert (told["draft"], told["review"]) == ("draft", "pending")
    # Neither may go public there.
    assert told["withdrawn"] == told["left"] == "private"
    assert ("_newsroom_status", "withdrawn") in metas(found["withdrawn"])
    assert ("_newsroom_status", "published") in metas(found["left"])
    assert dict(metas(found["minus-five"])).get("_newsroom_status") is None


@pytest.mark.django_db
def test_draft_has_zeros_for_a_date_as_there():
    make_article(slug="draft", status=Article.Status.DRAFT, published_at=MOMENT)
    (item,) = items().values()
    assert text(item, "wp:post_date_gmt") == "0000-00-00 00:00:00"
    assert text(item, "pubDate") == ""
    assert text(item, "wp:post_date")[:2] == "20"
    assert metas(item) == [("_newsroom_published_at", MOMENT.isoformat())]


@pytest.mark.django_db
def test_pictures_are_attachments_with_numbers_of_their_own():
    stories = make_site()
    found = items()
    attachments = {
        text(item, "wp:post_id"): item
        for item in channel().findall("item")
        if text(item, "wp:post_type") == "attachment"
    }
    assert not set(attachments) & {str(story.pk) for story in stories.values()}
    # One picture of ours that leads two stories, and three that the imported one had.
    assert len(attachments) == 4
    lead = attachments[dict(metas(found["minus-five"]))["_thumbnail_id"]]
    assert text(lead, "wp:attachment_url") == f"{ADDRESS}/media/images/2019/05/red%20field.jpg"
    assert (text(lead, "wp:post_parent"), text(lead, "wp:status")) == ("0", "inherit")
    assert metas(lead) == [
        ("_wp_attachment_image_alt", "A red field"), ("_media_credit", "Photo: A. B."),
    ]  # fmt: skip
    assert text(lead, "excerpt:encoded") == "Caption &amp; co"
    other = attachments[dict(metas(found["imported-1"]))["_thumbnail_id"]]
    assert text(other, "wp:attachment_url") == "https://old.example/lead.jpg?a=1&b=2"
    assert text(other, "wp:post_parent") == str(stories["imported"].pk)


@pytest.mark.django_db
def test_pictures_beside_the_body_are_enclosures_of_their_kind():
    story = make_article(slug="x")
    for position, name in enumerate(("a.png", "b.php?x=.png", "//c.example/c")):
        address = name if name[:2] == "//" else f"/media/{name}"
        add_reference(story, GALLERY, address, position=position)
    told = [value.split("\n") for key, value in metas(items()["x"]) if key == "enclosure"]
    assert told == [
        [f"{ADDRESS}/media/a.png", "0", "image/png"],
        [f"{ADDRESS}/media/b.php?x=.png", "0", "image/jpeg"],
        ["//c.example/c", "0", "image/jpeg"],
    ]


@pytest.mark.django_db
def test_old_addresses_are_former_slugs_where_they_can_be():
    make_site()
    told = [pair for pair in metas(items()["imported-1"]) if "slug" in pair[0] or "path" in pair[0]]
    assert told == [
        ("_newsroom_path", "/2019/05/old%20name"),
        ("_newsroom_path", "/a%2520b"),
        ("_wp_old_slug", "former-slug"),
        ("_newsroom_path", "/index.php?id=7"),
        ("_newsroom_path", "/x%3Fy%3D1"),
    ]


@pytest.mark.django_db
def test_slugs_are_written_as_there():
    section = make_section("Экономика", slug="экономика")
    make_article(slug="снег-в-горах", section=section, tags=[make_tag("Зима", slug="зима")])
    exported_text = exported()
    assert "<![CDATA[%d1%81%d0%bd%d0%b5%d0%b3-" in exported_text
    assert 'nicename="%d0%b7%d0%b8%d0%bc%d0%b0"' in exported_text
    story = read_back()[0]["снег-в-горах"]
    assert story.categories == (Category("Экономика", "экономика"),)
    assert story.paths == (f"{ADDRESS}{quote('/articles/снег-в-горах/')}",)


# Hostile text -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_xml_can_t_say_never_gets_out():
    # Nor does PostgreSQL store zero bytes: those are in the next test.
    bad = "a\x01b\x03c\x1fd\ufffee\uffff]]>&<i>"
    section = make_section("S")
    Section.objects.filter(pk=section.pk).update(name=bad, description=bad)
    author = make_author("A")
    Author.objects.filter(pk=author.pk).update(name=bad, description=bad)
    story = make_article(section=section, authors=[author], source="x", external_id="https://a/")
    columns = ("headline", "summary", "dateline", "body", "canonical_url", "external_id")
    Article.objects.filter(pk=story.pk).update(**dict.fromkeys(columns, f"https://{bad}"))
    add_reference(story, GALLERY, f"https://{bad}", alt=bad)
    ArticlePath.objects.create(article=story, path="/\x03]]>")
    (item,) = [i for i in channel().findall("item") if text(i, "wp:post_type") == "post"]
    assert text(item, "title") == "https://abcde]]&gt;&amp;&lt;i&gt;"
    assert text(item, "content:encoded") == "https://abcde]]>&<i>"


@given(st.text())
def test_any_text_can_be_said(value):
    allowed = "".join(
        sign for sign in value
        if sign in "\t\n\r" or " " <= sign < "\ud800" or "\ue000" <= sign <= "\ufffd"
        or sign >= "\U00010000"
    )  # fmt: skip
    element = etree.fromstring(f'<a b="{xml(value)}">{cdata(value)}</a>'.encode())
    assert (element.text or "") == allowed.replace("\r\n", "\n").replace("\r", "\n")
    blanks = allowed.replace("\r\n", "\n").translate(dict.fromkeys(map(ord, "\t\n\r"), " "))
    assert element.get("b") == blanks


@given(st.text(alphabet=st.sampled_from("ab &<>;#[]/:!-\"'бсл"), max_size=30))
def test_plain_text_comes_back_from_html(value):
    assert plain(plain_html(value)) == html.plain(value)


@pytest.mark.parametrize(
    "body",
    [
        "<p>One\ntwo.</p>\n<p>Three <em>four</em>\n<strong>five</strong></p>",
        "<p>[caption]A[/caption] [sic] [1] [gallery ids=1] [/x] [[code]]</p>",
        "<ul>\n<li>one</li>\n<li>two<br>\nthree</li>\n</ul>\n\n<hr>\n<h2>H</h2>",
        "<figure><img src='https://a.example/a.jpg' alt='A'><figcaption>C</figcaption></figure>",
        "<table><tbody><tr><td>1 &lt; 2</td>\n<td>&amp;nbsp; ]]&gt;</td></tr></tbody></table>",
        "<blockquote><p>Said <a href='/articles/x/'>he</a>.</p>\n</blockquote>",
    ],
)
def test_body_shows_the_same_when_it_comes_back(body):
    stored = html.clean(body)
    back = html.clean(body_of(body_html(stored, ADDRESS)).html)
    assert html.to_text(back).split() == html.to_text(stored).split()
    assert back.count("<br>") == stored.count("<br>")
    assert html.clean(body_of(body_html(back, ADDRESS)).html) == back


def test_pictures_of_the_site_are_shown_from_it_and_links_stay():
    body = '<p><a href="/articles/x/">x</a><img alt="" src="/media/a.jpg"><img src="//b/b.jpg"></p>'
    assert body_html(body, ADDRESS) == body.replace('"/media', f'"{ADDRESS}/media')


def test_login_is_ascii_short_and_an_author_s_own():
    assert login("aizada-bekova") == "aizada-bekova"
    assert login("x" * 80) == "x" * 60
    assert login("айзада") != login("азат")
    assert login("айзада").isascii()


# And back ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_stories_come_back_with_what_they_had():
    stories = make_site()
    found, attachments = read_back()
    assert set(found) == {story.slug for story in stories.values()}
    full = found["minus-five"]
    assert full.headline == stories["full"].headline
    assert full.summary == "A < B & C."
    assert html.to_text(full.body).split() == html.to_text(stories["full"].body).split()
    assert full.external_id == stories["full"].guid
    assert full.published_at == MOMENT.replace(microsecond=0)
    assert full.modified_at == MOMENT.replace(microsecond=0) + timedelta(days=1)
    assert full.authors == ("Айзада Бекова", "The Desk")
    assert full.categories[0] == Category("Politics", "politics", Category("News", "a-news"))
    assert [country.name for country in full.categories[1:]] == ["Kyrgyzstan", "Uzbekistan"]
    assert full.tags == ("R&D <deep>", "Snow")
    assert (full.language, found["draft"].language) == ("ru", "en")
    assert full.canonical_url == "https://elsewhere.example/1"
    (lead,) = [one for one in attachments if ATTACHMENT + one.number == full.lead_image.address]
    assert lead.picture == Picture(
        f"{ADDRESS}/media/images/2019/05/red%20field.jpg", "A red field", "Caption & co",
        "Photo: A. B.",
    )  # fmt: skip
    imported = found["imported-1"]
    assert imported.external_id == "https://old.example/?p=1"
    assert f"{ADDRESS}/articles/former-slug/" in imported.paths
    assert [picture.address[-5:] for picture in imported.pictures] == ["0.jpg", "1.jpg"]
    assert {slug: story.status for slug, story in found.items()} == {
        "minus-five": Status.PUBLISHED,
        "imported-1": Status.PUBLISHED,
        "twin": Status.PUBLISHED,
        "to-come": Status.SCHEDULED,
        "draft": Status.DRAFT,
        "review": Status.REVIEW,
        "withdrawn": found["withdrawn"].status,
        "left": found["left"].status,
    }
    assert found["withdrawn"].status != Status.PUBLISHED
    assert found["left"].status != Status.PUBLISHED or found["left"].withdraw_at
    assert found["to-come"].published_at == stories["to come"].published_at.astimezone(UTC)

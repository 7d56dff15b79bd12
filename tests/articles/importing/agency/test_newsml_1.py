"""NewsML 1: of components in components, the one that is the text, and what is said of it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.importing.agency.newsml_1 import NEWSML_1
from articles.importing.record import Picture, Status
from tests.articles.importing.agency.items import (
    component,
    newsml,
    newsml_1,
    nitf,
    only,
    opening,
    read,
)
from tests.articles.importing.found import problems_of, skipped_of, stories_of

FIVE = timezone(timedelta(hours=5))


def text(inner="<p>A new train.</p>", **parts):
    return component(f"<DataContent>{inner}</DataContent>", **parts)


def story(*components, **parts):
    return only(NEWSML_1, newsml(newsml_1(*components, **parts)))


def described(inner):
    return story(metadata=f"<DescriptiveMetadata>{inner}</DescriptiveMetadata>")[0]


def test_item_comes_through():
    found, problems = story()
    # The revision is no part of the id: all revisions are one story.
    assert (found.external_id, found.version) == ("urn:newsml:wire.example:20240301:T1", 2)
    assert (found.headline, found.body) == ("Train to Osh", "<p>A new train.</p>")
    assert found.published_at == datetime(2024, 3, 1, 10, tzinfo=FIVE)
    assert found.modified_at == datetime(2024, 3, 2, 10, tzinfo=FIVE)
    assert (found.status, found.language, found.place) == (Status.PUBLISHED, "en", "line 3")
    assert problems == []


def test_every_item_of_a_file_comes_in():
    found = read(NEWSML_1, newsml(newsml_1(revision="1"), newsml_1(revision="3N")))
    assert [story.version for story in stories_of(found)] == [1, 3]


@pytest.mark.parametrize(
    ("inner", "body"),
    [
        ("<nitf><body><body.content><hl2>a</hl2></body.content></body></nitf>", "<h3>a</h3>"),
        ("<html><body><p>a</p></body></html>", "<p>a</p>"),
        ("<p>a</p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<![CDATA[<P>a</P>]]>", "<p>a</p>"),
        ("a\n\nb", "<p>a</p><p>b</p>"),
    ],
)
def test_text_is_read_in_each_form(inner, body):
    assert story(text(inner))[0].body == body


@pytest.mark.parametrize(
    "others",
    [
        [text("<p>H</p>", role="HeadLine"), text("<p>S</p>", role="SubHeadLine")],
        [text("<p>C</p>", role="Caption"), text("<p>.x {}</p>", kind="CSS")],
        [text("<p>C</p>", role="Contact"), text("<p>K</p>", role="Logo")],
    ],
)
def test_text_is_not_what_stands_beside_it(others):
    assert story(*others, text())[0].body == "<p>A new train.</p>"


@pytest.mark.parametrize("role", ["Main", "Body"])
def test_main_of_several_texts_is_the_story(role):
    assert story(text("<p>Side.</p>"), text(role=role))[0].body == "<p>A new train.</p>"


def test_text_in_the_language_of_the_item_goes_first():
    language = '<DescriptiveMetadata><Language FormalName="{}"/></DescriptiveMetadata>'
    texts = [
        text(f"<p>{code}</p>").replace("<ContentItem>", language.format(code) + "<ContentItem>")
        for code in ("fr", "en")
    ]
    found, _ = story(*texts)
    assert (found.body, found.language) == ("<p>en</p>", "en")


def test_lines_nearest_to_the_text_count():
    near = text(lines="<HeadLine>Near</HeadLine>")
    found, _ = story(near, lines="<HeadLine>Far</HeadLine><DateLine>OSH, March 1 (W) -</DateLine>")
    assert (found.headline, found.dateline) == ("Near", "OSH")


@pytest.mark.parametrize(
    ("lines", "components", "headline"),
    [
        ("<HeadLine><![CDATA[ A &amp; B ]]></HeadLine>", (), "A & B"),
        ("", (text("<p>From a part</p>", role="HeadLine"), text()), "From a part"),
        ("<SubHeadLine>Sub</SubHeadLine><SlugLine>S-L</SlugLine>", (), "A new train."),
    ],
)
def test_headline(lines, components, headline):
    assert story(*components, lines=lines)[0].headline == headline


@pytest.mark.parametrize(
    ("lines", "components", "summary"),
    [
        ("<SubHeadLine>Short.</SubHeadLine>", (), "Short."),
        ("<SubHeadLine>Sub</SubHeadLine>", (text("Short.", role="Abstract"), text()), "Short."),
        ("", (), ""),
    ],
)
def test_summary(lines, components, summary):
    lines = f"<HeadLine>H</HeadLine>{lines}"
    assert story(*components, lines=lines)[0].summary == summary


CREATOR = (
    "<AdministrativeMetadata><Creator><Party FormalName='{}'/></Creator></AdministrativeMetadata>"
)


@pytest.mark.parametrize(
    ("lines", "metadata", "inner", "authors"),
    [
        ("<ByLine>By Li Na and Osh Bek</ByLine>", "", "", ("Li Na", "Osh Bek")),
        ("", CREATOR.format("Li Na with Osh Bek in Talas "), "", ("Li Na", "Osh Bek")),
        ("", CREATOR.format("WIRE"), "", ()),
        ("", "", "<byline>By Li Na</byline>", ("Li Na",)),
    ],
)
def test_authors(lines, metadata, inner, authors):
    item = text(nitf(body_head=inner))
    found, _ = story(item, lines=f"<HeadLine>H</HeadLine>{lines}", metadata=metadata)
    assert found.authors == authors


@pytest.mark.parametrize(
    ("metadata", "tags"),
    [
        (
            "<SubjectCode><Subject FormalName='04000000'/></SubjectCode>",
            ("economy, business and finance",),
        ),
        ("<SubjectCode><SubjectDetail FormalName='X1'/></SubjectCode>", ()),
        ("<Property FormalName='Keyword' Value='rail'/>", ("rail",)),
        ("<Property FormalName='Keyword' Value='Li Na' Role='PersonInImage'/>", ()),
        ("<Property FormalName='BWIndustryKeywords' Value='Trains'/>", ("Trains",)),
        ("<Property FormalName='BWRegionKeywords' Value='Asia'/>", ()),
        ("<Property FormalName='Words' Value='12'/>", ()),
    ],
)
def test_subjects_and_keywords_are_tags(metadata, tags):
    assert described(metadata).tags == tags


def test_topics_that_the_item_names_are_tags_in_its_language():
    topics = (
        "<TopicSet><Topic><FormalName>09003000</FormalName>"
        "<Description xml:lang='en' Variant='Category'>ANE</Description>"
        "<Description xml:lang='el' Variant='Name'>Ανεργία</Description>"
        "<Description xml:lang='en' Variant='Name'>Unemployment</Description></Topic></TopicSet>"
        "<DescriptiveMetadata><Language FormalName='EN'/><SubjectCode>"
        "<SubjectMatter FormalName='09003000'/></SubjectCode></DescriptiveMetadata>"
    )
    found, _ = story(metadata=topics)
    assert (found.tags, found.language) == (("Unemployment",), "en")


def location(how, code):
    inner = f"<Property FormalName='Country' Value='{code}'/>"
    return f"<Location HowPresent='{how}'>{inner}</Location>"


@pytest.mark.parametrize(
    ("metadata", "countries"),
    [
        ("<Location><Property FormalName='Country' Value='KAZ'/></Location>", ("KZ",)),
        ("<Property FormalName='Country' Value='KGZ'/>", ("KG",)),
        ("<Property FormalName='BWCountryKeywords' Value='Kazakhstan'/>", ("KZ",)),
        ("<Location><Property FormalName='City' Value='Osh'/></Location>", ()),
        (location("Origin", "KAZ"), ("KZ",)),
        # What it is about goes before where it was written.
        (location("Origin", "KAZ") + location("Event", "KGZ"), ("KG",)),
    ],
)
def test_countries(metadata, countries):
    assert described(metadata).countries == countries


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Usable", Status.PUBLISHED),
        ("Withheld", Status.DRAFT),
        ("Canceled", Status.WITHDRAWN),
        ("Odd", Status.DRAFT),
    ],
)
def test_status(status, expected):
    assert story(status=status)[0].status == expected


def test_cancelled_item_without_a_text_withdraws_the_story():
    item = newsml_1(component("", kind="Photo"), status="Canceled")
    (found,) = stories_of(read(NEWSML_1, newsml(item)))
    assert (found.status, found.body) == (Status.WITHDRAWN, "")


@pytest.mark.parametrize("status", ["Embargoed", "Usable"])
def test_announced_change_is_the_end_of_the_embargo(status):
    change = (
        '<StatusWillChange><FutureStatus FormalName="Usable"/>'
        "<DateAndTime>20240305T000000Z</DateAndTime></StatusWillChange>"
    )
    found, problems = story(status=status, management=change)
    assert found.embargo_until == datetime(2024, 3, 5, tzinfo=UTC)
    assert (found.status, problems) == (Status.PUBLISHED, [])
    later = change.replace("Usable", "Canceled")
    assert story(management=later)[0].embargo_until is None


def test_urgency():
    assert story(management='<Urgency FormalName="4"/>')[0].urgency == 4


def test_notes_and_terms_are_told():
    line = (
        "<NewsLine><NewsLineType FormalName='AdvisoryLine'/>"
        "<NewsLineText>ADDS quote</NewsLineText></NewsLine>"
        "<NewsLine><NewsLineType FormalName='ProductLine'/>"
        "<NewsLineText>(Picture)</NewsLineText></NewsLine>"
    )
    rights = (
        "<RightsMetadata><UsageRights><UsageType>NO ARCHIVAL USE</UsageType></UsageRights>"
        "</RightsMetadata>"
    )
    _, problems = story(lines=f"<HeadLine>H</HeadLine>{line}", rights=rights)
    assert problems == [
        "Editors' note: ADDS quote",
        "Terms of use: NO ARCHIVAL USE (told once)",
    ]


def photo(name, width, role="Photo"):
    size = f'<Characteristics><Property FormalName="PixelWidth" Value="{width}"/></Characteristics>'
    item = (
        f'<ContentItem Href="https://x.example/{name}"><MimeType FormalName="image/jpeg"/>'
        f"{size}</ContentItem>"
    )
    return (
        f'<NewsComponent><Role FormalName="{role}"/><NewsLines><HeadLine>C</HeadLine></NewsLines>'
        f"{photo_thumb(name)}{item}</NewsComponent>"
    )


def photo_thumb(name):
    return (
        f'<ContentItem Href="https://x.example/thumb-{name}"><MimeType FormalName="image/jpeg"/>'
        '<Characteristics><Property FormalName="PixelWidth" Value="9"/></Characteristics>'
        "</ContentItem>"
    )


def test_pictures_are_the_largest_of_each_component():
    found, _ = story(text(), photo("a", 900), photo("b", 100), photo("l", 50, "Logo"))
    assert found.lead_image == Picture("https://x.example/a", caption="C")
    assert found.pictures == (Picture("https://x.example/b", caption="C"),)


@pytest.mark.parametrize(
    ("components", "kind"),
    [
        ([component("", kind="Photo")], "picture"),
        ([component("", kind="Graphic")], "graphic"),
        ([component("", kind="Video"), component("", kind="Photo")], "video"),
        ([text("<p>C</p>", role="Caption"), component("", kind="Photo")], "picture"),
        (["<NewsComponent><NewsItemRef NewsItem='x'/></NewsComponent>"], "package"),
        (["<NewsComponent/>"], "item without text"),
    ],
)
def test_items_without_a_text_are_skipped_by_kind(components, kind):
    assert skipped_of(read(NEWSML_1, newsml(newsml_1(*components)))) == [kind]


def test_text_in_another_file_is_told():
    elsewhere = (
        '<NewsComponent><ContentItem Href="a.nitf"><MediaType FormalName="Text"/></ContentItem>'
        "</NewsComponent>"
    )
    _, problems = story(elsewhere)
    assert problems == ["The text lies elsewhere (a.nitf). Get it and import that."]


def test_item_that_only_changes_another_is_told():
    item = "<NewsItem><Identification/><NewsManagement/><Update/></NewsItem>"
    (problem,) = problems_of(read(NEWSML_1, newsml(item)))
    assert problem.refused
    assert problem.message.startswith("This item only corrects parts of an earlier one.")


@pytest.mark.parametrize(
    ("element", "answer"), [("NewsML", True), ("newsMessage", False), ("newsml", False)]
)
def test_only_newsml_1_is_recognised(element, answer):
    assert NEWSML_1.recognises(opening("", element)) is answer


def identified(**parts):
    """The id of an item whose identity consists of these parts."""
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in parts.items())
    start, end = "<NewsIdentifier>", "</NewsIdentifier>"
    item = newsml_1()
    item = item[: item.index(start) + len(start)] + inner + item[item.index(end) :]
    return only(NEWSML_1, newsml(item))[0].external_id


def test_public_identifier_goes_before_what_it_is_made_of():
    parts = {"ProviderId": "Wire", "DateId": "20240301", "NewsItemId": "T1-v2", "RevisionId": "2"}
    public = "urn:newsml:wire.example:20240301:T1:2"
    assert identified(**parts, PublicIdentifier=public) == "urn:newsml:wire.example:20240301:T1"


def test_public_identifier_that_all_items_share_tells_none():
    public = "urn:newsml:wire.example"
    assert identified(PublicIdentifier=public, RevisionId="0") == ""
    parts = {"ProviderId": "wire.example", "DateId": "20240301", "NewsItemId": "7"}
    assert identified(**parts, PublicIdentifier=public) == "urn:newsml:wire.example:20240301:7"


def edition(language, headline, lead, body):
    """A story as a component of components: title, lead and text, none of which says its form."""
    parts = {"Title": headline, "Lead": lead, "Body": body}
    inner = "".join(
        f'<NewsComponent><Role FormalName="{role}"/><ContentItem><Format FormalName=""/>'
        f"<DataContent>{words}</DataContent></ContentItem></NewsComponent>"
        for role, words in parts.items()
    )
    return (
        f'<NewsComponent xml:lang="{language}"><Role FormalName="Short"/>'
        f"<NewsLines><HeadLine>{headline}</HeadLine></NewsLines>{inner}</NewsComponent>"
    )


def test_title_lead_and_text_are_told_apart_by_their_roles():
    found, _ = story(edition("en", "Train to Osh", "It is new.", "It left at noon."), lines="")
    assert (found.headline, found.summary) == ("Train to Osh", "It is new.")
    assert found.body == "<p>It left at noon.</p>"


@pytest.mark.parametrize(
    ("lead", "body", "summary", "told"),
    [
        ("All of it.", "", "", "<p>All of it.</p>"),
        ("", "", "", ""),
    ],
)
def test_item_that_is_all_lead_or_title(lead, body, summary, told):
    found, _ = story(edition("en", "Train to Osh", lead, body), lines="")
    assert (found.headline, found.summary, found.body) == ("Train to Osh", summary, told)


def test_each_language_of_an_item_is_a_story():
    editions = (
        edition("nl", "Trein naar Osj", "Hij is nieuw.", "Hij vertrok."),
        edition("fr", "Train pour Och", "Il est nouveau.", "Il est parti."),
    )
    first, second = stories_of(read(NEWSML_1, newsml(newsml_1(*editions, lines=""))))
    assert (first.language, first.headline, first.summary) == (
        *("nl", "Trein naar Osj", "Hij is nieuw."),
    )
    assert (second.language, second.headline, second.summary) == (
        *("fr", "Train pour Och", "Il est nouveau."),
    )
    assert (first.body, second.body) == ("<p>Hij vertrok.</p>", "<p>Il est parti.</p>")
    assert second.external_id == f"{first.external_id}:fr"


def test_language_of_the_component_counts_where_nothing_nearer_is_told():
    part = text().replace("<NewsComponent>", '<NewsComponent xml:lang="ky">')
    assert story(part)[0].language == "ky"


def test_urgency_may_be_a_text():
    assert story(management="<Urgency>2</Urgency>")[0].urgency == 2


def test_location_counts_wherever_it_stands():
    place = "<Location><Property FormalName='Country' Value='KGZ'/></Location>"
    assert story(metadata=f"<DescriptiveMetada>{place}</DescriptiveMetada>")[0].countries == ("KG",)


def test_keywords_may_stand_in_one_line():
    found = described("<Property FormalName='Keyword' Value='rail; Osh;steppe'/>")
    assert found.tags == ("rail", "Osh", "steppe")


def test_number_of_a_desk_is_no_author():
    assert story(metadata=CREATOR.format("COR 360"))[0].authors == ()


def test_line_called_summary_is_the_summary():
    line = (
        "<NewsLine><NewsLineType FormalName='Summary'/>"
        "<NewsLineText><![CDATA[ It is new. ]]></NewsLineText></NewsLine>"
    )
    assert story(lines=f"<HeadLine>H</HeadLine>{line}")[0].summary == "It is new."


def test_markup_may_be_quoted_deep_inside():
    inner = (
        "<body>\n<body.content><![CDATA[<p>One<BR>two</p><p>three</p>]]></body.content>\n</body>"
    )
    assert story(text(inner))[0].body == "<p>One<br>two</p><p>three</p>"


def test_item_without_management_is_of_the_day_in_its_identity():
    item = newsml_1()
    start, end = item.index("<NewsManagement>"), item.index("</NewsManagement>")
    bare = item[:start] + item[end + len("</NewsManagement>") :]
    assert only(NEWSML_1, newsml(bare))[0].published_at == datetime(2024, 3, 1)


def test_caption_of_a_picture_beside_the_text_is_its_own():
    picture = (
        "<ContentItem Href='https://wire.example/a.jpg'><MediaType FormalName='Picture'/>{}"
        "</ContentItem>"
    )
    caption = "<Property FormalName='caption' value='A train'/>"
    for inner, told in ((caption, "A train"), ("", "")):
        part = text().replace("</NewsComponent>", f"{picture.format(inner)}</NewsComponent>")
        found, _ = story(part, lines="<HeadLine>Train to Osh</HeadLine>")
        assert (found.lead_image.caption, found.headline) == (told, "Train to Osh")


def test_files_of_a_picture_are_one_picture_with_its_caption_and_credit():
    files = "".join(
        f"<NewsComponent><Role FormalName='{role}'/><ContentItem Href='{width}.jpg'>"
        "<MediaType FormalName='Photo'/><Characteristics>"
        f"<Property FormalName='Width' Value='{width}'/></Characteristics></ContentItem>"
        "</NewsComponent>"
        for role, width in (("Thumbnail", 110), ("HighDef", 768), ("Quicklook", 245))
    )
    picture = (
        "<NewsComponent Duid='photo0'><NewsLines><HeadLine>Short</HeadLine>"
        "<CreditLine>Osh Bek</CreditLine></NewsLines>"
        f"{text('<p>A train.</p>', role='Caption')}{files}</NewsComponent>"
    )
    found, _ = story(text(), picture)
    assert found.lead_image == Picture("768.jpg", caption="A train.", credit="Osh Bek")
    assert (found.pictures, found.body) == ((), "<p>A new train.</p>")

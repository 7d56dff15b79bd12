"""NewsML-G2: what of an item comes through, and which items are none of ours."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.importing.agency.newsml_g2 import NEWSML_G2
from articles.importing.record import Attachment, Category, Picture, Status
from tests.articles.importing.agency.items import NAR, g2, message, nitf, only, opening, read
from tests.articles.importing.found import problems_of, skipped_of, stories_of

FIVE = timezone(timedelta(hours=5))
ATTACHMENT = "https://attachment.invalid/"


def story(**parts):
    return only(NEWSML_G2, g2(**parts))


def about(inner, **parts):
    """The story of an item with more content metadata."""
    return story(about=f"<headline>H</headline>{inner}", **parts)[0]


def test_item_comes_through():
    found, problems = story()
    assert found.external_id == "urn:newsml:wire.example:20240301:1"
    assert (found.headline, found.body) == ("Train to Osh", "<p>A new train.</p>")
    assert found.published_at == datetime(2024, 3, 1, 10, tzinfo=FIVE)
    assert found.modified_at == datetime(2024, 3, 2, 10, tzinfo=FIVE)
    assert (found.status, found.version, found.language) == (Status.PUBLISHED, 3, "en")
    assert problems == []


def test_every_item_of_a_message_comes_in_at_its_line():
    found = read(NEWSML_G2, message(g2(guid="a"), g2(guid="b")))
    assert [(story.external_id, story.place) for story in stories_of(found)] == [
        ("a", "line 4"),
        ("b", "line 6"),
    ]


def test_prefixes_don_t_matter():
    text = message(g2()).replace("<", "<n:").replace("<n:/", "</n:").replace("<n:?", "<?")
    text = text.replace("xmlns=", "xmlns:n=")
    assert only(NEWSML_G2, text)[0].body == "<p>A new train.</p>"


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        ("packageItem", "package"),
        ("knowledgeItem", "knowledge item"),
        ("conceptItem", "concept"),
        ("planningItem", "planning"),
        ("catalogItem", "catalog"),
    ],
)
def test_items_that_are_no_news_are_skipped(element, kind):
    found = read(NEWSML_G2, message(g2(tag=element), g2()))
    assert skipped_of(found) == [kind]
    assert len(stories_of(found)) == 1


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "graphic"])
@pytest.mark.parametrize("scheme", ["ninat:", "icls:"])
def test_news_items_that_are_no_text_are_skipped(scheme, kind):
    assert skipped_of(read(NEWSML_G2, g2(item_class=scheme + kind))) == [kind]


def test_composite_with_a_text_is_a_story_and_one_without_a_package():
    assert story(item_class="ninat:composite")[0].headline == "Train to Osh"
    assert skipped_of(read(NEWSML_G2, g2(item_class="ninat:composite", content=" "))) == ["package"]


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        ("<headline>Main</headline><headline role='hld:subHeadline'>Sub</headline>", "Main"),
        ("<headline role='hld:subHeadline'>Sub</headline><headline>Main</headline>", "Main"),
        (
            "<headline role='hld:short'>S</headline><headline role='hld:main'>Main</headline>",
            "Main",
        ),
        ("<headline role='hld:web'>Web</headline>", "Web"),
        ("<headline> A &amp;\n B </headline>", "A & B"),
        ("<headline xml:lang='fr'>Fr</headline><headline xml:lang='en-GB'>En</headline>", "En"),
        ("<headline xml:lang='fr'>Fr</headline>", "Fr"),
        ("<headline role='hld:subHeadline'>Sub</headline><slugline>S-L</slugline>", "Title"),
        ("<headline/>", "Title"),
    ],
)
def test_headline_is_the_main_one(headlines, expected):
    found, _ = story(about=headlines, meta="<title>Title</title>")
    assert found.headline == expected


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<p>a</p>", "<p>a</p>"),
        ("<h1>Train to Osh</h1><p>a</p>", "<p>a</p>"),
        ("<h2>Other</h2><p>a</p>", "<h2>Other</h2><p>a</p>"),
        (f"<inlineXML>{nitf('<hl2>b</hl2>')}</inlineXML>", "<h3>b</h3>"),
        ("<inlineData>a\n\nb</inlineData>", "<p>a</p><p>b</p>"),
        (
            "<inlineData contenttype='text/html'>&lt;b&gt;a&lt;/b&gt;</inlineData>",
            "<p><strong>a</strong></p>",
        ),
        ("<inlineData><![CDATA[<p>a</p>]]></inlineData>", "<p>a</p>"),
        ("<inlineData encoding='enc:base64'>YQ==</inlineData>", ""),
        ("<inlineXML><x/></inlineXML><inlineXML><p>a</p></inlineXML>", "<p>a</p>"),
        ("<inlineXML/>", ""),
    ],
)
def test_body_is_found_in_each_form(content, body):
    assert story(content=content)[0].body == body


def test_head_of_the_nitf_inside_fills_in_what_the_item_does_not_say():
    inside = nitf(
        body_head="<hedline><hl1>Inner</hl1></hedline><byline>By Li Na</byline>"
        "<abstract><p>Short.</p></abstract><dateline><location>OSH</location></dateline>"
    )
    found, _ = story(about="", content=f"<inlineXML>{inside}</inlineXML>")
    told = (found.headline, found.authors, found.summary, found.dateline)
    assert told == ("Inner", ("Li Na",), "Short.", "OSH")
    outer, _ = story(
        about="<headline>Outer</headline><by>Osh Bek</by><dateline>TALAS</dateline>",
        content=f"<inlineXML>{inside}</inlineXML>",
    )
    assert (outer.headline, outer.authors, outer.dateline) == ("Outer", ("Osh Bek",), "TALAS")


@pytest.mark.parametrize(
    ("inner", "summary"),
    [
        ('<description role="drol:summary">Short.</description>', "Short."),
        ("<description>Short.</description>", "Short."),
        ('<description role="drol:caption">C</description>', ""),
        ('<description role="drol:caption">C</description><description>S</description>', "S"),
        ("<description>H</description>", ""),
        ("<description/>", ""),
    ],
)
def test_summary_is_a_description_that_is_no_caption(inner, summary):
    assert about(inner).summary == summary


@pytest.mark.parametrize(
    ("inner", "authors"),
    [
        ("<by>By Li Na, Osh Bek</by>", ("Li Na", "Osh Bek")),
        ("<by>Li Na</by><creator><name>Osh Bek</name></creator>", ("Li Na",)),
        ("<creator><name>Li Na</name></creator>", ("Li Na",)),
        ('<creator uri="x"><name>Wire News</name></creator>', ("Wire News",)),
        ("<contributor><name>Li Na</name></contributor>", ("Li Na",)),
        ('<contributor role="ctrol:supplier"><name>Wire News</name></contributor>', ()),
        ('<creator role="cRole:source"><name>Li Na</name></creator>', ()),
        ('<creator literal="Wire"/>', ()),
        # The login of somebody.
        ("<creator><name>na.li</name></creator>", ()),
    ],
)
def test_authors_are_the_byline_else_the_creators(inner, authors):
    assert about(inner).authors == authors


@pytest.mark.parametrize(
    ("inner", "dateline"),
    [
        ("<dateline>OSH, March 1 (Wire) -</dateline>", "OSH"),
        ("<dateline>2024-03-01 10:00:00 GMT+05:00</dateline>", ""),
        ("<dateline>OSH</dateline><located><name>Talas</name></located>", "OSH"),
        ("<located><name>Talas</name></located>", "Talas"),
        ("<located><name/></located>", ""),
    ],
)
def test_dateline_is_a_place(inner, dateline):
    assert about(inner).dateline == dateline


def test_place_of_the_desk_is_no_dateline_where_the_text_has_its_own():
    found = about("<located><name>Talas</name></located>", content="<p>OSH (Wire) — A train.</p>")
    assert found.dateline == ""


@pytest.mark.parametrize(
    ("subjects", "tags"),
    [
        ('<subject qcode="medtop:1"><name>rail</name></subject>', ("rail",)),
        ('<subject type="cpnat:person" qcode="p:1"><name>Li Na</name></subject>', ("Li Na",)),
        (
            '<subject><mainConcept qcode="medtop:1"><name>ski</name></mainConcept></subject>',
            ("ski",),
        ),
        ("<keyword>rail</keyword><keyword>Rail</keyword><keyword/>", ("rail",)),
        # In the language of the item, else English; for readers, not for lists.
        (
            "<subject><name xml:lang='de'>Bahn</name><name xml:lang='en'>rail</name></subject>",
            ("rail",),
        ),
        (
            "<subject><name xml:lang='de'>Bahn</name><name xml:lang='fr'>train</name></subject>",
            ("Bahn",),
        ),
        (
            (
                '<subject><name role="nrol:mnemonic">rl</name><name role="nrol:display">rail</name>'
                "</subject>"
            ),
            ("rail",),
        ),
        ('<subject qcode="subj:04008004"/>', ("economy, business and finance",)),
        # Implied by another, a code, what is sold.
        ('<subject why="why:ancestor" qcode="x:1"><name>all</name></subject>', ()),
        ('<subject qcode="apcategorycode:f"><name>f</name></subject>', ()),
        ('<subject qcode="products:1"><name>Politics - News</name></subject>', ()),
        ('<subject qcode="x:1"/>', ()),
    ],
)
def test_subjects_and_keywords_are_tags(subjects, tags):
    assert about(subjects).tags == tags


@pytest.mark.parametrize(
    ("subject", "section"),
    [
        ('qcode="wiredepartment:4"', "Sport"),
        ('qcode="x:4" type="dpatype:category"', "Sport"),
        ('qcode="dpacat:sp"', "Sport"),
        ('qcode="http://wire.example/category/sport"', "Sport"),
        ('qcode="medtop:15000000"', None),
    ],
)
def test_list_of_sections_tells_the_section(subject, section):
    found = about(f"<subject {subject}><name>Sport</name></subject>")
    assert found.categories == ((Category("Sport"),) if section else ())
    assert found.tags == (() if section else ("Sport",))


def test_section_that_is_a_code_is_none():
    assert about('<subject qcode="xcat:CRO"><name>CRO</name></subject>').categories == ()


GEO = '<subject type="cpnat:geoArea" qcode="{}">{}</subject>'
LOCATED = (
    '<located type="cptype:city"><name>Osh</name>'
    '<broader type="cptype:country"><name>Kyrgyzstan</name></broader></located>'
)


@pytest.mark.parametrize(
    ("inner", "countries"),
    [
        (GEO.format("country:KAZ", ""), ("KZ",)),
        (GEO.format("x:1", "<name>Kazakhstan</name>"), ("KZ",)),
        (GEO.format("x:1", '<name>Kasachstan</name><sameAs qcode="iso3166-1a2:KZ"/>'), ("KZ",)),
        (GEO.format("x:1", '<name>Osh</name><broader qcode="cntry:KG"/>'), ("KG",)),
        (GEO.format("x:1", "<name>Osh</name>"), ()),
        (GEO.format("x:1", "<name>Europe</name>"), ()),
        ('<subject type="cptype:statprov"><name>Georgia</name></subject>', ()),
        ('<subject type="cptype:country"><name>Suomi</name></subject>', ("Suomi",)),
        ('<subject type="cptType:5" qcode="N2:SY"/><subject qcode="N2:POL"/>', ("SY",)),
        ('<subject qcode="N2:TR"/>', ("TR",)),
        (LOCATED, ("KG",)),
        # What it is about goes before the desk that wrote it.
        (LOCATED + GEO.format("country:KZ", ""), ("KZ",)),
    ],
)
def test_countries_of_places(inner, countries):
    found = about(inner)
    assert (found.countries, found.tags) == (countries, ())


def test_places_are_also_told_by_assertions():
    asserted = (
        "<assert><name>Myanmar</name><geoAreaDetails/></assert>"
        "<assert><name>Chad</name><personDetails/></assert>"
    )
    assert story(extra=asserted)[0].countries == ("MM",)


@pytest.mark.parametrize(
    ("status", "expected", "told"),
    [
        ("stat:usable", Status.PUBLISHED, []),
        ("stat:canceled", Status.WITHDRAWN, []),
        ("stat:withheld", Status.DRAFT, ["Withheld by the agency. Imported as a draft."]),
        ("stat:odd", Status.DRAFT, ["The status “odd” is not known. Imported as a draft."]),
    ],
)
def test_status(status, expected, told):
    found, problems = story(status=status)
    assert (found.status, problems) == (expected, told)


@pytest.mark.parametrize("item_class", ["ninat:text", "ninat:composite"])
def test_notice_that_kills_a_story_needs_no_text(item_class):
    found, problems = story(status="stat:canceled", about="", content=" ", item_class=item_class)
    assert (found.status, found.body) == (Status.WITHDRAWN, "")
    assert found.headline == found.external_id
    assert problems == []


@pytest.mark.parametrize(
    ("meta", "until", "status"),
    [
        (
            "<embargoed>2024-03-05T00:00:00Z</embargoed>",
            datetime(2024, 3, 5, tzinfo=UTC),
            Status.PUBLISHED,
        ),
        ("<embargoed/>", None, Status.PUBLISHED),
        ("<embargoed>Friday</embargoed>", None, Status.DRAFT),
    ],
)
def test_embargo(meta, until, status):
    found, _ = story(meta=meta)
    assert (found.embargo_until, found.status) == (until, status)


def test_notes_and_terms_are_told():
    found, problems = story(
        meta='<edNote>Adds  quote.</edNote><edNote role="x:closingline">dpa xx</edNote>',
        rights="<copyrightNotice>(c) Wire 2024</copyrightNotice>"
        "<usageTerms xml:lang='de'>Nur online</usageTerms><usageTerms>Online only</usageTerms>",
    )
    assert problems == ["Editors' note: Adds quote.", "Terms of use: Online only (told once)"]
    assert "quote" not in repr(found)


def test_terms_are_told_once_of_a_file():
    item = g2(rights="<copyrightNotice>May not be archived.</copyrightNotice>")
    assert [problem.once for problem in problems_of(read(NEWSML_G2, item))] == [True]


@pytest.mark.parametrize(
    ("number", "version"),
    [
        ("11", 11),
        ("2.0", 2),
        ("", 0),
        ("draft", 0),
        # Drawn by lot: the moment tells which is newer.
        ("1618095828", int(datetime(2024, 3, 2, 5, tzinfo=UTC).timestamp())),
    ],
)
def test_version_is_a_number(number, version):
    assert story(attributes=f'version="{number}"')[0].version == version


def test_language_is_that_of_the_content():
    assert about('<language tag="ru-KZ"/>').language == "ru-KZ"


def rendition(name, width, kind="image/jpeg"):
    return f'<remoteContent href="https://x.example/{name}" contenttype="{kind}" width="{width}"/>'


def test_picture_item_is_told_to_those_that_name_it():
    picture = g2(
        guid="tag:pic,1",
        item_class="ninat:picture",
        about='<headline>Train</headline><description role="d:caption">A train.</description>'
        "<creditline>Wire</creditline>",
        content=rendition("a", 100) + rendition("b", 900) + rendition("c", "9999", "video/mp4"),
    )
    text = g2(
        meta='<link residref="tag:pic,1"><itemClass qcode="ninat:picture"/></link>'
        '<link residref="tag:text,2"><itemClass qcode="ninat:text"/></link>'
        '<link href="https://x.example/d.jpg" contenttype="image/jpeg"><title>D</title></link>'
    )
    found = read(NEWSML_G2, message(picture, text))
    shown = Picture("https://x.example/b", alt="Train", caption="A train.", credit="Wire")
    assert found[0] == Attachment("tag%3Apic%2C1", shown, "line 4")
    assert skipped_of(found) == ["picture"]
    (story_,) = stories_of(found)
    assert story_.lead_image == Picture(f"{ATTACHMENT}tag%3Apic%2C1")
    assert story_.pictures == (Picture("https://x.example/d.jpg", caption="D"),)


def test_picture_beside_the_text_is_its_lead():
    text = "<inlineXML><p>a</p></inlineXML>"
    found, _ = story(content=text + rendition("a", 100) + rendition("b", 900))
    assert found.lead_image == Picture("https://x.example/b")


def test_text_that_lies_elsewhere_is_told():
    _, problems = story(content=rendition("text.html", "", "text/html"))
    assert problems == [
        "The text lies elsewhere (https://x.example/text.html). Get it and import that."
    ]


@pytest.mark.parametrize(
    ("element", "namespace", "text", "answer"),
    [
        ("newsMessage", NAR, "", True),
        ("ns0:newsItem", NAR, "", True),
        ("packageItem", NAR, "", True),
        ("newsItem", "", '<newsItem standard="NewsML-G2">', True),
        ("newsItem", "", "<newsItem>", False),
        ("NewsML", "", "", False),
        ("contentSet", NAR, "", False),
    ],
)
def test_only_newsml_g2_is_recognised(element, namespace, text, answer):
    assert NEWSML_G2.recognises(opening(text, element, namespace)) is answer


def test_item_without_headline_and_text_is_left_out():
    (problem,) = problems_of(read(NEWSML_G2, g2(about="", content=" ")))
    assert problem.message == "This item has neither a headline nor a text. Left out."


def test_creators_part_the_byline():
    creators = "".join(f"<creator><name>{name}</name></creator>" for name in ("Kloop", "AKIpress"))
    found, _ = only(
        NEWSML_G2, g2(about=f"{creators}<headline>A</headline><by>Kloop, AKIpress</by>")
    )
    assert found.authors == ("Kloop", "AKIpress")


def test_text_in_ttnitf_comes_through():
    inner = (
        '<BODY xmlns=""><TEXT><RUBRIK>Train to Osh</RUBRIK><DAT><ORT>OSH</ORT></DAT>'
        "<INGRESS><P>It is new.</P></INGRESS><BRODTEXT><CITAT>It left, he says.</CITAT>"
        "<MELLIS>The way</MELLIS><P>South.</P></BRODTEXT><BYLINE>Li Na</BYLINE>"
        "<BILD><BILDFIL>https://wire.example/a</BILDFIL><BILDTEXT><P>A train.</P></BILDTEXT>"
        "<BILDSKAPARE>Osh Bek</BILDSKAPARE></BILD></TEXT></BODY>"
    )
    content = f'<inlineXML contenttype="application/ttnitf+xml">{inner}</inlineXML>'
    found, _ = only(NEWSML_G2, g2(content=content))
    assert found.authors == ("Li Na",)
    assert found.body == (
        "<p>It is new.</p><p>It left, he says.</p><h3>The way</h3><p>South.</p>"
        '<figure><img src="https://wire.example/a" alt="">'
        "<figcaption>A train. (Osh Bek)</figcaption></figure>"
    )


@pytest.mark.parametrize("name", ["li", "li.na", "lina7"])
def test_account_of_a_newsroom_is_no_author(name):
    about = f'<headline>H</headline><creator qcode="a:1"><name>{name}</name></creator>'
    assert only(NEWSML_G2, g2(about=about))[0].authors == ()


def test_line_beneath_the_headline_is_the_summary_and_stands_once():
    about = (
        '<headline role="r:title">Train to Osh</headline>'
        '<headline role="r:subtitle">It is new</headline>'
    )
    content = "<h1>Train to Osh</h1><h2>It is new</h2><p>It left.</p>"
    found, _ = only(NEWSML_G2, g2(about=about, content=content))
    assert (found.headline, found.summary, found.body) == (
        *("Train to Osh", "It is new", "<p>It left.</p>"),
    )


def test_first_paragraph_stays_though_it_is_the_summary_too():
    about = "<headline>H</headline><description role='d:teaser'>It is new.</description>"
    found, _ = only(NEWSML_G2, g2(about=about, content="<p>It is new.</p><p>It left.</p>"))
    assert (found.summary, found.body) == ("It is new.", "<p>It is new.</p><p>It left.</p>")

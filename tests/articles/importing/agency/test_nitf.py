"""NITF: what of a document comes through."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.importing.agency.nitf import NITF
from articles.importing.record import Category, Picture, Status
from tests.articles.importing.agency.items import nitf, only, opening, read
from tests.articles.importing.found import problems_of, stories_of

FIVE = timezone(timedelta(hours=5))
ID = '<doc-id id-string="w1"/>'


def story(*args, **parts):
    return only(NITF, nitf(*args, **parts))


def docdata(inner, **parts):
    return story(docdata=f"{ID}{inner}", **parts)


def body_head(inner):
    return story(body_head=inner)[0]


@pytest.mark.parametrize("attributes", ["", 'xmlns="http://iptc.org/std/NITF/2006-10-18/"'])
def test_document_comes_through(attributes):
    found, problems = story(attributes=attributes)
    assert (found.external_id, found.headline, found.body) == (
        "w1",
        "Train to Osh",
        "<p>A new train.</p>",
    )
    assert found.published_at == datetime(2024, 3, 1, 10, tzinfo=FIVE)
    assert (found.status, found.place, problems) == (Status.PUBLISHED, "line 1", [])


def test_documents_one_after_another_come_in():
    text = nitf() + '<?xml version="1.0"?>\n' + nitf("<p>Second.</p>")
    bodies = [found.body for found in stories_of(read(NITF, text))]
    assert bodies == ["<p>A new train.</p>", "<p>Second.</p>"]


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        ("<hedline><hl1>Main</hl1><hl2>Sub</hl2></hedline>", "Main"),
        ("<hedline><hl2>Sub</hl2><hl1>A &amp; <em>B</em></hl1></hedline>", "A & B"),
        ("<headline><hl1>Main</hl1></headline>", "Main"),
        ("<hedline><hl2>Sub</hl2></hedline>", "Title"),
    ],
)
def test_headline_is_the_main_one(head, headline):
    found, _ = story(body_head=head, head="<title>Title</title>")
    assert found.headline == headline


def test_headline_is_made_of_the_first_words_where_there_is_none():
    found, problems = story("<p>One two.</p>", body_head="")
    assert found.headline == "One two."
    assert problems == ["The headline is empty; the first words were taken."]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<byline>By Li Na</byline>", ("Li Na",)),
        ("<byline>By <person>Li Na</person><byttl>Wire News</byttl></byline>", ("Li Na",)),
        ("<byline>By LI NA<byttl>Business Writer</byttl></byline>", ("Li Na",)),
        ("<byline><person>Li Na and Osh Bek</person></byline>", ("Li Na", "Osh Bek")),
        ("<byline><person>Li Na</person><person>Osh Bek</person></byline>", ("Li Na", "Osh Bek")),
        ("<byline>Li Na</byline><byline>Osh Bek</byline>", ("Li Na", "Osh Bek")),
        ("<byline><byttl>Wire News</byttl></byline>", ()),
        ("<byline>gr/bp</byline>", ()),
        ("", ()),
    ],
)
def test_byline_names_people(byline, names):
    assert body_head(byline).authors == names


@pytest.mark.parametrize(
    ("dateline", "place"),
    [
        ("<location>OSH</location>", "OSH"),
        ("<location><city>Osh</city>, <country>Kyrgyzstan</country></location>", "Osh, Kyrgyzstan"),
        ("<location>\n<city>Osh</city>\n<state>Osh Region</state></location>", "Osh, Osh Region"),
        ("OSH, March 1 (AP) -", "OSH"),
        ("OSH <story.date norm='20240301'>20240301</story.date>", "OSH"),
        ("<story.date norm='20240301'>20240301T000000</story.date>", ""),
    ],
)
def test_dateline_is_a_place(dateline, place):
    assert body_head(f"<dateline>{dateline}</dateline>").dateline == place


def test_abstract_is_the_summary():
    assert body_head("<abstract><p>One <em>two</em>.</p></abstract>").summary == "One two."


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<date.issue norm="20240301T100000Z"/>', datetime(2024, 3, 1, 10, tzinfo=UTC)),
        ('<date.issue norm="2024-03-01T10:00:00"/>', datetime(2024, 3, 1, 10)),
        ("", datetime(2024, 3, 2)),
    ],
)
def test_date_is_that_of_issue_else_that_of_the_publication(inner, expected):
    found, problems = docdata(inner, head='<pubdata date.publication="20240302"/>')
    assert (found.published_at, problems) == (expected, [])


def test_date_that_can_not_be_read_is_told():
    found, problems = docdata('<date.issue norm="soon"/>')
    assert found.published_at is None
    assert problems == ["“soon” is not a date."]


@pytest.mark.parametrize(
    ("status", "expected", "told"),
    [
        ("", Status.PUBLISHED, []),
        ("usable", Status.PUBLISHED, []),
        ("canceled", Status.WITHDRAWN, []),
        ("withheld", Status.DRAFT, ["Withheld by the agency. Imported as a draft."]),
        ("embargoed", Status.DRAFT, ["Embargoed, it isn't said until when. Imported as a draft."]),
        ("odd", Status.DRAFT, ["The status “odd” is not known. Imported as a draft."]),
    ],
)
def test_status(status, expected, told):
    found, problems = story(data_attributes=f'management-status="{status}"')
    assert (found.status, problems) == (expected, told)


def test_document_that_another_cancels_is_told():
    _, problems = story(
        data_attributes='management-doc-idref="w0" management-idref-status="canceled"'
    )
    assert problems == ["The agency cancels the item “w0” with this one. Withdraw it by hand."]
    assert story(data_attributes='management-doc-idref="w0"')[1] == []


@pytest.mark.parametrize(
    ("attributes", "release", "until"),
    [
        ("", "20240305T000000Z", datetime(2024, 3, 5, tzinfo=UTC)),
        ('management-status="embargoed"', "20240305T000000Z", datetime(2024, 3, 5, tzinfo=UTC)),
        # Released when it was issued.
        ("", "20240301T100000Z", None),
        ("", "YYYYMMDD000000-HHMM", None),
    ],
)
def test_release_later_than_issue_is_an_embargo(attributes, release, until):
    dates = f'<date.issue norm="20240301T100000Z"/><date.release norm="{release}"/>'
    found, problems = docdata(dates, data_attributes=attributes)
    assert (found.embargo_until, found.status, problems) == (until, Status.PUBLISHED, [])


def test_embargo_that_can_not_be_read_keeps_the_story_back():
    found, (problem,) = docdata('<date.release norm="Friday"/>')
    assert found.status == Status.DRAFT
    assert problem == (
        "Embargoed, but “Friday” is not a date. Imported as a draft: ask when it may go out."
    )


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<evloc city="Osh" iso-cc="KGZ"/>', ("KG",)),
        ('<evloc iso-cc="KG"/><evloc iso-cc="US" state-prov="GA"/>', ("KG", "US")),
        ('<evloc state-prov="Asia" county-dist="India"/>', ("IN",)),
        ('<evloc city="Osh"/>', ()),
        (
            (
                "<identified-content><location><country iso-cc='KZ'>K</country></location>"
                "</identified-content>"
            ),
            ("KZ",),
        ),
    ],
)
def test_countries_are_those_of_the_event(inner, expected):
    assert docdata(inner)[0].countries == expected


def test_country_of_the_dateline_counts_where_there_is_no_other():
    dateline = (
        "<dateline><location><city>Osh</city><country>Kyrgyzstan</country></location></dateline>"
    )
    assert body_head(dateline).countries == ("KG",)
    assert story(body_head=dateline, docdata='<evloc iso-cc="KZ"/>')[0].countries == ("KZ",)


def subject(**levels):
    named = "".join(f' tobject.subject.{name}="{value}"' for name, value in levels.items())
    return f"<tobject><tobject.subject{named}/></tobject>"


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        (subject(refnum="04001002", type="Economy", detail="Fishing"), ("Economy", "Fishing")),
        (subject(refnum="x", type="POL:POLITICS", matter="Politics"), ("POLITICS",)),
        (subject(refnum="15054000"), ("sport",)),
        ("", ()),
    ],
)
def test_subjects_are_tags(head, tags):
    assert story(head=head)[0].tags == tags


def test_keywords_are_tags_but_the_slug_is_none():
    keys = '<keyword key="rail"/><keyword>Osh</keyword><keyword key="train-osh"/><keyword key="x"/>'
    found, _ = docdata(f'<key-list>{keys}</key-list><du-key key="wire-train-osh" version="4"/>')
    assert (found.tags, found.version) == (("rail", "Osh"), 4)


@pytest.mark.parametrize(
    ("head", "section"),
    [
        ('<pubdata position.section="Sport"/>', "Sport"),
        ('<tobject tobject.type="Utenriks"/>', "Utenriks"),
        ('<tobject tobject.type="News"/>', None),
    ],
)
def test_section_is_the_agency_s_own_word(head, section):
    assert story(head=head)[0].categories == ((Category(section),) if section else ())


@pytest.mark.parametrize(("urgency", "expected"), [("3", 3), ("0", None), ("x", None), ("", None)])
def test_urgency(urgency, expected):
    assert docdata(f'<urgency ed-urg="{urgency}"/>')[0].urgency == expected


def test_what_is_for_editors_is_told_and_not_printed():
    found, problems = story(
        docdata='<ed-msg info="Minor edits."/><doc.rights limitations="web only" geography="KZ"/>'
        '<date.expire norm="20240401T000000Z"/>',
        body_head="<note><body.content><p>Call first.</p></body.content></note>",
    )
    assert problems == [
        "The headline is empty; the first words were taken.",
        "Editors' note: Minor edits. / Call first.",
        "Terms of use: web only / KZ / not after 2024-04-01 (told once)",
    ]
    assert "edits" not in repr(found)


def test_later_revision_is_the_modification():
    revision = '<revision-history norm="20240228T000000Z"/><revision-history norm="{}"/>'
    later, _ = story(head=revision.format("20240303T000000Z"))
    assert later.modified_at == datetime(2024, 3, 3, tzinfo=UTC)
    assert story(head=revision.format("20240229T000000Z"))[0].modified_at is None


@pytest.mark.parametrize(
    ("attributes", "language"), [('xml:lang="kk"', "kk"), ('baselang="ru-KZ"', "ru-KZ"), ("", "")]
)
def test_language(attributes, language):
    assert story(attributes=attributes)[0].language == language


@pytest.mark.parametrize(
    ("element", "answer"), [("nitf", True), ("n:nitf", True), ("NITF", True), ("newsItem", False)]
)
def test_only_nitf_is_recognised(element, answer):
    assert NITF.recognises(opening(f"<{element}>", element)) is answer


def test_empty_document_is_left_out():
    (problem,) = problems_of(read(NITF, nitf("", body_head="")))
    assert (problem.message, problem.refused) == (
        "This item has neither a headline nor a text. Left out.",
        True,
    )


def test_picture_above_the_text_leads_the_story():
    media = (
        '<media media-type="image"><media-reference source="https://x.example/{}.jpg" '
        'alternate-text="A tide"/><media-caption>The tide.</media-caption>'
        "<media-producer>Li Na</media-producer></media>"
    )
    above, inside = media.format("a"), media.format("b")
    found, _ = story(f"<block>{above}<p>One.</p>{inside}</block>")
    assert found.lead_image == Picture("https://x.example/a.jpg", "A tide", "The tide.", "Li Na")
    assert "a.jpg" not in found.body
    assert "b.jpg" in found.body
    found, _ = story(f"<p>One.</p>{above}")
    assert found.lead_image is None


def test_sentence_in_the_place_of_the_byline_is_the_summary():
    words = "Snow closes the pass, drivers wait for the plough"
    found = body_head(f"<byline>{words}</byline>")
    assert (found.authors, found.summary) == ((), words)
    house = "Press Service of the Ministry of Foreign Affairs"
    assert body_head(f"<byline>{house}</byline>").authors == (house,)


@pytest.mark.parametrize(
    ("content", "authors", "body"),
    [
        ("<p>By Li Na</p><p>A.</p>", ("Li Na",), "<p>A.</p>"),
        (
            "<p>(Adds a quote)</p><p>By Li Na</p><p>A.</p>",
            ("Li Na",),
            "<p>(Adds a quote)</p><p>A.</p>",
        ),
        ("<p>By Li Na</p>", (), "<p>By Li Na</p>"),
        ("<p>By noon it had left.</p><p>A.</p>", (), "<p>By noon it had left.</p><p>A.</p>"),
        ("<p>A.</p><p>B.</p><p>C.</p><p>By Li Na</p><p>D.</p>", (), None),
    ],
)
def test_byline_above_the_text_names_the_authors(content, authors, body):
    found, _ = story(content)
    assert found.authors == authors
    assert found.body == (body or content)

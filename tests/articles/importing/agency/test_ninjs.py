"""ninjs: what of an item comes through in each version, and in Superdesk's own."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.importing.agency.ninjs import NINJS
from articles.importing.record import Attachment, Category, Picture, Status
from tests.articles.importing.agency.items import ninjs, nitf, only, opening, read
from tests.articles.importing.found import problems_of, skipped_of, stories_of

FIVE = timezone(timedelta(hours=5))
ATTACHMENT = "https://attachment.invalid/"
VERSIONS = {
    "1": ninjs(byline="By Li Na", description_text="Short.", pubstatus="usable"),
    "1, XHTML": ninjs(
        body_html=None,
        body_xhtml="<p>A new train.</p>",
        byline="Li Na",
        description_summary="Short.",
    ),
    "2": {
        "uri": "urn:newsml:wire.example:1",
        "type": "text",
        "version": "3",
        "versioncreated": "2024-03-02T10:00:00+05:00",
        "firstcreated": "2024-03-01T10:00:00+05:00",
        "headlines": [{"role": "main", "value": "Train to Osh"}],
        "bodies": [{"role": "html", "contenttype": "text/html", "value": "<p>A new train.</p>"}],
        "descriptions": [{"role": "summary", "value": "Short."}],
        "by": "Li Na",
    },
    "3": {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": "urn:newsml:wire.example:1",
        "type": "text",
        "version": "3",
        "versionCreated": "2024-03-02T10:00:00+05:00",
        "firstCreated": "2024-03-01T10:00:00+05:00",
        "pubStatus": "usable",
        "headlines": [{"role": "short", "value": "Train"}, {"value": "Train to Osh"}],
        "bodies": [{"contentType": "application/xhtml+xml", "value": "<p>A new train.</p>"}],
        "descriptions": [{"value": "Short."}],
        "people": [{"name": "Li Na", "rel": "author"}, {"name": "Osh Bek", "rel": "mentions"}],
    },
    "Superdesk": ninjs(
        uri=None,
        guid="urn:newsml:wire.example:1",
        description_text="Short.",
        authors=[{"name": "Li Na", "role": "author"}],
    ),
}


def story(**values):
    return only(NINJS, ninjs(**values))


@pytest.mark.parametrize("item", VERSIONS.values(), ids=VERSIONS)
def test_item_comes_through_in_every_version(item):
    found, problems = only(NINJS, item)
    assert found.external_id == "urn:newsml:wire.example:1"
    assert (found.headline, found.body) == ("Train to Osh", "<p>A new train.</p>")
    assert (found.summary, found.authors, found.author_roles) == ("Short.", ("Li Na",), ())
    assert found.published_at == datetime(2024, 3, 1, 10, tzinfo=FIVE)
    assert found.modified_at == datetime(2024, 3, 2, 10, tzinfo=FIVE)
    assert (found.status, found.version, problems) == (Status.PUBLISHED, 3, [])
    assert NINJS.recognises(opening(json.dumps(item)))


ITEMS = [ninjs(uri=f"u{number}", headline=f"H{number}") for number in (1, 2)]


@pytest.mark.parametrize(
    ("file", "places"),
    [
        (json.dumps(ITEMS, indent=0), ["line 2", "line 12"]),
        ("\n".join(map(json.dumps, ITEMS)), ["line 1", "line 2"]),
        (json.dumps({"total": 2, "item": ITEMS}), ["line 1, item 1", "line 1, item 2"]),
        (json.dumps({"data": {"item": ITEMS[0]}}), ["line 1"]),
        (json.dumps({"data": {"items": [{"meta": {}, "item": ITEMS[0]}]}}), ["line 1"]),
    ],
    ids=["array", "lines", "BBC", "AP item", "AP feed"],
)
def test_items_are_found_in_what_is_around_them(file, places):
    found = stories_of(read(NINJS, file))
    assert [one.place for one in found] == places
    assert [one.headline for one in found] == ["H1", "H2"][: len(places)]
    assert NINJS.recognises(opening(file))


def test_damaged_item_costs_itself():
    lines = [json.dumps(ninjs(uri="u1")), '{"uri": "u2", "headline": ', json.dumps(ninjs(uri="u3"))]
    found = read(NINJS, "\n".join(lines))
    assert [one.external_id for one in stories_of(found)] == ["u1", "u3"]
    (problem,) = problems_of(found)
    assert (problem.place, problem.refused) == ("line 2", True)


@pytest.mark.parametrize(
    ("values", "headline"),
    [
        ({"headlines": [{"role": "sub", "value": "S"}, {"role": "main", "value": "M"}]}, "M"),
        ({"headlines": [{"role": "sub", "value": "S"}, {"role": "web", "value": "W"}]}, "W"),
        ({"headlines": [{"role": "sub", "value": "S"}], "title": "T"}, "T"),
        ({"headline_main": "M", "headline_sub": "S"}, "M"),
        ({"headline": "Fish &amp; <b>chips</b>"}, "Fish & chips"),
        ({"headline": " ", "title": "T"}, "T"),
        ({"slugline": "S-L", "headline": None}, "A new train."),
    ],
)
def test_headline_is_the_main_one(values, headline):
    assert story(**({"headline": None} | values))[0].headline == headline


def body(content_type, value, role="main"):
    return {"role": role, "contentType": content_type, "value": value}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"body_text": "t", "body_html": "<p>h</p>"}, "<p>h</p>"),
        ({"body_text": "t", "body_xhtml": "<p>h</p>"}, "<p>h</p>"),
        ({"body_text": "One.\n\nTwo."}, "<p>One.</p><p>Two.</p>"),
        # Whatever it is called, tags are tags, and text is text.
        ({"body_main": "<p>h</p>"}, "<p>h</p>"),
        ({"body_main": "a<sup>b</sup>"}, "<p>a<sup>b</sup></p>"),
        ({"body_richtext": "a<sup>b</sup>"}, "<p>a<sup>b</sup></p>"),
        ({"body_text": "a<sup>b</sup>"}, "<p>a&lt;sup&gt;b&lt;/sup&gt;</p>"),
        ({"body_main": "h < t"}, "<p>h &lt; t</p>"),
        ({"body_text": "<p>h</p>"}, "<p>h</p>"),
        ({"bodyXhtml": "<p>h</p>", "bodyLength": "9"}, "<p>h</p>"),
        ({"body_html": " ", "body_text": "t"}, "<p>t</p>"),
        ({"bodies": [body("text/plain", "t"), body("text/html", "<p>h</p>")]}, "<p>h</p>"),
        (
            {"bodies": [body("text/plain", "t"), body("text/vnd.IPTC.NITF", nitf())]},
            "<p>A new train.</p>",
        ),
        ({"bodies": [body("application/xml", "<X/>"), body("text/plain", "t")]}, "<p>t</p>"),
        ({"bodies": [{"value": "<p>h</p>"}]}, "<p>h</p>"),
        ({"body_html": "<h1>Train to Osh</h1><p>h</p>"}, "<p>h</p>"),
        (
            {"body_html": "<html><head><title>t</title></head><body><p>h</p></body></html>"},
            "<p>h</p>",
        ),
        ({"body_html": "<section class='main'><p>h</p></section>"}, "<p>h</p>"),
        ({}, ""),
    ],
)
def test_body_is_the_best_of_its_forms(values, expected):
    assert story(**({"body_html": None} | values))[0].body == expected


@pytest.mark.parametrize(
    ("values", "authors", "roles"),
    [
        ({"byline": "By Li Na and Osh Bek"}, ("Li Na", "Osh Bek"), ()),
        ({"by": "Li Na, Wire News"}, ("Li Na",), ()),
        ({"byline": "Li Na", "authors": [{"name": "Osh Bek"}]}, ("Li Na",), ()),
        (
            {
                "authors": [
                    {"name": "Li Na", "role": "writer"},
                    {"name": "Osh Bek", "role": "editor"},
                ]
            },
            ("Li Na", "Osh Bek"),
            ("", "editor"),
        ),
        ({"person": [{"name": "Li Na", "rel": "author"}]}, ("Li Na",), ()),
        ({"person": [{"name": "Li Na", "rel": "about"}]}, (), ()),
        ({"byline": ""}, (), ()),
        ({"bylines": [{"by": "By LI NA", "title": "Wire News"}]}, ("Li Na",), ()),
        ({"bylines": [{"byline": "Li Na/WN", "affiliation": "WN"}]}, ("Li Na",), ()),
    ],
)
def test_authors(values, authors, roles):
    found, _ = story(**values)
    assert (found.authors, found.author_roles) == (authors, roles)


@pytest.mark.parametrize(
    ("values", "dateline"),
    [
        ({"located": "Osh, Kyrgyzstan"}, "Osh, Kyrgyzstan"),
        ({"located": "Osh", "body_html": "<p>OSH (Wire) -- A train.</p>"}, ""),
        ({"located": ["Osh"]}, ""),
    ],
)
def test_place_is_the_dateline_where_the_text_has_none(values, dateline):
    assert story(**values)[0].dateline == dateline


@pytest.mark.parametrize(
    ("values", "tags"),
    [
        ({"subject": [{"name": "rail", "code": "medtop:1"}]}, ("rail",)),
        (
            {"subjects": [{"name": "rail", "uri": "http://cv.iptc.org/newscodes/mediatopic/1"}]},
            ("rail",),
        ),
        ({"subjects": [{"uri": "http://cv.iptc.org/newscodes/mediatopic/15000000"}]}, ("sport",)),
        ({"subject": ["rail", "Osh"]}, ("rail", "Osh")),
        ({"subject": [{"name": "#rail", "scheme": "topic"}]}, ("rail",)),
        ({"keywords": ["rail", "Rail", "", 7]}, ("rail",)),
        ({"subject": [{"name": "all", "rels": ["ancestor"]}]}, ()),
        ({"subject": [{"name": "s", "code": "s"}]}, ()),
        ({"people": [{"name": "Li Na", "rel": "about"}]}, ("Li Na",)),
        ({"organisation": [{"name": "Rail Ltd", "rel": "mentions"}]}, ()),
        ({"subject": [{"name": "Osh", "code": "location:osh", "rel": "location"}]}, ()),
    ],
)
def test_subjects_and_keywords_are_tags(values, tags):
    assert story(**values)[0].tags == tags


@pytest.mark.parametrize(
    ("values", "section"),
    [
        ({"service": [{"name": "Finance", "code": "f"}]}, Category("Finance")),
        ({"service": [{"name": "Finance", "code": "finance"}]}, Category("Finance", "finance")),
        (
            {"subject": [{"name": "Finance", "code": "category:finance", "rel": "category"}]},
            Category("Finance", "finance"),
        ),
        ({"subject": [{"name": "Finance", "scheme": "sections"}]}, Category("Finance")),
        ({"subject": [{"name": "f", "code": "f", "rels": ["category"]}]}, None),
        ({"subject": [{"name": "Finance", "scheme": "mediatopic"}]}, None),
    ],
)
def test_agency_s_own_list_tells_the_section(values, section):
    assert story(**values)[0].categories == ((section,) if section else ())


@pytest.mark.parametrize(
    ("values", "countries"),
    [
        ({"place": [{"name": "Kazakhstan"}, {"name": "Almaty"}]}, ("KZ",)),
        ({"place": [{"scheme": "http://cvx.iptc.org/iso3166-1a2/", "code": "kz"}]}, ("KZ",)),
        ({"places": [{"name": "K", "uri": "http://cvx.iptc.org/iso3166-1a3/KAZ"}]}, ("KZ",)),
        ({"place": [{"code": "KAZ", "name": "KAZ"}]}, ("KZ",)),
        ({"place": [{"code": "country:KZ"}]}, ("KZ",)),
        ({"place": [{"code": "US", "name": "US"}]}, ("US",)),
        ({"place": [{"name": "Osh", "country": "Kyrgyzstan"}]}, ("KG",)),
        ({"place": "Kazakhstan"}, ("KZ",)),
        # A state of Australia, and not Saudi Arabia.
        ({"place": [{"code": "SA", "name": "SA"}]}, ()),
        ({"subject": [{"name": "Kazakhstan", "code": "place:kz"}]}, ("KZ",)),
        ({"located": "Osh, Kyrgyzstan"}, ("KG",)),
        ({"located": "Osh, Kyrgyzstan", "place": [{"name": "Kazakhstan"}]}, ("KZ",)),
        ({}, ()),
    ],
)
def test_countries_are_those_of_places(values, countries):
    assert story(**values)[0].countries == countries


@pytest.mark.parametrize(
    ("status", "expected", "told"),
    [
        (None, Status.PUBLISHED, []),
        ("usable", Status.PUBLISHED, []),
        ("withheld", Status.DRAFT, ["Withheld by the agency. Imported as a draft."]),
        ("canceled", Status.WITHDRAWN, []),
        ("cancelled", Status.WITHDRAWN, []),
        (
            "commissioned",
            Status.DRAFT,
            ["The status “commissioned” is not known. Imported as a draft."],
        ),
    ],
)
def test_status(status, expected, told):
    found, problems = story(pubstatus=status)
    assert (found.status, problems) == (expected, told)


@pytest.mark.parametrize("kind", ["text", "composite"])
def test_notice_that_kills_a_story_needs_no_text(kind):
    found, problems = story(type=kind, pubstatus="canceled", headline=None, body_html=None)
    assert (found.status, found.headline) == (Status.WITHDRAWN, found.external_id)
    assert problems == []


@pytest.mark.parametrize(
    "values",
    [
        {"pubstatus": ["withheld"]},
        {"pubstatus": {"code": "withheld"}},
        {"embargoed": {"until": "Friday"}},
        {"embargoed": "Friday"},
        {"embargoed": True},
    ],
)
def test_what_can_not_be_understood_does_not_go_out(values):
    found, problems = story(**values)
    assert found.status == Status.DRAFT
    assert problems[0].endswith(("Imported as a draft.", "ask when it may go out."))


@pytest.mark.parametrize("name", ["embargoed", "embargoedUntil"])
def test_embargo(name):
    found, _ = story(**{name: "2024-03-05T00:00:00Z"})
    assert found.embargo_until == datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "published", "modified", "told"),
    [
        ({}, "2024-03-01", "2024-03-02", 0),
        ({"firstcreated": None}, "2024-03-02", None, 0),
        ({"firstpublished": "2024-03-01T12:00:00+05:00"}, "2024-03-01", "2024-03-02", 0),
        ({"firstcreated": None, "contentCreated": "2024-02-01"}, "2024-02-01", "2024-03-02", 0),
        ({"firstcreated": "soon", "contentcreated": "2024-02-01"}, "2024-02-01", "2024-03-02", 1),
        ({"firstcreated": {"a": 1}}, "2024-03-02", None, 0),
        ({"versioncreated": "never"}, "2024-03-01", None, 1),
        ({"versioncreated": "2024-02-01"}, "2024-03-01", None, 0),
        ({"versioncreated": None, "firstcreated": "2020-02-31"}, None, None, 1),
    ],
)
def test_dates(values, published, modified, told):
    found, problems = story(**values)
    days = [day and f"{day:%Y-%m-%d}" for day in (found.published_at, found.modified_at)]
    assert days == [published, modified]
    assert len(problems) == told
    assert all(problem.endswith("is not a date.") for problem in problems)


@pytest.mark.parametrize(
    ("values", "name", "expected"),
    [
        ({"urgency": 3}, "urgency", 3),
        ({"urgency": "9"}, "urgency", 9),
        ({"urgency": 0}, "urgency", None),
        ({"urgency": 0.1}, "urgency", None),
        ({"urgency": True}, "urgency", None),
        ({"version": 12}, "version", 12),
        ({"version": "v2"}, "version", 0),
        ({"language": "ru-KZ"}, "language", "ru-KZ"),
        ({"uri": "x" * 300}, "external_id", "sha256:"),
    ],
)
def test_single_values(values, name, expected):
    found = getattr(story(**values)[0], name)
    assert found[:7] == expected if expected == "sha256:" else found == expected


@pytest.mark.parametrize(
    ("uri", "identifier", "paths", "slug"),
    [
        ("urn:x:1", "urn:x:1", (), ""),
        ("https://x.example/news/1", None, ("https://x.example/news/1",), ""),
        ("https://x.example/a-train-to-osh.html", None, None, "a-train-to-osh"),
        # Who asked AP, and when, is no part of the id.
        (
            "https://api.ap.org/media/v/content/1a?qt=x&et=y",
            "https://api.ap.org/media/v/content/1a",
            (),
            "",
        ),
    ],
)
def test_address_is_id_path_and_slug(uri, identifier, paths, slug):
    found, _ = story(uri=uri)
    assert found.external_id == (identifier or uri)
    assert found.paths == ((uri,) if paths is None else paths)
    assert found.slug == slug


@pytest.mark.parametrize(
    "alternatives",
    [{"canonical": "https://x.example/1"}, [{"role": "canonical", "value": "https://x.example/1"}]],
)
def test_canonical_address(alternatives):
    found, _ = story(altIds=alternatives)
    assert (found.canonical_url, found.paths) == ("https://x.example/1", ("https://x.example/1",))


def test_notes_and_terms_are_told():
    _, problems = story(
        ednote="Adds <b>quote</b>.",
        usageterms=["Online only.", "Usage"],
        copyrightnotice="(c) Wire. May not be archived.",
        copyrightholder="Wire",
    )
    assert problems == [
        "Editors' note: Adds quote.",
        "Terms of use: Online only. (told once)",
        "Terms of use: (c) Wire. May not be archived. (told once)",
    ]


@pytest.mark.parametrize(
    ("kind", "skipped"),
    [
        *[(kind, kind) for kind in ("picture", "graphic", "video", "audio", "planning", "event")],
        *[("composite", "package"), ("component", "component")],
    ],
)
def test_what_is_no_text_is_skipped_by_kind(kind, skipped):
    found = read(NINJS, ninjs(type=kind, body_html=None))
    assert (skipped_of(found), stories_of(found)) == ([skipped], [])


@pytest.mark.parametrize(
    ("values", "kind"),
    [({"eventDetails": {"dates": {}}}, "event"), ({"plannedCoverage": [1]}, "planning")],
)
def test_events_and_plans_that_don_t_say_so_are_skipped(values, kind):
    assert skipped_of(read(NINJS, ninjs(type=None, **values))) == [kind]


@pytest.mark.parametrize("kind", [None, "text", "composite", "component", "article"])
def test_what_holds_a_text_is_a_story(kind):
    assert story(type=kind)[0].status == Status.PUBLISHED


def test_item_of_an_unknown_type_becomes_a_draft():
    found, problems = story(type="advisory")
    assert found.status == Status.DRAFT
    assert problems == ["Items of the type “advisory” are not known. Imported as a draft."]


def rendition(href, width, **values):
    return {"href": f"https://x.example/{href}", "width": width, "mimetype": "image/jpeg"} | values


def picture(**values):
    return {
        "type": "picture",
        "uri": "tag:pic,1",
        "headline": "Train",
        "description_text": "A train.",
        "byline": "Li Na",
        "renditions": {"small": rendition("s.jpg", 10), "main": rendition("m.jpg", "900")},
    } | values


SHOWN = Picture("https://x.example/m.jpg", alt="Train", caption="A train.", credit="Li Na")


@pytest.mark.parametrize(
    "associations",
    [
        {"other": picture(renditions={"a": rendition("o.jpg", 1)}), "featuremedia": picture()},
        [
            picture(name="other", renditions=[rendition("o.jpg", 1)]),
            picture(name="mainpic", renditions=[rendition("s.jpg", 1), rendition("m.jpg", 2)]),
        ],
    ],
)
def test_feature_picture_is_the_lead(associations):
    found, _ = story(associations=associations)
    assert found.lead_image == SHOWN
    assert [one.address for one in found.pictures] == ["https://x.example/o.jpg"]


@pytest.mark.parametrize(
    ("association", "expected"),
    [
        (picture(), SHOWN),
        (picture(body_text="Alt"), Picture(SHOWN.address, "Alt", "A train.", "Li Na")),
        (
            picture(byline=None, copyrightholder="Wire"),
            Picture(SHOWN.address, "Train", "A train.", "Wire"),
        ),
        (picture(description_text=None), Picture(SHOWN.address, "Train", "Train", "Li Na")),
        # One with the agency's mark across it, and a film.
        (
            picture(
                renditions={
                    "a": rendition("watermark.jpg", 9999),
                    "b": rendition("f.mp4", 9999, mimetype="video/mp4"),
                    "c": rendition("m.jpg", 1),
                }
            ),
            SHOWN,
        ),
        # Known by its id alone.
        (
            picture(renditions={}),
            Picture(f"{ATTACHMENT}tag%3Apic%2C1", "Train", "A train.", "Li Na"),
        ),
        (picture(renditions=None, uri="https://x.example/m.jpg"), SHOWN),
        (picture(renditions=None, uri=None), None),
        (picture(type="video"), None),
        (picture(type="text"), None),
        ("no object", None),
    ],
)
def test_association_is_a_picture(association, expected):
    found, _ = story(associations={"a": association})
    assert found.lead_image == expected


def test_logo_is_no_picture_of_the_story():
    assert story(associations={"logo": picture(type="graphic")})[0].lead_image is None


def test_picture_that_stands_in_the_text_is_not_shown_twice():
    html = '<p>a</p><figure><img src="https://x.example/s.jpg?a=1&amp;b=2"></figure>'
    inside = picture(renditions={"s": rendition("s.jpg?a=1&b=2", 10), "m": rendition("m.jpg", 90)})
    found, _ = story(body_html=html, associations={"embedded1": inside})
    assert (found.lead_image, found.pictures) == (None, ())


def test_picture_item_is_told_to_those_that_name_it():
    found = read(NINJS, picture(versioncreated="2024-03-01"))
    assert found[0] == Attachment("tag%3Apic%2C1", SHOWN, "line 1")
    assert skipped_of(found) == ["picture"]


def test_text_that_lies_elsewhere_is_told():
    _, problems = story(body_html=None, renditions={"nitf": {"href": "https://x.example/1.xml"}})
    assert problems == [
        "The text lies elsewhere (https://x.example/1.xml). Get it and import that."
    ]


@pytest.mark.parametrize(
    "item",
    [
        {"uri": "u"},
        {"uri": "u", "type": "text", "headline": "H"},
        {"uri": "u", "body_odd": "x"},
        {"uri": "u", "odd": 1, "versionCreated": "2024"},
        {"uri": "u", "odd": 1, "bodies": []},
        {"guid": "g", "versioncreated": "2024", "body_html": "x", "odd": 1},
        {"_id": "i", "versioncreated": "2024", "body_html": "x", "pubstatus": "usable"},
        {"urn": "u", "article_html": "x", "pubstatus": "usable", "odd": 1},
    ],
)
def test_ninjs_is_recognised_by_its_own_words(item):
    assert NINJS.recognises(opening(json.dumps(item)))
    assert NINJS.recognises(opening(json.dumps([item])))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "uri,headline",
        "{}",
        "[]",
        '"uri"',
        "{{{",
        '{"uri',
        # A plain export, whatever its addresses are called.
        json.dumps([{"uri": "u", "headline": "H", "text": "t", "date": "d"}]),
        # WordPress, JSON Feed, a schema.
        json.dumps(
            {"id": 1, "guid": {"rendered": "g"}, "type": "post", "content": {}, "link": "l"}
        ),
        json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "u"}]}
        ),
        json.dumps({"$schema": "s", "properties": {"uri": {}, "versioncreated": {}}}),
        json.dumps({"guid": "g", "title": "T", "body_html": "x"}),
        json.dumps({"_id": "i", "headline": "T", "body_html": "x", "versioncreated": "2024"}),
        json.dumps({"urn": "u", "headline": "T", "article_html": "x"}),
        json.dumps({"data": {"uri": "u", "bodies": []}}),
    ],
)
def test_other_json_is_not_recognised(text):
    assert not NINJS.recognises(opening(text))


def test_opening_that_ends_inside_a_text_is_recognised():
    text = json.dumps(ninjs(body_html='<p class="x">' + 'a \\" "' * 9000))
    assert NINJS.recognises(opening(text[: 1 << 15]))


def test_authors_of_an_item_part_its_byline():
    authors = [{"name": "24.kg", "role": "writer"}, {"name": "AKIpress", "role": "writer"}]
    found, _ = only(NINJS, ninjs(byline="By 24.kg, AKIpress", authors=authors))
    assert found.authors == ("24.kg", "AKIpress")


def test_place_and_byline_in_the_swedish_agency_s_html_are_no_paragraphs():
    body = """<!DOCTYPE html><html><head><title>Tåg</title></head><body><article>
        <h1>Tåg till Osh</h1><section class="bodytext"><div class="dat">OSH</div>
        <p>Ett.</p><p>Två.</p></section><div class="byline"><span>Li Na/WN</span></div>
        </article></body></html>"""
    item = ninjs(body_html=None, body_html5=body, headline="Tåg till Osh", byline="Li Na/WN")
    found, _ = only(NINJS, item)
    assert found.body == "<p>Ett.</p><p>Två.</p>"
    assert (found.dateline, found.authors) == ("OSH", ("Li Na",))


def test_place_in_parts_is_the_dateline_and_tells_the_country():
    found, _ = story(datelinelocation={"city": "Osh", "countryname": "Kyrgyzstan"})
    assert (found.dateline, found.countries) == ("Osh, Kyrgyzstan", ("KG",))

"""CSV: a row for each story that spreadsheets open, and that the reader of tables understands."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest

from articles import html
from articles.exporting import Archive, Part
from articles.exporting.table import COLUMNS, FORMULA, table
from articles.importing.format import Options, records
from articles.importing.formats import named
from articles.importing.record import ArticleRecord, Category, Picture, Status
from articles.models import Article, Country, Section, normalise_path
from tests.articles.exporting.site import MOMENT, make_site
from tests.factories import make_article, make_author, make_section, make_tag

pytestmark = pytest.mark.django_db
ADDRESS = "https://new.example"


def exported(**part):
    return "".join(table(Archive(Part(**part), site="The Herald", address=ADDRESS)))


def rows(**part):
    """The rows as objects, as a spreadsheet would see them."""
    return list(csv.DictReader(StringIO(exported(**part).removeprefix("\ufeff"), newline="")))


def row(**overrides):
    make_article(**overrides)
    return rows()[-1]


def read_back(**part):
    """What our own reader makes of it: the stories by their slugs."""
    data = exported(**part).encode()
    found = records(named("csv"), BytesIO(data), Options())
    return {one.slug: one for one in found if isinstance(one, ArticleRecord)}


def back(**overrides):
    story = make_article(**overrides)
    return read_back()[story.slug]


def test_table_begins_with_a_mark_and_its_columns():
    data = exported().encode()
    assert data.startswith(b"\xef\xbb\xbfsource,external_id,headline,")
    assert data.endswith(b"\r\n")
    assert data.decode("utf-8-sig").strip().split(",") == COLUMNS


def test_row_of_a_story():
    stories = make_site()
    told = rows()[0]
    assert told | {"body": "", "withdraw_at": ""} == {
        "source": "The Herald",
        "external_id": f"urn:newsroom:story:{stories['full'].pk}",
        "headline": "'-5° in Osh &amp; “&lt;b&gt;” snow ]]&gt;",
        "slug": "minus-five",
        "summary": "A < B & C.",
        "dateline": "OSH",
        "body": "",
        "language": "ru",
        "status": "published",
        "published_at": "2019-05-01T06:00:00.123456+00:00",
        "modified_at": "2019-05-02T06:00:00.123456+00:00",
        "withdraw_at": "",
        "embargo_until": "2019-04-30T06:00:00.123456+00:00",
        "authors": "Айзада Бекова; Айзада Бекова; The Desk",
        "section": "News > Politics",
        "countries": "Kyrgyzstan; Uzbekistan",
        "tags": '["R&amp;D &lt;deep&gt;", "Snow"]',
        "paths": "",
        "lead_image": f"{ADDRESS}/media/images/2019/05/red%20field.jpg",
        "lead_image_alt": "A red field",
        "lead_image_caption": "Caption & co",
        "lead_image_credit": "Photo: A. B.",
        "pictures": "",
        "urgency": "2",
        "is_featured": "yes",
        "canonical_url": "https://elsewhere.example/1",
    }


def test_rows_are_those_of_the_part_in_the_order_of_the_stories():
    stories = make_site()
    assert [told["slug"] for told in rows()] == [story.slug for story in stories.values()]
    assert [told["slug"] for told in rows(statuses=("review",))] == ["review"]


@pytest.mark.parametrize(
    ("headline", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+7 % more", "'+7 % more"),
        ("-5° in Osh", "'-5° in Osh"),
        ("@home", "'@home"),
        ("'-5° is cold", "''-5° is cold"),
        ("'Cold', they say", "'Cold', they say"),
        ("A = B", "A = B"),
    ],
)
def test_cell_that_a_spreadsheet_would_calculate_is_guarded(headline, cell):
    assert row(headline=headline)["headline"] == cell
    # Whoever reads takes one apostrophe away from what would be a formula behind it.
    assert (cell[1:] if cell[0] == "'" and FORMULA.match(cell) else cell) == headline
    assert read_back()[Article.objects.get().slug].headline == headline


def test_other_cells_are_guarded_too():
    told = row(tags=[make_tag("-20 %")], authors=[make_author("@desk")], dateline="=1")
    assert (told["tags"], told["authors"], told["dateline"]) == ("'-20 %", "'@desk", "'=1")


@pytest.mark.parametrize(
    "names",
    [
        ["Snow"],
        ["Snow", "Зима"],
        ["Tashkent, Uzbekistan"],
        ["Tashkent, Uzbekistan", "Snow"],
        ["A; B"],
        ["A; B", "C"],
        ["a|b"],
        ["[sic]"],
        ["{x}", "y"],
        ['"quoted"', "x"],
        ["R&D", "AT&T"],
        ["A &amp; B"],
    ],
)
def test_names_in_a_cell_come_back(names):
    story = back(tags=[make_tag(name, slug=f"tag-{number}") for number, name in enumerate(names)])
    assert sorted(story.tags) == sorted(names)


@pytest.mark.parametrize(
    "line",
    [
        ["News"],
        ["News", "Politics"],
        ["Oil/Gas"],
        ["Business, Finance"],
        ["News", "Oil/Gas; Coal"],
        ["R&D"],
        ["News", "A < B & more"],
    ],
)
def test_section_comes_back_with_those_above_it(line):
    section, expected = None, None
    for name in line:
        section = make_section(name, parent=section)
        expected = Category(name, "", expected)
    assert back(section=section).categories == (expected,)


def test_country_with_a_comma_in_its_name_is_one():
    Country.objects.filter(code="KG").update(name="Bonaire, Sint Eustatius and Saba")
    assert back(countries=["KG"]).countries == ("Bonaire, Sint Eustatius and Saba",)


def test_lists_without_anything_are_empty():
    told = row()
    assert [told[name] for name in ("authors", "section", "tags", "paths", "pictures")] == [""] * 5


@pytest.mark.parametrize(
    "body",
    [
        '<p>One, “two”; "three".</p>\n<p>C:\\new &amp; <em>four</em>\nfive</p>',
        "<p>[caption]A[/caption] [sic] &lt;b&gt; &amp;amp;</p>",
        "<ul>\n<li>one</li>\n<li>two<br>three</li>\n</ul>",
    ],
)
def test_body_shows_the_same_when_it_comes_back(body):
    story = make_article(body=body)
    found = html.clean(read_back()[story.slug].body)
    assert html.to_text(found).split() == story.body_text.split()
    assert found.count("<br>") == story.body.count("<br>")


@pytest.mark.parametrize("text", ["A < B & C", "“<b>” is a tag", "&amp; is an entity", "a &lt; b"])
def test_plain_text_stays_plain(text):
    story = back(headline=text, summary=text)
    assert (story.headline, story.summary) == (text, text)


def test_stories_come_back_with_what_they_had():
    stories = make_site()
    found = read_back()
    assert set(found) == {story.slug for story in stories.values()}
    full = found["minus-five"]
    assert (full.headline, full.summary, full.dateline, full.language, full.urgency) == (
        "-5° in Osh & “<b>” snow ]]>", "A < B & C.", "OSH", "ru", 2,
    )  # fmt: skip
    assert full.external_id == stories["full"].guid
    assert (full.published_at, full.modified_at) == (MOMENT, MOMENT + timedelta(days=1))
    assert (full.withdraw_at, full.is_featured) == (stories["full"].withdraw_at, True)
    assert full.authors == ("Айзада Бекова", "The Desk")
    assert full.categories == (Category("Politics", "", Category("News")),)
    assert full.countries == ("Kyrgyzstan", "Uzbekistan")
    assert full.tags == ("R&D <deep>", "Snow")
    assert full.canonical_url == "https://elsewhere.example/1"
    assert full.lead_image == Picture(
        f"{ADDRESS}/media/images/2019/05/red%20field.jpg", "A red field", "Caption & co",
        "Photo: A. B.",
    )  # fmt: skip
    imported = found["imported-1"]
    assert imported.external_id == "https://old.example/?p=1"
    assert [picture.address[-5:] for picture in imported.pictures] == ["0.jpg", "1.jpg"]
    stored = stories["imported"].paths.values_list("path", flat=True)
    assert set(stored) <= set(map(normalise_path, imported.paths))
    assert [story.status for story in found.values()] == [
        *[Status.PUBLISHED] * 3, Status.WITHDRAWN, *[Status.PUBLISHED] * 2, Status.DRAFT,
        Status.REVIEW,
    ]  # fmt: skip
    assert found["draft"].published_at is None


def test_sections_that_are_each_others_parents_come_out_once():
    section = make_section("A")
    Section.objects.filter(pk=section.pk).update(parent=make_section("B", parent=section))
    assert row(section=section)["section"] == "B > A"

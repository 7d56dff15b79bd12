"""JSON Lines: every field of every row, in one order, the same whenever it is asked for."""

import json
from datetime import UTC, date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.exporting import Archive, Part, archive
from articles.exporting.lines import lines
from articles.exporting.story import address_of_path
from articles.models import Article, ArticlePath, Author, Country, Section, Tag, normalise_path
from tests.articles.exporting.site import LEAD, MOMENT, add_reference, make_site
from tests.factories import make_article, make_author, make_section, make_tag

pytestmark = pytest.mark.django_db


def exported(kind="story", **part):
    """The lines of one type, as objects."""
    told = map(json.loads, lines(Archive(Part(**part), site="The Steppe Herald")))
    return [line for line in told if line["type"] == kind]


def slugs(kind="story", **part):
    return [line["slug"] for line in exported(kind, **part)]


def test_first_line_says_what_the_file_is():
    first = next(lines(Archive(site="Вестник")))
    assert first == '{"newsroom": 1, "type": "archive", "site": "Вестник"}\n'


def test_site_is_that_of_the_settings(settings):
    settings.SITE_NAME = "The Steppe Herald"
    assert '"site": "The Steppe Herald"' in next(lines(Archive()))


def test_story_has_every_field():
    stories = make_site()
    assert exported()[0] == {
        "type": "story",
        "source": "The Steppe Herald",
        "external_id": f"urn:newsroom:story:{stories['full'].pk}",
        "slug": "minus-five",
        "headline": "-5° in Osh & “<b>” snow ]]>",
        "summary": "A < B & C.",
        "dateline": "OSH",
        "body": stories["full"].body,
        "language": "ru",
        "status": "published",
        "published_at": "2019-05-01T06:00:00.123456Z",
        "modified_at": "2019-05-02T06:00:00.123456Z",
        "withdraw_at": f"{stories['full'].withdraw_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z",
        "embargo_until": "2019-04-30T06:00:00.123456Z",
        "created_at": f"{stories['full'].created_at:%Y-%m-%dT%H:%M:%S.%f}Z",
        "is_featured": True,
        "urgency": 2,
        "canonical_url": "https://elsewhere.example/1",
        "section": "politics",
        "countries": ["kyrgyzstan", "uzbekistan"],
        "tags": ["r-and-d", "snow"],
        "byline": [
            {"author": "айзада-бекова-2", "role": ""},
            {"author": "айзада-бекова", "role": "photographs"},
            {"author": "the-desk", "role": ""},
        ],
        "lead_image": {
            "address": "/media/images/2019/05/red%20field.jpg",
            "alt": "A red field",
            "caption": "Caption & co",
            "credit": "Photo: A. B.",
        },
        "pictures": [],
        "paths": [],
    }


def test_no_column_of_a_story_is_forgotten():
    """A new one has to be exported, or said to be left out, before this passes again."""
    make_article()
    told = set(exported()[0]) - {"type", "countries", "tags", "byline", "pictures", "paths"}
    left_out = set("id body_text import_fingerprint updated_at created_by updated_by".split())
    columns = {field.name for field in Article._meta.concrete_fields}
    assert {name for name in columns if not name.startswith("search")} == told | left_out


@pytest.mark.parametrize(
    ("model", "left_out", "more"),
    [
        (Country, set(), {"former_slugs"}),
        (Section, set(), {"former_slugs"}),
        (Tag, set(), {"aliases", "former_slugs"}),
        (Author, {"user"}, {"former_slugs"}),
    ],
)
def test_no_column_of_a_facet_is_forgotten(model, left_out, more):
    make_section(), make_tag(), make_author()
    columns = {field.name for field in model._meta.concrete_fields} - {"id", "key"} - left_out
    assert set(exported(model._meta.model_name)[0]) - {"type"} == columns | more


def test_facets_come_first_in_the_order_of_their_slugs_parents_before_children():
    make_site()
    told = [json.loads(line) for line in lines(Archive())]
    kinds = [line["type"] for line in told]
    order = ["archive", "country", "section", "tag", "author", "story"]
    assert list(dict.fromkeys(kinds)) == order
    assert kinds == sorted(kinds, key=order.index)
    for kind in ("country", "tag", "author"):
        assert slugs(kind) == sorted(slugs(kind))
    assert [(line["slug"], line["parent"]) for line in exported("section")] == [
        ("a-news", None), ("politics", "a-news"), ("0-empty", "politics"),
    ]  # fmt: skip


def test_slugs_are_in_the_order_of_their_letters_whatever_the_locale():
    for slug in ("б-2", "Б", "z", "Z", "ё", "a-b", "ab", "a_b"):
        make_tag(slug=slug)
    assert slugs("tag") == ["Z", "a-b", "a_b", "ab", "z", "Б", "б-2", "ё"]


def test_sections_that_are_each_others_parents_come_out_once():
    a, b = make_section(slug="a"), make_section(slug="b")
    Section.objects.filter(pk=a.pk).update(parent=b)
    Section.objects.filter(pk=b.pk).update(parent=a)
    make_article(section=a)
    assert sorted(slugs("section")) == sorted(slugs("section", sections=(a.pk,))) == ["a", "b"]


def test_facets_have_their_fields():
    make_site()
    (kyrgyzstan,) = [line for line in exported("country") if line["code"] == "KG"]
    assert (kyrgyzstan["description"], kyrgyzstan["position"]) == ("Снег и горы.", 9)
    assert exported("tag")[2]["aliases"] == [
        {"name": "Neige", "slug": "neige"}, {"name": "Снег", "slug": "снег-был"},
    ]  # fmt: skip
    assert exported("section")[1]["former_slugs"] == ["policy", "politix"]
    assert exported("author")[1] == {
        "type": "author", "slug": "айзада-бекова", "name": "Айзада Бекова",
        "description": "B.\n\nC", "role": "Energy", "is_house_name": False, "former_slugs": [],
    }  # fmt: skip


def test_stories_are_oldest_first_and_those_without_a_date_last():
    stories = make_site()
    assert slugs() == [story.slug for story in stories.values()]


def test_story_of_another_system_keeps_its_name_and_one_born_here_gets_the_site_s():
    stories = make_site()
    named = {line["slug"]: (line["source"], line["external_id"]) for line in exported()}
    assert named["imported-1"] == ("old.example", "https://old.example/?p=1")
    assert named["twin"] == ("Reuters", f"urn:newsroom:story:{stories['twin moment'].pk}")
    assert named["draft"][0] == "The Steppe Herald"


def test_source_is_cut_to_what_fits():
    make_article()
    (story,) = map(json.loads, list(lines(Archive(site="x" * 120)))[-1:])
    assert story["source"] == "x" * 100


def test_two_stories_never_have_one_name():
    """One came from another Newsroom of this name, and has the number that one has here."""
    born = make_article(published_at=MOMENT)
    source = "The Steppe Herald"
    make_article(source=source, external_id=born.guid, published_at=MOMENT + timedelta(1))
    make_article(source="", external_id="5", published_at=MOMENT + timedelta(2))
    make_article(source=source, external_id="5", published_at=MOMENT + timedelta(3))
    made = f"{born.created_at:%Y%m%d%H%M%S}"
    assert [line["external_id"] for line in exported()][:2] == [f"{born.guid}:{made}", born.guid]
    assert len({(line["source"], line["external_id"]) for line in exported()}) == 4


def test_story_that_came_from_a_newsroom_keeps_its_identity_in_feeds():
    story = make_article(source="x", external_id="urn:newsroom:story:77")
    assert story.guid == "urn:newsroom:story:77"
    assert make_article(source="x", external_id="77").guid.endswith(":story:" + str(story.pk + 1))


def test_pictures_are_in_their_order_and_ours_goes_before_the_old_one():
    make_site()
    told = {line["slug"]: line for line in exported()}
    assert "not-shown" not in json.dumps(told["minus-five"])
    assert told["imported-1"]["lead_image"] == {
        "address": "https://old.example/lead.jpg?a=1&b=2",
        "alt": "Alt", "caption": "Said", "credit": "Who",
    }  # fmt: skip
    assert [picture["alt"] for picture in told["imported-1"]["pictures"]] == ["0", "1"]
    assert told["draft"]["lead_image"] is None


def test_first_of_several_lead_pictures_is_the_lead():
    story = make_article()
    for position, address in ((1, "https://a.example/2"), (0, "https://a.example/1")):
        add_reference(story, LEAD, address, position=position)
    assert exported()[0]["lead_image"]["address"] == "https://a.example/1"


def test_old_addresses_lead_to_the_paths_that_are_stored():
    make_site()
    (line,) = [line for line in exported() if line["paths"]]
    stored = ArticlePath.objects.values_list("path", flat=True)
    assert line["paths"] == sorted(line["paths"])
    assert sorted(map(normalise_path, line["paths"])) == sorted(stored)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/2019/05/снег", "/2019/05/снег"),
        ("/index.php?id=7", "/index.php?id=7"),
        ("/a%20b", "/a%2520b"),
        ("/a b\u2003c", "/a%20b%E2%80%83c"),
        ("/a%20b?p=7", "/a%2520b?p=7"),
        ("/what?", "/what%3F"),
        ("/a?b=1", "/a%3Fb%3D1"),
        ("/#top", "/%23top"),
    ],
)
def test_address_of_a_path_is_itself_unless_it_would_be_read_as_another(path, address):
    assert address_of_path(path) == address
    assert normalise_path(address) == path


def test_number_of_statements_grows_with_chunks_alone(monkeypatch):
    monkeypatch.setattr(archive, "CHUNK", 10)
    counts = []
    for number in (1, 10, 11):
        while Article.objects.count() < number:
            author, tag = make_author(), make_tag()
            make_article(authors=[author], tags=[tag], countries=["KG"])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            list(lines(Archive()))
        counts.append(len(queries))
    assert (counts[1] - counts[0], counts[2] - counts[1]) == (0, 7)


# A part --------------------------------------------------------------------------------------


def test_part_has_the_stories_that_fit_all_of_it_and_what_they_are_filed_under():
    stories = make_site()
    politics, snow = stories["full"].section_id, stories["full"].tags.get(slug="snow").pk
    part = {"sections": (politics,), "tags": (snow,)}
    assert slugs(**part) == ["minus-five"]
    assert slugs("country", **part) == ["kyrgyzstan", "uzbekistan"]
    assert slugs("section", **part) == ["a-news", "politics"]
    assert slugs("tag", **part) == ["r-and-d", "snow"]
    assert slugs("author", **part) == ["the-desk", "айзада-бекова", "айзада-бекова-2"]


def test_several_of_one_kind_add_to_each_other():
    stories = make_site()
    full, imported = stories["full"], stories["imported"]
    desk = Author.objects.get(slug="the-desk").pk
    twin = Author.objects.get(slug="айзада-бекова-2").pk
    assert slugs(sections=(full.section_id, imported.section_id)) == ["minus-five", "imported-1"]
    assert slugs(authors=(desk, twin)) == ["minus-five", "imported-1"]
    assert slugs(authors=(twin,)) == ["minus-five"]
    assert slugs(countries=tuple(full.countries.values_list("pk", flat=True))) == ["minus-five"]
    assert slugs(statuses=("draft", "review")) == ["draft", "review"]
    assert slugs(sources=("Reuters", "old.example")) == ["imported-1", "twin"]


def test_days_are_those_of_the_site_and_the_last_is_in_it(settings):
    settings.TIME_ZONE = "Asia/Bishkek"
    for hour in (17, 18):  # one hour before midnight there, and midnight
        make_article(slug=f"at-{hour}", published_at=MOMENT.replace(hour=hour))
    make_article(status=Article.Status.DRAFT, slug="draft")
    assert slugs(last=date(2019, 5, 1)) == ["at-17"]
    assert slugs(first=date(2019, 5, 2)) == ["at-18"]
    assert slugs(first=date(2019, 5, 1), last=date(2019, 5, 2)) == ["at-17", "at-18"]


def test_part_without_stories_is_its_first_line_alone():
    make_site()
    assert list(lines(Archive(Part(first=date(2199, 1, 1)), site="S"))) == [
        '{"newsroom": 1, "type": "archive", "site": "S"}\n'
    ]

"""What stories are filed under: found by its names, made where it is missing, never guessed."""

import pytest

from articles.importing.record import Category, FacetRecord, Filed
from articles.models import (
    Article,
    Author,
    Country,
    FormerSlug,
    ImportedRow,
    Section,
    Tag,
    TagAlias,
)
from tests.articles.importing.writer.jobs import is_sound, numbers, write
from tests.articles.importing.writer.records import record
from tests.factories import make_author, make_section, make_tag

pytestmark = pytest.mark.django_db


def codes_of(article):
    return {country.code for country in article.countries.all()}


def tags_of(article):
    return set(article.tags.values_list("name", flat=True))


# Categories: a country, a section, or a tag


def test_categories_become_countries_and_a_section():
    news = Category("News", "news")
    categories = (Category("Kazakhstan", "kz"), Category("Economy", "economy", news), news)
    write(record(categories=categories))
    article = Article.objects.get()
    assert codes_of(article) == {"KZ"}
    assert (article.section.name, article.section.parent.name) == ("Economy", "News")
    assert article.tags.count() == 0


def test_category_below_a_country_belongs_to_it_and_is_a_section():
    write(record(categories=(Category("Politics", "politics", Category("Kyrgyzstan")),)))
    article = Article.objects.get()
    assert codes_of(article) == {"KG"}
    assert (article.section.name, article.section.parent) == ("Politics", None)


@pytest.mark.parametrize("category", [Category("Кыргызстан", "kyrgyzstan"), Category("kyrgyzstan")])
def test_country_is_known_by_name_or_slug(category):
    write(record(categories=(category,)))
    assert codes_of(Article.objects.get()) == {"KG"}
    assert Section.objects.count() == 0


def test_demonym_is_no_country_but_a_section():
    write(record(categories=(Category("Russian", "russian"),)))
    assert Article.objects.get().section.name == "Russian"


def test_further_categories_become_tags():
    write(record(categories=(Category("Economy"), Category("Energy"), Category("Water"))))
    article = Article.objects.get()
    assert article.section.name == "Economy"
    assert tags_of(article) == {"Energy", "Water"}


def test_known_section_is_used_by_slug_and_by_name():
    economy = make_section("Economy", slug="econ")
    write(
        record(1, categories=(Category("ECONOMY"),)),
        record(2, categories=(Category("Oil", "econ"),)),
    )
    assert set(Article.objects.values_list("section", flat=True)) == {economy.pk}


def test_sections_of_one_name_lie_in_their_own_parents():
    sport, news = Category("Sport", "sport"), Category("News", "news")
    write(
        record(1, categories=(Category("Local", "", sport),)),
        record(2, categories=(Category("Local", "local-news", news),)),
    )
    lines = Section.objects.filter(name="Local").values_list("parent__name", flat=True)
    assert sorted(lines) == ["News", "Sport"]


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        (Category("Экономика", "economy"), ["Business"]),
        (Category("ÉCONOMIE"), ["Business"]),
        (Category("Oil", "oil", Category("Экономика", "economy")), ["Business"]),
        (Category("Gas", "gas", Category("Oil")), ["Energy", "Business"]),
        (Category("Sport"), ["Sport"]),
    ],
)
def test_categories_become_the_sections_that_the_editors_name(category, expected):
    mapping = {"economy": "Business", "economie": "Business"}
    if category.name == "Gas":
        mapping = {"oil": "Business > Energy"}
    write(record(categories=(category,)), sections=mapping)
    section, line = Article.objects.get().section, []
    while section:
        line.append(section.name)
        section = section.parent
    assert line == expected


def test_mapping_given_later_files_the_stories_anew():
    write(record(categories=(Category("Economy"),)))
    totals, _ = write(record(categories=(Category("Economy"),)), sections={"economy": "Business"})
    assert numbers(totals) == [0, 1, 0, 0, 0]
    assert Article.objects.get().section.name == "Business"


# Countries


def test_countries_are_those_that_the_source_names():
    write(record(countries=("kz", "Tajikistan", "Atlantis"), headline="Uzbek grain"))
    assert codes_of(Article.objects.get()) == {"KZ", "TJ"}


def test_countries_are_sought_in_the_text_when_the_source_names_none():
    body = "<p>Uzbekistan &amp; Tajikistan’s ministry</p>"
    write(
        record(1, headline="Kazakhstan sells grain", body=body),
        record(2, headline="Kazakhstan sells grain", categories=(Category("Kyrgyzstan"),)),
    )
    first, second = Article.objects.order_by("pk")
    assert codes_of(first) == {"KZ", "UZ", "TJ"}
    assert codes_of(second) == {"KG"}


# Tags


def test_tags_are_one_without_regard_to_case_and_accents():
    make_tag("Café")
    alias = TagAlias.objects.create(tag=make_tag("Railways"), name="Trains")
    write(record(tags=("CAFE", "café", "trains", "Новое", " ", "x" * 150)))
    assert tags_of(Article.objects.get()) == {"Café", alias.tag.name, "Новое", "x" * 100}


def test_tags_whose_slugs_meet_get_numbers():
    write(record(tags=("C", "C++", "C#")))
    assert set(Tag.objects.values_list("slug", flat=True)) == {"c", "c-2", "c-3"}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("tags", [f"Tag {n}" for n in range(3_000)]),
        ("authors", [f"Author {n}" for n in range(300)]),
        ("categories", [Category(f"Category {n}", f"category-{n}") for n in range(300)]),
    ],
)
def test_thousands_of_names_stand_on_one_story_and_are_told(kind, names):
    story = record(1, **{kind: (*names, names[0])})
    totals, told = write(story, record(2, tags=("Tag 1",)))
    assert totals.created == 2
    assert told == [f"This story has {len(names):,} {kind}, as none has. All were taken: compare."]
    article = Article.objects.get(headline="Story 1")
    sections = 1 if article.section else 0
    assert article.tags.count() + article.bylines.count() + sections == len(names)
    assert numbers(write(story, record(2, tags=("Tag 1",)))[0]) == [0, 0, 2, 0, 0]
    assert is_sound()


@pytest.mark.parametrize("letter", ["ß", "ﷺ", "ĳ", "İ"])
def test_names_that_grow_when_folded_are_cut(letter):
    """Case folding makes ss of ß: the key that tells tags apart is longer than the name."""
    totals, _ = write(
        record(
            tags=(letter * 100,),
            authors=(letter * 150,),
            categories=(Category(letter * 100), Category(letter * 90)),
        )
    )
    assert numbers(totals) == [1, 0, 0, 0, 0]
    for model in (Tag, Author, Section):
        for row in model.objects.all():
            assert 0 < len(row.key) <= model._meta.get_field("key").max_length
    assert Article.objects.get().bylines.count() == 1


# Authors


def test_authors_are_matched_by_their_exact_name():
    known = make_author("Aizada Bekova")
    make_author("Aizada Bekova")
    write(record(authors=("Aizada  Bekova", "A. Bekova", "Aizada Bekova", "")))
    bylines = Article.objects.get().bylines.all()
    assert [byline.author.name for byline in bylines] == ["Aizada Bekova", "A. Bekova"]
    assert bylines[0].author == known
    assert Author.objects.count() == 3


@pytest.mark.parametrize(
    ("authors", "roles", "expected"),
    [
        (("Ann", "Bob"), (), [("Ann", ""), ("Bob", "")]),
        (("Ann", "Bob"), ("", "photographs"), [("Ann", ""), ("Bob", "photographs")]),
        (
            ("Ann", "Ann", "Bob"),
            ("", "video", "photographs"),
            [("Ann", ""), ("Bob", "photographs")],
        ),
        (("", "Bob"), ("text", "photographs"), [("Bob", "photographs")]),
        (("Ann", "Bob"), ("photographs",), [("Ann", "photographs"), ("Bob", "")]),
        (("Ann",), ("x" * 90,), [("Ann", "x" * 60)]),
    ],
)
def test_roles_stay_with_their_authors(authors, roles, expected):
    story = record(authors=authors, author_roles=roles)
    write(story)
    bylines = Article.objects.get().bylines.order_by("position")
    assert [(byline.author.name, byline.role) for byline in bylines] == expected
    changed = record(authors=authors, author_roles=roles, headline="New")
    assert numbers(write(changed)[0]) == [0, 1, 0, 0, 0]


# Names from another Newsroom


def facet(kind, slug, name, **facts):
    return FacetRecord(kind, slug, name, f"{kind} {slug}", **facts)


FACETS = (
    facet("country", "kazakhstan", "Kazakhstan", code="KZ", description="Big.", position=3),
    facet("section", "news", "News", description="What is new."),
    facet("section", "oil", "Oil", parent="news", position=7),
    facet("tag", "rail", "Railways", names=("Trains", "Locomotives")),
    facet("author", "aizada", "Aizada Bekova", role="Editor", description="Writes."),
    facet("author", "desk", "The Desk", is_house_name=True),
)
FILED = Filed("oil", ("kazakhstan",), ("rail",), ("aizada", "desk"))


def test_names_from_another_newsroom_come_whole():
    write(*FACETS, record(filed=FILED, author_roles=("", "photographs")))
    article = Article.objects.get()
    assert (article.section.slug, article.section.parent.slug) == ("oil", "news")
    assert article.section.position == 7
    assert article.section.parent.description == "What is new."
    assert codes_of(article) == {"KZ"}
    country = Country.objects.get(code="KZ")
    assert (country.description, country.position) == ("Big.", 3)
    tag = article.tags.get()
    assert {alias.name for alias in tag.aliases.all()} == {"Trains", "Locomotives"}
    assert [(line.author.slug, line.role) for line in article.bylines.all()] == [
        *(("aizada", ""), ("desk", "photographs"))
    ]
    assert Author.objects.get(slug="aizada").role == "Editor"
    assert Author.objects.get(slug="desk").is_house_name


def test_names_from_another_newsroom_come_once():
    write(*FACETS, record(filed=FILED))
    rows = ImportedRow.objects.count()
    totals, _ = write(*FACETS, record(filed=FILED))
    assert numbers(totals) == [0, 0, 1, 0, 0]
    assert ImportedRow.objects.count() == rows
    assert [model.objects.count() for model in (Section, Tag, Author)] == [2, 1, 2]


def test_name_that_is_here_under_another_slug_is_found_by_its_own():
    here = make_tag("RAILWAYS", slug="railways")
    write(facet("tag", "rail", "Railways"), record(filed=Filed(tags=("rail",))))
    assert Article.objects.get().tags.get() == here
    assert FormerSlug.objects.find(Tag, "rail") == here


def test_two_slugs_of_one_tag_file_a_story_once():
    story = record(filed=Filed(tags=("rail", "trains"), authors=("a", "a")))
    archive = (
        facet("tag", "rail", "Railways"),
        facet("tag", "trains", "RAILWAYS"),
        facet("author", "a", "Ann"),
        story,
    )
    totals, _ = write(*archive)
    assert numbers(totals) == [1, 0, 0, 0, 0]
    article = Article.objects.get()
    assert (article.tags.count(), article.bylines.count()) == (1, 1)
    changed = record(headline="New", filed=story.filed)
    assert numbers(write(*archive[:3], changed)[0]) == [0, 1, 0, 0, 0]


def test_slug_that_nobody_has_files_under_nothing():
    filed = Filed("none", ("none",), ("none",), ("none",))
    assert numbers(write(record(filed=filed))[0]) == [1, 0, 0, 0, 0]
    article = Article.objects.get()
    assert article.section is None
    assert not any(r.exists() for r in (article.countries, article.tags, article.bylines))


def test_sections_that_lie_in_each_other_do_not_go_round():
    write(facet("section", "a", "A", parent="b"), facet("section", "b", "B", parent="a"))
    first, second = Section.objects.order_by("slug")
    assert {first.parent_id, second.parent_id} != {first.pk, second.pk}


def test_what_an_editor_made_of_a_name_stays():
    make_section("News", slug="news", description="Mine.")
    make_author("Aizada", slug="aizada", role="Chief")
    write(*FACETS)
    assert Section.objects.get(slug="news").description == "Mine."
    assert Author.objects.get(slug="aizada").role == "Chief"


def test_a_tag_that_is_a_country_files_the_story_there_too():
    write(record(tags=("Kazakhstan", "AI"), countries=("TJ",)))
    article = Article.objects.get()
    assert (codes_of(article), tags_of(article)) == ({"KZ", "TJ"}, {"Kazakhstan", "AI"})

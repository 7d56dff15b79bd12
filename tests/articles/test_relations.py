"""What comes along with a story in its own statement is what the relations themselves say."""

import pytest

from articles.models import Article, Byline
from tests.factories import make_article, make_author, make_image, make_section, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """One with several of everything, none in the order of its keys."""
    story = make_article(
        summary="",
        section=make_section("Water"),
        lead_image=make_image(alt="A “dam”", caption="In May"),
        countries=["UZ", "KG", "KZ"],
        tags=[make_tag("Reservoirs"), make_tag("Dams")],
    )
    for position, name, role in [(2, "Aigul", ""), (0, "Timur", "photographs"), (1, "B", "")]:
        author = make_author(name, is_house_name=name == "B", description="A biography")
        Byline.objects.create(article=story, author=author, role=role, position=position)
    return story


def columns(rows, *names):
    return [tuple(getattr(row, name) for name in names) for row in rows]


FACET = ("pk", "name", "slug")
BYLINE = ("pk", "role", "position", "article_id", "author_id")
AUTHOR = (*FACET, "role", "is_house_name")
IMAGE = ("pk", "file", "width", "height", "alt", "caption", "credit")


def everything(story):
    authors = [byline.author for byline in story.bylines.all()]
    return (
        columns(story.countries.all(), *FACET, "code"),
        columns(story.bylines.all(), *BYLINE),
        columns(authors, *AUTHOR),
        columns(filter(None, [story.section]), *FACET),
        columns(filter(None, [story.lead_image]), *IMAGE),
    )


def test_list_brings_all_that_it_shows_in_one_statement(story, django_assert_num_queries):
    make_article()
    plain = [everything(row) for row in Article.objects.newest_first()]
    with django_assert_num_queries(1):
        listed = list(Article.objects.for_list())
        assert [everything(row) for row in listed] == plain
        assert listed[-1].standfirst == story.standfirst


def test_story_brings_its_tags_too_in_one_statement(story, django_assert_num_queries):
    plain = Article.objects.get(pk=story.pk)
    with django_assert_num_queries(1):
        whole = Article.objects.for_story().get(pk=story.pk)
        tags = columns(whole.tags.all(), *FACET)
        assert whole.body
        assert [name for _, name, _ in tags] == ["Dams", "Reservoirs"]
        told = everything(whole)
    assert tags == columns(plain.tags.all(), *FACET)
    assert told == everything(plain)


def test_countries_are_by_name_and_bylines_by_position(story):
    (listed,) = Article.objects.for_list()
    assert [country.code for country in listed.countries.all()] == ["KZ", "KG", "UZ"]
    assert [str(byline) for byline in listed.bylines.all()] == ["Timur (photographs)", "B", "Aigul"]


def test_story_without_relations_has_none(django_assert_num_queries):
    make_article()
    with django_assert_num_queries(1):
        (listed,) = Article.objects.for_list()
        assert everything(listed) == ([], [], [], [], [])
        assert listed.section is listed.lead_image is None


def test_relation_that_is_refined_asks_the_database(story, django_assert_num_queries):
    make_article(countries=["KZ"], authors=[make_author()])
    listed = Article.objects.for_list().get(pk=story.pk)
    with django_assert_num_queries(3):
        assert listed.countries.all().filter(code__in=["KG", "TJ"]).count() == 1
        assert [it.author.name for it in listed.bylines.order_by("-position")[:1]] == ["Aigul"]
    with django_assert_num_queries(0):
        assert len(listed.countries.all()) == listed.countries.count() == 3
        assert listed.bylines.all().exists()


def test_what_did_not_come_along_is_fetched(story, django_assert_num_queries):
    (listed,) = Article.objects.for_list()
    with django_assert_num_queries(4):
        assert listed.tags.count() == 2
        assert listed.section.description == ""
        assert listed.bylines.all()[0].author.description == "A biography"
        assert listed.body == story.body


def test_rows_that_came_along_can_be_saved_and_read_again(story):
    (listed,) = Article.objects.for_list()
    author = listed.bylines.all()[0].author
    author.name = "Timur Bek"
    author.save()
    assert author.description == "A biography"
    listed.section = make_section("Economy")
    assert listed.section.name == "Economy"
    listed.refresh_from_db()
    assert (listed.section.name, str(listed.bylines.all()[0].author)) == ("Water", "Timur Bek")


def test_opening_of_the_text_comes_where_there_is_no_summary():
    make_article(summary="In short.", body="<p>At length.</p>", slug="a")
    make_article(summary="", body=f"<p>{'word ' * 200}</p>", slug="b")
    listed = {story.slug: story for story in Article.objects.for_list()}
    assert (listed["a"].standfirst, listed["a"].opening) == ("In short.", "")
    assert listed["b"].standfirst.endswith("word…")
    assert len(listed["b"].opening) == 400

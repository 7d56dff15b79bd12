"""Stories and their filing: derived fields, constraints with sentences, redirects, merging."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.countries import CENTRAL_ASIA, create_countries
from articles.models import Article, ArticlePath, Country, Image, Section, Tag, normalise_path
from tests.factories import (
    make_article,
    make_author,
    make_image,
    make_picture,
    make_section,
    make_tag,
)

pytestmark = pytest.mark.django_db


def sentences(error):
    return " ".join(error.value.messages)


def test_article_is_cleaned_on_save():
    article = make_article(headline=" Two\n lines ", body="<p>Hi<script>x</script></p>")
    assert article.headline == "Two lines"
    assert article.body == "<p>Hi</p>"
    assert article.body_text == "Hi"
    assert article.word_count == 1


def test_slug_comes_from_the_headline_and_is_unique():
    assert make_article(headline="Água & Стали").slug == "água-стали"
    assert make_article(headline="Água & Стали").slug == "água-стали-2"
    assert make_article(headline="!!!").slug == "story"


def test_slug_of_a_long_headline_is_cut_at_a_word():
    slug = make_article(headline="a-word " * 28).slug
    assert len(slug) <= 200
    assert slug.endswith("word")
    assert len(make_article(headline="a-word " * 28).slug) <= 200


def test_standfirst_is_the_summary_or_the_beginning_of_the_text():
    assert make_article(summary="In short.").standfirst == "In short."
    long = make_article(body="<p>" + "word " * 200 + "</p>")
    assert long.standfirst.endswith("word…")
    assert Article.objects.for_list().get(pk=long.pk).standfirst == long.standfirst


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("headline", "", "This field cannot be blank"),
        ("headline", "x" * 201, "at most 200 characters"),
        ("body", "", "The body is empty. Write the story"),
        ("body", "<p> <br> </p>", "markup but no words"),
        ("body", "<script>x</script>", "markup but no words"),
        ("slug", "taken", "Another story has this slug already"),
        ("published_at", datetime(9999, 1, 1, tzinfo=UTC), "The year 9999 can't be meant"),
        ("published_at", datetime(1, 1, 1, tzinfo=UTC), "The year 1 can't be meant"),
        ("withdraw_at", datetime(2000, 1, 1, tzinfo=UTC), "only be withdrawn after"),
        ("embargo_until", timezone.now() + timedelta(days=1), "The embargo ends later"),
    ],
)
def test_article_that_can_not_be_is_refused_with_a_sentence(field, value, sentence):
    make_article(slug="taken")
    article = make_article()
    setattr(article, field, value)
    with pytest.raises(ValidationError) as error:
        article.full_clean()
    assert sentence in sentences(error)


@pytest.mark.parametrize(
    "changes",
    [
        {"published_at": None},
        {"withdraw_at": datetime(2000, 1, 1, tzinfo=UTC)},
        {"source": "site", "external_id": "1"},
    ],
)
def test_database_refuses_what_must_never_be(changes):
    make_article(source="site", external_id="1")
    article = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**changes)


def test_renamed_story_answers_at_its_old_address():
    article = make_article(slug="one")
    for slug in ("two", "three", "one"):
        article.slug = slug
        article.save()
    assert sorted(article.paths.values_list("path", flat=True)) == [
        "/articles/three",
        "/articles/two",
    ]


def test_renamed_draft_leaves_no_address():
    article = make_article(slug="one", status="draft")
    article.slug = "two"
    article.save()
    assert not article.paths.exists()


def test_rename_is_known_after_loading():
    make_article(slug="one")
    article = Article.objects.get(slug="one")
    article.slug = "two"
    article.save()
    assert article.paths.get().path == "/articles/one"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://old.example/2019/05/name/", "/2019/05/name"),
        ("/2019/05/name?utm_source=x#top", "/2019/05/name"),
        ("http://old.example/?p=123", "/?p=123"),
        ("http://old.example/index.php?option=com_content&view=article&id=7", "/index.php?id=7"),
        ("/index.php/news/22300-slug", "/index.php/news/22300-slug"),
        ("/%D0%B2%D0%BE%D0%B4%D0%B0/", "/вода"),
        ("/a%3Fb/", "/a?b"),
        ("/blog/?p=5&x=y", "/blog?p=5"),
        ("", "/"),
        ("http://[broken", "/http://[broken"),
    ],
)
def test_normalise_path(address, path):
    assert normalise_path(address) == path


def test_normalised_path_is_a_fixed_point_without_queries():
    assert normalise_path(normalise_path("https://a.example/b/c/")) == "/b/c"


def test_home_page_can_not_be_an_old_address():
    with pytest.raises(ValidationError) as error:
        ArticlePath(article=make_article(), path="https://a.example/").full_clean()
    assert "home page" in sentences(error)


def test_guid_is_the_address_that_the_story_came_with():
    assert make_article(source="s", external_id="https://a.example/?p=1").guid == (
        "https://a.example/?p=1"
    )
    article = make_article(source="s", external_id="17")
    assert article.guid == f"urn:newsroom:story:{article.pk}"


def test_countries_come_from_the_iso_list_and_keep_what_editors_changed():
    assert Country.objects.count() > 240
    assert [country.code for country in Country.objects.featured()] == list(CENTRAL_ASIA)
    Country.objects.filter(code="KZ").update(name="Qazaqstan", is_featured=False)
    Country.objects.get(code="FR").delete()
    create_countries(sender=None, using="default")
    assert Country.objects.get(code="KZ").name == "Qazaqstan"
    assert Country.objects.get(code="FR").name == "France"


def test_tag_is_the_same_without_case_and_accents():
    make_tag("Énergie")
    with pytest.raises(ValidationError) as error:
        Tag(name=" ENERGIE ").full_clean()
    assert "There is the tag “Énergie” already" in sentences(error)


def test_merged_tag_leaves_an_alias_and_each_story_once():
    old, new = make_tag("Hydro power"), make_tag("Hydropower")
    both, one = make_article(tags=[old, new]), make_article(tags=[old])
    earlier = make_tag("Hydro")
    earlier.merge_into(old)
    old.merge_into(new)
    assert list(both.tags.all()) == list(one.tags.all()) == [new]
    assert sorted(new.aliases.values_list("slug", flat=True)) == ["hydro", "hydro-power"]
    with pytest.raises(ValidationError) as error:
        Tag(name="hydro").full_clean()
    assert "“Hydropower”" in sentences(error)


def test_tag_can_not_be_merged_into_itself():
    tag = make_tag()
    with pytest.raises(ValidationError):
        tag.merge_into(tag)
    assert Tag.objects.filter(pk=tag.pk).exists()


def test_section_can_not_lie_inside_itself():
    outer = make_section("Outer")
    inner = make_section("Inner", parent=outer)
    outer.parent = inner
    with pytest.raises(ValidationError) as error:
        outer.full_clean()
    assert "lies inside Outer" in sentences(error)
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.filter(pk=outer.pk).update(parent=outer)


def test_facet_has_the_stories_that_the_public_sees():
    author, tag, section = make_author(), make_tag(), make_section()
    filing = {"authors": [author], "tags": [tag], "section": section, "countries": ["KZ", "KG"]}
    for _ in range(2):
        make_article(**filing)
    make_article(status="draft", **filing)
    make_article(published_at=timezone.now() + timedelta(days=1), **filing)
    for row in (author, tag, section, Country.objects.get(code="KZ")):
        facets = type(row).objects
        assert facets.with_stories().filter(pk=row.pk).exists()
        assert list(facets.with_stories(2)) == list(facets.filter(pk__in=facets.with_stories()))
        assert not facets.with_stories(3).exists()
    assert not Country.objects.with_stories().filter(code="FR").exists()


def test_image_knows_its_size():
    image = make_image(file=make_picture(40, 30))
    assert (image.width, image.height) == (40, 30)


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_upload_that_is_no_picture_is_refused(content):
    file = make_picture()
    file.file.seek(0)
    file.file.truncate()
    file.write(content)
    with pytest.raises(ValidationError) as error:
        Image(file=file, alt="x").full_clean()
    assert "damaged or not a JPEG" in sentences(error)


def test_upload_with_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr("articles.models.image.MAX_PIXELS", 100)
    with pytest.raises(ValidationError) as error:
        Image(file=make_picture(11, 10), alt="x").full_clean()
    assert "11 × 10 pixels" in sentences(error)

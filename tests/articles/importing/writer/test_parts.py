"""A feed after the archive of the same site: what it doesn't tell stays, what it corrects comes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from articles.importing.record import Category, Picture
from articles.importing.writer.totals import totals_of
from articles.importing.writer.undo import undo
from articles.models import Article, ArticlePath, ImportJob
from tests.articles.importing.writer.jobs import dump, file_of, is_sound, numbers, run
from tests.articles.importing.writer.records import WHEN, record

pytestmark = pytest.mark.django_db

ARCHIVED = record(
    body="<p>Don't wait for the tram: it comes at ten, as it has for years.</p>",
    categories=(Category("News", "news"),),
    countries=("KG",),
    tags=("Trams",),
    authors=("Ann",),
    language="ky",
    modified_at=WHEN + timedelta(days=1),
    is_featured=True,
    lead_image=Picture("https://old.example/a.jpg", "A tram"),
    paths=("/2019/05/tram/",),
)
FED = record(
    body="<p>Don’t wait for the tram: it comes at ten, as it has for years.</p>",
    tags=("News", "Trams"),
    language="en",
    is_partial=True,
)


def came(archive):
    """What became of the stories of an archive: (created, updated, unchanged)."""
    return tuple(numbers(totals_of(run(archive)))[:3])


def told(article):
    return (
        article.section.name,
        list(article.tags.values_list("name", flat=True)),
        [byline.author.name for byline in article.bylines.all()],
        [country.code for country in article.countries.all()],
        article.language,
        article.modified_at,
        article.is_featured,
        [picture.address for picture in article.picture_references.all()],
    )


AS_ARCHIVED = (
    "News", ["Trams"], ["Ann"], ["KG"], "ky", ARCHIVED.modified_at, True, ["https://old.example/a.jpg"],
)  # fmt: skip


def test_feed_that_says_the_same_changes_nothing():
    run(file_of(ARCHIVED))
    before = dump()
    assert came(file_of(FED)) == (0, 0, 1)
    assert dump() == before


def test_feed_corrects_the_words_and_nothing_else():
    run(file_of(ARCHIVED))
    before = dump()
    archive = file_of(
        replace(FED, headline="Corrected", body="<p>The tram comes at eleven.</p>" * 3)
    )
    job = run(archive)
    article = Article.objects.get()
    assert (article.headline, article.body_text[:28]) == (
        "Corrected",
        "The tram comes at eleven.\nTh",
    )
    assert told(article) == AS_ARCHIVED
    assert came(archive) == (0, 0, 1)
    assert is_sound()
    undo(job)
    assert dump() == before


def test_teaser_is_no_text():
    run(file_of(ARCHIVED))
    run(file_of(replace(FED, headline="Corrected", body="<p>Don’t wait […]</p>")))
    article = Article.objects.get()
    assert (article.headline, article.body) == ("Corrected", ARCHIVED.body)


def test_story_that_a_feed_knows_by_its_address_is_the_archives():
    run(file_of(ARCHIVED))
    address = "https://old.example/2019/05/tram"
    feed = replace(FED, external_id=address, paths=(address,), headline="Corrected")
    assert came(file_of(feed)) == (0, 1, 0)
    # Another story may lie at the address of a story, if it has an id of its own.
    assert came(file_of(replace(feed, external_id="urn:9"))) == (1, 0, 0)
    assert ArticlePath.objects.get(path="/2019/05/tram").article.headline == "Corrected"


def test_archive_after_a_feed_tells_all_and_feeds_correct_each_other():
    run(file_of(FED))
    run(file_of(replace(FED, tags=("Buses",))))
    assert [tag.name for tag in Article.objects.get().tags.all()] == ["Buses"]
    run(file_of(ARCHIVED))
    assert told(Article.objects.get()) == AS_ARCHIVED
    assert ImportJob.objects.count() == 3


def filed(options, **overrides):
    run(file_of(replace(FED, **overrides)), **options)
    article = Article.objects.get()
    section = article.section and (
        article.section.parent and str(article.section.parent),
        str(article.section),
    )
    return section, [tag.name for tag in article.tags.all()]


SECTIONS = {"sections": {"trams": "City > Transport"}}


def test_tag_of_a_feed_that_the_map_names_is_its_section():
    assert filed({}) == (None, ["News", "Trams"])
    assert filed(SECTIONS) == (("City", "Transport"), ["News"])


def test_section_that_a_feed_tells_goes_before_its_tags():
    found = filed(SECTIONS, categories=(Category("Oil"),))
    assert found == ((None, "Oil"), ["News", "Trams"])


def test_tags_of_an_archive_are_tags_whatever_the_map_says():
    assert filed(SECTIONS, is_partial=False) == (None, ["News", "Trams"])


PAGE = record(
    external_id="https://old.example/2019/05/tram/",
    headline="Tram: a page",
    body="<p>What the page shows.</p>",
    paths=("https://old.example/2019/05/tram/",),
    is_copy=True,
)


def test_page_of_a_story_that_its_archive_told_is_told_and_changes_nothing():
    run(file_of(ARCHIVED))
    before = dump()
    for options in ({}, {"overwrite": True}):
        job = run(file_of(PAGE), **options)
        assert tuple(numbers(totals_of(job))[:3]) == (0, 0, 1)
        (problem,) = job.problems.all()
        slug = Article.objects.get().slug
        assert problem.message.startswith(f"This page shows a story that came otherwise (“{slug}”)")
        assert dump() == before


def test_page_is_a_story_where_its_address_is_not_known():
    run(file_of(ARCHIVED))
    elsewhere = "https://old.example/2019/05/bus/"
    archive = file_of(replace(PAGE, external_id=elsewhere, paths=(elsewhere,)))
    assert came(archive) == (1, 0, 0)
    assert came(archive) == (0, 0, 1)
    # The page itself may be mended: it is its own.
    mended = replace(PAGE, external_id=elsewhere, paths=(elsewhere,), headline="Mended")
    assert came(file_of(mended)) == (0, 1, 0)


def test_page_fills_what_a_feed_told_of_its_story():
    run(file_of(replace(FED, paths=PAGE.paths)))
    assert came(file_of(PAGE)) == (0, 1, 0)
    article = Article.objects.get()
    assert (article.headline, article.external_id) == (PAGE.headline, FED.external_id)
    assert came(file_of(PAGE)) == (0, 0, 1)


def test_home_page_is_no_address_of_a_story():
    run(file_of(replace(ARCHIVED, paths=("https://old.example/",))))
    home = "https://old.example/"
    assert came(file_of(replace(PAGE, external_id=home, paths=(home,)))) == (1, 0, 0)

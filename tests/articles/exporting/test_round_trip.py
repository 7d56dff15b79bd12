"""Export, an empty site, import, export: the same bytes for JSON Lines; the same stories else."""

from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import (
    Article,
    Author,
    Country,
    ImportJob,
    PictureReference,
    Section,
    Tag,
    TagAlias,
)
from articles.models.taxonomy import fold
from tests.articles.exporting.site import MOMENT, empty_site, make_site
from tests.factories import make_article, make_author, make_section, make_tag

pytestmark = pytest.mark.django_db


def export(path, *options):
    call_command("export_archive", "--output", str(path), *options, stdout=StringIO())
    return path.read_bytes()


def read(path, *arguments):
    """Import a file; return what was said of trouble."""
    err = StringIO()
    # In one process: no other sees what a test has not committed.
    options = {"stdout": StringIO(), "stderr": err, "no_color": True}
    call_command("import_archive", str(path), *arguments, "--processes=1", **options)
    return err.getvalue()


@pytest.fixture
def again(tmp_path):
    """Export, empty the site, import and export; return both exports."""

    def run(*options):
        first = export(tmp_path / "first", *options)
        empty_site()
        assert Article.objects.count() == Tag.objects.count() == 0
        said = read(tmp_path / "first")
        assert said == "", said
        return first.decode(), export(tmp_path / "second", *options).decode()

    return run


def lines(text):
    return text.splitlines()


def test_whole_site_is_the_same_bytes(again):
    make_site()
    first, second = again()
    assert lines(second) == lines(first)
    assert second == first
    assert Article.objects.count() == 8


def test_second_import_changes_nothing(again, tmp_path):
    make_site()
    again()
    before = list(Article.objects.order_by("pk").values())
    read(tmp_path / "second")
    assert list(Article.objects.order_by("pk").values()) == before


def test_stories_keep_their_identity_in_feeds(again):
    stories = make_site()
    guids = {story.slug: story.guid for story in stories.values()}
    again()
    assert {story.slug: story.guid for story in Article.objects.all()} == guids


def test_packed_file_comes_in(tmp_path):
    make_site()
    path = tmp_path / "export.jsonl.gz"
    packed = export(path)
    empty_site()
    assert read(path) == ""
    assert export(tmp_path / "second.jsonl.gz") == packed


def test_part_is_the_same_bytes(again):
    stories = make_site()
    first, second = again("--section", stories["full"].section.slug)
    # The part of the new site is asked for in the same words.
    assert second == first


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"headline": "Case", "slug": "UPPER_case-1"}, id="slug as a person typed it"),
        pytest.param({"slug": "снег-в-горах-ё"}, id="slug in another script"),
        pytest.param({"slug": "x" * 200, "headline": "h" * 200}, id="longest"),
        pytest.param({"status": "draft", "body": ""}, id="draft without a body"),
        pytest.param(
            {"status": "withdrawn", "body": "", "published_at": MOMENT}, id="withdrawn, empty"
        ),
        pytest.param({"status": "draft", "published_at": MOMENT}, id="draft with a planned time"),
        pytest.param({"status": "review", "embargo_until": MOMENT}, id="in review, embargoed"),
        pytest.param({"status": "draft", "modified_at": MOMENT}, id="draft that was modified"),
        pytest.param({"published_at": MOMENT, "modified_at": MOMENT}, id="modified at once"),
        pytest.param({"published_at": MOMENT.replace(year=1850)}, id="of another century"),
        pytest.param({"source": "Reuters"}, id="with a source and no id"),
        pytest.param({"external_id": "5"}, id="with an id and no source"),
        pytest.param({"external_id": "http://a.example/1", "source": "a.example"}, id="http"),
        pytest.param({"body": "<p>See <a href=\"/articles/own/\">own</a>.</p>"}, id="own link"),
        pytest.param({"body": "<p></p><p>Empty paragraphs.</p><p></p>"}, id="empty paragraphs"),
        pytest.param({"body": "Loose text <em>in</em> a line<br>and another"}, id="loose text"),
        pytest.param({"body": '<img src="/media/a.jpg" alt="" width="1" height="1">'}, id="pixel"),
        pytest.param({"headline": "Ð¡Ð½ÐµÐ³", "summary": "a  b"}, id="text like mojibake"),
        pytest.param({"dateline": " OSH ,  May 1"}, id="dateline with blanks"),
        pytest.param({"language": "zh-Hant-TW"}, id="language"),
        pytest.param({"canonical_url": "https://a.example/?a=1&b=%D0%B0"}, id="canonical"),
        pytest.param({"urgency": 9, "is_featured": True}, id="urgent"),
    ],
)  # fmt: skip
def test_story_of_any_kind_is_the_same_bytes(again, values):
    make_article(**values)
    first, second = again()
    assert lines(second) == lines(first)


def test_story_that_links_to_the_old_address_of_another_is_the_same_bytes(again):
    old = make_article(slug="old")
    old.paths.create(path="/2019/05/old")
    make_article(body='<p><a href="/2019/05/old/" rel="noopener">there</a></p>')
    first, second = again()
    assert lines(second) == lines(first)


def test_facets_of_any_kind_are_the_same_bytes(again):
    turkey = Country.objects.get(code="TR")
    turkey.name, turkey.slug, turkey.is_featured = "Türkiye", "turkiye", True
    turkey.save()
    one = make_author("Same Name", slug="same-1")
    two = make_author("Same Name", slug="Same_2", description="Line one\r\nLine two  ", role="R")
    tag = make_tag("Ёлка", slug="ёлка")
    for name in ("b", "A", "ä-b"):
        TagAlias.objects.create(tag=tag, name=name, key=fold(name))
    make_tag("Of no story", slug="Own_Slug")
    section = None
    for slug in ("z", "y", "x", "w"):
        section = make_section("Same", slug=slug, parent=section, position=7)
    make_section("Same", slug="a-second", parent=None)
    make_article(authors=[two, one], tags=[tag], section=section, countries=["TR"])
    first, second = again()
    assert lines(second) == lines(first)


def test_thousand_stories_of_one_moment_keep_their_order(again):
    for number in range(30):
        make_article(published_at=MOMENT, slug=f"s-{number * 7 % 30}")
    first, second = again()
    assert second == first


def test_wordpress_export_comes_back_with_the_same_stories(tmp_path):
    stories = make_site()
    path = tmp_path / "export.xml"
    export(path, "--format", "wxr", "--address", "https://new.example")
    before = {story.slug: told(story) for story in Article.objects.all()}
    empty_site()
    read(path)
    after = {story.slug: told(story) for story in Article.objects.all()}
    assert after.keys() == before.keys()
    for word in ("withdrawn", "left"):  # private there: no longer public in any case
        slug = stories[word].slug
        assert not Article.objects.get(slug=slug).is_public
        before.pop(slug), after.pop(slug)
    assert after == before
    assert ImportJob.objects.count() == 1
    assert PictureReference.objects.filter(role="lead").count() == 3
    assert Section.objects.get(slug="politics").parent.slug == "a-news"


def told(story):
    """What WordPress has words for."""
    return {
        "headline": story.headline,
        "summary": story.summary,
        "words": story.body_text.split(),
        "language": story.language,
        "status": story.status,
        "published_at": story.published_at and story.published_at.replace(microsecond=0),
        "modified_at": story.modified_at and story.modified_at.replace(microsecond=0),
        "section": story.section and story.section.slug,
        "countries": sorted(country.code for country in story.countries.all()),
        "tags": sorted(tag.name for tag in story.tags.all()),
        # WordPress tells two authors of one name apart; names alone don't.
        "authors": {name.author.name for name in story.bylines.all()},
        "is_featured": story.is_featured,
        "canonical_url": story.canonical_url,
        "guid": story.guid,
        "pictures": story.picture_references.filter(role="gallery").count(),
    }


def test_table_comes_back_with_the_same_stories(tmp_path):
    make_site()
    path = tmp_path / "export.csv"
    export(path, "--format", "csv", "--address", "https://new.example")
    before = {story.slug: told(story) | more(story) for story in Article.objects.all()}
    empty_site()
    read(path)
    after = {story.slug: told(story) | more(story) for story in Article.objects.all()}
    # A table names sections, and no slugs of theirs.
    for facts in (*before.values(), *after.values()):
        facts["section"] = facts["section"] and facts["section"].removeprefix("a-")
    assert after == before
    assert Author.objects.count() == 2


def more(story):
    """What a table has cells for beside that."""
    return {
        "dateline": story.dateline,
        "urgency": story.urgency,
        "withdraw_at": story.withdraw_at,
        "embargo_until": story.embargo_until,
        "published_at": story.published_at,
        "modified_at": story.modified_at,
    }


def test_wordpress_export_of_ours_loses_next_to_nothing(tmp_path):
    make_site()
    path = tmp_path / "export.xml"
    export(path, "--format", "wxr", "--address", "https://new.example")
    before = {story.slug: whole(story) for story in Article.objects.all()}
    empty_site()
    read(path)
    assert {story.slug: whole(story) for story in Article.objects.all()} == before


def whole(story):
    names = ("dateline", "urgency", "withdraw_at", "embargo_until")
    # Its old id is one of its old addresses, too.
    paths = set(story.paths.values_list("path", flat=True)) - {"/?p=1"}
    return told(story) | {name: getattr(story, name) for name in names} | {"paths": paths}

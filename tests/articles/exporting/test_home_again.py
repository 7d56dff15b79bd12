"""An export that comes into the site that it is of, and into another that looks like it."""

import json
from datetime import timedelta

import pytest

from articles.importing.writer.totals import totals_of
from articles.importing.writer.undo import undo
from articles.models import Article, Country, ImportedRow, ImportJob
from tests.articles.exporting.site import MOMENT, empty_site, make_site
from tests.articles.exporting.test_round_trip import export, read
from tests.articles.importing.writer.jobs import dump, is_sound, numbers
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories():
    return make_site()


@pytest.fixture
def archive(stories, tmp_path):
    path = tmp_path / "site.jsonl"
    export(path)
    return path


def brought(path, *options):
    """Import a file; return the numbers of stories by what became of them."""
    read(path, *options)
    return numbers(totals_of(ImportJob.objects.first()))


def rows():
    return list(Article.objects.order_by("pk").values())


def test_site_knows_its_own_stories(archive, tmp_path):
    before, written = dump(), rows()
    for _ in range(2):
        assert brought(archive) == [0, 0, 8, 0, 0]
        assert (dump(), rows()) == (before, written)
    assert export(tmp_path / "again.jsonl") == archive.read_bytes()
    assert not ImportedRow.objects.exists()


def test_stories_that_came_in_from_elsewhere_are_as_their_export_says(tmp_path):
    path, table = tmp_path / "site.jsonl", tmp_path / "old.csv"
    rows_told = (f"{n},Story {n},Text {n},2019-05-0{n},Ann Lee,Water" for n in range(1, 5))
    table.write_text("\n".join(["id,headline,text,date,author,tags", *rows_told]))
    assert brought(table, "--source", "old") == [4, 0, 0, 0, 0]
    export(path)
    before = dump(), rows()
    assert brought(path) == [0, 0, 4, 0, 0]
    assert (dump(), rows()) == before
    Article.objects.filter(headline="Story 2").update(summary="Edited")
    assert brought(path) == [0, 0, 3, 1, 0]


@pytest.mark.parametrize("word", ["full", "draft", "twin moment"])
def test_editor_s_later_change_is_kept(stories, archive, word):
    story = stories[word]
    story.tags.add(make_tag("Edited"))
    before = dump()
    assert brought(archive) == [0, 0, 7, 1, 0]
    assert dump() == before


def test_restoring_from_an_export_is_told_and_can_be_taken_back(stories, archive, tmp_path):
    for word in ("withdrawn", "review"):
        Article.objects.filter(pk=stories[word].pk).update(headline="Spoilt")
    before = dump()
    assert brought(archive, "--overwrite") == [0, 2, 6, 0, 0]
    assert export(tmp_path / "again.jsonl") == archive.read_bytes()
    assert brought(archive, "--overwrite") == [0, 0, 8, 0, 0]
    undo(ImportJob.objects.order_by("pk").first())
    assert dump() == before
    assert is_sound()


def test_story_that_was_erased_here_comes_back_and_the_others_stay(stories, archive):
    stories["full"].delete()
    assert brought(archive) == [1, 0, 7, 0, 0]
    assert brought(archive) == [0, 0, 8, 0, 0]


def test_country_of_an_editor_stays_and_that_of_nobody_becomes_the_archive_s(archive):
    Country.objects.filter(code="KG").update(description="Newer", position=4)
    read(archive)
    assert Country.objects.get(code="KG").description == "Newer"
    read(archive, "--overwrite")
    assert Country.objects.get(code="KG").description == "Снег и горы."


def test_undo_leaves_the_country_that_an_editor_changed_since(archive):
    empty_site()
    read(archive)
    Country.objects.filter(code="KG").update(description="Newer")
    undo(ImportJob.objects.first())
    assert Country.objects.get(code="KG").description == "Newer"


def test_table_makes_no_second_copy_either(stories, tmp_path):
    path = tmp_path / "site.csv"
    export(path, "--format", "csv")
    before = dump()["stories"]
    created, updated, *same, refused = brought(path)
    assert (created, updated, sum(same), refused) == (0, 0, 8, 0)
    assert dump()["stories"] == before


def test_story_in_a_wordpress_export_is_known_by_its_slug_and_publication(stories, tmp_path):
    for word in ("imported", "twin moment", "draft", "review"):  # of other sources, undated
        stories[word].delete()
    path = tmp_path / "site.xml"
    export(path, "--format", "wxr")
    assert brought(path)[:2] == [0, 0]
    Article.objects.filter(pk=stories["full"].pk).update(published_at=MOMENT - timedelta(days=9))
    assert brought(path)[:2] == [1, 0]


# Another site


@pytest.fixture
def another(archive):
    """A site with stories of the same keys and slugs, made at other moments."""
    lines = [json.loads(line) for line in archive.read_text().splitlines()]
    told = [line for line in lines if line["type"] == "story"]
    empty_site()
    for line in told:
        key = line["external_id"].rpartition(":")[2]
        make_article(
            headline="Of this site",
            slug=line["slug"],
            **({"pk": int(key)} if key.isdigit() and "urn:" in line["external_id"] else {}),
        )
    return archive


def test_another_site_s_stories_of_the_same_keys_and_slugs_are_others(another):
    before = dump()["stories"]
    assert brought(another) == [8, 0, 0, 0, 0]
    assert Article.objects.filter(headline="Of this site").count() == 8
    assert [line for line in before if line not in dump()["stories"]] == []
    assert len(set(Article.objects.values_list("slug", flat=True))) == 16
    assert brought(another) == [0, 0, 8, 0, 0]
    assert is_sound()


def test_export_that_went_through_another_site_comes_home(archive, stories, tmp_path):
    """The other site tells the stories under the names with which they came."""
    names = {line["slug"]: (line["source"], line["external_id"]) for line in told(archive)}
    born = dict(Article.objects.filter(external_id="").values_list("slug", "source"))
    for slug, (source, identity) in names.items():
        Article.objects.filter(slug=slug).update(source=source, external_id=identity)
    there = tmp_path / "there.jsonl"
    export(there)
    assert told(there) == told(archive)
    for slug, source in born.items():
        Article.objects.filter(slug=slug).update(source=source, external_id="")
    assert brought(there) == [0, 0, 8, 0, 0]


def told(path):
    lines = map(json.loads, path.read_text().splitlines())
    return [line for line in lines if line["type"] == "story"]


def test_story_of_another_newsroom_under_a_number_of_ours_is_not_taken_for_it(stories, archive):
    """Both bear one name in their exports: the moment of creation tells whose it is."""
    ours = stories["full"]
    identity = f"urn:newsroom:story:{ours.pk}"
    make_article(headline="Theirs", source="Newsroom", external_id=identity)
    assert brought(archive)[:2] == [0, 0]
    assert Article.objects.get(pk=ours.pk).headline == ours.headline
    assert Article.objects.get(external_id=identity).headline == "Theirs"


def test_half_a_name_is_enough(stories, archive):
    """An editor may have typed an id without a source."""
    Article.objects.filter(pk=stories["draft"].pk).update(external_id="abc")
    export(archive)
    assert brought(archive) == [0, 0, 8, 0, 0]

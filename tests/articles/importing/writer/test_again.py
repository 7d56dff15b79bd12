"""The same archive again: nothing is written, an editor's hand wins, twins are told apart."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.importing.record import Category, Picture, Status
from articles.importing.writer.staged import Stager
from articles.importing.writer.totals import Totals
from articles.models import Article, ArticlePath, ImportItem
from tests.articles.importing.writer.jobs import (
    State,
    dump,
    file_of,
    is_sound,
    numbers,
    run,
    told,
    write,
)
from tests.articles.importing.writer.records import WHEN, record
from tests.factories import make_author, make_section, make_tag

pytestmark = pytest.mark.django_db

STORIES = [
    record(
        number,
        headline="Same" if number % 3 else f"Headline {number}",
        tags=(f"Tag {number % 2}",),
        authors=("Ann", f"Author {number}"),
        categories=(Category("News"), Category("Kazakhstan")),
        paths=(f"https://old.example/{number}", f"/?p={number}"),
        body=f'<p>See <a href="https://old.example/{number + 1}">this</a>, {number}.</p>',
    )
    for number in range(1, 9)
]


# The same again


def test_second_run_writes_nothing(monkeypatch):
    write(*STORIES)
    before = dump()
    touched = set(Article.objects.values_list("pk", "updated_at", "import_fingerprint"))
    # No piece is read: each is known by its mark.
    monkeypatch.setattr(Stager, "_read", None)
    totals, problems = write(*STORIES)
    assert (numbers(totals), problems) == ([0, 0, 8, 0, 0], [])
    assert dump() == before
    assert set(Article.objects.values_list("pk", "updated_at", "import_fingerprint")) == touched
    assert is_sound()


@pytest.mark.parametrize("change", ["no marks", "another head", "several in a piece"])
def test_second_run_without_marks_writes_nothing(change):
    write(*STORIES)
    before = dump()
    if change == "no marks":
        ImportItem.objects.update(mark="")
    site = "www.old.example" if change == "another head" else "old.example"
    pieces = [STORIES] if change == "several in a piece" else STORIES
    totals, problems = told(run(file_of(*pieces, site=site)))
    assert (numbers(totals), problems) == ([0, 0, 8, 0, 0], [])
    assert dump() == before


def test_only_writes_of_imports_are_made_by_a_second_run():
    write(*STORIES)
    with CaptureQueriesContext(connection) as queries:
        write(*STORIES)
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written
    others = [sql for sql in written if "articles_import" not in sql and "'merge'" not in sql]
    assert others == []


def test_doubts_about_a_story_are_told_once():
    stories = [record(1, published_at=None), record(2, body="")]
    assert len(write(stories)[1]) == 2
    assert write(stories) == (write(stories)[0], [])


def test_changed_record_updates_its_story_and_keeps_its_address():
    write(record(slug="first", tags=("a",), authors=("One",)))
    totals, _ = write(
        record(slug="second", headline="New headline", tags=("b",), authors=("Two", "One"))
    )
    article = Article.objects.get()
    assert numbers(totals) == [0, 1, 0, 0, 0]
    assert (article.headline, article.slug) == ("New headline", "first")
    assert [tag.name for tag in article.tags.all()] == ["b"]
    assert [byline.author.name for byline in article.bylines.all()] == ["Two", "One"]
    assert numbers(
        write(record(headline="New headline", tags=("b",), authors=("Two", "One")))[0]
    ) == [0, 0, 1, 0, 0]
    assert is_sound()


def test_one_changed_story_among_many_is_the_only_one_written():
    write(*STORIES)
    before = dict(Article.objects.values_list("pk", "updated_at"))
    changed = [*STORIES[:3], record(4, headline="Another"), *STORIES[4:]]
    assert numbers(write(*changed)[0]) == [0, 1, 7, 0, 0]
    after = dict(Article.objects.values_list("pk", "updated_at"))
    (key,) = [key for key in after if after[key] != before[key]]
    assert Article.objects.get(pk=key).headline == "Another"


def test_new_address_of_an_unchanged_story_is_kept():
    write(record(paths=("/a",)))
    write(record(paths=("/a", "/b")))
    assert set(ArticlePath.objects.values_list("path", flat=True)) == {"/a", "/b"}


def test_story_that_was_erased_here_comes_again():
    write(*STORIES)
    Article.objects.filter(headline="Headline 3").delete()
    assert numbers(write(*STORIES)[0]) == [1, 0, 7, 0, 0]


# An editor's hand


@pytest.mark.parametrize("change", ["headline", "body", "status", "tags", "authors", "section"])
@pytest.mark.parametrize("overwrite", [False, True])
def test_story_that_an_editor_changed_is_kept_unless_told(change, overwrite):
    write(record(tags=("a",)))
    article = Article.objects.get()
    if change == "tags":
        article.tags.add(make_tag("Editor's"))
    elif change == "authors":
        article.bylines.create(author=make_author("Editor"))
    else:
        values = {"section": make_section(), "status": "withdrawn", "body": "<p>Mine</p>"}
        setattr(article, change, values.get(change, "Mine"))
        article.save()
    edited = dump()
    totals, _ = write(record(headline="From the source again", tags=("a",)), overwrite=overwrite)
    if overwrite:
        assert numbers(totals) == [0, 1, 0, 0, 0]
        article = Article.objects.get()
        assert article.headline == "From the source again"
        assert (article.section, article.bylines.count(), article.tags.count()) == (None, 0, 1)
    else:
        assert numbers(totals) == [0, 0, 0, 1, 0]
        assert dump() == edited
    assert is_sound()


def test_editor_who_tells_when_it_was_changed_is_written_over_when_told():
    write(record(modified_at=WHEN + timedelta(days=1)))
    article = Article.objects.get()
    article.headline, article.modified_at = "Mine", timezone.now()
    article.save()
    changed = record(modified_at=WHEN + timedelta(days=2), headline="Theirs")
    write(changed)
    assert Article.objects.get().headline == "Mine"
    assert numbers(write(changed, overwrite=True)[0]) == [0, 1, 0, 0, 0]
    assert Article.objects.get().headline == "Theirs"


def test_story_that_an_editor_changed_is_unchanged_when_the_source_is():
    write(record())
    Article.objects.update(headline="Mine")
    assert numbers(write(record())[0]) == [0, 0, 1, 0, 0]
    assert Article.objects.get().headline == "Mine"


def test_unchanged_source_is_written_over_an_edit_when_told():
    write(record(1), record(2))
    Article.objects.filter(headline="Story 1").update(headline="Mine")
    assert numbers(write(record(1), record(2), overwrite=True)[0]) == [0, 1, 1, 0, 0]
    assert set(Article.objects.values_list("headline", flat=True)) == {"Story 1", "Story 2"}


def test_slug_changed_by_an_editor_hinders_no_update():
    write(record())
    article = Article.objects.get()
    article.slug = "better"
    article.save()
    assert numbers(write(record(headline="New"))[0]) == [0, 1, 0, 0, 0]
    assert Article.objects.get().slug == "better"


@pytest.mark.parametrize("overwrite", [False, True])
def test_story_withdrawn_here_stays_withdrawn(overwrite):
    write(record())
    Article.objects.update(status=Article.Status.WITHDRAWN)
    totals, problems = write(record(headline="New"), overwrite=overwrite)
    assert Article.objects.get().status == Article.Status.WITHDRAWN
    if overwrite:
        assert totals.updated == 1
    else:
        assert totals.kept == 1
        assert problems == ["This story was withdrawn here since. It stays withdrawn."]


def test_story_that_the_source_withdrew_is_withdrawn():
    write(record())
    assert numbers(write(record(status=Status.WITHDRAWN))[0]) == [0, 1, 0, 0, 0]
    assert Article.objects.get().status == Article.Status.WITHDRAWN
    assert is_sound()


# What the source takes back without telling it again


def taken_back(number=1, **overrides):
    facts = {"headline": "Withdrawn", "body": "", "status": Status.WITHDRAWN}
    return record(number, **facts | overrides)


def test_story_that_is_taken_back_without_its_text_keeps_what_is_here():
    write(record(1, tags=("a",), paths=("/1",)), record(2))
    before = dump()
    for updated in (1, 0, 0):
        totals, problems = write([taken_back()])
        assert (numbers(totals), problems) == ([0, updated, 1 - updated, 0, 0], [])
        article = Article.objects.get(status=Article.Status.WITHDRAWN)
        assert (article.headline, article.body) == ("Story 1", "<p>Text of story 1.</p>")
    after = dump()
    for name in ("tagged", "paths", "bylines", "countries"):
        assert after[name] == before[name]
    assert is_sound()


def test_story_that_is_taken_back_and_was_never_here_is_none():
    totals, problems = write(taken_back(published_at=None))
    assert numbers(totals) == [0, 0, 1, 0, 0]
    assert problems == ["The source takes back a story that is not here. Nothing to do."]
    assert not Article.objects.exists()


def test_story_that_is_taken_back_in_the_same_file_does_not_come():
    write(record(1, version=1), record(2), taken_back(version=2))
    assert [article.headline for article in Article.objects.all()] == ["Story 2"]


def test_story_that_is_taken_back_and_was_edited_is_an_editor_s_to_withdraw():
    write(record())
    Article.objects.update(headline="Mine")
    totals, (problem,) = write(taken_back())
    assert numbers(totals) == [0, 0, 0, 1, 0]
    assert problem.endswith("withdraw it by hand.")
    assert Article.objects.get().is_public
    assert numbers(write(taken_back(), overwrite=True)[0]) == [0, 1, 0, 0, 0]
    assert Article.objects.get().status == Article.Status.WITHDRAWN


# Several records of one story


def test_id_twice_in_a_file_with_the_same_text_is_one_story():
    totals, problems = write(record(1), record(2), record(1, place="line 9"))
    assert (numbers(totals), totals.repeated, problems) == ([2, 0, 0, 0, 0], 1, [])


def test_id_twice_in_a_file_with_another_text_costs_the_later_one():
    twins = [record(1), record(1, place="line 9", headline="Another")]
    for created, unchanged in ((1, 0), (0, 1)):
        totals, (problem,) = write(*twins)
        assert numbers(totals) == [created, 0, unchanged, 0, 1]
        assert problem == (
            "The id “https://old.example/?p=1” stands in this file twice, at line 1 with another "
            "text. This one is left out: give it an id of its own."
        )
        assert Article.objects.get().headline == "Story 1"


def version(number, **overrides):
    facts = {"version": number, "headline": f"Version {number}", "place": f"line {number}"}
    return record(1, **facts | overrides)


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
@pytest.mark.parametrize("files", [1, 3])
def test_greatest_version_is_the_story(order, files):
    versions = [version(number) for number in order]
    paths = [file_of(*versions)] if files == 1 else [file_of(one) for one in versions]
    for created, unchanged in ((1, 0), (0, 1)):
        totals, problems = told(run(*paths))
        assert (totals.created, totals.updated, totals.refused) == (created, 0, 0)
        assert totals.unchanged + totals.repeated == 2 + unchanged
        assert problems == []
        assert Article.objects.get().headline == "Version 3"


def test_latest_change_is_the_story_when_there_are_no_versions():
    early, late = (WHEN + timedelta(days=days) for days in (1, 2))
    write(
        version(0, modified_at=late, headline="Late", place="line 1"),
        version(0, modified_at=early, headline="Early", place="line 2"),
    )
    assert Article.objects.get().headline == "Late"


def test_earlier_version_that_comes_later_changes_nothing():
    early, late = (WHEN + timedelta(days=days) for days in (1, 2))
    write(record(modified_at=late, headline="Late"))
    totals, _ = write(record(modified_at=early, headline="Early"))
    assert (numbers(totals), totals.repeated) == ([0, 0, 0, 0, 0], 1)
    assert Article.objects.get().headline == "Late"


def test_of_several_files_the_last_is_the_story():
    files = [file_of(record(headline="First")), file_of(record(headline="Second"))]
    totals, problems = told(run(*files))
    assert (numbers(totals), totals.repeated, problems) == ([1, 0, 0, 0, 0], 1, [])
    assert Article.objects.get().headline == "Second"
    assert told(run(*files))[0].created == 0
    assert Article.objects.get().headline == "Second"


def test_stories_with_one_id_and_other_names_are_two():
    twins = [record(1, other_id="post-1"), record(1, other_id="post-2", headline="Other")]
    totals, problems = write(*twins)
    assert (numbers(totals), problems) == ([2, 0, 0, 0, 0], [])
    before = dump()
    assert numbers(write(*twins)[0]) == [0, 0, 2, 0, 0]
    assert dump() == before


@pytest.mark.parametrize("changed", [0, 1])
def test_change_of_one_of_two_with_one_id_is_its_own(changed):
    twins = [record(1, other_id="post-1"), record(1, other_id="post-2", headline="Other")]
    write(*twins)
    facts = {"other_id": twins[changed].other_id, "headline": "Changed"}
    twins[changed] = record(1, **facts)
    assert numbers(write(*twins)[0]) == [0, 1, 1, 0, 0]
    headlines = ["Story 1", "Other"]
    headlines[changed] = "Changed"
    assert list(Article.objects.order_by("pk").values_list("headline", flat=True)) == headlines


def test_change_of_a_story_that_was_refused_as_a_twin_is_refused_too():
    write(record(1), record(1, headline="Other"))
    totals, _ = write(record(1), record(1, headline="Other, changed"))
    assert numbers(totals) == [0, 0, 1, 0, 1]
    assert Article.objects.get().headline == "Story 1"


def test_http_and_https_in_one_file_are_one_story():
    twins = [record(1), record(1, external_id="http://old.example/?p=1", place="line 2")]
    assert numbers(write(*twins)[0])[:2] == [1, 0]
    assert numbers(write(*twins)[0])[:2] == [0, 0]
    assert Article.objects.count() == 1


def test_story_is_found_under_its_other_name():
    write(record(external_id="post-1"))
    renamed = record(external_id="https://old.example/1", other_id="post-1", headline="New")
    assert numbers(write(renamed)[0]) == [0, 1, 0, 0, 0]
    assert Article.objects.get().external_id == "post-1"


# Several files


def test_files_of_one_import_are_told_apart_by_what_they_hold():
    first, copy, other = file_of(record(1)), file_of(record(1)), file_of(record(2))
    job = run(first, copy, other)
    totals, (problem,) = told(job)
    assert (numbers(totals), job.files.count()) == ([2, 0, 0, 0, 0], 2)
    assert problem == f"The same file as {first}. Read once."


def test_empty_archive_is_none():
    job = run(file_of())
    assert told(job) == (Totals(readable=1), [])
    assert (job.state, job.files.get().is_read) == (State.DONE, True)


# What it costs


def statements(*records, **options):
    with CaptureQueriesContext(connection) as queries:
        write(*records, **options)
    return len(queries)


def test_statements_do_not_grow_with_the_number_of_stories():
    def batch(numbers, name, **overrides):
        return [
            record(
                n,
                headline=f"{name} {n}",
                tags=(f"{name} {n}",),
                authors=(f"{name} {n}",),
                categories=(Category("News"), Category("Kazakhstan")),
                paths=(f"/{name}/{n}",),
                body=f'<p>Words <a href="/{name}/{n + 1}">on</a></p>',
                pictures=(Picture(f"https://old.example/{n}.jpg"),),
                **overrides,
            )
            for n in numbers
        ]

    few, many = range(10, 12), range(100, 160)
    write(*batch(range(1, 3), "first"))
    for name in ("created", "changed"):
        small, large = (statements(*batch(numbers, name)) for numbers in (few, many))
        assert large - small <= 4, name
    # What each of them was, for an undo.
    assert small < 210
    assert statements(*batch(many, "changed")) <= statements(*batch(few, "changed")) + 2


def test_batches_give_what_one_gives():
    records = [record(n, tags=(f"t{n % 3}",)) for n in range(10)]
    assert numbers(write(*records, batch=3)[0]) == [10, 0, 0, 0, 0]
    before = dump()
    assert numbers(write(*records, batch=4)[0]) == [0, 0, 10, 0, 0]
    Article.objects.all().delete()
    assert numbers(write(*records, batch=500)[0]) == [10, 0, 0, 0, 0]
    assert dump() == before

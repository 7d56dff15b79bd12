"""Items with one id: which is the story, however many there are."""

import tracemalloc
from dataclasses import replace

import pytest

from articles.importing.writer import twins
from articles.models import Article, ImportItem, ImportJob
from tests.articles.importing.writer.jobs import file_of, numbers, run, told, write
from tests.articles.importing.writer.records import record

pytestmark = pytest.mark.django_db
ID = "https://old.example/?p=1"


def same(number, **overrides):
    facts = {"headline": f"Story {number}", "body": f"<p>{number}</p>"}
    return replace(record(1, place=f"line {number}"), **facts | overrides)


def stories():
    return sorted(Article.objects.values_list("external_id", "headline"))


def test_other_ids_tell_stories_apart_and_their_own_twins_together():
    totals, problems = write(
        same(1, other_id="a"),
        same(2, other_id="b"),
        same(3, other_id="b"),
        same(4, other_id="c"),
        same(5),
        same(6, other_id="a"),
    )
    assert stories() == [("b", "Story 2"), ("c", "Story 4"), (ID, "Story 1")]
    assert numbers(totals) == [3, 0, 0, 0, 3]
    assert len(problems) == 3
    assert sum("at line 1 with another text" in problem for problem in problems) == 2


def test_http_and_https_are_one_id():
    write(same(1), same(2, external_id=ID.replace("https", "http")))
    assert stories() == [(ID, "Story 1")]


@pytest.mark.parametrize(
    ("versions", "chosen", "refused"),
    [((1, 3, 2), 2, 0), ((0, 0, 0), 1, 2), ((0, 0, 1), 3, 0), ((2, 1, 2), 3, 0)],
)
def test_greatest_version_is_the_story(versions, chosen, refused):
    records = [same(n, version=version) for n, version in enumerate(versions, start=1)]
    totals, _ = write(*records)
    assert stories() == [(ID, f"Story {chosen}")]
    assert (totals.refused, totals.repeated) == (refused, 2 - refused)


def test_last_of_several_files_is_the_story():
    totals, problems = told(run(file_of(same(1)), file_of(same(2)), file_of(same(3), same(3))))
    assert (stories(), problems, totals.repeated) == ([(ID, "Story 3")], [], 3)


def test_many_items_of_one_id_are_not_held_in_memory():
    job = ImportJob.objects.create(key="x")
    facts = '{"version":[0,0],"tags":["' + "x" * 2_000 + '"]}'
    number = 6_000
    ImportItem.objects.bulk_create(
        ImportItem(
            job=job, number=n, file=0, source="s", external_id=ID, digest=str(n), facts=facts
        )
        for n in range(1, number + 1)
    )
    tracemalloc.start()
    twins.settle_twins(job)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    verdicts = list(job.items.order_by("number").values_list("verdict", flat=True))
    assert verdicts == ["created"] + ["refused"] * (number - 1)
    assert job.problems.count() == number - 1
    # Of the facts of all of them there are 12 MB, and several copies while they are parsed.
    assert peak < 20_000_000

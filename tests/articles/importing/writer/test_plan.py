"""A dry run tells what the real one does after it, and writes nothing but its plan."""

import secrets
import socket
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.importing.record import (
    Attachment,
    Category,
    Picture,
    Problem,
    RateRecord,
    Skipped,
)
from articles.importing.writer import bulk
from articles.importing.writer import plan as planning
from articles.importing.writer.apply import Applier
from articles.importing.writer.beginning import start
from articles.importing.writer.filing import Filing
from articles.importing.writer.holding import forget
from articles.importing.writer.job import Runner, Watcher
from articles.importing.writer.rates import judge_rates
from articles.importing.writer.reading import Reading
from articles.importing.writer.recognition import rows_of
from articles.importing.writer.totals import Totals, totals_of
from articles.importing.writer.turns import Overtaken
from articles.models import Article, ImportItem, ImportJob, ImportPayload
from newsroom.importing import rates
from tests.articles.importing.writer.jobs import (
    State,
    begun,
    dump,
    file_of,
    is_sound,
    numbers,
    run,
    told,
    write,
)
from tests.articles.importing.writer.records import WHEN, Unreadable, record
from tickers.models import Fixing

pytestmark = pytest.mark.django_db


def rate(value, day=17):
    return RateRecord("KGS", "USD", Decimal(value), date(2025, 12, day), f"rate {value}")


def kept():
    return sorted(Fixing.objects.values_list("value", flat=True))


def mixture():
    """Files with all that can become of an item, and what is here before them."""
    write(*(record(number, tags=("Old",)) for number in range(1, 9)))
    Article.objects.filter(headline="Story 4").update(headline="Edited")
    Article.objects.filter(headline="Story 5").update(status="withdrawn")
    later = WHEN + timedelta(days=3)
    first = file_of(
        record(1, tags=("Old",)),
        record(2, headline="Changed", tags=("New", "Old")),
        Skipped("page", "line 3"),
        record(4, headline="Changed"),
        record(5, headline="Changed"),
        record(20, headline="New", authors=("Zoe",), paths=("/old/20",)),
        record(20, headline="Twin"),
        record(20, headline="New", authors=("Zoe",), paths=("/old/20",), place="line 9"),
        Problem("line 10", "Broken."),
        Problem("line 11", "Doubtful.", refused=False),
        record(21, headline=" "),
        [record(22, headline="New"), record(23, headline="New", slug="story-1")],
        Attachment("7", Picture("https://old.example/7.jpg"), "line 12"),
        rate("0.0114"),
        rate("0.0114"),
        rate("0"),
    )
    second = file_of(
        record(2, headline="Changed again", modified_at=later, published_at=later),
        record(24, published_at=None),
        record(3, headline="Changed", categories=(Category("Sport"),)),
        Skipped("page", "line 4"),
        Skipped("revision", "line 5"),
        rate("0.0115", 18),
        Unreadable("The file ends in the midst of a story."),
    )
    return first, second


MIXTURE = Totals(
    created=4,
    updated=2,
    unchanged=1,
    kept=2,
    refused=4,
    repeated=2,
    rates=2,
    rates_unchanged=1,
    unreadable=1,
    readable=2,
    skipped={"page": 2, "revision": 1, "attachment": 1},
)


@pytest.mark.parametrize("batch", [1, 3, 500])
def test_dry_run_tells_what_the_real_run_does(batch):
    files, before = mixture(), dump()
    dry = run(*files, until=State.REVIEW, rates=rates(), batch=batch)
    assert dry.state == State.REVIEW
    planned = told(dry)
    assert dump() == before
    assert kept() == []
    real = run(*files, rates=rates(), batch=batch)
    assert real.pk == dry.pk
    assert told(real)[0] == planned[0]
    # What is known of addresses is told when they are written.
    assert set(planned[1]) <= set(told(real)[1])
    assert planned[0] == MIXTURE
    assert kept() == [Decimal("0.0114"), Decimal("0.0115")]
    assert is_sound()


def test_sentence_tells_all_of_it():
    assert totals_of(run(*mixture(), until=State.REVIEW, rates=rates())).sentence() == (
        "created 4, updated 2, unchanged 1, kept 2, refused 4; repeated 2; "
        "rates 2 new, 1 unchanged; skipped: 1 attachment, 2 pages, 1 revision"
    )


def test_dry_run_writes_the_tables_of_imports_alone():
    files = mixture()
    with CaptureQueriesContext(connection) as queries:
        run(*files, until=State.REVIEW)
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written
    assert [sql for sql in written if '"articles_import' not in sql] == []


def test_dry_run_after_a_dry_run_reads_nothing_again():
    files = mixture()
    first = run(*files, until=State.REVIEW)
    items = ImportItem.objects.count()
    second = run(*files, until=State.REVIEW)
    assert (second.pk, ImportItem.objects.count()) == (first.pk, items)
    assert told(second) == told(first)


def test_plan_can_be_made_again():
    job = run(*mixture(), until=State.REVIEW, rates=rates())

    def planned():
        items = job.items.order_by("number").values_list("verdict", "slug", "external_id")
        return totals_of(job), sorted(told(job)[1]), list(items)

    before = planned()
    planning.plan(job)
    judge_rates(job, rates())
    assert planned() == before


def test_what_an_editor_does_after_the_dry_run_wins():
    write(record(1), record(2))
    path = file_of(record(1, headline="Theirs"), record(2, headline="Theirs"), record(3))
    run(path, until=State.REVIEW)
    Article.objects.filter(headline="Story 1").update(headline="Mine")
    Article.objects.filter(headline="Story 2").delete()
    Article.objects.create(headline="Story 3", slug="story-3", body="<p>Mine</p>")
    job = run(path)
    assert numbers(totals_of(job)) == [2, 0, 0, 1, 0]
    headlines = Article.objects.order_by("pk").values_list("headline", "slug")
    assert set(headlines) == {
        ("Mine", "story-1"),
        ("Story 3", "story-3"),
        ("Theirs", "theirs"),
        ("Story 3", "story-3-2"),
    }


def test_plan_that_another_import_has_overtaken_is_made_anew():
    write(record(1), record(2))
    path = file_of(record(1), record(2))
    dry = run(path, until=State.REVIEW)
    assert totals_of(dry).unchanged == 2
    write(record(1, headline="Between"))
    job = run(path)
    assert job.pk != dry.pk
    assert numbers(totals_of(job)) == [0, 1, 1, 0, 0]
    assert Article.objects.filter(headline="Story 1").exists()


def test_plan_of_another_day_is_made_anew(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    path = file_of(record(1))
    dry = run(path, until=State.REVIEW)
    time_machine.shift(timedelta(hours=23))
    assert begun(path)[0].pk == dry.pk
    time_machine.shift(timedelta(hours=2))
    assert begun(path)[0].pk != dry.pk


@pytest.mark.parametrize("state", [State.APPLYING, State.LINKING])
def test_dry_run_does_not_go_on_with_what_is_half_applied(state):
    path = file_of(record(1))
    job = run(path)
    Article.objects.all().delete()
    job.batches.all().delete()
    ImportJob.objects.update(state=state)
    other, _ = start([str(path)], {}, is_dry=True)
    assert other.pk != job.pk
    assert begun(path)[0].pk == job.pk


def test_same_file_at_another_place_is_the_same_import(tmp_path):
    path = file_of(record(1), record(2))
    dry = run(path, until=State.REVIEW)
    (tmp_path / "elsewhere").mkdir()
    moved = path.rename(tmp_path / "elsewhere" / "renamed")
    job = run(moved)
    assert (job.pk, job.state, Article.objects.count()) == (dry.pk, State.DONE, 2)


@pytest.mark.parametrize(
    "options", [{"overwrite": True}, {"zone": "Asia/Tokyo"}, {"sections": {"a": "B"}}]
)
def test_other_options_are_another_import(options):
    path = file_of(record(1))
    dry = run(path, until=State.REVIEW)
    assert begun(path, **options)[0].pk != dry.pk
    assert begun(path)[0].pk == dry.pk


def test_what_was_staged_goes_when_it_is_written():
    run(file_of(record(1)), until=State.REVIEW)
    assert ImportPayload.objects.count() == 1
    write(record(2), record(3, published_at=None))
    # That of the one in review; and the one that a report shows with its problem.
    assert ImportPayload.objects.count() == 2


def test_plan_that_nobody_wants_is_forgotten(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    done = run(file_of(record(9, published_at=None)))
    dry = run(file_of(record(1)), until=State.REVIEW)
    forget()
    assert ImportJob.objects.filter(pk=dry.pk).exists()
    time_machine.shift(timedelta(days=31))
    forget()
    assert [job.pk for job in ImportJob.objects.all()] == [done.pk]
    assert set(ImportPayload.objects.values_list("job", flat=True)) == {done.pk}
    assert set(ImportItem.objects.values_list("job", flat=True)) == {done.pk}


# Whose job it is


def test_job_of_a_process_that_lives_is_not_taken(monkeypatch):
    path = file_of(record(1))
    job, openers = begun(path)
    ImportJob.objects.update(process=f"{socket.gethostname()}:1")
    assert begun(path)[0].pk != job.pk
    with pytest.raises(Overtaken):
        Runner(job, openers).run()
    assert not Article.objects.exists()


@pytest.mark.parametrize(("minutes", "is_theirs"), [(4, True), (6, False)])
def test_job_of_another_machine_is_theirs_as_long_as_it_is_heard_of(minutes, is_theirs):
    path = file_of(record(1))
    job, _ = begun(path)
    seen_at = timezone.now() - timedelta(minutes=minutes)
    ImportJob.objects.update(process="elsewhere:1", seen_at=seen_at)
    assert (begun(path)[0].pk != job.pk) is is_theirs


def test_job_that_was_taken_over_stops(monkeypatch):
    path = file_of(*(record(n) for n in range(6)))
    real, calls, another = Applier.apply, [], secrets.token_hex(16)

    def taken_over(self, *arguments, **options):
        calls.append(arguments)
        if len(calls) == 2:
            ImportJob.objects.update(token=another)
        return real(self, *arguments, **options)

    monkeypatch.setattr(Applier, "apply", taken_over)
    with pytest.raises(Overtaken):
        run(path, batch=2)
    assert Article.objects.count() == 2
    assert ImportJob.objects.get().token == another


@pytest.mark.parametrize("where", [(Reading, "_keep"), (planning, "_judge_some"), (Filing, "make")])
def test_job_that_was_taken_over_before_it_is_applied_stops(monkeypatch, where):
    """Two machines may each believe that they have a job, after five minutes' silence."""
    room, name = where
    run(file_of(record(1)))
    another, real = secrets.token_hex(16), getattr(room, name)

    def taken_over(*arguments):
        ImportJob.objects.update(token=another)
        return real(*arguments)

    monkeypatch.setattr(room, name, taken_over)
    records = (record(n, tags=(f"Tag {n}",)) for n in range(1, 450))
    with pytest.raises(Overtaken):
        run(file_of(*records))
    job = ImportJob.objects.first()
    assert job.token == another
    assert Article.objects.count() == 1
    if name == "_keep":
        # What it had begun to keep is kept, and nothing after it.
        assert job.items_number == 200


def test_command_that_is_overtaken_says_so_and_begins_no_other(
    monkeypatch,
):
    real = Reading._keep

    def taken_over(*arguments):
        ImportJob.objects.update(token=secrets.token_hex(16))
        return real(*arguments)

    monkeypatch.setattr(Reading, "_keep", taken_over)
    with pytest.raises(CommandError, match="Another process has taken this import over"):
        call_command("import_archive", str(file_of(record(1))), "--processes=1")
    assert ImportJob.objects.count() == 1


def test_import_waits_for_another_one_of_its_source(monkeypatch):
    free, heard = iter([False, False, True]), []

    class Heard(Watcher):
        def wait(self, sentence):
            heard.append(sentence)

    monkeypatch.setattr(bulk, "lock_source", lambda source: next(free))
    job = run(file_of(record(1)), watcher=Heard())
    assert heard == ["Waiting for another import of old.example."]
    assert (job.state, Article.objects.count()) == (State.DONE, 1)


# Rates


def test_rates_are_handed_on_and_counted():
    totals, problems = write(rate("1"), rate("1"), rate("0"), rates=rates())
    assert (totals.rates, totals.rates_unchanged, totals.refused) == (1, 1, 1)
    assert problems == ["KGS/USD 0: A rate is greater than zero."]
    totals, _ = write(rate("1"), rate("2"), rates=rates())
    assert (totals.rates, totals.rates_unchanged, totals.refused) == (1, 1, 0)
    assert kept() == [1, 2]


def test_rates_are_passed_over_when_nobody_keeps_them():
    totals, problems = write(rate("1"))
    assert (totals.rates, totals.refused, problems) == (0, 0, [])


# What is passed over


def test_skipped_items_are_counted_by_kind_and_problems_told():
    totals, problems = write(
        Skipped("page", "line 1"),
        [Skipped("page", "line 2"), Problem("line 3", "Broken.")],
        Problem("line 4", "Doubtful.", refused=False),
    )
    assert totals.skipped == {"page": 2}
    assert totals.refused == 1
    assert problems == ["Broken.", "Doubtful."]


def test_message_that_is_told_once_is_told_once_in_each_file():
    doubt = Problem("line 1", "Shortcodes were removed.", refused=False, once=True)
    files = [file_of(doubt, record(n), doubt, [doubt, record(n + 9)]) for n in (1, 2)]
    _, problems = told(run(*files))
    assert problems == ["Shortcodes were removed."] * 2


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "x" * 3_000])
def test_problem_that_no_database_takes_ends_no_import(text):
    totals, problems = write(Problem(text, text, text), Skipped("page", text), record(place=text))
    assert (numbers(totals), len(problems)) == ([1, 0, 0, 0, 1], 1)


def test_place_of_a_problem_is_that_in_its_file():
    first, second = file_of(Problem("line 7", "One.")), file_of(Problem("line 8", "Two."))
    problems = run(first, second).problems.values_list("path", "place", "message")
    assert list(problems) == [(str(first), "line 7", "One."), (str(second), "line 8", "Two.")]


@pytest.mark.parametrize("when_cut", [True, False])
def test_what_came_before_the_damage_comes_in(when_cut):
    stories = [record(n) for n in range(1, 6)]
    damage = Unreadable("Here the file ends.", when_cut)
    job = run(file_of(*stories, damage, record(9)), file_of(record(10)))
    assert numbers(totals_of(job)) in ([6, 0, 0, 0, 0], [7, 0, 0, 0, 0])
    assert totals_of(job).unreadable == 1
    assert job.problems.get().message == "Here the file ends."
    assert Article.objects.filter(headline="Story 5").exists()
    assert Article.objects.filter(headline="Story 10").exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one plan for it")
def test_rows_are_found_by_the_index_of_ids_however_many_are_asked_for():
    ids = [f"https://old.example/?p={number}" for number in range(150)]
    with CaptureQueriesContext(connection) as asked:
        rows_of([("old.example", external_id, "{}") for external_id in ids])
    (question,) = [one["sql"] for one in asked if '"external_id" = ANY' in one["sql"]]
    with connection.cursor() as cursor:
        # No table is so small that it would be read whole.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {question}")
        assert any("article_imported_once" in line for (line,) in cursor.fetchall())

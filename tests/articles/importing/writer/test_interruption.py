"""Stopped at any statement, an import goes on and comes to what it would have come to."""

from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction

from articles.importing.writer import beginning
from articles.importing.writer.apply import Applier
from articles.models import Article, ImportBatch, ImportItem, ImportJob
from newsroom.importing import rates
from tests.articles.importing.writer.jobs import (
    State,
    dump,
    file_of,
    is_sound,
    run,
    told,
    totals_of,
)
from tests.articles.importing.writer.records import mixed, record
from tickers.models import Currency

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_batches")]
#: Every so many statements one fails.
STRIDE = 23


@contextmanager
def taken_back():
    """Nothing of what is done within stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def failing(number):
    """The database fails at statement `number`, and works again after it."""
    left = [number]

    def count(execute, *arguments):
        left[0] -= 1
        if left[0] == 0:
            raise OperationalError("database or disk is full")
        return execute(*arguments)

    with connection.execute_wrapper(count):
        yield


@pytest.fixture
def archives():
    """An archive, and the same with some of its stories changed."""
    for code in ("KGS", "USD"):
        Currency.objects.create(code=code, name=code)
    return file_of(*mixed(*range(1, 9))), file_of(*mixed(*range(1, 11), changed=(2, 5, 6)))


def test_import_that_failed_at_any_statement_goes_on(archives):
    """Of what is there before, too: the second archive changes what the first one made."""
    first, second = archives
    before = run(first, rates=rates())
    with taken_back():
        job = run(second, batch=4, rates=rates())
        expected = dump(), told(job)[0], sorted(told(job)[1])
        assert is_sound()
    assert (expected[1].created, expected[1].updated) == (2, 3)
    stops = []
    # There are some 250 statements.
    for number in range(14, 1_000, STRIDE):
        with taken_back():
            try:
                with failing(number):
                    run(second, batch=4, rates=rates())
            except OperationalError:
                stops.append(number)
            # Only that there is a transaction around all of it makes Django give it up.
            transaction.set_rollback(False)
            job = ImportJob.objects.exclude(pk=before.pk).first()
            if job is None or job.state != State.DONE:
                job = run(second, batch=4, rates=rates())
            assert (dump(), told(job)[0], sorted(told(job)[1])) == expected, number
            assert is_sound()
            if number not in stops:
                break
    assert len(stops) > 150 / STRIDE


def test_batch_is_written_whole_or_not_at_all(archives):
    first, _ = archives
    run(first, until=State.REVIEW)
    job = ImportJob.objects.get()
    number = 0
    while True:
        number += 7
        with taken_back():
            before = dump()
            real = Applier.apply

            def apply(self, *arguments, real=real, number=number, **options):
                with failing(number):
                    return real(self, *arguments, **options)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(Applier, "apply", apply)
                try:
                    run(first)
                except OperationalError:
                    transaction.set_rollback(False)
                    after = dump()
                    assert after["stories"] == before["stories"]
                    assert after["lines"] == before["lines"]
                    assert not ImportBatch.objects.exists()
                    continue
            assert ImportJob.objects.get(pk=job.pk).state == State.DONE
            return


@pytest.mark.parametrize(("first", "then"), [(2, 500), (500, 2), (4, 3)])
def test_size_of_batches_may_change_when_it_goes_on(monkeypatch, first, then):
    path = file_of(*(record(number) for number in range(1, 10)))
    real, calls = Applier.apply, []

    def stopped(self, *arguments, **options):
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(self, *arguments, **options)

    monkeypatch.setattr(Applier, "apply", stopped)
    try:
        run(path, batch=first)
    except KeyboardInterrupt:
        monkeypatch.undo()
        assert 0 < Article.objects.count() < 9
        run(path, batch=then)
    job = ImportJob.objects.get()
    assert (totals_of(job).created, Article.objects.count()) == (9, 9)


def test_row_that_the_database_refuses_costs_itself(monkeypatch):
    """Told with its sentence; and the others come in, with what is new of them."""
    from articles.importing.writer import staged

    real = staged.content_of

    def broken(found, *arguments):
        content = real(found, *arguments)
        if found.headline == "Story 2":
            content.values["language"] = None
        return content

    monkeypatch.setattr(staged, "content_of", broken)
    path = file_of(*(record(n, tags=("new",), authors=("New",), paths=("/a",)) for n in (1, 2, 3)))
    job = run(path)
    totals, problems = told(job)
    assert (totals.created, totals.refused) == (2, 1)
    assert problems[0].startswith("“Story 2” can't be stored: ")
    assert job.problems.first().place == "line 2"
    assert {article.tags.get().name for article in Article.objects.all()} == {"new"}
    assert Article.objects.get(paths__path="/a").headline == "Story 1"
    assert is_sound()


def test_lock_of_another_writer_is_waited_for(monkeypatch):
    from articles.importing.writer import job as module

    monkeypatch.setattr(module.time, "sleep", lambda seconds: None)
    real, met = Applier._create, []

    def locked(self, stories):
        if len(met) < 3:
            met.append(True)
            raise OperationalError("database is locked")
        return real(self, stories)

    monkeypatch.setattr(Applier, "_create", locked)
    job = run(file_of(record(1), record(2)))
    assert (totals_of(job).created, len(met)) == (2, 3)


def test_story_that_another_import_wrote_meanwhile_is_found(monkeypatch):
    """Two imports of one file at once: the slower one decides anew when it writes."""
    path = file_of(record(1), record(2))
    run(path, until=State.REVIEW)
    run(file_of(record(1), record(3)))
    ImportJob.objects.update(finished_at=None)
    job = run(path)
    assert (totals_of(job).created, totals_of(job).unchanged) == (1, 1)
    items = ImportItem.objects.filter(job=job).order_by("number")
    assert list(items.values_list("verdict", flat=True)) == [*("unchanged", "created")]
    assert Article.objects.count() == 3


def test_what_another_version_of_the_program_has_staged_is_read_anew(archives, monkeypatch):
    staged = run(archives[0], until=State.REVIEW)
    assert run(archives[0], until=State.REVIEW) == staged
    monkeypatch.setattr(beginning, "VERSION", beginning.VERSION + 1)
    assert run(archives[0], until=State.REVIEW) != staged

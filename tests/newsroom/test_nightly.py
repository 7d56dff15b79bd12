"""The night's work: each step done whatever becomes of the others, once by however many workers."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection, connections
from django.urls import reverse
from django.utils import timezone

from articles.counts import Drift, check
from articles.models import Change, CountCheck, DayCount, Listed, MonthCount, Night, SearchQuery
from newsroom import desk, nightly
from newsroom.management.commands import worker
from tests.factories import empty_search_index, make_article, make_run, make_tag, make_user
from tickers.models import Run

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
#: Six in the morning in Bishkek; the night's work was due at 03:30.
MORNING = datetime(2026, 5, 20, 0, tzinfo=UTC)
DUE = MORNING - timedelta(hours=2, minutes=30)


ALL_RIGHT = (
    "The counts of all listings agree with the stories.\n"
    "The search index agrees with the stories.\n"
)


def run(*arguments):
    """Run the command; return what it said."""
    output = StringIO()
    call_command("nightly", *arguments, stdout=output)
    return output.getvalue()


def record(at, **values):
    found = {name: values.pop(name, 0) for name in CountCheck.FOUND}
    values = {"seconds": 0.1, "repaired": True} | values
    return CountCheck.objects.record(Drift(**found), at=at, **values)


@pytest.fixture
def steps(monkeypatch):
    """Steps that note that they were done, in place of the real ones."""
    done = []

    def step(name):
        monkeypatch.setattr(nightly, name, lambda: done.append(name), raising=False)
        return f"do {name}", f"newsroom.nightly.{name}"

    monkeypatch.setattr(nightly, "NIGHTLY", tuple(map(step, ("one", "two", "three"))))
    return done


def fail(name, monkeypatch, error):
    def broken():
        raise error

    monkeypatch.setattr(nightly, name, broken)


# What is done -------------------------------------------------------------------------------


def test_nightly_finds_that_all_is_right_and_remembers_it():
    make_article(tags=[make_tag()])
    assert run() == ALL_RIGHT
    remembered = CountCheck.objects.get()
    assert not remembered.has_drift
    assert remembered.repaired
    assert timezone.now() - remembered.at < timedelta(minutes=1)


def test_nightly_puts_right_what_differs_and_remembers_how_much():
    make_article(tags=[make_tag()])
    DayCount.objects.filter(kind=0).update(count=7)
    MonthCount.objects.filter(kind=0).update(count=9)
    Listed.objects.filter(kind=3).update(key=999)
    assert "Put right." in run()
    assert not check()
    remembered = CountCheck.objects.get()
    assert (remembered.missing, remembered.surplus) == (1, 1)
    assert remembered.days >= 1
    assert remembered.months >= 1
    assert remembered.has_drift
    assert remembered.repaired


def test_nightly_forgets_what_is_too_old(client):
    now = timezone.now()
    article = make_article()
    Change.objects.update(at=now - timedelta(days=3))
    SearchQuery.objects.create(day=now.date() - timedelta(days=200), words="old")
    client.force_login(make_user())
    Session.objects.update(expire_date=now - timedelta(days=1))
    article.delete()
    run()
    assert not Change.objects.filter(at__lt=now - timedelta(days=2)).exists()
    assert Change.objects.exists()
    assert not SearchQuery.objects.exists()
    assert not Session.objects.exists()


def test_nightly_forgets_how_banks_were_asked_a_year_ago():
    now = timezone.now()
    ages = {"last year": 400, "older": 500, "recent": 300}
    runs = {name: make_run("nbkr", now - timedelta(days=age)) for name, age in ages.items()}
    runs["well, then never again"] = make_run("cbr", now - timedelta(days=700))
    runs["refused, before"] = make_run("cbr", now - timedelta(days=690), problems=["No."])
    runs["failed last"] = make_run("cbr", now - timedelta(days=400), state="failed")
    runs["still at it"] = make_run("ecb", now - timedelta(days=800), state="running", ended=None)
    run()
    left = set(Run.objects.values_list("pk", flat=True))
    assert {name for name, one in runs.items() if one.pk in left} == {
        "recent",
        "well, then never again",
        "failed last",
        "still at it",
    }


def test_nightly_is_silent_when_asked_to_be():
    assert run("--verbosity=0") == ""


def test_last_ninety_checks_are_remembered():
    for day in range(93):
        record(MORNING + timedelta(days=day))
    assert CountCheck.objects.count() == 90
    assert CountCheck.objects.newest_first().last().at == MORNING + timedelta(days=3)


@pytest.mark.parametrize(("name", "path"), nightly.NIGHTLY)
def test_each_step_is_there(name, path):
    assert callable(nightly.import_string(path))


# What goes wrong ----------------------------------------------------------------------------


def test_failed_step_is_named_and_keeps_no_other_from_being_done(steps, monkeypatch):
    fail("two", monkeypatch, ValueError("it is raining"))
    with pytest.raises(CommandError) as error:
        run()
    assert str(error.value) == "Could not do two: it is raining"
    assert error.value.returncode == 1
    assert steps == ["one", "three"]


def test_every_failed_step_is_named(steps, monkeypatch):
    fail("one", monkeypatch, KeyError())
    fail("three", monkeypatch, OperationalError("the disk is full\n"))
    with pytest.raises(CommandError) as error:
        run()
    assert str(error.value) == "Could not do one: KeyError\nCould not do three: the disk is full"
    assert steps == ["two"]


def test_step_that_is_not_there_is_a_failed_step(steps, monkeypatch):
    monkeypatch.setattr(nightly, "NIGHTLY", (("fly", "newsroom.nowhere.fly"), *nightly.NIGHTLY))
    assert nightly.perform() == ["Could not fly: No module named 'newsroom.nowhere'"]
    assert steps == ["one", "two", "three"]


def test_drift_that_can_not_be_put_right_is_remembered(monkeypatch):
    make_article()
    DayCount.objects.update(count=7)

    def broken():
        raise DatabaseError("read-only")

    monkeypatch.setattr(nightly.counts, "recount", broken)
    assert nightly.perform() == ["Could not check the counts of listings: read-only"]
    remembered = CountCheck.objects.get()
    assert remembered.days == 1
    assert not remembered.repaired


# When it is due -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (MORNING, DUE),
        (DUE, DUE),
        (DUE - timedelta(seconds=1), DUE - timedelta(days=1)),
        (DUE + timedelta(hours=23, minutes=59), DUE),
    ],
)
def test_work_is_due_by_the_clock_of_the_site(now, due):
    assert nightly.due(now) == due


def test_work_is_due_when_the_setting_says(settings):
    settings.NIGHTLY_AT = time(5)
    assert nightly.due(MORNING) == MORNING - timedelta(hours=1)
    settings.NIGHTLY_AT = time(23, 15)
    assert nightly.due(MORNING) == MORNING - timedelta(hours=6, minutes=45)


def test_work_is_due_once_where_the_clock_is_put_forward_over_it(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    settings.NIGHTLY_AT = time(2, 30)
    with timezone.override("Europe/Berlin"):
        before = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
        assert nightly.due(before).astimezone(UTC) == datetime(2026, 3, 28, 1, 30, tzinfo=UTC)
        after = nightly.due(before + timedelta(hours=2)).astimezone(UTC)
        assert after == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_turn_is_taken_when_nothing_was_ever_checked(steps):
    assert nightly.take_turn(MORNING) == []
    assert steps == ["one", "two", "three"]


def test_turn_is_taken_once_a_night(time_machine):
    time_machine.move_to(MORNING)
    nightly.take_turn(timezone.now())
    for minutes in (1, 60, 600, 1289):
        time_machine.move_to(MORNING + timedelta(minutes=minutes), tick=False)
        nightly.take_turn(timezone.now())
    assert CountCheck.objects.count() == 1
    time_machine.move_to(MORNING + timedelta(minutes=1290), tick=False)
    nightly.take_turn(timezone.now())
    assert CountCheck.objects.count() == 2
    assert Night.objects.get().day == DUE.date() + timedelta(days=2)


def test_turn_is_not_taken_when_cron_has_done_the_work(steps):
    record(DUE + timedelta(minutes=1))
    nightly.take_turn(MORNING)
    assert steps == []


def test_turn_is_taken_after_a_missed_night(steps):
    record(DUE - timedelta(minutes=1))
    nightly.take_turn(MORNING)
    assert steps == ["one", "two", "three"]


def test_turn_of_another_worker_is_left_to_it_for_an_hour(steps):
    Night.objects.create(day=timezone.localdate(DUE), began_at=MORNING - timedelta(minutes=59))
    nightly.take_turn(MORNING)
    assert steps == []
    nightly.take_turn(MORNING + timedelta(minutes=1))
    assert steps == ["one", "two", "three"]
    nightly.take_turn(MORNING + timedelta(minutes=2))
    assert steps == ["one", "two", "three"]


def test_turn_that_is_broken_off_is_given_back(steps, monkeypatch):
    fail("two", monkeypatch, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        nightly.take_turn(MORNING)
    assert not Night.objects.exists()


def test_failure_of_a_turn_is_told_and_tried_again_after_an_hour(steps, monkeypatch):
    fail("two", monkeypatch, ValueError("rain"))
    assert nightly.take_turn(MORNING) == ["Could not do two: rain"]
    assert nightly.take_turn(MORNING + timedelta(minutes=1)) == []
    assert nightly.take_turn(MORNING + timedelta(hours=1)) == ["Could not do two: rain"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_it_once(steps):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's tests are in memory, where threads have one connection.")
    started, taken = Barrier(4), []

    def take():
        started.wait()
        taken.append(Night.objects.claim(DUE.date(), MORNING))
        connections.close_all()

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [False, False, False, True]


# The worker ---------------------------------------------------------------------------------


@pytest.fixture
def work(monkeypatch):
    """Run the worker for a number of looks at the clock; return what it said and complained of."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)

    def work(looks=1, **options):
        left = iter(range(looks - 1))

        def sleep(seconds):
            if next(left, None) is None:
                raise KeyboardInterrupt

        monkeypatch.setattr(worker.time, "sleep", sleep)
        output, complaints = StringIO(), StringIO()
        call_command("worker", stdout=output, stderr=complaints, **options)
        return output.getvalue(), complaints.getvalue()

    yield work
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_worker_does_missed_work_at_once_and_then_waits(work):
    said, complaints = work(looks=3)
    assert said == f"The worker waits for the night. Ctrl-C stops it.\n{ALL_RIGHT}"
    assert complaints == ""
    assert CountCheck.objects.count() == 1


def test_worker_is_silent_when_asked_to_be(work):
    assert work(verbosity=0) == ("", "")
    assert CountCheck.objects.count() == 1


def test_worker_outlives_a_failed_step_and_tells_of_it(work, steps, monkeypatch):
    fail("two", monkeypatch, ValueError("rain"))
    said, complaints = work(looks=3)
    assert complaints == "Could not do two: rain\n"
    assert steps == ["one", "three"]


def test_worker_waits_for_a_database_that_does_not_answer(work, monkeypatch):
    answers = iter([OperationalError("no route\n"), OperationalError("no route"), None])

    def take_turn(now, say):
        if error := next(answers):
            raise error
        say("Done.")
        return []

    monkeypatch.setattr(worker, "take_turn", take_turn)
    said, complaints = work(looks=3)
    assert said.endswith("Done.\n")
    # Not told again every minute.
    assert complaints == "The database can't be used: no route\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_worker_ends_when_told_to(tmp_path, number):
    environment = {
        "PATH": os.environ["PATH"],
        "NEWSROOM_ENV_FILE": "",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline().startswith("The worker waits")
    # A database without a table: it goes on all the same.
    assert process.stderr.readline().startswith("The database can't be used: no such table")
    process.send_signal(number)
    said, complaints = process.communicate(timeout=10)
    assert (process.returncode, said, complaints) == (0, "", "")


# What the desk says of it -------------------------------------------------------------------


@pytest.fixture
def at_seven(time_machine):
    """Seven in the morning of 20 May 2026; the check was done at 03:31."""
    time_machine.move_to(MORNING + timedelta(hours=1), tick=False)
    return DUE + timedelta(minutes=1)


def health(role="Editor"):
    return desk.health(make_user(role=role))


def test_desk_says_that_all_is_right(at_seven):
    record(at_seven)
    assert health() == desk.Health("good", "All right", "checked today 03:31.")


def test_desk_says_when_the_last_check_was_yesterday(at_seven):
    record(at_seven - timedelta(days=1), days=4)
    record(at_seven - timedelta(hours=5))
    assert health().text == "checked yesterday 22:31."


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"days": 3, "months": 1}, "3 days and 1 month with a wrong count"),
        ({"days": 1}, "1 day with a wrong count"),
        ({"months": 2, "missing": 1}, "2 months with a wrong count, 1 entry missing"),
        ({"missing": 1200, "surplus": 2}, "1,200 entries missing, 2 entries too many"),
    ],
)
def test_desk_says_what_was_put_right(at_seven, found, words):
    record(at_seven, **found)
    text = f"checked today 03:31; {words}: put right."
    assert health() == desk.Health("repaired", "Put right", text)


def test_desk_says_what_could_not_be_put_right(at_seven):
    record(at_seven, days=1, repaired=False)
    assert health() == desk.Health(
        "wrong",
        "Wrong",
        "checked today 03:31; 1 day with a wrong count: not put right. Run manage.py recount.",
    )


def test_desk_says_that_nobody_checks(at_seven):
    assert health().text == "not checked yet. Is the worker running?"
    record(at_seven - timedelta(days=4))
    late = desk.Health("late", "Not checked", "not checked for 4 days. Is the worker running?")
    assert health() == late


def test_desk_says_it_to_editors_and_chiefs_in_one_statement(client, django_assert_num_queries):
    record(timezone.now())
    for role, is_told in (("Reporter", False), ("Editor", True), ("Chief", True)):
        user = make_user(role=role)
        client.force_login(user)
        page = client.get(reverse("admin:index")).content.decode()
        assert ("Counts of listings: checked" in page) is is_told
        assert ("All right</span>" in page) is is_told
        assert user.get_all_permissions()  # which the rest of the page has asked for
        with django_assert_num_queries(int(is_told)):
            desk.health(user)


def test_desk_says_it_to_nobody_else(client):
    user = make_user()
    client.force_login(user)
    assert "Counts of listings" not in client.get(reverse("admin:index")).content.decode()


@pytest.mark.django_db
def test_search_index_is_put_right():
    make_article()
    assert "agrees" in nightly.check_search_index()
    empty_search_index()
    assert nightly.check_search_index().startswith("1 stories otherwise")
    assert "agrees" in nightly.check_search_index()

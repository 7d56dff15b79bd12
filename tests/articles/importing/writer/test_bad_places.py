"""Where the disk is full, the database gone, or memory short."""

import os
import pickle
import subprocess
import sys

import pytest
from django.db import OperationalError, connection

from articles.importing import gazetteer
from articles.importing.writer import reading
from articles.importing.writer.processes import ProcessDied, each
from articles.importing.writer.setup import Setup
from articles.importing.writer.staged import prepare
from tests.articles.importing.writer.jobs import State, file_of, run
from tests.articles.importing.writer.processes import ROOT, wait_until
from tests.articles.importing.writer.records import WHEN, record

#: Each test copies the tests' database, which is empty then.
with_a_database = pytest.mark.django_db(transaction=True)


@with_a_database
def test_full_disk_is_a_sentence_and_the_import_goes_on_when_there_is_room(program, database):
    if connection.vendor != "sqlite":
        pytest.skip("a full disk can be made for SQLite alone")
    path = file_of(*(record(n, body=f"<p>{'Words. ' * 300}</p>") for n in range(300)))
    pages = program.run(database, "pages").output
    command = ("import_archive", "--batch-size", "20", path)
    ended = program.run(database, *command, most_pages=int(pages) + 400)
    assert ended.code == 2, ended.output
    assert "Traceback" not in ended.output
    assert ended.output.endswith(
        "CommandError: The database stopped the import: database or disk is full. "
        "Run it again to go on.\n"
    )
    ended = program.run(database, *command)
    assert ended.code == 0, ended.output
    assert "going on after an interruption" in ended.output
    assert "created 300," in ended.sentence
    assert program.dump(database)["is_sound"]


@with_a_database
def test_connection_that_the_server_ends_is_a_sentence(program, database):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server")
    path = file_of(*(record(n, body=f"<p>{'Words. ' * 500}</p>") for n in range(1_500)))
    command = ("import_archive", "--batch-size", "20", "--processes", "1", path)
    started = program.start(database, *command)
    wait_until(lambda: ended_by_us(database))
    ended = program.wait(started)
    assert ended.code == 2, ended.output
    assert "Traceback" not in ended.output
    assert "The database stopped the import: " in ended.output
    ended = program.run(database, *command)
    assert (ended.code, ended.sentence) == (
        0,
        "created 1500, updated 0, unchanged 0, kept 0, refused 0",
    )


def ended_by_us(database):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND query ILIKE '%%articles_import%%'",
            [database],
        )
        return cursor.fetchone()


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        *(("--time-zone", "Mars/Olympus"), ("--assume-date", "yesterday"), ("--map", "x")),
        *(("--sections", "/nowhere.csv"), ("--source", "x" * 101), ("--processes", "0")),
        *(("--format", "doc"), ("--batch-size", "many"), ("--report", "/nowhere/r.csv")),
    ],
)
@with_a_database
def test_wrong_argument_on_a_command_line_is_a_sentence(program, database, argument, value):
    ended = program.run(database, "import_archive", file_of(record(1)), argument, value)
    assert ended.code == 2, ended.output
    assert "Traceback" not in ended.output
    assert value[:20] in ended.output or argument in ended.output


# Processes of one's own


class Worker:
    """Says what it was asked, or ends its process."""

    def do(self, number):
        if number == 7:
            raise OperationalError("database or disk is full")
        if number == 8:
            os._exit(1)
        return number


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_the_order_of_the_tasks(processes):
    tasks = ((number + 10,) for number in range(50))
    assert list(each(Worker, "do", tasks, processes)) == list(range(10, 60))


@pytest.mark.parametrize("processes", [1, 2])
def test_tasks_are_not_made_long_before_they_are_done(processes):
    made = []

    def tasks():
        for number in range(10, 100):
            made.append(number)
            yield (number,)

    results = each(Worker, "do", tasks(), processes)
    next(results)
    assert len(made) <= 8
    results.close()


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("number", [1, 2])
def test_few_tasks_are_done_here(processes, number):
    tasks = [(10 + n,) for n in range(number)]
    assert len(list(each(Worker, "do", tasks, processes))) == number


def test_exception_of_a_process_comes_here():
    with pytest.raises(OperationalError, match="disk is full"):
        list(each(Worker, "do", ((n,) for n in (1, 2, 3, 7, 4)), 2))


def test_process_that_died_is_told():
    with pytest.raises(ProcessDied):
        list(each(Worker, "do", ((n,) for n in (1, 2, 3, 8, 4)), 2))


# Memory

_PEAK = """
import resource, sys
import django; django.setup()
from django.db import connection
from tests.articles.importing.writer import jobs
from tests.articles.importing.writer.records import RECORDS, record
from articles.importing import detection, formats
from pathlib import Path
formats.all_formats = detection.all_formats = lambda: (RECORDS,)
connection.settings_dict["NAME"] = sys.argv[1]
jobs.run(Path(sys.argv[2]), processes=1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.django_db
def test_what_all_processes_need_is_read_before_they_are_forked(monkeypatch):
    """Else each of them has the list of all cities by itself."""
    heads = []
    monkeypatch.setattr(
        reading, "prepare", lambda setup, files: heads.extend(file.head for file in files)
    )
    path = file_of(*(record(n) for n in range(250)))
    run(path, until=State.REVIEW, processes=1)
    assert heads == []
    job = run(path, until=State.REVIEW, processes=2, source="other.example")
    assert (job.items_number, [pickle.loads(head) for head in heads]) == (250, ["old.example"] * 2)  # noqa: S301


def test_places_that_were_read_are_known_to_all_that_ask_later():
    gazetteer._vocabulary.cache_clear()
    prepare(Setup(moment=WHEN, zone="UTC", countries={"KZ": ("Kazakhstan", "kz")}), [])
    assert gazetteer._vocabulary.cache_info().currsize == 1
    found = gazetteer.Gazetteer({"KZ": "Kazakhstan"}).countries_in("Fog in Almaty", "")
    assert (found, gazetteer._vocabulary.cache_info().currsize) == (["KZ"], 1)


@with_a_database
def test_memory_does_not_grow_with_the_archive(database, other_database):
    if connection.vendor != "sqlite":
        pytest.skip("the same code; COPY only needs less")

    def peak(name, number):
        path = file_of(*(record(n, body=f"<p>{n} {'Words. ' * 20}</p>") for n in range(number)))
        command = [sys.executable, "-c", _PEAK, name, str(path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603
        return int(done.stdout)

    small, large = peak(database, 600), peak(other_database, 6_000)
    assert large < 1.15 * small

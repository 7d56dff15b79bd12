"""Who writes when: in line, with a pause for the others, and only who has the job."""

import subprocess
import sys
import threading
from contextlib import suppress

import pytest
from django.db import connection

from articles.importing.writer import turns
from articles.models import ImportJob

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers"),
    pytest.mark.skipif(turns.fcntl is None, reason="files can't be locked here"),
]

_HOLD = """
import fcntl, sys
with open(sys.argv[1], "ab") as file:
    fcntl.lockf(file, fcntl.LOCK_EX, 1, 1)
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def place(monkeypatch, tmp_path):
    """A database in a file, as far as turns are concerned."""
    place = tmp_path / "line"
    monkeypatch.setattr(turns, "_place", lambda: place)
    monkeypatch.setattr(connection, "is_in_memory_db", lambda: False)
    monkeypatch.setattr(turns, "_writing", turns._Writing())
    return place


def test_import_waits_until_another_has_written(place):
    command = [sys.executable, "-c", _HOLD, str(place)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as other:  # noqa: S603
        assert other.stdout.readline() == "held\n"
        # It dies without a word: its place in the line is free at once.
        killed = []
        threading.Timer(0.3, lambda: killed.append(other.kill())).start()
        with turns.turn():
            assert killed
            ImportJob.objects.create(key="x")
    assert ImportJob.objects.count() == 1


def test_turn_within_a_turn_is_the_same(place):
    with turns.turn(), turns.turn():
        ImportJob.objects.create(key="x")
    with suppress(KeyError), turns.turn():
        ImportJob.objects.create(key="y")
        raise KeyError
    assert [job.key for job in ImportJob.objects.all()] == ["x"]


def test_who_writes_all_the_time_lets_others_ask(place, monkeypatch):
    slept = []
    monkeypatch.setattr(turns.time, "sleep", slept.append)
    monkeypatch.setattr(turns, "OTHERS_AFTER", 0)
    with turns.turn():
        assert slept == []
    assert slept == [turns.PAUSE]
    monkeypatch.setattr(turns, "OTHERS_AFTER", 60)
    with turns.turn():
        pass
    assert slept == [turns.PAUSE]


def test_folder_that_takes_no_file_hinders_nothing(place):
    place.mkdir()
    with turns.turn():
        ImportJob.objects.create(key="x")
    assert ImportJob.objects.count() == 1


def test_job_of_another_is_not_written(place):
    job = ImportJob.objects.create(key="x", token="ours")  # noqa: S106
    with turns.held(job):
        pass
    ImportJob.objects.update(token="theirs")  # noqa: S106
    with pytest.raises(turns.Overtaken), turns.held(job):
        raise AssertionError

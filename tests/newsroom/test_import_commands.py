"""Imports after the fact: `list_imports`, `show_import` and `undo_import`; and what a terminal
shows while they run."""

import csv
import io
import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from rich.console import Console

from articles.importing.writer.beginning import start
from articles.importing.writer.job import Runner, Watcher
from articles.models import Article, ImportFile, ImportJob
from newsroom import importing
from newsroom.importing import Bar, Lines, shown, table
from newsroom.management.commands import undo_import
from tests.articles.importing.exports import export, item
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def run(command, *arguments):
    """Run a command; return its exit code, its output, and what it said on standard error."""
    out, err = StringIO(), StringIO()
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=err, no_color=True)
    except CommandError as error:
        return error.returncode, out.getvalue(), f"{err.getvalue()}{error}\n"
    return 0, out.getvalue(), err.getvalue()


def cells(line):
    return re.split(r" {2,}", line.strip())


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "posts.xml"
    path.write_text(export(item(1), item(2, wp__post_type="page"), item(3)))
    return path


def imported(*paths, **options):
    job, openers = start([str(path) for path in paths], options)
    return Runner(job, openers).run()


# list_imports


def test_list_of_no_imports_says_so():
    assert run("list_imports") == (0, "There were no imports yet.\n", "")


def test_imports_are_listed_newest_first(archive, tmp_path):
    other = tmp_path / "other.xml"
    other.write_text(export(item(1, title="Changed"), item(3), item(4)))
    first, second, third = imported(archive), imported(other), imported(archive, other)
    code, out, _ = run("list_imports")
    assert code == 0
    headings, *lines = map(cells, out.splitlines())
    assert headings == ("import begun state created updated unchanged kept refused files".split())
    numbers = [[line[0], *line[2:]] for line in lines]
    assert numbers[2] == [str(first.pk), "done", *"20000", str(archive)]
    assert numbers[1] == [str(second.pk), "done", *"11100", str(other)]
    assert numbers[0][0] == str(third.pk)
    assert numbers[0][-1] == "2 files"


def test_number_of_imports_that_are_listed_can_be_told(archive):
    for _ in range(3):
        imported(archive)
    assert len(run("list_imports", "--number", 2)[1].splitlines()) == 3
    assert len(run("list_imports", "--number", 0)[1].splitlines()) <= 1


@pytest.mark.parametrize("state", ImportJob.State.values)
def test_state_of_an_import_is_told_in_words(archive, state):
    job = imported(archive)
    ImportJob.objects.update(state=state)
    words = ImportJob.State(state).label.lower()
    assert words in run("list_imports")[1]
    assert f"Import {job.pk}: {words}" in run("show_import", job.pk)[1]


# show_import


def test_import_is_shown_with_its_files_and_its_problems(archive, tmp_path):
    bad = tmp_path / "bad.xml"
    bad.write_text(export(item(1, title="", content__encoded=""), item(5)))
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    job, openers = start([str(archive), str(bad), f"{tmp_path}/a.png"], {"quarantine": True})
    ImportJob.objects.filter(pk=job.pk).update(
        by=make_user("ann"), created_at=datetime(2026, 5, 20, 6, tzinfo=UTC)
    )
    Runner(job, openers).run()
    code, out, _ = run("show_import", job.pk)
    assert code == 0
    assert out.startswith(f"Import {job.pk}: done\nbegun 2026-05-20 12:00 by ann\nended ")
    assert "options: quarantine=True\n" in out
    assert re.search(r"^seconds: reading [\d.]+, review [\d.]+", out, re.MULTILINE)
    assert "created 3, updated 0, unchanged 0, kept 0, refused 1; skipped: 1 page\n" in out
    lines = [cells(line) for line in out.splitlines() if line.startswith(str(tmp_path))]
    sha256 = ImportFile.objects.get(name=str(archive)).sha256
    assert lines[0] == [
        *(str(archive), "wxr", "old.example", f"{archive.stat().st_size:,}", "3", sha256[:12])
    ]
    assert f"{bad} line 5: This post has neither a headline nor a text. Left out.\n" in out
    assert f"{tmp_path}/a.png: The file is not text: it looks like a PNG image." in out


def test_file_that_is_not_read_to_its_end_is_told(archive):
    job = imported(archive)
    ImportFile.objects.update(is_read=False)
    assert "3 (not read to its end)" in run("show_import", job.pk)[1]


def test_first_problems_are_shown_and_all_when_asked(archive, tmp_path):
    undated = {"wp__post_date": "", "wp__post_date_gmt": "0000-00-00 00:00:00", "pubDate": ""}
    archive.write_text(export(*(item(n, **undated) for n in range(23))))
    job = imported(archive)
    _, out, _ = run("show_import", job.pk)
    assert out.count("has no date") == 20
    assert "… and 3 problems more: --problems shows all, --report writes a CSV.\n" in out
    _, out, _ = run("show_import", job.pk, "--problems")
    assert out.count("has no date") == 23
    report = tmp_path / "report.csv"
    assert run("show_import", job.pk, "--report", report)[0] == 0
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 23
    assert {row["file"] for row in rows} == {str(archive)}


@pytest.mark.parametrize("command", ["show_import", "undo_import"])
def test_import_that_is_none_is_a_sentence(command):
    assert run(command, 99) == (2, "", "There is no import 99. See list_imports.\n")


def test_report_that_can_not_be_written_is_a_sentence(archive):
    job = imported(archive)
    code, _, err = run("show_import", job.pk, "--report", "/nowhere/r.csv")
    assert (code, err) == (
        2,
        "The report /nowhere/r.csv can't be written: No such file or directory.\n",
    )


# undo_import


def test_import_is_undone_once(archive):
    job = imported(archive)
    code, out, err = run("undo_import", job.pk)
    assert (code, err) == (0, "")
    assert out.endswith(f"Import {job.pk}: 2 items undone, 0 left.\n")
    assert not Article.objects.exists()
    assert run("undo_import", job.pk) == (0, f"Import {job.pk} was undone already.\n", "")
    assert "undone" in run("list_imports")[1]
    assert "undone 2" in run("show_import", job.pk)[1]


def test_story_that_was_edited_is_told_and_the_exit_code_is_1(archive):
    job = imported(archive)
    Article.objects.filter(headline="Story 3").update(headline="Edited")
    code, out, err = run("undo_import", job.pk)
    assert code == 1
    assert out.endswith(f"Import {job.pk}: 1 item undone, 1 left.\n")
    assert "line 7: “Edited” was changed since. It was left as it is.\n" in err
    assert err.endswith("Some stories were changed since; see above.\n")
    Article.objects.update(headline="Story 3")
    assert run("undo_import", job.pk)[0] == 0
    assert not Article.objects.exists()


def test_import_that_is_running_is_not_undone(archive):
    job = imported(archive)
    ImportJob.objects.update(process="elsewhere:1", seen_at=datetime.now(UTC))
    code, _, err = run("undo_import", job.pk)
    assert (code, err) == (2, f"Import {job.pk} is running. Stop it first.\n")
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OperationalError("database or disk is full"), "database or disk is full."),
        (KeyboardInterrupt(), "Stopped."),
    ],
)
def test_undo_that_was_stopped_says_how_to_go_on(archive, monkeypatch, error, sentence):
    def stopped(*arguments):
        raise error

    job = imported(archive)
    monkeypatch.setattr(undo_import, "undo", stopped)
    code, _, err = run("undo_import", job.pk)
    assert code == 2
    assert err.endswith(f"{sentence} Run it again to go on.\n")
    monkeypatch.undo()
    assert run("undo_import", job.pk)[0] == 0


# What a terminal shows


class Heard(Watcher):
    """Remembers what it was told."""

    def __init__(self):
        self.phases, self.pieces, self.steps, self.places = [], 0, 0, []

    def begin(self, phase, total):
        self.phases.append((phase, total))

    def cut(self, file, stream):
        self.places.append(stream.tell())

    def read(self, file, pieces):
        self.pieces += pieces

    def step(self, number):
        self.steps += number


def test_job_tells_how_it_goes_on(archive, monkeypatch):
    from articles.importing.writer import reading

    monkeypatch.setattr(reading, "CHUNK", 1)
    archive.write_text(export(*(item(n) for n in range(5))))
    job, openers = start([str(archive)], {})
    heard = Heard()
    Runner(job, openers, watcher=heard, batch=2).run()
    assert heard.phases == [
        ("reading", archive.stat().st_size),
        ("planning", None),
        ("applying", 5),
        ("linking", None),
    ]
    assert heard.pieces == 5
    assert heard.steps >= 5
    assert heard.places == sorted(heard.places)
    assert len(heard.places) == 5


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 1_000.0

    monkeypatch.setattr(importing.time, "monotonic", lambda: Clock.now)
    return Clock


def test_line_is_told_once_a_minute(clock, archive):
    told = []
    lines = Lines(told.append)
    lines.begin("applying", 10_000)
    for _ in range(180):
        clock.now += 1
        lines.step(20)
    assert told == [
        "applying: 1,200 items, 20 a second, 12%, about 7 min left",
        "applying: 2,400 items, 20 a second, 24%, about 6 min left",
        "applying: 3,600 items, 20 a second, 36%, about 5 min left",
    ]


def test_bytes_are_the_measure_while_files_are_read(clock, archive):
    told, job = [], imported(archive)
    file = job.files.get()
    lines = Lines(told.append)
    lines.begin("reading", 2 * file.size)
    clock.now += 61
    lines.cut(file, io.BytesIO(bytes(0)))
    lines.read(file, 3)
    stream = io.BytesIO(bytes(file.size))
    stream.seek(file.size)
    clock.now += 61
    lines.cut(file, stream)
    lines.read(file, 3)
    assert told == [
        "reading: 3 items, 0 a second",
        "reading: 6 items, 0 a second, 50%, about 2 min left",
    ]


@pytest.mark.parametrize(
    ("seconds", "words"), [(9, "9 s"), (60, "1 min"), (3_599, "59 min"), (3_661, "1 h 1 min")]
)
def test_time_left_is_told_as_a_person_does(clock, seconds, words):
    lines = Lines(None)
    lines.begin("applying", 2)
    lines.step(1)
    clock.now += seconds
    assert lines.line(clock.now).endswith(f"50%, about {words} left")


def test_waiting_is_told_at_once():
    told = []
    Lines(told.append).wait("Waiting for another import of old.example.")
    assert told == ["Waiting for another import of old.example."]


def test_bar_moves_on_a_terminal(clock):
    screen = StringIO()
    bar = Bar(Console(file=screen, force_terminal=True, width=100))
    with bar.progress:
        for phase, total in (("reading", None), ("applying", 100)):
            bar.begin(phase, total)
            for _ in range(10):
                clock.now += 1
                bar.step(10)
    assert "applying" in screen.getvalue()
    assert re.search(r"100 items +10/s", screen.getvalue())


def test_file_that_is_read_later_gets_lines_and_a_terminal_a_bar():
    class Terminal(StringIO):
        def isatty(self):
            return True

    with shown(StringIO()) as watcher:
        assert type(watcher) is Lines
    with shown(Terminal()) as watcher:
        assert type(watcher) is Bar


def test_table_is_as_wide_as_it_needs():
    text = table([("a", 1), ("long name", 22)], "name", "number|right")
    assert text.splitlines() == [
        "name        number",
        "a                1",
        "long name       22",
    ]
    wide = table([("x" * 150, "y" * 150)], "one", "two")
    assert "…" not in wide

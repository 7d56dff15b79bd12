"""Real processes, killed at any instant: what they leave, and what comes of it in the end."""

import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.articles.importing.writer.jobs import file_of
from tests.articles.importing.writer.processes import children_of, kill, wait_until
from tests.articles.importing.writer.records import mixed, record

pytestmark = pytest.mark.django_db(transaction=True)

in_linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are seen in /proc")

IMPORT = ("import_archive", "--batch-size", "4")
BOTH = ("--processes", "2")


def archives():
    """An archive, and a later one in which some stories are others."""
    changed = (2, 5, 6, 11, 12, 30)
    return file_of(*mixed(*range(1, 30))), file_of(*mixed(*range(1, 34), changed=changed))


def to_the_end(program, database, instants, *arguments):
    """Run a command again and again, killed at one statement after another, until it has ended;
    return how it ended, and how often it was killed."""
    for kills, dies_at in enumerate([*instants, None]):
        ended = program.run(database, *arguments, dies_at=dies_at)
        if ended.code != -signal.SIGKILL:
            return ended, kills
    raise AssertionError("it was killed by somebody else")


def test_import_that_is_killed_again_and_again_comes_to_what_it_would_have(
    program, database, other_database
):
    commands = [(*IMPORT, *BOTH, path) for path in archives()]
    plain = [program.run(other_database, *command) for command in commands]
    assert [ended.code for ended in plain] == [1, 1], plain
    expected = program.dump(other_database)
    assert expected["is_sound"]
    chance, kills = random.Random(7), 0  # noqa: S311
    for command, once in zip(commands, plain, strict=True):
        instants = [chance.randrange(8, 90) for _ in range(6)]
        ended, number = to_the_end(program, database, instants, *command)
        kills += number
        assert (ended.code, ended.sentence) == (1, once.sentence), ended.output
    assert kills >= 10
    assert program.dump(database) == expected
    assert program.run(database, "recount", "--check").code == 0


def test_undo_that_is_killed_again_and_again_leaves_what_was_there(program, database):
    first, second = archives()
    program.run(database, *IMPORT, first)
    before = program.dump(database)
    job = program.run(database, *IMPORT, second)
    assert "created 4, updated 5," in job.sentence
    ended, kills = to_the_end(program, database, (7, 16, 25, 34, 43), "undo_import", job.job)
    assert ended.code == 0, ended.output
    assert kills > 2
    assert program.dump(database) == before
    assert program.run(database, "recount", "--check").code == 0


def test_import_killed_from_outside_goes_on(program, database, other_database):
    path, _ = archives()
    began = time.monotonic()
    plain = program.run(other_database, *IMPORT, *BOTH, path)
    seconds, chance = time.monotonic() - began, random.Random(5)  # noqa: S311
    for _ in range(3):
        started = program.start(database, *IMPORT, *BOTH, path)
        time.sleep(chance.random() * seconds * 0.6)
        kill(started)
        program.wait(started)
    ended = program.run(database, *IMPORT, *BOTH, path)
    assert ended.code == 1
    if "unchanged 0" in ended.sentence:  # else one of them was ready before it was killed
        assert ended.sentence == plain.sentence
    # What PostgreSQL has once given away of keys it does not take back.
    assert program.dump(database)["dump"] == program.dump(other_database)["dump"]


@in_linux
def test_processes_die_with_the_one_that_started_them(program, database):
    path = file_of(*(record(n, body=f"<p>{'Words. ' * 2_000}</p>") for n in range(3_000)))
    started = program.start(database, *IMPORT, *BOTH, path)
    wait_until(lambda: len(children_of(started)) == 2)
    kill(started)
    program.wait(started)
    wait_until(lambda: not children_of(started), seconds=5)


@in_linux
def test_process_that_is_killed_ends_the_import_with_a_sentence(program, database):
    path = file_of(*(record(n, body=f"<p>{'Words. ' * 1_000}</p>") for n in range(700)))
    started = program.start(database, "import_archive", *BOTH, path)
    wait_until(lambda: len(children_of(started)) == 2)
    kill(children_of(started))
    ended = program.wait(started)
    assert ended.code == 2, ended.output
    assert (
        "A process of the import was ended: killed, or out of memory. Run it again to go on."
        in (ended.output)
    )
    assert "Traceback" not in ended.output
    wait_until(lambda: not children_of(started), seconds=5)
    assert "created 700" in program.run(database, "import_archive", path).output


# Two at once


def both_end(program, database, *commands):
    ended = [program.wait(one) for one in [program.start(database, *c) for c in commands]]
    assert [one.code for one in ended] == [0] * len(commands), "\n".join(
        one.output for one in ended
    )
    return ended


def test_two_imports_of_one_file_at_once_bring_it_once(program, database, other_database):
    path = file_of(*mixed(*range(1, 40), marred=False))
    program.run(other_database, *IMPORT, *BOTH, path)
    command = (*IMPORT, *BOTH, path)
    ended = both_end(program, database, command, command, command)
    created = [int(one.sentence.split()[1].strip(",")) for one in ended]
    assert sum(created) == 39
    twice, once = program.dump(database), program.dump(other_database)
    assert twice["is_sound"]
    for name in ("tags", "authors", "sections", "days", "fixings"):
        assert twice["dump"][name] == once["dump"][name]
    assert len(twice["dump"]["stories"]) == len(once["dump"]["stories"]) == 39
    assert "unchanged 39" in program.run(database, *command).sentence


def test_imports_of_different_files_with_the_same_names_at_once(program, database):
    """The same tags, sections and authors are new in each; headlines and addresses meet."""
    paths = [
        file_of(*mixed(*range(1 + 20 * n, 21 + 20 * n), marred=False), site=f"{n}.example")
        for n in range(3)
    ]
    both_end(program, database, *((*IMPORT, *BOTH, path) for path in paths))
    found = program.dump(database)
    assert found["is_sound"]
    assert len(found["dump"]["stories"]) == 60
    assert len(found["dump"]["tags"]) == 8
    assert len(found["dump"]["authors"]) == 6
    assert len(found["dump"]["sections"]) == 3
    assert len(found["dump"]["tagged"]) == 120
    assert len(found["dump"]["bylines"]) == 120


def test_interrupted_import_that_two_go_on_with(program, database):
    path = file_of(*mixed(*range(1, 40), marred=False))
    command = (*IMPORT, *BOTH, path)
    assert program.run(database, *command, dies_at=150).code == -signal.SIGKILL
    both_end(program, database, command, command)
    found = program.dump(database)
    assert found["is_sound"]
    assert len(found["dump"]["stories"]) == 39


def test_import_and_undo_of_another_at_once(program, database):
    first, second = (
        file_of(*mixed(*range(1, 30), marred=False)),
        file_of(*mixed(*range(30, 60), marred=False)),
    )
    job = program.run(database, *IMPORT, first).job
    both_end(program, database, ("undo_import", job), (*IMPORT, *BOTH, second))
    found = program.dump(database)
    assert found["is_sound"]
    assert len(found["dump"]["stories"]) == 30


def test_undo_of_an_import_while_another_changes_its_stories(program, database):
    """Whoever comes first to a story: nothing is half, and the archive can come again."""
    first, second = archives()
    job = program.run(database, *IMPORT, first).job
    commands = (("undo_import", job), (*IMPORT, *BOTH, second))
    ended = [program.wait(one) for one in [program.start(database, *c) for c in commands]]
    for one in ended:
        assert one.code in (0, 1), one.output
        assert "Traceback" not in one.output
    assert program.dump(database)["is_sound"]
    program.run(database, "undo_import", job)
    # What the undo took away after it was planned as an update comes now.
    program.run(database, *IMPORT, second)
    found = program.dump(database)
    assert found["is_sound"]
    assert len(found["dump"]["stories"]) == 33
    assert "created 0, updated 0" in program.run(database, *IMPORT, second).sentence


def test_two_files_of_one_source_at_once_in_which_the_same_stories_stand(program, database):
    first, second = archives()
    commands = [(*IMPORT, *BOTH, path) for path in (first, second)]
    ended = [program.wait(one) for one in [program.start(database, *c) for c in commands]]
    assert [one.code for one in ended] == [1, 1], [one.output for one in ended]
    # Of two at once either may be the last; the later one again settles it.
    program.run(database, *commands[1])
    found = program.dump(database)
    assert found["is_sound"]
    assert len(found["dump"]["stories"]) == 33
    assert sum("Corrected" in story for story in found["dump"]["stories"]) == 6


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its log elsewhere")
@pytest.mark.parametrize("dies_at", [60, 130, 200])
def test_copy_of_the_files_of_an_interrupted_import_goes_on(
    program, database, other_database, tmp_path, dies_at
):
    """What is on the disk when the power goes: the database and its log, and nothing else."""
    path, _ = archives()
    plain = program.run(other_database, *IMPORT, path)
    assert program.run(database, *IMPORT, path, dies_at=dies_at).code == -signal.SIGKILL
    copy = tmp_path / "found"
    for ending in ("", "-wal"):
        if Path(database + ending).exists():
            shutil.copy(database + ending, f"{copy}{ending}")
    ended = program.run(str(copy), *IMPORT, path)
    assert (ended.code, ended.sentence) == (1, plain.sentence)
    assert program.dump(str(copy)) == program.dump(other_database)

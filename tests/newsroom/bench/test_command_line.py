"""What a person types at `make bench`."""

import pytest

from tests.bench import databases, rounds
from tests.bench.__main__ import parsed
from tests.newsroom.bench.runs import raw


def test_counts_are_read_as_people_write_them():
    assert parsed(["run", "10_000,1000000"]).stories == [10_000, 1_000_000]
    assert parsed(["run"]).stories == [100_000]
    assert parsed(["run", "5", "--databases", "sqlite"]).databases == ["sqlite"]


def test_part_that_there_is_not_is_refused(capsys):
    assert parsed(["run", "--only", "http,search"]).only == ["http", "search"]
    with pytest.raises(SystemExit):
        parsed(["run", "--only", "magic"])
    assert "magic: choose from http, search, queries, memory" in capsys.readouterr().err


def test_pages_are_chosen_by_how_their_names_begin():
    targets = [rounds.Target(**one) for one in raw()["http"]["targets"]]
    chosen = {target.page for target in rounds._chosen(targets, ["listing", "story"])}
    assert chosen == {"gunicorn", "granian", "listing, page 1", "story"}


def test_sqlite_is_left_out_where_nobody_would_use_it(capsys):
    options = parsed(["run", "10000,1000000"])
    assert list(databases._wanted(options)) == [
        ("postgresql", 10_000),
        ("postgresql", 1_000_000),
        ("sqlite", 10_000),
    ]
    assert "100,000" in capsys.readouterr().out


def test_program_that_fails_is_named():
    with pytest.raises(RuntimeError, match="^no.such.module 5 failed"):
        databases.run_module({}, "no.such.module", "5")


def test_program_hands_back_what_it_printed_last():
    assert databases.run_module({}, "json.tool", "--compact", given={"a": 1}) == {"a": 1}


def test_different_pages_are_as_many_as_there_are():
    found = rounds._different(stories=20, last=5)
    assert len(found) == len(set(found)) == 23
    assert found[0] == "/articles/?page=2"

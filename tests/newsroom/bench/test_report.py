"""The figures that a run comes to, held against what was asked of them."""

import pytest

from tests.bench import rates, report, rounds
from tests.newsroom.bench.runs import raw


@pytest.fixture
def run():
    return report.Run(raw())


def figure(run, what):
    return next(figure for figure in report.figures(run) if figure.what == what)


def test_shares_are_of_medians(run):
    shares = run.shares("postgresql-10000", rounds.UNCACHED)
    assert shares == pytest.approx({"listing, page 1": 0.1, "tag": 0.09, "story": 0.15})


def test_growth_is_of_the_largest_over_the_smallest(run):
    growth = run.growth()
    assert growth["listing, page 1"] == pytest.approx(1.25)
    assert growth["tag"] == pytest.approx(1.8)
    assert figure(run, "slower in the largest archive, 1,000,000 over 10,000 stories").note == (
        "story"
    )


def test_page_that_never_answered_in_time_misses_the_bar():
    found = raw()
    found["http"]["targets"][-2]["rates"] = [0.0]
    found["http"]["targets"][-3]["rates"] = [0.0]
    run = report.Run(found)
    assert run.growth()["story"] == float("inf")
    spread = figure(run, "postgresql-1000000: fastest listing over slowest")
    assert (spread.note, spread.verdict) == ("tag", "MISSES THE BAR")


def test_growth_needs_two_sizes(run):
    run.raw["archives"].pop()
    assert run.growth() == {}


def test_worst_page_decides(run):
    worst = figure(run, "postgresql-1000000: listing, share of hello-world")
    assert (worst.value, worst.note, worst.verdict) == (0.05, "tag", "MISSES THE BAR")
    spread = figure(run, "postgresql-10000: fastest listing over slowest")
    assert spread.value == pytest.approx(100 / 90)
    assert (spread.note, spread.verdict) == ("tag", "reaches the aim")
    cached = figure(run, "postgresql-1000000: page cache, share of hello-world")
    assert (cached.value, cached.verdict) == (0.5, "reaches the bar")


def test_search_is_judged_by_the_median_of_the_slowest_kind(run):
    search = figure(run, "postgresql-1000000: search, ms")
    assert (search.value, search.note, search.verdict) == (20, "rare, page 1", "reaches the aim")
    assert run.searches("postgresql-1000000") == {"rare, page 1": (20, 30)}


def test_what_was_not_measured_is_said(run):
    assert figure(run, "postgresql-10000: search, ms").verdict == "not measured"


def test_memory_has_to_be_flat():
    memory = {"postgresql-10000": {"0": 60, "1000": 80, "10000": 100}}
    run = report.Run(raw(memory=memory))
    megabytes = figure(run, "postgresql-10000: a worker's memory, MB")
    assert (megabytes.value, megabytes.verdict) == (100, "reaches the bar")
    assert megabytes.note == "60 after 0, 80 after 1,000, 100 after 10,000"
    assert (
        figure(run, "postgresql-10000: its growth over the last 5,000 pages").verdict
        == "MISSES THE BAR"
    )


def asked(statements, *milliseconds):
    return {"statements": statements, "ms": list(milliseconds)}


def of_rates(**pages):
    page = {"cold": asked(9, 20, 22, 21), "warm": asked(3, 4, 5, 6)}
    return {
        "first": {"seconds": 10.0},
        "fixings": 200_000,
        "raw_seconds": 2.5,
        "strip": {"warm": asked(0, 0.01, 0.02, 0.03), "cold": asked(1, 0.8, 3, 0.9)},
        "pages": dict.fromkeys(rates.PAGES, page) | pages,
        "embeds": {"embedded pair": {"raw": 3_600, "gzip": 1_700}},
    }


def test_rates_are_held_against_what_was_asked_of_them():
    slow = of_rates(**{"crossed pair": {"cold": asked(9, 26, 30), "warm": asked(3, 5, 6)}})
    run = report.Run(raw(rates={"postgresql": of_rates(), "sqlite": slow}))
    recording = figure(run, "postgresql: history of rates, seconds")
    assert (recording.value, recording.verdict) == (10, "reaches the bar")
    assert recording.note == "20,000 fixings a second, 4.0 times as long as raw"
    assert figure(run, "postgresql: strip cold, ms").value == 0.9
    assert figure(run, "postgresql: page of a pair, ms").verdict == "reaches the bar"
    worst = figure(run, "sqlite: page of a pair, ms")
    assert (worst.value, worst.note, worst.verdict) == (28, "crossed pair, cold", "MISSES THE BAR")
    assert figure(run, "sqlite: embed with its styles, bytes").value == 3_600
    rows = dict(report.tables(run))["Rates, sqlite"]
    assert ["strip, cold", "1", "0.90"] in [row[:3] for row in rows]
    assert ["embedded pair", "3,600 bytes", "1,700 packed"] in rows


def test_unused_indexes_are_told_apart():
    index = {"table": "articles_x", "bytes": 2_000_000, "rows": 9, "scans": 0, "unique": False}
    found = [
        index | {"index": "useless"},
        index | {"index": "used", "scans": 3},
        index | {"index": "promise", "unique": True},
        index | {"index": "idle", "rows": 0},
    ]
    run = report.Run(raw(queries={"postgresql-10000": {"pages": {}, "indexes": found}}))
    rows = dict(report.tables(run))["Indexes never used, postgresql-10000"]
    assert rows[1:] == [
        ["useless", "articles_x", "2.0", ""],
        ["idle", "articles_x", "2.0", "the table is empty"],
        ["promise", "articles_x", "2.0", "unique"],
    ]


def test_tables_can_be_printed(run):
    printed = {title: report.text(rows) for title, rows in report.tables(run)}
    rates = printed["Requests a second, postgresql-1000000"]
    assert ["story", "70", "0.070", "500", "0.50"] in [line.split() for line in rates.splitlines()]
    assert "archive, day" in rates
    assert "no such page" in printed["Search, one request at a time, postgresql-1000000"]


def test_readme_table_has_a_column_for_each_size(run):
    lines = report.readme(run).splitlines()
    assert "| 10,000 stories | 1,000,000 stories | from the page cache |" in lines[0]
    assert lines[1] == "| --- | --- | --- | --- |"
    assert "| story | 150 (0.15) | 70 (0.07) | 500 (0.50) |" in lines

"""Charts: where the line, its words and its calendar stand, of any series; and small lines."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from tickers.charts import HEIGHT, MOST_POINTS, WIDTH, chart, sparkline

FIRST = date(1999, 1, 4)


def series(values, first=FIRST, step=1):
    days = [first + timedelta(days=step * number) for number in range(len(values))]
    return days, [Decimal(value) for value in values]


def drawn(values, **how):
    return chart(*series(values, **how), "1 EUR in USD")


def places(path):
    return [tuple(map(int, place.split())) for place in path.removeprefix("M").split("L")]


def test_line_goes_from_edge_to_edge_and_keeps_off_top_and_bottom():
    points = places(drawn(["1", "3", "2"]).path)
    assert [x for x, _ in points] == [0, WIDTH // 2, WIDTH]
    assert [y for _, y in points] == [946, 54, 500]


def test_line_goes_by_days_not_by_numbers():
    days = [FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=4)]
    points = places(chart(days, [Decimal(1)] * 3, "").path)
    assert [x for x, _ in points] == [0, WIDTH // 4, WIDTH]


def test_line_of_what_never_changes_is_in_the_middle():
    whole = drawn(["3.5"] * 5)
    assert {y for _, y in places(whole.path)} == {HEIGHT // 2}
    assert whole.marks == ()


@pytest.mark.parametrize("values", [[], ["1"]])
def test_fewer_than_two_days_make_no_line(values):
    assert drawn(values) is None


def test_description_tells_ends_and_bounds():
    whole = drawn(["1.5", "3", "1", "2"])
    assert whole.title == "1 EUR in USD, 4 January 1999 to 7 January 1999"
    assert whole.description == (
        "From 1.50000 to 2.00000. Highest 3.00000 on 5 January 1999, "
        "lowest 1.00000 on 6 January 1999."
    )


def test_long_series_is_drawn_with_its_peaks():
    values = ["2"] * 7_000
    values[1_234], values[4_321] = "9", "1"
    whole = drawn(values)
    points = places(whole.path)
    assert len(points) <= MOST_POINTS
    assert {y for _, y in points} >= {54, 946}
    days = [int(day) for day in whole.days.split()]
    assert {0, 1_234, 4_321, 6_999} <= set(days)
    assert days == sorted(set(days))
    assert dict(zip(days, whole.values.split("|"), strict=True))[1_234] == "9.00000"


def test_short_series_is_drawn_whole():
    assert len(places(drawn(list(range(1, MOST_POINTS + 1))).path)) == MOST_POINTS


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("0.83", "1.6", ["0.8", "1", "1.2", "1.4", "1.6"]),
        ("86.6", "88.4", ["86.5", "87", "87.5", "88"]),
        ("12000", "12900", ["12\u202f000", "12\u202f250", "12\u202f500", "12\u202f750"]),
        ("0.00007", "0.00009", ["0.00007", "0.000075", "0.00008", "0.000085", "0.00009"]),
    ],
)
def test_levels_are_a_few_round_values(low, high, words):
    assert [level.text for level in drawn([low, high, low]).levels] == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (30, ["4 Jan", "11 Jan", "18 Jan", "25 Jan"]),
        (91, ["Feb 1999", "Mar 1999"]),
        (365, ["Mar 1999", "May 1999", "Jul 1999", "Sep 1999", "Nov 1999"]),
        (5 * 365, ["2000", "2001", "2002", "2003"]),
        (27 * 365, ["2000", "2005", "2010", "2015", "2020"]),
        (120 * 365, ["2000", "2020", "2040", "2060", "2080", "2100"]),
    ],
)
def test_calendar_has_a_handful_of_days_to_go_by(days, words):
    whole = drawn(["1", "2"], step=days)
    told = [tick.text for tick in whole.ticks]
    assert told[: len(words)] == words
    assert len(told) <= 6


def test_words_on_the_line_keep_apart():
    """Of the highest and the lowest, those are told that the words at the end leave room for."""
    rising = drawn([str(value) for value in range(1, 40)])
    assert [mark.text for mark in rising.marks] == ["1.00000"]
    assert (rising.last.text, rising.last.side) == ("39.00000", "above")
    falling = drawn([str(value) for value in range(40, 1, -1)])
    assert [(mark.text, mark.anchor) for mark in falling.marks] == [("40.00000", "start")]
    assert falling.last.side == "below"
    near = drawn(["5", *["3"] * 30, "1", "1.1"])
    assert [mark.text for mark in near.marks] == ["5.00000"]


def test_words_at_the_end_stand_where_less_of_the_line_is():
    """Also of a long series, whose last days are no wider than a word."""
    fallen = [*["1"] * 3_000, *["2"] * 20, "1.9", *["2"] * 9]
    assert drawn([*fallen, "1.95"]).last.side == "below"
    risen = [*["2"] * 3_000, *["1"] * 20, "1.1", *["1"] * 9]
    assert drawn([*risen, "1.05"]).last.side == "above"


def test_words_have_the_digits_of_the_pair():
    whole = chart(*series(["0.5", "0.25"]), "", decimals=2, significant=2)
    assert whole.values == "0.50|0.25"


def points(*values):
    return [(FIRST + timedelta(days=n), Decimal(value)) for n, value in enumerate(values)]


@pytest.mark.parametrize("values", [(), ("1",)])
def test_less_than_two_values_are_no_sparkline(values):
    assert sparkline(points(*values), "None") is None


def test_sparkline_goes_from_the_lowest_to_the_highest():
    line = sparkline(points("1", "3", "2"), "KGS", width=108, height=48)
    assert line.path == "M4.0 44.0L54.0 4.0L104.0 24.0"
    assert (line.last, line.marked) == (("104.0", "24.0"), None)


def test_sparkline_of_unchanged_values_lies_in_the_middle():
    assert sparkline(points("3.5", "3.5"), "TMT", height=48).path == "M4.0 24.0L156.0 24.0"


def test_marked_value_has_its_place_and_the_line_does_not_go_there():
    marked = FIRST + timedelta(days=2), Decimal(5)
    line = sparkline(points("1", "1"), "KGS", marked=marked, width=108, height=48)
    assert line.path == "M4.0 44.0L54.0 44.0"
    assert line.marked == ("104.0", "4.0")


def test_sparkline_says_what_it_is_and_escapes_it():
    line = sparkline(points("1", "2"), 'A "pair" & <more>')
    drawn = render_to_string("tickers/_sparkline.html", {"line": line})
    assert 'role="img" aria-label="A &quot;pair&quot; &amp; &lt;more&gt;"' in drawn
    assert "style=" not in drawn
    assert render_to_string("tickers/_sparkline.html", {"line": None}).strip() == ""

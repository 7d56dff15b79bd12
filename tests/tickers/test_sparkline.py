"""Small lines of values: inside their box, in proportion, and readable without eyes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from tickers.sparkline import sparkline

DAY = date(2026, 5, 1)


def points(*values):
    return [(DAY + timedelta(days=n), Decimal(value)) for n, value in enumerate(values)]


@pytest.mark.parametrize("values", [(), ("1",)])
def test_less_than_two_values_are_no_line(values):
    assert sparkline(points(*values), "None") is None


def test_line_goes_from_the_lowest_to_the_highest():
    line = sparkline(points("1", "3", "2"), "KGS", width=108, height=48)
    assert line.path == "M4.0 44.0L54.0 4.0L104.0 24.0"
    assert (line.last, line.marked) == (("104.0", "24.0"), None)


def test_unchanged_values_lie_in_the_middle():
    assert sparkline(points("3.5", "3.5"), "TMT", height=48).path == "M4.0 24.0L156.0 24.0"


def test_marked_value_has_its_place_and_the_line_does_not_go_there():
    marked = DAY + timedelta(days=2), Decimal(5)
    line = sparkline(points("1", "1"), "KGS", marked=marked, width=108, height=48)
    assert line.path == "M4.0 44.0L54.0 44.0"
    assert line.marked == ("104.0", "4.0")


def test_drawing_says_what_it_is_and_escapes_it():
    line = sparkline(points("1", "2"), 'A "pair" & <more>')
    drawn = render_to_string("tickers/_sparkline.html", {"line": line})
    assert 'role="img" aria-label="A &quot;pair&quot; &amp; &lt;more&gt;"' in drawn
    assert "style=" not in drawn
    assert render_to_string("tickers/_sparkline.html", {"line": None}).strip() == ""

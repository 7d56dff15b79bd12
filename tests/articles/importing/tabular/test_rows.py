"""Rows with separators: what a program wrote well, and what costs as little as possible."""

import tracemalloc
from io import BytesIO
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import encoding
from articles.importing.encoding import TextStream
from articles.importing.record import Problem
from articles.importing.tabular import lines, rows
from articles.importing.tabular.rows import Cells

HEADER = ["id", "title", "body"]
GOOD = "id,title,body\n1,A,x y\n2,B,z\n"


def read(text, delimiter=",", header=HEADER):
    file = text if hasattr(text, "read") else BytesIO(text.encode())
    return list(rows.rows(TextStream(file), delimiter, header))


def cells(found):
    return [each.cells for each in found if isinstance(each, Cells)]


def problems(found):
    return [(each.place, each.message) for each in found if isinstance(each, Problem)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_rows_are_read_with_every_line_end_and_separator(end, delimiter):
    text = GOOD.replace("\n", end).replace(",", delimiter)
    assert cells(read(text, delimiter)) == [HEADER, ["1", "A", "x y"], ["2", "B", "z"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cell_may_hold_separators_marks_and_line_ends(end):
    text = f'id,title,body{end}1,"A, ""B""","one{end}{end}two"{end}2,5" pipe,z'
    found = read(text)
    assert cells(found)[1:] == [["1", 'A, "B"', f"one{end}{end}two"], ["2", '5" pipe', "z"]]
    assert [each.place for each in found] == ["row 1", "row 2", "row 3 (line 5)"]


def test_blank_rows_are_passed_over_and_counted():
    found = read("id,title,body\n\n , ,\n1,A,x\n")
    assert [(each.place, each.cells[0]) for each in found] == [("row 1", "id"), ("row 4", "1")]


def test_other_separators_of_lines_part_nothing():
    assert cells(read("1,A,x\u2028y\x85z\n2,B,z\n"))[0] == ["1", "A", "x\u2028y\x85z"]


def test_rows_with_too_few_and_too_many_cells_are_handed_on():
    assert cells(read(GOOD + "3,C\n4,D,x,y\n"))[3:] == [["3", "C"], ["4", "D", "x", "y"]]


# Quotation marks


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        ('3,C,"never closed', ""),
        ('3,"C never closed,body', ""),
        ('"3,C,body', ""),
        ('3,C,"never closed\nmore, text, here\n\nand, 5, more', ", with 3 lines after it"),
        ('3,C,"never closed\nmore', ", with 1 line after it"),
    ],
)
@pytest.mark.parametrize(
    "following", ["4,D,good", '4,D,"good"', '4,"D","go\nod"', '"4","D","good"']
)
def test_mark_that_is_never_closed_costs_its_row_alone(row, lost, following):
    found = read(GOOD + row + "\n" + following + "\n5,E,last\n")
    assert [each[0] for each in cells(found)] == ["id", "1", "2", "4", "5"]
    ((place, message),) = problems(found)
    assert place == "row 4"
    assert message == f"A quotation mark in this row is never closed. Left out{lost}: mend the row."


def test_unclosed_mark_in_the_last_row_costs_that():
    found = read(GOOD + '3,C,"never closed\n')
    assert len(cells(found)) == 3
    assert problems(found)[0][1].startswith("The quotation marks in this row can't be understood.")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('3,C,"He said "hi" to me"', ["3", "C", 'He said "hi" to me']),
        ('3,"C "x"",y', ["3", 'C "x"', "y"]),
        ('3,"","a "b" c"', ["3", "", 'a "b" c']),
        ('3,C,"one "two"\nthree "four" five"', ["3", "C", 'one "two"\nthree "four" five']),
        ('3,"C" ,"a "b" c"', ["3", "C", 'a "b" c']),
    ],
)
def test_marks_that_are_not_doubled_are_understood_and_told(row, expected):
    found = read(GOOD + row + "\n4,D,z\n")
    if row.count("\n"):
        # The first line could be a row by itself.
        assert cells(found)[-1] == ["4", "D", "z"]
    else:
        assert cells(found)[3:] == [expected, ["4", "D", "z"]]
    assert problems(found)[0] == (
        "row 4",
        "The quotation marks inside a cell of this row are not doubled: compare its cells.",
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (r'"3","C","He said \"hi\", and left"', ["3", "C", 'He said "hi", and left']),
        (r'"3","C","\"hi\""', ["3", "C", '"hi"']),
        (r'"3","\"C\"","x"', ["3", '"C"', "x"]),
        ('"3","C","one \\"two\\"\n\nthree"', ["3", "C", 'one "two"\n\nthree']),
    ],
)
def test_marks_behind_backslashes_are_understood_without_a_word(row, expected):
    found = read(GOOD + row + '\n"4","D","z"\n')
    assert cells(found)[3:] == [expected, ["4", "D", "z"]]
    assert problems(found) == []


def test_row_beyond_help_costs_what_does_not_look_like_a_row():
    found = read(GOOD + '3,"C" oops, "x\nsome, text\n and "more\n4,D,z\n')
    assert [each[0] for each in cells(found)] == ["id", "1", "2", "4"]
    assert len(problems(found)) == 1


def test_text_with_separators_is_no_row():
    """A long text with commas, in a row with a cell too many, is not taken for other rows."""
    found = read(GOOD + '3,C,"one, two, three\nYes, he said, and left",extra\n4,D,z\n')
    assert cells(found)[3] == ["3", "C", "one, two, three\nYes, he said, and left", "extra"]
    assert problems(found) == []


def test_without_a_header_nothing_is_guessed():
    found = read(GOOD + '3,C,"open\n4,D,z\n', header=())
    assert len(cells(found)) == 3
    assert len(problems(found)) == 1


# Size


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD + '3,"C\r\n\r\nD",x\r\n',
        GOOD + '3,C,"open\n4,D,"x"\n',
    ],
)
def test_result_does_not_depend_on_how_much_is_read_at_once(monkeypatch, text, size):
    expected = read(text)
    monkeypatch.setattr(encoding, "CHUNK", size)
    assert read(text) == expected
    assert len(expected) > 2


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(lines, "LONGEST", 3000)
    monkeypatch.setattr(rows, "LONGEST", 3000)
    monkeypatch.setattr(encoding, "CHUNK", 1000)


@pytest.mark.parametrize("row", ["3,C," + "x" * 9000, '3,C,"' + "some text\n" * 900 + '"'])
@pytest.mark.usefixtures("short")
def test_row_beyond_all_measure_is_left_out_alone(row):
    found = read(GOOD + row + "\n4,D,z\n5,E,y\n")
    assert [each[0] for each in cells(found)] == ["id", "1", "2", "4", "5"]
    ((place, message),) = problems(found)
    assert place == "row 4"
    assert message.startswith("This row is longer than")


class Endless:
    def __init__(self, *parts):
        self.parts = chain(*parts)

    def read(self, size):
        return next(self.parts, b"")


def test_memory_does_not_grow_with_the_file(monkeypatch):
    monkeypatch.setattr(encoding, "CHUNK", 1 << 14)
    row = b'7,A,"' + b"word\n" * 1000 + b'"\n'

    def peak(count):
        tracemalloc.start()
        found = rows.rows(TextStream(Endless([GOOD.encode()], repeat(row, count))), ",", HEADER)
        assert sum(1 for _ in found) == count + 3
        memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return memory

    assert peak(600) - peak(100) < 50_000


def test_file_of_nothing_but_damage_is_read_in_one_go():
    found = read(GOOD + '"x,"y\n' * 20_000)
    assert len(problems(found)) == 1
    assert "with 19999 lines after it" in problems(found)[0][1]


@given(st.text(st.sampled_from('ab1,;"\n\r \t'), max_size=80))
def test_arbitrary_text_raises_nothing_and_depends_on_no_chunk(text):
    expected = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoding, "CHUNK", 3)
        assert read(text) == expected

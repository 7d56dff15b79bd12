"""Tables with separators: recognised, understood, and told of row by row."""

import pickle
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.format import Options, Piece
from articles.importing.record import ArticleRecord, Problem, UnreadableArchive
from articles.importing.tabular.csv import CSV
from tests.articles.importing.failing import Failing
from tests.articles.importing.found import problems_of, stories_of
from tests.articles.importing.tabular.tables import opening, read, table

ROWS = [
    {"id": "1", "title": "Oil, up", "body": 'He said "no".\n\nYes.', "date": "2019-03-12"},
    {"id": "2", "title": "Поезд идёт", "body": "<p>Текст; ещё.</p>", "date": "2019-03-13"},
]


def headlines(found):
    return [story.headline for story in stories_of(found)]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_table_is_read_in_every_encoding_and_with_every_separator(codec, delimiter):
    text = table(*ROWS, delimiter=delimiter)
    assert CSV.recognises(opening(text, codec))
    found = read(text, codec=codec)
    assert headlines(found) == ["Oil, up", "Поезд идёт"]
    assert [story.external_id for story in stories_of(found)] == ["1", "2"]
    assert stories_of(found)[0].body == '<p>He said "no".</p>\n<p>Yes.</p>'
    assert problems_of(found) == []


def test_named_encoding_goes_before_the_looks():
    text = table(*ROWS).encode("utf-8")
    assert headlines(read(text, encoding="cp1251"))[1] != "Поезд идёт"


def test_separator_inside_of_texts_deceives_nobody():
    text = "title;body\n" + "".join(f'A{n}, B, C, D;"x, y, z, {n}"\n' for n in range(20))
    found = read(text)
    assert headlines(found)[3] == "A3, B, C, D"
    assert problems_of(found) == []


def test_line_that_declares_the_separator_is_followed():
    text = "sep=;\ntitle;body\nOne, two;x\n"
    assert CSV.recognises(opening(text))
    assert headlines(read(text)) == ["One, two"]


def test_lines_above_the_header_are_passed_over():
    found = read("Export of 2019,,\n\nid,title,body\n1,A,x\n")
    assert headlines(found) == ["A"]
    assert stories_of(found)[0].place == "row 4"


def test_header_that_is_repeated_is_no_story():
    assert (
        headlines(read(GOOD := table(*ROWS)) + read(GOOD + GOOD)) == ["Oil, up", "Поезд идёт"] * 3
    )


def test_report_of_problems_can_be_fed_back():
    text = table(
        {"file": "a.csv", "place": "row 7", "problem": "no text", "title": "A", "body": "x"}
    )
    found = read(text)
    assert headlines(found) == ["A"]
    assert problems_of(found) == []


def test_columns_that_nobody_knows_are_told_once():
    (problem,) = problems_of(read(table({**ROWS[0], "price": "1", "Mood": "x"}, ROWS[1])))
    assert (problem.place, problem.refused, problem.once) == ("row 1", False, True)
    assert problem.message == (
        "Not known here, and left out: “price”, “Mood”. --map FIELD=COLUMN gives one a meaning."
    )


def test_columns_can_be_named():
    text = table({"Kopf": "A", "Inhalt 2": "x"})
    (story,) = stories_of(read(text, headers={"headline": "Kopf", "body": "inhalt_2"}))
    assert (story.headline, story.body) == ("A", "<p>x</p>")
    with pytest.raises(
        UnreadableArchive, match="There is no column “Titel”; found: Kopf, Inhalt 2."
    ):
        read(text, headers={"headline": "Titel"})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file is empty."),
        (" \n\n", "The file is empty."),
        ("title,body\n", "The table has a header and no rows."),
        ("title,body\n\n,\n", "The table has a header and no rows."),
        ("id,name\n1,x\n", "There is no column for the headline; found id, name. Name it with"),
    ],
)
def test_file_without_stories_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(UnreadableArchive) as refusal:
        read(text)
    assert str(refusal.value).startswith(sentence)


@pytest.mark.parametrize(
    ("row", "said", "refused"),
    [
        ("3,A,x,2019-01-01,", None, None),
        ("3,A,x,,,,", None, None),
        ("3,A,x", "This row has 3 cells, the header 4: the missing ones are empty.", False),
        ("3,A", "This row has 2 cells, the header 4: its body is missing. Left out", True),
        ("3", "This row has 1 cell, the header 4: its headline is missing. Left out", True),
        (
            "3,A,x,2019-01-01,y",
            "This row has 5 cells, the header 4: a separator stands inside",
            True,
        ),
    ],
)
def test_row_of_another_width_is_told_with_its_counts(row, said, refused):
    found = read(f"id,title,body,date\n1,B,y,2019-01-01\n{row}\n")
    assert len(stories_of(found)) == (1 if refused else 2)
    assert [problem.message.startswith(said) for problem in problems_of(found)] == [True] * bool(
        said
    )
    assert [problem.refused for problem in problems_of(found)] == [refused] * bool(said)
    assert {problem.place for problem in problems_of(found)} <= {"row 3"}


def test_wrong_byte_is_told_with_its_line():
    data = table(*ROWS * 5).encode() + b"3,\xff,x,2019-01-01\n"
    found = read(data)
    assert stories_of(found)[-1].headline == "�"
    ((place, once),) = [(problem.place, problem.once) for problem in problems_of(found)]
    assert (place, once) == (f"line {len(data.splitlines())}", True)


def test_zero_bytes_are_gone():
    assert headlines(read(b"title,body\nA\x00B,x\n")) == ["AB"]


def test_packed_file_that_is_cut_yields_what_came_before():
    data = Failing(table(*ROWS).encode())
    head = CSV.head(data, Options())
    data.seek(0)
    found = list(CSV.cut(data, head, Options()))
    assert [type(each) for each in found] == [Piece, Piece, Problem]
    assert "can't be read further" in found[-1].message
    with pytest.raises(UnreadableArchive, match="The file can't be read: the stream ended early."):
        CSV.head(Failing(b""), Options())


def test_pieces_and_heads_travel_between_processes():
    file = BytesIO(table(*ROWS).encode())
    head = CSV.head(file, Options())
    file.seek(0)
    pieces = [each for each in CSV.cut(file, head, Options()) if isinstance(each, Piece)]
    assert pieces[0].data == list(ROWS[0].values())
    head, pieces = pickle.loads(pickle.dumps((head, pieces)))  # noqa: S301 -- our own
    assert [each.headline for piece in pieces for each in CSV.read(piece, head, Options())] == [
        "Oil, up",
        "Поезд идёт",
    ]


# Dates of a column as a whole


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        (["01/02/2019", "12/31/2019"], [1, 12]),
        (["01/02/2019", "31/12/2019"], [2, 12]),
        (["1/2/19", "12/31/19"], [1, 12]),
        (["01.02.2019", "12/31/2019"], [2, 12]),
        (["01/02/2019", "03/04/2019"], [None, None]),
        (["01/02/2019", "12/31/2019", "31/12/2019"], [None, 12, 12]),
    ],
)
def test_order_of_day_and_month_is_told_by_the_column(dates, months):
    found = read(table(*({"title": "A", "body": "x", "date": date} for date in dates)))
    moments = [story.published_at for story in stories_of(found)]
    assert [moment and moment.month for moment in moments] == months
    said = [problem.message for problem in problems_of(found)]
    assert len(said) == months.count(None)
    assert all("means different days in different countries" in message for message in said)


# Recognising


@pytest.mark.parametrize(
    "text",
    [
        "id,name\n1,J. R. R. Tolkien\n",
        "title,body\n",
        "Заголовок;Текст\nА;Б\n",
        "a,b,c\n1,2,3\n4,5,6\n",
        'title\tbody\nA\t"one\n\ntwo, three"\n',
    ],
)
def test_tables_are_recognised(text):
    assert CSV.recognises(opening(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title\nA\n",
        "<p>title, body</p>\n",
        '{"title": "x", "body": "y"}',
        '["title", "body"]',
        "Viewing results 1 - 6 of 9\n\nA headline, with commas\n\nText, and more, of it.\n",
        "KGS/USD = 0.01144\n17 December 2025\nNews, sports\n\nSome text, here.\n",
        "Dear all, hello, there\nthis is a letter\nwithout, a header\n",
        "1,2,3\n4,5,6\n7,8,9\n",
        "Title, of a story.\nText, text\n",
        "%PDF-1.7\na,b\n",
    ],
)
def test_other_texts_are_not(text):
    assert not CSV.recognises(opening(text))


def test_what_was_cut_off_is_not_held_against_a_table():
    text = table(*ROWS * 400)[:65_536]
    assert CSV.recognises(opening(text[: text.rindex('"')], is_whole=False))


@given(st.binary(max_size=200))
def test_arbitrary_bytes_raise_nothing_but_a_sentence(data):
    CSV.recognises(opening(data))
    try:
        found = read(data)
    except UnreadableArchive as refusal:
        found = [str(refusal)]
    assert found


@given(
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from(',;"\n\r\tx\x00')), max_size=5),
)
def test_mutilated_tables_raise_nothing_but_a_sentence(changes):
    text = table(*ROWS * 2)
    for place, sign in changes:
        place %= len(text)
        text = text[:place] + sign + text[place + 1 :]
    try:
        found = read(text)
    except UnreadableArchive as refusal:
        found = [Problem("", str(refusal))]
    assert {type(each) for each in found} <= {ArticleRecord, Problem}
    assert all(problem.message.endswith(".") for problem in problems_of(found))


def test_header_longer_than_any_is_told():
    names = ",".join(["headline", "body", *(f"column{n}" for n in range(30_000))])
    with pytest.raises(UnreadableArchive) as refusal:
        read(f"{names}\n{'x,' * 30_001}x\n", CSV)
    assert str(refusal.value) == (
        "The first line, which names the columns of a table, is longer than 128 kB. Leave the "
        "columns out that hold nothing of stories."
    )

"""Excel workbooks: every sheet with a header we know; damage and bombs end in sentences."""

import errno
import io
import re
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.xml.constants import SHEET_MAIN_NS

from articles.importing.format import Opening
from articles.importing.record import Status, UnreadableArchive
from articles.importing.tabular import workbook as workbook_module
from articles.importing.tabular.xlsx import XLSX
from tests.articles.importing.found import problems_of, stories_of
from tests.articles.importing.tabular.tables import read

HEADER = ["ID", "Title", "Body", "Date"]


def workbook(*sheets, epoch=WINDOWS_EPOCH, **named):
    """Return the bytes of a workbook of these sheets, lists of rows."""
    book = openpyxl.Workbook()
    book.epoch = epoch
    book.remove(book.active)
    named |= {f"Sheet {number}": rows for number, rows in enumerate(sheets)}
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data, change):
    """Return a workbook whose parts are `change(name, bytes)`."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def with_shared_text(data, text):
    """Return a workbook that has a text beside its sheets, as Excel has, in the cells with it."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    inside = re.compile(rb' t="inlineStr"><is><t>' + text.encode() + b"</t></is></c>")

    def change(name, data):
        data = data.replace(b"</Types>", part.encode())
        return inside.sub(b' t="s"><v>0</v></c>', data)

    file = BytesIO(changed(data, change))
    with zipfile.ZipFile(file, "a") as packed:
        texts = f'<sst xmlns="{SHEET_MAIN_NS}"><si><t>{text}</t></si></sst>'
        packed.writestr("xl/sharedStrings.xml", texts)
    return file.getvalue()


def of(*rows, header=HEADER, **options):
    return read(workbook([header, *rows]), XLSX, **options)


def test_rows_become_stories():
    found = of([7, "A", "<p>x</p>", datetime(2019, 3, 12, 14, 5)], [8.0, "B", "One.\n\nTwo."], [])
    assert [(story.external_id, story.headline, story.place) for story in stories_of(found)] == [
        ("7", "A", "row 2"),
        ("8", "B", "row 3"),
    ]
    assert stories_of(found)[0].published_at == datetime(2019, 3, 12, 14, 5)
    assert stories_of(found)[1].body == "<p>One.</p>\n<p>Two.</p>"
    assert problems_of(found) == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2019, 3, 12), datetime(2019, 3, 12)),
        (43536, datetime(2019, 3, 12)),
        (43536.5, datetime(2019, 3, 12, 12)),
        ("43536.586805555555", datetime(2019, 3, 12, 14, 5)),
        ("12.03.2019", datetime(2019, 3, 12)),
        (20190312, datetime(2019, 3, 12)),
    ],
)
def test_date_in_a_cell(cell, expected):
    found = of([7, "A", "x", cell])
    assert stories_of(found)[0].published_at == expected
    assert problems_of(found) == []


def test_dates_of_the_other_calendar_are_counted_from_its_first_day():
    data = workbook(
        [HEADER, [7, "A", "x", 42074], [8, "B", "x", date(2019, 3, 12)]], epoch=MAC_EPOCH
    )
    assert {story.published_at for story in stories_of(read(data, XLSX))} == {datetime(2019, 3, 12)}


def test_order_of_day_and_month_is_told_by_the_sheet():
    found = of([7, "A", "x", "01/02/2019"], [8, "B", "x", "12/31/2019"])
    assert [story.published_at.month for story in stories_of(found)] == [1, 12]


def test_cells_of_all_kinds_are_text():
    rich = CellRichText("Oil ", TextBlock(InlineFont(b=True), "and"), " gas")
    header = ["title", "text", "date", "time", "featured", "status", "version", "tags"]
    found = of(
        [rich, "a_x000D_\nb", date(2019, 3, 12), time(14, 5), True, 0, 2.0, "#N/A"], header=header
    )
    (story,) = stories_of(found)
    assert (story.headline, story.body) == ("Oil and gas", "<p>a</p>\n<p>b</p>")
    assert story.published_at == datetime(2019, 3, 12, 14, 5)
    assert (story.is_featured, story.status, story.version, story.tags) == (
        True,
        Status.DRAFT,
        2,
        (),
    )


def test_every_sheet_with_a_known_header_is_read():
    data = workbook(
        Notes=[["hello"], ["there"]],
        News=[["Our stories"], [], HEADER, [7, "A", "x"]],
        More=[["Überschrift", "Text"], ["B", "y"]],
        Empty=[],
    )
    found = read(data, XLSX)
    assert [(story.headline, story.place) for story in stories_of(found)] == [
        ("A", "sheet “News”, row 4"),
        ("B", "sheet “More”, row 2"),
    ]


def test_columns_can_be_named_and_unknown_ones_are_told():
    found = of(["A", "x", 1], header=["Kopf", "Text", "Mood"], headers={"headline": "Kopf"})
    assert stories_of(found)[0].headline == "A"
    assert [(problem.place, problem.once) for problem in problems_of(found)] == [("row 1", True)]
    with pytest.raises(
        UnreadableArchive, match="There is no column “Titel”; found: ID, Title, Body, Date."
    ):
        of([7, "A"], headers={"headline": "Titel"})


def test_row_that_is_wider_than_the_header_is_told():
    found = of([7, "A", "x", None, "extra"], [8, "B", "y"])
    assert [story.headline for story in stories_of(found)] == ["B"]
    assert problems_of(found)[0].message.startswith("This row has 5 cells, the header 4:")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This Excel workbook can't be opened (File is not a zip file)."),
        (b"PK\x03\x04 and no more", "This Excel workbook can't be opened ("),
        (workbook([HEADER])[:-200], "This Excel workbook can't be opened ("),
        (workbook([]), "This workbook is empty."),
        (workbook([HEADER]), "The table has a header and no rows."),
        (
            workbook([["id", "name"], [1, "x"]]),
            "There is no column for the headline; found id, name.",
        ),
    ],
)
def test_file_without_stories_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(UnreadableArchive) as refusal:
        read(data, XLSX)
    assert str(refusal.value).startswith(sentence)
    assert str(refusal.value).endswith(".")


# Damage and bombs


def in_sheet(data, old, new, name="xl/worksheets/sheet1.xml"):
    return changed(data, lambda part, text: text.replace(old, new) if part == name else text)


def test_sheet_that_is_damaged_keeps_what_came_before():
    data = in_sheet(
        workbook([HEADER, *([n, f"T{n}", "x"] for n in range(9))]), b'<row r="6"', b"<row <"
    )
    found = read(data, XLSX)
    assert [story.headline for story in stories_of(found)] == ["T0", "T1", "T2", "T3"]
    (problem,) = problems_of(found)
    assert problem.place == "row 5"
    assert problem.message.startswith("The sheet can't be read beyond this row (")


def test_damaged_cell_costs_itself():
    data = workbook([HEADER, [7, "A", "x"], [8, "B", "y"]])
    found = read(in_sheet(data, b'<c r="A2" t="n"><v>7</v>', b'<c r="A2" t="s"><v>999</v>'), XLSX)
    assert [(story.external_id, story.headline) for story in stories_of(found)] == [
        ("", "A"),
        ("8", "B"),
    ]
    assert [(problem.place, problem.refused) for problem in problems_of(found)] == [
        ("row 2", False)
    ]


def test_entities_are_not_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    doctype = (
        b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">'
        b'<!ENTITY s SYSTEM "' + secret.as_uri().encode() + b'">]>'
    )

    def change(name, part):
        if name != "xl/sharedStrings.xml":
            return part
        return doctype + part[part.index(b"<sst") :].replace(b"<t>A</t>", b"<t>A&b;&s;</t>")

    book = with_shared_text(workbook([HEADER, [7, "A", "x"]]), "A")
    assert [story.headline for story in stories_of(read(book, XLSX))] == ["A"]
    found = read(changed(book, change), XLSX)
    assert "haha" not in repr(found)
    assert "secret" not in repr(found)


def test_far_away_row_costs_no_time():
    data = workbook([HEADER, [7, "A", "x"]])
    far = in_sheet(
        in_sheet(data, b'<row r="2"', b'<row r="999999999"'), b'r="A2"', b'r="A999999999"'
    )
    assert [story.place for story in stories_of(read(far, XLSX))] == ["row 999999999"]


@pytest.mark.parametrize(("size", "is_refused"), [(1 << 20, False), (12 << 20, True)])
def test_bomb_is_not_opened(size, is_refused):
    data = in_sheet(workbook([HEADER, [7, "A", "x"]]), b"<sheetData>", b"<sheetData>" + b" " * size)
    if is_refused:
        with pytest.raises(UnreadableArchive, match="would unpack to 12 MB. It was not opened"):
            read(data, XLSX)
    else:
        assert len(stories_of(read(data, XLSX))) == 1


def test_huge_parts_are_refused_unless_they_are_streamed(monkeypatch):
    monkeypatch.setattr(workbook_module, "_LARGEST_PART", 3000)
    rows = [[n, f"T{n}", "x" * n] for n in range(99)]
    with pytest.raises(UnreadableArchive, match="A part of this workbook is too large"):
        read(workbook([HEADER, *rows]), XLSX)
    monkeypatch.setattr(workbook_module, "_LARGEST_PART", 12_000)
    assert len(stories_of(read(workbook([HEADER, *rows]), XLSX))) == 99


def test_row_without_end_is_told(monkeypatch):
    monkeypatch.setattr(workbook_module, "_WIDEST_ROW", 5)
    found = of([7, "A", "x"], list(range(9)))
    assert len(stories_of(found)) == 1
    assert "has no end" in problems_of(found)[0].message


def test_texts_wait_outside_memory(monkeypatch):
    monkeypatch.setattr(workbook_module, "_TEXTS_IN_MEMORY", 10)
    found = of(*([n, f"Ж{n}", "x"] for n in range(50)))
    assert [story.headline for story in stories_of(found)] == [f"Ж{n}" for n in range(50)]


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_mutilated_workbooks_raise_nothing_but_a_sentence(random: Random):
    def change(name, part):
        if random.random() < 0.5 or not part:
            return part
        place = random.randrange(len(part))
        return (
            part[:place] + bytes([random.randrange(32, 127)]) + part[place + random.randrange(3) :]
        )

    try:
        found = read(changed(_WHOLE, change), XLSX)
    except UnreadableArchive as refusal:
        found = [str(refusal)]
    assert found


_WHOLE = workbook([HEADER, [7, "A", "x", datetime(2019, 3, 12)], [8, "B", "y", 43536]])


def test_workbooks_are_recognised_by_their_parts():
    assert XLSX.recognises(Opening(_WHOLE[:65_536]))
    assert XLSX.recognises(Opening(archive("[Content_Types].xml")))
    assert not XLSX.recognises(Opening(archive("[Content_Types].xml", "word/document.xml")))
    assert not XLSX.recognises(Opening(archive("pages/xl/a.html")))
    assert not XLSX.recognises(Opening(b"xl/workbook.xml"))


def archive(*names):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return file.getvalue()


def test_texts_that_the_disk_has_no_room_for_are_told(monkeypatch):
    class Full(BytesIO):
        def write(self, data):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(workbook_module, "SpooledTemporaryFile", lambda size: Full())
    with pytest.raises(UnreadableArchive, match="no room in .* [(]No space left on device[)]"):
        read(with_shared_text(workbook([HEADER, [7, "A", "x"]]), "A"), XLSX)

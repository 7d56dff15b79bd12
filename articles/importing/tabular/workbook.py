"""The sheets of an Excel workbook: their cells as text, row by row, in bounded memory.

openpyxl knows the parts of a workbook and what a cell is. Its own way through a sheet keeps all
texts of the workbook and a trace of each row; here texts wait in a file, and rows go.
"""

import re
import warnings
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from lxml import etree
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import CELL_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from articles.importing.record import UnreadableArchive
from articles.importing.scratch import room_needed

#: A workbook that unpacks to more, or to so many times its size, was made to fill a disk.
LARGEST, STEEPEST = 4 << 30, 200
_HARMLESS = 10 << 20
# Styles and the like are read as a whole.
_LARGEST_PART = 64 << 20
_STREAMED = ("xl/worksheets/", "xl/sharedStrings", "xl/media/")
_TEXTS_IN_MEMORY = 16 << 20
_LONGEST_ROW, _WIDEST_ROW = 16 << 20, 1 << 14
_SI, _T, _PHONETIC = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "rPh"))
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: Whatever openpyxl, lxml and zipfile make of a damaged file.
DAMAGE = (
    InvalidFileException,
    ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, NotImplementedError,
    OSError, RuntimeError, SyntaxError, TypeError, ValueError, Warning, zlib.error,
)  # fmt: skip


@dataclass(slots=True)
class Row:
    number: int
    cells: list[str]
    is_damaged: bool = False


class Workbook:
    """An opened workbook. `sheets` are the names and places of those that hold cells.

    Raises UnreadableArchive, with a sentence, for what is none, is damaged, or is a bomb.
    """

    def __init__(self, file: BinaryIO):
        self._reader = None
        try:
            _refuse_bomb(file)
            self._reader = _Reader(file)
            self._reader.open()
        except UnreadableArchive:
            self.close()
            raise
        except DAMAGE as error:
            self.close()
            raise UnreadableArchive(
                f"This Excel workbook can't be opened ({reason_of(error)}). "
                "Open it in a spreadsheet program and save it anew, as .xlsx."
            ) from error
        self.sheets = self._reader.sheets
        #: The day 0 of its dates, which differs between Excel's two calendars.
        self.day_zero = self._reader.wb.epoch.date().isoformat()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        """Let go of the texts that wait in a file; the workbook's own file stays open."""
        if self._reader:
            self._reader.close()

    def rows(self, part: str) -> Iterator[Row]:
        """Yield the rows of a sheet. Raises one of DAMAGE where it ends early."""
        workbook = self._reader.wb
        parser = WorkSheetParser(None, self._reader.shared_strings, data_only=True, date_formats=())
        dates = _Dates(workbook)
        with self._reader.archive.open(part) as source:
            for number, elements in _rows(source):
                row = Row(number, [])
                for element in elements:
                    _add(row, element, parser, dates)
                yield row


def _add(row, element, parser, dates):
    try:
        cell = parser.parse_cell(element)
        text = dates.text_of(cell)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        row.is_damaged = True
        return
    row.cells.extend([""] * (cell["column"] - len(row.cells)))
    row.cells[cell["column"] - 1] = text


def reason_of(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__


def _refuse_bomb(file):
    with ZipFile(file) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_steep = unpacked > _HARMLESS and unpacked > STEEPEST * packed
    if unpacked > LARGEST or is_steep:
        raise UnreadableArchive(
            f"This workbook would unpack to {unpacked >> 20} MB. It was not opened: save what is "
            "needed of it anew."
        )
    if any(
        part.file_size > _LARGEST_PART and not part.filename.startswith(_STREAMED) for part in parts
    ):
        raise UnreadableArchive("A part of this workbook is too large. Save it anew, as .xlsx.")


class _Reader(ExcelReader):
    """openpyxl's own, without what is not asked for and with texts that wait outside memory."""

    def __init__(self, file):
        super().__init__(file, read_only=True, data_only=True, keep_links=False)
        self.sheets = []

    def open(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.read_manifest()
            self.read_strings()
            self.read_workbook()
            apply_stylesheet(self.archive, self.wb)
        self.sheets = [
            (sheet.name, relation.target)
            for sheet, relation in self.parser.find_sheets()
            if relation.target in self.valid_files and "chartsheet" not in relation.Type
        ]

    def close(self):
        if self.shared_strings:
            self.shared_strings.close()
        self.archive.close()

    def read_strings(self):
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = _Texts()
                self.shared_strings.read(source)


class _Texts:
    """The texts that cells refer to by number."""

    def __init__(self):
        self.file, self.places = SpooledTemporaryFile(_TEXTS_IN_MEMORY), array("Q", [0])

    def close(self):
        self.file.close()

    def read(self, source):
        for _, element in _parsed(source, _SI):
            with room_needed():
                self.file.write(_text(element).encode("utf-8", "replace"))
            self.places.append(self.file.tell())
            _forget(element)

    def __getitem__(self, number: int) -> str:
        start, end = self.places[number], self.places[number + 1]
        self.file.seek(start)
        return self.file.read(end - start).decode()


def _parsed(source, *tags):
    return etree.iterparse(
        source, tag=tags, resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _text(element):
    """The words of a rich text, without how they are pronounced."""
    parts = (part.text or "" for part in element.iter(_T) if part.getparent().tag != _PHONETIC)
    return "".join(parts)


def _forget(element):
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _rows(source) -> Iterator[tuple[int, list[Any]]]:
    """Yield the number and the cell elements of each row that has any."""
    number, cells, length = 0, [], 0
    for _, element in _parsed(source, ROW_TAG, CELL_TAG):
        if element.tag == CELL_TAG:
            length += sum(len(part.text or "") for part in element.iter())
            cells.append(element)
            if length > _LONGEST_ROW or len(cells) > _WIDEST_ROW:
                raise ValueError(f"row {number + 1} has no end")
            continue
        number = int(float(element.get("r") or number + 1))
        yield number, cells
        cells, length = [], 0
        _forget(element)


class _Dates:
    """What cells say, dates among them: a number is one where its style says so."""

    def __init__(self, workbook):
        self.epoch, self.formats = workbook.epoch, workbook._date_formats
        self.durations = workbook._timedelta_formats

    def text_of(self, cell: dict[str, Any]) -> str:
        value = cell["value"]
        if value is None or cell["data_type"] == "e":
            return ""
        if cell["data_type"] == "n" and cell["style_id"] in self.formats:
            value = self._date(value, cell["style_id"])
        if isinstance(value, datetime):
            return value.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
        if isinstance(value, (date, time)):
            return value.isoformat()
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return _ESCAPE.sub(_sign, value) if isinstance(value, str) else str(value)

    def _date(self, value, style):
        try:
            return from_excel(value, self.epoch, timedelta=style in self.durations)
        except (OverflowError, ValueError):
            return value


def _sign(match):
    code = int(match[1], 16)
    return chr(code) if code in (9, 10) else "" if code < 32 else match[0]

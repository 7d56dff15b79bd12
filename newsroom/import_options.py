"""What a person types at `import_archive`: the options, and what is wrong with one of them."""

import csv
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import CommandError
from django.utils import timezone

from articles.importing.formats import all_formats
from articles.importing.writer.content import PAGE
from articles.models import Article
from articles.models.taxonomy import fold

COULD_NOT_RUN = 2
LONGEST_SOURCE = Article._meta.get_field("source").max_length


def add_options(add):
    """Add all options by `add`, a parser's `add_argument`."""
    _add_import(add)
    _add_what_files_do_not_say(add)
    _add_writing(add)


def checked(options):
    """Return what of the options makes an import another one, as plain values."""
    names = ("format", "encoding", "language", "overwrite", "quarantine")
    found = {name: options[name] for name in names if options[name]}
    for name, check in _CHECKS.items():
        if options[name]:
            found[name] = check(options[name])
    if options["map"]:
        found["headers"] = dict(map(_mapping, options["map"]))
    return found


def number(text):
    """Return a number of processes or stories."""
    text = str(text)
    if text.isdigit() and 0 < int(text) <= 10_000:
        return int(text)
    raise _refused(f"A number from 1 to 10000 is wanted, not “{text}”.")


def _add_import(add):
    names = [format_.name for format_ in all_formats()]
    add("paths", nargs="+", metavar="PATH", help="file, folder, pattern, or - for input")
    add("--format", choices=names, help="default: seen from the content")
    add(
        "--source",
        default="",
        metavar="NAME",
        help="name of the old system (default: its host; of a table without addresses, csv)",
    )
    add("--dry-run", action="store_true", help="tell what would happen and change nothing")
    add(
        "--resume",
        action="store_true",
        help="go on after an interruption: the same as running again",
    )
    add("--report", type=Path, metavar="FILE", help="write the problems to this CSV file")


def _add_what_files_do_not_say(add):
    add(
        "--assume-date",
        metavar="DATE|page",
        help="date of stories that have none: YYYY-MM-DD, or the day their page was saved",
    )
    add("--time-zone", metavar="ZONE", help="of times without one: Asia/Almaty")
    add(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="which column of a table is what, e.g. headline=Title; repeat for others",
    )
    add("--encoding", default="", help="of text files, where it can't be seen")
    add("--language", default="", metavar="CODE", help="of stories that don't say it (en)")
    add(
        "--sections",
        metavar="FILE",
        help="a CSV of two columns: a category there, the section that it becomes here "
        "(a path such as News > Politics)",
    )


def _add_writing(add):
    add("--overwrite", action="store_true", help="write over what editors have changed")
    add(
        "--quarantine",
        action="store_true",
        help="keep stories as drafts in which spam, hidden text or the like was found",
    )
    add("--processes", metavar="N", help="default: one a core; SQLite is written by one")
    add("--batch-size", default="500", metavar="N", help="stories a transaction")


def _refused(message):
    return CommandError(message, returncode=COULD_NOT_RUN)


def _assumed_date(text):
    if text == PAGE:
        return PAGE
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise _refused(
            f"--assume-date is a day like 2025-12-17, or the word page; not “{text}”."
        ) from error


def _zone(text):
    try:
        return str(ZoneInfo(text))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _refused(
            f"“{text}” is not a time zone. Give a name such as {timezone.get_default_timezone()}."
        ) from error


def _source(text):
    if len(text) <= LONGEST_SOURCE:
        return text
    raise _refused(f"--source has at most {LONGEST_SOURCE} characters.")


def _mapping(text):
    field, mark, column = text.partition("=")
    if mark and field.strip() and column.strip():
        return field.strip(), column.strip()
    raise _refused(f"--map is FIELD=COLUMN, such as headline=Title; not “{text}”.")


def _sections(text):
    """The mapping in a CSV file: folded names, and slugs, of categories to sections."""
    try:
        with open(text, newline="", encoding="utf-8-sig") as file:
            rows = [[cell.strip() for cell in row] for row in csv.reader(file) if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _refused(f"--sections: {text} can't be read: {error}.") from error
    mapped = {}
    for at, row in enumerate(rows, start=1):
        if len(row) != 2 or not all(row):
            raise _refused(
                f"--sections: {text} row {at} has not two cells: a category, and its section."
            )
        mapped[fold(row[0])] = mapped[row[0]] = row[1]
    return mapped


_CHECKS = {
    "source": _source,
    "assume_date": _assumed_date,
    "time_zone": _zone,
    "sections": _sections,
}

"""`manage.py import_archive PATH...`: bring in the stories and rates of another system."""

import csv
import os
from argparse import RawDescriptionHelpFormatter
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from articles.importing.formats import all_formats
from articles.importing.writer.beginning import start
from articles.importing.writer.content import PAGE
from articles.importing.writer.job import Runner
from articles.importing.writer.processes import ProcessDied
from articles.importing.writer.totals import counted, totals_of
from articles.importing.writer.turns import Overtaken, Taken
from articles.models import Article, ImportJob
from articles.models.taxonomy import fold
from articles.query_log import no_query_log
from newsroom.importing import rates, shown, table, write_report

SOME_REFUSED, COULD_NOT_RUN = 1, 2
LONGEST_SOURCE = Article._meta.get_field("source").max_length
_TRIES = 3
#: Problems that are shown; all of them are in the report and in `show_import`.
SHOWN = 1_000


class Command(BaseCommand):
    help = (
        "Import stories and rates from the archives of other systems: files, folders, patterns,\n"
        "- for standard input; .gz and .zip around any of them.\n"
        "Exit code 0: all is well; 1: some items were refused; 2: could not run.\n"
        "An import can be run again: what is there already stays, and what an editor has\n"
        "changed since stays as the editor left it. One that was interrupted goes on."
    )

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        _add_import(parser.add_argument)
        _add_what_files_do_not_say(parser.add_argument)
        _add_writing(parser.add_argument)

    def handle(self, *args, paths, dry_run, report, processes, batch_size, **options):
        _check_report(report)
        options = _plain(options)
        settings = {
            "processes": _number(processes) if processes else os.cpu_count() or 1,
            "batch": _number(batch_size),
            "rates": rates(),
        }
        try:
            with no_query_log(), shown(self.stdout) as watcher:
                job = self._run(paths, options, dry_run, settings | {"watcher": watcher})
        except Error as error:
            reason = str(error).strip().partition("\n")[0]
            raise _stopped(f"The database stopped the import: {reason}.") from error
        except OSError as error:
            raise _stopped(f"The import could not go on: {error.strerror or error}.") from error
        except ProcessDied as error:
            raise _stopped(
                "A process of the import was ended: killed, or out of memory."
            ) from error
        except Overtaken as error:
            raise _stopped("Another process has taken this import over.") from error
        except KeyboardInterrupt as interrupt:
            raise _stopped("Stopped. What was finished is kept.") from interrupt
        self._finish(job, dry_run, report)

    def _run(self, paths, options, is_dry, settings):
        until = ImportJob.State.REVIEW if is_dry else ImportJob.State.DONE
        for _ in range(_TRIES):
            job, openers = start(paths, options, is_dry=is_dry)
            self.stdout.write(_again(job) if job.token else f"Import {job.pk}.")
            try:
                return Runner(job, openers, **settings).run(until=until)
            except Taken:
                # Another process was quicker to go on with it: this one makes its own.
                continue
        raise Taken

    def _finish(self, job, is_dry, report):
        if report:
            _written(report, job)
        self._tell_problems(job)
        totals = totals_of(job)
        if totals.readable:
            self.stdout.write(_table(job, totals))
        self.stdout.write(("Dry run, nothing was changed: " if is_dry else "") + totals.sentence())
        if not totals.readable:
            raise CommandError("Nothing could be imported.", returncode=COULD_NOT_RUN)
        if totals.refused or totals.unreadable:
            counts = (("item refused", totals.refused), ("file not read", totals.unreadable))
            what = " and ".join(counted(number, noun) for noun, number in counts if number)
            raise CommandError(f"{what}; see above.", returncode=SOME_REFUSED)

    def _tell_problems(self, job):
        problems = job.problems.all()
        for problem in problems[:SHOWN]:
            where = f"{problem.path} {problem.place}".strip()
            self.stderr.write(f"{where}: {problem.message}" if where else problem.message)
        if problems.count() > SHOWN:
            more = f"{problems.count() - SHOWN:,} more: manage.py show_import {job.pk} --problems"
            self.stderr.write(f"… and {more}, or --report FILE.")


def _again(job):
    if job.state == ImportJob.State.REVIEW:
        return f"Import {job.pk}, going on from its dry run."
    return f"Import {job.pk}, going on after an interruption ({job.get_state_display().lower()})."


def _table(job, totals):
    seconds = sum(job.timings.values())
    rows = [
        (name, f"{getattr(totals, name):,}")
        for name in ("created", "updated", "unchanged", "kept", "repeated", "refused")
    ]
    rate = totals.stories / seconds if seconds else 0
    rows.append(("stories a second", f"{rate:,.0f}"))
    rows.append(("seconds", f"{seconds:,.1f}"))
    return table(rows, f"Import {job.pk}", "|right")


def _stopped(sentence):
    return CommandError(f"{sentence} Run it again to go on.", returncode=COULD_NOT_RUN)


def _plain(options):
    """What of the options makes an import another one, checked, as plain values."""
    names = ("format", "encoding", "language", "overwrite", "quarantine")
    plain = {name: options[name] for name in names if options[name]}
    for name, check in _CHECKS.items():
        if options[name]:
            plain[name] = check(options[name])
    if options["map"]:
        plain["headers"] = dict(map(_mapping, options["map"]))
    return plain


def _check_report(path):
    try:
        if path:
            path.open("a").close()
    except OSError as error:
        message = f"The report {path} can't be written: {error.strerror}."
        raise CommandError(message, returncode=COULD_NOT_RUN) from error


def _written(path, job):
    try:
        write_report(path, job)
    except OSError as error:
        message = f"The report {path} can't be written: {error.strerror}. The import is done."
        raise CommandError(message, returncode=SOME_REFUSED) from error


# Arguments -----------------------------------------------------------------------------------


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


def _number(text):
    text = str(text)
    if text.isdigit() and 0 < int(text) <= 10_000:
        return int(text)
    raise _refused(f"A number from 1 to 10000 is wanted, not “{text}”.")


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
    for number, row in enumerate(rows, start=1):
        if len(row) != 2 or not all(row):
            raise _refused(
                f"--sections: {text} row {number} has not two cells: a category, and its section."
            )
        mapped[fold(row[0])] = mapped[row[0]] = row[1]
    return mapped


_CHECKS = {
    "source": _source,
    "assume_date": _assumed_date,
    "time_zone": _zone,
    "sections": _sections,
}

"""`manage.py import_archive PATH...`: bring in the stories and rates of another system."""

import csv
from argparse import RawDescriptionHelpFormatter
from collections import deque
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.importing import archive
from articles.importing.detection import FORMATS, files_in
from articles.importing.record import Totals, UnreadableArchive
from articles.importing.writer import Writer
from articles.importing.writer.content import PAGE
from articles.models import Article
from tickers.models import Fixing, Provider

SOME_REFUSED, COULD_NOT_RUN = 1, 2
LONGEST_SOURCE = Article._meta.get_field("source").max_length
# A spreadsheet would run a cell that begins with one of these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Command(BaseCommand):
    help = (
        "Import stories and rates from saved listing pages and WordPress exports.\n"
        "Exit code 0: all is well; 1: some items were refused; 2: could not run.\n"
        "An import can be run again: what is there already stays, and what an editor has\n"
        "changed since stays as the editor left it."
    )

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help="file, folder or pattern")
        parser.add_argument("--format", choices=FORMATS, help="default: seen from the content")
        parser.add_argument(
            "--source",
            type=_source,
            default="",
            metavar="NAME",
            help="name of the old system (default: its host)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="tell what would happen and change nothing"
        )
        parser.add_argument(
            "--resume",
            action="store_true",
            help="go on after an interruption: the same as running again, since finished batches "
            "are kept and known stories are not written twice",
        )
        parser.add_argument("--report", type=Path, help="write the problems to this CSV file")
        parser.add_argument(
            "--assume-date",
            type=_assumed_date,
            metavar="DATE|page",
            help="date of stories that have none: YYYY-MM-DD, or the day their page was saved",
        )
        parser.add_argument(
            "--time-zone", type=_zone, metavar="ZONE", help="of times without one, e.g. Asia/Almaty"
        )
        parser.add_argument("--batch-size", type=_batch_size, default=200, metavar="N")

    def handle(self, *args, paths, dry_run, report, **options):
        self.totals, self.is_dry = Totals(), dry_run
        self.unreadable = self.readable = 0
        if options["resume"]:
            self.stdout.write("Going on: what is there already is passed over as unchanged.")
        try:
            with ExitStack() as stack:
                stack.enter_context(_no_query_log())
                self.report = report and _report(stack, report)
                if dry_run:
                    stack.enter_context(transaction.atomic())
                for path in paths:
                    for file in self._files(path):
                        self._import(file, options)
                if dry_run:
                    transaction.set_rollback(True)
        except DatabaseError as error:
            message = f"The database stopped the import: {error}. Run it again to go on."
            raise CommandError(message, returncode=COULD_NOT_RUN) from error
        except KeyboardInterrupt as interrupt:
            message = "Stopped. What was finished is kept: run it again to go on."
            raise CommandError(message, returncode=COULD_NOT_RUN) from interrupt
        self._finish()

    def _files(self, path):
        try:
            return files_in(path)
        except UnreadableArchive as error:
            self._refuse(path, error)
            return []

    def _import(self, file, options):
        try:
            format_name = options["format"] or archive.format_of(file)
            writer = Writer(
                source=options["source"] or archive.source_of(file, format_name),
                zone=options["time_zone"],
                assume_date=options["assume_date"],
                on_rate=_keep_rate,
                on_problem=lambda problem: self._tell(file, problem),
                batch_size=options["batch_size"],
                totals=self.totals,
            )
            writer.write(archive.read(file, format_name))
            self.readable += 1
        except UnreadableArchive as error:
            self._refuse(file, error)

    def _refuse(self, path, error):
        self.unreadable += 1
        self._write_problem(str(path), "", "", str(error))

    def _tell(self, file, problem):
        self._write_problem(file, problem.place, problem.field, problem.message)

    def _write_problem(self, file, place, field, message):
        where = f"{file} {place}".strip()
        self.stderr.write(f"{where}: {message}")
        if self.report:
            self.report.writerow(_safe(cell) for cell in (file, place, field, message))

    def _finish(self):
        self.stdout.write(_summary(self.totals, self.is_dry))
        if not self.readable:
            raise CommandError("Nothing could be imported.", returncode=COULD_NOT_RUN)
        if self.totals.refused or self.unreadable:
            counts = (("item refused", self.totals.refused), ("file not read", self.unreadable))
            what = " and ".join(_counted(number, noun) for noun, number in counts if number)
            raise CommandError(f"{what}; see above.", returncode=SOME_REFUSED)


@contextmanager
def _no_query_log():
    """With DEBUG on, Django keeps the last 9,000 queries: here, each with a batch of stories."""
    before, connection.queries_log = connection.queries_log, deque(maxlen=0)
    try:
        yield
    finally:
        connection.queries_log = before


def _summary(totals, is_dry):
    names = ("created", "updated", "unchanged", "kept", "refused")
    parts = [", ".join(f"{name} {getattr(totals, name)}" for name in names)]
    if totals.rates or totals.rates_unchanged:
        parts.append(f"rates {totals.rates} new, {totals.rates_unchanged} unchanged")
    if totals.skipped:
        kinds = (_counted(number, kind) for kind, number in sorted(totals.skipped.items()))
        parts.append("skipped: " + ", ".join(kinds))
    return ("Dry run, nothing was changed: " if is_dry else "") + "; ".join(parts)


def _counted(number, noun):
    if number == 1:
        return f"1 {noun}"
    words = noun.split(" ")
    # "post in the bin", "file not read": the first word is what is counted.
    index = -1 if words[-1] in ("entry", "draft") else 0
    last = words[index]
    words[index] = f"{last[:-1]}ies" if last.endswith("ry") else f"{last}s"
    return f"{number} {' '.join(words)}"


def _keep_rate(record):
    """Keep a rate once; several captures of one day may differ, and each may come again."""
    facts = {"provider": Provider.IMPORTED, "date": record.date, "value": record.value}
    known = Fixing.objects.filter(
        base__code=record.base, quote__code=record.quote, nominal=1, **facts
    )
    if known.exists():
        return False
    return Fixing.objects.record(base=record.base, quote=record.quote, nominal=1, **facts)


def _report(stack, path):
    try:
        file = stack.enter_context(path.open("w", newline="", encoding="utf-8-sig"))
    except OSError as error:
        message = f"The report {path} can't be written: {error.strerror}."
        raise CommandError(message, returncode=COULD_NOT_RUN) from error
    report = csv.writer(file)
    report.writerow(("file", "place", "field", "problem"))
    return report


def _safe(cell):
    cell = str(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _assumed_date(text):
    if text == PAGE:
        return PAGE
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"--assume-date is a day like 2025-12-17, or the word page; not “{text}”.",
            returncode=COULD_NOT_RUN,
        ) from error


def _zone(text):
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CommandError(
            f"“{text}” is not a time zone. Give a name such as {timezone.get_default_timezone()}.",
            returncode=COULD_NOT_RUN,
        ) from error


def _source(text):
    if len(text) <= LONGEST_SOURCE:
        return text
    message = f"--source has at most {LONGEST_SOURCE} characters."
    raise CommandError(message, returncode=COULD_NOT_RUN)


def _batch_size(text):
    if text.isdigit() and 0 < int(text) <= 10_000:
        return int(text)
    raise CommandError("--batch-size is a number from 1 to 10000.", returncode=COULD_NOT_RUN)

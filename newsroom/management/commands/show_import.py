"""`manage.py show_import JOB`: one import, its files and its problems."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from articles.importing.writer.totals import counted, totals_of
from articles.models import ImportJob
from newsroom.importing import table, write_report

FIRST_PROBLEMS = 20


class Command(BaseCommand):
    help = "Show one import: when and by whom, its files, what it came to, and its problems."

    def add_arguments(self, parser):
        parser.add_argument("job", type=int, metavar="JOB", help="see list_imports")
        parser.add_argument("--problems", action="store_true", help="all of them")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write them as CSV")

    def handle(self, *args, job, problems, report, **options):
        job = found(job)
        for line in _head(job):
            self.stdout.write(line)
        rows = [_file(file) for file in job.files.exclude(format="")]
        self.stdout.write(
            table(rows, "file", "format", "source", "bytes|right", "pieces|right", "sha256")
        )
        number = job.problems.count()
        some = job.problems.all() if problems else job.problems.all()[:FIRST_PROBLEMS]
        for problem in some.iterator():
            where = f"{problem.path} {problem.place}".strip()
            self.stdout.write(f"{where}: {problem.message}" if where else problem.message)
        if number > FIRST_PROBLEMS and not problems:
            more = counted(number - FIRST_PROBLEMS, "problem")
            self.stdout.write(f"… and {more} more: --problems shows all, --report writes a CSV.")
        if report:
            _write(report, job)


def found(number):
    """Return the job, or say which there are."""
    job = ImportJob.objects.filter(pk=number).first()
    if job is None:
        raise CommandError(f"There is no import {number}. See list_imports.", returncode=2)
    return job


def _head(job):
    totals = totals_of(job)
    yield f"Import {job.pk}: {job.get_state_display().lower()}"
    by = f" by {job.by}" if job.by else ""
    yield f"begun {localtime(job.created_at):%Y-%m-%d %H:%M}{by}"
    if job.finished_at:
        yield f"ended {localtime(job.finished_at):%Y-%m-%d %H:%M}"
    if job.options:
        yield "options: " + ", ".join(f"{name}={value}" for name, value in job.options.items())
    if job.timings:
        phases = [state.value for state in ImportJob.State if state in job.timings]
        yield "seconds: " + ", ".join(f"{name} {job.timings[name]}" for name in phases)
    yield totals.sentence()


def _file(file):
    unread = "" if file.is_read else " (not read to its end)"
    pieces = f"{file.pieces_read:,}{unread}"
    return (file.name, file.format, file.source, f"{file.size:,}", pieces, file.sha256[:12])


def _write(path, job):
    try:
        write_report(path, job)
    except OSError as error:
        message = f"The report {path} can't be written: {error.strerror}."
        raise CommandError(message, returncode=2) from error

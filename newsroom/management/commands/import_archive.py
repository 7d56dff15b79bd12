"""`manage.py import_archive PATH...`: bring in the stories and rates of another system."""

import os
from argparse import RawDescriptionHelpFormatter

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from articles.importing.writer.beginning import start
from articles.importing.writer.job import Runner
from articles.importing.writer.processes import ProcessDied
from articles.importing.writer.totals import counted, totals_of
from articles.importing.writer.turns import Overtaken, Taken
from articles.models import ImportJob
from articles.query_log import no_query_log
from newsroom.import_options import COULD_NOT_RUN, add_options, checked, number
from newsroom.importing import rates, shown, table, write_report

SOME_REFUSED = 1
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
        add_options(parser.add_argument)

    def handle(self, *args, paths, dry_run, report, processes, batch_size, **options):
        _check_report(report)
        options = checked(options)
        settings = {
            "processes": number(processes) if processes else os.cpu_count() or 1,
            "batch": number(batch_size),
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

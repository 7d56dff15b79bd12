"""`manage.py undo_import JOB`: what was there before is there again."""

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from articles.importing.writer.holding import taken
from articles.importing.writer.totals import counted
from articles.importing.writer.turns import Overtaken, Taken
from articles.importing.writer.undo import undo
from articles.models import ImportJob
from newsroom.importing import rates, shown
from newsroom.management.commands.show_import import found

State = ImportJob.State


class Command(BaseCommand):
    help = (
        "Take an import back: stories that it made go, those that it changed are as they were. "
        "Stories that were edited since are left and listed."
    )

    def add_arguments(self, parser):
        parser.add_argument("job", type=int, metavar="JOB", help="see list_imports")

    def handle(self, *args, job, **options):
        job = found(job)
        if job.state == State.UNDONE and not job.problems.filter(field="undo").exists():
            self.stdout.write(f"Import {job.pk} was undone already.")
            return
        try:
            with shown(self.stdout) as watcher, taken(job):
                watcher.begin("undoing", job.items.filter(kind="story").count())
                undo(job, watcher.step, rates())
        except Taken as error:
            message = f"Import {job.pk} is running. Stop it first."
            raise CommandError(message, returncode=2) from error
        except Overtaken as error:
            message = f"Another process has taken import {job.pk} over."
            raise CommandError(message, returncode=2) from error
        except Error as error:
            reason = str(error).strip().partition("\n")[0]
            message = f"The database stopped it: {reason}. Run it again to go on."
            raise CommandError(message, returncode=2) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. Run it again to go on.", returncode=2) from error
        left = job.problems.filter(field="undo")
        for problem in left:
            self.stderr.write(f"{problem.place}: {problem.message}")
        undone = counted(job.items.filter(verdict="undone").count(), "item")
        self.stdout.write(f"Import {job.pk}: {undone} undone, {left.count()} left.")
        if left:
            raise CommandError("Some stories were changed since; see above.", returncode=1)

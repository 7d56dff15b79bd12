"""`manage.py list_imports`: the imports, newest first."""

from django.core.management.base import BaseCommand
from django.utils.timezone import localtime

from articles.importing.writer.holding import RUNNING, is_at_it
from articles.importing.writer.totals import totals_of
from articles.models import ImportJob
from newsroom.importing import table


class Command(BaseCommand):
    help = "List the imports, newest first, with what each came to."

    def add_arguments(self, parser):
        parser.add_argument("--number", type=int, default=20, help="how many (20)")

    def handle(self, *args, number, **options):
        jobs = ImportJob.objects.prefetch_related("files")[:number]
        if not jobs:
            self.stdout.write("There were no imports yet.")
            return
        rows = [_row(job) for job in jobs]
        headings = ("import|right", "begun", "state", "created|right", "updated|right")
        headings += ("unchanged|right", "kept|right", "refused|right", "files")
        self.stdout.write(table(rows, *headings))


def _row(job):
    totals = totals_of(job)
    files = [file.name for file in job.files.all() if file.format]
    names = files[0] if len(files) == 1 else f"{len(files)} files"
    numbers = (totals.created, totals.updated, totals.unchanged, totals.kept, totals.refused)
    state = job.get_state_display().lower()
    if job.state in RUNNING and not is_at_it(job):
        state += ", interrupted"
    return (job.pk, f"{localtime(job.created_at):%Y-%m-%d %H:%M}", state, *numbers, names)

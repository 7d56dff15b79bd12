"""`manage.py recount`: compare the counts of listings with the stories, and put them right."""

import sys

from django.core.management.base import BaseCommand

from articles import counts


class Command(BaseCommand):
    help = (
        "Compare the lines and day counts of all listings with the stories and put right what "
        "differs. With --check nothing is written; the exit code is 1 when something differs."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only say what differs")

    def handle(self, *args, check, **options):
        drift = counts.check() if check else counts.recount()
        if not drift:
            self.stdout.write("The counts of all listings agree with the stories.")
            return
        self.stdout.write(
            str(drift) + (". Run recount to put it right." if check else ". Put right.")
        )
        if check:
            sys.exit(1)

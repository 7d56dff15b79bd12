"""`manage.py recount`: compare counts and search index with the stories, and put them right."""

import sys

from django.core.management.base import BaseCommand

from articles import counts, search


class Command(BaseCommand):
    help = (
        "Compare the lines and day counts of all listings, and the index of the search, with the "
        "stories and put right what differs. With --check nothing is written; the exit code is 1 "
        "when something differs."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only say what differs")

    def handle(self, *args, check, **options):
        drift = counts.check() if check else counts.recount()
        unindexed = search.check()
        if unindexed and not check:
            search.rebuild()
        what_next = ". Run recount to put it right." if check else ". Put right."
        self.stdout.write(
            f"{drift}{what_next}" if drift else "The counts of all listings agree with the stories."
        )
        self.stdout.write(
            f"{unindexed} stories otherwise in the search index{what_next}"
            if unindexed
            else "The search index agrees with the stories."
        )
        if check and (drift or unindexed):
            sys.exit(1)

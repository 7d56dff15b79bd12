"""`manage.py nightly`: the night's work, for cron; beside a worker it is not needed."""

from django.core.management.base import BaseCommand, CommandError

from newsroom.nightly import perform


class Command(BaseCommand):
    help = (
        "Do the night's work now: check the counts of listings, put right what differs, forget "
        "what is too old. A step that fails keeps no other from being done; the exit code is 1."
    )

    def handle(self, *args, verbosity, **options):
        failures = perform(self.stdout.write if verbosity else lambda sentence: None)
        if failures:
            raise CommandError("\n".join(failures))

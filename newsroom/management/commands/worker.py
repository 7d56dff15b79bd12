"""`manage.py worker`: does each night's work, and asks banks for rates. No page waits for it."""

import signal
import time

from django.core.management.base import BaseCommand
from django.db import Error, connections
from django.utils import timezone

from newsroom import rates
from newsroom.nightly import take_turn

#: Seconds between two looks at the clock, which may be put right; somebody at the desk may wait.
PAUSE = 5


class Command(BaseCommand):
    help = (
        "Do the night's work each day at NIGHTLY_AT, and at once when it was missed; ask the banks "
        "of RATE_PROVIDERS when they publish, and whom somebody at the desk wants asked; until "
        "told to stop (SIGTERM, Ctrl-C). Of several workers one does it."
    )

    def handle(self, *args, verbosity, **options):
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)
        self.say = self.stdout.write if verbosity else lambda sentence: None
        self.told = []
        try:
            self.say("The worker waits for the night. Ctrl-C stops it.")
            self.stdout.flush()
            while True:
                self._look()
                time.sleep(PAUSE)
        except KeyboardInterrupt:
            return

    def _look(self):
        try:
            failures = take_turn(timezone.now(), self.say)
            failures += rates.take_turn(timezone.now(), self.say)
        except Error as error:
            failures = [f"The database can't be used: {str(error).strip()}"]
        finally:
            # Nobody needs a connection for the rest of the day.
            connections.close_all()
        if failures and failures != self.told:
            self.stderr.write("\n".join(failures))
        self.told = failures

"""`manage.py update_rates`: asks banks for their rates, now or of the past; or reads a file."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from newsroom.rates import fetcher, key_of, said_of
from tickers.banks import ASKED, REGIONAL
from tickers.models import Provider
from tickers.providers import PROVIDERS
from tickers.updating import AHEAD, update, update_from_file

REFUSED, COULD_NOT_RUN = 1, 2
#: No bank that we know has rates on the web of a day before.
EARLIEST = date(1990, 1, 1)
LARGEST = 64_000_000


class Command(BaseCommand):
    help = (
        "Ask banks for their newest rates, or for those of the past that are not kept yet. What "
        "was refused and why is told, and kept with each run. The exit code is 0 when all went "
        "well, 1 when something was refused or a bank failed, 2 when nothing could be done."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--provider",
            action="append",
            choices=sorted(PROVIDERS),
            metavar="NAME",
            help="Whom to ask; can be given several times. Without it: those of RATE_PROVIDERS. "
            f"Known are {', '.join(PROVIDERS)}.",
        )
        days = parser.add_mutually_exclusive_group()
        days.add_argument(
            "--date", metavar="D", help="The rates of one day, kept or not: 2026-03-12."
        )
        days.add_argument("--since", metavar="D", help="The rates of all days from this one on.")
        parser.add_argument(
            "--from-file", metavar="F", help="Read what the one provider sent from a file."
        )

    def handle(self, *args, **options):
        days = self._days(options["date"], options["since"])
        providers = self._providers(options["provider"])
        try:
            if options["from_file"]:
                runs = [self._from_file(providers, options["from_file"], days)]
            else:
                runs = self._asked(providers, days)
            well = [self._tell(provider, run) for provider, run in runs]
        except Error as error:
            raise _stop(f"The database can't be used: {str(error).strip()}") from error
        if not all(well):
            raise SystemExit(REFUSED)

    def _days(self, day, since):
        if day is None and since is None:
            return None
        first, today = _date(day or since), timezone.localdate()
        # Banks publish for the next working day.
        last = today + AHEAD if day else today
        if not EARLIEST <= first <= last:
            raise _stop(
                f"No bank has rates of {first} to ask for. Give a day from {EARLIEST} to {last}."
            )
        return first, first if day else today

    def _providers(self, names):
        names = names or settings.RATE_PROVIDERS or REGIONAL
        return [PROVIDERS[name] for name in dict.fromkeys(names)]

    def _asked(self, providers, days):
        fetch = fetcher()
        for provider in providers:
            if provider.name not in ASKED:
                raise _stop(
                    f"{provider.title} has no address. Give what it sent as a file: "
                    f"update_rates --provider {provider.name} --from-file FILE."
                )
            if provider.needs_key and not key_of(provider):
                raise _stop(
                    f"{provider.title} wants a key. Set {provider.name.upper()}_KEY to yours."
                )
        for provider in providers:
            yield provider, update(provider, days, fetch, key=key_of(provider))

    def _from_file(self, providers, name, days):
        if len(providers) != 1:
            raise _stop(f"Whose is {name}? Name one provider, e.g. --provider nbkr.")
        path = Path(name)
        try:
            if path.stat().st_size > LARGEST:
                raise _stop(f"{name} has more than 64 MB: that is no file of rates.")
            content = path.read_bytes()
        except OSError as error:
            raise _stop(f"{name} can't be read: {error.strerror}. Check its name.") from error
        return providers[0], update_from_file(providers[0], content, path.name, days=days)

    def _tell(self, provider, run):
        """Say what came of a run; return whether all went well."""
        if run is None:
            short = Provider(provider.name).short
            self.stderr.write(f"{short} is being asked already. Try again in five minutes.")
            return False
        self.stdout.write(said_of(run))
        for sentence in run.doubts:
            self.stdout.write(f"  {sentence}")
        for sentence in run.problems:
            self.stderr.write(sentence)
        return run.is_well


def _date(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _stop(f"“{text[:40]}” is no day like 2026-03-12.") from None


def _stop(sentence):
    return CommandError(sentence, returncode=COULD_NOT_RUN)

"""Asks banks for their rates: when they publish them, or when somebody wants it. No page waits."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from tickers.banks import ASKED
from tickers.models import FetchRequest, Provider, Run
from tickers.providers import PROVIDERS
from tickers.updating import update

#: A bank that had nothing new when it should have is asked again so often, and so much later.
AGAIN = timedelta(minutes=30)
MOST = 8
#: Not at the very second at which everybody else asks.
_LATER = timedelta(minutes=3)


def take_turn(now, say=lambda sentence: None, fetch=None):
    """Ask whoever somebody wants asked, and whoever has published since it was last asked; return
    a sentence for each that failed."""
    failures, wanted = [], requested()
    waiting = [*wanted, *(provider for provider in due(now) if provider not in wanted)]
    fetch = fetch or (waiting and fetcher())
    for provider in waiting:
        run = update(provider, None, fetch, now=timezone.now(), key=key_of(provider))
        FetchRequest.objects.filter(provider=provider.name).delete()
        if run is None:
            continue
        say(said_of(run))
        if not run.is_well:
            failures += run.problems or [run.error]
    return failures


def requested():
    """Return the Providers that somebody at the desk wants asked, the first wish first."""
    names = FetchRequest.objects.values_list("provider", flat=True)
    return [PROVIDERS[name] for name in names if name in ASKED]


def due(now):
    """Return the Providers that are to be asked at `now` (aware)."""
    return [
        provider
        for provider in map(PROVIDERS.get, settings.RATE_PROVIDERS)
        if (key_of(provider) or not provider.needs_key) and _is_due(provider, now)
    ]


def _is_due(provider, now):
    published = last_published(provider, now)
    runs = Run.objects.filter(provider=provider.name, since=None, file="", began__gte=published)
    runs = list(runs.newest_first()[:MOST])
    if not runs:
        return True
    if any(run.new for run in runs) and runs[0].state != Run.State.FAILED:
        return False
    return len(runs) < MOST and runs[0].began <= now - AGAIN


def last_published(provider, now):
    """Return when a Provider was last to publish something, a little later."""
    publishes, zone = provider.publishes, ZoneInfo(provider.zone)
    day = now.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, publishes.at, zone) + _LATER
        if day.weekday() in publishes.weekdays and moment <= now:
            return moment
        day -= timedelta(days=1)


def key_of(provider):
    return settings.RATE_KEYS.get(provider.name, "")


def fetcher():
    """Return what `tickers.updating` fetches with: the project's one client, and RATE_RELAYS."""
    # Slow to import, and a command that reads a file fetches nothing.
    from newsroom.fetching import client

    fetch = client().fetch
    return lambda url, **options: fetch(_relayed(url), **options)


def _relayed(url):
    for address, relay in settings.RATE_RELAYS.items():
        if url.startswith(address):
            return relay + url.removeprefix(address)
    return url


def said_of(run):
    """Return the sentence that tells what came of a Run."""
    name = Provider(run.provider).short
    if run.state == Run.State.FAILED:
        return f"{name}: failed; what was there before stays."
    found = f"{run.new} new, {run.unchanged} unchanged, {run.held} held for review"
    return f"{name}, {run.days}: {found}."

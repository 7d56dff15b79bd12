"""How each provider of rates is doing: what its last runs say, and what is missing of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Max, Q
from django.utils import timezone

from tickers.banks import ASKED, SOURCES
from tickers.database import rows_of
from tickers.models import FetchRequest, Fixing, Provider, Run
from tickers.rates import in_words

#: So long after a wish a worker has taken it up, unless there is none.
PATIENCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Health:
    """What an editor wants to know of a provider at a glance. Runs are None where there is none."""

    provider: Provider
    newest: date | None
    held: int
    last: Run | None
    well: Run | None
    trouble: Run | None
    running: Run | None
    request: FetchRequest | None
    #: The day of which there is to be a fixing, and is none.
    missing: date | None
    #: When a bank is to publish next.
    expected: datetime | None

    @property
    def is_automatic(self):
        return self.provider.value in settings.RATE_PROVIDERS

    @property
    def can_be_asked(self):
        return can_be_asked(self.provider.value)

    @property
    def is_watched(self):
        """Whether it is asked by itself, or there is something to tell of it."""
        return self.is_automatic or self.is_busy or bool(self.last or self.trouble or self.newest)

    @property
    def is_busy(self):
        return bool(self.running or self.request)

    @property
    def is_down(self):
        return bool(self.last and self.last.state == Run.State.FAILED)

    @property
    def state(self):
        """Its name and its word for people."""
        if self.running:
            return "running", "Being asked"
        if self.request:
            return "waiting", "Waits for the worker"
        if self.is_down:
            return "down", "Down"
        if self.last and not self.last.is_well:
            return "refused", "Something refused"
        if self.missing:
            return "late", "Late"
        if self.last or (self.newest and not self.can_be_asked):
            return "good", "All right"
        return "unasked", "Never asked"

    @property
    def absence(self):
        """Why its rates don't come, “down” or “late”; "" when they do."""
        return self.state[0] if self.state[0] in ("down", "late") else ""

    @property
    def sentence(self):
        """What there is to say beside its state; "" when nothing is."""
        if self.state[0] == "late":
            return f"The rates of {in_words(self.missing)} are missing."
        if self.state[0] == "waiting" and self.request.at < timezone.now() - PATIENCE:
            return "Nobody has taken it up. Is the worker running?"
        return ""


def can_be_asked(name):
    """Whether a provider has an address, and we have its key where it wants one."""
    return name in ASKED and bool(settings.RATE_KEYS.get(name, True))


def health(now=None):
    """Return a Health of each provider that can be asked, and of those that have any rate: five
    queries, whatever there is."""
    now = now or timezone.now()
    newest, runs = _newest_days(), _runs()
    requests = {one.provider: one for one in FetchRequest.objects.select_related("by")}
    # Counted here: SQLite would go through all fixings in the order of providers.
    held = Counter(Fixing.objects.held().order_by().values_list("provider", flat=True))
    return [
        _health_of(name, now, newest[name], runs.get(name, {}), requests.get(name), held[name])
        for name in SOURCES
        if name in ASKED or newest[name]
    ]


def _health_of(name, now, newest, runs, request, held):
    source = SOURCES[name]
    is_asked = source.is_bank and name in settings.RATE_PROVIDERS
    due = None
    if is_asked and runs.get("last"):
        due = source.last_expected(timezone.localdate(now), now)
    return Health(
        provider=Provider(name),
        newest=newest,
        held=held,
        request=request,
        missing=due if due and (newest is None or newest < due) else None,
        expected=source.next_publication(now) if is_asked else None,
        **{which: runs.get(which) for which in _WHICH},
    )


def _newest_days():
    """Return the day of the newest fixing of each provider, or None."""
    values = ", ".join(["(%s)"] * len(SOURCES))
    sql = (
        "SELECT v.column1, (SELECT CAST(MAX(f.date) AS text) FROM tickers_fixing f "  # noqa: S608
        f"WHERE f.provider = v.column1) FROM (VALUES {values}) AS v"
    )
    return {name: day and date.fromisoformat(day) for name, day in rows_of(sql, list(SOURCES))}


_HAS_ENDED = ~Q(state=Run.State.RUNNING)
_IS_WELL = Q(state=Run.State.DONE, problems=[])
#: Of a provider's runs the newest of each kind, by the name that it has in its Health.
_WHICH = {
    "running": ~_HAS_ENDED,
    "last": _HAS_ENDED & Q(since=None),
    "well": _IS_WELL,
    "trouble": _HAS_ENDED & ~_IS_WELL,
}


def _runs():
    """Return by provider its newest runs, as `_WHICH` names them. Of one that can be asked, those
    that asked it: that a file can't be read tells nothing of a bank."""
    told = Run.objects.exclude(~Q(file=""), provider__in=ASKED).order_by().values("provider")
    newest = {which: Max("pk", filter=condition) for which, condition in _WHICH.items()}
    keys = {row.pop("provider"): row for row in told.annotate(**newest)}
    runs = Run.objects.in_bulk({pk for row in keys.values() for pk in row.values() if pk})
    return {
        name: {which: runs[pk] for which, pk in row.items() if pk} for name, row in keys.items()
    }

"""How each provider of rates is doing: what its last runs say, and what is missing of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone

from tickers.banks import ASKED, SOURCES
from tickers.database import rows_of
from tickers.models import FetchRequest, Fixing, Provider, Run
from tickers.rates import in_words


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
    def is_busy(self):
        return bool(self.running or self.request)

    @property
    def is_down(self):
        return bool(self.last and self.last.state == Run.State.FAILED)

    @property
    def is_troubled(self):
        """Whether somebody should look: it failed, had something refused, or is late."""
        return self.state[0] in ("down", "refused", "late")

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
        if self.last or self.newest:
            return "good", "All right"
        return "unasked", "Never asked"

    @property
    def sentence(self):
        """What there is to say beside its state; "" when nothing is."""
        if self.state[0] == "late":
            return f"The rates of {in_words(self.missing)} are missing."
        if self.state[0] == "waiting" and not self.is_automatic:
            return "Nobody asks it otherwise: it is not in RATE_PROVIDERS."
        return ""


def can_be_asked(name):
    """Whether a provider has an address, and we have its key where it wants one."""
    return name in ASKED and bool(settings.RATE_KEYS.get(name, True))


def health(now=None):
    """Return a Health of each provider that can be asked, and of those that have any rate: six
    queries, whatever there is."""
    now = now or timezone.now()
    newest = _newest_days()
    runs = _runs()
    running = {run.provider: run for run in Run.objects.filter(state=Run.State.RUNNING)}
    requests = {one.provider: one for one in FetchRequest.objects.select_related("by")}
    held = dict(Fixing.objects.held().order_by().values_list("provider").annotate(Count("pk")))
    return [
        _health_of(name, now, newest, runs, running.get(name), requests.get(name), held)
        for name in SOURCES
        if name in ASKED or newest[name]
    ]


def _health_of(name, now, newest, runs, running, request, held):
    source, day = SOURCES[name], newest[name]
    last, well, trouble = (runs.get((name, which)) for which in ("last", "well", "trouble"))
    is_asked = source.is_bank and name in settings.RATE_PROVIDERS
    due = source.last_expected(timezone.localdate(now), now) if is_asked and last else None
    return Health(
        provider=Provider(name),
        newest=day,
        held=held.get(name, 0),
        last=last,
        well=well,
        trouble=trouble,
        running=running,
        request=request,
        missing=due if due and (day is None or day < due) else None,
        expected=source.next_publication(now) if is_asked else None,
    )


def _newest_days():
    """Return the day of the newest fixing of each provider, or None."""
    values = ", ".join(["(%s)"] * len(SOURCES))
    sql = (
        "SELECT v.column1, (SELECT CAST(MAX(f.date) AS text) FROM tickers_fixing f "  # noqa: S608
        f"WHERE f.provider = v.column1) FROM (VALUES {values}) AS v"
    )
    return {name: day and date.fromisoformat(day) for name, day in rows_of(sql, list(SOURCES))}


def _runs():
    """Return of each provider the newest run that asked for what is newest, that ended well, and
    that did not, by provider and `last`, `well` or `trouble`. Of a bank's, those that asked it."""
    ended = Run.objects.exclude(state=Run.State.RUNNING).exclude(~Q(file=""), provider__in=ASKED)
    is_well = Q(state=Run.State.DONE, problems=[])
    found = ended.order_by().values("provider")
    keys = found.annotate(
        last=Max("pk", filter=Q(since=None)),
        well=Max("pk", filter=is_well),
        trouble=Max("pk", filter=~is_well),
    )
    keys = {
        (row["provider"], which): row[which]
        for row in keys
        for which in ("last", "well", "trouble")
        if row[which]
    }
    runs = Run.objects.in_bulk(set(keys.values()))
    return {key: runs[pk] for key, pk in keys.items()}

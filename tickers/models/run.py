"""What came from a provider, byte by byte, and how each asking of it went."""

import zlib
from datetime import timedelta
from hashlib import sha256

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from tickers.models.provider import Provider
from tickers.processes import is_gone, our_name

#: So long after a day a bank has nothing to add to it.
SETTLED = timedelta(days=2)
#: What nobody could read is kept so long for people to look at.
KEPT_UNREADABLE = timedelta(days=30)
#: How it was asked is of no use to anybody after so long.
KEPT_RUNS = timedelta(days=366)
#: A run of which nothing was heard for so long was killed, on whatever machine.
LEASE = timedelta(minutes=5)


class PayloadQuerySet(models.QuerySet):
    def keep(self, provider, url, content, *, etag="", last_modified="", at=None):
        """Return the Payload of these bytes of an address: the one that is kept, or a new one."""
        at = at or timezone.now()
        seen = {"seen_at": at, "etag": etag[:200], "last_modified": last_modified[:100]}
        seen["problem"] = ""
        digest = sha256(content).hexdigest()
        payload, is_new = self.get_or_create(
            provider=provider,
            url=url[:1000],
            sha256=digest,
            defaults=seen
            | {
                "fetched_at": at,
                "size": len(content),
                "packed": zlib.compress(content, 6),
            },
        )
        if not is_new:
            self.filter(pk=payload.pk).update(**seen)
        return payload

    def read_until(self, provider):
        """Return by address the last day of which nothing was missing when it was read."""
        read = self.filter(provider=provider, problem="").values_list("url", "seen_at")
        return {url: seen.date() - SETTLED for url, seen in read}

    def last_of(self, provider, url):
        """Return what an address answered last, without its bytes; None when it never did."""
        answers = self.filter(provider=provider, url=url).defer("packed")
        return answers.order_by("-seen_at", "-pk").first()

    def forget_unreadable(self, now):
        """Forget what could not be read and has been there for a month; return how many. That a
        bank had nothing, which is no bytes, is remembered until it says so again."""
        old = self.exclude(problem="").exclude(size=0).filter(seen_at__lt=now - KEPT_UNREADABLE)
        return old.filter(fixings=None).delete()[0]


class Payload(models.Model):
    """What an address of a provider sent, compressed. The same bytes of it are kept once."""

    provider = models.CharField(max_length=20, choices=Provider)
    url = models.CharField("address", max_length=1000)
    sha256 = models.CharField(max_length=64)
    fetched_at = models.DateTimeField()
    seen_at = models.DateTimeField("last seen at")
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField()
    packed = models.BinaryField()
    #: Why it could not be read; "" when it could.
    problem = models.TextField(blank=True)

    objects = PayloadQuerySet.as_manager()

    class Meta:
        ordering = ["-fetched_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "url", "sha256"], name="payload_once"),
        ]

    def __str__(self):
        return f"{self.url}, {self.fetched_at:%Y-%m-%d %H:%M}"

    @property
    def content(self):
        """The bytes as they came."""
        return zlib.decompress(self.packed)

    def seen_again(self, at):
        """Remember that it has not changed; return how many fixings came from it."""
        self.seen_at = at
        self.save(update_fields=["seen_at"])
        return self.fixings.count()

    def is_unreadable(self, problem):
        """Remember why: it is asked for again, and its bytes are there to look at."""
        self.problem = problem
        self.save(update_fields=["problem"])


class RunQuerySet(models.QuerySet):
    def begin(self, provider, now, days=None, file=""):
        """Return a new Run of a provider, or None while another one is at it. `days` are the first
        and the last that are asked for, None for the newest; `file` is read instead."""
        since, until = days or (None, None)
        self._end_interrupted(provider, now)
        try:
            with transaction.atomic():
                return self.create(
                    provider=provider,
                    began=now,
                    seen_at=now,
                    since=since,
                    until=until,
                    file=file[:200],
                    process=our_name(),
                )
        except IntegrityError:
            return None

    def _end_interrupted(self, provider, now):
        running = self.filter(provider=provider, state=Run.State.RUNNING)
        gone = [run.pk for run in running if run.seen_at < now - LEASE or is_gone(run.process)]
        self.filter(pk__in=gone).update(
            state=Run.State.FAILED,
            ended=now,
            error="It was interrupted; what it had recorded stays. The next run goes on.",
        )

    def newest_first(self):
        return self.order_by("-began", "-pk")

    def ended(self):
        return self.exclude(state=Run.State.RUNNING)

    def last_of_each(self):
        """The last ended run of each provider, for health at a glance."""
        ended = self.ended()
        last = ended.filter(provider=models.OuterRef("provider")).newest_first().values("pk")[:1]
        return ended.filter(pk=models.Subquery(last)).order_by("provider")

    def forget_old(self, now):
        """Forget those of more than a year ago, but for the last of each provider and the last
        that went well; return how many."""
        well = self.filter(state=Run.State.DONE, problems=[])
        kept = [run.pk for some in (self, well) for run in some.last_of_each()]
        return self.ended().filter(began__lt=now - KEPT_RUNS).exclude(pk__in=kept).delete()[0]


class Run(models.Model):
    """One asking of a provider: for which days, when, what came of it and why not more."""

    class State(models.TextChoices):
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    provider = models.CharField(max_length=20, choices=Provider)
    #: None: the newest.
    since = models.DateField("from day", null=True)
    until = models.DateField("to day", null=True)
    #: The file that was read; "": the provider was asked.
    file = models.CharField(max_length=200, blank=True)
    began = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    asked = models.PositiveIntegerField("addresses asked", default=0)
    new = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    #: Sentences: what is odd about what was kept, and what was refused.
    doubts = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    problems = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    #: Why the provider could not be asked, or to the end.
    error = models.TextField(blank=True)
    #: Who is at it: the host and the number of a process.
    process = models.CharField(max_length=100, blank=True, editable=False)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-began", "-pk"]
        verbose_name_plural = "sources and runs"
        permissions = [("fetch_run", "Can have a provider asked now")]
        constraints = [
            models.UniqueConstraint(
                fields=["provider"],
                condition=Q(state="running"),
                name="run_one_at_a_time",
                violation_error_message="This provider is being asked already.",
            ),
        ]
        indexes = [models.Index(fields=["provider", "-began"], name="run_newest")]

    def __str__(self):
        began = timezone.localtime(self.began)
        return f"{Provider(self.provider).short}, {began:%-d %B %Y, %H:%M}: {self.state}"

    @property
    def seconds(self):
        """How long it took, None while it goes on."""
        return (self.ended - self.began).total_seconds() if self.ended else None

    @property
    def is_well(self):
        """Whether nothing was refused and nothing failed."""
        return self.state == self.State.DONE and not self.problems

    @property
    def days(self):
        """What it asked for, in words."""
        if self.since is None:
            return f"the file {self.file}" if self.file else "the newest"
        first, last = (f"{day:%-d %B %Y}" for day in (self.since, self.until))
        return first if first == last else f"{first} to {last}"

"""An import from its beginning to its end, through any number of interruptions.

The phases are in `ImportJob.State`. Whoever runs a job takes it first; whoever had it before and
is still writing a batch finishes that one, and no other.
"""

import json
import time
from contextlib import contextmanager, suppress
from functools import partial

from django.db import Error, IntegrityError, connection
from django.utils import timezone

from articles import search
from articles.importing.writer import bulk
from articles.importing.writer.beginning import setup_of
from articles.importing.writer.emptying import empty
from articles.importing.writer.filing import Filing
from articles.importing.writer.holding import taken
from articles.importing.writer.links import follow_links, lead_anew
from articles.importing.writer.paths import planned_targets
from articles.importing.writer.patience import RETRIES, Patient
from articles.importing.writer.pictures import find_numbered
from articles.importing.writer.plan import plan
from articles.importing.writer.processes import each
from articles.importing.writer.rates import apply_rates, judge_rates
from articles.importing.writer.reading import Reading
from articles.importing.writer.turns import Overtaken, held, in_line
from articles.models import Article, ImportFile, ImportJob, ImportPayload

State = ImportJob.State
#: Items in a transaction.
BATCH = 500
#: So many of the stories with problems are kept as their source told them.
MOST_KEPT = 20_000
#: Of what becomes of these nothing is written, not even the names that they alone have.
_LEFT = ("superseded", "refused", "unchanged", "kept")


class Watcher:
    """Hears how a job goes on; each method may be overridden."""

    def begin(self, phase: str, total: int | None):
        """A phase begins that has so many steps, or bytes while files are read."""

    def cut(self, file: ImportFile, stream):
        """The reading of a file has come to where `stream` stands."""

    def read(self, file: ImportFile, pieces: int):
        """So many pieces more of a file are staged."""

    def step(self, number: int):
        """So many items more are applied."""

    def wait(self, sentence: str):
        """Somebody else is at it."""


def paged(rows, size=2_000):
    """Yield (number, ...) rows a page at a time.

    A question that is still open while we write shows SQLite an older state than others have
    written since, and it would refuse us.
    """
    number = 0
    while page := list(rows.filter(number__gt=number)[:size]):
        yield from page
        if len(page) < size:
            return
        number = page[-1][0]


class Runner:
    """Brings a job from where it is to where it shall be."""

    def __init__(self, job, openers, *, processes=1, rates=None, watcher=None, batch=BATCH):
        """`batch`: the items in a transaction; a job that is half applied keeps to its own."""
        self.job, self.openers, self.batch = job, openers, batch
        self.processes = processes if connection.vendor == "postgresql" else 1
        self.readers = processes
        self.rates, self.watcher = rates, watcher or Watcher()

    def run(self, until: str = State.DONE) -> ImportJob:
        """Go on with the job up to the state `until`, REVIEW or DONE."""
        steps = {
            State.READING: self._read,
            State.REVIEW: self._begin,
            State.APPLYING: self._apply,
            State.LINKING: self._link,
        }
        with taken(self.job):
            while self.job.state in steps and self.job.state != until:
                began = time.monotonic()
                state = self.job.state
                steps[state]()
                self._note(state, time.monotonic() - began)
        return self.job

    def _save(self, *names):
        self.job.seen_at = timezone.now()
        values = {name: getattr(self.job, name) for name in (*names, "seen_at")}
        ours = ImportJob.objects.filter(pk=self.job.pk, token=self.job.token)
        with in_line():
            if not ours.update(**values):
                raise Overtaken

    def _note(self, state, seconds):
        self.job.timings[state] = round(self.job.timings.get(state, 0) + seconds, 3)
        self._save("timings")

    # The phases -----------------------------------------------------------------------------

    def _read(self):
        files = self.job.files.filter(is_read=False)
        self.watcher.begin("reading", sum(files.values_list("size", flat=True)))
        Reading(self.job, setup_of(self.job), self.openers, self.readers, self.watcher).run()
        self.watcher.begin("planning", None)
        plan(self.job)
        judge_rates(self.job, self.rates)
        self.job.state = State.REVIEW
        self._save("state")

    def _begin(self):
        """Make what stories are filed under, and set their keys aside."""
        for attempt in range(RETRIES):
            try:
                return self._prepare()
            except IntegrityError:
                # An editor made the same tag at this moment: it is found the next time.
                if attempt == RETRIES - 1:
                    raise

    def _prepare(self):
        self.job.batch = self.batch
        stories = self._written("story")
        Filing().make(
            self.job,
            (json.loads(told or "{}") for _, told in paged(stories.values_list("number", "facts"))),
            self._written("facet").only("job", "number", "file", "place", "facts"),
        )
        with held(self.job):
            if stories.exists():
                self.job.first_key = bulk.reserve_keys(Article, self.job.items_number)
            self.job.state = State.APPLYING
            self._save("first_key", "batch", "state")

    def _written(self, kind):
        return self.job.items.filter(kind=kind).exclude(verdict__in=_LEFT).order_by("number")

    def _apply(self):
        job = self.job
        planned = job.items.filter(kind="story", verdict__in=("created", "updated"))
        self.watcher.begin("applying", planned.count())
        done = set(job.batches.values_list("first", flat=True))
        ranges = [
            (first, first + job.batch - 1) for first in range(1, job.items_number + 1, job.batch)
        ]
        tasks = [task for task in ranges if task[0] not in done]
        with self._alone(), bulk.log_kept():
            make = partial(Patient, job.pk, job.token, planned_targets(self._planned))
            for number in each(make, "apply", tasks, self.processes):
                self.watcher.step(number)
                self._save()
            apply_rates(job, self.rates)
            job.state = State.LINKING
            self._save("state")

    def _planned(self, fact):
        """The facts, among them the one of this name, and the slug of each story that is to be
        created."""
        items = self.job.items.filter(kind="story", verdict="created").order_by("number")
        items = items.filter(facts__contains=f'"{fact}":')
        for told, slug in items.values_list("facts", "slug").iterator():
            yield json.loads(told), slug

    def _link(self):
        self.watcher.begin("linking", None)
        lead_anew(self.job)
        follow_links(self.job)
        find_numbered(self.job)
        with in_line():
            search.tidy()
        self._unpack()
        self.job.state, self.job.finished_at = State.DONE, timezone.now()
        self._save("state", "finished_at")

    def _unpack(self):
        """Give the staged stories back their room, but for those that a report will show."""
        told = self.job.problems.exclude(item=None).values_list("item", flat=True).distinct()
        empty(ImportPayload, self.job, kept=set(told.order_by("item")[:MOST_KEPT]))

    @contextmanager
    def _alone(self):
        """Be the only one who writes stories of these sources, where several could."""
        sources = sorted(set(self.job.files.values_list("source", flat=True)))
        held = []
        try:
            for source in sources:
                if not bulk.lock_source(source):
                    self.watcher.wait(f"Waiting for another import of {source}.")
                    while not bulk.lock_source(source):
                        time.sleep(0.2)
                        self._save()
                held.append(source)
            yield
        finally:
            with suppress(Error):
                for source in held:
                    bulk.unlock_source(source)

"""What an import shows on a terminal, and which rates it meets: for the commands of imports."""

import time
from contextlib import contextmanager
from io import StringIO

from django.db import transaction
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from articles.importing.writer import report
from articles.importing.writer.job import Watcher
from articles.importing.writer.rates import Rates
from tickers.models import Fixing, Provider

_MINUTE = 60


def rates():
    """The rates of saved pages as fixings: several captures of one day may differ, and each may
    come again."""

    def facts(record):
        return {"provider": Provider.IMPORTED, "date": record.date, "value": record.value}

    def knows(record):
        pair = {"base__code": record.base, "quote__code": record.quote}
        return Fixing.objects.filter(**pair, nominal=1, **facts(record)).exists()

    def check(record):
        with transaction.atomic():
            keep(record)
            transaction.set_rollback(True)

    def keep(record):
        if knows(record):
            return None
        pair = {"base": record.base, "quote": record.quote}
        Fixing.objects.record(**pair, nominal=1, **facts(record))
        pair = {"base__code": record.base, "quote__code": record.quote}
        return Fixing.objects.newest_first().filter(**pair, **facts(record)).first().pk

    def drop(key):
        for fixing in Fixing.objects.filter(pk=key, provider=Provider.IMPORTED):
            fixing.delete()

    return Rates(knows, check, keep, drop)


class Lines(Watcher):
    """Tells a line at most once a minute: what is kept in a file must not grow with the archive."""

    def __init__(self, write):
        self.write = write
        self.phase, self.total, self.done, self.pieces = "", None, 0, 0
        self.began = self.told = time.monotonic()

    def begin(self, phase, total):
        self.phase, self.total, self.done, self.pieces = phase, total, 0, 0
        self.began = self.told = time.monotonic()

    def cut(self, file, stream):
        self.done = _before(self, file) + stream.tell()

    def read(self, file, pieces):
        self.pieces += pieces
        self.tick()

    def step(self, number):
        self.done += number
        self.pieces += number
        self.tick()

    def wait(self, sentence):
        self.write(sentence)

    def tick(self):
        now = time.monotonic()
        if now - self.told >= _MINUTE:
            self.told = now
            self.write(self.line(now))

    def line(self, now):
        rate = self.pieces / max(now - self.began, 0.001)
        parts = [f"{self.phase}: {self.pieces:,} items, {rate:,.0f} a second"]
        if self.total and self.done:
            left = (now - self.began) * max(self.total - self.done, 0) / self.done
            parts.append(f"{min(self.done / self.total, 1):.0%}, about {_spoken(left)} left")
        return ", ".join(parts)


def _before(watcher, file):
    """The bytes of the files before this one."""
    if getattr(watcher, "of_job", None) != file.job_id:
        watcher.of_job, watcher.sizes = file.job_id, {}
        total = 0
        for position, size in file.job.files.values_list("position", "size"):
            watcher.sizes[position] = total
            total += size
    return watcher.sizes.get(file.position, 0)


def _spoken(seconds):
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else f"{seconds} s"


class Bar(Lines):
    """A moving bar with the rate and the time left, on a terminal."""

    def __init__(self, console):
        super().__init__(console.print)
        self.progress = Progress(
            TextColumn("{task.description:<9}"),
            BarColumn(),
            TextColumn("{task.fields[pieces]:>9,} items  {task.fields[rate]:>6,.0f}/s"),
            TimeRemainingColumn(),
            console=console,
            # A thread that draws would be copied into the processes that we fork.
            auto_refresh=False,
            transient=True,
        )
        self.task = None

    def begin(self, phase, total):
        super().begin(phase, total)
        if self.task is not None:
            self.progress.remove_task(self.task)
        self.task = self.progress.add_task(phase, total=total, pieces=0, rate=0)
        self.drawn = 0
        self.progress.refresh()

    def tick(self):
        now = time.monotonic()
        if now - self.drawn > 0.2:
            self.drawn = now
            rate = self.pieces / max(now - self.began, 0.001)
            values = {"pieces": self.pieces, "rate": rate}
            self.progress.update(self.task, completed=self.done, **values)
            self.progress.refresh()


@contextmanager
def shown(stream):
    """A Watcher for what `stream` is: a terminal, or a file that somebody reads later."""
    if not stream.isatty():
        yield Lines(lambda line: stream.write(f"{line}\n"))
        return
    bar = Bar(Console(file=stream))
    with bar.progress:
        yield bar


def table(rows, *headings, title=None):
    """A table as text, in the width that it needs."""
    console = Console(width=10_000, record=True, file=StringIO())
    drawn = Table(title=title, title_justify="left", box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for heading in headings:
        name, _, side = heading.partition("|")
        drawn.add_column(name, justify=side or "left", no_wrap=True)
    for row in rows:
        drawn.add_row(*map(str, row))
    console.print(drawn)
    return "\n".join(line.rstrip() for line in console.export_text().splitlines())


def write_report(path, job):
    """Write a job's problems as CSV, with the stories that they are about."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        report.write_report(file, job)

"""Rates that were printed on pages: handed to whoever keeps rates, which is not this app."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import DataError

from articles.importing.record import RateRecord
from articles.importing.writer.bulk import lock_facets
from articles.importing.writer.problems import PLAN, Problems
from articles.importing.writer.turns import held, turn
from articles.models import ImportedRow, ImportItem, ImportJob

#: An ImportedRow of this kind is a rate; its `before` are the facts of it.
KIND = "rate"
_APPLIED = (ImportJob.State.APPLYING, ImportJob.State.LINKING, ImportJob.State.DONE)


@dataclass(frozen=True)
class Rates:
    """`knows(record)` says whether a rate is kept already; `check(record)` raises ValidationError
    for what can't be one, and keeps nothing; `keep(record)` keeps it and returns its key, None
    when it was kept already; `drop(key)` gives up one that an import kept."""

    knows: Callable[[RateRecord], bool]
    check: Callable[[RateRecord], None]
    keep: Callable[[RateRecord], int | None]
    drop: Callable[[int], None]


def judge_rates(job: ImportJob, rates: Rates | None):
    """Say of each rate whether it will be new. Can be done again."""
    if not _items(job).exists():
        return
    with held(job):
        _items(job).update(verdict=ImportItem.Verdict.CREATED)
    seen = set()
    for item in _items(job):
        record = _record(item)
        facts = (record.base, record.quote, record.value, record.date)
        if rates is None or facts in seen or rates.knows(record):
            _judge(job, item, ImportItem.Verdict.UNCHANGED)
        elif reason := _doubt(rates, record):
            _refuse(job, item, record, reason)
        seen.add(facts)


def apply_rates(job: ImportJob, rates: Rates | None):
    """Keep the rates that are new. Can be done again."""
    for item in _items(job).filter(verdict=ImportItem.Verdict.CREATED):
        if rates is not None:
            with held(job):
                lock_facets()
                if key := rates.keep(_record(item)):
                    ImportedRow.objects.create(job=job, kind=KIND, row=key, before=item.facts)


def drop_rates(job: ImportJob, rates: Rates):
    """Give up the rates that a job was the first to bring, within a transaction: but for those
    that another import has brought too, which are that one's from now on. Can be done again."""
    lock_facets()
    others = ImportItem.objects.filter(kind=ImportItem.Kind.RATE, job__state__in=_APPLIED)
    others = others.exclude(job=job).exclude(verdict=ImportItem.Verdict.REFUSED)
    owners = {_rate(facts): key for facts, key in others.values_list("facts", "job").iterator()}
    for made in ImportedRow.objects.filter(job=job, kind=KIND):
        if owner := owners.get(_rate(made.before)):
            made.job_id = owner
            made.save()
        else:
            rates.drop(made.row)
            made.delete()
    _items(job).filter(verdict=ImportItem.Verdict.CREATED).update(verdict=ImportItem.Verdict.UNDONE)


def _rate(facts):
    base, quote, value, day = json.loads(facts)
    return base, quote, Decimal(value), day


def _doubt(rates, record):
    """Return why a rate can't be kept, "" when it can."""
    try:
        with turn():
            # A rate may be the first of its currency, for two imports at once.
            lock_facets()
            rates.check(record)
    except (ValidationError, DataError) as error:
        return " ".join(getattr(error, "messages", [str(error)]))
    return ""


def _items(job):
    return job.items.filter(kind=ImportItem.Kind.RATE).order_by("number").defer("before")


def _record(item):
    base, quote, value, day = json.loads(item.facts)
    return RateRecord(base, quote, Decimal(value), date.fromisoformat(day), item.place)


def _judge(job, item, verdict):
    with turn():
        ImportItem.objects.filter(job=job, number=item.number).update(verdict=verdict)


def _refuse(job, item, record, reason):
    message = f"{record.base}/{record.quote} {record.value}: {reason}"
    with turn():
        _judge(job, item, ImportItem.Verdict.REFUSED)
        Problems(job).tell(item, message, "value", refused=True, finding=PLAN)

"""Rates that were printed on pages: handed to whoever keeps rates, which is not this app."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import DataError, transaction

from articles.importing.record import RateRecord
from articles.importing.writer.bulk import lock_facets
from articles.importing.writer.problems import PLAN, Problems
from articles.models import ImportItem, ImportJob


@dataclass(frozen=True)
class Rates:
    """`knows(record)` says whether a rate is kept already; `check(record)` raises ValidationError
    for what can't be one, and keeps nothing; `keep(record)` keeps it."""

    knows: Callable[[RateRecord], bool]
    check: Callable[[RateRecord], None]
    keep: Callable[[RateRecord], None]


def judge_rates(job: ImportJob, rates: Rates | None):
    """Say of each rate whether it will be new. Can be done again."""
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
            with transaction.atomic():
                lock_facets()
                rates.keep(_record(item))


def _doubt(rates, record):
    """Return why a rate can't be kept, "" when it can."""
    try:
        with transaction.atomic():
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
    ImportItem.objects.filter(job=job, number=item.number).update(verdict=verdict)


def _refuse(job, item, record, reason):
    message = f"{record.base}/{record.quote} {record.value}: {reason}"
    _judge(job, item, ImportItem.Verdict.REFUSED)
    Problems(job).tell(item, message, "value", refused=True, finding=PLAN)

"""Which items of a job are one story: those with one id, unless another id tells them apart.

An archive may give one id to a million items: none of them is held but the one that is chosen.
"""

import json
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, F, Value, Window
from django.db.models.functions import Replace

from articles.importing.record import Problem
from articles.importing.writer.bulk import in_chunks
from articles.importing.writer.problems import PLAN, Problems
from articles.models import ImportItem, ImportJob, ImportProblem

Verdict = ImportItem.Verdict
_COLUMNS = ("source", "bare", "number", "file", "place", "external_id", "digest", "facts")


def settle_twins(job: ImportJob):
    """Of the items with one id, keep those that are different stories apart; of those that are
    one, the last version is the story. Within a transaction."""
    has_twins = False
    for some in in_chunks(_other_ids(job)):
        has_twins = True
        # They are always read together: none of them alone says which story it is.
        job.items.filter(number__in=[number for number, _ in some]).update(mark="")
        renamed = [(number, name) for number, name in some if name]
        renamed = [ImportItem(pk=(job.pk, number), external_id=name) for number, name in renamed]
        ImportItem.objects.bulk_update(renamed, ["external_id"])
    for some in in_chunks(_losers(job) if has_twins else ()):
        refused = [(row, sentence) for row, sentence in some if sentence]
        _judge(job, Verdict.REFUSED, [row.number for row, _ in refused])
        _judge(job, Verdict.SUPERSEDED, [row.number for row, sentence in some if not sentence])
        _tell(job, refused)


def _groups(job):
    """Yield the items of each id that several have, in their order."""
    bare = Replace(Replace("external_id", Value("https://")), Value("http://"))
    stories = job.items.filter(kind=ImportItem.Kind.STORY, verdict=Verdict.CREATED)
    stories = stories.annotate(bare=bare)
    number = Window(Count("number"), partition_by=[F("source"), F("bare")])
    twins = stories.annotate(twins=number).filter(twins__gt=1).order_by("source", "bare", "number")
    rows = twins.values_list(*_COLUMNS, named=True).iterator()
    return (group for _, group in groupby(rows, key=lambda row: (row.source, row.bare)))


def _other_ids(job):
    """Yield (number, other id): "" for those that are the story that the first one is."""
    for group in _groups(job):
        first = None
        for row in group:
            other = json.loads(row.facts).get("other_id", "")
            first = other if first is None else first
            yield row.number, "" if other == first else other


class _Choice(NamedTuple):
    """The item that is the story, and whether the others that say something else bear its id by
    mistake."""

    winner: object
    is_mistake: bool


def _chosen(group) -> _Choice:
    """The greatest version is the story. Without versions: of one file the first, since the
    others bear its id by mistake; of several files the last."""
    first = next(group)
    greatest, version = first, _version(first)
    lowest, is_one_file = version, True
    for row in group:
        is_one_file = is_one_file and row.file == first.file
        if _version(row) >= version:
            greatest, version = row, _version(row)
        lowest = min(lowest, _version(row))
    is_mistake = is_one_file and lowest == version
    return _Choice(first if is_mistake else greatest, is_mistake)


def _version(row):
    return json.loads(row.facts).get("version", [0, 0])


def _losers(job):
    """Yield each item that is not the story, with the sentence that refuses it, "" for none."""
    # Read twice, side by side: who wins is known when all of a group was seen.
    for group, choice in zip(_groups(job), map(_chosen, _groups(job)), strict=True):
        winner = choice.winner
        for row in group:
            if row.number == winner.number:
                continue
            is_other = choice.is_mistake and row.digest != winner.digest
            yield row, _sentence(row, winner) if is_other else ""


def _sentence(row, winner):
    return (
        f"The id “{row.external_id}” stands in this file twice, at {winner.place} with "
        "another text. This one is left out: give it an id of its own."
    )


def _tell(job, refused):
    problems = Problems(job)
    ImportProblem.objects.bulk_create(
        problems.row(
            row.file, row.number, Problem(row.place, sentence, "external_id", refused=True), PLAN
        )
        for row, sentence in refused
    )


def _judge(job, verdict, numbers):
    job.items.filter(number__in=numbers).update(verdict=verdict)

"""What is to become of each item, decided when all of them are staged.

Nothing is written but the items themselves, so that a person can look at the plan, and the
numbers of a dry run are those of the real one.
"""

import json
from collections import defaultdict
from datetime import UTC, datetime

from django.db import connection
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from articles.importing.writer import parts
from articles.importing.writer.born import alike
from articles.importing.writer.bulk import in_chunks
from articles.importing.writer.problems import PLAN, Problems
from articles.importing.writer.recognition import is_shown, key_of, rows_of
from articles.importing.writer.rows import edited_of
from articles.importing.writer.turns import held
from articles.importing.writer.twins import settle_twins
from articles.models import Article, ImportItem, ImportProblem

Verdict = ImportItem.Verdict
_STORY = ImportItem.Kind.STORY


def plan(job):
    """Settle which items are one story, and give each its verdict. Can be done again."""
    with held(job):
        job.problems.filter(finding=PLAN).delete()
        stories = job.items.filter(kind=_STORY).exclude(verdict=Verdict.CREATED)
        # One without a headline was refused when it was read.
        stories.exclude(headline="").update(verdict=Verdict.CREATED)
        settle_twins(job)
    _judge(job)
    _doubt_numbers(job)
    for _ in range(20):
        if not _are_slugs_taken(job):
            break
        with held(job):
            _settle_slugs(job)


# What is there already -----------------------------------------------------------------------


def _judge(job):
    items = job.items.filter(kind=_STORY)
    sources = items.order_by().values_list("source", flat=True).distinct()
    known = [source for source in sources if Article.objects.filter(source=source).exists()]
    # What takes a story back that is not here is nothing to create.
    here = Q(facts__contains='"withdrawn":"bare"') | Q(facts__contains='"born":')
    items = items.filter(Q(source__in=known) | here)
    items = items.exclude(verdict__in=(Verdict.SUPERSEDED, Verdict.REFUSED))
    number = 0
    while some := list(items.filter(number__gt=number).order_by("number").defer("before")[:1000]):
        number = some[-1].number
        with held(job):
            _judge_some(job, some)


def _judge_some(job, items):
    rows = rows_of([(item.source, item.external_id, item.facts) for item in items])
    found = [(item, rows.get(item.number_key)) for item in map(_keyed, items)]
    told = [(item.digest, json.loads(item.facts), row) for item, row in found]
    verdicts = judge(told, job.options.get("overwrite", False), alike(job, found))
    settled = defaultdict(list)
    for (item, row), verdict in zip(found, verdicts, strict=True):
        settled[verdict].append(item.number)
        if sentence := _remark(verdict, json.loads(item.facts), row):
            Problems(job).tell(item, sentence, "status", finding=PLAN)
    for verdict, numbers in settled.items():
        ImportItem.objects.filter(job=job, number__in=numbers).update(verdict=verdict)
    untouched = settled[Verdict.UNCHANGED] + settled[Verdict.KEPT]
    # What was doubtful when it came in was told then.
    doubts = ImportProblem.objects.filter(job=job, item__in=untouched, refused=False)
    doubts.exclude(finding=PLAN).delete()


def _doubt_numbers(job):
    """Tables of two systems, neither of which says whose it is, may number their stories alike."""
    for file in job.files.exclude(format="").filter(source=F("format")):
        updated = job.items.filter(file=file.position, source=file.source, verdict=Verdict.UPDATED)
        if number := updated.count():
            message = (
                f"{number} stories of an earlier “{file.source}” have these ids and are updated. "
                "If this file is another system's, undo this and name it with --source."
            )
            row = Problems(job).of_file(file.name, message, refused=False, position=file.position)
            row.finding = PLAN
            with held(job):
                row.save()


def _keyed(item):
    item.number_key = (item.source, key_of(item.external_id))
    return item


def _remark(verdict, facts, row):
    """What has to be known of a story that was withdrawn, here or by its source, and of a page
    that shows one which came otherwise."""
    if row is None and facts.get("withdrawn") == "bare":
        return "The source takes back a story that is not here. Nothing to do."
    if row and verdict == Verdict.UNCHANGED and is_shown(facts, row):
        return f"This page shows a story that came otherwise (“{row.slug}”). It stays as it is."
    if verdict != Verdict.KEPT:
        return ""
    if row.status == Article.Status.WITHDRAWN:
        return "This story was withdrawn here since. It stays withdrawn."
    if facts.get("withdrawn"):
        return (
            "The source takes this story back, and it was changed here since: withdraw it by hand."
        )
    return ""


def judge(told, overwrite, same=frozenset()):
    """Return a verdict for each (digest, facts, row or None); `same` are the keys of the rows
    that are `alike` their items."""
    known = [(digest, facts, row) for digest, facts, row in told if row]
    asked = [row for *what, row in known if overwrite or not _says_the_same(*what, row)]
    edited = edited_of([row for row in asked if row.pk not in same])
    return [_verdict(*what, row, edited, overwrite, same) for *what, row in told]


def _verdict(digest, facts, row, edited, overwrite, same):
    if row is None:
        is_bare = facts.get("withdrawn") == "bare"
        return Verdict.UNCHANGED if is_bare else Verdict.CREATED
    if row.pk in same or is_shown(facts, row):
        return Verdict.UNCHANGED
    if not row.import_fingerprint:
        return Verdict.UPDATED if overwrite else Verdict.KEPT
    is_same = _says_the_same(digest, facts, row)
    if overwrite:
        return Verdict.UNCHANGED if is_same and row.pk not in edited else Verdict.UPDATED
    if is_same:
        return Verdict.UNCHANGED
    if _is_older(facts, row):
        return Verdict.SUPERSEDED
    return Verdict.KEPT if row.pk in edited else Verdict.UPDATED


def _says_the_same(digest, facts, row):
    if row.published_at and "if_dated" in facts:
        digest = facts["if_dated"][1]
    if row.import_fingerprint.startswith(digest):
        return True
    return "part" in facts and parts.adds_nothing(facts["part"], row)


def _is_older(facts, row):
    """An agency's earlier version, come after the later one."""
    modified = facts.get("version", [0, 0])[1]
    return bool(
        modified and row.modified_at and datetime.fromtimestamp(modified, UTC) < row.modified_at
    )


# Slugs ---------------------------------------------------------------------------------------


def _are_slugs_taken(job):
    """Asked before, so that nobody waits where there is nothing to write."""
    return _ranked(job).exists() or bool(_taken_slugs(job))


def _settle_slugs(job):
    """Give new stories slugs that no two of them share, in the order of the items, so that it
    does not depend on who writes first. What it is made of may be taken too: then once more."""
    for some in in_chunks(_ranked(job).values_list("number", "slug", "rank").iterator()):
        _rename(job, some)
    for some in in_chunks(_taken_slugs(job)):
        _rename(job, [(number, slug, 1) for number, slug in some])


def _ranked(job):
    """The stories whose slug an earlier one has, with their rank among these."""
    items = job.items.filter(kind=_STORY, verdict=Verdict.CREATED)
    rank = Window(RowNumber(), partition_by=F("slug"), order_by="number")
    return items.annotate(rank=rank).filter(rank__gt=1)


def _taken_slugs(job):
    """Return the (number, slug) of the new stories whose slug a story here has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.number, i.slug FROM articles_importitem i "
            "JOIN articles_article a ON a.slug = i.slug "
            "WHERE i.job_id = %s AND i.kind = 'story' AND i.verdict = 'created' ORDER BY i.number",
            [job.pk],
        )
        return cursor.fetchall()


def _rename(job, ranked):
    numbers = {slug: _last_number(slug) for slug in {slug for _, slug, _ in ranked}}
    items = []
    for number, slug, rank in ranked:
        suffix = f"-{numbers[slug] + rank}"
        items.append(ImportItem(pk=(job.pk, number), slug=slug[: 200 - len(suffix)] + suffix))
    ImportItem.objects.bulk_update(items, ["slug"])


def _last_number(slug):
    """Return the greatest number that tells stories here with this slug apart, 0 if none has it."""
    if not Article.objects.filter(slug=slug).exists():
        return 0
    similar = Article.objects.filter(slug__startswith=f"{slug}-").values_list("slug", flat=True)
    endings = (other[len(slug) + 1 :] for other in similar)
    return max((int(end) for end in endings if end.isdecimal() and len(end) < 7), default=1)

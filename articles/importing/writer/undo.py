"""Takes an import back, row by row: what it made goes, what it changed is as it was before.

A story that somebody, or another import, has changed since is left, and told.
"""

import json
from collections import defaultdict
from datetime import datetime
from functools import partial

from django.utils import timezone

from articles import counts, search
from articles.importing.writer.bulk import in_chunks, update
from articles.importing.writer.emptying import empty
from articles.importing.writer.filing import Place
from articles.importing.writer.links import rewrite
from articles.importing.writer.parts import unmarked
from articles.importing.writer.patience import patiently
from articles.importing.writer.problems import Problems
from articles.importing.writer.rates import Rates, drop_rates
from articles.importing.writer.recognition import key_of, rows_of
from articles.importing.writer.rows import CONTENT, edited_of, file_stories, unfile
from articles.importing.writer.unmaking import unmake
from articles.models import (
    Article,
    ArticlePath,
    ImportItem,
    ImportJob,
    ImportPayload,
    OldLink,
    PictureReference,
)

Verdict = ImportItem.Verdict
BATCH = 200
_MOMENTS = ("published_at", "modified_at", "embargo_until", "withdraw_at", "updated_at")


def undo(job: ImportJob, on_progress=lambda number: None, rates: Rates | None = None):
    """Take back all that a job has written; can be begun again after an interruption.

    Its rates stay when nobody says who keeps them.
    """
    patiently(job, partial(_begin, job))
    _unlead(job, _links_led_by(job))
    items = job.items.filter(kind="story", verdict__in=(Verdict.CREATED, Verdict.UPDATED))
    applied = set(job.batches.values_list("first", flat=True))
    numbers = items.order_by("-number").values_list("number", flat=True)
    numbers = [number for number in numbers if number - (number - 1) % job.batch in applied]
    for some in in_chunks(numbers, BATCH):
        some = items.filter(number__in=some).order_by("-number")
        patiently(job, partial(_undo_some, job, some))
        on_progress(len(some))
    if rates:
        patiently(job, partial(drop_rates, job, rates))
    if not applied:
        empty(ImportItem, job)
    empty(ImportPayload, job)
    unmake(job)
    patiently(job, partial(_end, job))
    job.refresh_from_db()


def _begin(job):
    ImportJob.objects.filter(pk=job.pk).update(state=ImportJob.State.UNDOING)
    job.problems.filter(field="undo").delete()


def _end(job):
    now = timezone.now()
    ImportJob.objects.filter(pk=job.pk).update(state=ImportJob.State.UNDONE, finished_at=now)


def _undo_some(job, query):
    items = list(query)
    rows = rows_of([(i.source, i.external_id, i.facts) for i in items], lock=True)
    found = [(item, rows.get((item.source, key_of(item.external_id)))) for item in items]
    edited = edited_of([row for _, row in found if row]) | _addressed(found)
    back = []
    for item, row in found:
        if row is None or row.pk in edited or not _is_as_left(job, item, row):
            _leave(job, item, row)
        else:
            back.append((item, row))
    _delete(job, [(item, row) for item, row in back if not item.before])
    _restore([(item, row) for item, row in back if item.before])
    undone = [item.number for item, _ in back]
    job.items.filter(number__in=undone).update(verdict=Verdict.UNDONE)


def _addressed(found):
    """The keys of the rows made by items that have an old address which no item gave them."""
    made = {row.pk: set(_paths(item)) for item, row in found if row and not item.before}
    paths = ArticlePath.objects.filter(article__in=made).values_list("article_id", "path")
    return {key for key, path in paths if path not in made[key]}


def _paths(item):
    return json.loads(item.facts or "{}").get("paths", ())


def _is_as_left(job, item, row):
    """Whether the row is what this job made of it, and no later one has written it.

    A slug may be another since without that the story is: an update leaves it alone.
    """
    is_made = (row.pk, row.slug) == (job.first_key + item.number - 1, item.slug)
    if not item.before and not is_made:
        return False
    facts = json.loads(item.facts or "{}")
    digests = [item.digest, unmarked(item.digest), *facts.get("if_dated", ())[1:]]
    return any(row.import_fingerprint.startswith(digest) for digest in digests)


def _leave(job, item, row):
    if row is None and not item.before:
        # With another source or id it is a story of its own.
        row = Article.objects.filter(pk=job.first_key + item.number - 1).first()
    if row is None:
        message = "This story is gone: there is nothing to take back."
    else:
        message = f"“{row.headline}” was changed since. It was left as it is."
    Problems(job).tell(item, message, "undo")


def _delete(job, pairs):
    keys = [row.pk for _, row in pairs]
    if keys:
        _unlead(job, _links_to(pairs))
        # Not `delete()` of each: a thousand rows and their links in a few statements.
        Article.objects.filter(pk__in=keys).delete()


def _restore(pairs):
    """Give rows back the columns, and all beside them, that they had."""
    if not pairs:
        return
    states = {row.pk: json.loads(item.before) for item, row in pairs}
    brought = {row.pk: _paths(item) for item, row in pairs}
    rows = [row for _, row in pairs]
    for row in rows:
        values = states[row.pk]["columns"]
        for name in _MOMENTS:
            values[name] = values[name] and datetime.fromisoformat(values[name])
        for name, value in values.items():
            setattr(row, name, value)
    placed = []
    for key, state in states.items():
        authors, countries, tags = state["filed"]
        placed.append((key, Place(None, countries, tags, [tuple(pair) for pair in authors])))
    with counts.listed_once([], list(states)), search.entered_once(list(states)):
        update(Article, (*CONTENT, "section", "import_fingerprint", "updated_at"), rows)
        unfile(rows)
        file_stories(placed)
    _restore_addresses(states, brought)


def _restore_addresses(states, brought):
    for key, state in states.items():
        # Those that an editor added since stay.
        paths = set(brought[key]) - set(state["paths"])
        ArticlePath.objects.filter(article=key, path__in=paths).delete()
    for model in (OldLink, PictureReference):
        model.objects.filter(article__in=states).delete()
    jobs = set(ImportJob.objects.values_list("pk", flat=True))
    OldLink.objects.bulk_create(
        OldLink(
            article_id=key, href=href, path=path, new_href=new, job_id=job if job in jobs else None
        )
        for key, state in states.items()
        for href, path, new, job in state["links"]
    )
    names = ("role", "position", "address", "alt", "caption", "credit")
    PictureReference.objects.bulk_create(
        PictureReference(article_id=key, **dict(zip(names, told, strict=True)))
        for key, state in states.items()
        for told in state["pictures"]
    )


def _links_to(pairs):
    """The links in other stories that lead to these; whoever has their old addresses by now."""
    paths = {path for item, _ in pairs for path in _paths(item)}
    addresses = [row.get_absolute_url() for _, row in pairs]
    links = OldLink.objects.filter(path__in=paths, new_href__in=addresses)
    return links.exclude(article__in=[row.pk for _, row in pairs])


def _links_led_by(job):
    """The links that a job has led, but for those in stories that it made and that go with it."""
    links = OldLink.objects.filter(job=job)
    if job.first_key is not None:
        last = job.first_key + job.items_number - 1
        links = links.exclude(article__id__range=(job.first_key, last))
    return links


def _unlead(job, links):
    """Let links point to where they pointed in the old system."""
    for some in in_chunks(list(links.exclude(new_href="")), BATCH):
        patiently(job, partial(_take_back, some))


def _take_back(links):
    rewrite(_back(links))
    OldLink.objects.filter(pk__in=[link.pk for link in links]).update(new_href="", job=None)


def _back(links):
    """What to put into the bodies of stories: two old links may have become one address."""
    by_story = defaultdict(list)
    for link in links:
        by_story[link.article_id].append((link.new_href, link.href))
    return by_story

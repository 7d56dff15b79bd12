"""Staged items to rows of articles, a batch in each transaction.

What is true of a batch is decided anew when it is written, with its rows locked: since the plan
was made, an editor may have come by, or another import.
"""

import json
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from articles import counts, html, search
from articles.importing.record import ATTACHMENT
from articles.importing.writer.born import alike
from articles.importing.writer.bulk import insert, pack_quickly, update
from articles.importing.writer.content import row_digest
from articles.importing.writer.filing import Filing, Place, free_slugs
from articles.importing.writer.packing import told, unpacked
from articles.importing.writer.parts import (
    UNTOLD,
    is_fuller,
    is_teaser,
    length_of,
    unmarked,
)
from articles.importing.writer.paths import keep_paths, led, targets_of
from articles.importing.writer.pictures import Pictures, keep_pictures
from articles.importing.writer.plan import judge
from articles.importing.writer.problems import Problems
from articles.importing.writer.recognition import key_of, rows_of
from articles.importing.writer.rows import CONTENT, file_stories, filed_under, states_of, unfile
from articles.importing.writer.turns import held
from articles.models import (
    Article,
    ImportBatch,
    ImportItem,
    ImportJob,
    ImportPayload,
    OldLink,
)

Verdict = ImportItem.Verdict
_TRIES = 5
_MOMENTS = ("published_at", "modified_at", "embargo_until", "withdraw_at", "created_at")
_UPDATED = (*CONTENT, "section", "import_fingerprint", "updated_at")
_COLUMNS = tuple(
    field.name for field in Article._meta.concrete_fields if field.name not in ("lead_image",)
)
_ITEM = (
    *("number", "file", "place", "source", "external_id", "digest", "slug", "headline", "facts"),
    "verdict",
)


@dataclass(slots=True)
class _Story:
    """One item, as a tuple of its columns `_ITEM`, on its way to a row."""

    item: Any
    facts: dict[str, Any]
    article: Article
    digest: str
    place: Place = field(default_factory=Place)
    #: What an archive told of it stays, and its text too.
    is_fuller: bool = False
    keeps_text: bool = False


class Applier:
    """Applies the batches of a job; one for each process."""

    def __init__(self, job_pk: int, token: str, targets: dict[str, str] | None = None):
        self.job = ImportJob.objects.get(pk=job_pk)
        self.job.token, self.targets = token, targets or {}
        self.overwrite = self.job.options.get("overwrite", False)
        self.filing, self.problems = Filing(), Problems(self.job)
        self.blank = Article()

    def apply(self, first: int, last: int, singly: bool = False) -> None:
        """Write the items numbered `first` to `last`, unless that is done already.

        `singly`, one by one: what the database does not take is left out, and told.
        """
        with held(self.job):
            _, is_new = ImportBatch.objects.get_or_create(job=self.job, first=first)
            if not is_new:
                return
            items = list(self._items(first, last))
            if not singly:
                self._apply(items)
                return
            for item in items:
                self._try(item)

    def _try(self, item):
        for _ in range(_TRIES):
            try:
                with transaction.atomic():
                    return self._apply([item])
            except IntegrityError as error:
                # Another import had its slug a moment before: that is seen the next time.
                reason, self.filing = error, Filing()
            except (DataError, ValueError) as error:
                reason, self.filing = error, Filing()
                break
        self._refuse(item, reason)

    def _refuse(self, item, error):
        self._astray(item, verdict=Verdict.REFUSED)
        reason = str(error).strip().partition("\n")[0]
        message = f"“{item.headline}” can't be stored: {reason}"
        self.problems.tell(item, message, refused=True)

    def _astray(self, item, **changes):
        """Note what became of an item that was not planned, and which address others, who link
        to it, were given for it."""
        if item.verdict == Verdict.CREATED:
            changes["facts"] = told(json.loads(item.facts) | {"planned": item.slug})
        self._item(item.number).update(**changes)

    def _item(self, number):
        return ImportItem.objects.filter(job=self.job, number=number)

    def _items(self, first, last):
        items = ImportItem.objects.filter(job=self.job, number__range=(first, last), kind="story")
        planned = items.filter(verdict__in=(Verdict.CREATED, Verdict.UPDATED))
        return planned.order_by("number").values_list(*_ITEM, named=True)

    def _apply(self, items):
        if not items:
            return
        stories = self._decided(items)
        self._withdraw([s for s in stories if s.facts.get("withdrawn") == "bare"])
        stories = [s for s in stories if s.facts.get("withdrawn") != "bare"]
        self.filing.load(story.facts for story in stories)
        self._name(stories)
        self._fill(stories)
        created = [story for story in stories if story.article._state.adding]
        updated = [story for story in stories if not story.article._state.adding]
        keys = [[story.article.pk for story in some] for some in (created, updated)]
        with counts.listed_once(*keys), search.entered_once(keys[0] + keys[1]):
            # Those that others may be writing too come first: what is new holds the counts' lock.
            self._update(updated)
            self._create(created)
            self._file(stories)
            self._keep_beside(stories)

    def _keep_beside(self, stories):
        """Store what stories have beside their columns and what they are filed under."""
        kept = keep_paths(self.job, [(s.article, s.item, s.facts) for s in stories])
        for item, message in kept:
            self.problems.tell(item, message, "path")
        keep_pictures((story.article, story.facts) for story in stories if not story.is_fuller)
        insert(
            OldLink,
            ("article", "path", "href", "new_href", "job"),
            [
                (story.article.pk, path, href, self.links.get(path, ""), self.job.pk)
                for story in stories
                if not story.keeps_text
                for href, path in story.facts.get("links", ())
            ],
        )

    def _decided(self, items):
        """The items that are to be written now, each with its row; the others are told apart."""
        rows = rows_of([(i.source, i.external_id, i.facts) for i in items], lock=True)
        facts = [json.loads(item.facts) for item in items]
        found = [rows.get((item.source, key_of(item.external_id))) for item in items]
        digests = [item.digest for item in items]
        same = alike(self.job, list(zip(items, found, strict=True)))
        verdicts = judge(list(zip(digests, facts, found, strict=True)), self.overwrite, same)
        stories = []
        for item, one, row, verdict in zip(items, facts, found, verdicts, strict=True):
            if verdict != item.verdict:
                self._astray(item, verdict=verdict)
            if verdict in (Verdict.CREATED, Verdict.UPDATED):
                stories.append(_Story(item, one, row or self._new(item), item.digest))
        return stories

    def _new(self, item):
        # A copy costs a third of what a new one does.
        article = copy(self.blank)
        article.pk = self.job.first_key + item.number - 1
        article.source, article.external_id = item.source, item.external_id
        article.slug = item.slug
        return article

    def _withdraw(self, stories):
        """Take stories back, of which the source says no more; what is here of them stays."""
        self._remember(stories)
        articles = [story.article for story in stories]
        filed = filed_under([article.pk for article in articles])
        for story in stories:
            article = story.article
            article.status, article.updated_at = Article.Status.WITHDRAWN, timezone.now()
            article.import_fingerprint = story.digest + row_digest(article, *filed[article.pk])
        update(Article, ("status", "import_fingerprint", "updated_at"), articles)

    def _fill(self, stories):
        """Give the articles their columns."""
        numbers = [story.item.number for story in stories]
        # A stretch of the table, whatever the planner knows of it.
        stretch = (min(numbers, default=0), max(numbers, default=0))
        staged = ImportPayload.objects.filter(job=self.job, number__range=stretch)
        packed = dict(staged.values_list("number", "data"))
        self._remember([story for story in stories if not story.article._state.adding])
        pictures = Pictures([(s.item.source, s.facts) for s in stories])
        for story in stories:
            pictures.lead_fragments(story.item.source, story.facts)
        self.links = targets_of([story.facts for story in stories], self.targets)
        now = timezone.now()
        places = self._places(stories)
        for story in stories:
            article = story.article
            values = self._values(story, packed[story.item.number], pictures)
            self._keep_what_is_here(story, values, now)
            if story.is_fuller:
                _keep_what_is_untold(story, values)
            for name in CONTENT:
                setattr(article, name, values[name])
            article.updated_at = now
            story.place = places.get(article.pk) or self.filing.place(story.facts)
            article.section_id = story.place.section
            article.import_fingerprint = story.digest + fingerprint(article, story.place)

    def _places(self, stories):
        """Where those stories are filed of which an archive has told more than is told now."""
        for story in stories:
            is_here = not story.article._state.adding
            story.is_fuller = is_here and "part" in story.facts and is_fuller(story.article)
        rows = {story.article.pk: story.article for story in stories if story.is_fuller}
        return {
            key: Place(rows[key].section_id, countries, tags, [tuple(pair) for pair in authors])
            for key, (authors, countries, tags) in filed_under(list(rows)).items()
        }

    def _values(self, story, packed, pictures):
        """The columns that were staged, with the addresses that are known by now."""
        values = unpacked(packed)
        for name in _MOMENTS:
            values[name] = values[name] and datetime.fromisoformat(values[name])
        pictures.resolve(story.item.source, story.facts)
        if ATTACHMENT in values["body"]:
            values["body"] = pictures.shown(story.item.source, values["body"])
            values["body_text"] = html.to_text(values["body"])
            self._tell_missing(story, pictures)
            self._check_shown(story, values)
        for href, path in story.facts.get("links", ()):
            if path in self.links:
                values["body"] = led(values["body"], href, self.links[path])
        return values

    def _keep_what_is_here(self, story, values, now):
        """A row knows when it was published where the source doesn't, and that it was withdrawn."""
        article, facts = story.article, story.facts
        created_at = values.pop("created_at")
        if article._state.adding:
            article.created_at = created_at or now
            return
        if article.published_at and "if_dated" in facts:
            values["published_at"] = article.published_at
            values["status"], story.digest = facts["if_dated"]
        elif article.published_at and "assumed" in facts:
            values["published_at"] = article.published_at
        ends, begins = values["withdraw_at"], values["published_at"]
        values["withdraw_at"] = ends if not ends or not begins or ends > begins else None
        if article.status == Article.Status.WITHDRAWN:
            # Whatever the source says: who withdrew it had a reason.
            values["status"] = article.status

    def _tell_missing(self, story, pictures):
        for number in pictures.missing(story.item.source, story.facts):
            kind, _, number = number.partition("-")
            what = f"reusable block {number}" if kind == "block" else "gallery"
            message = f"The {what} of this story is not in the archive, and was left out."
            self.problems.tell(story.item, message, "body")

    def _check_shown(self, story, values):
        """A story of nothing but a picture that nobody has is none yet."""
        is_empty = not values["body_text"] and "<img" not in values["body"]
        if is_empty and values["status"] == Article.Status.PUBLISHED:
            values["status"] = Article.Status.DRAFT
            message = "The story has no text, and its picture is not in the archive. Made a draft."
            self.problems.tell(story.item, message, "body")

    def _remember(self, updated):
        """Keep what the rows were, for an undo."""
        if not updated:
            return
        before = states_of([story.article for story in updated])
        items = [
            ImportItem(
                pk=(self.job.pk, story.item.number),
                before=json.dumps(before[story.article.pk], default=str),
            )
            for story in updated
        ]
        ImportItem.objects.bulk_update(items, ["before"])

    def _update(self, stories):
        articles = [story.article for story in stories]
        if articles:
            update(Article, _UPDATED, articles)
            unfile(articles)
            written = [story.article for story in stories if not story.keeps_text]
            OldLink.objects.filter(article__in=written).delete()

    def _name(self, stories):
        """Give new stories their slugs, where somebody else has taken the planned ones."""
        new = [story for story in stories if story.article._state.adding]
        for story, slug in zip(new, free_slugs(Article, [s.item.slug for s in new]), strict=True):
            if slug != story.item.slug:
                story.article.slug = slug
                self._astray(story.item, slug=slug)

    def _create(self, stories):
        pack_quickly()
        insert(Article, _COLUMNS, (_column_values(story.article) for story in stories))

    def _file(self, stories):
        file_stories([(story.article.pk, story.place) for story in stories])


def _keep_what_is_untold(story, values):
    """What a feed doesn't say of a story is as an archive told it."""
    article, part = story.article, story.facts["part"]
    story.digest = unmarked(story.digest)
    story.keeps_text = is_teaser(part, length_of(article.body_text))
    kept = [*UNTOLD, *(["body", "body_text", "summary"] if story.keeps_text else ())]
    if not values["summary"]:
        kept.append("summary")
    values.update({name: getattr(article, name) for name in kept})


def fingerprint(article, place):
    """What tells later whether an editor has changed the story since."""
    authors = [list(pair) for pair in place.authors]
    return row_digest(article, authors, place.countries, place.tags)


_ATTNAMES = [Article._meta.get_field(name).attname for name in _COLUMNS]


def _column_values(article):
    return [getattr(article, name) for name in _ATTNAMES]

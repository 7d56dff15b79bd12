"""Batches of records to rows of articles."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, tzinfo

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from articles import search
from articles.importing.record import (
    ArticleRecord,
    Problem,
    RateRecord,
    Record,
    Skipped,
    Totals,
)
from articles.importing.writer.content import Dating, content_of, record_digest, row_digest
from articles.importing.writer.filing import Filing, Place, free_slugs, slug_of
from articles.importing.writer.paths import keep_paths
from articles.models import Article, Byline

BATCH = 200
_UPDATED = (
    "headline summary body body_text language status published_at modified_at section "
    "import_fingerprint updated_at"
).split()


@dataclass(slots=True)
class _Batch:
    """What the writing of one batch came to; told only after its transaction has ended well."""

    totals: Totals = field(default_factory=Totals)
    problems: list[Problem] = field(default_factory=list)
    created: list[tuple[Article, Place]] = field(default_factory=list)
    updated: list[tuple[Article, Place]] = field(default_factory=list)
    paths: list[tuple[Article, ArticleRecord]] = field(default_factory=list)


class Writer:
    """Writes the records of one source; `totals` tells how it went.

    `zone` is that of naive times; `assume_date` a day, or PAGE for the day of capture, for
    stories without a date. `on_rate(record)` keeps a rate and says whether it was new;
    `on_problem(problem)` hears of each trouble, in the order of the records.
    """

    def __init__(
        self,
        *,
        source: str,
        zone: tzinfo | None = None,
        assume_date: date | str | None = None,
        on_rate: Callable[[RateRecord], bool] | None = None,
        on_problem: Callable[[Problem], None] = lambda problem: None,
        batch_size: int = BATCH,
        totals: Totals | None = None,
    ):
        self.source = source
        self.dating = Dating(zone or timezone.get_default_timezone(), assume_date)
        self.on_rate, self.on_problem = on_rate, on_problem
        self.batch_size = batch_size
        self.totals = totals or Totals()
        self._filing = None

    def write(self, records: Iterable[Record]) -> Totals:
        """Write all records; one that can't come in costs itself and no other."""
        waiting = {}
        for record in records:
            if isinstance(record, ArticleRecord):
                key = _key(record.external_id)
                if key in waiting or len(waiting) >= self.batch_size:
                    self._flush(list(waiting.values()))
                    waiting = {}
                waiting[key] = record
            else:
                self._note(record)
        self._flush(list(waiting.values()))
        return self.totals

    def _note(self, record):
        if isinstance(record, Skipped):
            self.totals.skipped[record.kind] = self.totals.skipped.get(record.kind, 0) + 1
        elif isinstance(record, RateRecord):
            self._keep_rate(record)
        else:
            self._tell(record)

    def _tell(self, problem):
        self.totals.refused += problem.refused
        self.on_problem(problem)

    def _keep_rate(self, record):
        if self.on_rate is None:
            return
        try:
            is_new = self.on_rate(record)
        except (ValidationError, DataError) as error:
            reason = " ".join(getattr(error, "messages", [str(error)]))
            message = f"{record.base}/{record.quote} {record.value}: {reason}"
            self._tell(Problem(record.place, message, "value"))
            return
        self.totals.rates += is_new
        self.totals.rates_unchanged += not is_new

    def _flush(self, records, is_retry=False):
        if not records:
            return
        try:
            with transaction.atomic():
                batch = self._written(records)
        except (IntegrityError, DataError, ValueError) as error:
            # What it found or created may have gone with the transaction.
            self._filing = None
            if is_retry:
                self._tell(_refusal(records[0], error))
                return
            # One by one: a bad one costs itself, and what another import wrote is found.
            for record in records:
                self._flush([record], is_retry=True)
            return
        for problem in batch.problems:
            self._tell(problem)
        for name in ("created", "updated", "unchanged", "kept"):
            setattr(self.totals, name, getattr(self.totals, name) + getattr(batch.totals, name))

    def _written(self, records):
        self._filing = self._filing or Filing()
        batch = _Batch()
        rows = self._rows(records)
        fresh = []
        for record in records:
            row = rows.get(_key(record.external_id))
            digest = self._digest(record, row)
            if row and row.import_fingerprint.startswith(digest):
                batch.totals.unchanged += 1
                batch.paths.append((row, record))
            else:
                fresh.append((record, row, digest))
        edited = _edited([row for _, row, _ in fresh if row])
        self._filing.load([record for record, row, _ in fresh if not row or row.pk not in edited])
        for record, row, digest in fresh:
            if row and row.pk in edited:
                batch.totals.kept += 1
                batch.paths.append((row, record))
            else:
                self._prepare(batch, record, row, digest)
        with search.entered_once([row for row, _ in batch.created + batch.updated]):
            self._store(batch)
        return batch

    def _rows(self, records):
        """The rows that the records were before; http and https are one address."""
        ids = {form for record in records for form in _forms(record.external_id)}
        # The body is read only of those that will be compared.
        rows = Article.objects.filter(source=self.source, external_id__in=ids).only(
            *("external_id", "import_fingerprint", "published_at", "slug"),
            *("dateline", "withdraw_at", "lead_image"),
        )
        return {_key(row.external_id): row for row in rows}

    def _digest(self, record, row):
        own = self.dating.own(record.published_at)
        known = bool(row and row.published_at)
        return record_digest(record, own, bool(own or known or self.dating.assumed(record)))

    def _prepare(self, batch, record, row, digest):
        kept_date = row.published_at if row else None
        content = content_of(record, self.dating, kept_date)
        batch.problems.extend(content.problems)
        if not content.values["headline"]:
            batch.problems.append(Problem(record.place, "The headline is empty. Left out."))
            return
        place = self._filing.place(record, content.values["body_text"])
        article = row or Article(source=self.source, external_id=record.external_id)
        for name, value in content.values.items():
            setattr(article, name, value)
        article.section_id = place.section
        left = row_digest(article, place.authors, place.countries, place.tags)
        article.import_fingerprint = digest + left
        if row:
            batch.updated.append((article, place))
        else:
            article.slug = slug_of(record)
            batch.created.append((article, place))
        batch.paths.append((article, record))

    def _store(self, batch):
        # Those that others may be writing too come first: what is new holds the counts' lock.
        changed = [article for article, _ in batch.updated]
        for article in changed:
            article.updated_at = timezone.now()
        if changed:
            Article.objects.bulk_update(changed, _UPDATED)
            _unfile(changed)
        new = [article for article, _ in batch.created]
        for article, slug in zip(
            new, free_slugs(Article, [article.slug for article in new]), strict=True
        ):
            article.slug = slug
        Article.objects.bulk_create(new)
        _file(batch.created + batch.updated)
        batch.problems.extend(keep_paths(batch.paths))
        batch.totals.created, batch.totals.updated = len(new), len(changed)


def _refusal(record, error):
    reason = str(error).partition("\n")[0]
    return Problem(record.place, f"“{record.headline}” can't be stored: {reason}")


def _unfile(articles):
    for through in (Article.countries.through, Article.tags.through, Byline):
        through.objects.filter(article__in=articles).delete()


def _file(placed):
    """Link articles to what they are filed under: one query for each kind."""
    countries, tags = Article.countries.through, Article.tags.through
    countries.objects.bulk_create(
        countries(article_id=article.pk, country_id=country)
        for article, place in placed
        for country in place.countries
    )
    tags.objects.bulk_create(
        tags(article_id=article.pk, tag_id=tag) for article, place in placed for tag in place.tags
    )
    Byline.objects.bulk_create(
        Byline(article=article, author_id=author, position=position)
        for article, place in placed
        for position, author in enumerate(place.authors)
    )


def _edited(rows):
    """The keys of the rows that are no longer as an import left them."""
    if not rows:
        return set()
    stored = Article.objects.filter(pk__in=[row.pk for row in rows]).prefetch_related(
        "bylines", "countries", "tags"
    )
    edited = set()
    for article in stored:
        authors = [byline.author_id for byline in article.bylines.all()]
        countries = [country.pk for country in article.countries.all()]
        tags = [tag.pk for tag in article.tags.all()]
        if article.import_fingerprint[32:] != row_digest(article, authors, countries, tags):
            edited.add(article.pk)
    return edited


def _key(external_id):
    return external_id.partition("://")[2] or external_id


def _forms(external_id):
    scheme, mark, rest = external_id.partition("://")
    if scheme in ("http", "https") and mark:
        return (f"http://{rest}", f"https://{rest}")
    return (external_id,)

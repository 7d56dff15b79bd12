"""What one record becomes: the values of an article's columns, and what was doubtful."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from django.utils import timezone

from articles import html
from articles.importing.record import ArticleRecord, Category, Problem, Status
from articles.models import Article
from articles.models.article import FURTHEST

EARLIEST_YEAR = 1900
#: `--assume-date page`: the day on which the page was saved.
PAGE = "page"
_HEADLINE = Article._meta.get_field("headline").max_length
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_STATUS = {
    Status.DRAFT: Article.Status.DRAFT,
    Status.REVIEW: Article.Status.REVIEW,
    Status.PUBLISHED: Article.Status.PUBLISHED,
    Status.SCHEDULED: Article.Status.PUBLISHED,
    Status.WITHDRAWN: Article.Status.WITHDRAWN,
}
_DATED = (Article.Status.PUBLISHED, Article.Status.WITHDRAWN)


@dataclass(slots=True)
class Content:
    """The columns of an article, without its relations, and the problems met on the way."""

    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)


class Dating:
    """When a story was published: by its own date, else by the one that the import assumes."""

    def __init__(self, zone: tzinfo, assume: date | str | None):
        self.zone, self.assume = zone, assume
        self.now = timezone.now()

    def own(self, moment: datetime | None) -> datetime | None:
        """Give a naive time the zone of the import."""
        if moment is not None and moment.tzinfo is None:
            return moment.replace(tzinfo=self.zone)
        return moment

    def assumed(self, record: ArticleRecord) -> datetime | None:
        """Noon of the assumed day, less a second for each story before this one: the order of
        the listing is kept, and nothing lies in the future."""
        if _STATUS[record.status] not in _DATED:
            return None
        day = record.captured_on if self.assume == PAGE else self.assume
        if day is None:
            return None
        noon = datetime.combine(day, time(12), self.zone)
        return min(noon, self.now.replace(microsecond=0)) - timedelta(seconds=record.position)


def content_of(record: ArticleRecord, dating: Dating, kept_date: datetime | None) -> Content:
    """Clean a record into columns. `kept_date` is when the row that it updates was published."""
    content = Content({})
    body = html.clean(record.body)
    text = html.to_text(body)
    content.values = {
        "headline": _headline(record, content),
        "summary": html.plain(record.summary),
        "body": body,
        "body_text": text,
        "language": record.language if _is_language(record.language) else "en",
    }
    status = _STATUS[record.status]
    if not text and "<img" not in body and status != Article.Status.WITHDRAWN:
        status = _as_draft(record, content, "The story has no text", "body")
    published_at = dating.own(record.published_at) or kept_date or dating.assumed(record)
    if published_at and not _is_possible(published_at, dating.now):
        message = f"The year {published_at.year} can't be meant"
        status, published_at = _as_draft(record, content, message, "published_at"), None
    elif published_at is None and status in _DATED:
        message = "The story has no date"
        hint = " Publish it by hand, or import it again with --assume-date."
        status = _as_draft(record, content, message, "published_at", hint)
    modified_at = dating.own(record.modified_at)
    usable = modified_at and published_at and published_at < modified_at <= dating.now
    content.values |= {
        "status": status,
        "published_at": published_at,
        "modified_at": modified_at if usable else None,
    }
    return content


def _headline(record, content):
    headline = html.plain(record.headline)
    if len(headline) > _HEADLINE:
        message = f"The headline is longer than {_HEADLINE} characters and was cut."
        content.problems.append(Problem(record.place, message, "headline", refused=False))
    return html.excerpt(headline, _HEADLINE)


def _as_draft(record, content, message, name, hint=""):
    text = f"{message}. Imported as a draft.{hint}"
    content.problems.append(Problem(record.place, text, name, refused=False))
    return Article.Status.DRAFT


def _is_possible(moment, now):
    return EARLIEST_YEAR <= moment.year and moment <= now + FURTHEST


def _is_language(code):
    return len(code) <= 12 and bool(_LANGUAGE.fullmatch(code))


def record_digest(record: ArticleRecord, published_at: datetime | None, is_dated: bool) -> str:
    """Tell whether a source says the same of a story as the last time.

    Where a story stood on a page, and when the page was saved, is nothing that the source says.
    """
    return _digest(
        record.headline,
        record.summary,
        record.body,
        record.status,
        _iso(published_at),
        _iso(record.modified_at),
        is_dated,
        record.authors,
        [_names(category) for category in record.categories],
        record.tags,
        record.language,
        record.find_countries,
    )


def row_digest(article: Article, authors: list[int], countries: list[int], tags: list[int]) -> str:
    """Tell whether a row is still as an import left it. The relations are given by their ids."""
    return _digest(
        article.headline,
        article.summary,
        article.dateline,
        article.body,
        article.status,
        _iso(article.published_at),
        _iso(article.withdraw_at),
        article.section_id,
        article.lead_image_id,
        article.language,
        authors,
        sorted(countries),
        sorted(tags),
    )


def _digest(*facts):
    told = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def _iso(moment):
    if moment is None or moment.tzinfo is None:
        return moment and moment.isoformat()
    return moment.astimezone(UTC).isoformat()


def _names(category: Category | None):
    names = []
    while category:
        names.append(category.name)
        category = category.parent
    return names

"""What one record becomes: the values of an article's columns, and what was doubtful.

Pure: this is done in several processes, and none of them asks the database.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import partial
from typing import Any

from articles import html
from articles.importing.hygiene import DOUBTFUL, examine, repaired
from articles.importing.record import ArticleRecord, Category, Problem, Status
from articles.importing.writer.parts import marked
from articles.models import Article, article
from articles.models.article import FURTHEST

EARLIEST_YEAR = 1900
#: `--assume-date page`: the day on which the page was saved.
PAGE = "page"
_LENGTHS = {
    name: Article._meta.get_field(name).max_length
    for name in ("headline", "dateline", "canonical_url", "language")
}
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
    """The columns of an article, without its relations, and the problems met on the way.

    `status_if_dated` is what a story without a date becomes where the row it updates has one.
    """

    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    findings: list[tuple[str, str]] = field(default_factory=list)
    status_if_dated: str = ""


class Dating:
    """When a story was published: by its own date, else by the one that the import assumes."""

    def __init__(self, zone: tzinfo, assume: date | str | None, now: datetime):
        self.zone, self.assume, self.now = zone, assume, now

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
        try:
            return min(noon, self.now.replace(microsecond=0)) - timedelta(seconds=record.position)
        except OverflowError:  # on the first day that there is
            return None

    def of(self, record: ArticleRecord) -> datetime | None:
        return self.own(record.published_at) or self.assumed(record)


def content_of(record: ArticleRecord, dating: Dating, site: str, setup) -> Content:
    """Clean a record into columns; `site` is the host of the old system.

    With the setup's `quarantine`, a story in which something hidden was found becomes a draft.
    """
    content = Content({})
    examined = examine(record.body, site)
    # What another Newsroom has stays as it is there: findings are told, and nothing is mended.
    body = html.clean(record.body if record.filed else examined.body)
    text = html.to_text(body)
    content.findings = [(finding.kind, finding.message) for finding in examined.findings]
    plain = html.plain if record.filed else partial(_plain, content=content)
    content.values = {
        "headline": _cut(plain(record.headline), "headline", record, content),
        "summary": plain(record.summary),
        "dateline": _cut(plain(record.dateline), "dateline", record, content),
        "body": body,
        "body_text": text,
        "language": record.language if _is_language(record.language) else setup.language,
        "urgency": record.urgency if record.urgency in range(1, 10) else None,
        "is_featured": record.is_featured,
        "canonical_url": _web_address(record.canonical_url),
        "created_at": _possible(record.created_at, dating),
    }
    _date(record, content, dating, bool(text or "<img" in body))
    if setup.quarantine and any(kind in DOUBTFUL for kind, _ in content.findings):
        if content.values["status"] == Article.Status.PUBLISHED:
            content.values["status"] = Article.Status.DRAFT
        if content.status_if_dated == Article.Status.PUBLISHED:
            content.status_if_dated = Article.Status.DRAFT
    return content


def _date(record, content, dating, has_text):
    """Decide when the story was published, and whether it can be."""
    status = _STATUS[record.status]
    if not has_text and status in (Article.Status.PUBLISHED, Article.Status.REVIEW):
        status = _as_draft(record, content, "The story has no text", "body")
    published_at = dating.of(record)
    earliest = article.EARLIEST_YEAR if record.filed else EARLIEST_YEAR
    if published_at and not _is_possible(published_at, dating.now, earliest):
        message = f"The year {published_at.year} can't be meant"
        status, published_at = _as_draft(record, content, message, "published_at"), None
    elif published_at is None and status in _DATED:
        content.status_if_dated = status
        hint = " Publish it by hand, or import it again with --assume-date."
        status = _as_draft(record, content, "The story has no date", "published_at", hint)
    elif published_at and published_at > dating.now and _is_surprising(record):
        message = f"Dated {published_at:%Y-%m-%d %H:%M %Z}, which is to come: scheduled for then."
        content.problems.append(Problem(record.place, message, "published_at", refused=False))
    embargo = _possible(record.embargo_until, dating)
    is_new = status == Article.Status.PUBLISHED and not record.filed
    if is_new and embargo and published_at < embargo > dating.now:
        published_at = embargo
    modified_at, withdraw_at = dating.own(record.modified_at), _possible(record.withdraw_at, dating)
    usable = modified_at and published_at and published_at < modified_at <= dating.now
    usable = usable or record.filed
    content.values |= {
        "status": status,
        "published_at": published_at,
        "modified_at": modified_at if usable else None,
        "embargo_until": embargo,
        "withdraw_at": withdraw_at
        if not published_at or _after(withdraw_at, published_at)
        else None,
    }


def _after(moment, other):
    return moment is not None and moment > other


def _possible(moment, dating):
    moment = dating.own(moment)
    return moment if moment and _is_possible(moment, dating.now) else None


def _is_surprising(record):
    return record.status == Status.PUBLISHED and not record.filed


def _plain(text, content):
    mended, changed = repaired(text)
    if changed:
        content.findings.append(("mojibake", f"Repaired: “{html.excerpt(mended, 60)}”."))
    return html.plain(mended)


def _cut(text, name, record, content):
    longest = _LENGTHS[name]
    if len(text) > longest:
        message = f"The {name} is longer than {longest} characters and was cut."
        content.problems.append(Problem(record.place, message, name, refused=False))
    return html.excerpt(text, longest)


def _web_address(text):
    is_one = text.startswith(("http://", "https://")) and len(text) <= _LENGTHS["canonical_url"]
    return html.plain(text) if is_one else ""


def _as_draft(record, content, message, name, hint=""):
    text = f"{message}. Imported as a draft.{hint}"
    content.problems.append(Problem(record.place, text, name, refused=False))
    return Article.Status.DRAFT


def _is_possible(moment, now, earliest=EARLIEST_YEAR):
    return earliest <= moment.year and moment <= now + FURTHEST


def _is_language(code):
    return len(code) <= _LENGTHS["language"] and bool(_LANGUAGE.fullmatch(code))


def record_digest(record: ArticleRecord, dating: Dating, is_dated: bool, section: list) -> str:
    """Tell whether a source says the same of a story as the last time.

    Where a story stood on a page, and when the page was saved, is nothing that the source says;
    `section` is what the import makes of its categories.
    """
    digest = _digest(
        record.body,
        record.headline,
        record.summary,
        record.dateline,
        record.status,
        [_iso(dating.own(moment)) for moment in _moments(record)],
        is_dated,
        record.authors,
        record.author_roles,
        [_names(category) for category in record.categories],
        section,
        record.paths,
        record.countries,
        record.tags,
        record.language,
        repr((record.filed, record.lead_image, record.pictures)),
        [record.canonical_url, record.urgency, record.is_featured],
    )
    return marked(digest, record.is_partial)


def _moments(story):
    return story.published_at, story.modified_at, story.embargo_until, story.withdraw_at


def row_digest(article: Article, authors: list, countries: list[int], tags: list[int]) -> str:
    """Tell whether a row is still as an import left it. The relations are given by their ids,
    the authors with their roles."""
    return _digest(
        article.body,
        article.headline,
        article.summary,
        article.dateline,
        article.status,
        [_iso(moment) for moment in _moments(article)],
        article.section_id,
        article.lead_image_id,
        article.language,
        [article.canonical_url, article.urgency, article.is_featured],
        authors,
        sorted(countries),
        sorted(tags),
    )


def _digest(body, *facts):
    told = json.dumps(facts, ensure_ascii=False)
    digest = hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=16)
    digest.update(body.encode("utf-8", "replace"))
    return digest.hexdigest()


def _iso(moment):
    if moment is None or moment.tzinfo is None:
        return moment and moment.isoformat()
    try:
        return moment.astimezone(UTC).isoformat()
    except OverflowError:  # in the first or the last year that there is
        return moment.isoformat()


def _names(category: Category | None):
    names = []
    while category:
        names.append(category.name)
        category = category.parent
    return names

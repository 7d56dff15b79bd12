"""Stories that were born on a site, met again in an export of it.

They have neither source nor external id here; an export names them by the site and
`urn:newsroom:story:N`, N being their primary key. That alone would not do: another site of that
name has an N of its own. The moment of their creation, to the microsecond, settles it; where an
export doesn't tell it (a table, WXR), the slug does with the site's name or the publication.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings

from articles.importing.record import ArticleRecord
from articles.importing.writer.bulk import in_chunks
from articles.importing.writer.content import row_digest
from articles.importing.writer.filing import Filing
from articles.importing.writer.packing import unpacked
from articles.importing.writer.rows import CONTENT, MOMENTS, filed_under
from articles.models import Article, ImportItem, ImportJob, ImportPayload

_IDENTITY = re.compile(r"urn:newsroom:story:(\d{1,18})(?::\d{14})?")


def told_birth(record: ArticleRecord, published_at: datetime | None) -> list | None:
    """Return [key or 0, moment of creation or "", slug, moment of publication or ""], None for a
    story of another system."""
    match = _IDENTITY.fullmatch(record.external_id)
    created = record.created_at.isoformat() if record.created_at else ""
    if not match and not created:
        return None
    published = published_at.isoformat() if published_at else ""
    return [int(match[1]) if match else 0, created, record.slug, published]


def rows_born_here(wanted: Iterable[tuple[str, str, str]], lock=False) -> dict[tuple, Article]:
    """Return the rows that were born here, by the (source, external id) of those that tell of
    them; `wanted` are (source, external id, facts as JSON)."""
    told = [(s, i, json.loads(facts)["born"]) for s, i, facts in wanted if '"born":' in facts]
    found = {}
    for some in in_chunks(told):
        rows = list(_candidates(some, lock))
        by_key = {row.pk: row for row in rows}
        by_id = {row.external_id: row for row in rows if row.external_id and not row.source}
        for source, identity, born in some:
            row = by_key.get(born[0]) or by_id.get(identity)
            if row and row.source in ("", source) and _is_its(row, source, born):
                found[source, identity] = row
    return found


def _candidates(told, lock) -> Iterator[Article]:
    """Rows without a whole name: they lack the source or the id."""
    rows = Article.objects.order_by("pk")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    yield from rows.filter(pk__in=[born[0] for _, _, born in told], external_id="")
    # The condition of the index, in its own words.
    named = rows.filter(source="", external_id__in=[identity for _, identity, _ in told])
    yield from named.exclude(external_id="")


def _is_its(row, source, born):
    _, created, slug, published = born
    if created:
        return row.created_at == datetime.fromisoformat(created)
    is_named = source in (settings.SITE_NAME, row.source)
    return row.slug == slug and (is_named or _is_second(row.published_at, published))


def _is_second(moment, told):
    """Whether it is the same second: WXR knows no parts of it."""
    if not moment or not told:
        return False
    return moment.replace(microsecond=0) == datetime.fromisoformat(told).replace(microsecond=0)


def alike(job: ImportJob, pairs: list[tuple[ImportItem, Article]]) -> set[int]:
    """Return the keys of the rows that are what their items say, of rows that no import wrote, or
    of which an export of a Newsroom tells.

    Without a fingerprint there is nothing else to tell an editor's changes by; and of a story
    that came in from another archive, the fingerprint tells what that one said.
    """
    pairs = [(item, row) for item, row in pairs if row and _is_to_be_compared(item, row)]
    if not pairs:
        return set()
    numbers = [item.number for item, _ in pairs]
    packed = ImportPayload.objects.filter(job=job, number__in=numbers)
    packed = dict(packed.values_list("number", "data"))
    told = {item.number: json.loads(item.facts) for item, _ in pairs}
    filing = Filing()
    filing.load(told.values())
    filed = filed_under([row.pk for _, row in pairs])
    return {
        row.pk
        for item, row in pairs
        if item.number in packed
        and _said(packed[item.number], filing.place(told[item.number]), row)
        == row_digest(row, *filed[row.pk])
    }


def _is_to_be_compared(item, row):
    if not row.import_fingerprint:
        return True
    return '"filed":' in item.facts and not row.import_fingerprint.startswith(item.digest)


def _said(packed, place, row):
    """The digest of what an item says. Which picture of ours leads, and the slug, are the row's."""
    values = unpacked(packed)
    for name in MOMENTS:
        values[name] = values[name] and datetime.fromisoformat(values[name])
    said = Article(**{name: values[name] for name in CONTENT})
    said.section_id, said.lead_image_id, said.slug = place.section, row.lead_image_id, row.slug
    authors = [list(pair) for pair in place.authors]
    return row_digest(said, authors, place.countries, place.tags)

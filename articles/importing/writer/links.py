"""Links in imported bodies to addresses of the old site: led to the stories that had them.

Whichever came first: what no story has had yet waits, and is asked for after each import. What
was led to an address that was only planned is led anew where something came in between.
"""

import json
from collections import defaultdict
from functools import partial

from articles.addresses import address_of
from articles.importing.writer.bulk import in_chunks, update
from articles.importing.writer.content import row_digest
from articles.importing.writer.paths import led
from articles.importing.writer.patience import patiently
from articles.importing.writer.recognition import key_of, rows_of
from articles.importing.writer.rows import filed_under
from articles.models import Article, ArticlePath, ImportJob, OldLink

BATCH = 200


def follow_links(job: ImportJob, on_progress=lambda number: None):
    """Lead the links whose story is here by now to it. Can be done again."""
    met = OldLink.objects.filter(new_href="", path__in=ArticlePath.objects.values("path"))
    stories = met.order_by("article").values_list("article_id", flat=True).distinct()
    for keys in in_chunks(list(stories), BATCH):
        patiently(job, partial(_lead, job, keys))
        on_progress(len(keys))


def lead_anew(job: ImportJob):
    """Mend the links to addresses that stories of this job were to have and have not: another
    story took the slug at the last moment, or the story came to nothing. Can be done again."""
    astray = job.items.filter(kind="story", facts__contains='"planned":').order_by("number")
    for numbers in in_chunks(list(astray.values_list("number", flat=True)), BATCH):
        patiently(job, partial(_mend, job, numbers))


def _mend(job, numbers):
    right = _right(job.items.filter(number__in=numbers))
    paths = {path for _, path in right}
    links = OldLink.objects.filter(job=job, path__in=paths).exclude(new_href="")
    wrong = {link.pk: right[key] for link in links if (key := (link.new_href, link.path)) in right}
    if not wrong:
        return
    stories = {link.article_id for link in links if link.pk in wrong}
    replaced = defaultdict(list)
    # Other links of a story that lead to the same address: each takes its own.
    beside = OldLink.objects.filter(article__in=stories).exclude(new_href="").order_by("pk")
    for link in beside:
        new = wrong.get(link.pk, link.new_href)
        replaced[link.article_id].append((link.new_href, new or link.href))
        link.new_href = new
    rewrite(replaced)
    OldLink.objects.bulk_update(beside, ["new_href"])


def _right(items):
    """Return {(planned address, path): the address that it should have been, "" for none}."""
    items = list(items)
    rows = rows_of([(item.source, item.external_id, item.facts) for item in items])
    right = {}
    for item in items:
        facts, row = json.loads(item.facts), rows.get((item.source, key_of(item.external_id)))
        planned = address_of("story", facts["planned"])
        for path in facts.get("paths", ()):
            right[planned, path] = row.get_absolute_url() if row else ""
    lost = [path for (_, path), address in right.items() if not address]
    known = ArticlePath.objects.filter(path__in=lost).values_list("path", "article__slug")
    known = {path: address_of("story", slug) for path, slug in known}
    return {key: address or known.get(key[1], "") for key, address in right.items()}


def _lead(job, keys):
    links = list(OldLink.objects.filter(article__in=keys, new_href=""))
    paths = ArticlePath.objects.filter(path__in={link.path for link in links})
    slugs = dict(paths.values_list("path", "article__slug"))
    replaced = defaultdict(list)
    known = [link for link in links if link.path in slugs]
    for link in known:
        link.new_href, link.job = address_of("story", slugs[link.path]), job
        replaced[link.article_id].append((link.href, link.new_href))
    rewrite(replaced)
    OldLink.objects.bulk_update(known, ["new_href", "job"])


def rewrite(replaced: dict[int, list[tuple[str, str]]]):
    """Put other addresses into the bodies of stories: {key: [(href, new href), ...]}.

    Of several pairs with one href, each takes one link, and the last those that remain.

    A story that nobody has edited since an import is as that import left it afterwards, too.
    """
    rows = list(
        Article.objects.filter(pk__in=replaced).order_by("pk").select_for_update(of=("self",))
    )
    filed = filed_under([row.pk for row in rows])
    for row in rows:
        untouched = row.import_fingerprint[32:] == row_digest(row, *filed[row.pk])
        row.body = _rewritten(row.body, replaced[row.pk])
        if untouched:
            row.import_fingerprint = row.import_fingerprint[:32] + row_digest(row, *filed[row.pk])
    update(Article, ("body", "import_fingerprint"), rows)


def _rewritten(body, pairs):
    # One may be replaced by what another replaces: all at once.
    for index, (href, _) in enumerate(pairs):
        is_last = href not in (other for other, _ in pairs[index + 1 :])
        body = led(body, href, f"\0{index}", -1 if is_last else 1)
    for index, (_, new) in enumerate(pairs):
        body = led(body, f"\0{index}", new)
    return body

"""Links in imported bodies to addresses of the old site: led to the stories that had them.

Whichever came first: what no story has had yet waits, and is asked for after each import.
"""

from collections import defaultdict
from functools import partial

from articles.addresses import address_of
from articles.importing.writer.apply import Overtaken
from articles.importing.writer.bulk import hold_job, in_chunks, update
from articles.importing.writer.content import row_digest
from articles.importing.writer.paths import led
from articles.importing.writer.patience import patiently
from articles.importing.writer.rows import filed_under
from articles.models import Article, ArticlePath, ImportJob, OldLink

BATCH = 200


def follow_links(job: ImportJob, on_progress=lambda number: None):
    """Lead the links whose story is here by now to it. Can be done again."""
    met = OldLink.objects.filter(new_href="", path__in=ArticlePath.objects.values("path"))
    stories = met.order_by("article").values_list("article_id", flat=True).distinct()
    for keys in in_chunks(list(stories), BATCH):
        patiently(partial(_lead, job, keys))
        on_progress(len(keys))


def _lead(job, keys):
    hold_job(job.pk)
    if not ImportJob.objects.filter(pk=job.pk, token=job.token).exists():
        raise Overtaken
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
        pairs = replaced[row.pk]
        for index, (href, new) in enumerate(pairs):
            is_last = href not in (other for other, _ in pairs[index + 1 :])
            row.body = led(row.body, href, new, -1 if is_last else 1)
        if untouched:
            row.import_fingerprint = row.import_fingerprint[:32] + row_digest(row, *filed[row.pk])
    update(Article, ("body", "import_fingerprint"), rows)

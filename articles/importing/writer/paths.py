"""The old addresses of stories: each is kept once, for the story that had it first."""

from collections.abc import Iterator

from articles.importing.record import ArticleRecord, Problem
from articles.models import Article, ArticlePath, normalise_path
from articles.models.path import MAX_LENGTH


def keep_paths(stories: list[tuple[Article, ArticleRecord]]) -> Iterator[Problem]:
    """Store the addresses that are new, and tell of those that lead to another story.

    Three queries at most, whatever the number of stories.
    """
    wanted = {}
    for article, record in stories:
        for path in _paths(article, record):
            if "://" in path:
                message = "An old address of it can't be understood. Not kept."
                yield Problem(record.place, message, "path", refused=False)
            elif len(path) > MAX_LENGTH:
                message = f"The address {path[:60]}… is longer than {MAX_LENGTH} characters."
                yield Problem(record.place, f"{message} Not kept.", "path", refused=False)
            else:
                wanted.setdefault(path, []).append((article, record))
    if not wanted:
        return
    known = dict(ArticlePath.objects.filter(path__in=wanted).values_list("path", "article_id"))
    new = {path: claims[0][0] for path, claims in wanted.items() if path not in known}
    ArticlePath.objects.bulk_create(
        ArticlePath(path=path, article=article) for path, article in new.items()
    )
    known |= {path: article.pk for path, article in new.items()}
    for path, claims in wanted.items():
        for article, record in claims:
            if known[path] != article.pk:
                message = f"The address {path} leads to another story already."
                yield Problem(record.place, message, "path", refused=False)


def _paths(article, record):
    own = article.get_absolute_url().rstrip("/")
    paths = dict.fromkeys(normalise_path(address) for address in record.paths)
    return [path for path in paths if path not in ("/", own)]

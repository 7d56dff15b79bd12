"""The old addresses of stories: each is kept once, for the story that had it first.

And the links that lead to them: to the story itself, where it is known while a body is written.
"""

from collections.abc import Callable, Iterable, Iterator

from articles.addresses import address_of
from articles.importing.writer.bulk import insert
from articles.models import Article, ArticlePath, ImportItem, ImportJob
from articles.models.path import MAX_LENGTH

MOST_TARGETS = 300_000


def keep_paths(
    job: ImportJob, stories: list[tuple[Article, ImportItem, dict]]
) -> Iterator[tuple[ImportItem, str]]:
    """Store the addresses that are new, and tell, item by item, of those that lead elsewhere.

    Two queries, whatever the number of stories. Of two stories of the job that had one address,
    the first has it, whichever is written first.
    """
    wanted = {}
    for article, item, facts in stories:
        for path in _paths(article, facts):
            if "://" in path:
                yield item, "An old address of it can't be understood. Not kept."
            elif len(path) > MAX_LENGTH:
                message = f"The address {path[:60]}… is longer than {MAX_LENGTH} characters."
                yield item, f"{message} Not kept."
            else:
                wanted.setdefault(path, []).append((article.pk, item))
    if not wanted:
        return
    known = dict(ArticlePath.objects.filter(path__among=wanted).values_list("path", "article_id"))
    new = {path: claims[0][0] for path, claims in wanted.items() if path not in known}
    # In one order, so that two imports don't wait for each other.
    insert(ArticlePath, ("path", "article"), [(path, new[path]) for path in sorted(new)])
    known |= new
    for path, claims in wanted.items():
        for key, item in claims:
            if known[path] == key:
                continue
            loser = item
            if key < known[path] and _is_of(job, known[path]) and _is_of(job, key):
                loser = job.items.get(number=known[path] - job.first_key + 1)
                ArticlePath.objects.filter(path=path).update(article=key)
                known[path] = key
            yield loser, f"The address {path} leads to another story already."


def _is_of(job, key):
    return job.first_key <= key < job.first_key + job.items_number


def _paths(article, facts):
    own = article.get_absolute_url().rstrip("/")
    return [path for path in facts.get("paths", ()) if path not in ("/", own)]


def planned_targets(told: Callable[[str], Iterable[tuple[dict, str]]]) -> dict[str, str]:
    """Return the new address for each old one that a story of an import links to and that another
    story of it had; `told(fact)` gives the facts and the slug of each that has such a fact.

    Of an archive with more links than that, the rest is led when all stories are there.
    """
    wanted = set()
    for facts, _ in told("links"):
        wanted.update(hash(path) for _, path in facts.get("links", ()))
    targets = {}
    if wanted:
        for facts, slug in told("paths"):
            for path in facts.get("paths", ()):
                if hash(path) in wanted and len(targets) < MOST_TARGETS:
                    targets.setdefault(path, address_of("story", slug))
    return targets


def targets_of(stories: list[dict], planned: dict[str, str]) -> dict[str, str]:
    """Return the new address of each old one that these stories link to, as far as it is known."""
    wanted = {path for facts in stories for _, path in facts.get("links", ())}
    if not wanted:
        return {}
    targets = {path: planned[path] for path in wanted if path in planned}
    here = ArticlePath.objects.filter(path__among=wanted).values_list("path", "article__slug")
    # Another site may have had the same paths: what the archive itself has counts for more.
    return {path: address_of("story", slug) for path, slug in here} | targets


def led(body: str, href: str, new: str, number: int = -1) -> str:
    """Return `body` with its links to `href`, or the first `number` of them, leading to `new`."""
    return body.replace(f'href="{href}"', f'href="{new}"', number)

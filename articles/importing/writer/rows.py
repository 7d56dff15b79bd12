"""The rows of stories as imports write them, and as an undo finds them again."""

from datetime import datetime

from articles.importing.writer.bulk import insert
from articles.importing.writer.content import row_digest
from articles.models import Article, ArticlePath, Byline, OldLink, PictureReference

#: The columns that come from a record.
CONTENT = (
    *("headline", "summary", "dateline", "body", "body_text", "language", "status"),
    *("published_at", "modified_at", "embargo_until", "withdraw_at", "urgency", "is_featured"),
    "canonical_url",
)
#: Those of them that are moments, which JSON holds as texts.
MOMENTS = ("published_at", "modified_at", "embargo_until", "withdraw_at")
_REMEMBERED = (*CONTENT, "section_id", "import_fingerprint", "updated_at")


def edited_of(rows):
    """Return the keys of the rows that are no longer as an import left them."""
    if not rows:
        return set()
    filed = filed_under([row.pk for row in rows])
    return {
        row.pk for row in rows if row.import_fingerprint[32:] != row_digest(row, *filed[row.pk])
    }


def filed_under(keys):
    """Return for each story ([[author, role], ...], countries, tags), by primary keys."""
    filed = {key: ([], [], []) for key in keys}
    bylines = Byline.objects.filter(article__in=keys).order_by("article", "position", "pk")
    for key, author, role in bylines.values_list("article_id", "author_id", "role"):
        filed[key][0].append([author, role])
    for index, name in ((1, "country"), (2, "tag")):
        through = (Article.countries if name == "country" else Article.tags).through
        links = through.objects.filter(article__in=keys).order_by("pk")
        for key, row in links.values_list("article_id", f"{name}_id"):
            filed[key][index].append(row)
    return filed


def states_of(articles):
    """Return for each row all that an import may change of it, as plain values."""
    keys = [article.pk for article in articles]
    filed = filed_under(keys)
    states = {
        article.pk: {
            "columns": {name: _plain(getattr(article, name)) for name in _REMEMBERED},
            "filed": filed[article.pk],
            "paths": [],
            "links": [],
            "pictures": [],
        }
        for article in articles
    }
    for row in ArticlePath.objects.filter(article__in=keys):
        states[row.article_id]["paths"].append(row.path)
    for row in OldLink.objects.filter(article__in=keys).order_by("pk"):
        states[row.article_id]["links"].append([row.href, row.path, row.new_href, row.job_id])
    for row in PictureReference.objects.filter(article__in=keys):
        told = [row.role, row.position, row.address, row.alt, row.caption, row.credit]
        states[row.article_id]["pictures"].append(told)
    return states


def _plain(value):
    return value.isoformat() if isinstance(value, datetime) else value


def unfile(articles):
    for through in (Article.countries.through, Article.tags.through, Byline):
        rows = through.objects.filter(article__in=articles)
        rows._raw_delete(rows.db)


def file_stories(placed):
    """Link stories, given as pairs of key and Place, to what they are filed under."""
    insert(
        Article.countries.through,
        ("article", "country"),
        [(key, country) for key, place in placed for country in dict.fromkeys(place.countries)],
    )
    insert(
        Article.tags.through,
        ("article", "tag"),
        [(key, tag) for key, place in placed for tag in place.tags],
    )
    insert(
        Byline,
        ("article", "author", "role", "position"),
        [
            (key, author, role, position)
            for key, place in placed
            for position, (author, role) in enumerate(dict(place.authors).items())
        ],
    )

"""Feeds show of a story only a part of what its archive has: what they don't tell stays.

So do its saved pages, which show it among other things: it stays as the archive told it.

A row shows by its fingerprint whether an archive wrote it last, or a feed. What a feed says of an
archive's story again, in the same words, is nothing new; where the words have changed, they and
the state of the story are all that it changes.
"""

import hashlib

from articles import html
from articles.importing.record import ArticleRecord
from articles.models import Article, ArticlePath, normalise_path

#: What a feed knows nothing of, or only of the feed as a whole.
UNTOLD = (
    *("dateline", "language", "modified_at", "embargo_until", "withdraw_at", "urgency"),
    *("is_featured", "canonical_url"),
)
_MARK = "~"
# A text that is so much shorter is a teaser, and no correction.
_TEASER = 2


def marked(digest: str, is_partial: bool) -> str:
    """Return the digest of a record so that it tells whether that is a part of a story."""
    return _MARK + digest[1:] if is_partial else digest


def unmarked(digest: str) -> str:
    """Return the digest for a row that an archive has written and a feed corrected."""
    return digest.replace(_MARK, "0", 1)


def told(record: ArticleRecord, values: dict) -> list | None:
    """Return the headline, the digest and the length of the words that a feed shows."""
    return [values["headline"], *_words(values["body_text"])] if record.is_partial else None


def is_fuller(row: Article) -> bool:
    """Whether an archive has told more of a story than feeds do."""
    return bool(row.import_fingerprint) and not row.import_fingerprint.startswith(_MARK)


def adds_nothing(part: list, row: Article) -> bool:
    """Whether a feed says of an archive's story what is here already."""
    if not is_fuller(row) or _letters(part[0]) != _letters(row.headline):
        return False
    digest, length = _words(html.to_text(row.body))
    return digest == part[1] or is_teaser(part, length)


def is_teaser(part: list, length: int) -> bool:
    """Whether a feed only shows the beginning of a text of so many letters."""
    return part[2] * _TEASER < length


def length_of(text: str) -> int:
    return len(_letters(text))


def addressed(source: str, external_id: str, facts: dict) -> str:
    """Return the path of a story that is known by its address alone, as those of pages and of
    some feeds are, else ""."""
    path = next(iter(facts.get("paths", ())), "")
    if path in ("", "/"):
        return ""
    if "copy" in facts:
        return path
    is_address = "part" in facts and "://" in external_id
    return path if is_address and normalise_path(external_id) == path else ""


def keys_at(paths: set[str], sources: set[str]) -> dict[tuple[str, str], int]:
    """Return the keys of the stories that have these addresses, by source and path."""
    known = ArticlePath.objects.filter(path__in=paths, article__source__in=sources)
    return {
        (source, path): key
        for source, path, key in known.values_list("article__source", "path", "article_id")
    }


def _words(text):
    letters = _letters(text)
    digest = hashlib.blake2b(letters.encode("utf-8", "replace"), digest_size=8)
    return digest.hexdigest(), len(letters)


def _letters(text):
    # WordPress shows other quotation marks and dashes than it stores.
    return "".join(filter(str.isalnum, text))

"""What WordPress's REST API answers: posts, one or many, as `/wp-json/wp/v2/posts` gives them.

https://developer.wordpress.org/rest-api/reference/posts/
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.json_stream import elements
from articles.importing.record import Problem, Record, Skipped, UnreadableArchive
from articles.importing.wordpress.rest_fields import attachment_of, post_of, site_of
from articles.importing.wordpress.rest_values import text_of
from articles.importing.wordpress.site import source_name
from articles.importing.wordpress.story import SKIPPED_STATUS, STORIES, records_of

_BEGINNING = re.compile(r"\s*[\[{]")
_RENDERED = re.compile(
    r'"(?:guid|title|content|excerpt|caption)"\s*:\s*\{\s*"(?:rendered|raw|protected)"\s*:'
)


def _recognises(opening: Opening) -> bool:
    is_json = _BEGINNING.match(opening.text) is not None
    return is_json and _RENDERED.search(opening.text) is not None


def _head(file: BinaryIO, options: Options) -> str:
    """The address of the site that the first object is from."""
    for found in elements(file, options.encoding):
        if not isinstance(found, Problem):
            return site_of(found[1])
    return ""


def _cut(file: BinaryIO, head: str, options: Options) -> Iterator[Piece | Problem]:
    count = 0
    for found in elements(file, options.encoding):
        count += 1
        if isinstance(found, Problem):
            yield found
        else:
            place, value = found
            yield Piece(value, place)
    if not count:
        raise UnreadableArchive("There is no object in this JSON file.")


def _read(piece: Piece, head: str, options: Options) -> Iterator[Record]:
    value: dict[str, Any] = piece.data
    kind, status = text_of(value.get("type")) or "post", text_of(value.get("status"))
    if kind == "attachment" and status != "trash":
        yield attachment_of(value, piece.place) or Skipped("attachment", piece.place)
    elif "title" not in value and "content" not in value:
        message = "This is no post of WordPress: it has neither a title nor a content. Left out."
        yield Problem(piece.place, message)
    elif kind not in STORIES:
        yield Skipped(kind, piece.place)
    elif status in SKIPPED_STATUS:
        yield Skipped(SKIPPED_STATUS[status], piece.place)
    else:
        post = post_of(value, head)
        if _is_numbered_only(value, post):
            message = (
                "Its author and categories are only numbers here, and are left out (told once). "
                "Fetch the posts with ?_embed to have their names."
            )
            yield Problem(piece.place, message, "authors", refused=False, once=True)
        yield from records_of(post, piece.place)


def _is_numbered_only(value, post):
    told = value.get("author") or value.get("categories")
    return bool(told) and "_embedded" not in value and not post.filing.authors


REST = Format(
    name="wp-json",
    title="posts from WordPress's REST API (JSON)",
    recognises=_recognises,
    head=_head,
    source=source_name,
    cut=_cut,
    read=_read,
)

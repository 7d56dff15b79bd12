"""Exports of Ghost: its tables in one JSON file, posts with what joins them to tags and people."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from typing import Any, BinaryIO

from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.json_stream import Element, members, parsed
from articles.importing.record import (
    ArticleRecord,
    Category,
    Problem,
    Record,
    Skipped,
    Status,
    UnreadableArchive,
)
from articles.importing.tabular.cells import line_of, text_of
from articles.importing.tabular.headers import table_of
from articles.importing.tabular.row import row_of
from articles.importing.tabular.story import records_of

_BEGIN = re.compile(r'\s*\{\s*"(?:db"\s*:\s*\[\s*\{|meta"\s*:\s*\{\s*"exported_on")')
_THROUGH = frozenset(["db", "data"])
_JOINS = frozenset("posts_authors posts_tags posts_meta tags users settings".split())
_COLUMNS = {
    "external_id": ("uuid", "id"),
    "headline": ("title",),
    "body": ("html", "plaintext"),
    "summary": ("custom_excerpt",),
    "slug": ("slug",),
    "status": ("status",),
    "published_at": ("published_at",),
    "created": ("created_at",),
    "modified_at": ("updated_at",),
    "lead_image": ("feature_image", "image"),
    "lead_image_alt": ("feature_image_alt",),
    "lead_image_caption": ("feature_image_caption",),
    "canonical_url": ("canonical_url",),
    "is_featured": ("featured",),
    "language": ("locale", "language"),
    "authors": ("authors",),
}
_TABLE = replace(
    table_of([name for names in _COLUMNS.values() for name in names], {}),
    columns=tuple(name for names in _COLUMNS.values() for name in names),
)
# Where the address of a picture or link begins that is on the site itself.
_SITE = "__GHOST_URL__"
_STATUS = {"sent": Status.PUBLISHED}


def _recognises(opening: Opening) -> bool:
    is_export = _BEGIN.match(opening.text) and re.search(r'"(?:posts|data)"\s*:', opening.text)
    return bool(is_export)


def _head(file: BinaryIO, options: Options) -> dict[str, Any]:
    """Return the address of the site, which the export may not say, and its title."""
    found = {"title": "", "is_one": False}
    for name, element in _members(file, options, frozenset(["settings", "posts"])):
        if name == "posts":
            found["is_one"] = True
        elif element.value.get("key") == "title":
            found["title"] = line_of(element.value.get("value"))
        if found["is_one"] and found["title"]:
            break
    if not found["is_one"]:
        raise UnreadableArchive("There are no posts in this export of Ghost.")
    return found


def _members(file, options, names):
    for found in members(file, names, _THROUGH, options.encoding):
        if not isinstance(found, Problem):
            yield found


class _Joins:
    """Whom and what the posts are joined to: names by the number of a post, in their order."""

    def __init__(self, file, options):
        self.names, self.about = {}, {}
        self.authors, self.tags = defaultdict(list), defaultdict(list)
        for table, element in _members(file, options, _JOINS):
            self._add(table, element.value)

    def _add(self, table, row):
        post = text_of(row.get("post_id"))
        order = text_of(row.get("sort_order")).zfill(4)
        if table in ("users", "tags"):
            self.names[table, text_of(row.get("id"))] = line_of(row.get("name"))
        elif table == "posts_authors":
            self.authors[post].append((order, text_of(row.get("author_id"))))
        elif table == "posts_tags":
            self.tags[post].append((order, text_of(row.get("tag_id"))))
        elif table == "posts_meta":
            kept = ("feature_image_alt", "feature_image_caption")
            self.about[post] = {name: text_of(row.get(name)) for name in kept if row.get(name)}

    def of(self, value: dict[str, Any]) -> dict[str, Any]:
        """What the tables know of a post, beside its own row."""
        post = text_of(value.get("id"))
        authors = self.authors.get(post) or [("", text_of(value.get("author_id")))]
        return {
            "authors": self._named("users", authors),
            # A tag that begins with # is for editors alone.
            "tags": [
                name for name in self._named("tags", self.tags.get(post, ())) if name[0] != "#"
            ],
            **self.about.get(post, {}),
        }

    def _named(self, table, joined):
        names = (self.names.get((table, number), "") for _, number in sorted(joined))
        return [name for name in names if name]


def _cut(file: BinaryIO, head: Any, options: Options) -> Iterator[Piece | Problem]:
    joins = _Joins(file, options)
    file.seek(0)
    for found in members(file, frozenset(["posts"]), _THROUGH, options.encoding):
        if isinstance(found, Problem):
            yield found
        else:
            element: Element = found[1]
            yield Piece({"post": element.text, **joins.of(element.value)}, element.place)


def _read(piece: Piece, head: Any, options: Options) -> Iterator[Record]:
    post = parsed(piece.data["post"], piece.place)
    if isinstance(post, Problem):
        yield post
        return
    if text_of(post.get("type")) == "page" or text_of(post.get("page")) in ("true", "1"):
        yield Skipped("page", piece.place)
        return
    post |= {name: value for name, value in piece.data.items() if name not in ("post", "tags")}
    values = [_without_site(post.get(column)) for column in _TABLE.columns]
    for record in records_of(row_of(values, piece.place, _TABLE)):
        yield _finished(record, post, piece) if isinstance(record, ArticleRecord) else record


def _without_site(value):
    return value.replace(_SITE, "") if isinstance(value, str) else value


def _finished(record, post, piece):
    """The first tag is a post's primary one: Ghost has no sections."""
    first, *others = piece.data["tags"] or [""]
    status = _STATUS.get(text_of(post.get("status")), record.status)
    if text_of(post.get("visibility")) not in ("", "public"):
        status = Status.DRAFT
    return replace(
        record,
        status=status,
        published_at=_utc(record.published_at),
        modified_at=_utc(record.modified_at),
        categories=(Category(first),) if first else (),
        tags=tuple(others),
        paths=(f"/{record.slug}/",) if record.slug else (),
    )


def _utc(moment):
    """Ghost keeps no other times."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


GHOST = Format(
    name="ghost",
    title="an export of Ghost",
    recognises=_recognises,
    head=_head,
    cut=_cut,
    read=_read,
)

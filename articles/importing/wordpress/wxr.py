"""WordPress exports (WXR 1.0 to 1.2, and what other programs write under that name)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import BinaryIO

from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.record import (
    ArticleRecord,
    Problem,
    Record,
    Skipped,
    Status,
    UnreadableArchive,
)
from articles.importing.wordpress.fields import attachment_of, fragment_of, post_of
from articles.importing.wordpress.item import Item
from articles.importing.wordpress.items import LONGEST_ITEM, head_of, items
from articles.importing.wordpress.site import Site, needed, source_name
from articles.importing.wordpress.story import SKIPPED_STATUS, STORIES, records_of
from articles.importing.wordpress.xml import Envelope

_KINDS = {"nav_menu_item": "menu entry"}
_ELEMENTS = frozenset(["rss", "rdf:RDF", "channel", "item"])
_WORDPRESS = re.compile(r"wordpress\.org/export/|<wp:\w+|<wp:wxr_version")
# What a server said before the export began is no part of it.
_LATE_START = re.compile(r"<rss\b[^<>]*wordpress\.org/export/[^<>]*>\s*<channel\b")
_SERVER_WORDS = frozenset(["", "br", "b"])


def _recognises(opening: Opening) -> bool:
    if opening.element in _ELEMENTS:
        return _WORDPRESS.search(opening.text) is not None
    if opening.element not in _SERVER_WORDS or opening.text.lstrip()[:1] in ("{", "["):
        return False
    return _LATE_START.search(opening.text) is not None


def _head(file: BinaryIO, options: Options) -> bytes:
    return needed(head_of(file))


@lru_cache(maxsize=4)
def _known(head: bytes, encoding: str) -> tuple[Envelope, Site]:
    envelope = Envelope(head, encoding)
    return envelope, Site(envelope, head)


def _source(head: bytes) -> str:
    return source_name(_known(head, "")[1].address)


def _cut(file: BinaryIO, head: bytes, options: Options) -> Iterator[Piece | Problem]:
    count = 0
    for found in items(file):
        count += isinstance(found, Piece)
        yield found
    if not count and not _known(head, options.encoding)[1].is_one:
        raise UnreadableArchive("There is no <rss>, <channel> or <item> in this XML file.")


def _read(piece: Piece, head: bytes, options: Options) -> Iterator[Record]:
    """Yield the story or the attachment of an item, or what kept it from being one."""
    ending, data = piece.data
    if ending == "long":
        megabytes = LONGEST_ITEM >> 20
        yield Problem(piece.place, f"This item is longer than {megabytes} MB. Left out.")
    elif ending == "cut":
        message = "The file ends in the middle of this item. Get a whole copy."
        yield Problem(piece.place, message)
    else:
        envelope, site = _known(head, options.encoding)
        text, codec = envelope.text(data)
        if codec:
            message = f"Not in the encoding that the file declares; read as {codec}."
            yield Problem(piece.place, message, refused=False, once=True)
        if ending == "unclosed":
            text += "</item>"
        element, trouble = envelope.parse(text)
        item = Item(element if element is not None else ())
        yield from _item(item, site, piece.place, trouble)


def _item(item, site, place, trouble):
    status = item["wp:status"]
    if item.kind == "attachment" and status != "trash":
        yield attachment_of(item, place) or Skipped("attachment", place)
    elif item.kind == "wp_block" and status not in SKIPPED_STATUS:
        yield fragment_of(item, place) or Skipped(item.kind, place)
    elif item.kind not in STORIES:
        yield Skipped(_KINDS.get(item.kind, item.kind), place)
    elif status in SKIPPED_STATUS:
        yield Skipped(SKIPPED_STATUS[status], place)
    elif trouble:
        yield from _damaged(item, site, place, trouble)
    else:
        yield from records_of(post_of(item, site), place)


def _damaged(item, site, place, trouble):
    """What a recovering parser saved may lack its end, so nobody reads it unchecked."""
    saved = list(records_of(post_of(item, site), place))
    story = saved[-1] if saved else None
    if isinstance(story, ArticleRecord) and item["content:encoded"]:
        message = f"The XML of this item is damaged ({trouble}). Imported as a draft: compare."
        yield from saved[:-1]
        yield Problem(place, message, refused=False)
        yield replace(story, status=Status.DRAFT)
    else:
        yield Problem(place, f"The XML of this item is damaged ({trouble}). Left out.")


WXR = Format(
    name="wxr",
    title="a WordPress export (WXR)",
    recognises=_recognises,
    head=_head,
    source=_source,
    cut=_cut,
    read=_read,
)

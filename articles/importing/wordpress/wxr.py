"""WordPress exports (WXR 1.0 to 1.2, and what other programs write under that name)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.record import Problem, Record, Skipped
from articles.importing.wordpress.fields import attachment_of, fragment_of, post_of
from articles.importing.wordpress.item import Item
from articles.importing.wordpress.site import Site, site_of, source_name
from articles.importing.wordpress.story import SKIPPED_STATUS, STORIES, records_of
from articles.importing.wordpress.xml import Envelope, envelope_of
from articles.importing.xml.codecs import text_of
from articles.importing.xml.cutting import LONGEST_HEAD, Items
from articles.importing.xml.parsing import doubted

_ITEMS = Items(lambda opening: b"item")
_NOTHING = "There is no <rss>, <channel> or <item> in this XML file."
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


def _head(file: BinaryIO, options: Options) -> tuple[Envelope, Site]:
    head = _ITEMS.head(file, options.encoding, LONGEST_HEAD)
    envelope = envelope_of(head, options.encoding)
    return envelope, site_of(envelope, head)


def _source(head: tuple[Envelope, Site]) -> str:
    return source_name(head[1].address)


def _cut(
    file: BinaryIO, head: tuple[Envelope, Site], options: Options
) -> Iterator[Piece | Problem]:
    return _ITEMS.cut(file, options.encoding, "" if head[1].is_one else _NOTHING)


def _read(piece: Piece, head: tuple[Envelope, Site], options: Options) -> Iterator[Record]:
    """Yield the story or the attachment of an item, or what kept it from being one."""
    envelope, site = head
    text, doubts = text_of(piece, envelope.codec)
    yield from doubts
    element, trouble = envelope.parse(text)
    yield from _told(Item(element if element is not None else ()), site, piece.place, trouble)


def _told(item, site, place, trouble):
    status = item["wp:status"]
    if item.kind == "attachment" and status != "trash":
        yield attachment_of(item, place) or Skipped("attachment", place)
    elif item.kind == "wp_block" and status not in SKIPPED_STATUS:
        yield fragment_of(item, place) or Skipped(item.kind, place)
    elif item.kind not in STORIES:
        yield Skipped(_KINDS.get(item.kind, item.kind), place)
    elif status in SKIPPED_STATUS:
        yield Skipped(SKIPPED_STATUS[status], place)
    else:
        found = records_of(post_of(item, site), place)
        yield from doubted(found, place, trouble) if trouble else found


WXR = Format(
    name="wxr",
    title="a WordPress export (WXR)",
    recognises=_recognises,
    head=_head,
    source=_source,
    cut=_cut,
    read=_read,
)

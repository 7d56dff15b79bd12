"""RSS (0.9x, 1.0, 2.0), Atom (0.3, 1.0) and CDF, Blogger's exports among them."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, BinaryIO

from articles.importing.addresses import host_of
from articles.importing.feeds.aside import entry_in, set_aside
from articles.importing.feeds.channel import Channel, channel_of, understood
from articles.importing.feeds.entries import ENTRIES
from articles.importing.feeds.entry import records
from articles.importing.feeds.xml import from_fields, parsed
from articles.importing.feeds.xml_entry import entry_of
from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.record import ArticleRecord, Problem, Record, Skipped
from articles.importing.xml.codecs import text_of
from articles.importing.xml.parsing import doubted

_WORDPRESS = re.compile(
    r"""xmlns:\w+\s*=\s*["']https?://wordpress\.org/export/|<wp:(?:wxr_version|post_\w+|author)>"""
)
_ATOM = re.compile(r"w3\.org/2005/atom|purl\.org/(?:atom|echo|pie)|example\.com/n", re.IGNORECASE)
_RSS_1 = re.compile(r"purl\.org/rss/1\.|my\.netscape\.com/rdf", re.IGNORECASE)
_ROOTS = re.compile(r"""<rss\b[^<>]*\bversion\s*=|<feed\s[^<>]*w3\.org/2005/Atom["']""")
# What a server said before the feed began: warnings of PHP, blank lines, a stray sign.
_BEFORE = 4000
_NOTHING = "There is no <rss>, <feed> or <channel> in this XML file."
_MENDED = "The XML of some entries is damaged; each of their fields could be read (told once)."
# feedparser leaves what it can't do with a field to Python.
_TROUBLES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


def _recognises(opening: Opening) -> bool:
    name = opening.element.rpartition(":")[2].lower()
    if _WORDPRESS.search(opening.text):
        return False
    if name == "rss":
        return True
    if name == "rdf":
        return _RSS_1.search(opening.text) is not None
    if name in ("feed", "entry"):
        is_bare = not opening.namespace and "<entry" in opening.text
        return _ATOM.search(opening.namespace) is not None or (is_bare and name == "feed")
    if name == "channel":
        return re.search("<(?:item|title)[\\s>]", opening.text, re.IGNORECASE) is not None
    is_text = name in ("", "br", "b") and not opening.text.lstrip().startswith(("{", "[", '"'))
    return is_text and _ROOTS.search(opening.text[:_BEFORE]) is not None


def _head(file: BinaryIO, options: Options) -> dict[str, Any]:
    return asdict(channel_of(ENTRIES.head(file, options.encoding), options.encoding))


def _source(head: dict[str, Any]) -> str:
    return host_of(head["link"])


def _cut(file: BinaryIO, head: dict[str, Any], options: Options) -> Iterator[Piece | Problem]:
    found = ENTRIES.cut(file, options.encoding, "" if head["is_one"] else _NOTHING)
    first = next(found, None)
    if first is not None:
        yield first
    elif not head["is_ended"]:
        yield Problem("line 1", "The file ends before its first entry. Get a whole copy.")
    yield from found


def _read(piece: Piece, head: dict[str, Any], options: Options) -> Iterator[Record]:
    channel = Channel(**head)
    text, doubts = text_of(piece, channel.codec)
    yield from doubts
    tree, trouble = parsed(channel.opening, text, channel.closing)
    if tree is None:
        yield from _damaged(text, trouble, piece.place, channel)
    else:
        yield from _told(tree, piece.place, channel)


def _damaged(text, trouble, place, channel):
    text, is_whole = from_fields(text)
    tree, _ = parsed(channel.opening, text, channel.closing)
    found = [] if tree is None else list(_told(tree, place, channel))
    if is_whole and found and isinstance(found[-1], ArticleRecord) and found[-1].body:
        yield Problem(place, _MENDED, refused=False, once=True)
        yield from found
    else:
        yield from doubted(found, place, trouble, "entry")


def _told(tree, place, channel):
    entry = entry_in(tree)
    if entry is None:
        yield Problem(place, "This is no entry of a feed. Left out.")
        return
    aside = set_aside(entry)
    if aside.kind:
        yield Skipped(aside.kind, place)
        return
    try:
        told = entry_of(dict(understood(tree)["entries"][0]), aside, channel)
    except _TROUBLES as error:
        yield Problem(place, f"This entry can't be understood ({error}). Left out.")
        return
    yield from records(told, place)


FEED = Format(
    name="feed",
    title="an RSS or Atom feed",
    recognises=_recognises,
    head=_head,
    source=_source,
    cut=_cut,
    read=_read,
)

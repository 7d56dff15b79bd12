"""RSS (0.9x, 1.0, 2.0), Atom (0.3, 1.0) and CDF, Blogger's exports among them."""

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import chain, islice
from typing import Any, BinaryIO

from articles.importing.feeds.aside import entry_in, set_aside
from articles.importing.feeds.channel import Channel, channel_of, decoded, understood
from articles.importing.feeds.cutting import LONGEST, declared_codec, parts
from articles.importing.feeds.entry import records
from articles.importing.feeds.texts import host_of
from articles.importing.feeds.xml import from_fields, parsed
from articles.importing.feeds.xml_entry import entry_of
from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.record import (
    ArticleRecord,
    Problem,
    Record,
    Skipped,
    Status,
    UnreadableArchive,
)

_WORDPRESS = re.compile(
    r"""xmlns:\w+\s*=\s*["']https?://wordpress\.org/export/|<wp:(?:wxr_version|post_\w+|author)>"""
)
_ATOM = re.compile(r"w3\.org/2005/atom|purl\.org/(?:atom|echo|pie)|example\.com/n", re.IGNORECASE)
_RSS_1 = re.compile(r"purl\.org/rss/1\.|my\.netscape\.com/rdf", re.IGNORECASE)
_ROOTS = re.compile(r"""<rss\b[^<>]*\bversion\s*=|<feed\s[^<>]*w3\.org/2005/Atom["']""")
# What a server said before the feed began: warnings of PHP, blank lines, a stray sign.
_BEFORE = 4000
_ENDED = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>|/>\s*\Z", re.IGNORECASE)
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
    head = next(parts(file, options.encoding)).data
    codec = declared_codec(head, options.encoding)
    # Those were recoded in cutting.
    is_wide = codec.startswith(("utf-16", "utf-32", "utf_16", "utf_32"))
    return asdict(channel_of(head, "utf-8" if is_wide else codec))


def _source(head: dict[str, Any]) -> str:
    return host_of(head["link"])


def _cut(file: BinaryIO, head: dict[str, Any], options: Options) -> Iterator[Piece | Problem]:
    opening, *others = islice(found := parts(file, options.encoding), 2)
    if not others and not head["is_one"]:
        raise UnreadableArchive("There is no <rss>, <feed> or <channel> in this XML file.")
    if not others and not _ENDED.search(opening.data):
        yield Problem("line 1", "The file ends before its first entry. Get a whole copy.")
    line = 0
    for number, part in enumerate(chain(others, found), start=1):
        # On the line of the one before, its number tells it.
        place = f"line {part.line}" + (f", entry {number}" if part.line == line else "")
        line = part.line
        yield _trouble(part, place) or Piece(_closed(part), place)


def _closed(part):
    name = re.match(rb"<([\w.:-]+)", part.data)[1]
    return part.data + (b"</%b>" % name if part.ending == "unclosed" else b"")


def _trouble(part, place):
    messages = {
        "long": f"This entry is longer than {LONGEST >> 20} MB. Left out.",
        "cut": "The file ends in the middle of this entry. Get a whole copy.",
        "unread": f"The file can't be read further ({part.data[:200].decode(errors='replace')}). "
        "What came before is complete.",
    }
    return Problem(place, messages[part.ending]) if part.ending in messages else None


def _read(piece: Piece, head: dict[str, Any], options: Options) -> Iterator[Record]:
    channel = Channel(**head)
    text, codec = decoded(piece.data, channel.codec)
    if codec:
        message = f"Not in the encoding that the file declares; read as {codec}."
        yield Problem(piece.place, message, refused=False, once=True)
    tree, trouble = parsed(channel.opening, text, channel.closing)
    if tree is None:
        yield from _damaged(text, trouble, piece.place, channel)
    else:
        yield from _told(tree, piece.place, channel)


def _damaged(text, trouble, place, channel):
    text, is_whole = from_fields(text)
    tree, _ = parsed(channel.opening, text, channel.closing)
    found = [] if tree is None else list(_told(tree, place, channel))
    story = found[-1] if found else None
    if isinstance(story, Skipped):
        yield story
    elif not isinstance(story, ArticleRecord) or not story.body:
        yield Problem(place, f"The XML of this entry is damaged ({trouble}). Left out.")
    elif is_whole:
        yield Problem(place, _MENDED, refused=False, once=True)
        yield from found
    else:
        message = f"The XML of this entry is damaged ({trouble}). Imported as a draft: compare."
        yield Problem(place, message, refused=False)
        yield from found[:-1]
        yield replace(story, status=Status.DRAFT)


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

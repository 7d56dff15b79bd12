"""JSON Feed 1.0 and 1.1 (jsonfeed.org), an item of its list at a time."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from articles.importing.addresses import host_of
from articles.importing.encoding import decode
from articles.importing.feeds.entry import Entry, records
from articles.importing.feeds.files import File, kind_of
from articles.importing.feeds.people import person_named
from articles.importing.feeds.texts import Text, is_web_address, one_line, whole_address
from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.json_stream import parsed, raw_elements
from articles.importing.record import Problem, Record

_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')
_OWN_KEYS = re.compile(r'"(home_page_url|feed_url|content_html|content_text|date_published)"\s*:')
# What is said of a feed as a whole may stand after its items; in a longer file, before.
_SAMPLE = 16 << 20
_KEY = re.compile(r'[\s,{]*("(?:[^"\\]|\\.)*")\s*:\s*')
_MOST_KEYS = 100
_MOST_FILES = 200


def _recognises(opening: Opening) -> bool:
    if not opening.text.lstrip().startswith("{"):
        return False
    keys = {match[1] for match in _OWN_KEYS.finditer(opening.text)}
    is_told = _VERSION.search(opening.text) is not None
    return is_told or ('"items"' in opening.text and len(keys) > 2)


def _head(file: BinaryIO, options: Options) -> dict[str, Any]:
    data = file.read(_SAMPLE)
    text = data.decode(options.encoding, "replace") if options.encoding else decode(data)
    feed = _about(text.removeprefix("\ufeff"))
    return {
        "link": _string(feed.get("home_page_url")) or _string(feed.get("feed_url")),
        "language": _string(feed.get("language")),
        "authors": _people(feed),
    }


def _about(text):
    """What the object at the beginning of `text` says, as far as it can be read."""
    decoder, found, position = json.JSONDecoder(strict=False), {}, 0
    while (key := _KEY.match(text, position)) and len(found) < _MOST_KEYS:
        try:
            name, _ = decoder.raw_decode(key[1])
            found[name], position = decoder.raw_decode(text, key.end())
        except (ValueError, RecursionError):
            break
    return found


def _source(head: dict[str, Any]) -> str:
    return host_of(head["link"])


def _cut(file: BinaryIO, head: dict[str, Any], options: Options) -> Iterator[Piece | Problem]:
    for found in raw_elements(file, options.encoding):
        if isinstance(found, Problem):
            yield found
        elif "items" not in found.value:
            # With that key it is the feed itself, and has none.
            yield Piece(found.text, found.place)


def _read(piece: Piece, head: dict[str, Any], options: Options) -> Iterator[Record]:
    item = parsed(piece.data, piece.place)
    if isinstance(item, Problem):
        yield item
    else:
        yield from records(_entry(item, head), piece.place)


def _entry(item, head):
    address = whole_address(head["link"], _string(item.get("url")))
    base = address or head["link"]
    html, text = _string(item.get("content_html")), _string(item.get("content_text"))
    return Entry(
        external_id=_string(item.get("id")),
        title=Text(_string(item.get("title")), is_html=False),
        content=Text(html or text, bool(html), base),
        summary=Text(_string(item.get("summary")), is_html=False),
        addresses=(address,) if is_web_address(address) else (),
        published=_string(item.get("date_published")),
        updated=_string(item.get("date_modified")),
        people=tuple(_people(item) or head["authors"]),
        tags=_tags(item),
        files=tuple(_files(item, base)),
        language=_string(item.get("language")) or head["language"],
    )


def _string(value):
    """A text, or the number that some write for an id."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value.strip() if isinstance(value, str) else str(value) if is_number else ""


def _list(value):
    return value if isinstance(value, list) else [value]


def _people(told):
    """The names of `authors` (1.1), else of `author` (1.0)."""
    authors = _list(told.get("authors") or told.get("author"))
    names = (_string(author.get("name")) for author in authors if isinstance(author, dict))
    return list(dict.fromkeys(filter(None, map(person_named, names))))


def _tags(item):
    tags = (one_line(Text(_string(tag), is_html=False)) for tag in _list(item.get("tags")))
    return tuple(dict.fromkeys(filter(None, tags)))


def _files(item, base):
    for key in ("image", "banner_image"):
        yield from _file({"url": item.get(key), "mime_type": "image"}, base)
    for attachment in _list(item.get("attachments"))[:_MOST_FILES]:
        if isinstance(attachment, dict):
            yield from _file(attachment, base)


def _file(attachment, base):
    address = whole_address(base, _string(attachment.get("url")))
    title = one_line(Text(_string(attachment.get("title")), is_html=False))
    if is_web_address(address):
        kind = kind_of(address, _string(attachment.get("mime_type")))
        yield File(address, kind, title=title, is_enclosed=True)


JSON_FEED = Format(
    name="json-feed",
    title="a JSON Feed",
    recognises=_recognises,
    head=_head,
    source=_source,
    cut=_cut,
    read=_read,
)

"""The head of an XML feed: what its entries have around them, and what they take from it."""

import re
from dataclasses import dataclass, replace
from io import BytesIO

import feedparser
from lxml import etree

from articles.importing.feeds.people import person
from articles.importing.feeds.xml import name_of, parsed, tag
from articles.importing.spans import without_comments
from articles.importing.xml.codecs import codec_of_items, decoded

_START = re.compile(
    r"""<((?:[\w.-]+:)?(?:rss|rdf|feed|channel))((?:\s(?:[^<>"']|"[^"]*"|'[^']*')*+)?)>""",
    re.IGNORECASE,
)
_ENDED = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>|/>\s*\Z", re.IGNORECASE)
# The rest is for other readers, and costs time.
_TOLD = frozenset(["channel", "link", "language", "dc:language"])


@dataclass(frozen=True, slots=True)
class Channel:
    """What stands before the entries of a feed.

    An entry between `opening` and `closing` is a feed by itself. `authors` are those of entries
    that name none. `is_one`: there is the begin of a feed, `is_ended`: its end, too.
    """

    is_one: bool = False
    is_ended: bool = False
    codec: str = "utf-8"
    opening: str = "<feed>"
    closing: str = "</feed>"
    link: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()


def channel_of(head: bytes, encoding: str) -> Channel:
    """Read what stands before the first entry of a feed; `encoding` is what a person says of it."""
    codec = codec_of_items(head, encoding)
    text, _ = decoded(head, codec)
    text = without_comments(text)
    root = _START.search(text)
    if root is None:
        return Channel(codec=codec, opening=tag("feed", "", declared=True))
    name, start = root[1], root.end()
    opening, closing = tag(name, root[2], declared=True), f"</{name}>"
    if name.lower().endswith("rss"):
        channel = _START.search(text, start)
        attributes, start = (channel[2], channel.end()) if channel else ("", start)
        opening, closing = f"{opening}{tag('channel', attributes)}", f"</channel>{closing}"
    inner = _before_end(text[start:], closing)
    tree, _ = parsed(opening, inner, closing)
    channel = Channel(True, _ENDED.search(text) is not None, codec, opening, closing)
    return channel if tree is None else _told(tree, channel)


def _told(tree, channel):
    authors = _authors(tree)
    for parent in [tree, *tree.iter("{*}channel")]:
        for child in list(parent):
            if name_of(child) not in _TOLD:
                parent.remove(child)
    feed = understood(tree)["feed"]
    language = feed.get("language", "")
    return replace(channel, link=_link(feed), language=language, authors=authors)


def _link(feed):
    """The address of the site; of the feed, where that is all it says in full."""
    own = [link.get("href") or "" for link in feed.get("links", ()) if link.get("rel") == "self"]
    whole = (
        link for link in (feed.get("link") or "", *own) if link.startswith(("http:", "https:"))
    )
    return next(whole, "")


def _before_end(text, closing):
    name = re.escape(closing[2:].partition(">")[0])
    return re.split(rf"</{name}\s*>", text, maxsplit=1)[0]


def _authors(tree):
    """Those of an Atom feed are the authors of its entries (RFC 4287, 4.2.1); of RSS, not: there
    they stand deeper."""
    found = (child for child in tree if name_of(child) == "author")
    return tuple(filter(None, map(person, found)))


def understood(tree: "etree._Element") -> dict:
    """What feedparser makes of a document that is well-formed: it is given bytes, for it would
    open a text that is an address."""
    return feedparser.parse(
        BytesIO(etree.tostring(tree, encoding="utf-8", xml_declaration=True)),
        sanitize_html=False,
        resolve_relative_uris=False,
    )

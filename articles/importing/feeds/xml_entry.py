"""An entry of an XML feed: what feedparser found, and what was set aside, put together."""

import re
from dataclasses import replace
from itertools import islice
from typing import Any

from articles.importing.feeds.aside import Aside
from articles.importing.feeds.channel import Channel
from articles.importing.feeds.entry import Entry
from articles.importing.feeds.files import File, kind_of
from articles.importing.feeds.texts import Text, is_web_address, whole_address

_MOST_FILES = 200
# What a feed files entries under that nobody filed, and terms that are no words.
_NO_TAG = re.compile(r"uncategori[sz]ed|без рубрики|https?://\S+", re.IGNORECASE)


def entry_of(found: dict[str, Any], aside: Aside, channel: Channel) -> Entry:
    """Return what an entry says, to feedparser (`found`) and beside it."""
    addresses = _addresses(found, aside, channel)
    sections = _named(aside.sections)
    base = next((address for address in addresses if is_web_address(address)), channel.link)
    return Entry(
        external_id=found.get("id") or "",
        title=_text(found.get("title_detail", {}), base),
        content=_content(found, base),
        summary=_text(found.get("summary_detail", {}), base),
        addresses=addresses,
        published=found.get("published") or "",
        updated=found.get("updated") or found.get("created") or "",
        people=tuple(aside.people) or ((aside.house,) if aside.house else channel.authors),
        section=next(iter(sections), ""),
        tags=(*sections[1:], *(tag for tag in _named(aside.tags) if tag not in sections)),
        files=tuple(islice(_files(found, aside, base), _MOST_FILES)),
        language=aside.language or _language(found) or channel.language,
        status=aside.status,
    )


def _named(names):
    """Those names that somebody gave, each once."""
    return tuple(dict.fromkeys(name for name in names if name and not _NO_TAG.fullmatch(name)))


def _addresses(found, aside, channel):
    """Its own address, then others; feedparser takes an id for a link if there is none."""
    linked = [link.get("href") for link in found.get("links", ())]
    own = found.get("link") if found.get("link") in linked else ""
    own = aside.original or own
    every = (whole_address(channel.link, own) if own else "", *aside.addresses)
    return tuple(dict.fromkeys(filter(_is_address, every)))


def _is_address(text):
    return is_web_address(text) or (text.startswith("/") and not re.search(r"\s", text))


def _text(detail, base):
    is_html = detail.get("type", "text/html") in ("text/html", "application/xhtml+xml")
    own_base = whole_address(base, detail.get("base") or "")
    return Text(detail.get("value") or "", is_html, own_base or base)


def _content(found, base):
    """The longest text, if there are several; what is no text was not meant to be read."""
    texts = [
        _text(detail, base)
        for detail in found.get("content", ())
        if detail.get("type") in ("text/plain", "text/html", "application/xhtml+xml")
    ]
    return max(texts, key=lambda text: len(text.value), default=Text())


def _language(found):
    details = [*found.get("content", ())]
    details += [found.get(name, {}) for name in ("summary_detail", "title_detail")]
    return next((detail["language"] for detail in details if detail.get("language")), "")


def _files(found, aside, base):
    """What has a caption and a credit first, and the badge of a podcast last."""
    enclosed = [
        File(
            link.get("href") or "",
            kind_of(link.get("href") or "", link.get("type") or ""),
            title=link.get("title") or "",
            is_enclosed=True,
        )
        for link in found.get("links", ())
        if link.get("rel") == "enclosure"
    ]
    for file in (*aside.media, *enclosed, *aside.pictures):
        address = whole_address(base, file.address)
        if is_web_address(address):
            yield replace(file, address=address)

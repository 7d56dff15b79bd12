"""WordPress exports (WXR 1.0 to 1.2, and what other programs write under that name)."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from articles.importing.record import (
    ArticleRecord,
    Problem,
    Record,
    Skipped,
    Status,
    UnreadableArchive,
)
from articles.importing.wordpress import body_of, one_language, plain
from articles.importing.wxr_items import LONGEST_ITEM, Piece, pieces
from articles.importing.wxr_site import Site
from articles.importing.wxr_story import (
    Item,
    dates_of,
    digest_id,
    fallback_id,
    identity,
    terms_of,
)
from articles.importing.wxr_xml import Envelope

_KINDS = {"attachment": "attachment", "nav_menu_item": "menu entry", "page": "page"}
_SKIPPED_STATUS = {"trash": "post in the bin", "auto-draft": "empty draft", "inherit": "revision"}
_STATUS = {
    "publish": Status.PUBLISHED,
    "future": Status.SCHEDULED,
    "draft": Status.DRAFT,
    "pending": Status.REVIEW,
    "private": Status.DRAFT,
    "": Status.PUBLISHED,
}
_HEADLINE_WORDS = 12


def read(file: BinaryIO) -> Iterator[Record]:
    """Yield the posts of an export in their order; pages, attachments and the like as Skipped.

    Raises UnreadableArchive when the file has neither a channel nor an item.
    """
    line, reader = 1, None
    try:
        for piece in pieces(file):
            line = piece.line
            if reader is None:
                reader = _Reader(piece.data)
            else:
                yield from reader.records(piece)
    except (EOFError, zlib.error, OSError) as error:
        message = f"The file can't be read further ({error}). What came before is complete."
        yield Problem(f"line {line}", message)
    if reader is None or reader.is_empty:
        raise UnreadableArchive("There is no <rss>, <channel> or <item> in this XML file.")


def site_of(file: BinaryIO) -> str:
    """Return the address of the site that an export came from, "" when the file doesn't say."""
    head = next(pieces(file)).data
    return Site(Envelope(head), head).address


class _Reader:
    """What one pass over a file remembers: its head, the ids seen, what was told once."""

    def __init__(self, head: bytes):
        self.envelope = Envelope(head)
        self.site = Site(self.envelope, head)
        self.seen, self.told, self.items = set(), set(), 0

    @property
    def is_empty(self):
        return not self.site.is_one and not self.items

    def records(self, piece: Piece) -> Iterator[Record]:
        self.items += 1
        place = f"line {piece.line}"
        if piece.ending == "long":
            megabytes = LONGEST_ITEM >> 20
            yield Problem(place, f"This item is longer than {megabytes} MB. Left out.")
        elif piece.ending == "cut":
            yield Problem(place, "The file ends in the middle of this item. Get a whole copy.")
        else:
            yield from self._item(piece, place)

    def _item(self, piece, place):
        text, codec = self.envelope.text(piece.data)
        if codec:
            message = f"Not in the encoding that the file declares; read as {codec}."
            yield from self._once(place, message)
        if piece.ending == "unclosed":
            text += "</item>"
        element, trouble = self.envelope.parse(text)
        item = Item(element if element is not None else ())
        skipped = _kind_to_skip(item)
        if skipped:
            yield Skipped(skipped, place)
        elif trouble:
            yield from self._damaged(item, place, trouble)
        else:
            yield from self._post(item, place)

    def _damaged(self, item, place, trouble):
        """What a recovering parser saved may lack its end, so nobody reads it unchecked."""
        saved = list(self._post(item, place))
        story = saved[-1] if saved else None
        if isinstance(story, ArticleRecord) and item["content:encoded"]:
            message = f"The XML of this item is damaged ({trouble}). Imported as a draft: compare."
            yield from saved[:-1]
            yield Problem(place, message, refused=False)
            yield replace(story, status=Status.DRAFT)
        else:
            yield Problem(place, f"The XML of this item is damaged ({trouble}). Left out.")

    def _post(self, item, place):
        body = body_of(one_language(item.content, self.site.language))
        headline = plain(one_language(item["title"], self.site.language))
        if not headline and not body.text:
            yield Problem(place, "This post has neither a headline nor a text. Left out.")
            return
        external_id, is_taken = self._unseen(item)
        if not external_id:
            yield Problem(place, "This post stands in the file twice. Imported once.", "guid")
            return
        if is_taken:
            yield Problem(place, "Another post has its id; told apart by text.", "guid", False)
        status, doubt = _status_of(item)
        published_at, modified_at, wrong_date = dates_of(item)
        yield from self._doubts(place, headline, doubt, wrong_date, body.dropped)
        categories, tags, authors = terms_of(item, self.site)
        yield ArticleRecord(
            external_id=external_id,
            headline=headline or _opening(body.text),
            body=body.html,
            place=place,
            summary=plain(one_language(item["excerpt:encoded"], self.site.language)) or body.lead,
            slug=item.slug,
            status=status,
            # WordPress dates a draft by its last save.
            published_at=published_at if status not in (Status.DRAFT, Status.REVIEW) else None,
            modified_at=modified_at if published_at and modified_at != published_at else None,
            authors=authors,
            categories=categories,
            tags=tags,
            paths=item.paths(),
            language=self.site.language,
        )

    def _unseen(self, item):
        """Return an id that no earlier post has, and whether its own was taken; "" for a twin."""
        fallback, text = fallback_id(item, self.site), digest_id(item)
        own = identity(item) or fallback
        # Numbers, not texts: a million of them must not be felt.
        free = [name for name in (own, fallback, text) if hash(name) not in self.seen]
        if hash(own) in self.seen and hash(text) in self.seen:
            return "", True
        self.seen.update((hash(free[0]), hash(text)))
        return free[0], free[0] == text != own

    def _doubts(self, place, headline, doubt, wrong_date, dropped):
        if not headline:
            yield Problem(
                place, "The headline is empty; the first words were taken.", "headline", False
            )
        if doubt:
            yield Problem(place, doubt, "status", False)
        if wrong_date:
            yield Problem(place, f"“{wrong_date}” is not a date.", "published_at", False)
        for name in dropped:
            message = f"The shortcode [{name}] says nothing here and was left out (told once)."
            yield from self._once(place, message)

    def _once(self, place, message):
        if message not in self.told:
            self.told.add(message)
            yield Problem(place, message, refused=False)


def _kind_to_skip(item):
    if item.kind != "post":
        return _KINDS.get(item.kind, item.kind)
    return _SKIPPED_STATUS.get(item["wp:status"], "")


def _status_of(item):
    status = item["wp:status"]
    if item["wp:post_password"]:
        return Status.DRAFT, "Protected by a password there. Imported as a draft."
    if status == "private":
        return Status.DRAFT, "Private there. Imported as a draft."
    if status not in _STATUS:
        return Status.DRAFT, f"The status “{status}” is not known. Imported as a draft."
    return _STATUS[status], ""


def _opening(text):
    words = text.split()
    return " ".join(words[:_HEADLINE_WORDS]) + ("…" if len(words) > _HEADLINE_WORDS else "")

"""A saved page to the record of its story: each fact from the voice of the page that knows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from articles.importing.headline import first_words
from articles.importing.pages import kind
from articles.importing.pages.body import Body, body_of
from articles.importing.pages.document import Document, NoPage, document
from articles.importing.pages.facts import believed
from articles.importing.pages.h_entry import h_entry
from articles.importing.pages.headline import headline as chosen_headline
from articles.importing.pages.linked_data import linked_data
from articles.importing.pages.listed import listed
from articles.importing.pages.media import Media
from articles.importing.pages.meta import is_house_picture, meta, microdata
from articles.importing.pages.moments import moment, moment_in
from articles.importing.pages.names import names
from articles.importing.pages.visible import date_in_address, letters, title_of, visible
from articles.importing.record import ArticleRecord, Category, Problem, Record, Skipped

_CUT = re.compile(r"\s*(?:\[?(?:…|\.\.\.|&hellip;)\]?)\s*$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LONGEST_TAG, _LONGEST_HEADLINE = 80, 1_000
# What may stand before the first words of a text.
_DATELINE = 80


@dataclass(frozen=True, slots=True)
class Capture:
    """A page as it was saved: its bytes, and what the archive it was in says of it.

    `encoding` is the one that the server told; `day` and `version` are of the capture. `losses`
    say what of the page is not there.
    """

    data: bytes
    address: str = ""
    encoding: str = ""
    day: date | None = None
    version: int = 0
    losses: tuple[str, ...] = ()


def records(capture: Capture, place: str, encoding: str = "") -> Iterator[Record]:
    """Yield the story of a page, those of a listing page, or what kind of page it is instead.

    `encoding` is the one that the person who imports names.
    """
    try:
        page = document(capture.data, capture.address, capture.encoding, encoding)
    except NoPage as error:
        yield Problem(place, str(error)) if str(error) else _without_story(place, capture.losses)
        return
    yield from _Page(page, capture, place).records()


class _Page:
    """The voices of one page: JSON-LD, <meta>, microdata or microformats, what is shown."""

    def __init__(self, page: Document, capture: Capture, place: str):
        self.page, self.capture, self.place = page, capture, place
        self.title = title_of(page.root)
        said = meta(page.root)
        marked = believed(microdata(page.root), h_entry(page.root))
        addresses = tuple(filter(None, (page.address, *map(page.whole, said.addresses))))
        self.data = linked_data(page.root, self.title, addresses)
        self.voices = [self.data, said, marked]
        self.media = Media(page)
        page.without_hidden()
        self.voices.append(visible(page.root, self.title))
        self.facts = believed(*self.voices)
        self.addresses = self._addresses()
        self.headline = self._headline()

    def records(self) -> Iterator[Record]:
        listing = None if self.data.is_story else listed(self.page, self.place)
        losses = (*self.capture.losses, *self.page.losses)
        if listing is not None:
            yield from _told(losses, self.place)
            yield from listing
            return
        body = self._body()
        skipped = kind.kind_to_skip(
            self.page.root,
            body.text,
            body.linked,
            (self.headline, self.title),
            self._own(),
            told=self._is_told(),
            shown=bool(self.voices[3].headline),
            named=self.voices[1].is_story,
        )
        if skipped == kind.NO_STORY:
            yield _without_story(self.place, losses)
            return
        yield from _told(losses, self.place)
        if skipped:
            yield Skipped(skipped, self.place)
            return
        published_at, doubt = self._published()
        for message in self.page.doubts:
            yield Problem(self.place, message, "body", refused=False)
        if doubt:
            yield Problem(self.place, doubt, "published_at", refused=False)
        if not self.headline:
            message = "The page has no headline; the first words were taken."
            yield Problem(self.place, message, "headline", refused=False)
        yield self._record(body, published_at)

    def _record(self, body, published_at):
        facts = self.facts
        return ArticleRecord(
            external_id=next(iter(self.addresses), ""),
            headline=self.headline or first_words(body.text),
            body=body.html,
            place=self.place,
            summary=_summary(facts.summary, body.text),
            published_at=published_at,
            modified_at=self._modified(published_at),
            authors=self._authors(body.authors),
            categories=(Category(facts.section),) if facts.section else (),
            tags=self._tags(),
            paths=self.addresses,
            lead_image=body.lead,
            canonical_url=self._canonical(),
            version=self._version(),
            captured_on=self.capture.day,
            language=self._language(),
            is_copy=True,
        )

    def _is_told(self):
        """Whether the page calls itself a story in more than the word that every page has."""
        data, said, marked, _ = self.voices
        return data.is_story or (said.is_story and bool(said.published)) or marked.is_story

    def _headline(self):
        said = believed(*self.voices[:2]).headline[:_LONGEST_HEADLINE]
        hosts = {urlsplit(address).hostname or "" for address in self.addresses}
        return chosen_headline(said, self.voices[3].headline, self.title, self.facts.site, hosts)

    def _body(self) -> Body:
        facts = self.facts
        lead = facts.image
        if lead:
            address = self.page.whole(lead.address)
            is_one = address.startswith("http") and not is_house_picture(address)
            lead = replace(lead, address=address) if is_one else None
        bylines = [*self._authors(), *(name for voice in self.voices for name in voice.authors)]
        above = (self.headline, self.title, *bylines)
        return body_of(self.page, self.media, facts, above, lead)

    # Names

    def _authors(self, signed=()):
        """Of the first voice that names a person; else of the first that names the house."""
        named = [names(voice.authors, self.facts.site) for voice in self.voices]
        named.insert(1, signed)
        house = letters(self.facts.site)
        people = [
            found for found in named if found and {letters(name) for name in found} != {house}
        ]
        return next(iter(people or filter(None, named)), ())

    def _tags(self):
        known = {letters(self.headline), letters(self.facts.site), ""}
        return tuple(
            tag for tag in self.facts.tags if letters(tag) not in known and len(tag) <= _LONGEST_TAG
        )

    def _language(self):
        said = (voice.language.replace("_", "-") for voice in self.voices)
        return next((code for code in said if _LANGUAGE.fullmatch(code)), "")

    # Moments

    def _published(self) -> tuple[datetime | None, str]:
        """When the story was published, and what was wrong with what the page says of it."""
        own = [voice.published for voice in self.voices if voice.published]
        found, doubt = _first_moment(own)
        if found is None:
            found, _ = _first_moment(
                [self.title, *map(date_in_address, self.addresses)], sure=False
            )
        if found is not None and found.time() == datetime.min.time() and found.tzinfo is None:
            found = self._with_time(found, own)
        if doubt and found:
            doubt += f"; {found:%Y-%m-%d}, which the page says elsewhere, was taken"
        return found, f"{doubt}." if doubt else ""

    def _with_time(self, day, own):
        """The time of a day, where another voice tells both."""
        for text in own[1:]:
            found, _ = _first_moment([text])
            if found is not None and found.date() == day.date():
                return found
        return day

    def _modified(self, published_at):
        found, _ = _first_moment([voice.modified for voice in self.voices if voice.modified])
        if found is None or published_at is None:
            return found
        if found.tzinfo is None or published_at.tzinfo is None:
            published_at = published_at.replace(tzinfo=found.tzinfo)
        return found if found > published_at else None

    # Addresses

    def _addresses(self):
        """Where the story was, the address that tells it from others first."""
        own = self.page.address.partition("#")[0]
        found = [self.page.whole(address).partition("#")[0] for address in self.facts.addresses]
        found = [f"http://{each}" if each.startswith("www.") else each for each in found]
        found = [each for each in found if each.startswith(("http", "/"))]
        found = [address for address in found if not _is_root(address) or address == own]
        host = _host(own) or next(filter(None, map(_host, found)), "")
        here = [address for address in found if _host(address) in ("", host)]
        # Some sites name one canonical address on all their pages.
        is_own = own in found or found[:1] != here[:1]
        return tuple(dict.fromkeys(filter(None, (*([own] if is_own else here[:1]), own, *here))))

    def _own(self):
        return self.page.address or next(iter(self.addresses), "") or self._said_root()

    def _said_root(self):
        """A home page's own address is no story's."""
        return next(iter(map(self.page.whole, self.facts.addresses)), "")

    def _canonical(self):
        """Where the story first appeared, if not on the site that the page is of."""
        said = next(iter(map(self.page.whole, self.facts.addresses)), "")
        host = _host(self.page.address)
        return said if host and _host(said) not in ("", host) else ""

    def _version(self):
        """A copy at another address (AMP, for the printer, page 2) never outweighs the page."""
        own = _bare(self.page.address)
        return self.capture.version if own == _bare(next(iter(self.addresses), "")) else 0


def _told(losses, place):
    return (Problem(place, f"{loss} Compare.", "body", refused=False) for loss in losses)


def _without_story(place, losses):
    """A page without a story; one that had one perhaps, before something was lost."""
    if not losses:
        return Skipped(kind.NO_STORY, place)
    return Problem(place, f"{losses[0]} No story is left of it.", "body")


def _first_moment(texts, sure=True):
    doubt = ""
    for text in texts:
        try:
            found = moment(text) if sure else moment_in(text)
        except ValueError as error:
            doubt = doubt or str(error)
            continue
        if found is not None:
            return found, doubt
    return None, doubt


def _host(address):
    host = urlsplit(address).hostname or ""
    for prefix in ("www.", "m.", "mobile.", "amp."):
        host = host.removeprefix(prefix)
    return host


def _bare(address):
    """What two addresses of one page have in common."""
    parts = urlsplit(address)
    return _host(address), parts.path.rstrip("/"), parts.query


def _is_root(address):
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def _summary(said, text):
    """What the page says the story is about, unless that is nothing but how its text begins."""
    begin = letters(_CUT.sub("", said))
    return "" if begin in letters(text[: 2 * len(said) + _DATELINE]) else said

"""ninjs, news in JSON: versions 1 (lower case), 2 and 3 (camel case), Superdesk's own, and dpa's
digitalwires."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from articles.importing.addresses import slug_in
from articles.importing.agency.digitalwires import as_ninjs, is_digitalwires
from articles.importing.agency.item import Item, restricting
from articles.importing.agency.ninjs_body import body_of
from articles.importing.agency.ninjs_keys import recognises
from articles.importing.agency.ninjs_pictures import attachment_of, pictures_of
from articles.importing.agency.ninjs_topics import Topics, located_of
from articles.importing.agency.ninjs_values import Object, line, word
from articles.importing.agency.prose import plain
from articles.importing.agency.roles import MAIN_HEADLINES, OTHER_HEADLINES, chosen
from articles.importing.agency.story import is_withdrawn, records
from articles.importing.format import Format, Options, Piece
from articles.importing.json_stream import elements
from articles.importing.names import names_in
from articles.importing.record import ArticleRecord, Problem, Record, Skipped, Status

_TEXTS = ("", "text", "composite", "component", "story", "article", "preformatted")
_KINDS = ("picture", "graphic", "video", "audio", "planning", "event", "composite", "component")
_SUMMARIES = ("summary", "abstract", "lead", "teaser", "standfirst", "text", "html", "xhtml", "")
_NO_SUMMARY = ("caption", "writer", "alt")
_WROTE = ("author", "writer", "by", "byline", "creator", "reporter")


def cut(file: BinaryIO, head: Any, options: Options) -> Iterator[Piece | Problem]:
    """Yield the objects of the file; those that some services wrap into an answer by themselves."""
    for found in elements(file, options.encoding):
        if isinstance(found, Problem):
            yield found
            continue
        place, value = found
        items = list(_unwrapped(value))
        for number, item in enumerate(items, start=1):
            yield Piece(item, f"{place}, item {number}" if len(items) > 1 else place)


def _unwrapped(value):
    """The items in what AP (`data`, `item`) and the BBC (`item`) put around theirs."""
    inner = value.get("data", value.get("item", value.get("_items")))
    if is_digitalwires(value.keys()):
        yield as_ninjs(value)
    elif "uri" in value or "guid" in value or not isinstance(inner, (dict, list)):
        yield value
    elif isinstance(inner, dict):
        yield from _unwrapped(inner)
    else:
        for item in inner:
            if isinstance(item, dict):
                yield from _unwrapped(item)


def read(piece: Piece, head: Any, options: Options) -> Iterator[Record]:
    item, place = Object(piece.data), piece.place
    kind = _kind(item)
    story = item_of(item, place)
    if kind in _KINDS and not (kind in _TEXTS and (story.body or is_withdrawn(story))):
        attachment = attachment_of(item, place) if kind in ("picture", "graphic") else None
        if attachment:
            yield attachment
        yield Skipped("package" if kind == "composite" else kind, place)
        return
    for record in records(story):
        if isinstance(record, ArticleRecord) and kind not in _TEXTS:
            message = f"Items of the type “{kind[:60]}” are not known. Imported as a draft."
            yield Problem(place, message, "status", refused=False)
            record = replace(record, status=Status.DRAFT)
        yield record


def _kind(item):
    """The type; of an event, or a plan, that doesn't say so, what it tells of."""
    kind = line(item["type"]).lower()
    if kind:
        return kind
    if item["plannedcoverage"]:
        return "planning"
    return "event" if item["eventdetails"] else ""


def item_of(item: Object, place: str) -> Item:
    """Return what an item says, whatever its version."""
    topics = Topics(item)
    identifier, paths = _identity(item)
    body, place_in_text = body_of(item)
    authors, roles = _authors(item)
    return Item(
        place,
        id=identifier,
        slug=next(filter(None, map(slug_in, paths)), ""),
        headline=chosen(_by_role(item.by_role("headline")), MAIN_HEADLINES, OTHER_HEADLINES),
        title=plain(line(item["title"])),
        summary=chosen(_by_role(item.by_role("description")), _SUMMARIES, _NO_SUMMARY),
        body=body,
        elsewhere=_text_elsewhere(item),
        dateline=line(item["dateline"]) or place_in_text,
        located=located_of(item),
        authors=authors,
        author_roles=roles,
        language=line(item["language"]),
        status=word(item["pubstatus"]),
        urgency=line(item["urgency"]),
        version=line(item["version"]),
        created=_created(item),
        changed=line(item["versioncreated"]),
        embargo=word(item["embargoed"]) or word(item["embargoeduntil"]),
        categories=topics.sections(),
        tags=topics.topics(),
        countries=topics.countries(),
        paths=paths,
        canonical_url=_canonical(item),
        pictures=pictures_of(item, body),
        notes=[plain(note) for note in item.texts("ednote")],
        terms=_terms(item),
    )


def _identity(item):
    """The id, and the addresses where the story is to be found."""
    uri = line(item["uri"]) or line(item["guid"]) or line(item["_id"])
    name, _, session = uri.partition("?")
    # AP adds the token of whoever asked, and the state of the item.
    if "et=" in session and "qt=" in session:
        return name, []
    addresses = [uri, _canonical(item), *(value for _, value in item.alternate_ids())]
    return uri, [found for found in addresses if found.startswith(("http://", "https://"))]


def _canonical(item):
    names = ("canonical", "canonicalurl", "canonical_url")
    given = next(filter(None, (line(item[name]) for name in names)), "")
    others = (value for role, value in item.alternate_ids() if "canonical" in role)
    found = given or next(others, "")
    return found if found.startswith(("http://", "https://")) else ""


def _created(item):
    names = ("firstpublished", "firstcreated", "contentcreated")
    return tuple(filter(None, (line(item[name]) for name in names)))


def _by_role(found):
    texts = {}
    for role, _, text in found:
        texts.setdefault(role, plain(text))
    return texts


def _text_elsewhere(item):
    """AP names the address of a text instead of sending it."""
    for name, rendition in item.named_objects("renditions"):
        if "nitf" in name.lower() or line(rendition["mimetype"]).startswith("text/"):
            return line(rendition["href"])
    return ""


def _authors(item):
    """Those whom the byline names; else people and authors who are said to have written it."""
    known = [plain(line(author["name"])) for author in item.objects("authors")]
    for name in ("byline", "by"):
        names = names_in(plain(line(item[name])), known)
        if names:
            return names, ("",) * len(names)
    found = {}
    for byline in item.objects("bylines"):
        said = next(filter(None, (line(byline[name]) for name in ("byline", "by", "name"))), "")
        found.update(dict.fromkeys(names_in(plain(said)), ""))
    for person in item.objects("people", "person", "creator", "creators"):
        if line(person["rel"]).lower() in _WROTE:
            found.update(dict.fromkeys(names_in(line(person["name"])), ""))
    for author in item.objects("authors"):
        role = line(author["role"]).lower()
        names = names_in(line(author["name"]))
        found.update(dict.fromkeys(names, "" if role in _WROTE else role))
    return tuple(found), tuple(found.values())


def _terms(item):
    terms = [plain(text) for text in item.texts("usageterms")]
    # A single word, with which a form was filled, says nothing.
    said = [text for text in terms if " " in text]
    return said + restricting(*(plain(text) for text in item.texts("copyrightnotice")))


NINJS = Format(
    name="ninjs",
    title="a news item in ninjs",
    recognises=recognises,
    cut=cut,
    read=read,
)

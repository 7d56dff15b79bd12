"""NewsML-G2: a news item by itself, or many in a news message; packages and the like are told."""

import re

from lxml import etree

from articles.importing.agency import infomaker, nitf
from articles.importing.agency.body import content, marked_up, quoted
from articles.importing.agency.concepts import Concepts
from articles.importing.agency.item import Item, restricting
from articles.importing.agency.newsml_g2_parts import (
    PICTURES,
    concept_of,
    largest,
    last_of,
    linked,
    part,
    picture_item,
    text_elsewhere,
)
from articles.importing.agency.prose import plain
from articles.importing.agency.reading import codec, cutter, reader
from articles.importing.agency.roles import MAIN_HEADLINES, OTHER_HEADLINES, SUBHEADLINES, chosen
from articles.importing.agency.story import is_withdrawn, records
from articles.importing.agency.ttnitf import byline
from articles.importing.agency.xml import local, text_of, texts_of, value_of
from articles.importing.format import Format, Opening
from articles.importing.names import names_in
from articles.importing.record import Picture, Skipped

_KINDS = {
    "packageItem": "package",
    "knowledgeItem": "knowledge item",
    "conceptItem": "concept",
    "planningItem": "planning",
    "catalogItem": "catalog",
}
_ELEMENTS = ("newsItem", *_KINDS)
_NAMESPACE = "http://iptc.org/std/nar/"
_TEXTS = ("", "text", "composite")
_NO_SUMMARY = ("caption", "note")
_ACCOUNT = re.compile(r"[a-z\d]+|\S+\.\S*")
_AUTHOR_ROLES = ("", "author", "writer", "reporter", "byline", "journalist")


def recognises(opening: Opening) -> bool:
    if local(opening.element) not in ("newsMessage", *_ELEMENTS):
        return False
    return opening.namespace.startswith(_NAMESPACE) or "NewsML-G2" in opening.text


def _records(element, place):
    if element.tag in _KINDS:
        yield Skipped(_KINDS[element.tag], place)
        return
    kind = concept_of(element, "itemMeta/itemClass")
    if kind in PICTURES:
        yield from picture_item(element, place)
    if kind not in _TEXTS:
        yield Skipped(kind, place)
        return
    item = item_of(element, place)
    if kind == "composite" and not (item.body or is_withdrawn(item)):
        yield Skipped("package", place)
    else:
        yield from records(item)


def item_of(element: etree._Element, place: str) -> Item:
    """Return what a text item says."""
    meta, about = (part(element, name) for name in ("itemMeta", "contentMeta"))
    language = value_of(about, "language", "tag") or element.get("lang", "")
    concepts = Concepts(element, language)
    item = Item(
        place,
        id=" ".join(element.get("guid", "").split()),
        headline=_headline(about, language),
        title=text_of(meta, "title"),
        summary=_summary(about, language),
        dateline=text_of(about, "dateline"),
        located=concepts.place_name(about.find("located")),
        language=language,
        status=concept_of(meta, "pubStatus"),
        urgency=text_of(about, "urgency"),
        version=element.get("version", ""),
        created=_moments(meta, about),
        changed=text_of(meta, "versionCreated"),
        embargo=text_of(meta, "embargoed"),
        categories=concepts.sections(),
        tags=concepts.topics(),
        countries=concepts.countries(),
        notes=_notes(meta, language),
        terms=_terms(element, language),
    )
    item.authors = _authors(about, ("by",))
    infomaker.tell(item, element)
    _tell_content(item, element)
    item.authors = item.authors or _authors(about, ("creator", "contributor"))
    item.summary = item.summary or _subheadline(about, language)
    return item


def _moments(meta, about):
    return tuple(filter(None, [text_of(meta, "firstCreated"), text_of(about, "contentCreated")]))


def _headline(about, language):
    """The main headline; one whose role is not known before none, but not one beneath it."""
    elements = about.findall("headline")
    found = {}
    for element in [*_in_language(elements, language), *elements]:
        found.setdefault(last_of(element.get("role", "")), text_of(element))
    return chosen(found, MAIN_HEADLINES, OTHER_HEADLINES)


def _subheadline(about, language):
    """The line beneath the headline: the standfirst of an item that has no other."""
    lines = (
        text_of(found)
        for found in _in_language(about.findall("headline"), language)
        if last_of(found.get("role", "")) in SUBHEADLINES
    )
    return next(filter(None, lines), "")


def _in_language(elements, language):
    """Those elements that are in the language, or say nothing; all, where none is."""
    fitting = [
        element
        for element in elements
        if element.get("lang", language)[:2].lower() == language[:2].lower()
    ]
    return fitting or elements


def _summary(about, language):
    descriptions = _in_language(about.findall("description"), language)
    for description in descriptions:
        if last_of(description.get("role", "")) not in _NO_SUMMARY and text_of(description):
            return plain(text_of(description))
    return ""


def _authors(about, names):
    """The names of those who wrote it; accounts of a newsroom's system are no names."""
    found, known = [], [text_of(name) for name in about.iterfind("creator/name")]
    for name in names:
        for element in about.iterfind(name):
            if last_of(element.get("role", "")) in _AUTHOR_ROLES:
                own = element.find("name") if name != "by" else element
                found.extend(names_in(text_of(own), known if name == "by" else ()))
        if found:
            break
    return tuple(dict.fromkeys(name for name in found if not _ACCOUNT.fullmatch(name)))


def _notes(meta, language):
    """Notes to editors, without the agency's own signature under them."""
    notes = meta.findall("edNote") + meta.findall("ednote")
    skipped = ("closingline", "closing", "notepad", "picture")
    return [
        text_of(note)
        for note in _in_language(notes, language)
        if last_of(note.get("role", "")) not in skipped
    ]


def _terms(element, language):
    rights = part(element, "rightsInfo")
    terms = [text_of(found) for found in _in_language(rights.findall("usageTerms"), language)]
    return [term for term in terms if term] + restricting(*texts_of(rights, "copyrightNotice"))


def _tell_content(item, element):
    """Take the text in the best of its forms, and the pictures."""
    for found in element.iterfind("contentSet/inlineXML"):
        item.authors = item.authors or names_in(byline(found))
        html, document = content(found)
        item.body = item.body or html
        if document is not None:
            nitf.tell(item, document)
            item.title = item.title or text_of(document, "head/title")
    for found in element.iterfind("contentSet/inlineData"):
        item.body = item.body or _inline(found)
    item.elsewhere = text_elsewhere(element)
    item.pictures += linked(element)
    shown = largest(element)
    item.lead_image = Picture(shown) if shown else None


def _inline(data):
    if data.get("encoding"):
        # Binary data, packed as text.
        return ""
    text = data.text or ""
    return marked_up(text) if "html" in data.get("contenttype", "") else quoted(text)[0]


NEWSML_G2 = Format(
    name="newsml-g2",
    title="a news item in NewsML-G2",
    recognises=recognises,
    head=codec,
    cut=cutter(_ELEMENTS, "There is no item in this NewsML-G2 file."),
    read=reader(_records),
)

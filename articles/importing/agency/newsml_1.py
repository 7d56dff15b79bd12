"""NewsML 1.0 to 1.2: news items of components in components, one of which is the text."""

import re

from lxml import etree

from articles.importing.agency import nitf
from articles.importing.agency.body import content
from articles.importing.agency.item import Item, restricting
from articles.importing.agency.newsml_1_lines import Lines, formal_name
from articles.importing.agency.newsml_1_metadata import Metadata
from articles.importing.agency.newsml_1_pictures import PICTURE_KINDS, pictures
from articles.importing.agency.newsml_1_texts import (
    main_text,
    media_type,
    text_elsewhere,
    translations,
)
from articles.importing.agency.prose import plain
from articles.importing.agency.reading import codec, cutter, reader
from articles.importing.agency.story import records
from articles.importing.agency.xml import local, text_of, texts_of, value_of
from articles.importing.format import Format, Opening
from articles.importing.names import names_in
from articles.importing.record import Problem, Skipped

# `urn:newsml:wire.example:20240301:T1`, and what some agencies write for all their items.
_NAMES_ITEM = re.compile(r"urn:newsml:[^:\s]+:[^:\s]+:\S+")
_NAMES_PROVIDER = re.compile(r"urn:newsml:[^:\s]*")
# What an item without a text is, by what its contents say they are.
_KINDS = {
    "video": ("video",),
    "audio": ("audio",),
    "graphic": ("graphic",),
    "picture": PICTURE_KINDS,
}


def recognises(opening: Opening) -> bool:
    return local(opening.element) == "NewsML"


def _records(element, place):
    if element.find("NewsComponent") is None and element.find("Update") is not None:
        message = "This item only corrects parts of an earlier one. Left out: correct it by hand."
        yield Problem(place, message)
        return
    text = main_text(element)
    status = formal_name(element, "NewsManagement/Status")
    is_known = text is not None or status.casefold() in ("canceled", "cancelled")
    if not is_known and not text_elsewhere(element):
        yield Skipped(_kind(element), place)
        return
    yield from records(item_of(element, text, place))
    for other in translations(element, text):
        item = item_of(element, other, place)
        item.id = item.id and f"{item.id}:{item.language}"
        yield from records(item)


def _kind(element):
    """What an item without a text is."""
    kinds = [media_type(found) for found in element.iter("ContentItem")]
    for kind, names in _KINDS.items():
        if any(name in found for found in kinds for name in names):
            return kind
    is_package = element.find(".//NewsItemRef") is not None
    return "package" if is_package else "item without text"


def item_of(element: etree._Element, text: etree._Element | None, place: str) -> Item:
    """Return what a news item says, and of its components those that hold the text."""
    around = list(text.iterancestors("NewsComponent")) if text is not None else []
    lines = Lines(element, around)
    metadata = Metadata(element, around)
    management = element.find("NewsManagement")
    management = management if management is not None else etree.Element("NewsManagement")
    item = Item(
        place,
        id=_identity(element),
        headline=plain(lines["HeadLine"] or lines.component("headline")),
        summary=plain(lines.summary()),
        dateline=lines["DateLine"],
        authors=names_in(lines["ByLine"]) or metadata.authors(),
        language=metadata.language,
        status=formal_name(management, "Status"),
        urgency=formal_name(management, "Urgency") or text_of(management, "Urgency"),
        version=text_of(element, "Identification/NewsIdentifier/RevisionId"),
        created=_created(element),
        changed=text_of(management, "ThisRevisionCreated"),
        embargo=_embargo(management),
        tags=metadata.topics(),
        countries=metadata.countries(),
        notes=lines.notes(),
        terms=[*metadata.terms(), *restricting(lines["CopyrightLine"])],
    )
    item.pictures = pictures(element, around)
    item.elsewhere = text_elsewhere(element)
    if text is not None:
        item.body, document = content(text.find("DataContent"))
        if document is not None:
            nitf.tell(item, document)
    return item


def _identity(element):
    """The public identifier without the revision: `urn:newsml:provider:date:item`."""
    identifier = element.find("Identification/NewsIdentifier")
    public, revision = (text_of(identifier, name) for name in ("PublicIdentifier", "RevisionId"))
    update = value_of(identifier, "RevisionId", "Update")
    for end in (f":{revision}{update}", f":{revision}"):
        if revision and public.endswith(end) and _NAMES_ITEM.fullmatch(public.removesuffix(end)):
            return public.removesuffix(end)
    parts = [text_of(identifier, name) for name in ("ProviderId", "DateId", "NewsItemId")]
    if all(parts):
        return ":".join(["urn:newsml", *parts])
    return "" if _NAMES_PROVIDER.fullmatch(public) else public


def _created(element):
    """The moment when it was made; an item without management has that of its identity."""
    found = tuple(texts_of(element, "NewsManagement/FirstCreated"))
    is_managed = found or element.find("NewsManagement/ThisRevisionCreated") is not None
    return found if is_managed else tuple(texts_of(element, "Identification//DateId"))


def _embargo(management):
    """The moment from which it may be used, when that is announced."""
    change = management.find("StatusWillChange")
    if change is None or formal_name(change, "FutureStatus").casefold() not in ("", "usable"):
        return ""
    return text_of(change, "DateAndTime")


NEWSML_1 = Format(
    name="newsml-1",
    title="a news item in NewsML 1",
    recognises=recognises,
    head=codec,
    cut=cutter(["NewsItem"], "There is no NewsItem in this NewsML file."),
    read=reader(_records),
)

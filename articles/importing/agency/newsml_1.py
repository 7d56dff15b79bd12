"""NewsML 1.0 to 1.2: news items of components in components, one of which is the text."""

from lxml import etree

from articles.importing.agency import nitf
from articles.importing.agency.body import content
from articles.importing.agency.item import Item, restricting
from articles.importing.agency.newsml_1_lines import Lines, formal_name, role_of
from articles.importing.agency.newsml_1_metadata import Metadata
from articles.importing.agency.pictures import pixels
from articles.importing.agency.prose import plain
from articles.importing.agency.reading import codec, cutter, reader
from articles.importing.agency.story import records
from articles.importing.agency.xml import local, text_of, texts_of
from articles.importing.format import Format, Opening
from articles.importing.names import names_in
from articles.importing.record import Picture, Problem, Skipped

# Components that tell of the text, or go with it.
_BESIDE = frozenset(
    "headline subheadline stylesheet caption contact logo abstract summary keywords keyword "
    "credit photo picture graphic video audio thumbnail quicklook teaser tickertape".split()
)
_TEXT = ("text", "nitf", "html", "xhtml", "xml", "plain")
_NO_TEXT = ("css", "jpeg", "gif", "image", "video", "audio", "photo", "graphic")

# What an item without a text is, by what its contents say they are.
_KINDS = {
    "video": ("video",),
    "audio": ("audio",),
    "graphic": ("graphic",),
    "picture": ("photo", "image", "jpeg", "gif", "picture"),
}


def recognises(opening: Opening) -> bool:
    return local(opening.element) == "NewsML"


def _records(element, place):
    if element.find("NewsComponent") is None and element.find("Update") is not None:
        message = "This item only corrects parts of an earlier one. Left out: correct it by hand."
        yield Problem(place, message)
        return
    text = _main_text(element)
    status = formal_name(element, "NewsManagement/Status")
    is_known = text is not None or status.casefold() in ("canceled", "cancelled")
    if not is_known and not _text_elsewhere(element):
        yield Skipped(_kind(element), place)
        return
    yield from records(item_of(element, text, place))


def _kind(element):
    """What an item without a text is."""
    kinds = [_media_type(found) for found in element.iter("ContentItem")]
    for kind, names in _KINDS.items():
        if any(name in found for found in kinds for name in names):
            return kind
    is_package = element.find(".//NewsItemRef") is not None
    return "package" if is_package else "item without text"


def _media_type(found):
    """All that says what a ContentItem holds, in one line."""
    names = ("MediaType", "Format", "MimeType")
    return " ".join(formal_name(found, name) for name in names).lower()


def _main_text(element):
    """The ContentItem that is the story: one that says it is the main one, else the first."""
    beside = {one for one in element.iter("NewsComponent") if role_of(one) in _BESIDE}
    found = [
        item
        for item in element.iter("ContentItem")
        if _is_text(item) and beside.isdisjoint(item.iterancestors())
    ]
    language = element.get("lang", "")[:2].lower()
    return max(found, key=lambda item: _rank(item, language), default=None)


def _rank(item, language):
    component = item.getparent()
    own = formal_name(component, "DescriptiveMetadata/Language")[:2].lower()
    role = role_of(component)
    return role in ("main", "body", "maintext", "story"), bool(own) and own == language


def _is_text(item):
    data = item.find("DataContent")
    kind = _media_type(item)
    if data is None or any(name in kind for name in _NO_TEXT):
        return False
    return not kind or any(name in kind for name in _TEXT) or len(data) > 0


def _text_elsewhere(element):
    """The file in which a text lies that is not here."""
    for item in element.iter("ContentItem"):
        kind = _media_type(item)
        is_text = any(name in kind for name in _TEXT) and not any(name in kind for name in _NO_TEXT)
        if item.get("Href") and is_text:
            return item.get("Href")
    return ""


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
        urgency=formal_name(management, "Urgency"),
        version=text_of(element, "Identification/NewsIdentifier/RevisionId"),
        created=tuple(texts_of(management, "FirstCreated")),
        changed=text_of(management, "ThisRevisionCreated"),
        embargo=_embargo(management),
        tags=metadata.topics(),
        countries=metadata.countries(),
        notes=lines.notes(),
        terms=[*metadata.terms(), *restricting(lines["CopyrightLine"])],
    )
    item.pictures = _pictures(element)
    item.elsewhere = _text_elsewhere(element)
    if text is not None:
        item.body, document = content(text.find("DataContent"))
        if document is not None:
            nitf.tell(item, document)
    return item


def _identity(element):
    """The public identifier without the revision: `urn:newsml:provider:date:item`."""
    identifier = element.find("Identification/NewsIdentifier")
    parts = [text_of(identifier, name) for name in ("ProviderId", "DateId", "NewsItemId")]
    if all(parts):
        return ":".join(["urn:newsml", *parts])
    return text_of(identifier, "PublicIdentifier")


def _embargo(management):
    """The moment from which it may be used, when that is announced."""
    change = management.find("StatusWillChange")
    if change is None or formal_name(change, "FutureStatus").casefold() not in ("", "usable"):
        return ""
    return text_of(change, "DateAndTime")


def _pictures(element):
    """Pictures that lie at an address, the largest of each component."""
    found = {}
    for component in element.iter("NewsComponent"):
        shown = [item for item in component.findall("ContentItem") if _is_picture(item)]
        if shown and role_of(component) not in ("logo", "video"):
            best = max(shown, key=_pixels).get("Href").strip()
            caption = text_of(component, "NewsLines/HeadLine")
            found.setdefault(best, Picture(best, caption=caption))
    return list(found.values())


def _is_picture(item):
    kind = _media_type(item)
    return bool(item.get("Href")) and any(name in kind for name in _KINDS["picture"])


def _pixels(item):
    for found in item.iterfind("Characteristics/Property[@FormalName='PixelWidth']"):
        return pixels(found.get("Value", ""))
    return 0


NEWSML_1 = Format(
    name="newsml-1",
    title="a news item in NewsML 1",
    recognises=recognises,
    head=codec,
    cut=cutter(["NewsItem"], "There is no NewsItem in this NewsML file."),
    read=reader(_records),
)

"""NITF 3.x: one story as a document of its own, or as the text inside of a NewsML item."""

from lxml import etree

from articles.importing.agency.body import leading_picture, nitf_html
from articles.importing.agency.item import Item, restricting
from articles.importing.agency.moments import moment
from articles.importing.agency.places import country
from articles.importing.agency.reading import codec, cutter, reader
from articles.importing.agency.story import records, where
from articles.importing.agency.topics import field_of
from articles.importing.agency.xml import local, text_of, texts_of, value_of
from articles.importing.format import Format, Opening
from articles.importing.names import is_sentence, names_in
from articles.importing.record import Category, Problem

_SUBJECT = "tobject.subject"
_LEVELS = tuple(f"{_SUBJECT}.{level}" for level in ("type", "matter", "detail"))
# What every agency calls a story, and so says nothing of its section.
_KINDS = frozenset("news feature features current analysis advisory data".split())


def recognises(opening: Opening) -> bool:
    return local(opening.element).lower() == "nitf"


def _records(nitf, place):
    yield from _replaced(nitf, place)
    yield from records(item_of(nitf, place))


def _replaced(nitf, place):
    """Another document that this one cancels."""
    data = nitf.find("head/docdata")
    other = data.get("management-doc-idref", "") if data is not None else ""
    if other and data.get("management-idref-status", "").casefold() == "canceled":
        message = f"The agency cancels the item “{other[:100]}” with this one. Withdraw it by hand."
        yield Problem(place, message, "status", refused=False)


def item_of(nitf: etree._Element, place: str) -> Item:
    """Return what a document says: of itself, and of its story."""
    data = nitf.find("head/docdata")
    data = data if data is not None else etree.Element("docdata")
    issued = value_of(data, "date.issue", "norm")
    item = Item(
        place,
        id=value_of(data, "doc-id", "id-string"),
        title=text_of(nitf, "head/title"),
        status=data.get("management-status", ""),
        # The Canadian Press has it beside docdata.
        urgency=value_of(nitf, ".//urgency", "ed-urg"),
        version=value_of(data, "du-key", "version"),
        created=(issued, value_of(nitf, "head/pubdata", "date.publication"), _story_date(nitf)),
        changed=value_of(nitf, "head/revision-history[last()]", "norm"),
        embargo=_embargo(data, issued),
        language=nitf.get("lang") or nitf.get("baselang") or "",
        notes=_notes(nitf, data),
        terms=_terms(data),
        categories=_sections(nitf),
        countries=_countries(nitf, data),
    )
    item.tags = _topics(nitf, data, item.language)
    tell(item, nitf)
    item.lead_image = leading_picture(nitf)
    item.body = nitf_html(nitf)
    return item


def tell(item: Item, nitf: etree._Element) -> None:
    """Fill in what the head of the story says: for a NewsML item, where it says nothing itself."""
    head = nitf.find("body/body.head")
    if head is None:
        return
    item.headline = item.headline or _headline(head)
    item.summary = item.summary or text_of(head, "abstract")
    line = text_of(head, "byline")
    if is_sentence(line):
        item.summary = item.summary or line
    else:
        item.authors = item.authors or _authors(head)
    item.dateline = item.dateline or _dateline(head)


def _headline(head):
    # AP calls the first of them so.
    return text_of(head, "hedline/hl1") or text_of(head, "headline/hl1")


def _authors(head):
    names = []
    for byline in head.iterfind("byline"):
        people = list(texts_of(byline, ".//person"))
        if not people:
            title = byline.find("byttl")
            if title is not None:
                byline.remove(title) if title.tail is None else title.clear(keep_tail=True)
            people = [text_of(byline)]
        names.extend(name for person in people for name in names_in(person))
    return tuple(dict.fromkeys(names))


def _dateline(head):
    dateline = head.find("dateline")
    if dateline is None:
        return ""
    location = dateline.find("location")
    if location is None:
        return where((dateline.text or "").strip())
    parts = list(texts_of(location, "*"))
    return ", ".join(parts) if parts else text_of(location)


def _story_date(nitf):
    return value_of(nitf, "body/body.head/dateline/story.date", "norm")


def _embargo(data, issued):
    """The moment of release, where it is not just that of issue."""
    release = value_of(data, "date.release", "norm")
    try:
        is_later = moment(release) is not None and moment(release) != moment(issued)
    except ValueError:
        return release
    return release if is_later or data.get("management-status") == "embargoed" else ""


def _notes(nitf, data):
    return [value_of(data, "ed-msg", "info"), *texts_of(nitf, "body/body.head/note")]


def _terms(data):
    """What limits its use, in one line."""
    limits = [
        *restricting(value_of(data, "doc.copyright", "holder")),
        value_of(data, "doc.rights", "limitations"),
        value_of(data, "doc.rights", "geography"),
    ]
    expires = value_of(data, "date.expire", "norm")
    try:
        limits.append(f"not after {moment(expires):%Y-%m-%d}" if moment(expires) else "")
    except ValueError:
        pass
    return [" / ".join(filter(None, limits))]


def _sections(nitf):
    names = (
        value_of(nitf, "head/pubdata", "position.section"),
        value_of(nitf, "head/tobject", "tobject.type"),
    )
    return [Category(name) for name in names if name and name.casefold() not in _KINDS][:1]


def _topics(nitf, data, language):
    topics = []
    for subject in nitf.iterfind(f"head/tobject/{_SUBJECT}"):
        names = [" ".join(subject.get(level, "").split()) for level in _LEVELS]
        # EFE puts its own code in front: `POL:POLITICS`.
        names = [name.rpartition(":")[2] for name in names if name]
        topics += names or [field_of(subject.get(f"{_SUBJECT}.refnum", ""), language)]
    slugs = value_of(data, "du-key", "key"), text_of(nitf, "head/title")
    for keyword in data.iterfind("key-list/keyword"):
        name = " ".join((keyword.get("key") or text_of(keyword)).split())
        # Many agencies send the slug for a keyword.
        topics.append("" if any(slug.endswith(name) for slug in slugs) else name)
    return topics


def _countries(nitf, data):
    """Those that the story is about; else the one that it was written in."""
    about = [_country_of(place) for place in data.iterfind("evloc")]
    about += [_country_of(place) for place in data.iterfind("identified-content/location")]
    if not any(about):
        about = [_country_of(place) for place in nitf.iterfind("body/body.head/dateline/location")]
    return about


def _country_of(place):
    inner = place.find("country")
    codes = [place.get("iso-cc", "")]
    names = []
    if inner is not None:
        codes.append(inner.get("iso-cc", ""))
        names.append(text_of(inner))
    found = country(names, [code for code in codes if code], is_country=True)
    return found or country([place.get("county-dist", "")])


NITF = Format(
    name="nitf",
    title="an item in NITF",
    recognises=recognises,
    head=codec,
    cut=cutter(["nitf", "NITF"], "There is no NITF document in this file."),
    read=reader(_records),
)

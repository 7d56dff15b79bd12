"""What an XML entry says that feedparser would run together, drop, or take for the text.

Of several authors it loses the names behind long addresses, of several pictures which caption
is whose, it takes the square of the time on ten thousand tags, and a caption
(`media:description`) becomes the story. Here that is read, and taken away.
"""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from articles.importing.feeds.files import File
from articles.importing.feeds.media import files_in
from articles.importing.feeds.people import person
from articles.importing.feeds.texts import Text, one_line
from articles.importing.feeds.xml import VOCABULARIES, name_of, text_of
from articles.importing.record import Status

_TEXTS = set(
    "description dc:description summary abstract content content:encoded fullitem body "
    "xhtml:body".split()
)
#: What is left to feedparser.
_LEFT = _TEXTS | set(
    "title dc:title link guid id pubdate published issued updated modified created dc:date "
    "dcterms:issued dcterms:modified dcterms:created language dc:language enclosure".split()
)
_FULL_TEXTS = {"yandex:full-text", "turbo:content", "?:full-text", "?:fulltext"}
# The number of a post; WordPress doesn't call it a permalink, but answers there.
_NUMBERED = re.compile(r"https?://[^\s?]*\?p=\d+")
# A list of sections, by the last word of its address.
_SECTIONS = re.compile(
    r"(?:^|[/:#])(?:sections?|categor(?:y|ies)|rubrics?|rubriques?|rubriken?|ressorts?|"
    r"departments?|channels?)/?$",
    re.IGNORECASE,
)
_DECLARED = re.compile(r"\sxmlns(?::[\w.-]+)?=\"[^\"]*\"")
_KIND = "http://schemas.google.com/g/2005#kind"
_BLOGGER_KIND = re.compile(r"blogger/2008/kind#(\w+)")


@dataclass(slots=True)
class Aside:
    """What was set aside. `kind` is what the entry is, where it says so and is no story."""

    people: list[str] = field(default_factory=list)
    house: str = ""
    media: list[File] = field(default_factory=list)
    pictures: list[File] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    #: The address that FeedBurner leads to by way of its own.
    original: str = ""
    kind: str = ""
    language: str = ""
    status: Status = Status.PUBLISHED
    #: The texts of a film or a podcast, for an entry that has no other.
    spare: list[str] = field(default_factory=list)


def entry_in(tree: "etree._Element") -> "etree._Element | None":
    """Return the first entry of a feed."""
    for element in tree.iter(etree.Element):
        if name_of(element) in ("item", "entry"):
            return element
    return None


def set_aside(entry: "etree._Element") -> Aside:
    """Read what feedparser shall not, and take it out of the entry."""
    told = Aside(media=files_in(entry))
    _choose_text(entry)
    has_text = any(name_of(child) in _TEXTS and text_of(child) for child in entry)
    for child in list(entry):
        name = name_of(child)
        read = _READERS.get(name)
        if read:
            read(told, child)
        if name not in _LEFT:
            entry.remove(child)
        elif len(child) == 0 and "<" in (child.text or "") and "]]>" not in child.text:
            # Written with escapes, each of them would be an event of its own to feedparser.
            child.text = etree.CDATA(child.text)
    if told.spare and not has_text:
        etree.SubElement(entry, "summary").text = told.spare[0]
        told.media = [replace(file, caption="") for file in told.media]
    return told


def _choose_text(entry):
    """One full text, whatever it is called; of the short ones `dc:description` is the copy."""
    names = {name_of(child) for child in entry}
    for child in list(entry):
        name = name_of(child)
        if name in _FULL_TEXTS and not names & {"content:encoded", "content"}:
            child.tag = f"{{{VOCABULARIES['content']}}}encoded"
        elif name == "content:items":
            _take_item(child)
        elif name == "dc:description" and names & {"description", "summary"}:
            entry.remove(child)


def _take_item(items):
    """The text in the first form that RSS 1.0's earlier module for contents gives it in."""
    value = next(items.iter("{*}value"), None)
    if value is None:
        return
    etree.cleanup_namespaces(value)
    inner = [value.text or "", *(etree.tostring(part, encoding="unicode") for part in value)]
    for part in list(items):
        items.remove(part)
    items.tag = f"{{{VOCABULARIES['content']}}}encoded"
    items.text = _DECLARED.sub("", "".join(inner))


def _add_person(told, element):
    name = person(element)
    if name and name not in told.people:
        told.people.append(name)


def _add_house(told, element):
    told.house = told.house or person(element)


def _add_source(told, element):
    """An entry taken over from elsewhere has the authors of there (RFC 4287, 4.2.1)."""
    for child in element:
        if name_of(child) == "author":
            told.house = told.house or person(child)


def _add_keywords(told, element):
    words = (one_line(Text(word)) for word in text_of(element).split(","))
    told.tags.extend(word for word in words if word)


def _add_category(told, element):
    term = element.get("term") or (element.text or "").strip()
    kind = _BLOGGER_KIND.search(term)
    scheme = element.get("scheme") or element.get("domain") or ""
    if scheme != _KIND:
        name = one_line(Text(element.get("label") or term))
        (told.sections if _SECTIONS.search(scheme) else told.tags).append(name)
    elif kind and kind[1] != "post":
        told.kind = kind[1]


def _add_section(told, element):
    told.sections.append(one_line(Text(text_of(element))))


def _add_spare(told, element):
    for child in [element, *element.iter(etree.Element)]:
        if name_of(child) in ("media:description", "itunes:summary") and text_of(child):
            told.spare.append(text_of(child))


def _add_picture(told, element):
    address = element.get("href") or element.get("url") or ""
    for child in element:
        address = address or (text_of(child) if name_of(child) == "url" else "")
    address = address or (element.text or "").strip()
    told.pictures.append(File(address, kind="image"))


def _read_guid(told, element):
    attributes = {name.lower(): value for name, value in element.attrib.items()}
    address = text_of(element)
    if attributes.get("ispermalink", "true").lower() != "false" or _NUMBERED.fullmatch(address):
        told.addresses.append(address)


def _read_language(told, element):
    told.language = text_of(element)


def _read_original(told, element):
    told.original = text_of(element)


def _read_control(told, element):
    if text_of(element).lower() == "yes":
        told.status = Status.DRAFT


def _read_reply(told, element):
    told.kind = told.kind or "comment"


def _read_type(told, element):
    kind = text_of(element).lower()
    told.kind = "" if kind == "post" else kind


def _read_status(told, element):
    known = {"LIVE": Status.PUBLISHED, "SCHEDULED": Status.SCHEDULED}
    told.status = known.get(text_of(element), Status.DRAFT)


def _read_bin(told, element):
    if text_of(element):
        told.kind = "post in the bin"


def _read_filename(told, element):
    told.addresses.append(text_of(element))


_READERS = {
    "author": _add_person,
    "dc:creator": _add_person,
    "dc:author": _add_person,
    "itunes:author": _add_house,
    "source": _add_source,
    "category": _add_category,
    "dc:subject": _add_category,
    "section": _add_section,
    "prism:section": _add_section,
    "keywords": _add_keywords,
    "media:keywords": _add_keywords,
    "itunes:keywords": _add_keywords,
    "media:category": _add_category,
    "media:description": _add_spare,
    "media:group": _add_spare,
    "itunes:summary": _add_spare,
    "itunes:image": _add_picture,
    "image": _add_picture,
    "guid": _read_guid,
    "language": _read_language,
    "dc:language": _read_language,
    "feedburner:origlink": _read_original,
    "app:control": _read_control,
    "thr:in-reply-to": _read_reply,
    "blogger:type": _read_type,
    "blogger:status": _read_status,
    "blogger:trashed": _read_bin,
    "blogger:filename": _read_filename,
}

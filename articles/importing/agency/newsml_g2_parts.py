"""Parts of a NewsML-G2 item: its codes, its pictures."""

from collections.abc import Iterator

from lxml import etree

from articles.importing.agency.pictures import attachment, pixels, reference
from articles.importing.agency.xml import text_of, value_of
from articles.importing.record import Attachment, Picture

#: The classes of items that are shown and not read.
PICTURES = ("picture", "graphic")


def part(element: etree._Element, name: str) -> etree._Element:
    """Return a child of an item, an empty one where there is none."""
    found = element.find(name)
    return found if found is not None else etree.Element(name)


def concept_of(element: etree._Element, path: str) -> str:
    """Return the code of a concept without its vocabulary: `ninat:text`, or its address, to
    `text`."""
    return last_of(value_of(element, path, "qcode") or value_of(element, path, "uri"))


def last_of(code: str) -> str:
    """Return a code without its vocabulary, in lower case."""
    return code.rpartition(":")[2].rpartition("/")[2].lower()


def linked(element: etree._Element) -> list[Picture]:
    """Return the pictures that a text item names as its own, by address or by id."""
    pictures = {}
    for link in element.iterfind("itemMeta/link"):
        is_picture = link.get("contenttype", "").startswith("image/")
        target = link.get("residref") or link.get("guidref") or ""
        address = link.get("href") or (reference(target) if target else "")
        if address and (is_picture or concept_of(link, "itemClass") in PICTURES):
            caption = text_of(link, "description") or text_of(link, "title")
            pictures.setdefault(address, Picture(address, caption=caption))
    return list(pictures.values())


def picture_item(element: etree._Element, place: str) -> Iterator[Attachment]:
    """Yield what a picture item tells to the text items that name it by its id."""
    about = part(element, "contentMeta")
    guid, address = element.get("guid", ""), largest(element)
    if guid and address:
        picture = Picture(
            address,
            alt=text_of(about, "headline"),
            caption=text_of(about, "description"),
            credit=text_of(about, "creditline") or text_of(about, "by"),
        )
        yield attachment(guid, picture, place)


def largest(element: etree._Element) -> str:
    """Return the address of the largest of the renditions that are pictures."""
    shown = [
        found
        for found in element.iterfind("contentSet/remoteContent")
        if found.get("contenttype", "").startswith("image/") and found.get("href")
    ]
    best = max(shown, key=lambda found: pixels(found.get("width", "")), default=None)
    return best.get("href").strip() if best is not None else ""


def text_elsewhere(element: etree._Element) -> str:
    """Return the address of a text that is not in the item itself."""
    for found in element.iterfind("contentSet/remoteContent"):
        kind = found.get("contenttype", "")
        if kind.startswith("text/") or kind.endswith(("xml", "html")):
            return found.get("href", "")
    return ""

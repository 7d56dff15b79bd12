"""The pictures of a NewsML 1 item, with what is said of each."""

from lxml import etree

from articles.importing.agency.newsml_1_lines import role_of
from articles.importing.agency.newsml_1_texts import media_type
from articles.importing.agency.pictures import pixels
from articles.importing.agency.xml import text_of
from articles.importing.record import Picture

#: Words that the media type of a picture has.
PICTURE_KINDS = ("photo", "image", "jpeg", "gif", "picture")
_NO_PICTURE = frozenset(("logo", "video"))
_WIDTHS = ("PixelWidth", "Width")


def pictures(element: etree._Element, around: list[etree._Element]) -> list[Picture]:
    """Return the pictures that lie at an address, of each the largest of its files.

    `around` are the components of the text, whose lines say nothing of a picture.
    """
    files, found = {}, {}
    for item in element.iter("ContentItem"):
        if _is_picture(item):
            files.setdefault(_component(item, around), []).append(item)
    for component, items in files.items():
        best = max(items, key=_pixels)
        address = best.get("Href").strip()
        found.setdefault(address, _picture(address, best, component, component in around))
    return list(found.values())


def _is_picture(item):
    roles = {role_of(component) for component in item.iterancestors("NewsComponent")}
    is_one = any(name in media_type(item) for name in PICTURE_KINDS)
    return bool(item.get("Href")) and is_one and not roles & _NO_PICTURE


def _component(item, around):
    """The component that is the picture: the nearest with lines of its own, else the file's."""
    for component in item.iterancestors("NewsComponent"):
        if component not in around and component.find("NewsLines/*") is not None:
            return component
    return item.getparent()


def _picture(address, item, component, is_text):
    caption = _property(item, "caption") or _caption(component)
    if is_text:
        return Picture(address, caption=caption)
    lines = component.find("NewsLines")
    caption = caption or text_of(lines, "HeadLine")
    credit = text_of(lines, "CreditLine") or text_of(lines, "ByLine")
    return Picture(address, caption=caption, credit=credit)


def _caption(component):
    for part in component.iterfind("NewsComponent"):
        if role_of(part) == "caption":
            return text_of(part, "ContentItem/DataContent")
    return ""


def _property(item, name):
    values = (
        one.get("Value") or one.get("value") or ""
        for one in item.iter("Property")
        if one.get("FormalName", "").casefold() == name
    )
    return " ".join(next(values, "").split())


def _pixels(item):
    for found in item.iterfind("Characteristics/Property"):
        if found.get("FormalName") in _WIDTHS:
            return pixels(found.get("Value", ""))
    return 0

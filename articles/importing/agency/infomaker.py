"""Infomaker Writer's NewsML-G2, that of many Nordic papers: its text in IDF, its links."""

from lxml import etree

from articles.importing.agency.item import Item
from articles.importing.agency.pictures import picture_address
from articles.importing.agency.xml import text_of, value_of
from articles.importing.record import Category, Picture

# The headline and the place stand in the item too.
_DROPPED = ("headline", "dateline", "vignette")
_NAMES = {
    "blockquote": "blockquote",
    "pullquote": "blockquote",
    "unordered-list": "ul",
    "ordered-list": "ol",
    "preformatted": "pre",
}
_IMAGE = "links/link[@rel='self']"
_PROPERTY = "itemMeta/itemMetaExtProperty[@type='imext:{}']"


def rename(container: etree._Element) -> None:
    """Call the elements of a text in IDF what HTML calls them; other texts stay as they are."""
    for idf in list(container.iter("idf")):
        for element in list(idf.iter("object")):
            _show(element)
        for element in list(idf.iter("element")):
            kind = element.get("type", "")
            element.attrib.clear()
            element.tag = _name(kind)
        for element in idf.iter("list-item"):
            element.tag = "li"
        etree.strip_tags(idf, "group")
        idf.tag = "div"


def tell(item: Item, element: etree._Element) -> None:
    """Tell what an item of Infomaker's says in elements of its own."""
    if element.find("itemMeta/links") is None and element.find("contentMeta/metadata") is None:
        return
    links = element.findall("itemMeta/links/link")
    item.categories = item.categories or [
        Category(link.get("title"))
        for link in links
        if link.get("rel") == "section" and link.get("title")
    ]
    names = [link.get("title") for link in links if link.get("rel") == "author"]
    item.authors = item.authors or tuple(dict.fromkeys(filter(None, names)))
    start = value_of(element, _PROPERTY.format("pubstart"), "value")
    if start:
        item.created, item.embargo = (start, *item.created), item.embargo or start
    item.dateline = item.dateline or text_of(element, ".//idf//element[@type='dateline']")
    teaser = "contentMeta/metadata/object[@type='x-im/teaser']/data/text"
    item.summary = item.summary or text_of(element, teaser)
    beside = element.iterfind("contentMeta/metadata/object[@type='x-im/image']")
    item.pictures += filter(None, map(_picture, beside))


def _name(kind):
    if kind in _DROPPED:
        return "header"
    if "headline" in kind:
        return "h3"
    return _NAMES.get(kind, "p")


def _show(element):
    """A link inside a text, a picture, the text of a box, or a link to what is shown elsewhere."""
    kind, address, title = (element.get(name, "") for name in ("type", "url", "title"))
    href, picture = text_of(element, "data/href"), _picture(element)
    inner, tail = element.find("data/text"), element.tail
    anchor, title = text_of(element, "data/anchor"), title or text_of(element, "data/title")
    element.clear()
    element.tag, element.tail = "div", tail
    if kind == "x-im/link":
        element.tag, element.text = "a", anchor or title or href
        element.set("href", href)
    elif kind == "x-im/image" and picture:
        element.tag = "figure"
        etree.SubElement(element, "img", src=picture.address, alt=picture.alt)
        caption = f"{picture.caption} ({picture.credit})" if picture.credit else picture.caption
        etree.SubElement(element, "figcaption").text = caption.strip()
    elif inner is not None and (len(inner) or kind == "x-im/content-part"):
        if title:
            etree.SubElement(element, "h3").text = title
        inner.tag, inner.tail = "div", None
        element.append(inner)
    elif address.startswith(("http://", "https://")):
        element.tag = "p"
        etree.SubElement(element, "a", href=address).text = title or address


def _picture(element):
    found = element.find(_IMAGE)
    if found is None:
        return None
    source = found.get("url") or found.get("uuid") or element.get("uuid") or ""
    if not source:
        return None
    makers = [link.get("title", "") for link in found.iterfind("links/link[@rel='author']")]
    caption = text_of(found, "data/caption") or text_of(found, "data/text")
    alt = text_of(found, "data/alttext")
    return Picture(picture_address(source), alt, caption, ", ".join(filter(None, makers)))

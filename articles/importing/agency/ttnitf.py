"""TTNITF, the Swedish news agency's text: NITF in capitals, some of its elements in Swedish."""

from lxml import etree

from articles.importing.agency.xml import text_of

_NAMES = {
    "text": "div",
    "rubrik": "h2",
    "ingress": "div",
    "brodtext": "div",
    "mellis": "h3",
    "citat": "p",
    "bild": "media",
    "bildfil": "media-reference",
    "bildtext": "media-caption",
    "bildskapare": "media-producer",
    # The place stands in the item too, and the byline is taken from there.
    "dat": "header",
    "byline": "header",
}


def rename(container: etree._Element) -> None:
    """Call the elements of a text in TTNITF what NITF calls them; others stay as they are."""
    if container.find("BODY/TEXT") is None:
        return
    for element in container.iter(etree.Element):
        element.tag = _NAMES.get(element.tag.lower(), element.tag.lower())
    for quotation in container.iter("media-reference"):
        quotation.set("source", text_of(quotation))
        quotation.set("media-type", "image")


def byline(container: etree._Element) -> str:
    """Return the byline of a text in TTNITF, "" of others."""
    return text_of(container, "BODY/TEXT/BYLINE")

"""TTNITF, the Swedish news agency's text: NITF in capitals, some of its elements in Swedish."""

import re

from lxml import etree

from articles.importing.agency.xml import text_of

# As HTML its text is in the same order, and what the elements were are classes.
_DAT = re.compile(r'<p class="dat">([^<>]{1,100})</p>')
_BYLINE = re.compile(r'<p class="byline">(?:<span>)?[^<>]{1,200}(?:</span>)?</p>')
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


def without_lines(body: str) -> tuple[str, str]:
    """Return a text in HTML without the place and the byline that stand in it as paragraphs of
    their own, and the place."""
    place = _DAT.search(body)
    if not place:
        return body, ""
    return _BYLINE.sub("", _DAT.sub("", body, count=1)), place[1].strip()

"""The text of a page's story as HTML. Which part of a page that is, trafilatura finds."""

import re
from dataclasses import dataclass
from html import escape

from lxml import etree, html

from articles.importing.markup import simplified
from articles.importing.pages.document import Document
from articles.importing.pages.extraction import extracted
from articles.importing.pages.facts import Facts
from articles.importing.pages.media import Media, is_alike, name_of
from articles.importing.pages.trimming import trim
from articles.importing.pages.visible import shown
from articles.importing.record import Picture

_CELLS = ("td", "th", "li")
# What a page says is its text is taken where so much of it was not found.
_MISSED = 0.3
_WORDS = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Body:
    """The story as HTML, its words, its lead picture, their share in links, and who signed."""

    html: str = ""
    text: str = ""
    lead: Picture | None = None
    linked: float = 0.0
    authors: tuple[str, ...] = ()


def body_of(
    document: Document, media: Media, facts: Facts, above: tuple[str, ...], lead: Picture | None
) -> Body:
    """Return the text of a page. `above` are the lines that are kept elsewhere (headline,
    names), `lead` the picture that is."""
    body, said = extracted(document.root), facts.text
    authors = trim(body, above, facts.summary)
    _mend_links(body, document)
    found = shown(body)
    if _is_missing(said, found):
        paragraphs = "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in said.splitlines())
        return Body(paragraphs, said, media.completed(lead))
    linked = sum(len(shown(link)) for link in body.iter("a"))
    lead = _place_pictures(body, media, lead)
    inner = "".join(html.tostring(child, encoding="unicode") for child in body)
    return Body(simplified(inner), found, lead, linked / max(1, len(found)), authors)


def _mend_links(body, document):
    for link in list(body.iter("a")):
        address = link.get("href", "").strip()
        if not address or address.startswith(("#", "javascript:")):
            link.drop_tag()
        else:
            link.set("href", document.whole(address))


# What the page says itself


def _is_missing(said, found):
    """Whether the text that was found is less than the page says there is."""
    if len(said) * 5 < len(found) * 4:
        return False
    words = _WORDS.findall(said.casefold())
    runs = list(zip(words, words[1:], words[2:], strict=False))
    known = _WORDS.findall(found.casefold())
    there = set(zip(known, known[1:], known[2:], strict=False))
    return bool(runs) and sum(run not in there for run in runs) > _MISSED * len(runs)


# Pictures


def _place_pictures(body, media, lead):
    """Put the pictures where their numbers stand; the lead picture isn't shown twice. Where the
    page names none, it is the one that stands before the text."""
    first, seen = _before_text(body), {name_of(lead)} if lead else set()
    for image in list(body.iter("img")):
        taken = media.of(image)
        picture = taken.picture if taken else None
        if picture and image is first and (lead is None or is_alike(picture, lead)):
            lead = media.completed(lead, picture)
            seen.add(name_of(picture))
        is_again = picture is not None and name_of(picture) in seen and not _in_cell(image)
        if taken is None or is_again:
            image.drop_tree()
        elif picture is None:
            _place_player(body, image, taken.player)
        else:
            seen.add(name_of(picture))
            _place_picture(body, image, picture)
    return media.completed(lead)


def _before_text(body):
    """The picture that stands before all words."""
    for element in body.iter():
        if element.tag == "img":
            return element if not _in_cell(element) else None
        if (element.text or "").strip():
            return None
    return None


def _in_cell(image):
    return next(image.iterancestors(*_CELLS), None) is not None


def _place_player(body, image, address):
    paragraph = html.Element("p")
    link = etree.SubElement(paragraph, "a", href=address)
    link.text = address
    _put_before(body, image, paragraph)


def _place_picture(body, image, picture):
    image.attrib.clear()
    image.set("src", picture.address)
    image.set("alt", picture.alt)
    if _in_cell(image):
        return
    figure = html.Element("figure")
    _put_before(body, image, figure)
    image.tail = None
    figure.append(image)
    if picture.caption:
        etree.SubElement(figure, "figcaption").text = picture.caption


def _put_before(body, image, element):
    """Take a picture out, and put `element` before the block that it stood in."""
    block = image
    while block.getparent() is not body:
        block = block.getparent()
    block.addprevious(element)
    image.drop_tree()

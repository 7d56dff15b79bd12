"""The text of an item as HTML: NITF, XHTML, and either of them mixed with the other.

The two share most of their elements; what NITF has beyond (`block`, `hl2`, `media`, `bq`) has no
other meaning in XHTML, so that one table serves both.
"""

import re

from lxml import etree, html

from articles.importing.agency import infomaker, ttnitf
from articles.importing.agency.pictures import is_picture_file, picture_address, pixels
from articles.importing.agency.prose import has_lines, is_markup, is_wrapped, paragraphs
from articles.importing.agency.xml import parsed, text_of, texts_of
from articles.importing.markup import simplified
from articles.importing.record import Picture
from articles.importing.spans import end_tag, replaced

_RENAMED = {
    "hl1": "h2",
    "hl2": "h3",
    "hedline": "div",
    "block": "div",
    "bq": "blockquote",
    "credit": "p",
    "tagline": "p",
    "fn": "p",
    "note": "div",
    "nitf-table": "div",
    "body": "div",
    "body.content": "div",
}
_HTML = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption table caption colgroup col "
    "thead tbody tfoot tr td th pre hr br img a em strong b i sub sup cite div section article "
    "aside main footer iframe video audio source embed object script style noscript".split()
)
_KNOWN = _HTML | _RENAMED.keys() | {"media"}
# `header` repeats headline, day and topics, and the others say nothing to readers.
_DROPPED = ("header", "head", "nitf-table-metadata", "alt-code", "classifier", "media-metadata")
_DROPPED += ("custom-table", "pronounce")
_HEADER = re.compile(r"<(header)\b[^<>]*>", re.IGNORECASE)
_NITF = re.compile(r"<(?:[\w-]+:)?nitf[\s>]")
_PROLOGUE = 1000
_PICTURE_KIND = re.compile(r"image|photo|picture|graphic", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n]+")
# The blanks at the edges of a block.
_BLOCK = "(?:p|h[1-6]|li|td|th|tr|table|thead|tbody|ul|ol)"
_EDGES = re.compile(rf"(<{_BLOCK}\b[^<>]*>) +|(?<! ) +(</{_BLOCK}>)")


def content(container: etree._Element) -> tuple[str, etree._Element | None]:
    """Return the HTML in an element that holds a text, and its NITF document if it is one.

    The text may stand there as elements, as markup that was quoted, or plain.
    """
    if len(container) == 0:
        return quoted(container.text or "")
    nitf = container.find(".//nitf")
    if nitf is not None:
        return nitf_html(nitf), nitf
    ttnitf.rename(container)
    infomaker.rename(container)
    body = container.find(".//body")
    body = body if body is not None else container
    inner = list(body.iter(etree.Element))[-1]
    if inner is not body and is_markup(inner.text or "") and text_of(inner) == text_of(body):
        # All of the text is one quotation, deeper inside.
        return quoted(inner.text)
    known = any(child.tag in _KNOWN for child in body)
    known = known or (body.text or "").strip() or body.find(".//p") is not None
    return (html_of(body) if known else ""), None


def quoted(text: str) -> tuple[str, etree._Element | None]:
    """Return the HTML of a text that may be NITF, HTML or plain; and its NITF document."""
    start = _NITF.search(text[:_PROLOGUE])
    if start:
        nitf, _ = parsed(text[start.start() :].strip())
        if nitf is not None:
            return nitf_html(nitf), nitf
    return (marked_up(text) if is_markup(text) else paragraphs(text)), None


def marked_up(text: str) -> str:
    """Return HTML in the tags of a story."""
    return simplified(replaced(text, _HEADER, end_tag, lambda opened, inner: ""))


def nitf_html(nitf: etree._Element) -> str:
    """Return the story of an NITF document, with the line at its end on who contributed."""
    story = nitf.find("body/body.content")
    text = html_of(story) if story is not None else ""
    tagline = nitf.find("body/body.end/tagline")
    line = text_of(tagline)
    # Addresses of the staff are for other editors.
    return text if not line or "@" in line else text + html_of(tagline)


def leading_picture(nitf: etree._Element) -> Picture | None:
    """Take the picture from above the text of a document: it leads the story, and is no part of
    what is written. None where the text begins otherwise."""
    holder = nitf.find("body/body.content")
    while holder is not None and len(holder) and not (holder.text or "").strip():
        first = holder[0]
        if first.tag == "media":
            return _taken(first)
        holder = first if first.tag == "block" else None
    return None


def _taken(media):
    best, source, is_picture = _reference(media)
    if not (source and is_picture):
        return None
    caption, credit = " ".join(texts_of(media, "media-caption")), text_of(media, "media-producer")
    picture = Picture(
        picture_address(source), best.get("alternate-text", ""), " ".join(caption.split()), credit
    )
    media.clear(keep_tail=True)
    media.tag = "span"
    return picture


def html_of(element: etree._Element) -> str:
    """Return an element's HTML; the element is used up."""
    element.tail = None
    etree.strip_elements(element, *_DROPPED, with_tail=False)
    for note in element.findall(".//note[@type='npa']"):
        note.clear()
    for media in list(element.iter("media")):
        _show(media)
    for quote_ in list(element.iter("q")):
        _quote(quote_)
    for paragraph in list(element.iter("p")):
        _part(paragraph)
    _fold_spaces(element)
    unknown = set()
    for found in element.iter(etree.Element):
        found.tag = _RENAMED.get(found.tag, found.tag)
        if found.tag not in _HTML:
            unknown.add(found.tag)
    wrapper = etree.Element("div")
    wrapper.append(element)
    etree.strip_tags(wrapper, *unknown)
    text = simplified(etree.tostring(wrapper, encoding="unicode", method="html"))
    return _EDGES.sub(lambda edge: edge[1] or edge[2], text)


def _fold_spaces(element):
    """What pretty XML puts between words is no part of a text; a listing keeps its lines."""
    for found in element.iter(etree.Element):
        if found.text and found.tag != "pre":
            found.text = _SPACES.sub(" ", found.text)
        if found.tail and found.getparent().tag != "pre":
            found.tail = _SPACES.sub(" ", found.tail)


def _quote(element):
    """`q` is a quotation, and a story's quotation marks are typed."""
    element.text = "“" + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + "”"
    else:
        element.text += "”"
    element.tag = "span"


def _part(paragraph):
    """Part a paragraph that holds a whole wire text, line ends and all; join one whose lines a
    wire has broken."""
    breaks = paragraph.findall("br")
    if len(breaks) == len(paragraph) and is_wrapped(_lines(paragraph)):
        for found in breaks:
            found.tail = f" {found.tail or ''}"
        etree.strip_tags(paragraph, "br")
    text = paragraph.text or ""
    if len(paragraph) or not has_lines(text):
        return
    parts = html.fragment_fromstring(paragraphs(text), create_parent="div")
    paragraph.text, paragraph.tag = None, "div"
    paragraph.extend(list(parts))


def _lines(paragraph):
    texts = [paragraph.text, *(found.tail for found in paragraph)]
    return [" ".join((text or "").split()) for text in texts]


def _show(media):
    """A picture with its caption, a link to a sound or film, or nothing where there is neither."""
    best, source, is_picture = _reference(media)
    caption = _caption(media)
    tail = media.tail
    media.clear()
    media.tag, media.tail = "div", tail
    if source and is_picture:
        media.tag = "figure"
        alternate = best.get("alternate-text", "")
        etree.SubElement(media, "img", src=picture_address(source), alt=alternate)
        if caption:
            etree.SubElement(media, "figcaption").text = caption
    elif source.startswith(("http://", "https://")):
        etree.SubElement(media, "a", href=source).text = caption or source


def _reference(media):
    """The largest of its files, where that lies, and whether it is a picture."""
    best = max(
        media.iter("media-reference"), key=lambda one: pixels(one.get("width", "")), default=None
    )
    source = best.get("source", "").strip() if best is not None else ""
    is_picture = best is not None and _is_picture(media.get("media-type", ""), best, source)
    return best, source, is_picture


def _caption(media):
    caption = " ".join(texts_of(media, "media-caption"))
    producer = text_of(media, "media-producer")
    if producer and producer.casefold() not in caption.casefold():
        return f"{caption} ({producer})".strip()
    return caption


def _is_picture(kind, found, source):
    kind = kind or found.get("mime-type", "") or found.get("media-type", "")
    return bool(_PICTURE_KIND.search(kind)) or (not kind and is_picture_file(source))

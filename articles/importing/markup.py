"""Old markup to what a story may hold: frames to links, presentational tags to plain ones.

Not a cleaner: what is unsafe or unknown goes when the story is stored. Here is what would
otherwise be lost with it, or run together.
"""

import re
import sys

from lxml import etree, html

from articles.importing.measure import uncrowded
from articles.importing.spans import without_scripts
from articles.importing.tidy import tidied

_DROPPED = ("script", "style", "noscript", "template", "svg", "math", "head", "title", "link")
_DROPPED += ("meta", "input", "button", "select", "textarea", "canvas", "map")
_RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "cite": "em"}
_FRAMES = ("iframe", "frame", "embed", "object", "video", "audio")
_CONTAINERS = frozenset(
    "div center section article aside main header footer nav address form fieldset details "
    "summary dl dt dd body html hgroup".split()
)
_BLOCKS = _CONTAINERS | frozenset(
    "p h2 h3 h4 ul ol li blockquote figure figcaption table thead tbody tfoot tr td th caption "
    "pre hr".split()
)
# A box inside of these ends no paragraph, and begins none.
_HOLDERS = frozenset("figure figcaption p td th li a".split())
#: How WordPress marks the text under a picture, and the box around both.
_CAPTION = "wp-caption-text"
_CAPTIONED = frozenset(["wp-caption", "gallery-item"])
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
# More open elements than this make the parser give up.
_DEEPEST = 1000
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>?")
# WordPress shows signs as pictures of them.
_EMOJI = re.compile(
    r"<img\b(?=[^<>]*\bclass=[\"'][^\"'<>]*\b(?:wp-smiley|emoji)\b)"
    r"(?=[^<>]*\balt=[\"']([^\"'<>]*)[\"'])[^<>]*>",
    re.IGNORECASE,
)
# A parser stops at the first of them, or refuses the text as a whole.
_REFERENCE = re.compile(r"&#(x[0-9a-f]{1,8}|\d{1,9});?", re.IGNORECASE)
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def simplified(text: str) -> str:
    """Return HTML in the tags that a story is written in; loose text gets its paragraph."""
    if "smiley" in text or "emoji" in text:
        text = _EMOJI.sub(r"\1", text)
    html_ = tidied(text)
    return reshaped(possible(text)) if html_ is None else html_


def possible(text: str) -> str:
    """Return `text` without the signs that no text holds, references to them included."""
    text = _IMPOSSIBLE.sub("", text)
    return _REFERENCE.sub(_referred, text) if "&#" in text else text


def _referred(reference):
    digits = reference[1].lower()
    code = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    return reference[0] if code < sys.maxunicode and not _IMPOSSIBLE.match(chr(code)) else ""


def reshaped(text: str) -> str:
    """Return the same by way of a parser, whatever the text may hold."""
    try:
        # Without huge_tree, what stands in more than 256 elements would be lost.
        parser = html.HTMLParser(huge_tree=True)
        root = html.fragment_fromstring(uncrowded(text), create_parent="div", parser=parser)
    except etree.ParserError:
        return ""
    if text.count("<") > _DEEPEST and _is_cut(parser):
        return reshaped(_without_boxes(text))
    etree.strip_elements(root, etree.Comment, *_DROPPED, with_tail=False)
    for element in list(root.iter(*_FRAMES)):
        _replace_by_link(element)
    for element in _outermost(root, "pre"):
        _break_lines(element)
    for element in list(root.iter("img")):
        _mend_picture(element)
    for element in root.iter(*_RENAMED):
        element.tag = _RENAMED[element.tag]
    if _CAPTION in text:
        _mend_captions(root)
    _open_figures(root)
    _open_containers(root)
    for element in [root, *root.iter("blockquote")]:
        _wrap_loose(element)
    for paragraph in list(root.iter("p")):
        _finish(paragraph)
    return _inner(root)


def _is_cut(parser):
    """Whether the parser gave up: then the end of the text is missing."""
    return any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _without_boxes(text):
    """What stands in thousands of elements was never laid out by anybody: its words are kept."""
    lines = (
        " ".join(line.split()) for line in _MARKUP.sub("\n", without_scripts(text)).splitlines()
    )
    return "".join(f"<p>{line}</p>" for line in lines if line)


def _inner(root):
    parts = [root.text or ""]
    parts.extend(html.tostring(child, encoding="unicode") for child in root)
    return "".join(parts).strip()


def _replace_by_link(element):
    source = element.find(".//source")
    address = element.get("src") or element.get("data") or element.get("data-src") or ""
    if not address and source is not None:
        address = source.get("src", "")
    if address.startswith("//"):
        address = f"https:{address}"
    if element.getparent() is None:
        return
    if not address.startswith(("http://", "https://")):
        element.drop_tree()
        return
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "a", address, tail
    element.set("href", address)


def _outermost(root, name):
    return [found for found in root.iter(name) if next(found.iterancestors(name), None) is None]


def _break_lines(element):
    """Listings have no element of their own here: a paragraph keeps their lines."""
    lines = element.text_content().strip("\n").splitlines() or [""]
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "p", _spaces(lines[0]), tail
    for line in lines[1:]:
        etree.SubElement(element, "br").tail = _spaces(line)


def _spaces(line):
    indent = len(line) - len(line.lstrip())
    return "\u00a0" * indent + line.lstrip()


def _mend_picture(element):
    """Lazy loading hides the address; a picture of one pixel only counts readers."""
    address = element.get("src", "")
    if not address or address.startswith("data:"):
        address = element.get("data-src") or element.get("data-lazy-src") or ""
        element.set("src", address)
    if not address or "1" in (element.get("width"), element.get("height")):
        element.drop_tree()


def _mend_captions(root):
    for caption in root.iter("p", "dd", "div", "span"):
        box = caption.getparent()
        is_caption = box is not None and _CAPTION in caption.get("class", "").split()
        if is_caption and _CAPTIONED.intersection(box.get("class", "").split()):
            box.tag, caption.tag = "figure", "figcaption"


def _open_containers(root):
    """A box with text in it is a paragraph; a box of boxes disappears around them."""
    boxes = [element for element in root.iter(*_CONTAINERS) if element is not root]
    # From the outermost in, each moves no more than it holds itself; so what becomes of it is
    # decided before anything moves.
    fates = [_fate(element) for element in boxes]
    for element, fate in zip(boxes, fates, strict=True):
        fate(element)


def _fate(element):
    if any(child.tag in _BLOCKS for child in element):
        return _dissolve
    return _join if element.getparent().tag in _HOLDERS else _become_paragraph


def _dissolve(element):
    _wrap_loose(element)
    element.drop_tag()


def _join(element):
    """Words in boxes side by side must not become one."""
    following, tail = element.getnext(), element.tail or ""
    is_last = following is None or following.tag in _BLOCKS
    if tail.strip() or (not tail and not is_last):
        element.tail = f" {tail}"
    previous = element.getprevious()
    before = element.getparent().text if previous is None else previous.tail
    if (before or "").strip() and element.text_content().strip():
        element.text = f" {element.text or ''}"
    element.drop_tag()


def _become_paragraph(element):
    element.tag = "p"


def _wrap_loose(parent):
    """Put text and inline elements that stand among blocks into paragraphs."""
    paragraph = _loose(parent.text)
    if paragraph is not None:
        parent.text = None
        parent.insert(0, paragraph)
    for child in list(parent):
        if child is paragraph:
            continue
        if child.tag not in _BLOCKS:
            if paragraph is None:
                paragraph = html.Element("p")
                child.addprevious(paragraph)
            paragraph.append(child)
            continue
        following = _loose(child.tail)
        child.tail = None
        if following is not None:
            child.addnext(following)
        paragraph = following


def _loose(text):
    if not (text or "").strip():
        return None
    paragraph = html.Element("p")
    paragraph.text = text
    return paragraph


def _open_figures(root):
    """A figure without a picture or table was an embed, one of figures a gallery: what they
    hold remains, and their captions are paragraphs."""
    filled, galleries = _around(root, "img", "table", "blockquote"), _around(root, "figure")
    for figure in list(root.iter("figure")):
        if figure not in filled or figure in galleries:
            for caption in figure.findall("figcaption"):
                caption.tag = "p"
            figure.tag = "div"


def _around(root, *names):
    """The elements in which one of these is."""
    found = set()
    for element in root.iter(*names):
        for ancestor in element.iterancestors():
            if ancestor in found:
                break
            found.add(ancestor)
    return found


def _finish(paragraph):
    """Drop a paragraph without anything in it; one of nothing but an address was an embed."""
    address = (paragraph.text or "").strip()
    if not paragraph.text_content().strip() and paragraph.find(".//img") is None:
        paragraph.drop_tree()
    elif len(paragraph) == 0 and _ADDRESS.fullmatch(address):
        paragraph.text = None
        link = etree.SubElement(paragraph, "a", href=address)
        link.text = address

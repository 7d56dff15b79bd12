"""Old markup to what a story may hold: frames to links, presentational tags to plain ones.

Not a cleaner: what is unsafe or unknown goes when the story is stored. Here is what would
otherwise be lost with it, or run together.
"""

import re

from lxml import etree, html

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
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def simplified(text: str) -> str:
    """Return HTML in the tags that a story is written in; loose text gets its paragraph."""
    try:
        # Without huge_tree, what stands in more than 256 elements would be lost.
        parser = html.HTMLParser(huge_tree=True)
        root = html.fragment_fromstring(text, create_parent="div", parser=parser)
    except etree.ParserError:
        return ""
    etree.strip_elements(root, etree.Comment, *_DROPPED, with_tail=False)
    for element in list(root.iter(*_FRAMES)):
        _replace_by_link(element)
    for element in list(root.iter("pre")):
        _break_lines(element)
    for element in list(root.iter("img")):
        _mend_picture(element)
    for element in root.iter(*_RENAMED):
        element.tag = _RENAMED[element.tag]
    _open_figures(root)
    _open_containers(root)
    for element in [root, *root.iter("blockquote")]:
        _wrap_loose(element)
    for paragraph in list(root.iter("p")):
        _finish(paragraph)
    return _inner(root)


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


def _open_containers(root):
    """A box with text in it is a paragraph; a box of boxes disappears around them."""
    for element in reversed(list(root.iter(*_CONTAINERS))):
        if element is root:
            continue
        if _holds_blocks(element):
            _wrap_loose(element)
            element.drop_tag()
        elif element.getparent().tag in ("figure", "figcaption", "p", "td", "th", "li"):
            element.drop_tag()
        else:
            element.tag = "p"


def _holds_blocks(element):
    return any(child.tag in _BLOCKS for child in element)


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
    for figure in list(root.iter("figure")):
        is_empty = next(figure.iter("img", "table", "blockquote"), None) is None
        if is_empty or figure.find(".//figure") is not None:
            for caption in figure.findall("figcaption"):
                caption.tag = "p"
            figure.tag = "div"


def _finish(paragraph):
    """Drop a paragraph without anything in it; one of nothing but an address was an embed."""
    address = (paragraph.text or "").strip()
    if not paragraph.text_content().strip() and paragraph.find(".//img") is None:
        paragraph.drop_tree()
    elif len(paragraph) == 0 and _ADDRESS.fullmatch(address):
        paragraph.text = None
        link = etree.SubElement(paragraph, "a", href=address)
        link.text = address

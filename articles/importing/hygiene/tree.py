"""A body as a tree, and back."""

from lxml import etree, html

from articles.importing.measure import uncrowded

_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)


def parsed(body: str) -> html.HtmlElement | None:
    """Return a root that holds `body`, None when there is nothing in it."""
    try:
        # Without huge_tree, what stands in more than 256 elements would be lost.
        parser = html.HTMLParser(huge_tree=True)
        return html.fragment_fromstring(uncrowded(body), create_parent="div", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def written(root: html.HtmlElement) -> str:
    """Return what `root` holds."""
    text = html.tostring(root, encoding="unicode", with_tail=False)
    return text[text.index(">") + 1 : text.rindex("<")]


def removed(element: html.HtmlElement) -> None:
    """Remove an element and all in it; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def beginning(element: html.HtmlElement, length: int = 200) -> str:
    """Return the first words in an element, without looking at all of it."""
    words, total = [], 0
    for text in element.itertext(etree.Element):
        words.append(text)
        total += len(text)
        if total >= length:
            break
    return " ".join("".join(words)[: 2 * length].split())[:length]


def paragraphs(root: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the blocks without blocks in them, in order; loose text at the top gets its own."""
    _wrap_loose(root)
    elements = [element for element in root.iter(etree.Element) if element is not root]
    holding = set()
    for element in reversed(elements):
        if element.tag in _BLOCKS or element in holding:
            holding.add(element.getparent())
    return [element for element in elements if element.tag in _BLOCKS and element not in holding]


def _wrap_loose(root):
    """Put text and inline elements that stand among the blocks into paragraphs."""
    paragraph = None
    if (root.text or "").strip():
        paragraph = html.Element("p")
        paragraph.text, root.text = root.text, None
        root.insert(0, paragraph)
    for child in list(root):
        if child is paragraph:
            continue
        if child.tag in _BLOCKS:
            paragraph = _wrap_tail(child)
        else:
            if paragraph is None:
                paragraph = html.Element("p")
                child.addprevious(paragraph)
            paragraph.append(child)


def _wrap_tail(block):
    if not (block.tail or "").strip():
        return None
    paragraph = html.Element("p")
    paragraph.text, block.tail = block.tail, None
    block.addnext(paragraph)
    return paragraph

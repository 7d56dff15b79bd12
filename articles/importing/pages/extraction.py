"""Where the text of a page is: trafilatura finds it, in a tree made ready for it."""

import logging
import re
from copy import deepcopy
from functools import cache

from lxml import etree, html

from articles.importing.markup import simplified
from articles.importing.pages.furniture import is_furniture_box

_SPACES = re.compile(r"[ \t\r\n\f]+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_EDGED = ("p", "li", "td", "th", "ul", "ol", "table", "tr", "blockquote", *_HEADINGS)
_LONGEST_CELL = 300
_MANY = 8_000
# Its own elements, and ours.
_ELEMENTS = {
    "item": "li",
    "quote": "blockquote",
    "lb": "br",
    "graphic": "img",
    "ref": "a",
    "row": "tr",
    "del": "s",
}
_MARKS = {"#b": "strong", "#i": "em", "#u": "span", "#t": "code", "#sub": "sub", "#sup": "sup"}


def extracted(root: html.HtmlElement) -> html.HtmlElement:
    """Return the text of a page in a <div>, empty when there is none."""
    # Takes 0.2 s, and not every import has pages.
    from trafilatura import bare_extraction

    tree = _prepared(root)
    try:
        found = bare_extraction(
            tree,
            # What it asks for a second opinion takes the square of the time.
            fast=sum(1 for _ in tree.iter()) > _MANY,
            # Not "python", which would make plain text of it as well.
            output_format="xml",
            include_comments=False,
            include_links=True,
            include_images=True,
            include_tables=True,
            include_formatting=True,
            # Else it asks what day it is, although it looks for no date.
            date_extraction_params={"max_date": "2100-01-01"},
            config=_config(),
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        # It has met more pages than its authors have.
        found = None
    if found is None or found.body is None:
        return html.Element("div")
    # Loose words get their paragraph, so that each block can be judged.
    text = simplified(etree.tostring(_as_html(found.body), encoding="unicode", method="html"))
    if not text:
        return html.Element("div")
    body = html.fragment_fromstring(text, create_parent="div")
    etree.strip_elements(body, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in body.iter():
        _tidy(element)
    return body


@cache
def _config():
    from trafilatura.settings import use_config

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    config = use_config()
    # A brief is short. Below this, it takes all words of the page for the text.
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "30"
    return config


def _prepared(root):
    """A copy in which less can be taken for the text."""
    tree = deepcopy(root)
    for element in list(tree.iter(etree.Element)):
        if is_furniture_box(element) and element.getparent() is not None:
            element.drop_tree()
    for table in reversed(list(tree.iter("table"))):
        if _is_layout(table):
            _open_table(table)
    _mark_story(tree)
    return tree


def _mark_story(tree):
    """In a page whose boxes have no telling names, name the one that holds most of the text:
    outside of a named one, lists and quotes would not be looked at."""
    from trafilatura.xpaths import BODY_XPATH

    if any(expression(tree) for expression in BODY_XPATH):
        return
    own = {
        box: _own_text(box) for box in tree.iter("body", "div", "section", "center", "font", "form")
    }
    best = max(own, key=own.get, default=None)
    if best is None or own[best] * 2 < sum(own.values()):
        return
    if best.tag == "body":
        story = html.Element("div")
        story.text, best.text = best.text, None
        story.extend(list(best))
        best.append(story)
        best = story
    best.tag = "div"
    best.set("class", "article-body")


def _own_text(box):
    """How much text stands in a box itself and in its paragraphs."""
    length = len((box.text or "").strip())
    for child in box:
        if child.tag in ("p", "b", "i", "em", "strong", "span", "a"):
            length += len(child.text_content())
        length += len((child.tail or "").strip())
    return length


def _is_layout(table):
    """Whether a table is there to put things beside each other, as in the years before 2005."""
    if table.get("role") in ("presentation", "none"):
        return True
    if next(table.iter("th"), None) is not None:
        return False
    is_box = next(table.iter("h1", "form", "div", "p", "font"), None) is not None
    return is_box or any(len(cell.text_content()) > _LONGEST_CELL for cell in table.iter("td"))


def _open_table(table):
    for element in table.xpath(".//tr | .//td | .//tbody | .//thead | .//tfoot | .//caption"):
        if next(element.iterancestors("table")) is table:
            element.tag = "div"
    table.tag = "div"


def _as_html(body):
    for element in body.iter(etree.Element):
        rend = element.get("rend", "")
        if element.tag in _ELEMENTS:
            element.tag = _ELEMENTS[element.tag]
        elif element.tag == "head":
            element.tag = rend if rend in _HEADINGS else "h3"
        elif element.tag == "list":
            element.tag = rend if rend in ("ul", "ol") else "ul"
        elif element.tag == "hi":
            element.tag = _MARKS.get(rend, "em")
        elif element.tag == "cell":
            element.tag = "th" if element.get("role") == "head" else "td"
        _keep_attributes(element)
    body.tag = "div"
    return body


def _keep_attributes(element):
    kept = {}
    if element.tag == "a":
        kept["href"] = element.get("target", "")
    elif element.tag == "img":
        kept["src"] = element.get("src", "")
    elif element.tag in ("td", "th"):
        kept = {name: element.get(name) for name in ("colspan", "rowspan") if element.get(name)}
    element.attrib.clear()
    element.attrib.update(kept)


def _tidy(element):
    """White space is for those who wrote the page."""
    if element.tag != "pre":
        element.text = _folded(element.text)
    element.tail = _folded(element.tail)
    if element.tag in _EDGED:
        element.text = (element.text or "").lstrip(" ")
        last = element[-1] if len(element) else None
        if last is None:
            element.text = element.text.rstrip(" ")
        elif last.tail:
            last.tail = last.tail.rstrip(" ")


def _folded(text):
    return _SPACES.sub(" ", text) if text else text

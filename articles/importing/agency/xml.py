"""One item of an agency's XML: parsed alone, mended where it can be, named without prefixes."""

import re
from collections.abc import Iterator
from html import escape
from html.entities import html5

from lxml import etree

_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{1,40};)?")
_STRAY_LESS = re.compile(r"<(?![A-Za-z_/!?])")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def parsed(text: str) -> tuple["etree._Element | None", str]:
    """Return the element that `text` is, and what was wrong with it if it could not be mended.

    Its names are local ones: agencies declare namespaces on elements that are not here, forget
    them, or write XHTML in their own. `xml:lang` is `lang`.
    """
    element, trouble = _attempt(text)
    if trouble:
        mended, remaining = _attempt(_mended(text))
        if not remaining or element is None:
            element, trouble = mended, remaining
    if element is not None:
        _localise(element)
    return element, trouble


def _attempt(text):
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        # Safe here: an item has no DOCTYPE, and its length is bounded.
        huge_tree=True,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        element = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        return None, str(error)
    wrong = [entry for entry in parser.error_log if "Namespace prefix" not in entry.message]
    return element, wrong[0].message.strip().splitlines()[0] if wrong else ""


def _mended(text):
    """Outside CDATA, stray `&` and `<` and HTML's own entities become what they must mean."""
    parts, position = [], 0
    while True:
        opened = text.find("<![CDATA[", position)
        closed = text.find("]]>", opened) if opened >= 0 else -1
        parts.append(_mended_markup(text[position : opened if closed >= 0 else None]))
        if closed < 0:
            return "".join(parts)
        position = closed + len("]]>")
        parts.append(text[opened:position])


def _mended_markup(text):
    return _STRAY_LESS.sub("&lt;", _ENTITY.sub(_entity, text)).replace("]]>", "]]&gt;")


def _entity(match):
    name = match[1] or ""
    return escape(html5[name]) if name in html5 else f"&amp;{name}"


def _localise(root):
    for element in root.iter(etree.Element):
        try:
            element.tag = local(element.tag)
        except ValueError:
            # `x:2` is a name, and `2` is none.
            element.tag = "odd"
        for name, value in element.attrib.items():
            if name.startswith("{"):
                del element.attrib[name]
                if name == _LANGUAGE:
                    element.set("lang", value)
    etree.cleanup_namespaces(root)


def local(name: str) -> str:
    """Return the name of an element without its namespace or prefix."""
    return name.rpartition("}")[2].rpartition(":")[2]


def text_of(element: "etree._Element | None", path: str = "") -> str:
    """Return the text of an element, or of the first at `path` in it, on one line."""
    if path and element is not None:
        element = element.find(path)
    if element is None:
        return ""
    return " ".join("".join(element.itertext()).split())


def value_of(element: "etree._Element | None", path: str, attribute: str) -> str:
    """Return an attribute of the first element at `path`, "" where there is none."""
    found = element.find(path) if element is not None else None
    return " ".join(found.get(attribute, "").split()) if found is not None else ""


def texts_of(element: "etree._Element", path: str) -> Iterator[str]:
    """Yield the texts at `path` that are not empty."""
    yield from filter(None, map(text_of, element.iterfind(path)))

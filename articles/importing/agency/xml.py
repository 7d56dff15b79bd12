"""One item of an agency's XML: parsed alone, and named without prefixes."""

from collections.abc import Iterator

from lxml import etree

from articles.importing.xml import parsing

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PARSER = parsing.parser(recover=True, remove_comments=True)


def parsed(text: str) -> tuple["etree._Element | None", str]:
    """Return the element that `text` is, and what was wrong with it if it could not be mended.

    Its names are local ones: agencies declare namespaces on elements that are not here, forget
    them, or write XHTML in their own. `xml:lang` is `lang`.
    """
    element, trouble = parsing.parsed(_PARSER, text)
    if element is not None:
        _localise(element)
    return element, trouble


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

"""Which of the components of a NewsML 1 item is its text, and which go with it."""

from collections.abc import Iterator

from lxml import etree

from articles.importing.agency.newsml_1_lines import formal_name, role_of
from articles.importing.agency.newsml_1_metadata import languages
from articles.importing.agency.xml import text_of

# Components that tell of the text, or go with it.
_BESIDE = frozenset(
    "headline title subheadline stylesheet caption contact logo abstract summary lead keywords "
    "keyword credit photo picture graphic video audio thumbnail quicklook teaser tickertape".split()
)
_MAIN = ("main", "body", "maintext", "story")
_TEXT = ("text", "nitf", "html", "xhtml", "xml", "plain")
_NO_TEXT = ("css", "jpeg", "gif", "image", "video", "audio", "photo", "graphic")


def media_type(found: etree._Element) -> str:
    """Return all that says what a ContentItem holds, in one line."""
    names = ("MediaType", "Format", "MimeType")
    return " ".join(filter(None, (formal_name(found, name) for name in names))).lower()


def main_text(element: etree._Element) -> etree._Element | None:
    """Return the ContentItem that is the story: the one that says so, else the first."""
    language = element.get("lang", "")[:2].lower()
    return max(_texts(element), key=lambda item: _rank(item, language), default=None)


def _texts(element):
    """Those ContentItems that may be the story; of one that is all lead, that."""
    beside = {one for one in element.iter("NewsComponent") if role_of(one) in _BESIDE}
    texts = [item for item in element.iter("ContentItem") if _is_text(item)]
    own = [item for item in texts if beside.isdisjoint(item.iterancestors())]
    leads = [item for item in texts if role_of(item.getparent()) == "lead"]
    filled = ([item for item in items if text_of(item, "DataContent")] for items in (own, leads))
    return next(filter(None, filled), own)


def _rank(item, language):
    own = _language(item)
    return role_of(item.getparent()) in _MAIN, bool(own) and own == language


def _language(item):
    return next(filter(None, languages(item.iterancestors("NewsComponent"))), "")[:2].lower()


def translations(element: etree._Element, text: etree._Element | None) -> Iterator[etree._Element]:
    """Yield the main texts in other languages: each is a story of its own."""
    seen = {_language(text)} if text is not None else set()
    for item in _texts(element):
        if role_of(item.getparent()) in _MAIN and seen and _language(item) not in seen | {""}:
            seen.add(_language(item))
            yield item


def _is_text(item):
    data = item.find("DataContent")
    kind = media_type(item)
    if data is None or any(name in kind for name in _NO_TEXT):
        return False
    return not kind or any(name in kind for name in _TEXT) or len(data) > 0


def text_elsewhere(element: etree._Element) -> str:
    """Return the file in which a text lies that is not here."""
    for item in element.iter("ContentItem"):
        kind = media_type(item)
        is_text = any(name in kind for name in _TEXT) and not any(name in kind for name in _NO_TEXT)
        if item.get("Href") and is_text:
            return item.get("Href")
    return ""

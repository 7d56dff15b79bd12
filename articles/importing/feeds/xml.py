"""One entry of a feed as well-formed XML: as it is, mended, or put together from its fields.

feedparser's own parser for damaged feeds takes escapes away twice; its strict one does not,
and gets nothing but what has gone through here.
"""

import re
from html import escape
from itertools import islice

from lxml import etree

from articles.importing.xml import parsing
from articles.importing.xml.parsing import CDATA, CDATA_END, is_cdata, mended, split_at_cdata

#: What each vocabulary is called here, whatever its prefix in the file, and its usual address.
VOCABULARIES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "app": "http://www.w3.org/2007/app",
    "thr": "http://purl.org/syndication/thread/1.0",
    "blogger": "http://schemas.google.com/blogger/2018",
    "yandex": "http://news.yandex.ru",
    "prism": "http://prismstandard.org/namespaces/basic/2.0",
    "turbo": "http://turbo.yandex.ru",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "atom": "http://www.w3.org/2005/Atom",
}
_FEED = re.compile(
    r"w3\.org/2005/atom|purl\.org/(?:atom/ns|echo/|pie/|rss/1\.0$|rss/1\.0/modules/rss091)|"
    r"my\.netscape\.com/rdf|backend\.userland\.com/rss|blogs\.law\.harvard\.edu/tech/rss"
)
_BY_ADDRESS = {address.rstrip("/#").lower(): name for name, address in VOCABULARIES.items()}
_BY_ADDRESS |= {
    f"http://prismstandard.org/namespaces/{version}": "prism"
    for version in ("1.2/basic", "basic/1.0", "basic/2.1", "basic/3.0")
}
_BY_ADDRESS |= {"http://purl.org/atom/app": "app", "http://purl.org/dc/elements/1.0": "dc"}
_PARSER = parsing.parser(remove_comments=True)
_ATTRIBUTE = re.compile(r"""([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_TAG = re.compile(r"<([A-Za-z_][\w:.-]*)(\s[^<>]*|/)?>")
_NESTED = re.compile(r"(?:[\w.-]+:)?(?:author|contributor|source|group|control)|media:content")
_MOST_TAGS = 2000
_MOST_ATTRIBUTES = 100


def parsed(opening: str, text: str, closing: str) -> tuple["etree._Element | None", str]:
    """Parse `text` between two tags; return the root, else None and what is wrong with it."""
    return parsing.parsed(_PARSER, text, opening, closing)


def tag(name: str, attributes: str, declared: bool = False) -> str:
    """Write a start tag with those of its attributes that can be read.

    `declared` adds the usual prefixes that it doesn't declare.
    """
    found = {}
    for match in islice(_ATTRIBUTE.finditer(attributes), _MOST_ATTRIBUTES):
        found.setdefault(match[1], mended(match[2] or match[3] or ""))
    if declared:
        for prefix, address in VOCABULARIES.items():
            found.setdefault(f"xmlns:{prefix}", address)
    return f"<{name}{''.join(_written(*pair) for pair in found.items())}>"


def _written(name, value):
    return ' {}="{}"'.format(name, value.replace('"', "&quot;"))


def name_of(element: "etree._Element") -> str:
    """Return `media:content` for an element of that vocabulary, whatever its prefix; in lower
    case, for CDF.

    The elements of RSS, Atom and CDF themselves have no prefix; those of others are `?:name`.
    """
    address, _, name = element.tag.lower().rpartition("}")
    address = address.lstrip("{").rstrip("/#")
    if not address or _FEED.search(address):
        return name
    return f"{_BY_ADDRESS.get(address, '?')}:{name}"


def text_of(element: "etree._Element") -> str:
    """Return the text of an element and of all that is in it."""
    return "".join(element.itertext()).strip()


def from_fields(text: str) -> tuple[str, bool]:
    """Put an entry together from its fields, each by itself; say whether nothing was left over.

    In a field that holds markup, the markup becomes text, as in a feed that is right.
    """
    start = _TAG.search(text)
    if start is None:
        return "", False
    end = text.rfind(f"</{start[1]}")
    inner = text[start.end() : end if end >= 0 else None]
    fields, is_whole = _fields(inner)
    return f"{tag(start[1], start[2] or '')}{fields}</{start[1]}>", is_whole


def _fields(text):
    written, left, position, unclosed = [], [], 0, set()
    while (found := _TAG.search(text, position)) and len(written) + len(left) < _MOST_TAGS:
        name, attributes = found[1], found[2] or ""
        left.append(text[position : found.start()])
        position = found.end()
        if attributes.endswith("/"):
            written.append(f"{tag(name, attributes)}</{name}>")
            continue
        end = text.find(f"</{name}>", position) if name not in unclosed else -1
        if end < 0:
            unclosed.add(name)
            left.append(name)
            continue
        written.append(_field(name, attributes, text[position:end]))
        position = end + len(name) + 3
    left.append(text[position:])
    return "".join(written), not "".join(left).strip()


def _field(name, attributes, inner):
    if _NESTED.fullmatch(name):
        value, _ = _fields(inner)
    elif any("<" in part for part in split_at_cdata(inner) if not is_cdata(part)):
        value = escape(inner.replace(CDATA, "").replace(CDATA_END, ""), quote=False)
        attributes = re.sub(r"\b(?:type|mode)\s*=", "was=", attributes) + ' type="html"'
    else:
        value = mended(inner)
    return f"{tag(name, attributes)}{value}</{name}>"

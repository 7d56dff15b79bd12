"""One entry of a feed as well-formed XML: as it is, mended, or put together from its fields.

feedparser's own parser for damaged feeds takes escapes away twice; its strict one does not,
and gets nothing but what has gone through here.
"""

import re
from html import escape, unescape
from html.entities import html5
from itertools import islice

from lxml import etree

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
_BY_ADDRESS |= {"http://purl.org/atom/app": "app", "http://purl.org/dc/elements/1.0": "dc"}
_CDATA, _END = "<![CDATA[", "]]>"
_AMPERSAND = re.compile(r"&(?:(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|\w{1,40});)?")
_NO_SIGN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STRAY_LESS = re.compile(r"<(?![A-Za-z_/?]|!--|!\[CDATA\[)")
_PREFIX = re.compile(r"<([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=")
_ATTRIBUTE = re.compile(r"""([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_TAG = re.compile(r"<([A-Za-z_][\w:.-]*)(\s[^<>]*|/)?>")
_NESTED = re.compile(r"(?:[\w.-]+:)?(?:author|contributor|source|group|control)|media:content")
_MOST_TAGS = 2000
_MOST_ATTRIBUTES = 100


def parsed(opening: str, text: str, closing: str) -> tuple["etree._Element | None", str]:
    """Parse `text` between two tags; return the root, else None and what is wrong with it.

    Small mistakes are mended: stray `&` and `<`, HTML's entities, prefixes without address.
    """
    tree, trouble = _attempt(f"{opening}{text}{closing}")
    if tree is None:
        text = mended(text)
        tree, _ = _attempt(f"{_declaring(opening, text)}{text}{closing}")
    return tree, "" if tree is not None else trouble


def _attempt(text):
    # huge_tree is safe here: there is no DOCTYPE inside of an element, and the length is bounded.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser), ""
    except etree.XMLSyntaxError as error:
        return None, (error.msg or "no XML").partition(", line ")[0].strip()


def mended(text: str) -> str:
    """Outside CDATA, turn stray `&` and `<` and HTML's own entities into what they must mean."""
    parts = []
    for part in _parts(_NO_SIGN.sub("", text)):
        if not _is_cdata(part):
            part = _STRAY_LESS.sub("&lt;", _AMPERSAND.sub(_reference, part)).replace(_END, "]]&gt;")
        parts.append(part)
    return "".join(parts)


def _parts(text):
    """Yield what stands in CDATA sections and between them; one that never ends is none."""
    position = 0
    while (start := text.find(_CDATA, position)) >= 0 and (end := text.find(_END, start)) >= 0:
        yield text[position:start]
        position = end + len(_END)
        yield text[start:position]
    yield text[position:]


def _is_cdata(part):
    return part.startswith(_CDATA) and part.endswith(_END)


def _reference(match):
    name = match[1] or ""
    if not (name.startswith("#") or f"{name};" in html5):
        return f"&amp;{match[0][1:]}"
    return escape(_NO_SIGN.sub("", unescape(match[0])))


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


def _declaring(opening, text):
    """Add to the first tag of `opening` the prefixes that `text` uses and nobody declares."""
    used = {first or second for first, second in _PREFIX.findall(text)} - {"xml", "xmlns"}
    missing = [prefix for prefix in sorted(used) if f" xmlns:{prefix}=" not in opening]
    name, _, rest = opening.partition(" ")
    return name + "".join(f' xmlns:{prefix}="urn:{prefix}"' for prefix in missing) + f" {rest}"


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
    elif any("<" in part for part in _parts(inner) if not _is_cdata(part)):
        value = escape(inner.replace(_CDATA, "").replace(_END, ""), quote=False)
        attributes = re.sub(r"\b(?:type|mode)\s*=", "was=", attributes) + ' type="html"'
    else:
        value = mended(inner)
    return f"{tag(name, attributes)}{value}</{name}>"

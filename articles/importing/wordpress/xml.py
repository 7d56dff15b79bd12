"""One item of a WordPress export as XML: parsed alone, mended where it can be."""

import html
import re
from functools import lru_cache
from html.entities import html5

from lxml import etree

from articles.importing.encoding import legacy_codec

# Versions differ in nothing but their namespace, so each vocabulary gets one name for all.
_VOCABULARIES = (
    ("excerpt", re.compile(r"/excerpt/?$")),
    ("wp", re.compile(r"wordpress\.org/export/")),
    ("content", re.compile(r"/rss/1\.0/modules/content/?$")),
    ("dc", re.compile(r"/dc/elements/1\.\d/?$")),
)
_NAMESPACE = re.compile(rb"""\sxmlns:(?!xml)([A-Za-z_][\w.-]*)\s*=\s*["']([^"']*)["']""")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_ROOT = re.compile(rb"<(?:rss|rdf:RDF)\b[^<>]*>")
# What a charset leaves as it is, and codecs that are none do not.
_ASCII = bytes(range(32, 127)).replace(b"\\", b"") + rb"\x41\u0041+AEE-.xn--e1afmkfd"
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(\w+;)?")
_NO_TROUBLE = "Namespace prefix"
_STRAY_LESS = re.compile(r"<(?![A-Za-z/!?])")


class Envelope:
    """What every item of a file has around it: its encoding and its prefixes.

    `encoding` is what a person says of the file, against what it says of itself.
    """

    def __init__(self, head: bytes, encoding: str = ""):
        declared = _DECLARED.match(head)
        name = encoding or (declared[1].decode("ascii", "replace") if declared else "")
        self.codec = _known_codec(name)
        prefixes = {name: name for name, _ in _VOCABULARIES}
        root = _ROOT.search(head)
        for prefix, address in _NAMESPACE.findall(root[0] if root else b""):
            prefixes[prefix.decode("ascii", "replace")] = _vocabulary(
                address.decode("utf-8", "replace")
            )
        declarations = " ".join(
            f'xmlns:{prefix}="urn:{html.escape(name)}"' for prefix, name in prefixes.items()
        )
        self.opening = f"<rss {declarations}>"
        self.parser = etree.XMLParser(
            recover=True,
            resolve_entities=False,
            no_network=True,
            # Safe here: an item has no DOCTYPE, and its length is bounded.
            huge_tree=True,
            remove_pis=True,
        )

    def text(self, data: bytes) -> tuple[str, str]:
        """Return the text of `data`, and the name of the codec if it wasn't the declared one."""
        try:
            return data.decode(self.codec), ""
        except UnicodeError:
            codec = legacy_codec(data)
            return data.decode(codec, errors="replace"), codec

    def parse(self, text: str) -> tuple["etree._Element | None", str]:
        """Parse one item; return its element, and what was wrong if it could not be mended."""
        element, trouble = self._attempt(text)
        if trouble:
            mended, remaining = self._attempt(_mended(text))
            if not remaining or element is None:
                element, trouble = mended, remaining
        return element, trouble

    def _attempt(self, text):
        data = f"{self.opening}{text}</rss>".encode("utf-8", "replace")
        root = etree.fromstring(data, self.parser)
        wrong = [entry for entry in self.parser.error_log if _NO_TROUBLE not in entry.message]
        trouble = wrong[0].message.strip().splitlines()[0] if wrong else ""
        return (root[0] if root is not None and len(root) else None), trouble


@lru_cache(maxsize=256)
def name_of(tag: str) -> str:
    """Return `wp:post_id` for the tag of that vocabulary, whatever its prefix and version; ""
    for what is no element."""
    if not isinstance(tag, str):
        return ""
    return tag[len("{urn:") :].replace("}", ":", 1) if tag.startswith("{urn:") else tag


def _vocabulary(address):
    for name, pattern in _VOCABULARIES:
        if pattern.search(address):
            return name
    return re.sub(r"\W+", "-", address)


def _known_codec(name):
    # A stream of wide characters was recoded already.
    if not name or name.lower().startswith(("utf-16", "utf-32", "utf_16", "utf_32")):
        return "utf-8"
    try:
        is_charset = _ASCII.decode(name) == _ASCII.decode("ascii")
    except (LookupError, ValueError):
        return "utf-8"
    return name if is_charset else "utf-8"


def _mended(text):
    """Outside CDATA, stray `&` and `<` and HTML's own entities become what they must mean."""
    parts, position = [], 0
    while position < len(text):
        start = text.find("<![CDATA[", position)
        end = text.find("]]>", start) if start >= 0 else -1
        outside = text[position:start] if end >= 0 else text[position:]
        parts.append(
            _STRAY_LESS.sub("&lt;", _ENTITY.sub(_entity, outside)).replace("]]>", "]]&gt;")
        )
        if end < 0:
            break
        position = end + 3
        parts.append(text[start:position])
    return "".join(parts)


def _entity(match):
    name = match[1] or ""
    return html5[name] if name in html5 else f"&amp;{name}"

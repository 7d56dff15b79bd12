"""What the items of a WordPress export have around them, and what their elements are called."""

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from articles.importing.xml.codecs import codec_of_items
from articles.importing.xml.parsing import parsed, parser

# Versions differ in nothing but their namespace, so each vocabulary gets one name for all.
_VOCABULARIES = (
    ("excerpt", re.compile(r"/excerpt/?$")),
    ("wp", re.compile(r"wordpress\.org/export/")),
    ("content", re.compile(r"/rss/1\.0/modules/content/?$")),
    ("dc", re.compile(r"/dc/elements/1\.\d/?$")),
)
_NAMESPACE = re.compile(rb"""\sxmlns:(?!xml)([A-Za-z_][\w.-]*)\s*=\s*["']([^"']*)["']""")
_ROOT = re.compile(rb"<(?:rss|rdf:RDF)\b[^<>]*>")
_PARSER = parser(recover=True)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What every item of a file has around it: its encoding and its prefixes."""

    codec: str
    opening: str

    def parse(self, text: str) -> tuple["etree._Element | None", str]:
        """Parse one item; return its element, and what was wrong if it could not be mended."""
        root, trouble = parsed(_PARSER, text, self.opening, "</rss>")
        return (root[0] if root is not None and len(root) else None), trouble


def envelope_of(head: bytes, encoding: str = "") -> Envelope:
    """Return what the head of a file says of its items.

    `encoding` is what a person says of the file, against what it says of itself.
    """
    prefixes = {name: name for name, _ in _VOCABULARIES}
    root = _ROOT.search(head)
    for prefix, address in _NAMESPACE.findall(root[0] if root else b""):
        prefixes[prefix.decode("ascii", "replace")] = _vocabulary(
            address.decode("utf-8", "replace")
        )
    declarations = " ".join(
        f'xmlns:{prefix}="urn:{html.escape(name)}"' for prefix, name in prefixes.items()
    )
    return Envelope(codec_of_items(head, encoding), f"<rss {declarations}>")


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

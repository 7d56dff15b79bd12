"""One item of a WordPress export as XML: parsed alone, mended where it can be."""

import html
import re
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
_NAMESPACE = re.compile(rb"""\sxmlns:([\w.-]+)\s*=\s*["']([^"']*)["']""")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_ROOT = re.compile(rb"<rss\b[^>]*>|<rdf:RDF\b[^>]*>")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(\w+;)?")
_STRAY_LESS = re.compile(r"<(?![A-Za-z/!?])")


class Envelope:
    """What every item of a file has around it: its encoding and its prefixes."""

    def __init__(self, head: bytes):
        declared = _DECLARED.match(head)
        self.codec = _known_codec(declared[1].decode()) if declared else "utf-8"
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

    def text(self, data: bytes) -> tuple[str, str]:
        """Return the text of `data`, and the name of the codec if it wasn't the declared one."""
        try:
            return data.decode(self.codec), ""
        except UnicodeDecodeError:
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
        parser = etree.XMLParser(
            recover=True,
            resolve_entities=False,
            no_network=True,
            # Safe here: an item has no DOCTYPE, and its length is bounded.
            huge_tree=True,
            remove_pis=True,
        )
        root = etree.fromstring(f"{self.opening}{text}</rss>".encode(), parser)
        wrong = [entry for entry in parser.error_log if "Namespace prefix" not in entry.message]
        trouble = wrong[0].message.strip().splitlines()[0] if wrong else ""
        return (root[0] if root is not None and len(root) else None), trouble


def name_of(element) -> str:
    """Return `wp:post_id` for an element of that vocabulary, whatever its prefix and version."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith("{urn:"):
        return tag if isinstance(tag, str) else ""
    return tag[len("{urn:") :].replace("}", ":", 1)


def _vocabulary(address):
    for name, pattern in _VOCABULARIES:
        if pattern.search(address):
            return name
    return re.sub(r"\W+", "-", address)


def _known_codec(name):
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    # The stream was recoded already.
    return "utf-8" if name.lower().startswith(("utf-16", "utf-32")) else name


def _mended(text):
    """Outside CDATA, stray `&` and `<` and HTML's own entities become what they must mean."""
    return "".join(
        part
        if part.startswith("<![CDATA[")
        else _STRAY_LESS.sub("&lt;", _ENTITY.sub(_entity, part)).replace("]]>", "]]&gt;")
        for part in _CDATA.split(text)
    )


def _entity(match):
    name = match[1] or ""
    return html5[name] if name in html5 else f"&amp;{name}"

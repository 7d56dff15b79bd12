"""What the entries of a feed are called: that depends on its root, and on its prefixes."""

import re

from articles.importing.spans import without_comments
from articles.importing.xml.cutting import OPENING, Items

_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|rdf|feed|channel|item|entry)(?=[\s>/])", re.IGNORECASE)
_PREFIX = re.compile(
    r"xmlns:([\w.-]+)\s*=\s*[\"']http://(?:www\.w3\.org/2005/Atom|purl\.org/(?:atom/ns|rss/1\.0/?[\"'])|"
    r"my\.netscape\.com/rdf)"
)
# In CDF they are in capitals.
_ITEM = "(?:item|ITEM|Item)"
_KINDS = dict.fromkeys(["rss", "rdf", "channel", "item"], _ITEM)
_KINDS |= {"feed": "entry", "entry": "entry", "": f"(?:{_ITEM}|entry)"}


def entry_names(opening: bytes) -> bytes:
    """Return a pattern of what the entries of the feed that begins so are called."""
    text = without_comments(opening[:OPENING].decode("latin-1"))
    root = _ROOT.search(text)
    kind = _KINDS[root[1].lower() if root else ""]
    prefixes = "|".join(re.escape(prefix) for prefix in sorted(set(_PREFIX.findall(text))))
    return (rf"(?:(?:{prefixes}):)?{kind}" if prefixes else kind).encode()


ENTRIES = Items(entry_names, ends=rb"/(?:rss|feed|channel|CHANNEL|rdf:RDF)\s*>", word="entry")

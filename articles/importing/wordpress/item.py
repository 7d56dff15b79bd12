"""One `<item>` of a WordPress export: its fields, what plugins added, and its terms."""

import re
from collections import defaultdict
from html import unescape

from lxml import etree

from articles.importing.wordpress.terms import Term
from articles.importing.wordpress.xml import name_of

_NAMESPACES = re.compile(r' xmlns:[\w.-]+="urn:[^"]*"')
_UNNEEDED = frozenset(["wp:comment", ""])


class Item:
    """The text of each field by its name (`wp:post_id`), of each meta by its key, and the terms."""

    def __init__(self, element):
        self.fields, self.metas, self.terms = {}, defaultdict(list), []
        for child in element:
            name = name_of(child.tag)
            if name == "category":
                self.terms.append(_term(child))
            elif name == "wp:postmeta":
                self._add_meta(child)
            elif name not in _UNNEEDED and name not in self.fields:
                self.fields[name] = _inner(child) if len(child) else child.text or ""

    def _add_meta(self, element):
        fields = {name_of(child.tag): child.text or "" for child in element}
        self.metas[fields.get("wp:meta_key", "").strip()].append(fields.get("wp:meta_value", ""))

    def __getitem__(self, name):
        return self.fields.get(name, "").strip()

    def meta(self, *keys: str) -> str:
        """Return the first value that one of these keys has."""
        found = (value.strip() for key in keys for value in self.metas.get(key, ()))
        return next(filter(None, found), "")

    @property
    def content(self):
        return self.fields.get("content:encoded") or self.fields.get("description", "")

    @property
    def kind(self):
        return self["wp:post_type"] or "post"


def _term(element):
    text = "".join(element.itertext()) if len(element) else element.text or ""
    name = unescape(" ".join(text.split()))
    return Term(element.get("domain") or "category", element.get("nicename", ""), name)


def _inner(element):
    """The text of an element; where an exporter forgot to escape HTML, its markup too."""
    parts = [element.text or ""]
    for child in element:
        parts.append(etree.tostring(child, encoding="unicode", with_tail=True))
    return _NAMESPACES.sub("", "".join(parts))

"""The head of a WordPress export: the site it came from, its authors and its categories."""

import re
from urllib.parse import unquote

from articles.importing.record import Category
from articles.importing.wordpress import plain
from articles.importing.wxr_xml import Envelope, name_of

_CHANNEL = re.compile(rb"<channel\b[^>]*>|<rss\b[^>]*>|<rdf:RDF\b[^>]*>")
# A large site has a hundred thousand of them, and items name their tags themselves.
_TAGS = re.compile(rb"<wp:tag>.*?</wp:tag>", re.DOTALL)


class Site:
    """What items refer to. `authors` maps a login to the name that readers saw."""

    def __init__(self, envelope: Envelope, head: bytes):
        channels = list(_CHANNEL.finditer(head))
        self.is_one = bool(channels)
        self.authors, self._terms, self._channel = {}, {}, {}
        if channels:
            text, _ = envelope.text(_TAGS.sub(b"", head[channels[-1].end() :]))
            self._read(envelope.parse(f"<channel>{text}</channel>")[0])
        address = self._channel.get("wp:base_blog_url") or self._channel.get("wp:base_site_url")
        self.address = (address or self._channel.get("link", "")).rstrip("/")
        self.title = plain(self._channel.get("title", ""))
        self.language = self._channel.get("language", "")

    def _read(self, channel):
        for element in channel if channel is not None else ():
            name = name_of(element)
            if name == "wp:author":
                self._add_author(_fields(element))
            elif name in ("wp:category", "wp:term"):
                self._add_term(_fields(element))
            elif len(element) == 0:
                self._channel.setdefault(name, (element.text or "").strip())

    def _add_author(self, fields):
        login = fields.get("wp:author_login", "")
        parts = (fields.get("wp:author_first_name"), fields.get("wp:author_last_name"))
        whole = " ".join(part for part in parts if part)
        self.authors[login] = fields.get("wp:author_display_name") or whole or login

    def _add_term(self, fields):
        if fields.get("wp:term_taxonomy", "category") != "category":
            return
        slug = fields.get("wp:category_nicename") or fields.get("wp:term_slug", "")
        name = fields.get("wp:cat_name") or fields.get("wp:term_name") or slug
        parent = fields.get("wp:category_parent") or fields.get("wp:term_parent", "")
        if slug:
            self._terms[slug] = (name, parent)

    def category(self, slug: str, name: str) -> Category:
        """Return the category with its line of parents; a loop among them is cut."""
        line, seen = [(slug, name)], {slug}
        parent = self._terms.get(slug, ("", ""))[1]
        while parent in self._terms and parent not in seen:
            seen.add(parent)
            parent_name, grandparent = self._terms[parent]
            line.append((parent, parent_name))
            parent = grandparent
        category = None
        for part_slug, part_name in reversed(line):
            category = Category(part_name, unquote(part_slug), category)
        return category


def _fields(element):
    return {name_of(child): (child.text or "").strip() for child in element}

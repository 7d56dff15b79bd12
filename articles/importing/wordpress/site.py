"""The head of a WordPress export: the site it came from, its authors and its categories."""

import re
from urllib.parse import urlsplit

from articles.importing.record import Category
from articles.importing.wordpress.body import plain
from articles.importing.wordpress.terms import MOST_PARENTS, category_of, taxonomy_of
from articles.importing.wordpress.xml import Envelope, name_of
from articles.importing.xml.codecs import decoded

_CHANNEL = re.compile(rb"<(?:channel|rss|rdf:RDF)\b[^<>]*>")
_TAXONOMY = re.compile(rb"<wp:term_taxonomy>\s*(?:<!\[CDATA\[)?([\w-]+)")
#: What a source is called at most.
_LONGEST_SOURCE = 100


def needed(head: bytes) -> bytes:
    """Return a head without its tags and other terms: a large site has a hundred thousand of
    them, and items name theirs themselves."""
    for name in (b"wp:tag", b"wp:term"):
        head = b"".join(_without(head, name))
    return head


def _without(head, name):
    start, end, position = b"<%s>" % name, b"</%s>" % name, 0
    while (begin := head.find(start, position)) >= 0 and (stop := head.find(end, begin)) >= 0:
        yield head[position:begin]
        position = stop + len(end)
        term = head[begin:position]
        found = _TAXONOMY.search(term)
        if found and taxonomy_of(found[1].decode()) in ("category", "author"):
            yield term
    yield head[position:]


class Site:
    """What items refer to. `address` is where the site is, "" when the head doesn't say."""

    def __init__(self, envelope: Envelope, head: bytes):
        channels = list(_CHANNEL.finditer(head))
        self.is_one = bool(channels)
        self._authors, self._byline_terms = {}, {}
        self._terms, self._slugs, self._channel = {}, {}, {}
        if channels:
            text, _ = decoded(head[channels[-1].end() :], envelope.codec)
            self._read(envelope.parse(f"<channel>{text}</channel>")[0])
        address = self._channel.get("wp:base_blog_url") or self._channel.get("wp:base_site_url")
        self.address = (address or self._channel.get("link", "")).rstrip("/")
        self.title = plain(self._channel.get("title", ""))
        self.language = self._channel.get("language", "")

    def _read(self, channel):
        for element in channel if channel is not None else ():
            name = name_of(element.tag)
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
        name = fields.get("wp:author_display_name") or whole or login
        self._authors[login] = name
        self._authors.setdefault(_nicename(login), name)

    def _add_term(self, fields):
        slug = fields.get("wp:category_nicename") or fields.get("wp:term_slug", "")
        name = fields.get("wp:cat_name") or fields.get("wp:term_name") or slug
        taxonomy = taxonomy_of(fields.get("wp:term_taxonomy", "category"))
        if taxonomy == "author":
            self._byline_terms[slug] = searched_name(name, fields.get("wp:term_description", ""))
        if taxonomy == "category" and slug:
            parent = fields.get("wp:category_parent") or fields.get("wp:term_parent", "")
            self._terms[slug] = (name, parent)
            self._slugs[fields.get("wp:term_id", "")] = slug

    def author(self, login: str) -> str:
        """Return the name that readers saw, of who signs in with this one."""
        return self._authors.get(login, login)

    def byline(self, slug: str, name: str) -> str:
        """Return the name behind a term of Co-Authors Plus (its name is a login) or of another
        plugin (its name is that of the person)."""
        nicename = slug.removeprefix("cap-")
        known = self._authors.get(name) or self._authors.get(nicename)
        return known or self._byline_terms.get(slug) or name

    def slug_of_category(self, number: str) -> str:
        """Return the slug of the category with this number, "" when there is none."""
        return self._slugs.get(number, "")

    def category(self, slug: str, name: str) -> Category:
        """Return the category with its line of parents; a loop among them is cut."""
        line, seen = [(slug, name)], {slug}
        parent = self._terms.get(slug, ("", ""))[1]
        while parent in self._terms and parent not in seen and len(line) <= MOST_PARENTS:
            seen.add(parent)
            parent_name, grandparent = self._terms[parent]
            line.append((parent, parent_name))
            parent = grandparent
        return category_of(line)


def source_name(address: str) -> str:
    """Name the system at an address: its host, and its folder, for two sites may share a host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    site = (parts.netloc or parts.path).lower().removeprefix("www.")
    return f"{site}{parts.path if parts.netloc else ''}".rstrip("/")[:_LONGEST_SOURCE]


def _fields(element):
    return {name_of(child.tag): (child.text or "").strip() for child in element}


def _nicename(login):
    return re.sub(r"[^a-z0-9]+", "-", login.lower()).strip("-")


def searched_name(login, description):
    """The name in what Co-Authors Plus keeps of a person to search in: the displayed, first and
    last name, login, number and address, a space after each. "" where it can't be told apart."""
    before, found, _ = description.partition(f" {login} ")
    display, gap, _ = before.strip().partition("  ")
    if not found or gap or before.endswith("  "):
        return display if found else ""
    words = before.split()
    half = len(words) // 2
    return " ".join(words[:half]) if words[:half] == words[half:] else ""

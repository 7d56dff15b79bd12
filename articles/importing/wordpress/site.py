"""The head of a WordPress export: the site it came from, its authors and its categories."""

import re
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from articles.importing.wordpress.body import plain
from articles.importing.wordpress.terms import taxonomy_of
from articles.importing.wordpress.xml import Envelope, name_of
from articles.importing.xml.codecs import decoded

_CHANNEL = re.compile(rb"<(?:channel|rss|rdf:RDF)\b[^<>]*>")
_TAXONOMY = re.compile(rb"<wp:term_taxonomy>\s*(?:<!\[CDATA\[)?([\w-]+)")
_ELEMENT = re.compile(rb"<(wp:(?:author|category|tag|term))>")
# Elements that are parsed at once: a head may have a hundred thousand.
_AT_ONCE = 500
#: What a source is called at most.
_LONGEST_SOURCE = 100


@dataclass(slots=True)
class Site:
    """What items refer to. `address` is where the site is, "" when the head doesn't say.

    `authors` are names by logins, `bylines` by slugs of terms; `parents` are slugs of categories
    by those of their children, `names` those of parents, `numbers` the slugs by WordPress's ids.
    """

    is_one: bool = False
    address: str = ""
    title: str = ""
    language: str = ""
    authors: dict[str, str] = field(default_factory=dict)
    bylines: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)

    def _read(self, channel):
        said = {}
        for element in channel if channel is not None else ():
            name = name_of(element.tag)
            if name == "wp:author":
                self._add_author(_fields(element))
            elif name in ("wp:category", "wp:term"):
                self._add_term(_fields(element))
            elif len(element) == 0:
                said.setdefault(name, (element.text or "").strip())
        return said

    def _add_author(self, fields):
        login = fields.get("wp:author_login", "")
        parts = (fields.get("wp:author_first_name"), fields.get("wp:author_last_name"))
        whole = " ".join(part for part in parts if part)
        name = fields.get("wp:author_display_name") or whole or login
        self.authors[login] = name
        self.authors.setdefault(_nicename(login), name)

    def _add_term(self, fields):
        slug = fields.get("wp:category_nicename") or fields.get("wp:term_slug", "")
        name = fields.get("wp:cat_name") or fields.get("wp:term_name") or slug
        taxonomy = taxonomy_of(fields.get("wp:term_taxonomy", "category"))
        if taxonomy == "author":
            self.bylines[slug] = searched_name(name, fields.get("wp:term_description", ""))
        if taxonomy == "category" and slug:
            parent = fields.get("wp:category_parent") or fields.get("wp:term_parent", "")
            self.names[slug] = name
            if parent:
                self.parents[slug] = parent
            if number := fields.get("wp:term_id"):
                self.numbers[number] = slug

    def author(self, login: str) -> str:
        """Return the name that readers saw, of who signs in with this one."""
        return self.authors.get(login, login)

    def byline(self, slug: str, name: str) -> str:
        """Return the name behind a term of Co-Authors Plus (its name is a login) or of another
        plugin (its name is that of the person)."""
        nicename = slug.removeprefix("cap-")
        known = self.authors.get(name) or self.authors.get(nicename)
        return known or self.bylines.get(slug) or name

    def slug_of_category(self, number: str) -> str:
        """Return the slug of the category with this number, "" when there is none."""
        return self.numbers.get(number, "")

    def above(self, slug: str) -> tuple[str, str] | None:
        """Return the slug and the name of a category's parent."""
        parent = self.parents.get(slug, "")
        return (parent, self.names[parent]) if parent in self.names else None


def site_of(envelope: Envelope, head: bytes) -> Site:
    """Return what a head says of the site that items are from."""
    site, rest = Site(), []
    elements = _elements(head, rest)
    while some := list(islice(elements, _AT_ONCE)):
        site._read(_parsed(envelope, b"".join(some)))
    rest = b"".join(rest)
    channels = list(_CHANNEL.finditer(rest))
    if not channels:
        return Site()
    site.is_one = True
    said = site._read(_parsed(envelope, rest[channels[-1].end() :]))
    # Nobody asks for others.
    site.names = {slug: site.names[slug] for slug in site.parents.values() if slug in site.names}
    address = said.get("wp:base_blog_url") or said.get("wp:base_site_url")
    site.address = (address or said.get("link", "")).rstrip("/")
    site.title = plain(said.get("title", ""))
    site.language = said.get("language", "")
    return site


def _elements(head, rest):
    """Yield the authors and terms of a head, and put into `rest` what is around them. Tags and
    the like are left out: items name theirs themselves."""
    position, unclosed = 0, set()
    for start in _ELEMENT.finditer(head):
        end = b"</%b>" % start[1]
        if start.start() < position or end in unclosed:
            continue
        stop = head.find(end, start.end())
        if stop < 0:
            unclosed.add(end)
            continue
        rest.append(head[position : start.start()])
        position = stop + len(end)
        element = head[start.start() : position]
        if start[1] != b"wp:tag" and (start[1] != b"wp:term" or _is_asked_for(element)):
            yield element
    rest.append(head[position:])


def _is_asked_for(term):
    taxonomy = _TAXONOMY.search(term)
    return bool(taxonomy) and taxonomy_of(taxonomy[1].decode()) in ("category", "author")


def _parsed(envelope, data):
    text, _ = decoded(data, envelope.codec)
    return envelope.parse(f"<channel>{text}</channel>")[0]


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

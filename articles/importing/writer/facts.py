"""What is known of a story beside its columns: what it is filed under, where it was, its pictures.

In names and codes, as the source has them: whose rows these are is found when it is applied.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from articles.html import plain
from articles.importing.addresses import host_of
from articles.importing.gazetteer import Gazetteer
from articles.importing.identity import bounded
from articles.importing.record import ArticleRecord, Category, Status
from articles.importing.writer import parts
from articles.importing.writer.born import told_birth
from articles.importing.writer.content import Dating
from articles.importing.writer.pictures import numbers_in
from articles.importing.writer.setup import Setup
from articles.models import Author, Tag, normalise_path
from articles.models.slugs import make_slug
from articles.models.taxonomy import fold

#: Names of categories and tags that a process remembers.
_REMEMBERED = 20_000
_AUTHOR_NAME = Author._meta.get_field("name").max_length
_TAG_NAME = Tag._meta.get_field("name").max_length
_SLUG = re.compile(r"[-\w]{1,200}")
_HREF = re.compile(r'<a [^>]*?href="([^"]+)"')


class Facts:
    """Finds the facts of stories; one for each process."""

    def __init__(self, setup: Setup, dating: Dating):
        self.dating, self.countries, self.sections = dating, setup.countries, setup.sections
        self.gazetteer = Gazetteer({code: name for code, (name, _) in setup.countries.items()})
        self.country_slugs = {slug: code for code, (_, slug) in setup.countries.items()}
        self.known_categories = {}

    def of(self, record: ArticleRecord, values: dict, site: str) -> dict:
        """Return the facts of a story; `values` are its columns, `site` the host it came from."""
        filed = record.filed
        section, tags = ([], []) if filed else self._section_and_tags(record)
        modified = self.dating.own(record.modified_at)
        authors = _authors(record)
        return {
            "filed": filed and [filed.section, filed.countries, filed.tags, filed.authors],
            "filed_roles": list(record.author_roles) if filed else [],
            "authors": [name for name, _ in authors],
            "roles": [role for _, role in authors] if any(role for _, role in authors) else [],
            "section": section,
            "tags": tags,
            "countries": [] if filed else self._countries(record, values),
            "paths": list(dict.fromkeys(normalise_path(path) for path in record.paths)),
            "links": [] if filed else links_in(values["body"], site, record.paths),
            "lead": record.lead_image and picture_told(record.lead_image),
            "pictures": [picture_told(picture) for picture in record.pictures],
            "withdrawn": _withdrawal(record, values),
            "numbers": numbers_in(values["body"]),
            "other_id": bounded(plain(record.other_id)),
            "born": told_birth(record, values["published_at"]),
            "assumed": bool(not record.published_at and self.dating.assumed(record)),
            "part": parts.told(record, values),
            "copy": record.external_id if record.is_copy else "",
            "version": [record.version, modified.timestamp() if modified else 0],
        }

    def _countries(self, record, values):
        """The codes of the countries that the source names; of those in the text if it names
        none."""
        codes = {}
        for category in record.categories:
            codes.update(dict.fromkeys(self._country_codes(category)))
        for name in record.countries:
            if code := self.gazetteer.country_given(name):
                codes[code] = None
        for name in record.tags:
            if code := self.gazetteer.country_called(name):
                codes[code] = None
        if not codes:
            found = self.gazetteer.countries_in(values["headline"], values["body_text"])
            codes.update(dict.fromkeys(found))
        return [code for code in codes if code in self.countries]

    def _country_codes(self, category):
        """The countries that a category or one above it is."""
        while category:
            if code := self._country(category):
                yield code
            category = category.parent

    def _country(self, category):
        """The code of the country that a category is, "" for none."""
        key = (category.name, category.slug)
        if key not in self.known_categories:
            if len(self.known_categories) > _REMEMBERED:
                self.known_categories.clear()
            self.known_categories[key] = self._country_of(category)
        return self.known_categories[key]

    def _country_of(self, category):
        return (
            self.gazetteer.country_named(category.name)
            or self.country_slugs.get(category.slug)
            or self.gazetteer.country_named(category.slug.replace("-", " "))
            or ""
        )

    def _section_and_tags(self, record):
        """The line of the most special category, top first, as [name, slug]; and the tags, with
        the categories that are neither a country nor in that line."""
        record = self._with_named_section(record)
        sections = [category for category in record.categories if not self._country(category)]
        chosen = max(sections, key=lambda category: len(list(_line(category))), default=None)
        above = set(_line(chosen))
        names = [*record.tags, *(other.name for other in sections if other not in above)]
        tags = [name for name in _clipped(names, _TAG_NAME) if fold(name)]
        line = [part for part in reversed(list(_line(chosen))) if not self._country(part)]
        return self._mapped(line), tags

    def _with_named_section(self, record):
        """Feeds have one word for sections and tags: what `--sections` names is a section."""
        named = next((tag for tag in record.tags if fold(tag) in self.sections), "")
        if not named or not record.is_partial or record.categories:
            return record
        tags = tuple(tag for tag in record.tags if tag != named)
        return replace(record, categories=(Category(named),), tags=tags)

    def _mapped(self, line):
        """The line by what `--sections` says: the most special part that is named there."""
        for depth in range(len(line), 0, -1):
            part = line[depth - 1]
            wanted = self.sections.get(fold(part.name)) or self.sections.get(part.slug)
            if wanted:
                names = [name.strip() for name in wanted.split(">") if name.strip()]
                return [[fitting(plain(name), 100), ""] for name in names]
        return [[fitting(plain(part.name), 100) or part.slug, part.slug] for part in line]


def slug_of(record: ArticleRecord) -> str:
    """The slug that a story wishes to have: the one it came with, else its headline's.

    That of another Newsroom is one already, whatever a person made of it there.
    """
    if record.filed and _SLUG.fullmatch(record.slug):
        return record.slug
    return make_slug(make_slug(record.slug, "") or plain(record.headline), "story")


def _line(category: Category | None) -> Iterator[Category]:
    while category:
        yield category
        category = category.parent


def identity(record):
    """The id that the source gives, else the first address, else a digest of the text."""
    for name in (record.external_id, *record.paths[:1]):
        if found := bounded(plain(name)):
            return found
    text = f"{record.headline}\n{record.body}"
    return "text:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _clipped(names, longest):
    """Names of one line and no more than `longest` characters, each once."""
    shown = (fitting(plain(name), longest) for name in names)
    return list(dict.fromkeys(name for name in shown if name))


@lru_cache(maxsize=_REMEMBERED)
def fitting(name, longest):
    """Cut a name so that it fits, and its folded key too: ß becomes ss."""
    name = name[:longest].strip()
    while len(fold(name)) > longest:
        name = name[:-1].strip()
    return name


def source_of(record, file):
    """The system of a file; of one that doesn't say it, the host of the story's address, so that
    the numbers of two papers' tables are told apart."""
    if file.source != file.format:
        return file.source
    hosts = (
        host_of(address) for address in (*record.paths, record.external_id) if "://" in address
    )
    return next(filter(None, hosts), file.source)


def _withdrawal(record, values):
    """`bare`: the source takes a story back without telling it again."""
    if record.status != Status.WITHDRAWN:
        return ""
    is_told = values["body_text"] or "<img" in values["body"] or record.filed
    return "whole" if is_told else "bare"


def _authors(record):
    """Pairs of the name and the role of each author."""
    roles = (*record.author_roles, *[""] * len(record.authors))
    pairs = zip(record.authors, roles, strict=False)
    shown = [(fitting(plain(name), _AUTHOR_NAME), plain(role)[:60]) for name, role in pairs]
    found = {}
    for name, role in shown:
        if name:
            found.setdefault(name, role)
    return list(found.items())


def links_in(body, site, paths):
    """Return pairs of an address in `body` that may be one of the old site, and its path."""
    if "<a " not in body:
        return []
    hosts = {host_of(address) for address in (f"//{site}", *paths)} - {""}
    found = {}
    for href in _HREF.findall(body):
        address = href.replace("&amp;", "&")
        if address.startswith(("/", "http://", "https://")):
            host = host_of(address)
            path = normalise_path(address)
            if (not host or host in hosts) and path != "/":
                found[href] = path[:500]
    return list(found.items())


def picture_told(picture):
    return [
        picture.address,
        *(plain(text) for text in (picture.alt, picture.caption, picture.credit)),
    ]

"""A story with all that belongs to it, read with others in a constant number of statements."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from articles.html import plain
from articles.importing.record import Picture
from articles.models import (
    Article,
    ArticlePath,
    Byline,
    Country,
    PictureReference,
    Section,
    normalise_path,
)

_SOURCE = Article._meta.get_field("source").max_length
_BLANK = re.compile(r"\s")
_UNREAD = ("body_text", "import_fingerprint", "created_by", "updated_by")


class Name(NamedTuple):
    """A tag or an author: its slug and name; `role` is that of an author in the byline."""

    slug: str
    name: str
    role: str = ""


class Shown(NamedTuple):
    """A picture: one of ours, or one that is known by its old address alone."""

    key: int
    is_ours: bool
    picture: Picture


@dataclass(slots=True)
class Story:
    """`source` and `external_id` tell it from every other story anywhere."""

    row: Article
    source: str
    external_id: str
    section: Section | None
    countries: list[Country] = field(default_factory=list)
    tags: list[Name] = field(default_factory=list)
    byline: list[Name] = field(default_factory=list)
    lead: Shown | None = None
    pictures: list[Shown] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def stories_of(
    keys: list[int], site: str, sections: dict[int, Section], countries: dict[int, Country]
) -> Iterator[Story]:
    """Yield the stories with these primary keys, in this order: seven statements.

    A story that was born here has no source and no id: it gets the site's name, and the one
    that it has in our feeds.
    """
    rows = Article.objects.select_related("lead_image").defer(*_UNREAD).in_bulk(keys)
    names = _identities(rows.values(), site[:_SOURCE])
    filed = _Filed(keys)
    for key in keys:
        row = rows[key]
        row.dateline = plain(row.dateline)
        lead, gallery = filed.pictures(row)
        yield Story(
            row,
            *names[key],
            section=sections.get(row.section_id),
            countries=sorted((countries[pk] for pk in filed.countries[key]), key=_slug),
            tags=sorted(filed.tags[key]),
            byline=filed.bylines[key],
            lead=lead,
            pictures=gallery,
            paths=sorted(map(address_of_path, filed.paths[key])),
        )


def _slug(facet):
    return facet.slug


class _Filed:
    """What belongs to some stories, by their keys."""

    def __init__(self, keys):
        def links(model, *columns):
            return model.objects.filter(article__in=keys).values_list("article_id", *columns)

        self.countries = _grouped(links(Article.countries.through, "country_id"), lambda key: key)
        self.tags = _grouped(links(Article.tags.through, "tag__slug", "tag__name"), Name)
        bylines = links(Byline, "author__slug", "author__name", "role")
        self.bylines = _grouped(bylines.order_by("position", "pk"), Name)
        self.paths = _grouped(links(ArticlePath, "path").order_by(), str)
        told = links(PictureReference, "role", "pk", "address", "alt", "caption", "credit")
        self.references = _grouped(told.order_by("position", "pk"), _reference)

    def pictures(self, row: Article) -> tuple[Shown | None, list[Shown]]:
        """The lead picture, of ours where there is one, and the others."""
        told = self.references[row.pk]
        leads = [shown for role, shown in told if role == PictureReference.Role.LEAD]
        others = [shown for role, shown in told if role != PictureReference.Role.LEAD]
        ours = row.lead_image and shown_image(row.lead_image)
        return ours or (leads[0] if leads else None), others


def _grouped(rows, make) -> dict[int, list]:
    """Lists of what `make` makes of the columns that follow a story's key."""
    groups = defaultdict(list)
    for key, *columns in rows:
        groups[key].append(make(*columns))
    return groups


def _reference(role, key, *about):
    return role, Shown(key, False, _picture(*about))


def _picture(address, *about):
    """A picture as an import will store it: what is said of it on one line."""
    return Picture(address, *map(plain, about))


def shown_image(image) -> Shown:
    """A picture of ours, by its address on the site; what a storage adds for a while goes."""
    address = image.file.url.partition("?")[0] if image.file else ""
    return Shown(image.pk, True, _picture(address, image.alt, image.caption, image.credit))


def _identities(rows: Iterable[Article], site: str) -> dict[int, tuple[str, str]]:
    """Return source and id of each row, complete where one of them is empty."""
    names, completed = {}, {}
    for row in rows:
        name = (row.source or site, row.external_id or f"urn:newsroom:story:{row.pk}")
        names[row.pk] = name
        if name != (row.source, row.external_id):
            completed[row.pk] = name
    # A story that came from another Newsroom may have the number that this one has here.
    for row in rows if (taken := _taken(completed.values())) else ():
        if completed.get(row.pk) in taken:
            source, identity = completed[row.pk]
            names[row.pk] = source, f"{identity}:{row.created_at:%Y%m%d%H%M%S}"[-255:]
    return names


def _taken(names):
    if not names:
        return set()
    sources, ids = (set(parts) for parts in zip(*names, strict=True))
    stored = Article.objects.filter(source__in=sources, external_id__in=ids)
    # The condition of the index, in its own words: without them SQLite would not use it.
    stored = stored.exclude(external_id="").values_list("source", "external_id")
    return set(stored).intersection(names)


def address_of_path(path: str) -> str:
    """Return the address of which `normalise_path` makes `path`: itself, nearly always."""
    before, _, naming = path.rpartition("?")
    for address in (path, f"{quote(before)}?{naming}", quote(path)):
        if normalise_path(address) == path:
            break
    return _BLANK.sub(lambda blank: quote(blank[0]), address)

"""What stories are filed under: sections, tags and authors, found or created by their names."""

import json
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest

from django.db import DataError, IntegrityError, transaction

from articles.countries import iso_countries
from articles.directory import forget
from articles.importing.writer.bulk import in_chunks, lock_facets
from articles.importing.writer.problems import PLAN, Problems
from articles.importing.writer.turns import held
from articles.models import (
    Author,
    Country,
    FormerSlug,
    ImportedRow,
    ImportItem,
    Section,
    Tag,
    TagAlias,
)
from articles.models.slugs import make_slug, unique_slug
from articles.models.taxonomy import fold

#: Names that are made in one transaction: others wait for it.
MADE_AT_ONCE = 500
# Room for the number that makes a slug unique.
_SLUG_WITH_NUMBER = 190
MODELS = {"section": Section, "tag": Tag, "author": Author, "country": Country}
_FACET_FIELDS = {
    "section": ("name", "description", "position"),
    "country": ("name", "description", "is_featured", "position"),
    "tag": ("name", "description"),
    "author": ("name", "description", "role", "is_house_name"),
}


@dataclass(slots=True)
class Place:
    """Where one story is filed, by primary keys; authors in the order of the byline, each with
    a role."""

    section: int | None = None
    countries: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    authors: list[tuple[int, str]] = field(default_factory=list)


class Filing:
    """Finds what items are filed under, and creates it when told to.

    What is asked for is remembered, up to a bound: an archive may have a million tags.
    """

    REMEMBERED = 200_000

    def __init__(self):
        self._countries = dict(Country.objects.values_list("code", "pk"))
        self._sections = _Sections()
        self._tags, self._authors = {}, {}
        self._slugs = {kind: {} for kind in MODELS}

    def load(self, facts: Iterable[dict]):
        """Learn the keys of all that some items are filed under: a constant number of queries."""
        if len(self._tags) + len(self._authors) > self.REMEMBERED:
            self._tags, self._authors = {}, {}
        names = _Names()
        for one in facts:
            names.add(one)
        self._tags.update(_keys_of_tags(set(names.tags) - self._tags.keys()))
        self._authors.update(_keys_of_authors(set(names.authors) - self._authors.keys()))
        for kind, slugs in names.slugs.items():
            missing = slugs - self._slugs[kind].keys()
            self._slugs[kind].update(_keys_of_slugs(kind, missing))

    def place(self, facts: dict) -> Place:
        """File one item; a name that is gone meanwhile files it under nothing."""
        if filed := facts.get("filed"):
            return self._place_by_slugs(*filed, facts.get("filed_roles", ()))
        place = Place(section=self._sections.find(facts.get("section", ())))
        place.countries = _known(self._countries, facts.get("countries", ()))
        place.tags = _known(self._tags, map(fold, facts.get("tags", ())))
        place.authors = _with_roles(self._authors, facts.get("authors", ()), facts.get("roles", ()))
        return place

    def _place_by_slugs(self, section, countries, tags, authors, roles):
        return Place(
            section=self._slugs["section"].get(section),
            countries=_known(self._slugs["country"], countries),
            tags=_known(self._slugs["tag"], tags),
            authors=_with_roles(self._slugs["author"], authors, roles),
        )

    def make(self, job, facts: Iterable[dict], facets: Iterable[ImportItem]):
        """Create what is missing of all that the items of a job are filed under.

        Some in each transaction: it can be done again, and finds what is there by then. One
        import at a time does so; what an editor is quicker to make ends it, to be tried again.
        """
        for some in in_chunks(facets, MADE_AT_ONCE):
            with _making(job):
                for item in some:
                    self._try_facet(job, item)
        names = _Names()
        for one in facts:
            names.add(one)
            if one.get("section"):
                self._sections.make(job, one["section"])
            if len(names) > self.REMEMBERED:
                _make_names(job, names)
                names = _Names()
        _make_names(job, names)
        forget()

    def _try_facet(self, job, item):
        facet = json.loads(item.facts)
        try:
            with transaction.atomic():
                self._make_facet(job, facet["kind"], facet)
        except (IntegrityError, DataError) as error:
            reason = str(error).strip().partition("\n")[0]
            message = f"The {facet['kind']} “{facet['name']}” can't be made: {reason}"
            Problems(job).tell(item, message, refused=True, finding=PLAN)

    def _make_facet(self, job, kind, facet):
        model = MODELS[kind]
        row = model.objects.filter(slug=facet["slug"]).first()
        if row is None and kind == "country":
            row = model.objects.filter(code=facet["code"]).first()
        elif row is None and kind == "tag":
            row = model.objects.filter(key=fold(facet["name"])).first()
        if row and row.slug != facet["slug"] and kind != "country":
            # Known under another address here: stories of the archive ask for it by this one.
            former = {"kind": kind, "slug": facet["slug"]}
            _make_once(job, "former", FormerSlug, former, {"row": row.pk})
        if row is None or kind == "country":
            row = self._write_facet(job, kind, facet, row)
        if kind == "tag":
            slugs = (*facet["slugs"], *[""] * len(facet["names"]))
            for name, slug in zip(facet["names"], slugs, strict=False):
                taken = slug and TagAlias.objects.filter(slug=slug).exists()
                values = {"tag": row, "name": name, "slug": "" if taken else slug}
                _make_once(job, "alias", TagAlias, {"key": fold(name)}, values)
        for slug in facet["former"]:
            _make_once(job, "former", FormerSlug, {"kind": kind, "slug": slug}, {"row": row.pk})

    def _write_facet(self, job, kind, facet, row):
        values = {name: facet[name] for name in _FACET_FIELDS[kind]}
        if kind == "country":
            values |= {"code": facet["code"], "slug": facet["slug"]}
        elif kind == "section":
            values["parent"] = Section.objects.filter(slug=facet["parent"] or None).first()
        before = {name: getattr(row, name) for name in values} if row else {}
        if before == values or (row and not self._may_rewrite(job, before)):
            return row
        row = row or MODELS[kind](slug=facet["slug"])
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        told = json.dumps([before, values]) if before else facet["description"]
        ImportedRow.objects.create(job=job, kind=kind, row=row.pk, before=told)
        return row

    def _may_rewrite(self, job, country):
        """An editor's country stays theirs; one that is as it was on a new site is nobody's."""
        return job.options.get("overwrite", False) or country in iso_countries()


def _make_once(job, kind, model, facts, values):
    row, is_new = model.objects.get_or_create(**facts, defaults=values)
    if is_new:
        ImportedRow.objects.create(job=job, kind=kind, row=row.pk)


class _Names:
    """What some items are filed under: tags by their folded keys, names of authors, slugs."""

    def __init__(self):
        self.tags, self.authors = {}, {}
        self.slugs = {kind: set() for kind in MODELS}

    def __len__(self):
        return len(self.tags) + len(self.authors)

    def add(self, facts):
        for name in facts.get("tags", ()):
            self.tags.setdefault(fold(name), name)
        self.authors.update(dict.fromkeys(facts.get("authors", ())))
        if filed := facts.get("filed"):
            section, countries, tags, authors = filed
            self.slugs["section"].update({section} - {""})
            self.slugs["country"].update(countries)
            self.slugs["tag"].update(tags)
            self.slugs["author"].update(authors)


class _Sections:
    """The tree of sections, found by slug or by name under the same parent."""

    def __init__(self):
        self._rows = list(Section.objects.all())
        self._found = {}

    def find(self, line):
        """Return the key of the last section of a line of [name, slug], or None."""
        if not line:
            return None
        told = json.dumps(line)
        if told not in self._found:
            self._found[told] = self._walk(line, None)
        return self._found[told]

    def make(self, job, line):
        if self.find(line) is None:
            with _making(job):
                if Section.objects.count() != len(self._rows):
                    self._rows = list(Section.objects.all())
                self._found = {}
                self._walk(line, job)

    def _walk(self, line, job):
        """Go down the line; with a job, make what is missing."""
        parent = None
        for name, slug in line:
            slug = make_slug(slug or name, "section")
            section = self._look(name, slug, parent)
            if section is None and job is None:
                return None
            parent = section or self._create(job, name, slug, parent)
        return parent.pk

    def _look(self, name, slug, parent):
        parent_key, key = parent.pk if parent else None, fold(name)
        for section in self._rows:
            if section.slug == slug or (section.parent_id, fold(section.name)) == (parent_key, key):
                return section
        return None

    def _create(self, job, name, slug, parent):
        section = Section.objects.create(name=name or slug, slug=slug, parent=parent)
        ImportedRow.objects.create(job=job, kind="section", row=section.pk)
        self._rows.append(section)
        return section


def _known(keys, names):
    """The keys of names, each once: several may mean one row."""
    return list(dict.fromkeys(keys[name] for name in names if name in keys))


def _with_roles(keys, names, roles):
    pairs = ((keys.get(name), roles[i] if i < len(roles) else "") for i, name in enumerate(names))
    found = {}
    for key, role in pairs:
        if key is not None:
            found.setdefault(key, role[:60])
    return list(found.items())


def _keys_of_slugs(kind, slugs):
    found = {}
    for some in in_chunks(slugs):
        former = FormerSlug.objects.filter(kind=kind, slug__among=some)
        found.update(former.values_list("slug", "row"))
        found.update(MODELS[kind].objects.filter(slug__among=some).values_list("slug", "pk"))
    return found


def _keys_of_tags(keys):
    found = {}
    for some in in_chunks(keys):
        found.update(TagAlias.objects.filter(key__among=some).values_list("key", "tag_id"))
        found.update(Tag.objects.filter(key__among=some).values_list("key", "pk"))
    return found


def _keys_of_authors(names):
    """The oldest of several with one name wins, so the order is the reverse."""
    found = {}
    for some in in_chunks(names):
        rows = Author.objects.filter(name__among=some).order_by("-pk")
        found.update(rows.values_list("name", "pk"))
    return found


@contextmanager
def _making(job):
    """A transaction in which no other import makes what stories are filed under."""
    with held(job):
        lock_facets()
        yield


def _make_names(job, names):
    tags = in_chunks(sorted(names.tags.items()), MADE_AT_ONCE)
    authors = in_chunks(sorted(names.authors), MADE_AT_ONCE)
    for some_tags, some_authors in zip_longest(tags, authors, fillvalue=()):
        with _making(job):
            known = _keys_of_tags(key for key, _ in some_tags)
            _make(job, Tag, [name for key, name in some_tags if key not in known])
            known = _keys_of_authors(some_authors)
            _make(job, Author, [name for name in some_authors if name not in known])


def _make(job, model, names):
    if not names:
        return
    kind = model._meta.model_name
    wanted = free_slugs(model, [make_slug(name, kind) for name in names])
    rows = [
        model(name=name, key=fold(name), slug=slug)
        for name, slug in zip(names, wanted, strict=True)
    ]
    model.objects.bulk_create(rows)
    ImportedRow.objects.bulk_create(ImportedRow(job=job, kind=kind, row=row.pk) for row in rows)


def free_slugs(model, wanted: list[str]) -> list[str]:
    """Return `wanted` with numbers added where a row, or an earlier one of them, has the slug."""
    taken = set(model.objects.filter(slug__among=wanted).values_list("slug", flat=True))
    numbered, found = set(), []
    for slug in wanted:
        if slug in taken and slug not in numbered:
            numbered.add(slug)
            beginning = f"{slug}-" if len(slug) < _SLUG_WITH_NUMBER else slug[:_SLUG_WITH_NUMBER]
            similar = model.objects.filter(slug__startswith=beginning)
            taken.update(similar.values_list("slug", flat=True))
        found.append(unique_slug(slug, taken.__contains__))
        taken.add(found[-1])
    return found

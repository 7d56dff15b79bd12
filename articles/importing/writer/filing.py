"""What stories are filed under: countries, sections, tags and authors, found or created.

Each is asked for once a batch and remembered for the run.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import slugify

from articles.html import plain
from articles.importing.gazetteer import Gazetteer
from articles.importing.record import ArticleRecord, Category
from articles.models import Author, Country, Section, Tag, TagAlias
from articles.models.slugs import make_slug, unique_slug
from articles.models.taxonomy import fold

_AUTHOR_NAME = Author._meta.get_field("name").max_length
# Room for the number that makes a slug unique.
_SLUG_WITH_NUMBER = 190
_TAG_NAME = Tag._meta.get_field("name").max_length


@dataclass(slots=True)
class Place:
    """Where one story is filed, by primary keys; authors in the order of the byline."""

    section: int | None = None
    countries: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    authors: list[int] = field(default_factory=list)


class Filing:
    """Finds and creates what records are filed under. Made anew after a rollback."""

    def __init__(self):
        countries = list(Country.objects.all())
        self._countries = {country.code: country.pk for country in countries}
        self._country_slugs = {country.slug: country.code for country in countries}
        self._gazetteer = Gazetteer({country.code: country.name for country in countries})
        self._sections = list(Section.objects.all())
        self._tags, self._authors = {}, {}

    def load(self, records: Iterable[ArticleRecord]):
        """Find or create the tags and authors of a batch: a constant number of queries."""
        tags, authors = {}, {}
        for record in records:
            for name in self._tag_names(record):
                tags.setdefault(fold(name), name)
            authors.update(dict.fromkeys(_author_names(record)))
        self._load_tags({key: name for key, name in tags.items() if key not in self._tags})
        self._load_authors([name for name in authors if name not in self._authors])

    def place(self, record: ArticleRecord, text: str) -> Place:
        """File one record; `text` is its plain text, in which its countries may be sought."""
        place = Place()
        codes = {}
        for category in record.categories:
            codes.update(dict.fromkeys(self._country_codes(category)))
        section = _deepest(self._section_categories(record))
        if section:
            place.section = self._section(section).pk
        if record.find_countries:
            found = self._gazetteer.countries_in(f"{record.headline}\n{text}")
            codes.update(dict.fromkeys(found))
        place.countries = [self._countries[code] for code in codes if code in self._countries]
        tags = (self._tags[fold(name)] for name in self._tag_names(record))
        place.tags = list(dict.fromkeys(tags))
        place.authors = [self._authors[name] for name in _author_names(record)]
        return place

    # Countries and sections

    def _country_codes(self, category: Category | None):
        """The countries that a category or one above it is."""
        while category:
            code = self._country(category)
            if code:
                yield code
            category = category.parent

    def _country(self, category):
        return (
            self._gazetteer.country_named(category.name)
            or self._country_slugs.get(category.slug)
            or self._gazetteer.country_named(category.slug.replace("-", " "))
        )

    def _section_categories(self, record):
        return [category for category in record.categories if not self._country(category)]

    def _section(self, category):
        parent = category.parent and self._parent(category.parent)
        slug = make_slug(category.slug or category.name, "section")
        name = plain(category.name)[:100] or slug
        parent_id = parent.pk if parent else None
        for section in self._sections:
            same_name = fold(section.name) == fold(name) and section.parent_id == parent_id
            if section.slug == slug or same_name:
                return section
        section = Section.objects.create(name=name, slug=slug, parent=parent)
        self._sections.append(section)
        return section

    def _parent(self, category):
        if not self._country(category):
            return self._section(category)
        return category.parent and self._parent(category.parent)

    # Tags and authors

    def _tag_names(self, record):
        """The tags, and the categories that are neither a country nor the story's section."""
        sections = self._section_categories(record)
        chosen = _deepest(sections)
        above = set(_line(chosen))
        names = [*record.tags, *(other.name for other in sections if other not in above)]
        shown = (plain(name)[:_TAG_NAME] for name in names)
        return [name for name in shown if fold(name)]

    def _load_tags(self, names):
        """`names` maps folded keys to names."""
        keys = list(names)
        self._tags.update(TagAlias.objects.filter(key__in=keys).values_list("key", "tag_id"))
        self._tags.update(Tag.objects.filter(key__in=keys).values_list("key", "pk"))
        missing = {key: name for key, name in names.items() if key not in self._tags}
        slugs = _free_slugs(Tag, list(missing.values()))
        created = Tag.objects.bulk_create(
            Tag(name=name, key=key, slug=slug)
            for (key, name), slug in zip(missing.items(), slugs, strict=True)
        )
        self._tags.update((tag.key, tag.pk) for tag in created)

    def _load_authors(self, names):
        # The oldest of several with one name wins, so the order is the reverse.
        known = Author.objects.filter(name__in=names).order_by("-pk").values_list("name", "pk")
        self._authors.update(known)
        missing = [name for name in names if name not in self._authors]
        created = Author.objects.bulk_create(
            Author(name=name, key=fold(name), slug=slug)
            for name, slug in zip(missing, _free_slugs(Author, missing), strict=True)
        )
        self._authors.update((author.name, author.pk) for author in created)


def _author_names(record):
    names = (plain(name)[:_AUTHOR_NAME].strip() for name in record.authors)
    return list(dict.fromkeys(name for name in names if name))


def _line(category):
    while category:
        yield category
        category = category.parent


def _deepest(categories):
    """The most special of the categories; the first of several."""
    return max(categories, key=lambda category: len(list(_line(category))), default=None)


def _free_slugs(model, names):
    """Return a slug for each name that no row has: one query, one more for each that is taken."""
    wanted = [make_slug(name, model._meta.model_name) for name in names]
    return free_slugs(model, wanted)


def free_slugs(model, wanted: list[str]) -> list[str]:
    """Return `wanted` with numbers added where a row, or an earlier one of them, has the slug."""
    taken = set(model.objects.filter(slug__in=wanted).values_list("slug", flat=True))
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


def slug_of(record: ArticleRecord) -> str:
    """The slug that a story wishes to have: the one it came with, else its headline's."""
    return make_slug(slugify(record.slug, allow_unicode=True) or record.headline, "story")

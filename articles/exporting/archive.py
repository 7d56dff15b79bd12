"""What is to be exported, asked for by the formats: facets first, then story by story."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice

from django.conf import settings
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from articles.exporting.part import LINKS, Part, in_order
from articles.exporting.snapshot import by_letters
from articles.exporting.story import Shown, Story, stories_of
from articles.models import Article, Author, Country, FormerSlug, Image, Section, Tag
from articles.models.taxonomy import Facet

#: Stories that are read at a time; an IN list of so many keys is no burden to any database.
CHUNK = 500
_FACET_CHUNK = 1_000


@dataclass(frozen=True)
class Archive:
    """A part of the site. `address` is that of the site, without a slash at its end; `moment`
    decides which stories are still to come."""

    part: Part = Part()
    site: str = field(default_factory=lambda: settings.SITE_NAME)
    address: str = ""
    moment: datetime = field(default_factory=timezone.now)
    #: Hears how many stories more have been read.
    on_stories: Callable[[int], None] = lambda number: None

    # What stories are filed under: all there is, or what the stories of the part need ----------

    def countries(self, only_used=False) -> Iterator[Country]:
        return self._facets(Country, "country", only_used)

    def tags(self) -> Iterator[Tag]:
        return self._facets(Tag, "tag", False, "aliases")

    def authors(self) -> Iterator[Author]:
        return self._facets(Author, "author", False)

    def _facets(self, model, kind, only_used, *relations):
        rows = model.objects.order_by(by_letters("slug")).prefetch_related(*relations)
        if only_used or not self.part.is_whole:
            stories = {} if self.part.is_whole else {"article__in": self._keys}
            rows = rows.filter(
                Exists(LINKS[kind].objects.filter(**{kind: OuterRef("pk")}, **stories))
            )
        return rows.iterator(chunk_size=_FACET_CHUNK)

    def sections(self) -> list[Section]:
        """Those needed, parents before their children."""
        known = self._sections
        if not self.part.is_whole:
            used = self.part.stories().exclude(section=None).values("section").distinct()
            needed = {
                above.pk for pk in used.values_list("section", flat=True) for above in self.line(pk)
            }
            known = {pk: section for pk, section in known.items() if pk in needed}
        return sorted(
            known.values(), key=lambda section: (len(self.line(section.pk)), section.slug)
        )

    def former_slugs(self, facet: Facet) -> list[str]:
        """The slugs that a row had before it was renamed."""
        return self._former.get((facet._meta.model_name, facet.pk), [])

    @cached_property
    def _former(self):
        found = defaultdict(list)
        rows = FormerSlug.objects.order_by(by_letters("slug")).values_list("kind", "row", "slug")
        for kind, row, slug in rows.iterator(_FACET_CHUNK):
            found[kind, row].append(slug)
        return found

    def line(self, key: int | None) -> list[Section]:
        """The section with this key and those above it, top first; a loop is cut."""
        line = {}
        while key in self._sections and key not in line:
            line[key] = self._sections[key]
            key = line[key].parent_id
        return list(reversed(line.values()))

    @cached_property
    def _sections(self):
        return Section.objects.in_bulk()

    @cached_property
    def _countries(self):
        return Country.objects.in_bulk()

    # The stories --------------------------------------------------------------------------------

    @property
    def _keys(self):
        return self.part.stories().values("pk")

    def stories(self) -> Iterator[Story]:
        """Each story with all that belongs to it: seven statements for each CHUNK of them."""
        keys = in_order(self.part.stories()).values_list("pk", flat=True)
        keys = keys.iterator(chunk_size=CHUNK)
        while chunk := list(islice(keys, CHUNK)):
            yield from stories_of(chunk, self.site, self._sections, self._countries)
            self.on_stories(len(chunk))

    def images(self) -> Iterator[Image]:
        """The pictures of ours that lead a story."""
        leading = self.part.stories().filter(lead_image=OuterRef("pk"))
        return Image.objects.filter(Exists(leading)).order_by("pk").iterator(_FACET_CHUNK)

    def whole_address(self, shown: Shown) -> str:
        """The address of a picture for those who aren't on the site."""
        address = shown.picture.address
        return f"{self.address}{address}" if address[:1] == "/" != address[1:2] else address

    @cached_property
    def language(self) -> str:
        """That of most stories."""
        counted = self.part.stories().values("language").annotate(stories=Count("pk"))
        most = counted.order_by("-stories", "language").first()
        return most["language"] if most else Article._meta.get_field("language").default

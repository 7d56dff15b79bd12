"""JSON Lines without loss: what an empty Newsroom needs to become this one.

The first line says what the file is; then come countries, sections, tags and authors by their
slugs (parents before their children), then the stories, oldest first, those without a date at
the end. Imported into an empty site, it is exported again byte for byte.

Not in it: people and their rights; who did what to a story and when (`Transition`,
`updated_at`, who made it); what an editor's searches were; rates; imports and their problems;
the files of pictures, of which the addresses are told; links in bodies that still wait for the
story they mean (`OldLink`). A story that was born here is told by the name of the site and the
id that it has in our feeds, and keeps that.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from articles.exporting.archive import Archive
from articles.exporting.story import Shown, Story
from articles.models import Author, Country, Section, Tag

#: The version of the format: greater when an older Newsroom can't read it.
VERSION = 1
_COLUMNS = "slug headline summary dateline body language status".split()
_MOMENTS = "published_at modified_at withdraw_at embargo_until created_at".split()
_dumps = partial(json.dumps, ensure_ascii=False)


def lines(archive: Archive) -> Iterator[str]:
    """Yield the lines of the export, each with its end."""
    for facts in _facts(archive):
        yield _dumps(facts) + "\n"


def _facts(archive):
    yield {"newsroom": VERSION, "type": "archive", "site": archive.site}
    parents = {section.pk: section.slug for section in archive.sections()}
    for facets, make in (
        (archive.countries(), _country),
        (archive.sections(), partial(_section, slugs=parents)),
        (archive.tags(), _tag),
        (archive.authors(), _author),
    ):
        for facet in facets:
            yield make(facet) | {"former_slugs": archive.former_slugs(facet)}
    yield from map(_story, archive.stories())


def _country(country: Country):
    return _facet("country", country) | {
        "code": country.code,
        "is_featured": country.is_featured,
        "position": country.position,
    }


def _section(section: Section, slugs):
    return _facet("section", section) | {
        "parent": slugs.get(section.parent_id),
        "position": section.position,
    }


def _tag(tag: Tag):
    aliases = sorted((alias.name, alias.slug) for alias in tag.aliases.all())
    return _facet("tag", tag) | {
        "aliases": [{"name": name, "slug": slug} for name, slug in aliases]
    }


def _author(author: Author):
    return _facet("author", author) | {
        "role": author.role,
        "is_house_name": author.is_house_name,
    }


def _facet(kind, row):
    return {"type": kind, "slug": row.slug, "name": row.name, "description": row.description}


def _story(story: Story):
    row = story.row
    return {
        "type": "story",
        "source": story.source,
        "external_id": story.external_id,
        **{name: getattr(row, name) for name in _COLUMNS},
        **{name: _moment(getattr(row, name)) for name in _MOMENTS},
        "is_featured": row.is_featured,
        "urgency": row.urgency,
        "canonical_url": row.canonical_url,
        "section": story.section and story.section.slug,
        "countries": [country.slug for country in story.countries],
        "tags": [tag.slug for tag in story.tags],
        "byline": [{"author": name.slug, "role": name.role} for name in story.byline],
        "lead_image": story.lead and _picture(story.lead),
        "pictures": [_picture(shown) for shown in story.pictures],
        "paths": story.paths,
    }


def _picture(shown: Shown):
    picture = shown.picture
    return {
        "address": picture.address,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
    }


def _moment(moment: datetime | None):
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

"""A table for people and spreadsheets (CSV): a row for each story, named as imports name it.

In UTF-8 with a byte order mark, without which Excel takes it for something else. Bodies are
HTML. Names in one cell are parted by `; ` (where a name holds a semicolon, they are a list of
JSON), sections by ` > ` from those inside them. A cell that a spreadsheet would calculate (`-5°
in Astana`) begins with an apostrophe; one that begins with apostrophes before such a sign gets
one more, so that who reads it can always take one away.

Lost are slugs of what a story is filed under, roles in a byline, what is said of pictures
beside the lead, and who of two authors of one name it was.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from html import escape

from articles.exporting.archive import Archive
from articles.exporting.story import Story
from articles.exporting.wordpress_text import body_html

COLUMNS = (
    "source external_id headline slug summary dateline body language status published_at "
    "modified_at withdraw_at embargo_until authors section countries tags paths lead_image "
    "lead_image_alt lead_image_caption lead_image_credit pictures urgency is_featured "
    "canonical_url"
).split()
#: What a spreadsheet would take for a formula, apostrophes before it or not.
FORMULA = re.compile(r"'*[=+\-@\t\r]")
_TEXTS = ("headline", "summary", "dateline")
_WORDS = ("slug", "language", "status", "canonical_url")
_MOMENTS = ("published_at", "modified_at", "withdraw_at", "embargo_until")
# Plain text that would be read as HTML.
_MARKUP = re.compile(r"<[A-Za-z/!]|&#?\w+;")


def table(archive: Archive) -> Iterator[str]:
    """Yield the rows of the table, the first with the names of the columns."""
    row = csv.writer(_Echo()).writerow
    yield "\ufeff" + row(COLUMNS)
    for story in archive.stories():
        cells = _cells(story, archive)
        yield row([_guarded(cells.get(name, "")) for name in COLUMNS])


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text):
        return text


def _cells(story: Story, archive: Archive) -> dict[str, str]:
    row = story.row
    return {
        **{name: _text(getattr(row, name)) for name in _TEXTS},
        **{name: getattr(row, name) for name in _WORDS},
        **{name: _moment(getattr(row, name)) for name in _MOMENTS},
        "source": story.source,
        "external_id": story.external_id,
        # A backslash before an n is a line end to who reads a table.
        "body": body_html(row.body, archive.address).replace("\\n", "&#92;n"),
        "authors": _list(name.name for name in story.byline),
        "section": _section(archive.line(row.section_id)),
        "countries": _list(country.name for country in story.countries),
        "tags": _list(tag.name for tag in story.tags),
        "paths": _list(story.paths),
        "urgency": str(row.urgency or ""),
        "is_featured": "yes" if row.is_featured else "",
        **_pictures(story, archive),
    }


def _pictures(story, archive):
    cells = {"pictures": "; ".join(archive.whole_address(shown) for shown in story.pictures)}
    if story.lead:
        picture = story.lead.picture
        cells["lead_image"] = archive.whole_address(story.lead)
        for name in ("alt", "caption", "credit"):
            cells[f"lead_image_{name}"] = _text(getattr(picture, name))
    return cells


def _list(names: Iterable[str]) -> str:
    names = list(map(_text, names))
    told = "; ".join(names)
    if told.startswith(("[", "{")) or any(";" in name or "\n" in name for name in names):
        return json.dumps(names, ensure_ascii=False)
    # A comma parts names where nothing else does.
    return f"{told};" if len(names) == 1 and re.search("[,|]", told) else told


def _section(line):
    """The sections from the top one down; a slash would part them where no `>` does."""
    told = " > ".join(section.name for section in line)
    if len(line) == 1 and re.search("[/:]", told):
        told = f"> {told}"
    return _list([told]) if line else ""


def _text(text):
    return escape(text, quote=False) if _MARKUP.search(text) else text


def _moment(moment):
    return moment.astimezone(UTC).isoformat() if moment else ""


def _guarded(cell):
    return f"'{cell}" if FORMULA.match(cell) else cell

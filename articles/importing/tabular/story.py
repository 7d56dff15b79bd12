"""A row of a table as a story: the same for a spreadsheet, a text with commas, and JSON."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from articles.importing.headline import first_words
from articles.importing.record import ArticleRecord, Category, Problem, Record, Skipped
from articles.importing.tabular.bodies import html_of
from articles.importing.tabular.cells import (
    authors_of,
    categories_of,
    line_of,
    names_of,
    parts_of,
    tags_of,
    text_of,
    truth_of,
)
from articles.importing.tabular.joomla_article import adapt
from articles.importing.tabular.pictures import pictures_in
from articles.importing.tabular.row import Row, first_list
from articles.importing.tabular.states import BIN, is_binned, status_of
from articles.importing.tabular.times import other_moment, published_at
from articles.importing.wordpress.body import plain

_OTHER_KINDS = frozenset(
    "page attachment revision nav_menu_item menu block comment user category tag product image "
    "file media".split()
)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s/]\S*|/\S+|(?:index\.php)?\?\S+|[\w.~-]+/[^\s;|]+", re.I)
_LANGUAGES = {
    "english": "en", "английский": "en", "russian": "ru", "русский": "ru", "german": "de",
    "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es", "español": "es",
    "kyrgyz": "ky", "кыргызча": "ky", "kazakh": "kk", "uzbek": "uz", "tajik": "tg",
    "turkmen": "tk",
}  # fmt: skip
_MOST_URGENT, _LEAST_URGENT = 1, 9


def records_of(row: Row) -> Iterator[Record]:
    """Yield the story of a row and what was doubtful of it; or why there is none."""
    kind = row.text("type").lower()
    if kind in _OTHER_KINDS:
        yield Skipped(kind, row.place)
    elif is_binned(row):
        yield Skipped(BIN, row.place)
    else:
        if row.table.is_joomla:
            adapt(row)
        elif "introtext" in row.values:
            parts = (row.text("introtext"), row.text("body"))
            row.values["body"] = ["\n".join(filter(None, parts))]
        yield from _story(row)


def _story(row):
    body, dropped = html_of(_body(row))
    headline = row.line("headline")
    if not headline and not body and {"problem", "place"} <= set(row.table.columns):
        yield Skipped("problem without a story", row.place)
        return
    if not headline and not body:
        message = "This row has neither a headline nor a text. Left out."
        yield Problem(row.place, message, "headline")
        return
    if not headline:
        headline = first_words(plain(body))
        message = "The headline is empty; the first words were taken."
        row.doubt(message, "headline", once="headline" not in row.values)
    for what in dropped:
        message = f"The {what} says nothing here and was left out (told once)."
        row.doubt(message, "body", once=True)
    record = _record(row, headline, body)
    yield from row.problems
    yield record


def _body(row):
    value = row.first("body")
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(text_of, value)))
    return text_of(value)


def _summary_beside(body):
    """The summary that Drupal keeps with the text."""
    parts = body if isinstance(body, list) else [body]
    return next((line_of(part.get("summary")) for part in parts if isinstance(part, dict)), "")


def _record(row, headline, body):
    external_id, other_id = _ids(row)
    lead, pictures = pictures_in(row)
    published, modified = published_at(row), other_moment(row, "modified_at")
    return ArticleRecord(
        external_id=external_id,
        other_id=other_id,
        headline=headline,
        body=body,
        place=row.place,
        summary=row.line("summary") or _summary_beside(row.first("body")),
        dateline=row.line("dateline"),
        slug=_slug(row),
        status=status_of(row),
        published_at=published,
        modified_at=modified if modified != published else None,
        embargo_until=other_moment(row, "embargo_until"),
        withdraw_at=other_moment(row, "withdraw_at"),
        authors=tuple(_authors(row)),
        categories=tuple(_categories(row)),
        countries=tuple(first_list(row, "countries", names_of)),
        tags=_tags(row),
        paths=_paths(row),
        lead_image=lead,
        pictures=pictures,
        canonical_url=_canonical_url(row),
        urgency=_urgency(row),
        is_featured=truth_of(row.first("is_featured")) or False,
        version=_number(row, "version") or 0,
        source=_source(row),
        language=_language(row),
    )


def _ids(row):
    """The first two ids of the row: where it has a guid and a number, each tells it."""
    found = list(dict.fromkeys(filter(None, map(text_of, row.all("external_id")))))
    return (*found, "", "")[:2]


def _authors(row):
    whole = f"{row.line('author_first_name')} {row.line('author_last_name')}".strip()
    names = first_list(row, "authors", authors_of) or list(filter(None, [whole]))
    names = names or first_list(row, "author_login", authors_of)
    if not names and any(text_of(value).isdecimal() for value in row.all("authors")):
        message = "The authors are numbers here, and no column has their names: left out."
        row.doubt(message, "authors", once=True)
    return names


def _categories(row):
    values = row.all("categories")
    found = [category for value in values for category in categories_of(value)]
    above = next(iter(first_list(row, "parent_category", categories_of)), None)
    below = first_list(row, "subcategory", categories_of)
    if above:
        found = [_under(above, category) for category in found] or [above]
    if below:
        found = [_under(found[0], each) for each in below] + found[1:] if found else below
    if not found and any(text_of(value).isdecimal() for value in values):
        message = "The categories are numbers here, and no column has their names: left out."
        row.doubt(message, "categories", once=True)
    alias = row.text("category_alias")
    if alias and len(found) == 1:
        found = [Category(found[0].name, alias, found[0].parent)]
    return list(dict.fromkeys(found))


def _under(above, category):
    return Category(category.name, category.slug, above) if category.name != above.name else above


def _tags(row):
    """Those of all columns: some keep keywords beside tags."""
    found = (tag for value in row.all("tags") for tag in tags_of(value))
    return tuple({tag.casefold(): tag for tag in reversed(list(found))}.values())[::-1]


def _slug(row):
    """The slug, which some write as the whole path."""
    slug = row.text("slug") or row.text("alias")
    return unquote(slug).strip("/ ").rpartition("/")[2].removesuffix(".html")


def _paths(row):
    """Every address that the row names, and an alias or slug that is one."""
    slugs = [text for text in map(text_of, [*row.all("alias"), *row.all("slug")]) if "/" in text]
    # Those who scrape call the address of a page its source.
    told = [*row.all("external_id"), *row.all("source")]
    ids = [text for text in map(text_of, told) if text.startswith(("http://", "https://"))]
    listed = (text_of(part) for value in row.all("paths") for part in _addresses(value))
    found = [path for path in [*listed, *slugs, *ids] if _ADDRESS.fullmatch(path)]
    found = [f"http://{path}" if path.startswith("www.") else path for path in found]
    return tuple(dict.fromkeys(path if _is_rooted(path) else f"/{path}" for path in found))


def _addresses(value):
    # Commas and semicolons may stand in an address; blanks don't.
    if isinstance(value, str) and value.lstrip()[:1] not in ("[", "{"):
        return [part.strip(";|,") for part in re.split(r"\s+|[;|,](?=\s*(?:https?:|/))", value)]
    return parts_of(value)


def _source(row):
    """The system that a story came from, as our own tables name it; in others, a source may be
    anything."""
    return row.line("source") if "external_id" in row.table.columns else ""


def _canonical_url(row):
    text = row.text("canonical_url")
    return text if text.lower().startswith(("http://", "https://")) else ""


def _is_rooted(path):
    return path.startswith(("/", "http:", "https:", "HTTP"))


def _number(row, field):
    text = row.text(field)
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None


def _urgency(row):
    number = _number(row, "urgency")
    return number if number and _MOST_URGENT <= number <= _LEAST_URGENT else None


def _language(row):
    text = line_of(row.first("language"))
    return _LANGUAGES.get(text.lower(), text.replace("_", "-"))

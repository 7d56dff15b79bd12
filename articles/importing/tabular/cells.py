"""What a cell says: a text, a list of names, a path of categories, a picture, a yes or no.

A cell is text in a table and anything in JSON.
"""

import re
from html import unescape
from typing import Any

from articles.importing.json_stream import storable
from articles.importing.json_window import DECODER
from articles.importing.names import is_person
from articles.importing.record import Category, Picture
from articles.importing.wordpress.body import plain

#: How programs write that there is nothing.
_NOTHING = frozenset(
    ["NULL", "\\N", "(null)", "null", "None", "NaN", "nan", "#N/A", "#REF!", "N/A", "n/a", "-"]
)
# Under which key of an object the text is: WordPress's, Mongo's, and the usual ones.
_TEXT_KEYS = tuple(
    "rendered main original name title webTitle label value text html display_name slug url src "
    "href $oid $date $numberLong _id id alias".split()
)
_LEVELS = 4
_LONGEST_ADDRESSES = 20_000
_DEEPEST_PATH = 6
# A name that is longer than this is no name with an address beside it.
_LONGEST_BYLINE = 300
_SEPARATORS = (re.compile(r"[;\n]"), re.compile(r"\|"))
# Korea, Republic of.
_COMMA = re.compile(r",(?!\s*(?:[A-Z]\w+ )*(?:Republic|Republics|State|States|Province) of\b)")
_PATH_SIGNS = (re.compile(r"\s*(?:>|»|→|::)\s*"), re.compile(r"\s*/\s*"))
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_AND = re.compile(r"\s+(?:and|und|y|et|и)\s+|\s*&\s*", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_a-zа-яё][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,3}")
# A number, an address, and what programs write who know of no author.
_NOBODY = re.compile(
    r"\d*|https?://\S*|unknown|no author|not available|undefined|неизвестно", re.IGNORECASE
)
# "Aigul Bekova in Osh"
_WHERE = re.compile(r"\s+in\s+[^\W\d_a-z][\w .'’-]*$")
_BY = re.compile(r"(?i:by|von|par|por)\s*:?\s+(?=[^\W\d_a-z])")
_MAIL = re.compile(r"\s*<?(?P<name>[^\s<>@]+)@[^\s<>@]+\.[^\s<>@]+>?\s*")
_ONE_WORD = re.compile(r"\s*[^\W\d_][\w.’'-]*\s*")
_NO_CATEGORY = frozenset(
    ["uncategorized", "uncategorised", "без рубрики", "без категории", "non classé", "allgemein"]
)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s|;\"'<>]{1,2000}", re.IGNORECASE)
_FILE = re.compile(
    r"[^\s|;,\"'<>(){}]{1,300}\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg)(?:[?#]\S*)?", re.I
)
_IMG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|alt|title)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YES = frozenset("1 yes y true t on ja oui si sí да x".split())
_NO = frozenset("0 no n false f off nein non нет".split())


def text_of(value: Any, levels: int = _LEVELS) -> str:
    """Return the text of a cell, "" where it is empty; of an object, that of its likeliest part."""
    if isinstance(value, str):
        text = value.strip()
        return "" if text in _NOTHING else text
    if value is None or not levels:
        return ""
    if isinstance(value, dict):
        # What Drupal only refers to by its number has an address there, and no name.
        keys = () if "target_id" in value and "name" not in value else _TEXT_KEYS
        # `{"name": "place", "value": "Osh"}`
        keys = ("value",) if value.keys() >= {"name", "value"} else keys
        found = (text_of(value[key], levels - 1) for key in keys if key in value)
        return next(filter(None, found), "")
    if isinstance(value, list):
        return next(filter(None, (text_of(part, levels - 1) for part in value)), "")
    return str(value).lower() if isinstance(value, bool) else str(value).removesuffix(".0")


def line_of(value: Any) -> str:
    """Return the text of a cell as one line without markup."""
    return plain(text_of(value))


def truth_of(value: Any) -> bool | None:
    """Return whether a cell says yes, None where it says neither yes nor no."""
    word = text_of(value).lower()
    return True if word in _YES else False if word in _NO else None


def parts_of(value: Any) -> list[Any]:
    """Return the members of a list in a cell: JSON, or parted by `;`, `|`, or else commas; those
    of an object of objects by their names, as WordPress.com lists terms."""
    if isinstance(value, str):
        value = _list_in(value)
    if isinstance(value, dict) and value and all(map(_has_name, value.values())):
        value = list(value.values())
    if not isinstance(value, list):
        value = [value]
    return [part for part in value if isinstance(part, dict) or text_of(part)]


def _has_name(value):
    return isinstance(value, dict) and "name" in value


def _list_in(text):
    text = text.strip()
    found = _json_in(text)
    if found is not None:
        return found
    if text.startswith(("['", '["')):
        # As Python writes a list.
        return [single or double for single, double in _QUOTED.findall(text)]
    # Before `&amp;` is parted at its semicolon.
    text = unescape(text)
    for separator in _SEPARATORS:
        if separator.search(text):
            return separator.split(text)
    return _COMMA.split(text)


def _json_in(text):
    """The list or object that a cell is written as, None where it is something else."""
    if text[:1] not in ("[", "{"):
        return None
    try:
        return storable(DECODER.decode(text))
    except (ValueError, RecursionError):
        return None


def names_of(value: Any) -> list[str]:
    """Return the names in a cell, each once. Numbers alone are of rows elsewhere, not names."""
    names = [name for name in map(line_of, parts_of(value)) if name]
    return [] if all(map(str.isdecimal, names)) else list(dict.fromkeys(names))


def tags_of(value: Any) -> list[str]:
    """Return the tags in a cell, without the sign of a hashtag. A year may be one."""
    parts = parts_of(value)
    if parts and all(isinstance(part, str) and _YEAR.fullmatch(part.strip()) for part in parts):
        return [part.strip() for part in parts]
    return [name.lstrip("#").strip() for name in names_of(value) if name.strip("# ")]


def authors_of(value: Any) -> list[str]:
    """Return the people of a byline. `A B and C D` are two; `Doe, Jane` stays as it is."""
    if isinstance(value, str) and _is_one_name(value):
        return [_person(value)]
    names, parts = [], parts_of(value)
    for part in parts:
        if isinstance(part, dict):
            first_and_last = (text_of(part.get(key)) for key in ("first_name", "last_name"))
            part = text_of(part.get("name") or part) or " ".join(first_and_last)
        names.extend(_people(line_of(part), is_list=len(parts) > 1))
    return list(dict.fromkeys(name for name in names if not _NOBODY.fullmatch(name)))


def _is_one_name(text):
    """`Doe, Jane`: two words, a comma between them; news agencies are mostly in capitals."""
    words = text.split(",")
    return (
        len(words) == 2
        and all(_ONE_WORD.fullmatch(word) for word in words)
        and not any(word.strip().isupper() for word in words)
    )


def _people(name, is_list):
    """`A B and C D`, and the end of `A, B and C`; `Ministry of Trade and Industry` is one."""
    name = _BY.sub("", name, count=1) if _BY.match(name) else name
    parts = _AND.split(name)
    if len(parts) > 1:
        if all(_PERSON.fullmatch(part) or (is_list and " " not in part) for part in parts):
            return [_person(part) for part in parts]
    return [_person(name)]


def _person(name):
    """The name beside an address, else what stands before its @: no address is a byline."""
    name = " ".join(name.split())
    without_place = _WHERE.sub("", name)
    name = without_place if is_person(without_place) else name
    if "@" not in name or len(name) > _LONGEST_BYLINE:
        return name
    bare = _MAIL.sub("", name).strip(" ()<>")
    mail = _MAIL.search(name)
    return bare or (mail["name"] if mail else name)


def categories_of(value: Any) -> list[Category]:
    """Return the categories in a cell; `News > Politics` and `News/Politics` are one in another."""
    found = [category for category in map(_category, parts_of(value)) if category]
    if all(category.name.isdecimal() for category in found):
        return []
    return list(dict.fromkeys(found))


def _category(part, levels=_LEVELS):
    if isinstance(part, dict):
        name, slug = line_of(part.get("name") or part), text_of(part.get("slug"))
        above = part.get("parent") if levels else None
        parent = _category(above, levels - 1) if isinstance(above, dict) else None
        return _named(name, slug, parent) or parent
    text = " ".join(unescape(text_of(part)).split())
    signs = next((signs for signs in _PATH_SIGNS if signs.search(text)), None)
    category = None
    for name in signs.split(text)[-_DEEPEST_PATH:] if signs else [text]:
        category = _named(plain(name), "", category) or category
    return category


def _named(name, slug, parent):
    if not name or name.lower() in _NO_CATEGORY:
        return None
    return Category(name, slug, parent)


def pictures_of(value: Any, levels: int = _LEVELS) -> list[Picture]:
    """Return the pictures that a cell shows: addresses, files, `<img>`, or objects of JSON."""
    if isinstance(value, str):
        value = _json_in(value.strip()) or value
    if isinstance(value, dict):
        address = next(
            (text_of(value[key]) for key in ("url", "src", "href", "address") if value.get(key)), ""
        )
        alt = line_of(value.get("alt") or value.get("alt_text"))
        caption = line_of(value.get("caption") or value.get("description"))
        credit = line_of(value.get("credit") or value.get("copyright"))
        return [Picture(address, alt, caption, credit)] if address else []
    if isinstance(value, list):
        parts = value if levels else []
        return [picture for part in parts for picture in pictures_of(part, levels - 1)]
    found = _pictures_in(" ".join(text_of(value)[:_LONGEST_ADDRESSES].split()))
    # A picture that is written out in the cell has no address.
    return list(dict.fromkeys(each for each in found if not each.address.startswith("data:")))


def _pictures_in(text):
    tags = _IMG.findall(text)
    for tag in tags:
        said = {name.lower(): unescape(one or two) for name, one, two in _ATTRIBUTE.findall(tag)}
        if said.get("src"):
            yield Picture(said["src"], said.get("alt", ""))
    if not tags and not text.startswith("data:"):
        pattern = _ADDRESS if _ADDRESS.search(text) else _FILE
        # `a.jpg (https://…/a.jpg)`, and addresses with a comma between them.
        for part in re.split(r"[,\s]+(?=https?://|/)", unescape(text)):
            yield from (Picture(address.rstrip("),.")) for address in pattern.findall(part))

"""Whether a JSON file is ninjs, told by the names of its first object's values."""

import re

from articles.importing.agency.digitalwires import is_digitalwires
from articles.importing.format import Opening

# What no other JSON of stories calls so.
_TELLING = frozenset(
    "representationtype pubstatus versioncreated headlines bodies firstcreated contentcreated "
    "embargoed embargoeduntil usageterms copyrightnotice copyrightholder ednote altids "
    "trustindicator trustindicators rightsinfo digitalsourcetype plannedcoverage eventdetails "
    "charcount wordcount infosource infosources renditions associations firstpublished".split()
)
_KNOWN = _TELLING | frozenset(
    "uri type mimetype profile version urgency language person people organisation organisations "
    "place places subject subjects event events object objects title byline by headline slugline "
    "located standard genre genres expires descriptions linkedrights encodedrights advice advices "
    "stat".split()
)
_FAMILIES = re.compile(r"(?:body|headline|description)_\w*", re.ASCII)
# Where services put the items of an answer.
_WRAPPERS = frozenset(
    ["", "entries", "item", "items", "_items", "data.item", "data.items", "data.items.item"]
)
# A text that isn't closed is the last token: the opening ends in the middle of it.
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*+)(?:"(\s*:)?|\\?\Z)|[{}\[\]]')
_MOST_TOKENS = 20_000


def recognises(opening: Opening) -> bool:
    """An item has a `uri` and something else by a name of ninjs; Superdesk's a `guid` and two, or
    an `_id` and three; dpa's digitalwires have words of their own."""
    if not opening.text.lstrip().startswith(("{", "[")):
        return False
    return any(map(_is_item, _objects(opening.text).values()))


def _is_item(keys):
    names = {key.lower().lstrip("$") for key in keys}
    telling = {name for name in names if name in _TELLING or _FAMILIES.fullmatch(name)}
    if is_digitalwires(names):
        return True
    if "uri" in names:
        return bool(telling) or names <= _KNOWN
    return ("guid" in names and len(telling) > 1) or ("_id" in names and len(telling) > 2)


def _objects(text):
    """The names in the first object, and in the first ones of the lists that may hold the items;
    by the names that lead to them."""
    found, path, key = {}, [], ""
    for number, token in enumerate(_TOKEN.finditer(text)):
        sign = token[0][0]
        if number > _MOST_TOKENS or (sign == "{" and not path and found):
            break
        if sign in "{[":
            path.append(key)
            key = ""
        elif sign in "}]":
            if not path:
                break
            path.pop()
            key = ""
        elif token[2]:
            key = token[1]
            place = ".".join(filter(None, path))
            if place in _WRAPPERS:
                found.setdefault(place, set()).add(key)
    return found

"""Media RSS: the pictures and films of an entry, each with the words that are about it."""

import re
from itertools import islice

from lxml import etree

from articles.importing.feeds.files import File, kind_of
from articles.importing.feeds.texts import Text, one_line
from articles.importing.feeds.xml import name_of, text_of

_WIDTH = re.compile(r"\d{1,6}")
_MOST_FILES = 200


def files_in(entry: "etree._Element") -> list[File]:
    """Return the pictures and films of Media RSS, in groups or not, each with its own words."""
    groups = [group for group in entry.iter("{*}group") if name_of(group) == "media:group"]
    elements = entry.iter("{*}content", "{*}thumbnail")
    media = (element for element in elements if name_of(element).startswith("media:"))
    files = [_file(element, entry, groups) for element in islice(media, _MOST_FILES)]
    return [file for file in files if file.kind]


def _file(element, entry, groups):
    is_small = name_of(element) == "media:thumbnail"
    address = element.get("url") or text_of(element)
    told = "image" if is_small else element.get("medium", "")
    width = element.get("width", "")
    around = [group for group in element.iterancestors("{*}group") if group in groups]
    return File(
        address=address,
        kind=kind_of(address, told, element.get("type", "")),
        title=_about(element, entry, "media:title"),
        caption=_about(element, entry, "media:description"),
        credit=_about(element, entry, "media:credit"),
        width=int(width) if _WIDTH.fullmatch(width) else 0,
        group=f"group {groups.index(around[0])}" if around else "",
        is_small=is_small,
    )


def _about(element, entry, name):
    """The words of that name that stand nearest: with the file, its group, or the entry."""
    scope = element
    while scope is not None:
        for child in scope.iterchildren(f"{{*}}{name.partition(':')[2]}"):
            if name_of(child) == name:
                return one_line(Text(text_of(child)))
        scope = None if scope is entry else scope.getparent()
    return ""

"""What a page says of its story in the classes of microformats2 (h-entry), as Medium's export does.

http://microformats.org/wiki/h-entry
"""

from lxml import html

from articles.importing.pages.facts import Facts
from articles.importing.pages.visible import shown

_PART = ".//*[contains(concat(' ', normalize-space(@class), ' '), ' {} ')]"


def h_entry(root: html.HtmlElement) -> Facts:
    """Return what the only entry of a page says; a page of several is a list of stories."""
    entries = _all(root, "h-entry")
    if len(entries) != 1:
        return Facts()
    entry = entries[0]
    addresses = [
        link.get("href") for name in ("p-canonical", "u-url") for link in _all(entry, name)
    ]
    return Facts(
        is_story=True,
        headline=_first(entry, "p-name"),
        summary=_first(entry, "p-summary"),
        authors=tuple(dict.fromkeys(filter(None, map(shown, _all(entry, "p-author"))))),
        published=_moment(entry, "dt-published"),
        modified=_moment(entry, "dt-updated"),
        tags=tuple(filter(None, map(shown, _all(entry, "p-category")))),
        addresses=tuple(address for address in addresses if address),
    )


def _all(entry, name):
    return entry.xpath(_PART.format(name))


def _first(entry, name):
    return next(map(shown, _all(entry, name)), "")


def _moment(entry, name):
    return next((found.get("datetime") or shown(found) for found in _all(entry, name)), "")

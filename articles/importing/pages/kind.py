"""Whether a page holds a story, or is one that only leads to stories or says that there is none."""

import re
from urllib.parse import urlsplit

from lxml import html

from articles.importing.pages.furniture import is_error
from articles.importing.pages.visible import letters

LISTING_PAGE = "listing page"
HOME_PAGE = "home page"
ERROR_PAGE = "error page"
REDIRECT = "redirect"
STATIC_PAGE = "page"
NO_STORY = "page without a story"

# As WordPress, Drupal and Joomla mark their pages.
_LISTING_CLASSES = frozenset(
    "home blog archive category tag search author paged search-results".split()
)
_STORY_CLASSES = frozenset("single single-post postid node-type-article type-article".split())
_STATIC_CLASSES = frozenset(("page", "page-id"))
_LISTING_PATH = re.compile(
    r"/(?:page/\d+|tags?/[^/]+|category/[^/]+|author/[^/]+|search|archives?)/?$", re.I
)
# `/2010/08/18/headline`
_STORY_PATH = re.compile(r"/(?:19|20)\d\d/[01]?\d/(?:[0-3]?\d/)?(?!page\b)[^/]{8,}")
_HOME_PATH = re.compile(r"/?(?:(?:index|default|home)\.\w+)?|/(?:[a-z]{2}|home|index)/?")
_FEWEST_TEASERS = 4
_SHORTEST_STORY, _SHORTEST_BRIEF = 140, 40
_MOST_LINKED, _MOST_LINKS = 0.5, 15
_SHORT = 1_000
# So many samples of the text are looked for, of so many letters.
_PROBES, _PROBE = 8, 30


def kind_to_skip(
    root: html.HtmlElement,
    text: str,
    linked: float,
    headlines: tuple[str, ...],
    address: str,
    told: bool,
    shown: bool,
    named: bool = False,
) -> str:
    """Name what the page is if it is no story, else "".

    `text` is what was found in it, `linked` the share of it that leads elsewhere; `told` says
    that the page itself calls it a story, `named` that it does so in a word that listings have
    too, `shown` that it shows a headline over its text.
    """
    if any(map(is_error, headlines)) and len(text) < _SHORT and not told:
        return ERROR_PAGE
    if told:
        return "" if text or headlines[0] else NO_STORY
    classes = _classes(root)
    if _STATIC_CLASSES <= classes and not classes & _STORY_CLASSES:
        return STATIC_PAGE
    if is_refresh(root) and len(text) < _SHORTEST_STORY:
        return REDIRECT
    is_marked = not (named or _STORY_PATH.search(urlsplit(address).path))
    if (
        _is_listing(root, address, text, is_marked)
        or _is_home(root, address)
        or linked > _MOST_LINKED
    ):
        return _listing(address)
    if len(text) >= (_SHORTEST_BRIEF if shown else _SHORTEST_STORY) and not _is_login(root, text):
        return ""
    return NO_STORY if len(_teasers(root)) < _FEWEST_TEASERS else _listing(address)


def is_refresh(root: html.HtmlElement) -> bool:
    """Whether the page sends its reader on to another."""
    return any(
        element.get("http-equiv", "").lower() == "refresh"
        and "url" in element.get("content", "").lower()
        for element in root.iter("meta")
    )


def _classes(root):
    body = root.find("body")
    classes = body.get("class", "").lower().split() if body is not None else ()
    return frozenset("page-id" if name.startswith("page-id-") else name for name in classes)


def _is_listing(root, address, text, is_marked):
    """Whether the page is one of a list; classes tell, unless the page has the marks of a story."""
    classes = _classes(root)
    if classes & _STORY_CLASSES:
        return False
    return (
        (is_marked and bool(classes & _LISTING_CLASSES))
        or _LISTING_PATH.search(urlsplit(address).path) is not None
        or _is_of_teasers(root, text)
    )


def _is_of_teasers(root, text):
    """Whether what was found as the text stands in boxes that lead to stories."""
    teasers, words = _teasers(root), letters(text)
    if len(teasers) < _FEWEST_TEASERS:
        return False
    starts = range(0, len(words), max(len(words) // _PROBES, 1))
    probes = [words[start : start + _PROBE] for start in starts]
    inside = "\n".join(teasers)
    return sum(probe in inside for probe in probes) * 2 > len(probes)


def _teasers(root):
    """The words of boxes whose heading is a link, outside the page's edges."""
    found = {}
    for heading in root.iter("h2", "h3", "h4"):
        box = next(heading.iterancestors("article", "li"), heading.getparent())
        box = box.getparent() if box.tag == "a" and box.getparent() is not None else box
        if box in found:
            continue
        is_beside = next(heading.iterancestors("aside", "footer", "nav"), None) is not None
        if _is_link(heading) and not is_beside and box.find(".//h1") is None:
            found[box] = letters(box.text_content())
    return list(found.values())


def _is_link(heading):
    return heading.find(".//a[@href]") is not None or heading.getparent().tag == "a"


def _is_login(root, text):
    has_password = any(field.get("type", "").lower() == "password" for field in root.iter("input"))
    return has_password and len(text) < _SHORT // 2


def _listing(address):
    return HOME_PAGE if _is_first(address) else LISTING_PAGE


def _is_home(root, address):
    """Whether a site begins here: at its address, and with ways to everything else."""
    return _is_first(address) and len(root.findall(".//a[@href]")) > _MOST_LINKS


def _is_first(address):
    parts = urlsplit(address)
    return bool(address) and not parts.query and _HOME_PATH.fullmatch(parts.path) is not None

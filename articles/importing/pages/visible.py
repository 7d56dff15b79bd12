"""What a page shows around its story: the headline, who wrote it, and when."""

import re
from copy import deepcopy
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree, html

from articles.importing.names import is_person
from articles.importing.pages.facts import Facts, one_line
from articles.importing.pages.moments import moment_in
from articles.importing.pages.names import are_people, signed

_BYLINE = re.compile(r"(?:^|[\s_-])(?:by-?line|author|autor|writer)s?(?:$|[\s_-])", re.IGNORECASE)
_NO_BYLINE = re.compile(
    r"comment|related|recommend|sidebar|footer|widget|avatar|photo|image|caption|credit|"
    r"popular|latest|materials|author[\w-]*bio|(?:^|\s)bio|list-",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:^|[\s_-])(?:fn|name|author)(?:$|[\s_-])", re.IGNORECASE)
# As microformats had it before there was <time>.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
# No page of the web is older: what names an earlier day is about something else.
_FIRST_PAGES = 1991
_BESIDE = frozenset(("aside", "footer", "nav"))
_INLINE = frozenset(
    "a abbr b bdi cite code em font i mark q s small span strong sub sup time u".split()
)
_TITLES = ("h2", "h3", "b", "strong", "font", "td", "div", "p", "span", "big")
_LONGEST_HEADLINE = 300
_LONGEST_TITLE = 1_000
_SHORTEST_HEADLINE = 12
_LONGEST_BYLINE = 150
_LONGEST_DATE = 100
# When so much stands in paragraphs, the story has begun: what stands above it is about it.
_TEXT = 200
_FEW = 6
_ABOVE, _BELOW = 12, 150
# Some put their section between the year and the month.
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)(?:[/-]?|/[A-Za-z_.-]+/)([01]?\d)[/-]?([0-3]?\d)(?=[/-]|$)"
)


def visible(root: html.HtmlElement, title: str) -> Facts:
    """Return what stands on the page; `title` tells the story's headline from others."""
    heading = _heading(root, title)
    if heading is None:
        return Facts()
    near = _near(root, heading)
    return Facts(headline=shown(heading), authors=_byline(near, heading), published=_date(near))


def shown(element: html.HtmlElement) -> str:
    """The words of an element in one line."""
    has_blocks = any(child.tag not in _INLINE for child in element.iterdescendants())
    return one_line(" ".join(element.itertext()) if has_blocks else element.text_content())


def title_of(root: html.HtmlElement) -> str:
    element = root.find(".//head/title")
    return shown(element)[:_LONGEST_TITLE] if element is not None else ""


def letters(text: str) -> str:
    """What remains of a headline when dashes, quotes and capitals are taken for alike."""
    return "".join(char for char in text.casefold() if char.isalnum())


def date_in_address(address: str) -> str:
    """The day in an address such as /2015/07/24/headline, "" where there is none."""
    match = _IN_ADDRESS.search(urlsplit(address).path)
    return "-".join(part.zfill(2) for part in match.groups()) if match else ""


def _heading(root, title):
    """The <h1> of the story: the one whose words stand in the title, else the only one. Where
    there is none, whatever says what the title says."""
    headings = [element for element in root.iter("h1") if _is_headline(element)]
    told = _told(headings, title)
    if told is not None:
        return told
    outside = [element for element in headings if not _is_beside(element)]
    if len(outside) == 1:
        return outside[0]
    return None if outside else _told(filter(_is_headline, root.iter(*_TITLES)), title)


def _is_headline(element):
    # A box with much in it is no headline; its words need not be looked at.
    descendants = list(islice(element.iterdescendants(), 12))
    return len(descendants) < 12 and 0 < len(shown(element)) <= _LONGEST_HEADLINE


def _told(elements, title):
    title = letters(title)
    told = [(letters(shown(element)), element) for element in elements]
    told = [(len(words), element) for words, element in told if words and words in title]
    longest, element = max(told, key=lambda pair: pair[0], default=(0, None))
    return element if longest >= min(_SHORTEST_HEADLINE, len(title)) else None


def _is_beside(element):
    return any(box.tag in _BESIDE for box in (element, *element.iterancestors()))


def _near(root, heading):
    """The elements from the headline to the first paragraph of the story, then those above."""
    above, below = [], []
    elements = root.iter(etree.Element)
    for element in elements:
        if element is heading:
            break
        above = [*above[-_ABOVE:], element]
    text = 0
    for element in islice(elements, _BELOW):
        text += len(element.text_content()) if element.tag == "p" else 0
        if text > _TEXT:
            break
        below.append(element)
    return [element for element in (*below, *reversed(above)) if not _is_beside(element)]


def _byline(near, heading):
    story = next(heading.iterancestors("article", "main"), None)
    inside = story.iter(etree.Element) if story is not None else ()
    for element in [*near, *inside]:
        words = _in_lines(element) if _is_byline(element) else ""
        if 2 <= len(words) <= _LONGEST_BYLINE:
            return (words,) if are_people(words) else _people_in(element) or (words,)
    lines = (_in_lines(element) for element in near if len(element) <= _FEW)
    return next(filter(None, map(signed, lines)), ())


def _in_lines(byline):
    """The words of a byline, with a stroke where a line ends."""
    if byline.find(".//br") is None or len(shown(byline)) > _LONGEST_BYLINE:
        return shown(byline)
    byline = deepcopy(byline)
    for found in byline.iter("br"):
        found.tail = f" | {found.tail or ''}"
    return shown(byline)


def _people_in(byline):
    """The people whose names are links, or marked as names, in a byline that says more."""
    marked = (
        shown(part)
        for part in byline.iterdescendants()
        if part.tag == "a" or _NAME.search(_marks(part))
    )
    return tuple(dict.fromkeys(filter(is_person, marked)))


def _is_byline(element):
    if not (_BYLINE.search(_marks(element)) or "author" in element.get("rel", "").split()):
        return False
    boxes = [element, *islice(element.iterancestors(), 5)]
    return not any(box.tag in _BESIDE or _NO_BYLINE.search(_marks(box)) for box in boxes)


def _marks(element):
    return f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"


def _date(near):
    for element in near:
        if element.tag == "time" and element.get("datetime"):
            return element.get("datetime")
        if element.tag == "abbr" and _MOMENT.match(element.get("title", "")):
            return element.get("title")
    for element in near:
        words = shown(element) if len(element) <= _FEW else ""
        found = moment_in(words) if 8 <= len(words) <= _LONGEST_DATE else None
        if found and found.year >= _FIRST_PAGES:
            return words
    return ""

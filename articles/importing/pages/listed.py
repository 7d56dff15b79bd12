"""A listing page that was saved as HTML: its lines, as its text would have been saved."""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from articles.importing.pages.document import Document
from articles.importing.pages.facts import one_line
from articles.importing.pages.listing import records_of, stories_shown
from articles.importing.pages.visible import letters, shown
from articles.importing.record import ArticleRecord, Record, UnreadableArchive

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option "
    "p pre section summary table tbody td tfoot th thead title tr ul".split()
)
_UNSEEN = frozenset("head script style noscript template select button textarea svg".split())
_LONGEST = 80
_HEADINGS = ("h2", "h3", "h4")


def listed(page: Document, place: str) -> Iterator[Record] | None:
    """Return the stories of a listing page, None when the page is none."""
    if "viewing" not in page.root.text_content().lower():
        return None
    lines = _lines(page.root)
    if not any(map(stories_shown, lines)):
        return None
    try:
        found = list(records_of(lines))
    except UnreadableArchive:
        return None
    if not any(isinstance(record, ArticleRecord) for record in found):
        return None
    return (_placed(record, place, _links(page)) for record in found)


def _lines(root):
    """The text of a page, a line for each block, a blank line between two."""
    lines, words, unseen = [], [], 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _BLOCKS:
            lines += _line(words)
            words = []
        if event == "start":
            unseen += element.tag in _UNSEEN
            words.append("" if unseen else element.text or "")
        else:
            unseen -= element.tag in _UNSEEN
            words.append("" if unseen else element.tail or "")
    return lines + _line(words)


def _line(words):
    line = one_line("".join(words))
    return [line, ""] if line else []


def _links(page):
    """The addresses that headings lead to, by their letters."""
    links = {}
    for heading in page.root.iter(*_HEADINGS):
        link = heading.find(".//a[@href]")
        link = heading.getparent() if link is None and heading.getparent().tag == "a" else link
        if link is not None and link.get("href"):
            links.setdefault(letters(shown(heading)), page.whole(link.get("href")))
    return links


def _placed(record, place, links):
    """A line of the text is no line of the file; the story's own address is known."""
    if not isinstance(record, ArticleRecord):
        return replace(record, place=place)
    address = links.get(letters(record.headline), "")
    place = f"{place}, “{record.headline[:_LONGEST]}”"
    return replace(record, place=place, paths=(address,) if address else (), is_copy=True)

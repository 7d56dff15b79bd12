"""Blocks of the text that are no part of the story: what is said above it, and what leads away."""

from itertools import takewhile

from lxml import etree, html

from articles.importing.pages.facts import one_line
from articles.importing.pages.furniture import is_furniture, is_notice
from articles.importing.pages.moments import moment_in
from articles.importing.pages.names import signed
from articles.importing.pages.visible import letters, shown

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINES = (*_HEADINGS, "p", "ul", "ol")
# Above the first block as long as this stand dates, names and buttons.
_TEXT = 80
_LONGEST_LABEL = 60
# A run of blocks as short as this after the text are buttons.
_TINY, _MANY = 12, 3
_LAST, _LONGEST_TEASER = 3, 300
_HALF, _NEARLY_ALL = 0.5, 0.8
# A heading such as "You might also like" ends the story where so little follows.
_REST = 0.4


def trim(body: html.HtmlElement, above: tuple[str, ...], summary: str) -> tuple[str, ...]:
    """Drop what is no part of the story, and return who signed under it.

    `above` are lines that are kept elsewhere: the headline, the names. A `summary` that stands
    over the text as a heading is no part of it either.
    """
    _drop_labels(body, {letters(line) for line in above if line}, letters(summary))
    _drop_furniture(body)
    _drop_teasers(body)
    authors = _signature(body)
    _drop_end(body)
    return authors


def _drop_furniture(body):
    _end_at_furniture(body)
    for element in list(body.iterdescendants("ul", "ol")):
        if sum(1 for _ in element.iter(*_HEADINGS)) > 1:
            element.drop_tree()
    for element in list(body.iterdescendants("p", "li", "div", *_HEADINGS)):
        words = shown(element)
        if (words and is_furniture(words)) or is_notice(words):
            element.drop_tree()


def _end_at_furniture(body):
    """Cut where a heading says that something else begins."""
    blocks = [(element, shown(element)) for element in body]
    whole = rest = sum(len(words) for _, words in blocks)
    for index, (element, words) in enumerate(blocks):
        rest -= len(words)
        if element.tag in _HEADINGS and is_furniture(words) and rest < _REST * whole:
            for block, _ in blocks[index:]:
                block.drop_tree()
            return


def _drop_labels(body, above, summary):
    """Before the text: the headline once more, names, the date, numbers of comments."""
    blocks = [(element, shown(element)) for element in body]
    has_text = any(
        len(words) > _LONGEST_LABEL // 2 and moment_in(words) is None for _, words in blocks
    )
    for element, words in blocks:
        lines = _lines_of(element)
        is_standfirst = element.tag in _HEADINGS and letters(words) == summary
        if is_standfirst or (lines and all(letters(line) in above for line in lines)):
            element.drop_tree()
        elif len(words) > _TEXT and not all(_is_label(line, above) for line in lines):
            return
        elif has_text and element.tag in _LINES and _is_above(element, lines, above):
            element.drop_tree()


def _lines_of(element):
    """What a block says, a line for each that it shows."""
    parts = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append("\n" if inner.tag in ("br", "li", "p") else "")
            parts.append(inner.text or "")
        elif inner is not element:
            parts.append(inner.tail or "")
    return [line for line in map(one_line, "".join(parts).split("\n")) if line]


def _is_above(element, lines, above):
    if not lines:
        return element.find(".//img") is None
    return _is_linked(element) or all(_is_label(line, above) for line in lines)


def _is_label(line, above):
    is_date = len(line) <= _LONGEST_LABEL and moment_in(line) is not None
    people = signed(line)
    is_byline = bool(people) and all(letters(name) in above for name in people)
    return is_date or is_byline or not letters(line) or letters(line) in above or is_furniture(line)


def _drop_teasers(body):
    """After the text: headings and links that lead to other stories, and buttons' words."""
    blocks = list(body)
    headings = [index for index, element in enumerate(blocks) if element.tag in _HEADINGS]
    teasers = []
    while headings and _is_linked(blocks[headings[-1]]):
        teasers.append(headings.pop())
    rest = blocks[teasers[-1] :] if teasers else []
    if len(teasers) > 1 or sum(len(shown(element)) for element in rest) < _LONGEST_TEASER:
        for element in rest:
            element.drop_tree()


def _drop_end(body):
    blocks = list(body)
    tiny = list(takewhile(lambda element: len(shown(element)) <= _TINY, reversed(blocks)))
    texts = [element for element in tiny if element.find(".//img") is None]
    end = len(blocks) - (len(tiny) if len(texts) > _MANY else 0)
    while end and (blocks[end - 1].tag in _HEADINGS or _leads_away(blocks[end - 1])):
        end -= 1
    for element in blocks[end:]:
        element.drop_tree()


def _leads_away(element):
    """Whether a block is nothing but links with words of their own, and no picture."""
    words = shown(element)
    is_player = words.startswith(("http://", "https://"))
    return bool(words) and not is_player and _is_linked(element)


def _is_linked(element):
    """Whether nearly all is links; a heading may have a word before its own."""
    linked = sum(len(shown(link)) for link in element.iter("a"))
    share = _HALF if element.tag in _HEADINGS else _NEARLY_ALL
    return linked > share * len(shown(element))


def _signature(body):
    """Who says under the text that it is theirs; the line goes."""
    for element in reversed(list(body)[-_LAST:]):
        found = signed(shown(element)) if element.tag == "p" else ()
        if found:
            element.drop_tree()
            return found
    return ()

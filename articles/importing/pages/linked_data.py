"""What a page says of itself in JSON-LD (schema.org), however it is nested."""

import json
import re
from collections import deque
from html import unescape

from lxml import html

from articles.importing.pages.facts import Facts, one_line
from articles.importing.record import Picture

_STORY = re.compile(r"(?:Article|BlogPosting)$|^(?:Report|Review)$")
_WRAPPED = re.compile(r"\A(?:\s|<!--|//|<!\[CDATA\[|/\*|\*/)+|(?:\s|-->|//|\]\]>|;|/\*|\*/)+\Z")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_TAG = re.compile(r"<[^<>]{1,200}>")
# More than a page says; nested deeper, they are no data.
_MOST_NODES = 2_000
_MOST_STORIES = 2
# So much of a headline stands in the title, whatever stands behind it.
_SURE = 40


def linked_data(root: html.HtmlElement, title: str, addresses: tuple[str, ...] = ()) -> Facts:
    """Return what the JSON-LD of a page says of its story.

    If it tells of several, that is the one with one of the page's `addresses`, or with its
    `title`; a page that tells of many and not of itself has none.
    """
    nodes = _nodes(root)
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    stories = [node for node in nodes if any(map(_STORY.search, _types(node)))]
    site = next((_name(node) for node in nodes if "WebSite" in _types(node) and _name(node)), "")
    if not stories:
        return Facts(site=site)
    ours = [node for node in stories if set(_addresses(node)) & set(addresses)]
    ours = ours or [node for node in stories if _is_of(node, title)]
    if not ours and len(stories) > _MOST_STORIES:
        return Facts(site=site)
    facts = _Story((ours or stories)[0], by_id).facts(site)
    facts.section = facts.section or _above(nodes, facts.headline)
    return facts


def _nodes(root):
    """All objects of all scripts, those inside others after them."""
    scripts = filter(_is_data, root.iter("script"))
    waiting = deque(_loaded(script.text_content()) for script in scripts)
    nodes = []
    while waiting and len(nodes) < _MOST_NODES:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            nodes.append(value)
            waiting.extend(inner for inner in value.values() if isinstance(inner, list | dict))
    return nodes


def _is_of(node, title):
    headline = _string(node.get("headline"))[:_SURE]
    return bool(headline) and headline in title


def _above(nodes, headline):
    """The last of the bread crumbs between the home page and the story."""
    for node in nodes:
        items = node.get("itemListElement")
        if "BreadcrumbList" in _types(node) and isinstance(items, list):
            crumbs = [item for item in items if isinstance(item, dict)]
            crumbs = [_name(item) or _name(item.get("item")) for item in crumbs][1:]
            crumbs = [name for name in crumbs if name and name != headline]
            return crumbs[-1] if crumbs else ""
    return ""


def _is_data(script):
    return script.get("type", "").split(";")[0].strip().lower() == "application/ld+json"


def _loaded(text):
    """What a script says, mended where it is nearly JSON."""
    text = _WRAPPED.sub("", text)
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


class _Story:
    """The node of a story; what it only names by an id stands in `by_id`."""

    def __init__(self, node, by_id):
        self.node, self.by_id = node, by_id

    def facts(self, site):
        return Facts(
            is_story=True,
            headline=self._text("headline") or self._text("name"),
            summary=self._text("description") or self._text("abstract"),
            text=_paragraphs(self.node.get("articleBody")),
            authors=tuple(filter(None, map(_name, self._all("author") or self._all("creator")))),
            published=self._text("datePublished") or self._text("dateCreated"),
            modified=self._text("dateModified"),
            section=next(iter(_words(self.node.get("articleSection"), "")), ""),
            tags=_words(self.node.get("keywords"), ","),
            language=next(filter(None, map(_language, self._all("inLanguage"))), ""),
            site=next(filter(None, map(_name, self._all("publisher"))), "") or site,
            image=self._image(),
            addresses=_addresses(self.node),
        )

    def _all(self, name):
        values = self.node.get(name)
        values = values if isinstance(values, list) else [values]
        return [self._resolved(value) for value in values if value]

    def _resolved(self, value):
        if isinstance(value, dict) and len(value) == 1:
            return self.by_id.get(_string(value.get("@id")), value)
        return value

    def _text(self, name):
        return _string(self.node.get(name))

    def _image(self):
        pictures = filter(None, map(self._picture, self._all("image")))
        return next(pictures, None)

    def _picture(self, value):
        if isinstance(value, str):
            return Picture(value.strip()) if value.strip() else None
        if not isinstance(value, dict):
            return None
        address = _string(value.get("url")) or _string(value.get("contentUrl"))
        people = (value.get("creditText"), value.get("author"), value.get("creator"))
        credit = next(filter(None, map(_name, people)), "")
        return (
            Picture(address, caption=_string(value.get("caption")), credit=credit)
            if address
            else None
        )


def _types(node):
    types = node.get("@type")
    types = types if isinstance(types, list) else [types]
    return [name.rpartition("/")[2] for name in types if isinstance(name, str)]


def _addresses(node):
    """Where the story is, as its node says."""
    page = node.get("mainEntityOfPage")
    page = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    found = (_string(page), _string(node.get("url")), _string(node.get("@id")).partition("#")[0])
    return tuple(dict.fromkeys(address for address in found if address.startswith(("http", "/"))))


def _name(value):
    """The name of a person or a house, whether an object, a list or a text."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value)))
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _string(value):
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value")
    return one_line(_TAG.sub("", unescape(value))) if isinstance(value, str) else ""


def _words(value, separator):
    """Names in a list, or in one text."""
    values = value if isinstance(value, list) else [value]
    names = [_name(name) for name in values]
    if separator and len(names) == 1:
        names = re.split(r"[,;]", names[0])
    return tuple(dict.fromkeys(filter(None, map(one_line, names))))


def _language(value):
    return _string(value.get("alternateName")) if isinstance(value, dict) else _string(value)


def _paragraphs(value):
    """The text of a story, its lines kept; some write markup here."""
    if not isinstance(value, str):
        return ""
    text = re.sub(r"</?p\s*>|<br\s*/?>", "\n", unescape(value), flags=re.IGNORECASE)
    lines = (one_line(line) for line in _TAG.sub("", text).splitlines())
    return "\n".join(filter(None, lines))

"""Gutenberg's blocks: their marks go, and what a block shows without HTML of its own comes."""

import json
import re
from typing import Any

from articles.importing.spans import with_comments
from articles.importing.wordpress.pictures import figure, figures, fragment, is_web_address, link

# https://developer.wordpress.org/block-editor/explanations/architecture/key-concepts/
_MARK = re.compile(r"\s*wp:([a-z][\w-]*(?:/[a-z][\w-]*)?)\s*(\{.*\})?\s*(/?)", re.DOTALL)
_PICTURES = frozenset(
    "gallery image cover media-text jetpack/tiled-gallery jetpack/slideshow".split()
)
_LINKS = frozenset("embed video audio file".split())
_SILENT = frozenset("more nextpage spacer separator paragraph heading shortcode html".split())


def without_marks(text: str, dropped: dict[str, bool], post: str = "") -> str:
    """Remove all comments; add the blocks that say nothing without WordPress to `dropped`.

    With the number of a post, reusable blocks are told by the archive that it is in.
    """
    if "<!-- wp:" not in text:
        return with_comments(text, lambda inner, end: "")
    marks = _Marks(text, dropped, post)
    return with_comments(text, marks.replacement)


class _Marks:
    """The marks of one text. Each thing that is looked for ahead is found once, not once a mark."""

    def __init__(self, text, dropped, post):
        self.text, self.dropped, self.post, self.found = text, dropped, post, {}

    def replacement(self, inner, end):
        if "{" not in inner and not inner.endswith("/"):
            return ""
        match = _MARK.fullmatch(inner)
        if not match:
            return ""
        name, attributes, is_whole = match[1].removeprefix("core/"), match[2], match[3]
        if name in _PICTURES:
            return "" if not is_whole and self._has_picture(name, end) else _pictures(attributes)
        return self._whole(name, _attributes(attributes)) if is_whole else ""

    def _has_picture(self, name, position):
        closing = self._ahead(f"<!-- /wp:{name} ", position)
        return position <= self._ahead("<img", position) < closing

    def _ahead(self, mark, position):
        known = self.found.get(mark, -1)
        if known < position:
            known = self.text.find(mark, position)
            self.found[mark] = known = known if known >= 0 else len(self.text)
        return known

    def _whole(self, name, attributes):
        """A block without any HTML: WordPress makes it on each page view."""
        address = str(attributes.get("url") or attributes.get("src") or attributes.get("href"))
        if (name in _LINKS or name.startswith("core-embed/")) and is_web_address(address):
            return link(address)
        if name == "block":
            told = fragment(str(attributes.get("ref", ""))) if self.post else ""
            if told:
                return told
            self.dropped.setdefault(f"reusable block {attributes.get('ref', '')}".strip())
        elif name not in _SILENT:
            self.dropped.setdefault(f"block {name}")
        return ""


def _pictures(text):
    attributes = _attributes(text)
    if "video" in (attributes.get("backgroundType"), attributes.get("mediaType")):
        return ""
    address = str(attributes.get("url") or attributes.get("mediaUrl"))
    if is_web_address(address):
        return figure(address)
    numbers = attributes.get("ids") or [attributes.get("id") or attributes.get("mediaId", "")]
    return figures(numbers) if isinstance(numbers, list) else ""


def _attributes(text) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}

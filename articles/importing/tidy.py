"""HTML that is simple enough to be taken without a parser.

Of a hundred stories ninety-nine are paragraphs, headings, lists and pictures, written by an
editor that closes what it opens. For those, what `markup.reshaped` would make of a text is
known from its tags alone. Everything else is left to it: an unknown tag or attribute, an
element in an odd place, an odd entity, an empty paragraph.
"""

import re
from functools import lru_cache

_INLINE = frozenset("a em strong sub sup code".split())
_EMPTY = frozenset("br hr img".split())
_LINE = _INLINE | {"br", "img"}
#: What may stand directly in what; "" is the story itself.
_CHILDREN = {
    "": frozenset("p h2 h3 h4 ul ol blockquote figure hr".split()),
    "ul": frozenset(["li"]),
    "ol": frozenset(["li"]),
    "blockquote": frozenset(["p"]),
    "figure": frozenset(["img", "a", "figcaption"]),
} | dict.fromkeys([*_INLINE, "p", "h2", "h3", "h4", "li", "figcaption"], _LINE)
_WITHOUT_TEXT = frozenset(["", "ul", "ol", "blockquote", "figure"])
_NAMES = _CHILDREN.keys() - {""} | _EMPTY
_BARE = (
    {name: (False, name, name) for name in _NAMES}
    | {f"/{name}": (True, name, f"/{name}") for name in _NAMES - _EMPTY}
    | {f"{name}{end}": (False, name, name) for name in _EMPTY for end in ("/", " /")}
)
_NO_TAG = (False, "", "")
_TAG = re.compile(r"([a-z]+[1-6]?)((?: [a-z-]+=\"[^\"]*\")+)( ?/)?")
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")
_ATTRIBUTES = frozenset(
    "class id title target rel alt width height loading decoding sizes srcset".split()
)
# Addresses are escaped when they are written: only what needs no escape is simple.
_ADDRESS = re.compile(r"(?:https?://|/)(?:[\w/.:=?,+~%@;#()!*-]|&amp;)+", re.ASCII)
_WORDS = re.compile(r"(?:[^&\x00-\x1f\x7f-\xa0\xad\u2028\u2029]|&amp;)*")
_OTHER_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
# Signs that no text may have, and some that a parser may change.
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def tidied(text: str) -> str | None:
    """Return what `reshaped` makes of `text`, or None where that takes a parser to say."""
    if "&" in text:
        text = text.replace("&nbsp;", "\xa0")
        if _OTHER_ENTITY.search(text):
            return None
    parts = text.split("<")
    is_odd = parts[0].strip() or text.count(">") != len(parts) - 1 or _has_odd_signs(text)
    return None if is_odd else _read(parts[1:])


def _has_odd_signs(text):
    # Most texts are all printable, which is seen sooner.
    return not text.replace("\n", "").isprintable() and _ODD.search(text) is not None


def _read(parts):
    """Follow the tags, each with the text after it."""
    story, html = _Story(), []
    for part in parts:
        tag, closed, run = part.partition(">")
        is_end, name, written = _BARE.get(tag) or _with_attributes(tag)
        fits = story.ends(name) if is_end else story.begins(name, run)
        if not fits or not closed:
            return None
        if story.inside in _WITHOUT_TEXT:
            if run and not run.isspace():
                return None
            if not story.inside or (is_end and story.inside == "blockquote"):
                run = ""
        elif run and not run.isspace():
            story.is_filled = True
        html.append(f"<{written}>{run}")
    return None if story.inside else "".join(html)


class _Story:
    """Which elements are open, and what is known of the innermost."""

    __slots__ = ("has_picture", "inside", "is_bare", "is_filled", "opened")

    def __init__(self):
        self.opened, self.inside = [], ""
        self.is_bare = self.is_filled = self.has_picture = False

    def begins(self, name, run):
        if name not in _CHILDREN[self.inside] or name in self.opened:
            return False
        self.is_bare = False
        if name == "img":
            self.is_filled = self.has_picture = True
        if name in _EMPTY:
            return True
        self.is_bare = not run
        self.opened.append(name)
        self.inside = name
        if name == "figure":
            self.has_picture = False
        if name == "p":
            self.is_filled = False
            # A paragraph of nothing but an address becomes a link.
            return not run.lstrip().startswith("http")
        return True

    def ends(self, name):
        if name != self.inside or self.is_bare:
            return False
        self.opened.pop()
        self.inside = self.opened[-1] if self.opened else ""
        if name == "p":
            return self.is_filled
        return name != "figure" or self.has_picture


@lru_cache(maxsize=512)
def _with_attributes(tag):
    """A start tag whose attributes stay as they are; the name of others is none."""
    match = _TAG.fullmatch(tag)
    if not match or (match[3] and match[1] not in _EMPTY):
        return _NO_TAG
    attributes = _ATTRIBUTE.findall(match[2])
    values = dict(attributes)
    if len(values) < len(attributes) or not all(map(_is_simple, values, values.values())):
        return _NO_TAG
    is_shown = "src" in values and "1" not in (values.get("width"), values.get("height"))
    if match[1] == "img" and not is_shown:
        return _NO_TAG
    return False, match[1], f"{match[1]}{match[2]}"


def _is_simple(name, value):
    if name in ("href", "src"):
        return _ADDRESS.fullmatch(value) is not None
    return name in _ATTRIBUTES and _WORDS.fullmatch(value) is not None

"""WordPress shortcodes: `[caption width="300"]…[/caption]` and what plugins added.

Square brackets that a person typed ([sic], [1]) stay: a shortcode has attributes, an end tag,
a paragraph to itself and a name with a hyphen, or is one of WordPress's own.
"""

import html
import re
from collections import defaultdict, deque

from articles.importing.spans import end_tag, replaced
from articles.importing.wordpress.pictures import (
    figure,
    figures,
    is_picture_name,
    link,
    numbered,
    uploads,
)

_OWN = "caption wp_caption gallery playlist audio video embed".split()
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"\]]+))|"([^"]*)"|(\S+)""")
# Possessive: a bracket that is never closed costs no second try.
_ATTRIBUTES = r"""(?:\s(?:"[^"]*"|'[^']*'|[^\[\]"'])*+)?"""
_TAG = re.compile(
    rf"\[(?P<escape>\[)?(?P<name>[A-Za-z][\w-]*)(?P<attributes>(?:=[^\s\[\]]+)?{_ATTRIBUTES}/?)\]"
    r"(?(escape)\])"
    r"|\[/(?P<ended>[A-Za-z][\w-]*)\s*\]"
)
_BRACKET = re.compile(r"\[[A-Za-z/\[]")
# The listings of SyntaxHighlighter, CodeColorer and WP-Syntax.
_LISTING = re.compile(
    r"(?<!\[)\[(code|sourcecode|cce?|cc[a-z]*_\w+|php|python|java|javascript|css|xml|sql|bash)"
    r"\b[^\[\]\n]*\]|<pre\s(?=[^<>]*\blang=)[^<>]*>",
    re.IGNORECASE,
)
_PRE = re.compile(r"<pre\s", re.IGNORECASE)
_PLACE = re.compile(r"\x00(\d+)\x00")
_CODE = re.compile(r"<(pre|code)\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BLANK = re.compile(r"\s*")
# What stands before a bracket is looked at no further back than this.
_NEAR = 100
_MEDIA_ATTRIBUTES = ("src", "url", "mp4", "m4v", "webm", "ogv", "flv", "mp3", "m4a", "ogg", "wav")
# Among the attributes of a shortcode: whose uploads it may show. No person can write it.
_UPLOADS = " uploads"
_FIGURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)


def listings(text: str) -> str:
    """Turn program listings to `<pre>`, their code escaped whether it was so before or not.

    To be called first: nothing inside them is markup, a comment or a shortcode.
    """
    if not (_BRACKET.search(text) or _PRE.search(text)):
        return text
    return replaced(text, _LISTING, _end_of_listing, _listing)


def _end_of_listing(opened):
    return rf"\[/{opened[1]}\s*\]" if opened[1] else r"</pre\s*>"


def _listing(opened, inner):
    code = html.unescape(inner).strip("\r\n")
    return f"\n\n<pre>{html.escape(code, quote=False)}</pre>\n\n"


def expand(text: str, dropped: dict[str, bool], post: str = "") -> str:
    """Replace the shortcodes of `text` by HTML; add those that say nothing to `dropped`.

    With the number of a post, the archive that it is in tells what was uploaded to it.
    `<pre>` and `<code>` are left as they are; `[[name]]` is how WordPress writes `[name]`.
    """
    if not _BRACKET.search(text):
        return text
    kept = []

    def keep(start, inner="", name=""):
        kept.append(f"{start}{inner}</{name}>" if name else start)
        return f"\x00{len(kept) - 1}\x00"

    text = replaced(text, _CODE, end_tag, lambda opened, inner: keep(opened[0], inner, opened[1]))
    text = _MARKUP.sub(lambda match: keep(match[0]), text)
    text = _Expansion(text, dropped, kept, post).result()
    return _restored(text, kept)


def _restored(text, kept):
    return _PLACE.sub(lambda match: kept[int(match[1])], text)


class _Expansion:
    """One pass over a text whose markup is kept apart, from its first bracket to its last."""

    def __init__(self, text, dropped, kept, post, is_inner=False):
        self.text, self.dropped, self.kept, self.is_inner = text, dropped, kept, is_inner
        self.post = post
        self.tags = list(_TAG.finditer(text))
        # The end tags of each name that are still ahead, and those whose start tag is gone.
        self.ends, self.gone = defaultdict(deque), set()
        for tag in self.tags:
            if tag["ended"]:
                self.ends[tag["ended"].lower()].append(tag)

    def result(self):
        parts, position = [], 0
        for tag in self.tags:
            if tag.start() < position:
                continue
            parts.append(self.text[position : tag.start()])
            if tag["ended"]:
                parts.append("" if tag.start() in self.gone else tag[0])
                position = tag.end()
            else:
                replacement, position = self._replacement(tag)
                parts.append(replacement)
        return "".join([*parts, self.text[position:]])

    def _replacement(self, tag):
        """Return what stands for a shortcode, and where it ends."""
        name = tag["name"].lower()
        is_closed = tag["attributes"].endswith("/")
        end = None if is_closed else self._end_of(name, tag.end())
        if tag["escape"]:
            return tag[0][1:-1], tag.end()
        if not end and not is_closed and not _is_shortcode(name, tag):
            return tag[0], tag.end()
        attributes = _attributes(_restored(tag["attributes"], self.kept))
        if self.post:
            attributes[_UPLOADS] = attributes.get("id") or self.post
        if name in _RENDERERS:
            shown = _RENDERERS[name](attributes, self._inner(tag, end) if end else "")
            if shown is None:
                self.dropped.setdefault(f"shortcode [{name}]")
            return shown or "", (end or tag).end()
        if end:
            # What stands between unknown tags stays, and may hold more of them.
            self.gone.add(self.ends[name].popleft().start())
        return self._unknown(name, attributes, bool(end)), tag.end()

    def _inner(self, tag, end):
        """What stands between two tags; shortcodes are looked for one level deep."""
        text = self.text[tag.end() : end.start()]
        if not self.is_inner and _BRACKET.search(text):
            text = _Expansion(text, self.dropped, self.kept, self.post, is_inner=True).result()
        return _restored(text, self.kept)

    def _end_of(self, name, position):
        ends = self.ends.get(name, ())
        while ends and ends[0].start() < position:
            ends.popleft()
        return ends[0] if ends else None

    def _unknown(self, name, attributes, has_end):
        """A shortcode of an address is a link; any other says nothing, and is noted."""
        address = attributes.get("") or attributes.get("url") or attributes.get("src") or ""
        if not has_end and re.match(r"https?://", address):
            return figure(address) if is_picture_name(address) else link(address)
        self.dropped.setdefault(f"shortcode [{name}]")
        return ""


def _is_shortcode(name, match):
    if name in _OWN:
        return True
    if re.search(r"[-_]", name) and _stands_alone(match):
        return True
    attributes = match["attributes"]
    return bool(re.match(r"=[\"']?https?://|\s+[\w-]+\s*=", attributes))


def _stands_alone(match):
    """Whether a bracket is all that its paragraph, or the element around it, holds."""
    text, start, end = match.string, match.start(), match.end()
    before = text[max(0, start - _NEAR) : start]
    words = before.rstrip()
    blank = _BLANK.match(text, end)
    is_begun = _is_edge(words[-1:], before[len(words) :])
    return is_begun and _is_edge(text[blank.end() : blank.end() + 1], blank[0])


def _is_edge(sign, blank):
    """Whether a paragraph ends between a bracket and this sign, with this white space between."""
    return sign in ("", "\x00") or _BLANK_LINE.search(blank) is not None


def _attributes(text):
    """`src="a" b` as {"src": "a", "": "b"}: the nameless value is the address of an embed."""
    found = {}
    for name, double, single, bare, quoted, word in _ATTRIBUTE.findall(
        text.lstrip("=").rstrip("/")
    ):
        found.setdefault(name.lower(), html.unescape(double or single or bare or quoted or word))
    return found


def _caption(attributes, inner):
    match = _FIGURE.match(inner)
    if not match:
        return inner
    text = match[2].strip() or html.escape(attributes.get("caption", ""))
    caption = f"<figcaption>{text}</figcaption>" if text else ""
    return f"\n\n<figure>{match[1].strip()}{caption}</figure>\n\n"


def _media(attributes, inner):
    found = (attributes.get(name, "") for name in (*_MEDIA_ATTRIBUTES, ""))
    address = html.unescape(inner.strip()) or next(filter(None, found), "")
    return link(address) if re.match(r"https?://\S+$|/\S+$", address) else inner or None


def _gallery(attributes, inner):
    """Without numbers, it shows all pictures that were uploaded to the post."""
    return figures(_numbers(attributes)) or uploads(attributes.get(_UPLOADS, "")) or None


def _playlist(attributes, inner):
    found = filter(None, map(numbered, _numbers(attributes)))
    return "".join(link(piece.address) for piece in found) or None


def _numbers(attributes):
    return re.findall(r"\d+", attributes.get("ids") or attributes.get("include") or "")


_RENDERERS = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "playlist": _playlist,
    "embed": _media,
    "video": _media,
    "audio": _media,
}

"""WordPress shortcodes: `[caption width="300"]…[/caption]` and what plugins added.

Square brackets that a person typed ([sic], [1]) stay: a shortcode has attributes, an end tag,
a paragraph to itself and a name with a hyphen, or is one of WordPress's own.
"""

import html
import re
from collections.abc import Callable

_OWN = "caption wp_caption gallery playlist audio video embed".split()
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"\]]+))|"([^"]*)"|(\S+)""")
_ATTRIBUTES = r"""(?:\s+(?:[\w-]+\s*=\s*)?(?:"[^"]*"|'[^']*'|[^\s"'\[\]]+))*"""
_TAG = re.compile(
    rf"\[(?P<escape>\[)?(?P<name>[A-Za-z][\w-]*)(?P<attributes>(?:=[^\s\]]+)?{_ATTRIBUTES})\s*(?P<closed>/)?\]"
    r"(?(escape)\])"
)
# The listings of SyntaxHighlighter, CodeColorer and WP-Syntax.
_CODE = re.compile(
    r"(?<!\[)\[(?P<name>code|sourcecode|cce?|cc[a-z]*_\w+|php|python|java|javascript|css|xml|sql|bash)"
    r"\b[^\]\n]*\](?P<inner>.*?)\[/(?P=name)\s*\]"
    r"|<pre\s[^<>]*\blang=[^<>]*>(?P<pre>.*?)</pre\s*>",
    re.DOTALL | re.IGNORECASE,
)
_PLACE = re.compile(r"\x00(\d+)\x00")
_KEPT = re.compile(r"(<(pre|code)\b.*?</\2\s*>|<[^<>]*>)", re.DOTALL | re.IGNORECASE)
_MEDIA_ATTRIBUTES = ("src", "url", "mp4", "m4v", "webm", "ogv", "flv", "mp3", "m4a", "ogg", "wav")
_FIGURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)


def listings(text: str) -> str:
    """Turn program listings to `<pre>`, their code escaped whether it was so before or not.

    To be called first: nothing inside them is markup, a comment or a shortcode.
    """
    return _CODE.sub(_listing, text)


def _listing(match):
    code = html.unescape(match["inner"] or match["pre"] or "").strip("\r\n")
    return f"\n\n<pre>{html.escape(code, quote=False)}</pre>\n\n"


def expand(text: str, dropped: dict[str, bool]) -> str:
    """Replace the shortcodes of `text` by HTML; add the names that say nothing to `dropped`.

    `<pre>` and `<code>` are left as they are; `[[name]]` is how WordPress writes `[name]`.
    """
    if "[" not in text:
        return text
    kept = []

    def keep(match):
        kept.append(match[0])
        return f"\x00{len(kept) - 1}\x00"

    text = _expanded(_KEPT.sub(keep, text), dropped, lambda part: _restored(part, kept))
    return _restored(text, kept)


def _restored(text, kept):
    return _PLACE.sub(lambda match: kept[int(match[1])], text)


def _expanded(text, dropped, restored):
    parts, position = [], 0
    while match := _TAG.search(text, position):
        parts.append(text[position : match.start()])
        position = match.end()
        if match["escape"]:
            parts.append(match[0][1:-1])
            continue
        name = match["name"].lower()
        end = re.compile(rf"\[/{re.escape(match['name'])}\s*\]", re.IGNORECASE).search(
            text, position
        )
        if not end and not _is_shortcode(name, match):
            parts.append(match[0])
            continue
        inner = ""
        if end and not match["closed"]:
            inner, position = text[position : end.start()], end.end()
        attributes = _attributes(restored(match["attributes"]))
        parts.append(_html(name, attributes, inner, dropped, restored))
    parts.append(text[position:])
    return "".join(parts)


def _is_shortcode(name, match):
    if name in _OWN or match["closed"]:
        return True
    if re.search(r"[-_]", name) and _stands_alone(match):
        return True
    attributes = match["attributes"]
    return bool(re.match(r"=[\"']?https?://|\s+[\w-]+\s*=", attributes))


def _stands_alone(match):
    """Whether a bracket is all that its paragraph, or the element around it, holds."""
    text = _PLACE.sub("\n\n", match.string[: match.start()] + "\x01" + match.string[match.end() :])
    return bool(re.search(r"(?:\A|\n[ \t]*\n)\s*\x01\s*(?:\Z|\n[ \t]*\n)", text))


def _attributes(text):
    """`src="a" b` as {"src": "a", "": "b"}: the nameless value is the address of an embed."""
    found = {}
    for name, double, single, bare, quoted, word in _ATTRIBUTE.findall(text.lstrip("=")):
        found.setdefault(name.lower(), html.unescape(double or single or bare or quoted or word))
    return found


def _html(name, attributes, inner, dropped, restored) -> str:
    render: Callable | None = _RENDERERS.get(name)
    if render:
        return render(attributes, restored(inner))
    address = attributes.get("") or attributes.get("url") or attributes.get("src") or ""
    if not inner.strip() and re.match(r"https?://", address):
        return link(address)
    dropped.setdefault(name)
    return _expanded(inner, dropped, restored)


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
    return link(address) if re.match(r"https?://\S+$|/\S+$", address) else inner


def link(address: str) -> str:
    """Return a paragraph that leads to something which can't be shown here."""
    shown = html.escape(address)
    return f'\n\n<p><a href="{shown}">{shown}</a></p>\n\n'


_RENDERERS = {
    "caption": _caption,
    "wp_caption": _caption,
    "embed": _media,
    "video": _media,
    "audio": _media,
}

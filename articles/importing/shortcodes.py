"""WordPress shortcodes: `[caption width="300"]…[/caption]` and what plugins added.

Square brackets that a person typed ([sic], [1]) stay: a shortcode has attributes, an end tag,
a paragraph to itself and a name with a hyphen, or is one of WordPress's own.
"""

import html
import re

from articles.importing.spans import end_tag, replaced

_OWN = "caption wp_caption gallery playlist audio video embed".split()
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s'"\]]+))|"([^"]*)"|(\S+)""")
# Possessive: a bracket that is never closed costs no second try.
_ATTRIBUTES = r"""(?:\s(?:"[^"]*"|'[^']*'|[^\[\]"'])*+)?"""
_TAG = re.compile(
    rf"\[(?P<escape>\[)?(?P<name>[A-Za-z][\w-]*)(?P<attributes>(?:=[^\s\]]+)?{_ATTRIBUTES}/?)\]"
    r"(?(escape)\])"
)
# The listings of SyntaxHighlighter, CodeColorer and WP-Syntax.
_LISTING = re.compile(
    r"(?<!\[)\[(code|sourcecode|cce?|cc[a-z]*_\w+|php|python|java|javascript|css|xml|sql|bash)"
    r"\b[^\]\n]*\]|<pre\s[^<>]*\blang=[^<>]*>",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\x00(\d+)\x00")
_CODE = re.compile(r"<(pre|code)\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
_MEDIA_ATTRIBUTES = ("src", "url", "mp4", "m4v", "webm", "ogv", "flv", "mp3", "m4a", "ogg", "wav")
_FIGURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)


def listings(text: str) -> str:
    """Turn program listings to `<pre>`, their code escaped whether it was so before or not.

    To be called first: nothing inside them is markup, a comment or a shortcode.
    """
    return replaced(text, _LISTING, _end_of_listing, _listing)


def _end_of_listing(opened):
    return rf"\[/{opened[1]}\s*\]" if opened[1] else r"</pre\s*>"


def _listing(opened, inner):
    code = html.unescape(inner).strip("\r\n")
    return f"\n\n<pre>{html.escape(code, quote=False)}</pre>\n\n"


def expand(text: str, dropped: dict[str, bool]) -> str:
    """Replace the shortcodes of `text` by HTML; add the names that say nothing to `dropped`.

    `<pre>` and `<code>` are left as they are; `[[name]]` is how WordPress writes `[name]`.
    """
    if "[" not in text:
        return text
    kept = []

    def keep(start, inner="", name=""):
        kept.append(f"{start}{inner}</{name}>" if name else start)
        return f"\x00{len(kept) - 1}\x00"

    text = replaced(text, _CODE, end_tag, lambda opened, inner: keep(opened[0], inner, opened[1]))
    text = _MARKUP.sub(lambda match: keep(match[0]), text)
    text = _expanded(text, dropped, lambda part: _restored(part, kept))
    return _restored(text, kept)


def _restored(text, kept):
    return _PLACE.sub(lambda match: kept[int(match[1])], text)


def _expanded(text, dropped, restored):
    parts, position = [], 0
    while match := _TAG.search(text, position):
        parts.append(text[position : match.start()])
        position = match.end()
        name = match["name"].lower()
        is_closed = match["attributes"].endswith("/")
        end = None if is_closed else _end_of(match["name"], text, position)
        if match["escape"]:
            parts.append(match[0][1:-1])
        elif not end and not is_closed and not _is_shortcode(name, match):
            parts.append(match[0])
        elif name in _RENDERERS:
            inner = text[position : end.start()] if end else ""
            position = end.end() if end else position
            attributes = _attributes(restored(match["attributes"]))
            parts.append(_RENDERERS[name](attributes, restored(inner)))
        else:
            if end:
                # What stands between unknown tags stays, and may hold more of them.
                text = text[: end.start()] + text[end.end() :]
            parts.append(_unknown(name, restored(match["attributes"]), bool(end), dropped))
    parts.append(text[position:])
    return "".join(parts)


def _end_of(name, text, position):
    return re.compile(rf"\[/{re.escape(name)}\s*\]", re.IGNORECASE).search(text, position)


def _is_shortcode(name, match):
    if name in _OWN:
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
    for name, double, single, bare, quoted, word in _ATTRIBUTE.findall(
        text.lstrip("=").rstrip("/")
    ):
        found.setdefault(name.lower(), html.unescape(double or single or bare or quoted or word))
    return found


def _unknown(name, text, has_end, dropped):
    """A shortcode of an address is a link; any other says nothing, and is noted."""
    attributes = _attributes(text)
    address = attributes.get("") or attributes.get("url") or attributes.get("src") or ""
    if not has_end and re.match(r"https?://", address):
        return link(address)
    dropped.setdefault(name)
    return ""


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

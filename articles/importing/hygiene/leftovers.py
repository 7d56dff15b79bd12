"""Dead markup that every old archive is full of. It goes without a word."""

import re

from articles.importing.spans import replaced

_WORD_TAG = re.compile(r"</?(?:o|w|m|st1|v):[a-z]+\b[^<>]*>", re.IGNORECASE)
# What Word puts before a text, when the comment around it was lost.
_WORD_SETTINGS = re.compile(
    r"Normal\s+0\s+(?:\d+\s+){0,3}(?:(?:false|true)\s+){1,4}(?:[A-Z]{2}(?:-[A-Z]{2,4})?\s+|X-NONE\s+){0,4}"
    r"(?:MicrosoftInternetExplorer4)?"
)
_WORD_STYLES = re.compile(r"/\*\s*Style Definitions\s*\*/")
_XML = re.compile(r"<(xml|style)\b[^<>]*>", re.IGNORECASE)
# Joomla's extensions, by the name that stands in braces.
_PLUGIN = re.compile(
    r"\{/?(?:loadposition|loadmodule|loadmoduleid|module|modulepos|mosimage|mospagebreak|mosloadposition"
    r"|jcomments|jcommentslock|emailcloak|attachments|rsform|rsmonials|chronoforms|simplecaddy|adsense"
    r"|phocagallery|phocadownload|gallery|rokbox|tab|tabs|slide|slider|sliders|article|nomultithumb"
    r"|multithumb|besps|vsig|xtypo\w*|source|snippet|kl_\w+|ppgallery|fcomments?|facebookcomments"
    r"|socialbuttons|addthis|sharethis|jathumbnail|jaimage|linkr|flv|mp3|audio|avsplayer|widgetkit)\b"
    r"[^{}<>]{0,300}\}",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"\{youtube\}\s*([\w-]{11})\s*(?:\|[^{}<>]{0,50})?\{/youtube\}", re.IGNORECASE)
_VIDEO_LINK = r'<a href="https://www.youtube.com/watch?v=\1">https://www.youtube.com/watch?v=\1</a>'
_SPACE = r"(?:\s|&nbsp;|&#160;)*"
_EMPTY_INLINE = re.compile(
    rf"<(a|b|i|u|s|em|strong|span|font|small|big|sup|sub|tt)(?:\s[^<>]*)?>({_SPACE})</\1\s*>",
    re.IGNORECASE,
)
_EMPTY_BLOCK = re.compile(
    r"<(p|li|ul|ol|h[1-6]|blockquote|div|center)(?:\s[^<>]*)?>(?:\s|&nbsp;|&#160;|<br\s*/?>)*</\1\s*>",
    re.IGNORECASE,
)
_NOTHING = re.compile(rf">{_SPACE}</")
# An empty list in an empty list in an empty box; deeper ones stay, and nobody sees them.
_ROUNDS = 4


def cleared(body: str) -> str:
    """Return HTML without Word's remains, empty elements and the marks of dead plug-ins."""
    if "{" in body:
        body = _PLUGIN.sub("", _VIDEO.sub(_VIDEO_LINK, body))
    if ":" in body:
        body = _WORD_TAG.sub("", body)
    if "<xml" in body or "<XML" in body:
        body = replaced(body, _XML, lambda found: rf"</{found[1]}\s*>", lambda found, inner: "")
    if "Normal" in body:
        body = _WORD_SETTINGS.sub("", body)
    if "Style Definitions" in body:
        body = replaced(body, _WORD_STYLES, lambda found: r"(?<=\})(?=\s*(?:<|$))", lambda *_: "")
    for _ in range(_ROUNDS if _may_be_empty(body) else 0):
        body, inline = _EMPTY_INLINE.subn(_space, body)
        body, blocks = _EMPTY_BLOCK.subn("", body)
        if not inline and not blocks:
            break
    return body


def _may_be_empty(body):
    """Whether an element of it may have nothing in it: most texts are spared the search."""
    return "<br" in body.lower() or _NOTHING.search(body) is not None


def _space(found):
    return " " if found[2] else ""

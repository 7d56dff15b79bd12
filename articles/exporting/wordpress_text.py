"""Text as WordPress keeps it, so that it shows, and gives back, what stands here.

There everything is HTML: headlines, names and excerpts too; a line end in a body is a break,
a word in square brackets a command.
"""

import re
from html import escape
from urllib.parse import quote
from zlib import crc32

# What XML 1.0 has no way to say.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COMMAND = re.compile(r"\[(?=\[?/?[A-Za-z:])")
_BLOCK = re.compile(
    r"</?(?:p|h[1-6]|[uo]l|li|blockquote|fig\w+|table|caption|thead|tbody|t[rdh]|hr|br)\b[^<>]*>"
)
_LINE_END = re.compile(r"(>?)[ \t]*[\r\n]\s*")
_OWN_PICTURE = re.compile(r'(<img\b[^<>]*?\ssrc=")(/(?!/))')


def cdata(text: str) -> str:
    """Return `text` as XML, whatever it holds."""
    told = _FORBIDDEN.sub("", text).replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{told}]]>"


def xml(text: str) -> str:
    """Return `text` as it is written in an element or an attribute."""
    return escape(_FORBIDDEN.sub("", text))


def plain_html(text: str) -> str:
    """Return plain text as the HTML that says it."""
    return _COMMAND.sub("&#91;", escape(text, quote=False))


def body_html(body: str, address: str) -> str:
    """Return a body in which WordPress finds no breaks and commands that aren't there.

    Pictures are shown from the site at `address`; links stay as they are.
    """
    body = _LINE_END.sub(_line_end, body)
    return _OWN_PICTURE.sub(lambda own: own[1] + address + own[2], _COMMAND.sub("&#91;", body))


def _line_end(end):
    """A line end between blocks stays; one in a text is a space, as browsers have it."""
    if not end[1]:
        return " "
    start = end.string.rfind("<", 0, end.start())
    return end[0] if _BLOCK.fullmatch(end.string, start, end.end(1)) else "> "


def nicename(slug: str) -> str:
    """Return a slug in the letters that WordPress has for them: `%d0%b0` for `а`."""
    return quote(slug).lower()


def login(slug: str) -> str:
    """Return the login of an author: WordPress takes ASCII for one, and 60 characters at most."""
    name = slug if slug.isascii() else f"author-{crc32(slug.encode()):08x}"
    return name[:60]

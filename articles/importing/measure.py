"""How long anything may be that is to become a story, and what of it doesn't count."""

import re

#: An item beyond this many bytes is left out: nobody reads a story of a thousand pages, and who
#: copies it a dozen times, as cleaning does, needs a dozen times the memory.
LONGEST_ITEM = 8 << 20
#: With its pictures written into it, it may have as many.
LONGEST_WITH_PICTURES = 32 << 20
#: The text of a story may have so many characters.
LONGEST_BODY = 2_000_000
_CROWD, _MOST_ATTRIBUTES = 50_000, 1_000
_CROWDED_TAG = re.compile(rf"<([A-Za-z][^\s<>/]*)\s[^<>]{{{_CROWD},}}+")
_ATTRIBUTE = re.compile(r"\s[A-Za-z_:][\w:.-]*(?=[\s=/]|\Z)")
_PICTURE = re.compile(rb"data:[\w/.+-]{3,80}(?:;[\w=-]+)*;base64,[A-Za-z0-9+/=_%-]{64,}")


def without_pictures(data: bytes) -> bytes:
    """Return a text without the files that are written into its addresses."""
    return _PICTURE.sub(b"", data)


def uncrowded(html: str) -> str:
    """Return HTML without the attributes of tags that have thousands.

    Its parsers compare each attribute of a tag with every other: 300,000 take minutes.
    """
    return _CROWDED_TAG.sub(_bare_tag, html) if len(html) > _CROWD else html


def _bare_tag(tag):
    return f"<{tag[1]}" if len(_ATTRIBUTE.findall(tag[0])) > _MOST_ATTRIBUTES else tag[0]

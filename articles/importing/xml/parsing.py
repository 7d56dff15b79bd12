"""One item of XML by itself: parsed as it is, else mended, else doubted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape, unescape
from html.entities import html5

from lxml import etree

from articles.importing.record import ArticleRecord, Problem, Record, Skipped, Status

CDATA, CDATA_END = "<![CDATA[", "]]>"
_AMPERSAND = re.compile(r"&(?:(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|\w{1,40});)?")
_NO_SIGN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STRAY_LESS = re.compile(r"<(?![A-Za-z_/?]|!--|!\[CDATA\[)")
_PREFIX = re.compile(r"<([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=")
_NO_TROUBLE = "Namespace prefix"


def parser(**options: bool) -> etree.XMLParser:
    """Return a parser for items: it opens nothing and knows no entities."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        # Safe here: an item has no DOCTYPE, and its length is bounded.
        huge_tree=True,
        remove_pis=True,
        **options,
    )


def parsed(
    parser: etree.XMLParser, text: str, opening: str = "", closing: str = ""
) -> tuple["etree._Element | None", str]:
    """Parse `text` between two tags; return the root, and what is wrong that can't be mended.

    Small mistakes are mended: controls, stray `&` and `<`, HTML's entities, prefixes without
    address. A parser that doesn't recover has no root where anything is wrong.
    """
    root, trouble = _attempt(parser, f"{opening}{text}{closing}")
    if not trouble:
        return root, ""
    text = mended(text)
    again, remaining = _attempt(parser, f"{_declaring(opening, text)}{text}{closing}")
    return (again, remaining) if root is None or not remaining else (root, trouble)


def _attempt(parser, text):
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        return None, _first_line(error.msg or "no XML")
    wrong = [entry for entry in parser.error_log if _NO_TROUBLE not in entry.message]
    return root, _first_line(wrong[0].message) if wrong else ""


def _first_line(message):
    return message.strip().partition("\n")[0].partition(", line ")[0].strip()


def mended(text: str) -> str:
    """Outside CDATA, turn stray `&` and `<` and HTML's own entities into what they must mean;
    signs that XML has not go everywhere."""
    parts = []
    for part in split_at_cdata(_NO_SIGN.sub("", text)):
        if not is_cdata(part):
            part = _STRAY_LESS.sub("&lt;", _AMPERSAND.sub(_reference, part))
            part = part.replace(CDATA_END, "]]&gt;")
        parts.append(part)
    return "".join(parts)


def split_at_cdata(text: str) -> Iterator[str]:
    """Yield what stands in CDATA sections and between them; one that never ends is none."""
    position = 0
    while (start := text.find(CDATA, position)) >= 0 and (end := text.find(CDATA_END, start)) >= 0:
        yield text[position:start]
        position = end + len(CDATA_END)
        yield text[start:position]
    yield text[position:]


def is_cdata(part: str) -> bool:
    return part.startswith(CDATA) and part.endswith(CDATA_END)


def _reference(match):
    name = match[1] or ""
    if not (name.startswith("#") or f"{name};" in html5):
        return f"&amp;{match[0][1:]}"
    return escape(_NO_SIGN.sub("", unescape(match[0])))


def _declaring(opening, text):
    """Add to the first tag of `opening` the prefixes that `text` uses and nobody declares."""
    name, space, rest = opening.partition(" ")
    if not space:
        return opening
    used = {first or second for first, second in _PREFIX.findall(text)} - {"xml", "xmlns"}
    missing = [prefix for prefix in sorted(used) if f" xmlns:{prefix}=" not in opening]
    return name + "".join(f' xmlns:{prefix}="urn:{prefix}"' for prefix in missing) + f" {rest}"


def doubted(
    found: Iterable[Record], place: str, trouble: str, word: str = "item"
) -> Iterator[Record]:
    """What was saved of a damaged story: it may lack its end, so that nobody reads it unchecked."""
    found = list(found)
    story = found[-1] if found else None
    if isinstance(story, Skipped):
        yield story
    elif isinstance(story, ArticleRecord) and story.body:
        message = f"The XML of this {word} is damaged ({trouble}). Imported as a draft: compare."
        yield from found[:-1]
        yield Problem(place, message, refused=False)
        yield replace(story, status=Status.DRAFT)
    else:
        yield Problem(place, f"The XML of this {word} is damaged ({trouble}). Left out.")

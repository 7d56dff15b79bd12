"""A payload as XML or JSON: safely, whole, and that of the bank that was asked."""

import json
import re
from datetime import date

from lxml import etree

from tickers.providers.figures import short
from tickers.providers.provider import Provider
from tickers.providers.record import UnreadablePayload

_PAGE = re.compile(rb"<!doctype\s+html|<html\b", re.IGNORECASE)
_HEAD = 2000
_MARK = b"\xef\xbb\xbf"
#: Byte order marks, and white space of one byte or two.
_BEFORE_MARKUP = b"\xef\xbb\xbf\xfe\xff\0 \t\r\n"
_ANYWHERE = "{*}"


def is_page(payload: bytes) -> bool:
    return bool(_PAGE.search(payload, 0, _HEAD))


def is_markup(payload: bytes) -> bool:
    return payload[:_HEAD].lstrip(_BEFORE_MARKUP).startswith(b"<")


def unlike(provider: Provider, payload: bytes, why: str = "") -> UnreadablePayload:
    """Say what came instead of rates: nothing, a page, an error, another bank's, or a part.

    `why` goes on from “what came”.
    """
    if not payload.strip():
        what = "nothing came but an empty answer"
    elif is_page(payload):
        what = "a web page came instead of rates"
    else:
        what = f"what came {why or 'is not what this bank sends'}: {_opening(payload)}"
    return UnreadablePayload(f"{provider.title}: {what}. {provider.advice}")


def _opening(payload):
    text = payload[:1000].replace(b"\0", b"").decode("utf-8", "replace")
    return short(re.sub(r"<\?xml.*?\?>", "", text), 120)


def xml_root(payload: bytes, provider: Provider, *names: str) -> "etree._Element":
    """Parse XML whose root has one of these names, in any namespace.

    No entities, no DOCTYPE, no network. The caller has checked the size.
    """
    parser = etree.XMLParser(
        encoding=_resaved_encoding(payload),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(payload.removeprefix(_MARK).lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        why = str(error).partition(", line ")[0] or "no XML"
        raise unlike(provider, payload, f"can't be read to its end ({why})") from None
    if root.getroottree().docinfo.doctype or root.tag.rpartition("}")[2] not in names:
        raise unlike(provider, payload)
    return root


def _resaved_encoding(payload):
    """Return the encoding of XML that a browser or an editor has saved in UTF-8 while it goes on
    saying another one; None where it is to be believed. No text in Cyrillic letters of one byte
    each is UTF-8 by chance."""
    if payload.isascii():
        return None
    try:
        payload.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"


def text_of(element: "etree._Element", name: str) -> str:
    """Return the text of a child, "" where there is none."""
    return element.findtext(_ANYWHERE + name) or ""


def json_data(payload: bytes, provider: Provider) -> object:
    """Parse JSON whose numbers stay the text they were written as."""
    try:
        text = payload.decode("utf-8-sig")
        return json.loads(
            text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_object
        )
    except (ValueError, RecursionError) as error:
        raise unlike(provider, payload, f"can't be read to its end ({error})") from None


def _object(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name comes twice")
    return found


def json_list(
    payload: bytes, provider: Provider, day: date | None, *forms: tuple[str, ...]
) -> list[dict[str, str]]:
    """Return the rows of the first of some forms, told by their names, that a payload has.

    One object is a list of one. An empty list says that a `day` has no rates; of the newest it
    says nothing.
    """
    data = json_data(payload, provider)
    if data == [] and day:
        return []
    if isinstance(data, dict):
        data = [data]
    for names in forms:
        if rows := json_rows(data, *names):
            return rows
    raise unlike(provider, payload)


def json_rows(data: object, *names: str) -> list[dict[str, str]]:
    """Return a list's objects as texts; it is empty when `data` is no list of such objects.

    What an object lacks, or has as anything but a text or a number, is "".
    """
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        return []
    if not any(row.keys() >= set(names) for row in data):
        return []
    return [{name: _plain(row.get(name)) for name in names} for row in data]


def _plain(value):
    return value if isinstance(value, str) else ""

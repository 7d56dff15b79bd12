"""Web archives (WARC, and ARC before it): each page that a crawler saved is one story."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from articles.importing.format import Format, Opening, Options, Piece
from articles.importing.pages.content import Content
from articles.importing.pages.document import LONGEST_PAGE, NoPage, slim
from articles.importing.pages.kind import ERROR_PAGE, REDIRECT
from articles.importing.pages.story import Capture, records
from articles.importing.pages.tape import DamagedHead, Tape
from articles.importing.pages.unpacked import NotUnpacked, unpacked
from articles.importing.record import Problem, Record, Skipped, UnreadableArchive

_HTML = ("text/html", "application/xhtml+xml")
_UNCLEAR = (
    "",
    "text/plain",
    "application/octet-stream",
    "unknown",
    "application/unknown",
    "no-type",
)
_HTML_SIGNS = (b"<html", b"<!doctype html", b"<body", b"<head>")
_GROUPS = (
    ("image/", "picture"),
    ("video/", "film"),
    ("audio/", "sound"),
    ("font/", "style, script or font"),
    ("text/css", "style, script or font"),
    ("text/javascript", "style, script or font"),
    ("application/javascript", "style, script or font"),
    ("application/x-javascript", "style, script or font"),
    ("application/font", "style, script or font"),
    ("application/pdf", "document"),
    ("application/msword", "document"),
    ("application/vnd.", "document"),
    ("application/rss+xml", "feed"),
    ("application/atom+xml", "feed"),
)
_KINDS = {
    "warcinfo": "note of the crawler",
    "arc_header": "note of the crawler",
    "metadata": "note of the crawler",
    "request": "request",
    "revisit": "repeated capture",
    "conversion": "converted copy",
    "continuation": "continued record",
}
_NOTES = frozenset(_KINDS.values())
_LONGEST_ADDRESS = 150
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_BROKEN = (ArchiveLoadFailed, StatusAndHeadersParserException, DamagedHead, EOFError, ValueError)
_BROKEN += (AttributeError, TypeError, KeyError, IndexError)
_OTHER = "other file"
_LOADER = ArcWarcRecordLoader(verify_http=False, arc2warc=False)


def _recognises(opening: Opening) -> bool:
    data = opening.data.lstrip()
    return data.startswith((b"WARC/", b"filedesc://"))


def _cut(file: BinaryIO, head: None, options: Options) -> Iterator[Piece | Problem | Skipped]:
    # It tells of spaces in addresses, which are no news to anyone.
    logging.getLogger("warcio").setLevel(logging.CRITICAL + 1)
    tape = Tape(file)
    number, is_damaged = 0, False
    while True:
        line, strays = tape.next_record()
        if strays and not is_damaged:
            message = f"{strays:,} bytes after this record belong to none. Left out."
            yield Problem(f"record {number}", message, refused=False)
        if not line:
            break
        number += 1
        is_damaged = yield from _record(tape, line, number)
    if tape.trouble:
        message = f"The file can't be read further ({tape.trouble}). What came before is complete."
        yield Problem(f"record {number}", message)
    if not number:
        raise UnreadableArchive("There is no record in this web archive.")


def _record(tape, line, number):
    """Yield what a record is; return whether it is damaged, and its end unknown."""
    place = f"record {number}"
    try:
        record = _LOADER.parse_record_stream(tape, line, no_record_parse=True)
        address = _header(record, "WARC-Target-URI", "uri")
        place = f"{place} ({address[:_LONGEST_ADDRESS]})" if address else place
        length = _header(record, "Content-Length", "length").strip()
        if not length.isdigit():
            raise ValueError("it doesn't say how long it is")
        content = Content(tape, int(length), record.format == "arc")
        record.http_headers = _LOADER.load_http_headers(
            record.rec_type, address, content, 0 if content.is_empty() else None
        )
    except _BROKEN as error:
        reason = f": {error}" if type(error) is ValueError else ""
        yield Problem(place, f"The head of this record is damaged{reason}. Left out.")
        return True
    yield from _understood(record, content, address, place)
    return False


def _header(record, *names):
    found = (record.rec_headers.get_header(name) for name in names)
    return next(filter(None, found), "")


def _understood(record, content, address, place):
    kind = _KINDS.get(record.rec_type) or _kind_by_status(record, address)
    media, encoding = _media(record)
    if kind or media not in _HTML + _UNCLEAR:
        yield from _passed_over(content, kind or _group(media), place)
        return
    try:
        data, is_short = _unpacked(record, content)
        data = slim(data)
    except (NotUnpacked, NoPage) as error:
        yield Problem(place, str(error))
        content.pass_over()
        return
    if media not in _HTML and not _looks_like_html(data):
        yield from _passed_over(content, _OTHER, place)
        return
    losses = _losses(record, content, is_short)
    moment = _moment(_header(record, "WARC-Date", "archive-date"))
    told = {"address": address, "date": moment and moment.isoformat(), "encoding": encoding}
    yield Piece(json.dumps(told | {"losses": losses}).encode() + b"\n" + data, place)


def _passed_over(content, kind, place):
    content.pass_over()
    yield Skipped(kind, place)
    # Of how long the crawler's own notes are, crawlers care less.
    for loss in _losses_of(content) if kind not in _NOTES else ():
        yield Problem(place, loss, refused=False)


def _losses(record, content, is_short):
    """What of a page the archive doesn't hold."""
    losses = _losses_of(content)
    if _header(record, "WARC-Truncated"):
        losses.append("The crawler saved only the beginning of this page.")
    elif is_short and not losses:
        losses.append("What this page is packed in ends too soon.")
    return losses


def _losses_of(content):
    losses = []
    if content.is_wrong:
        losses.append("This record is not as long as it says; it was read to where it ends.")
    if content.is_cut:
        losses.append("The file ends in the middle of this record; get a whole copy.")
    return losses


def _kind_by_status(record, address):
    if not address.startswith(("http://", "https://")):
        return _OTHER
    if record.rec_type == "resource":
        return ""
    if record.rec_type != "response":
        return _OTHER
    status = record.http_headers.get_statuscode() if record.http_headers else ""
    if status == "200":
        return ""
    return {"3": REDIRECT, "4": ERROR_PAGE, "5": ERROR_PAGE}.get(status[:1], _OTHER)


def _media(record):
    """The content's type and encoding, as its server told them."""
    headers = record.http_headers
    told = (headers.get_header("Content-Type") if headers else record.content_type) or ""
    charset = _CHARSET.search(told)
    return told.partition(";")[0].strip().lower(), charset[1] if charset else ""


def _group(media):
    return next((name for begin, name in _GROUPS if media.startswith(begin)), _OTHER)


def _unpacked(record, content):
    headers = record.http_headers
    transfer = (headers.get_header("Transfer-Encoding") if headers else "") or ""
    packing = (headers.get_header("Content-Encoding") if headers else "") or ""
    return unpacked(content, transfer, packing, LONGEST_PAGE)


def _looks_like_html(data):
    beginning = data[:4096].lower()
    return any(sign in beginning for sign in _HTML_SIGNS)


def _moment(text):
    digits = re.sub(r"\D", "", text)[:14]
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _read(piece: Piece, head: None, options: Options) -> Iterator[Record]:
    told, _, data = piece.data.partition(b"\n")
    told = json.loads(told)
    saved = datetime.fromisoformat(told["date"]) if told["date"] else None
    capture = Capture(
        data,
        address=told["address"].replace(" ", "%20"),
        encoding=told["encoding"],
        day=saved.date() if saved else None,
        version=int(saved.timestamp()) if saved else 0,
        losses=tuple(told["losses"]),
    )
    yield from records(capture, piece.place, options.encoding)


WARC = Format(
    name="warc", title="a web archive (WARC)", recognises=_recognises, cut=_cut, read=_read
)

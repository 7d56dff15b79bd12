"""From what a server sends to an `Answer`, or to the `FetchError` that says why it is none."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from .error import FetchError, shown
from .packing import PACKINGS, Damaged, TooLarge, unpack

_MEGABYTE = 1024 * 1024
_NOT_MODIFIED, _TOO_MANY_REQUESTS = 304, 429
# 203: the same through somebody's proxy. Others of the two hundreds have nothing, or a part.
_WHOLE = (200, 203)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, unpacked. What it did not say is empty.

    `url` is where redirects ended, `content_type` lower case and without parameters, `elapsed`
    the seconds that went by, all pauses among them. With `not_modified` there is no content, and
    `etag` and `last_modified` go on holding as they were handed in.
    """

    url: str
    status: int
    content: bytes
    content_type: str
    charset: str
    etag: str
    last_modified: str
    not_modified: bool
    elapsed: float


def read(response, deadline, limit):
    """Return the `Answer` that a response holds, of `limit` bytes at most, packed and unpacked."""
    url, headers = response.request.url, response.headers
    asked_for_changes = response.request.headers.keys() & {"if-none-match", "if-modified-since"}
    not_modified = response.status_code == _NOT_MODIFIED and bool(asked_for_changes)
    if response.status_code not in _WHOLE and not not_modified:
        raise _refusal(url, response)
    content = b"" if not_modified else _content(url, response, limit)
    known = response.request.headers if not_modified else {}
    return Answer(
        url=str(url),
        status=response.status_code,
        content=content,
        content_type=headers.get("content-type", "").partition(";")[0].strip().lower(),
        charset=response.charset_encoding or "",
        etag=headers.get("etag") or known.get("if-none-match", ""),
        last_modified=headers.get("last-modified") or known.get("if-modified-since", ""),
        not_modified=not_modified,
        elapsed=deadline.spent(),
    )


def _content(url, response, limit):
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in PACKINGS:
        raise FetchError(
            f"{shown(url)} came packed as “{packing[:50]}”, which nobody asked for and can't be "
            "unpacked. Tell whoever runs that site, or give another address."
        )
    try:
        return unpack(_received(response, limit), packing, limit)
    except TooLarge as error:
        raise FetchError(
            f"{shown(url)} is larger than {limit / _MEGABYTE:g} MB; no more is read. "
            "Check that it is the right address."
        ) from error
    except Damaged as error:
        raise FetchError(
            f"{shown(url)} came damaged: what is packed as {packing} can't be unpacked. "
            "Try again later.",
            passing=True,
        ) from error


def _received(response, limit):
    received = 0
    for chunk in response.iter_raw():
        received += len(chunk)
        if received > limit:
            raise TooLarge
        yield chunk


def _refusal(url, response):
    status = response.status_code
    passing = status == _TOO_MANY_REQUESTS or status >= 500
    after = _after(response.headers.get("retry-after", "")) if passing else None
    if after:
        advice = f"Try again after {after:.0f} seconds, as it asks"
    elif passing:
        advice = "Try again later"
    elif status in (401, 403):
        advice = "Check the address and the key, if it needs one, or ask whoever runs that site"
    else:
        advice = "Check the address"
    named = f"{status} {httpx.codes.get_reason_phrase(status)}".strip()
    return FetchError(
        f"{shown(url)} answered {named}. {advice}.", passing=passing, status=status, after=after
    )


def _after(text):
    """Return the seconds that `Retry-After` asks for (RFC 9110, 10.2.3), or None."""
    if text.isdecimal():
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())

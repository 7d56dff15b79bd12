"""Facts as JSON, and the columns of a story packed: the form in which they are staged."""

import json

import brotli

from articles.html import without_control

_LONG = ("body", "body_text")
# No cleaned text has it.
_BETWEEN = "\0"


def told(facts) -> str:
    """Facts as JSON, without what no database takes: control characters, halves of letters."""
    told = _dumped(facts)
    # JSON shows the ones as \\u0000, and leaves the others as they are.
    if "\\u00" in told or not _is_whole(told):
        told = _dumped(_fit(facts))
    return told


def packed(values: dict) -> bytes:
    """The columns of a story, as small as is cheap: JSON, and behind it the long texts as they
    are, since to quote them costs more than all the rest."""
    short = {name: value for name, value in values.items() if name not in _LONG}
    parts = [told(short), *(values[name] for name in _LONG)]
    # As small as zlib makes it, in half of the time.
    return brotli.compress(_BETWEEN.join(parts).encode(), quality=0)


def unpacked(data: bytes) -> dict:
    short, *texts = brotli.decompress(data).decode().split(_BETWEEN)
    return json.loads(short) | dict(zip(_LONG, texts, strict=True))


def _dumped(facts):
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"), default=_iso)


def _is_whole(text):
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _fit(value):
    if isinstance(value, str):
        return without_control(value)
    if isinstance(value, dict):
        return {name: _fit(one) for name, one in value.items()}
    return [_fit(one) for one in value] if isinstance(value, (list, tuple)) else value


def _iso(value):
    return value.isoformat()

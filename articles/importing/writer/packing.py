"""Facts as JSON, in the form in which they are staged."""

import json

from articles.html import without_control


def told(facts) -> str:
    """Facts as JSON, without what no database takes: control characters, halves of letters."""
    told = _dumped(facts)
    # JSON shows the ones as \\u0000, and leaves the others as they are.
    if "\\u00" in told or not _is_whole(told):
        told = _dumped(_fit(facts))
    return told


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

"""Where the objects of a JSON file are, when other objects are wrapped around them."""

import re

from articles.importing.json_window import DECODER, Damage

# The keys under which systems wrap their list of objects.
_WRAPPERS = frozenset(
    "articles posts items data results rows records entries documents stories news nodes hits "
    "docs response".split()
)
# These as well, where the objects in the list have titles: a story may have its paragraphs there.
_MAYBE_WRAPPERS = frozenset("list value values content contents export feed objects".split())
_TITLES = frozenset("title headline post_title name subject".split())
# Numbers, and the ids of Firebase, MongoDB and UUID.
_ID = re.compile(r"\d+|-[\w-]{19}|[\da-f]{24}|[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}")
_WRAPPED_IN = 3


def enter(window):
    """Move to the list that the object here is wrapped around, or stay where it has its objects
    under ids itself; False when it is none of both."""
    if _is_followed(window):
        return False
    start = window.position
    for find in (_ids_at, _list_at_top, _keys_at):
        try:
            position = find(window, start)
        except Damage:
            continue
        if position is not None:
            window.position = position
            return True
    return False


def _list_at_top(window, start):
    return _list_in(window, start, _WRAPPED_IN)


def _ids_at(window, start):
    """`start`, when the object there has objects under what can be nothing but ids."""
    key, value, _ = _member(window, start + 1)
    return start if value and _ID.fullmatch(key) else None


def _keys_at(window, start):
    """`start`, when the object there has objects with titles under whatever keys."""
    _, first, position = _member(window, start + 1)
    if not first or not _is_titled(first):
        return None
    position = window.past(position)
    is_only = window.buffer[position] != ","
    return start if is_only or _is_titled(_member(window, position + 1)[1] or ()) else None


def _member(window, position):
    """The key and the value of a member of an object, where that is an object, and where it
    ends. Raises Damage."""
    key, position = window.decode(window.past(position))
    position = window.past(position)
    if not isinstance(key, str) or window.buffer[position] != ":":
        return "", None, position
    position = window.past(position + 1)
    is_object = window.buffer[position] == "{"
    return (key, *window.decode(position)) if is_object else (key, None, position)


def _is_titled(value):
    return len(value) > 1 and not _TITLES.isdisjoint(map(str.lower, value))


def _is_followed(window):
    """Whether another object follows this one: then each of them is one of many."""
    try:
        _, end = DECODER.raw_decode(window.buffer, window.position)
    except (ValueError, RecursionError):
        return False
    return window.buffer[end:].lstrip()[:1] == "{"


def _list_in(window, start, levels):
    """Where the list of objects in the object at `start` begins, None when it has none."""
    position = start + 1
    while levels:
        key, position = window.decode(window.past(position))
        position = window.past(position)
        if not isinstance(key, str) or window.buffer[position] != ":":
            return None
        position = window.past(position + 1)
        found = _list_at(window, key.lower(), position, levels - 1)
        if found is not None:
            return found
        _, position = window.decode(position)
        position = window.past(position)
        if window.buffer[position] != ",":
            return None
        position += 1
    return None


def _list_at(window, key, position, levels):
    """Where the objects begin that stand under this key, None when none do."""
    is_sure = key in _WRAPPERS
    if not is_sure and key not in _MAYBE_WRAPPERS:
        return None
    if window.buffer[position] == "{":
        found = _list_in(window, position, levels)
        keyed = _ids_at if is_sure else _keys_at
        return keyed(window, position) if found is None else found
    first = window.past(position + 1)
    if window.buffer[position] != "[" or window.buffer[first] != "{":
        return None
    return position if is_sure or _is_titled(window.decode(first)[0]) else None

"""Objects out of JSON of any size: an array, JSON Lines, one object, a list inside of one, or an
object that has them under their ids.

A text is read a chunk at a time and an object is parsed alone, so that memory does not grow
with the file and damage costs the object that it stands in.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from articles.importing.json_window import DECODER, DEEPEST, Damage, Window, reason_of
from articles.importing.json_wrappers import enter
from articles.importing.record import Problem

_WALKED_IN = 5
_TRIES = 100
_BETWEEN = re.compile(r"[\s,;\ufeff]*(?:(?://[^\n]*\n|/\*.*?\*/)[\s,;\ufeff]*)*", re.DOTALL)
_COLON = re.compile(r"[\s:]*")
_COMMA = re.compile(r"[\s,]*")
_LINE_END = re.compile(r"[\r\n]")
_END_OF_TABLE = re.compile(r"[\s}]*")
_FIRST_KEY = re.compile(r'\{\s*("(?:[^"\\]|\\.)*")\s*:')
_KEY_BEFORE = re.compile(r'"[^"\\]{1,100}"\s*:\s*\Z')
# What phpMyAdmin writes around the rows of each table.
_TABLE = re.compile(r'\{\s*"type"\s*:\s*"table"')
# Escapes of signs that no text can hold: controls, halves of pairs, and what is no character.
_BAD_ESCAPE = re.compile(r"\\(?:[bf]|u(?:00[01]|[dD][89a-fA-F]|[fF]{3}[eEfF]))")
_BAD_SIGN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_KINDS = {list: "a list", str: "a text", int: "a number", float: "a number", bool: "a yes or no"}
_STOPPED = "The list can't be read on from here: {}. What came before is complete."
_UNENDED = "The file ends before its list does. Get a whole copy; what came before is complete."


@dataclass(frozen=True, slots=True)
class Element:
    """One object: its place, its JSON as it stands in the file, and what it says; `key` is the
    id that it stands under, "" in a list."""

    place: str
    text: str
    value: dict[str, Any]
    key: str = ""


def elements(file: BinaryIO, encoding: str = "") -> Iterator[tuple[str, dict] | Problem]:
    """Yield (place, object) for each object of a JSON file, and a Problem for each lost one.

    Numbers that JSON has no word for (NaN, 1e999) are None; of a key that stands twice the last
    one counts; signs that no text can hold are gone.
    """
    for found in raw_elements(file, encoding):
        if isinstance(found, Problem):
            yield found
            continue
        value = cleaned(found)
        if isinstance(value, Problem):
            yield value
        else:
            yield found.place, value


def raw_elements(file: BinaryIO, encoding: str = "") -> Iterator[Element | Problem]:
    """Yield the objects of a file as they are: for whoever has others to read them.

    What they say may be nested too deeply to be handed on, and hold signs that no text can:
    `parsed` of their text, or `cleaned`, looks at that.
    """
    window = Window(file, encoding)
    told = 0
    for found in _top(window):
        for problem in window.stream.problems()[told:]:
            told += 1
            yield problem
        yield found
    yield from window.stream.problems()[told:]


def members(
    file: BinaryIO, names: frozenset[str], through: frozenset[str], encoding: str = ""
) -> Iterator[tuple[str, Element] | Problem]:
    """Yield (name, object) for the objects of the lists that stand under `names`, as they come.

    They are looked for in the outermost value, and in those under the keys `through`.
    """
    window = Window(file, encoding)
    try:
        if window.skip(_BETWEEN):
            yield from _members(window, names, through, _WALKED_IN)
    except Damage as damage:
        yield Problem(f"line {window.line()}", _STOPPED.format(damage.reason))
    yield from window.stream.problems()


def _members(window, names, through, levels):
    """The members of the object or list that begins here; raises Damage."""
    is_object = window.sign == "{"
    window.position += 1
    while window.skip(_COMMA) and window.sign not in ("]", "}"):
        window.forget()
        key = ""
        if is_object:
            key, window.position = window.decode(window.position)
            window.skip(_COLON)
        if key in names and window.sign == "[":
            for found in _array(window):
                yield found if isinstance(found, Problem) else (key, found)
        elif levels and window.sign in ("{", "[") and (not is_object or key in through):
            yield from _members(window, names, through, levels - 1)
        else:
            _, window.position = window.decode(window.position)
    if not window.sign and not window.is_stopped:
        raise Damage("the file ends before they do", window.position)
    window.position += 1


def parsed(text: str, place: str) -> dict[str, Any] | Problem:
    """Return what one object says, from its JSON."""
    try:
        value = DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        return _unread(place, reason_of(error))
    if not isinstance(value, dict):
        return _no_object(place, _kind(value))
    return cleaned(Element(place, text, value))


def cleaned(element: Element) -> dict[str, Any] | Problem:
    """Return what an element says, fit to be handed on; a Problem where it is too deep."""
    if _is_deep(element.text, element.value):
        return _unread(element.place, f"it is nested more than {DEEPEST} deep")
    return storable(element.value) if _BAD_ESCAPE.search(element.text) else element.value


def _is_deep(text, value):
    if text.count("{") + text.count("[") <= DEEPEST:
        return False
    level = [value]
    for _ in range(DEEPEST):
        level = [child for box in level for child in _children(box)]
        if not level:
            return False
    return True


def _children(box):
    values = box.values() if isinstance(box, dict) else box
    return [value for value in values if isinstance(value, (dict, list))]


def storable(value: Any) -> Any:
    """Return a decoded value without the signs that no text can hold."""
    if isinstance(value, str):
        return _BAD_SIGN.sub("", _SURROGATE.sub("\ufffd", value))
    if isinstance(value, dict):
        return {storable(key): storable(inner) for key, inner in value.items()}
    return [storable(inner) for inner in value] if isinstance(value, list) else value


def _kind(value):
    return f"it is {_KINDS.get(type(value), 'nothing')}"


def _no_object(place, reason):
    return Problem(place, f"This is no JSON object: {reason}. Left out.")


def _unread(place, reason):
    return Problem(place, f"This JSON object can't be read: {reason}. Left out.")


# What a file consists of


def _top(window):
    """What stands one after another in the file: objects, a line each or not, and lists."""
    is_first = True
    while window.skip(_BETWEEN):
        if window.sign == "[":
            yield from _array(window)
        elif window.sign == "{" and is_first and enter(window):
            yield from _array(window)
            # What follows the list tells about it.
            return
        elif window.sign == "{":
            yield from _object(window)
        else:
            yield _no_object(f"line {window.line()}", f"it begins with “{window.sign}”")
            window.find(_LINE_END)
        is_first = False
        window.forget()


def _object(window):
    """An object by itself; a damaged one costs what comes before the next at a line's begin."""
    place, start = f"line {window.line()}", window.position
    line_start = max(window.buffer.rfind("\n", 0, start), window.buffer.rfind("\r", 0, start))
    indent = window.buffer[line_start + 1 : start]
    try:
        value, window.position = window.decode(start)
    except Damage as damage:
        window.find(re.compile(r"[\r\n]" + (indent if indent.isspace() else "") + r"\{"))
        yield _unread(place, damage.reason)
    else:
        yield Element(place, window.buffer[start : window.position], value)


def _array(window):
    """The objects of the list that begins here, or of the object that has them under ids."""
    end, is_keyed = ("}", True) if window.sign == "{" else ("]", False)
    window.position += 1
    number, line, keys = 0, 0, ()
    while window.skip(_COMMA) and window.sign != end:
        window.forget()
        number += 1
        line, above = window.line(), line
        # On the line of the one before, its number tells it.
        place = f"line {line}, entry {number}" if line == above else f"line {line}"
        if _TABLE.match(window.buffer, window.position) and enter(window):
            yield from _array(window)
            window.skip(_END_OF_TABLE)
            continue
        try:
            key = _key(window) if is_keyed else ""
            start = window.position
            value, window.position = window.decode(start)
        except Damage as damage:
            yield _lost_entry(window, place, damage, tuple(keys))
            if is_keyed and not window.is_stopped:
                _back_to_key(window)
            continue
        if isinstance(value, dict):
            keys = value
            yield Element(place, window.buffer[start : window.position], value, key)
        elif not is_keyed:
            yield _no_object(place, _kind(value))
    if window.sign != end and not window.is_stopped:
        yield Problem(f"line {window.line()}", _UNENDED)
    window.position += 1


def _back_to_key(window):
    """After damage, an object was found: its key stands before it."""
    before = _KEY_BEFORE.search(window.buffer, max(0, window.position - 200), window.position)
    window.position = before.start() if before else window.position


def _key(window):
    """Pass over the key of an entry, if it has one. Raises Damage."""
    if window.sign != '"':
        return ""
    key, window.position = window.decode(window.position)
    window.skip(_COLON)
    return key


def _lost_entry(window, place, damage, keys):
    """Tell of a damaged object of a list, and move to the next one or, in vain, to the end."""
    if _find_next(window, damage, keys):
        return _unread(place, damage.reason)
    window.stop()
    return Problem(place, _STOPPED.format(damage.reason))


def _find_next(window, damage, keys):
    """Move to the next object of a list after a damaged one; False when none can be found.

    It begins with the same key as its neighbours, and has most of their keys.
    """
    own = _FIRST_KEY.match(window.buffer, window.position)
    key = json.dumps(keys[0], ensure_ascii=False) if keys else own and own[1]
    if not key:
        return False
    # A quotation mark too many or too few turns texts inside out: the next object may have
    # begun inside the last of them.
    before = window.buffer[window.position : damage.position].rstrip()
    window.position += max(1, before.rfind('"', 0, len(before) - 1))
    pattern = re.compile(rf"\{{\s*{re.escape(key)}\s*:")
    for _ in range(_TRIES):
        if not window.find(pattern):
            return False
        if _is_alike(window, keys):
            return True
        window.position += 1
    return False


def _is_alike(window, keys):
    try:
        value, _ = window.decode(window.position)
    except Damage:
        return False
    return len(value.keys() & set(keys)) * 2 >= len(keys)

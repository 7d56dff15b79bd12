"""The values of an object of the REST API, of which none is sure to be what it should be."""

from typing import Any


def text_of(value: Any) -> str:
    return value if isinstance(value, str) else ""


def number_of(value: Any) -> str:
    """Return a number in its digits; true and false are none."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else text_of(value).strip()


def dict_of(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def dicts_of(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def shown(value: Any) -> str:
    """Return a text as it was written, else as WordPress renders it."""
    told = dict_of(value)
    return text_of(told.get("raw", told.get("rendered", value)))


def embedded(value: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return what a post has with it of a kind; where it was deleted, there is an error."""
    return dicts_of(dict_of(value.get("_embedded")).get(name))

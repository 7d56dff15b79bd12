"""The values of a ninjs object, whatever its version, case and mistakes."""

from collections.abc import Iterator
from typing import Any

# As Reuters writes them: `bodyXhtml`.
_FORMS = ("html", "xhtml", "text", "nitf")


def line(value: Any) -> str:
    """Return a text or a number as one line, "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return " ".join(str(value).split())


def word(value: Any) -> str:
    """Return what decides whether a story may go out; a strange value as it is, lest it pass for
    none."""
    return line(value) or (str(value)[:60] if value else "")


def listed(value: Any) -> list:
    """Return a list as it is, the values of names as a list, anything else as its only entry."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


class Object:
    """One object: its values by their names in lower case, as version 1 writes them."""

    def __init__(self, value: dict[str, Any]):
        self._values = {}
        for name, inner in value.items():
            self._values.setdefault(name.lower().lstrip("$"), inner)

    def __getitem__(self, name: str) -> Any:
        return self._values.get(name)

    def objects(self, *names: str) -> Iterator["Object"]:
        """Yield the objects in the lists of these names; a text is the `name` of one."""
        for name in names:
            for value in listed(self[name]):
                if isinstance(value, dict):
                    yield Object(value)
                elif line(value):
                    yield Object({"name": value})

    def named_objects(self, name: str) -> Iterator[tuple[str, "Object"]]:
        """Yield (name, object) of a table, as in version 1, or of a list, as in 2 and 3."""
        values = self[name]
        if isinstance(values, dict):
            for key, value in values.items():
                if isinstance(value, dict):
                    yield key, Object(value)
            return
        for found in self.objects(name):
            yield line(found["name"]) or line(found["id"]), found

    def texts(self, name: str) -> Iterator[str]:
        """Yield the texts in a text, a list of them, or a table of names and texts."""
        value = self[name]
        values = list(value.values()) if isinstance(value, dict) else listed(value)
        yield from (text for text in values if isinstance(text, str) and text.strip())

    def by_role(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Yield (role, content type, text) of `headline`, `headline_main` and `headlines`."""
        plural = "bodies" if name == "body" else f"{name}s"
        for found in self.objects(plural):
            text = found["value"] if isinstance(found["value"], str) else line(found["name"])
            yield line(found["role"]).lower(), line(found["contenttype"]).lower(), text
        for key, value in self._values.items():
            role = key.removeprefix(name)
            if isinstance(value, str) and key != role and (role[:1] in ("", "_") or role in _FORMS):
                yield role.removeprefix("_"), "", value

    def alternate_ids(self) -> Iterator[tuple[str, str]]:
        """Yield (role, id) of the other ids of an item."""
        values = self["altids"]
        if isinstance(values, dict):
            yield from ((key.lower(), line(value)) for key, value in values.items())
            return
        for found in self.objects("altids"):
            yield line(found["role"]).lower(), line(found["value"]) or line(found["name"])

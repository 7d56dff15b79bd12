"""dpa's digitalwires, news in JSON: what their names are in ninjs, which reads them."""

from collections.abc import Iterator
from typing import Any

# By the names of their kinds, of a topic: the name of the list in ninjs.
_LISTS = {"keyword": "keywords", "geosubject": "place", "category": "service"}
_SAME = (
    "version pubstatus language urgency headline byline dateline copyrightnotice usageterms".split()
)
_HTML = ("article_html", "infobox_html", "linkbox_html")
_CLOSING = ("closingline", "closing")


def is_digitalwires(names: set[str]) -> bool:
    """Return whether an object with these names is such an entry."""
    return {"urn", "article_html", "pubstatus"} <= names


def as_ninjs(entry: dict[str, Any]) -> dict[str, Any]:
    """Return what an entry says, as a ninjs item."""
    texts = [text for name in _HTML if isinstance(text := entry.get(name), str)]
    item = {name: entry.get(name) for name in _SAME} | {
        "uri": entry.get("urn"),
        "type": "text",
        "versioncreated": entry.get("version_created"),
        "contentcreated": entry.get("content_created"),
        "embargoed": entry.get("embargoed"),
        "description_summary": entry.get("teaser"),
        "body_html": "".join(texts),
        "ednote": [note.get("ednote") for note in _objects(entry, "ednotes") if _is_told(note)],
        "associations": list(map(_association, _objects(entry, "associations"))),
    }
    for topic in _objects(entry, "categories"):
        list_ = _LISTS.get(_last(topic.get("type")), "subject")
        item.setdefault(list_, []).append({"name": topic.get("name"), "code": topic.get("qcode")})
    return item


def _objects(value, name) -> Iterator[dict]:
    found = value.get(name)
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def _last(code):
    return str(code).rpartition(":")[2]


def _is_told(note):
    """The line with which each story ends says nothing."""
    return _last(note.get("role")) not in _CLOSING


def _association(picture):
    makers = [str(maker.get("name", "")) for maker in _objects(picture, "creator_names")]
    line = picture.get("creditline")
    return {
        "uri": picture.get("urn"),
        "type": {"image": "picture"}.get(picture.get("type"), picture.get("type")),
        "headline": picture.get("headline"),
        "description_caption": picture.get("caption"),
        "byline": line or ", ".join(filter(None, makers)),
        "renditions": [
            {"href": found.get("url"), "width": found.get("width"), "name": found.get("name")}
            for found in _objects(picture, "renditions")
            if found.get("type") in (None, "image")
        ],
    }

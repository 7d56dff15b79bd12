"""What is Joomla's own in a row: the read-more, plugin tags, picture lists and addresses."""

import json
import re
from html import unescape

from articles.importing.tabular.cells import line_of, text_of
from articles.importing.tabular.row import Row

#: An introduction that is longer than this is no summary.
LONGEST_SUMMARY = 500
_READ_MORE = re.compile(r"<hr\b[^<>]*\bid=[\"']?system-readmore[^<>]*>", re.IGNORECASE)
_PLUGIN_PAIR = re.compile(r"\{([A-Za-z][\w-]{2,30})(?:\s[^{}]{0,300})?\}([^{}<>]{0,300})\{/\1\}")
_PLUGIN = re.compile(r"\{/?([A-Za-z][\w-]{2,30})(?:[\s=|:][^{}]{0,300})?\}")
_VIDEO = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
}
_VIDEO_NUMBER = re.compile(r"[\w-]{4,30}")
# Joomla's pages declare its root as their base.
_RELATIVE = re.compile(
    r"(<(?:a|img|source|iframe)\b[^<>]*?\b(?:href|src)=[\"'])(?![a-z][a-z0-9+.-]*:|www\.|/|#|\?|[\"'])",
    re.I,
)
_IMAGE_NOTE = re.compile(r"#joomlaImage:.*", re.DOTALL)
_ALIAS_PART = re.compile(r"[a-z0-9]+")


def adapt(row: Row):
    """Bring a row of Joomla's into the fields that every table has."""
    intro, rest = _parts(row)
    texts = [_without_plugins(text, row) for text in (intro, rest)]
    row.values["body"] = ["\n\n".join(_RELATIVE.sub(r"\1/", text) for text in texts if text)]
    summary = line_of(texts[0])
    if rest and 0 < len(summary) <= LONGEST_SUMMARY:
        row.values["summary"] = [summary]
    _read_images(row)
    row.values["paths"] = [*row.all("paths"), *_addresses(row)]
    if row.text("language") == "*":
        row.values["language"] = []


def _parts(row):
    """The text above and below the read-more, whether in two columns or in one."""
    intro, rest = row.text("introtext"), row.text("body")
    if not intro or not rest:
        above, *below = _READ_MORE.split(intro or rest, maxsplit=1)
        intro, rest = above, "".join(below)
    return _READ_MORE.sub("", intro), _READ_MORE.sub("", rest)


def _without_plugins(text, row):
    def dropped(match):
        name = match[1].lower()
        inner = match[2].strip() if match.re is _PLUGIN_PAIR else ""
        if name in _VIDEO and _VIDEO_NUMBER.fullmatch(inner):
            address = _VIDEO[name].format(inner)
            return f'<a href="{address}">{address}</a>'
        message = f"The plugin tag {{{name}}} says nothing here and was left out (told once)."
        row.doubt(message, "body", once=True)
        return ""

    if "{" not in text:
        return text
    return _PLUGIN.sub(dropped, _PLUGIN_PAIR.sub(dropped, text))


def _read_images(row):
    """`{"image_intro": …, "image_fulltext": …}`: the larger one, else the other, leads."""
    for value in row.all("lead_image"):
        images = _json_object(value)
        for name in ("image_fulltext", "image_intro"):
            address = _IMAGE_NOTE.sub("", text_of(images.get(name)))
            if address:
                alt, caption = images.get(f"{name}_alt"), images.get(f"{name}_caption")
                row.values["lead_image"] = [
                    {"url": _from_root(address), "alt": alt, "caption": caption}
                ]
                return
        if images:
            row.values["lead_image"] = []


def _json_object(value):
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def _from_root(address):
    return address if address.startswith(("/", "http:", "https:")) else f"/{address}"


def _addresses(row):
    """The two forms in which Joomla writes the address of an article, by its number."""
    number = next((text for text in map(text_of, row.all("external_id")) if text.isdecimal()), "")
    if not number:
        return []
    found = [f"/index.php?option=com_content&view=article&id={number}"]
    category, alias = _category_alias(row), row.text("alias") or row.text("slug")
    if alias and category:
        found.insert(0, f"/index.php/{category}/{number}-{alias}")
    return found


def _category_alias(row):
    """The category in an address: its alias, else the one that Joomla makes of an English name."""
    alias = row.text("category_alias")
    if alias:
        return alias
    names = (unescape(line_of(value)) for value in row.all("categories"))
    name = next((name for name in names if name and not name.isdecimal()), "")
    return "-".join(_ALIAS_PART.findall(name.lower())) if name.isascii() else ""

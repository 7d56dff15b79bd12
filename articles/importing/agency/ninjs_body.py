"""The text of a ninjs item, in whichever of its forms says the most."""

from enum import IntEnum

from articles.importing.agency import ttnitf
from articles.importing.agency.body import marked_up, quoted
from articles.importing.agency.ninjs_values import Object
from articles.importing.agency.prose import is_markup, paragraphs


class _Form(IntEnum):
    """The forms of a body, the best first; `MARKUP` is what calls itself a text."""

    HTML = 0
    NITF = 1
    MARKUP = 2
    TEXT = 3
    OTHER = 4


def body_of(item: Object) -> tuple[str, str]:
    """Return the text in the best of its forms: HTML, then NITF, then plain; and the place that
    stands above it as a line of its own."""
    found = [body for body in item.by_role("body") if body[2].strip()]
    best = min(found, key=_form, default=None)
    if best is None:
        return "", ""
    form, text = _form(best), best[2]
    if form in (_Form.HTML, _Form.MARKUP):
        return ttnitf.without_lines(marked_up(text))
    return (quoted(text)[0] if form is _Form.NITF else paragraphs(text)), ""


def _form(body):
    role, content_type, text = body
    says = content_type or role
    if "nitf" in says:
        return _Form.NITF
    if "html" in says or "rich" in says:
        return _Form.HTML
    if "xml" in says:
        return _Form.OTHER
    is_text = "text" in says or "plain" in says
    is_likely = text.lstrip().startswith("<") or not is_text
    return _Form.MARKUP if is_likely and is_markup(text) else _Form.TEXT

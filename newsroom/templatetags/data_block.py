"""`{{ facts|data_block }}`: schema.org's JSON-LD in a page. It is data, not a script."""

import json

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

#: What could end a data block or start a comment in it.
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_json = json.JSONEncoder(ensure_ascii=False).encode


@register.filter
def data_block(facts):
    """Return the block; nothing in `facts` can close it."""
    text = _json(facts)
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308

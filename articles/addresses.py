"""Addresses of stories and of what they are filed under, without asking the resolver for each.

A page holds dozens of them, and `reverse()` takes as long as drawing the link.
"""

from functools import cache
from urllib.parse import quote

from django.urls import get_script_prefix, reverse


def address_of(kind, slug):
    """Return what `reverse(f"articles:{kind}", args=[slug])` does."""
    before, after = _around(kind, get_script_prefix())
    return f"{before}{quote(slug)}{after}"


@cache
def _around(kind, prefix):
    before, _, after = reverse(f"articles:{kind}", args=["slug"]).rpartition("slug")
    return before, after

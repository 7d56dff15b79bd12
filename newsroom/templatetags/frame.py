"""`{% frame %}…{% endframe %}`: a part of the page that is the same for all, drawn once."""

from django import template
from django.urls import reverse
from django.utils import timezone

from articles.directory import directory

register = template.Library()

#: More are only kept when nothing changes for days.
MOST = 500


@register.tag
def frame(parser, token):
    """Draw what stands inside from `directory`, `here` (the address in the navigation that this
    page is, or nothing), `today`, `front_page` and `site_name`; nothing else may stand in it."""
    nodes = parser.parse(["endframe"])
    parser.delete_first_token()
    return FrameNode(nodes)


class FrameNode(template.Node):
    #: Where blocks are looked for, on each page: there is none inside.
    child_nodelists = ()

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        kept, *facts = _facts(context)
        key = (self, *facts)
        if key not in kept.drawn:
            if len(kept.drawn) >= MOST:
                kept.drawn.clear()
            here, today, *_ = facts
            with context.push(directory=kept, here=here, today=today):
                kept.drawn[key] = self.nodelist.render(context)
        return kept.drawn[key]


def _facts(context):
    """Return all that a frame is drawn from; found out once a page."""
    facts = context.render_context.get("frame")
    if facts is None:
        kept, path = directory(), context["request"].path if "request" in context else ""
        is_front = context.get("front_page") is not None
        facts = kept, _here(kept, path), timezone.localdate(), is_front, context.get("site_name")
        context.render_context["frame"] = facts
    return facts


def _here(directory, path):
    """Return the address in the navigation that a request's path is, or nothing."""
    return path if path == reverse("tickers:markets") else directory.here(path)

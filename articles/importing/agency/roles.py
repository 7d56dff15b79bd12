"""Which of several texts of one item is meant, by the roles that agencies give them."""

from collections.abc import Iterable, Mapping

#: Roles of the headline that readers see, the best first.
MAIN_HEADLINES = ("main", "headline", "hl1", "", "text", "simple", "title")
#: Roles of the line beneath it.
SUBHEADLINES = frozenset("sub subheadline subheading subtitle sub-headline hl2 deck".split())
#: Roles of what stands above or beneath it, or for it where there is little room.
OTHER_HEADLINES = SUBHEADLINES | frozenset(
    "hl3 kicker overline strapline dropline crosshead short slug slugline seo push".split()
)


def chosen(texts: Mapping[str, str], roles: Iterable[str], others: Iterable[str] = ()) -> str:
    """Return the text with the first of `roles` that is there, else one of an unknown role.

    Those whose role is one of `others` are something else.
    """
    order = [*roles, *(role for role in texts if role not in others)]
    return next((texts[role] for role in order if texts.get(role)), "")

"""A headline for a story that has none."""

_WORDS = 12


def first_words(text: str) -> str:
    """Return how a text begins, to stand in for a headline."""
    words = text.split(maxsplit=_WORDS)
    return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")

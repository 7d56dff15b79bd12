"""What a story is known by in its source: an id that can be kept."""

import hashlib

#: What an id may have at most; longer ones are told by their digest.
_LONGEST = 255


def bounded(identifier: str) -> str:
    """Return an id that is not too long to be kept."""
    if len(identifier) <= _LONGEST:
        return identifier
    return "sha256:" + hashlib.sha256(identifier.encode("utf-8", "replace")).hexdigest()

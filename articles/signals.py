"""What stories tell those whom they do not know."""

from django.dispatch import Signal

#: Before a story is published: `story` has the time in `published_at`, and its text may still be
#: finished. Who raises ValidationError, with a sentence, keeps it from being published.
publishing = Signal()

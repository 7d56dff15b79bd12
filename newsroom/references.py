"""Rates that the text of a story leaves open until it is published."""

from django.core.exceptions import ValidationError
from django.utils import timezone


def settle(sender, story, **kwargs):
    """Freeze them, as they are on the day of publication, or today when that is to come."""
    from tickers.addresses import Refusal
    from tickers.references import settled

    day = timezone.localdate(min(story.published_at, timezone.now()))
    try:
        story.body = settled(story.body, day)
    except Refusal as refusal:
        raise ValidationError(str(refusal)) from refusal

"""Days as they are typed and asked for: which there may be, and when one begins."""

from datetime import date, datetime, time

from django.utils import timezone

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2199, 12, 31)


def midnight(day):
    """Return the moment at which a day begins in the site's zone."""
    return timezone.make_aware(datetime.combine(day, time.min))

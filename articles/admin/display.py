"""How the desk writes a story's state and times."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def state(story):
    """Return the (name, label) of a story's state as a person sees it; time is part of it."""
    if story.is_scheduled:
        return "scheduled", "Scheduled"
    if story.status == story.Status.PUBLISHED and story.is_gone:
        return "withdrawn", "Expired"
    return story.status, story.get_status_display()


def status_dot(story):
    """A small dot with its label: colour never says it alone."""
    return format_html('<span class="status status-{}">{}</span>', *state(story))


def exact(moment):
    """Return an aware datetime in the newsroom's zone, e.g. “12 May 2026, 09:00 (Asia/Bishkek)”."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'j F Y, H:i')} ({timezone.get_current_timezone_name()})"


def relative(moment, now=None):
    """Return an aware datetime as seen from `now`: “5 min ago”, “in 2 h”, “Yesterday 14:02”."""
    now = now or timezone.now()
    distance = abs(now - moment)
    if distance < timedelta(minutes=1):
        return "just now"
    if distance < 12 * HOUR:
        amount = f"{distance // HOUR} h" if distance >= HOUR else f"{distance.seconds // 60} min"
        return f"{amount} ago" if moment < now else f"in {amount}"
    return _by_day(timezone.localtime(moment), timezone.localtime(now))


def _by_day(moment, now):
    days = (moment.date() - now.date()).days
    if name := {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}.get(days):
        return f"{name} {date_format(moment, 'H:i')}"
    return date_format(moment, "j M" if moment.year == now.year else "j M Y")


def when(moment):
    """A relative time with the exact one on hover; nothing for no time."""
    if moment is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(timespec="seconds"),
        exact(moment),
        relative(moment),
    )


def headline(story):
    """The countries as a kicker above the headline. Needs `countries` prefetched."""
    names = [country.name for country in story.countries.all()]
    kicker = format_html('<span class="kicker">{}</span>', " · ".join(names)) if names else ""
    return format_html('{}<span class="headline">{}</span>', kicker, story.headline)


def byline(story):
    """The names of the byline, in order. Needs `bylines` with their authors prefetched."""
    names = [line.author.name for line in story.bylines.all()]
    return format_html_join(", ", "{}", ((name,) for name in names)) if names else "–"

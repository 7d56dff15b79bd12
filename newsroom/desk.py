"""What lies on the desk when it opens: the stories that wait for somebody, whether the counts of
listings are right, and what is the matter with rates."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles.admin.access import is_editor, own_stories
from articles.admin.story_list import for_desk
from articles.models import Article, CountCheck
from tickers import health as rates

ROWS = 8
#: A nightly check is never older, unless nobody does it.
LATE_AFTER_DAYS = 2
Status = Article.Status


@dataclass(frozen=True)
class Tray:
    title: str
    stories: list
    address: str
    empty: str


@dataclass(frozen=True)
class Health:
    #: One of good, repaired, late, wrong: how it is drawn.
    state: str
    label: str
    text: str


def health(user):
    """Return the Health of the counts of listings, for whom it concerns; in one statement."""
    if not is_editor(user):
        return None
    check = CountCheck.objects.newest_first().first()
    if check is None:
        return Health("late", "Not checked", "not checked yet. Is the worker running?")
    age = (timezone.localdate() - timezone.localdate(check.at)).days
    if age >= LATE_AFTER_DAYS:
        text = f"not checked for {age} days. Is the worker running?"
        return Health("late", "Not checked", text)
    when = f"checked {_day_and_time(check.at, age)}"
    if not check.has_drift:
        return Health("good", "All right", f"{when}.")
    if check.repaired:
        return Health("repaired", "Put right", f"{when}; {_found(check)}: put right.")
    text = f"{when}; {_found(check)}: not put right. Run manage.py recount."
    return Health("wrong", "Wrong", text)


@dataclass(frozen=True)
class RatesTrouble:
    """What somebody should look at: how many fixings are held, and whose rates don't come."""

    held: int
    down: list


def rates_trouble(user):
    """Return the RatesTrouble for whom it concerns, or None; in five statements."""
    if not user.has_perm("tickers.review_fixing"):
        return None
    found = rates.health()
    held = sum(one.held for one in found)
    down = [one for one in found if one.is_automatic and one.absence]
    return RatesTrouble(held, down) if held or down else None


def _day_and_time(moment, age):
    clock = date_format(timezone.localtime(moment), "H:i")
    return f"{'yesterday' if age else 'today'} {clock}"


def _found(check):
    """“3 days and 1 month with a wrong count, 2 entries missing, 1 entry too many”."""
    counts = (("day", check.days), ("month", check.months))
    wrong = " and ".join(_counted(number, noun) for noun, number in counts if number)
    entries = (("missing", check.missing), ("too many", check.surplus))
    parts = [f"{_counted(number, 'entry', 'entries')} {what}" for what, number in entries if number]
    return ", ".join([f"{wrong} with a wrong count", *parts] if wrong else parts)


def _counted(number, one, many=None):
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def trays(user):
    """Return the trays that `user` may look into, each with its first few stories."""
    if not user.has_perm("articles.view_article"):
        return []
    drafts = Article.objects.filter(status=Status.DRAFT)
    mine = own_stories(user, drafts)
    return [
        _tray("In review", "review", _with(Status.REVIEW), "Nothing waits for an editor."),
        _tray("Drafts", "draft", drafts, "No drafts. Start a story.")
        if is_editor(user)
        else _tray("My drafts", "draft&whose=mine", mine, "No drafts of yours. Start a story."),
        _tray("Scheduled", "scheduled", _scheduled(), "Nothing is scheduled."),
        _tray("On the site", "public", _public(), "Nothing is published yet."),
    ]


def _tray(title, query, stories, empty):
    address = f"{reverse('admin:articles_article_changelist')}?status={query}"
    return Tray(title, list(for_desk(stories)[:ROWS]), address, empty)


def _with(status):
    return Article.objects.filter(status=status).order_by("-updated_at", "-pk")


def _scheduled():
    return Article.objects.filter(
        status=Status.PUBLISHED, published_at__gt=timezone.now()
    ).order_by("published_at", "pk")


def _public():
    return Article.objects.published().newest_first()

"""What lies on the desk when it opens: the stories that wait for somebody."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from articles.admin.access import is_editor, own_stories
from articles.admin.story_list import for_desk
from articles.models import Article

ROWS = 8
Status = Article.Status


@dataclass(frozen=True)
class Tray:
    title: str
    stories: list
    address: str
    empty: str


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

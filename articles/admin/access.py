"""Who may do what, to which story. Every page, action and preview of the desk asks here."""

from articles.models import Article, Byline


def is_editor(user):
    """Whether every story is theirs to change, published ones included."""
    return user.has_perm("articles.publish_article")


def may_change(user, story):
    """Editors may change any story; a reporter a draft that is theirs.

    A story is a reporter's when they began it or stand in its byline. Once handed in, it is
    the editors' until they send it back.
    """
    if is_editor(user):
        return True
    return story.status == Article.Status.DRAFT and own_stories(user).filter(pk=story.pk).exists()


def own_stories(user, stories=None):
    """Return those of `stories` (all, when None) that `user` began or stands in the byline of."""
    stories = Article.objects.all() if stories is None else stories
    begun = Article.objects.filter(created_by=user).values("pk")
    signed = Byline.objects.filter(author__user=user).order_by().values("article")
    return stories.filter(pk__in=begun.union(signed)).order_by("-updated_at", "-pk")


def verbs_for(user, story):
    """Return the verbs that fit the story's state and that `user` has the permission for."""
    return [verb for verb in story.allowed_verbs() if may_use(user, verb)]


def may_use(user, verb):
    return user.has_perm(f"articles.{verb}_article")


class ReadOnly:
    """For a ModelAdmin whose rows the newsroom writes itself."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

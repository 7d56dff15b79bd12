"""Stories that are written in several steps are listed once, when all of them are done."""

import pytest
from django.db import transaction

from articles.counts import Drift, check, listed_once
from articles.counts.lines import BULK
from articles.models import Article, Change, DayCount, Listed
from tests.factories import make_article, make_section, make_tag

pytestmark = pytest.mark.django_db


@transaction.atomic
def written(make, *, created=False):
    """Let `make()` write stories in a block of `listed_once`; return the changes told."""
    Change.objects.all().delete()
    keys = []
    with listed_once(*((keys, []) if created else ([], keys))):
        keys += [story.pk for story in make()]
        inside = set(Listed.objects.filter(article__in=keys).values_list("article", flat=True))
        assert not (created and inside)
    return list(Change.objects.order_by("pk").values_list("kind", "effect", "article_id"))


def test_new_stories_are_listed_with_all_that_files_them():
    tag, section = make_tag(), make_section()
    stories = []

    def make():
        stories.extend(make_article(tags=[tag], section=section, countries=["KG"]) for _ in "ab")
        stories.append(make_article(status="draft", tags=[tag]))
        return stories

    changes = written(make, created=True)
    assert check() == Drift()
    assert DayCount.objects.get(kind=3, key=tag.pk).count == 2
    assert sorted(changes) == sorted(
        (kind, 1, story.pk) for story in stories[:2] for kind in (0, 1, 2, 3)
    )


def test_many_new_stories_are_told_as_one_change():
    changes = written(lambda: [make_article() for _ in range(BULK + 1)], created=True)
    assert changes == [(0, 2, 0)]
    assert check() == Drift()


def test_a_rewritten_story_moves_where_it_differs():
    kept, gone, come = (make_tag() for _ in "abc")
    story = make_article(tags=[kept, gone])

    def rewrite():
        story.tags.set([kept, come])
        Article.objects.filter(pk=story.pk).update(headline="Another")
        return [story]

    changes = written(rewrite)
    assert check() == Drift()
    keys = set(Listed.objects.filter(kind=3).values_list("key", flat=True))
    assert keys == {kept.pk, come.pk}
    assert (3, -1, story.pk) in changes
    assert (3, 1, story.pk) in changes
    assert changes.count((0, 0, story.pk)) == 1
    assert (0, -1, story.pk) not in changes


def test_a_story_that_is_withdrawn_or_moved_meanwhile_leaves_its_listings():
    section = make_section()
    first, second = make_article(tags=[make_tag()]), make_article(section=section)

    def rewrite():
        Article.objects.filter(pk=first.pk).update(status="withdrawn")
        Article.objects.filter(pk=second.pk).update(section=None)
        return [first, second]

    written(rewrite)
    assert check() == Drift()
    assert not Listed.objects.filter(article=first).exists()


def test_many_rewritten_stories_are_told_as_one_change():
    stories = [make_article() for _ in range(BULK + 1)]

    def rewrite():
        Article.objects.update(headline="Another")
        return stories

    assert written(rewrite) == [(0, 2, 0)]


@pytest.mark.django_db(transaction=True)
def test_after_a_block_that_failed_stories_are_listed_at_once_again():
    with pytest.raises(ZeroDivisionError), transaction.atomic(), listed_once([], []):
        make_article(position=1 / 0)
    story = make_article(tags=[make_tag()])
    assert Listed.objects.filter(article=story).count() == 2
    assert check() == Drift()

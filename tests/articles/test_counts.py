"""Lines and day counts follow the stories, whichever way they are written."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from articles.counts import Drift, check, install, recount
from articles.models import (
    Article,
    Byline,
    Change,
    Country,
    DayCount,
    Kind,
    Listed,
    MonthCount,
    Section,
    Tag,
)
from tests.factories import (
    empty_search_index,
    make_article,
    make_author,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


def lines_of(article):
    return set(Listed.objects.filter(article=article).values_list("kind", "key"))


def total(kind, key=0):
    days = DayCount.objects.filter(kind=kind, key=key).values_list("count", flat=True)
    months = MonthCount.objects.filter(kind=kind, key=key).values_list("count", flat=True)
    assert sum(days) == sum(months)
    return sum(days)


def test_published_story_has_a_line_in_each_of_its_listings():
    section, tag, author = make_section(), make_tag(), make_author()
    article = make_article(section=section, tags=[tag], authors=[author], countries=["KZ"])
    kazakhstan = Country.objects.get(code="KZ")
    assert lines_of(article) == {
        (Kind.ALL, 0),
        (Kind.SECTION, section.pk),
        (Kind.TAG, tag.pk),
        (Kind.AUTHOR, author.pk),
        (Kind.COUNTRY, kazakhstan.pk),
    }
    assert total(Kind.TAG, tag.pk) == 1


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_unpublished_story_has_no_line(status):
    article = make_article(status=status, tags=[make_tag()], countries=["KZ"])
    assert not lines_of(article)
    assert not total(Kind.ALL)


def test_scheduled_story_has_its_line_at_once():
    article = make_article(published_at=timezone.now() + timedelta(days=3))
    assert lines_of(article) == {(Kind.ALL, 0)}


def test_line_is_on_the_local_day():
    # Half past eight in the evening in London is the next day in Bishkek.
    make_article(published_at=datetime(2024, 5, 31, 20, 30, tzinfo=UTC))
    assert str(DayCount.objects.get().day) == "2024-06-01"
    assert str(MonthCount.objects.get().month) == "2024-06-01"


def test_verbs_carry_the_counts_along():
    editor = make_user()
    article = make_article(status="draft", tags=[make_tag()])
    article.publish(by=editor)
    assert total(Kind.ALL) == 1
    article.withdraw(by=editor, reason="A mistake.")
    assert total(Kind.ALL) == 0
    assert not check()


def write_status(story, things):
    Article.objects.filter(pk=story.pk).update(
        status=things.choice(["draft", "published", "withdrawn"]), published_at=story.published_at
    )


def write_time(story, things):
    Article.objects.filter(pk__gte=story.pk).update(published_at=things.moment())


def write_end(story, things):
    Article.objects.filter(pk=story.pk).update(
        withdraw_at=things.choice([None, story.published_at + timedelta(days=400)])
    )


def write_section(story, things):
    story.section = things.choice([None, *things.sections])
    story.save()


def write_in_bulk(story, things):
    Article.objects.bulk_create(
        Article(
            headline="New",
            slug=f"bulk-{things.random.random()}",
            status="published",
            published_at=things.moment(),
        )
        for _ in range(3)
    )


def write_several(story, things):
    stories = list(Article.objects.all()[:5])
    for other in stories:
        other.published_at = things.moment()
    Article.objects.bulk_update(stories, ["published_at"])


def file_anew(story, things):
    story.tags.set(things.some(things.tags))
    story.countries.set(things.some(things.countries))


def file_more(story, things):
    story.tags.add(*things.some(things.tags))
    things.choice(things.tags).articles.add(story)


def unfile(story, things):
    things.choice([story.tags, story.countries]).clear()


def sign(story, things):
    Byline.objects.filter(article=story).delete()
    for author in things.some(things.authors):
        Byline.objects.create(article=story, author=author)


def sign_for_another(story, things):
    byline = story.bylines.first()
    if byline:
        others = [a for a in things.authors if not story.bylines.filter(author=a).exists()]
        if others:
            byline.author = others[0]
            byline.save()


def merge_tags(story, things):
    if len(things.tags) > 2:
        things.tags.pop().merge_into(things.tags[0])


def delete(story, things):
    story.delete()


def delete_many(story, things):
    Article.objects.filter(pk__in=[story.pk, story.pk + 1]).delete()


def delete_raw(story, things):
    with connection.cursor() as cursor:
        for table in ("articles_article_tags", "articles_article_countries", "articles_byline"):
            cursor.execute(f"DELETE FROM {table} WHERE article_id = %s", [story.pk])  # noqa: S608
        cursor.execute("DELETE FROM articles_article WHERE id = %s", [story.pk])


def undo(story, things):
    try:
        with transaction.atomic():
            file_anew(story, things)
            write_status(story, things)
            raise InterruptedError
    except InterruptedError:
        pass


WRITES = [
    write_status, write_time, write_end, write_section, write_in_bulk, write_several, file_anew,
    file_more, unfile, sign, sign_for_another, merge_tags, delete, delete_many, delete_raw, undo,
]  # fmt: skip


class Things:
    """What random writes choose from."""

    def __init__(self, seed):
        self.random = random.Random(seed)  # noqa: S311
        self.choice = self.random.choice
        self.sections = [make_section() for _ in range(3)]
        self.tags = [make_tag() for _ in range(6)]
        self.authors = [make_author() for _ in range(4)]
        self.countries = list(Country.objects.filter(code__in=["KZ", "KG", "UZ"]))

    def some(self, rows):
        return self.random.sample(rows, self.random.randint(0, len(rows)))

    def moment(self):
        return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(
            seconds=self.random.randrange(90 * 86_400)
        )


@pytest.mark.parametrize("seed", range(4))
def test_random_writes_of_every_kind_leave_no_drift(seed):
    things = Things(seed)
    write_in_bulk(None, things)
    for step in range(70):
        if Article.objects.count() < 3:
            write_in_bulk(None, things)
        story = things.choice(list(Article.objects.all()))
        write = things.choice(WRITES)
        write(story, things)
        if step % 10 == 9:
            assert not check(), f"after {write.__name__}: {check()}"
    assert not check()
    for kind, lookup in ((Kind.TAG, "tags"), (Kind.AUTHOR, "authors"), (Kind.SECTION, "section")):
        for row in getattr(things, {"section": "sections"}.get(lookup, lookup)):
            stories = Article.objects.filter(status="published", **{lookup: row})
            assert total(kind, row.pk) == stories.count()


def break_things():
    """As no write through the triggers can."""
    DayCount.objects.filter(kind=Kind.ALL).update(count=7)
    MonthCount.objects.filter(kind=Kind.ALL).delete()
    Listed.objects.filter(kind=Kind.TAG).update(key=99_999)


def test_recount_repairs_what_differs_and_tells_it():
    make_article(tags=[make_tag()])
    break_things()
    found = check()
    assert (found.missing, found.surplus) == (1, 1)
    assert found.days >= 1
    assert found.months >= 1
    assert recount() == found
    assert not check()
    assert recount() == Drift()


def test_recount_command_says_what_it_found(capsys):
    make_article()
    call_command("recount")
    told = capsys.readouterr().out
    assert "counts of all listings agree" in told
    assert "search index agrees" in told
    break_things()
    with pytest.raises(SystemExit) as exit_code:
        call_command("recount", "--check")
    assert exit_code.value.code == 1
    assert "wrong count" in capsys.readouterr().out
    empty_search_index()
    call_command("recount")
    told = capsys.readouterr().out
    assert "wrong count. Put right." in told
    assert "1 stories otherwise in the search index. Put right." in told
    call_command("recount", "--check")


def test_recount_sweeps_out_what_left_by_itself():
    now = timezone.now()
    make_article(published_at=now - timedelta(days=9), withdraw_at=now - timedelta(days=8))
    assert Listed.objects.count() == 1
    assert not check()
    recount()
    assert not Listed.objects.exists()
    left = Change.objects.filter(kind=Kind.ALL, effect=Change.Effect.LEFT)
    # It left then, long before its line did; and that is so long ago that it is forgotten.
    assert not left.exists()


def test_journal_forgets_after_two_days():
    make_article()
    Change.objects.update(at=timezone.now() - timedelta(days=3))
    make_article()
    recount()
    assert Change.objects.count() == 1


def test_rewriting_a_public_story_is_told_for_each_of_its_lines():
    article = make_article(tags=[make_tag()])
    Change.objects.all().delete()
    article.headline = "Another"
    article.save()
    kinds = Change.objects.filter(effect=Change.Effect.REWRITTEN).values_list("kind", flat=True)
    assert sorted(kinds) == [Kind.ALL, Kind.TAG]


def test_rewriting_a_draft_is_nobodys_business():
    article = make_article(status="draft")
    article.save()
    assert not Change.objects.exists()


def test_bulk_write_is_told_once():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's triggers see one row at a time")
    Article.objects.bulk_create(
        Article(headline="N", slug=f"n-{i}", status="published", published_at=timezone.now())
        for i in range(150)
    )
    assert list(Change.objects.values_list("effect", flat=True)) == [Change.Effect.BULK]
    assert total(Kind.ALL) == 150


def test_triggers_are_made_once(settings):
    assert install() is False
    settings.TIME_ZONE = "Europe/London"
    make_article(published_at=datetime(2024, 5, 31, 20, 30, tzinfo=UTC))
    assert install() is True
    assert str(DayCount.objects.get().day) == "2024-05-31"
    assert install() is False


def test_dropped_triggers_come_back_and_what_was_missed_is_counted():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite drops triggers by itself")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER articles_written_in")
    make_article()
    assert check().missing == 1
    install()
    assert not check()


def test_sections_and_tags_that_go_leave_no_line():
    tag, section = make_tag(), make_section()
    make_article(tags=[tag])
    Tag.objects.filter(pk=tag.pk).delete()
    Section.objects.filter(pk=section.pk).delete()
    assert not Listed.objects.filter(kind=Kind.TAG).exists()
    assert not check()


@pytest.mark.django_db(transaction=True)
def test_writers_side_by_side_leave_no_drift_and_do_not_lock_each_other_out():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    tags, sections = [make_tag() for _ in range(4)], [make_section() for _ in range(2)]
    stories = [make_article(tags=tags[:2], section=sections[0]) for _ in range(12)]

    def refile(seed):
        chance = random.Random(seed)  # noqa: S311
        try:
            for _ in range(40):
                story = Article.objects.get(pk=chance.choice(stories).pk)
                match chance.randrange(4):
                    case 0:
                        story.tags.set(chance.sample(tags, chance.randrange(4)))
                    case 1:
                        story.section = chance.choice(sections)
                        story.save()
                    case 2:
                        day = timezone.now() - timedelta(days=chance.randrange(9))
                        Article.objects.filter(pk=story.pk).update(published_at=day)
                    case 3:
                        story.tags.add(chance.choice(tags))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(refile, range(4)))
    assert not check()


@pytest.mark.django_db(transaction=True)
def test_flush_leaves_no_count_behind():
    make_article(tags=[make_tag()])
    call_command("flush", interactive=False, verbosity=0)
    assert not DayCount.objects.exists()
    assert not MonthCount.objects.exists()

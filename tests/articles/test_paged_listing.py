"""A Listing: exact totals, any slice of it, and as it was when a reader began."""

import time
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from articles import counts
from articles.counts.reading import PATIENCE, Outdated
from articles.listing import Listing, anchor_text, parse_anchor
from articles.models import Article, Change, Country, Kind
from tests.factories import make_article, make_tag, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now


def publish(number, at=None, apart=timedelta(hours=7), **filing):
    """Published stories, the newest first, `apart` from each other."""
    newest = at or NOW() - timedelta(hours=1)
    stories = [
        make_article(published_at=newest - index * apart, **filing) for index in range(number)
    ]
    return sorted(stories, key=lambda story: (story.published_at, story.pk), reverse=True)


@pytest.fixture
def at_time():
    return partial(time_machine.travel, tick=False)


def keys(stories):
    return [story.pk for story in stories]


def walk(listing, size=4):
    """The keys of all stories, page by page."""
    return [
        key
        for start in range(0, listing.count(), size)
        for key in keys(listing[start : start + size])
    ]


@pytest.mark.parametrize("apart", [timedelta(0), timedelta(hours=7), timedelta(days=41)])
def test_listing_is_the_published_stories_in_their_order(apart):
    stories = publish(23, apart=apart)
    make_article(status="draft")
    assert Listing().count() == 23
    assert walk(Listing()) == keys(stories)


def test_listing_of_a_facet_has_its_stories_only():
    tag = make_tag()
    filed = publish(9, tags=[tag], countries=["KZ"], apart=timedelta(days=200))
    publish(9, countries=["KZ"])
    assert walk(Listing(Kind.TAG, tag.pk)) == keys(filed)
    kazakhstan = Country.objects.get(code="KZ")
    assert Listing(Kind.COUNTRY, kazakhstan.pk).count() == 18


def test_empty_listing_has_nothing_anywhere():
    assert Listing(Kind.TAG, 1).count() == 0
    assert Listing(Kind.TAG, 1)[0:6] == []
    assert Listing(Kind.TAG, 1)[600:606] == []


def test_listing_ends_where_it_ends():
    publish(3)
    assert len(Listing()[2:8]) == 1
    assert Listing()[3:9] == []


def test_story_of_the_future_enters_at_its_second_without_a_write(at_time):
    start = NOW()
    publish(3, at=start - timedelta(hours=1))
    soon = make_article(published_at=start + timedelta(hours=1))
    make_article(published_at=start + timedelta(days=40))
    assert Listing().count() == 3
    with at_time(start + timedelta(minutes=59, seconds=59)):
        assert Listing().count() == 3
    with at_time(start + timedelta(hours=1)):
        assert Listing().count() == 4
        assert Listing()[0:1] == [soon]
        assert Listing()[3:4]


@pytest.mark.parametrize("ago", [timedelta(hours=2), timedelta(days=90)])
def test_story_leaves_at_its_second_without_a_write(ago, at_time):
    start = NOW()
    stories = publish(5, at=start - ago, apart=timedelta(days=3))
    Article.objects.filter(pk=stories[2].pk).update(withdraw_at=start + timedelta(hours=1))
    assert walk(Listing()) == keys(stories)
    with at_time(start + timedelta(hours=1)):
        left = [story for story in stories if story != stories[2]]
        assert walk(Listing(), 2) == keys(left)
        counts.recount()
        assert walk(Listing(), 2) == keys(left)


def test_part_of_a_listing_is_counted_and_paged_by_itself():
    stories = publish(60, apart=timedelta(days=5))
    days = [timezone.localdate(story.published_at) for story in stories]
    for first, last in ((days[40], days[3]), (days[9], days[9]), (days[20], days[19])):
        inside = [s for s, day in zip(stories, days, strict=True) if first <= day <= last]
        part = Listing().between(first, last)
        assert part.count() == len(inside)
        assert walk(part) == keys(inside)
    assert Listing().between(date.min, days[50]).count() == 10
    assert Listing().between(days[0] + timedelta(days=1), date.max).count() == 0
    assert Listing().between(days[0], days[9]).count() == 0


def test_newer_than_counts_the_stories_of_later_days():
    stories = publish(10, apart=timedelta(days=40))
    for index in (0, 4, 9):
        assert Listing().newer_than(timezone.localdate(stories[index].published_at)) == index
    assert Listing().newer_than(date.max) == 0


def test_months_and_days_tell_how_many_stories_they_have():
    at = datetime(2024, 5, 20, 6, tzinfo=UTC)
    publish(3, at=at, apart=timedelta(hours=1))
    publish(2, at=at - timedelta(days=30), apart=timedelta(days=1))
    assert Listing().by_month() == {date(2024, 5, 1): 3, date(2024, 4, 1): 2}
    may = Listing().between(date(2024, 5, 1), date(2024, 5, 31))
    assert may.by_day() == {date(2024, 5, 20): 3}


def test_slice_costs_the_same_two_or_three_statements(django_assert_num_queries):
    publish(40, apart=timedelta(days=11))
    with django_assert_num_queries(1 + STORIES):
        listing = Listing()
        assert listing.count() == 40
        assert len(listing[0:6]) == 6
    with django_assert_num_queries(2 + STORIES):
        listing = Listing()
        assert listing.count() == 40
        assert len(listing[30:36]) == 6
    with django_assert_num_queries(STORIES):
        Listing()[0:6]


#: What reading some stories costs, however many.
STORIES = 1


# As it was


def begin(listing):
    """Begin to read a listing: return the time as of which it stays."""
    anchor = listing.anchor
    # SQLite's clock tells thousandths; what a test does next is to be later.
    time.sleep(0.002)
    return anchor


def test_stories_that_come_while_one_reads_move_nothing():
    stories = publish(20)
    then = begin(Listing())
    first = keys(Listing(as_of=then)[0:6])
    # One is new, one is old and comes late.
    make_article(published_at=NOW())
    make_article(published_at=stories[2].published_at)
    make_article(published_at=stories[15].published_at)
    listing = Listing(as_of=then)
    assert listing.count() == 20
    assert first + keys(listing[6:20]) == keys(stories)
    assert Listing().count() == 23


def test_stories_that_go_while_one_reads_keep_their_places():
    stories = publish(20, apart=timedelta(hours=20))
    then = begin(Listing())
    stories[1].withdraw(by=make_user(), reason="Wrong.")
    stories[8].delete()
    listing = Listing(as_of=then)
    assert listing.count() == 20
    # The second page is what it was, less the one that went.
    assert keys(listing[6:12]) == keys(stories[6:8] + stories[9:12])
    assert keys(listing[18:24]) == keys(stories[18:])


def test_story_that_moves_while_one_reads_is_met_once():
    stories = publish(20)
    then = begin(Listing())
    seen = keys(Listing(as_of=then)[0:6])
    stories[10].published_at = stories[3].published_at
    stories[10].save()
    stories[2].published_at = stories[15].published_at
    stories[2].save()
    listing = Listing(as_of=then)
    for start in range(6, 20, 6):
        seen += keys(listing[start : start + 6])
    assert sorted(seen) == sorted(keys(stories))


def test_story_that_goes_and_comes_back_keeps_its_place():
    stories = publish(8)
    then = begin(Listing())
    Article.objects.filter(pk=stories[1].pk).update(status="draft")
    Article.objects.filter(pk=stories[1].pk).update(status="published")
    assert keys(Listing(as_of=then)[0:8]) == keys(stories)


def test_refiling_moves_nothing_in_the_listing_that_one_reads():
    tag = make_tag()
    stories = publish(12, tags=[tag])
    then = begin(Listing(Kind.TAG, tag.pk))
    stories[2].tags.clear()
    stray = make_article(published_at=stories[3].published_at)
    stray.tags.add(tag)
    listing = Listing(Kind.TAG, tag.pk, as_of=then)
    assert listing.count() == 12
    assert keys(listing[4:12]) == keys(stories[4:])


def test_crawl_meets_each_story_once_while_others_come_and_go():
    stories = publish(60, apart=timedelta(hours=11))
    editor = make_user()
    then = begin(Listing())
    seen, gone = [], []
    for start in range(0, 60, 6):
        seen += keys(Listing(as_of=then)[start : start + 6])
        make_article(published_at=stories[start].published_at)
        left = stories[(start * 7 + 5) % 60]
        if left.pk not in gone:
            Article.objects.get(pk=left.pk).withdraw(by=editor, reason="Wrong.")
            gone.append(left.pk)
    assert len(seen) == len(set(seen))
    assert set(keys(stories)) - set(seen) <= set(gone)
    assert set(seen) <= set(keys(stories))


def test_what_left_by_itself_before_one_began_is_not_brought_back(at_time):
    start = NOW()
    stories = publish(9, at=start - timedelta(hours=3))
    Article.objects.filter(pk=stories[4].pk).update(withdraw_at=start + timedelta(minutes=1))
    with at_time(start + timedelta(minutes=2)):
        then = begin(Listing())
        assert Listing(as_of=then).count() == 9  # as of its latest change it was still there
        later = start + timedelta(minutes=2)
        counts.recount()
        assert Listing(as_of=later).count() == 8
        assert keys(Listing(as_of=later)[0:9]) == keys(stories[:4] + stories[5:])


def test_too_much_has_happened_to_show_it_as_it_was():
    article = make_article()
    then = NOW()
    row = {
        "kind": 0, "key": 0, "day": date(2024, 1, 1), "published_at": then, "effect": 1,
        "at": then + timedelta(seconds=1),
    }  # fmt: skip
    Change.objects.bulk_create(
        Change(article_id=article.pk + index, **row) for index in range(PATIENCE)
    )
    Listing(as_of=then).count()
    Change.objects.create(article_id=1, **row)
    with pytest.raises(Outdated):
        Listing(as_of=then).count()


def test_bulk_write_ends_what_was_begun_before_it():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite tells of each row")
    publish(3)
    tag = make_tag()
    then = begin(Listing(Kind.TAG, tag.pk))
    Article.objects.bulk_create(
        Article(headline="N", slug=f"n-{i}", status="published", published_at=NOW())
        for i in range(150)
    )
    with pytest.raises(Outdated):
        Listing(Kind.TAG, tag.pk, as_of=then).count()
    now = Listing(Kind.TAG, tag.pk).anchor
    assert Listing(Kind.TAG, tag.pk, as_of=now).count() == 0


def test_anchor_stays_while_nothing_changes():
    publish(8)
    assert Listing().anchor == Listing().anchor
    before = Listing().anchor
    make_article(published_at=NOW() - timedelta(days=4))
    assert Listing().anchor > before


def test_anchor_is_written_and_read_back():
    moment = NOW()
    assert parse_anchor(anchor_text(moment)) == moment


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "20260230T000000.000000Z", "20990101T000000.000000Z", "1" * 400, "\x00", "é"],
)
def test_anchor_that_can_not_be_is_none(text):
    assert parse_anchor(text) is None


def test_anchor_of_last_week_is_none():
    assert parse_anchor(anchor_text(NOW() - timedelta(days=3))) is None


def test_dense_day_is_paged_without_repeats():
    at = datetime(2024, 3, 1, 6, tzinfo=UTC)
    Article.objects.bulk_create(
        Article(headline="N", slug=f"n-{i}", status="published", published_at=at)
        for i in range(500)
    )
    expected = sorted(Article.objects.values_list("pk", flat=True), reverse=True)
    assert walk(Listing(), 50) == expected

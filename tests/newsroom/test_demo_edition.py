"""The demo edition: its numbers, its calendar, and the same again for the same moment."""

from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from newsroom.demo import stories
from newsroom.demo.cast import AUTHORS, HOUSE_NAME, SECTIONS, TAGS
from newsroom.demo.edition import edition
from newsroom.demo.pictures import PICTURES

BISHKEK = ZoneInfo("Asia/Bishkek")
NOON = datetime(2026, 3, 18, 12, 30, 5, tzinfo=BISHKEK)
MOMENTS = [
    NOON,
    datetime(2026, 7, 4, 3, 10, tzinfo=BISHKEK),
    datetime(2027, 1, 1, 6, 0, 1, tzinfo=BISHKEK),
    datetime(2028, 2, 29, 23, 59, 59, 999_999, tzinfo=BISHKEK),
    datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/London")),
]


@cache
def told(now):
    return list(edition(now))


def published(now):
    return [story for story in told(now) if story.status == "published"]


@pytest.mark.parametrize("now", MOMENTS)
def test_edition_counts_are_exact_at_any_moment(now):
    assert Counter(story.status for story in told(now)) == {
        "published": 1060,
        "draft": 14,
        "review": 9,
        "withdrawn": 2,
        "scheduled": 1,
    }


def test_edition_is_the_same_for_the_same_moment():
    assert list(edition(NOON)) == told(NOON)


def test_edition_numbers_stories_in_the_order_of_time():
    assert [story.external_id for story in told(NOON)][:2] == ["demo-0001", "demo-0002"]
    assert len({story.external_id for story in told(NOON)}) == 1086
    times = [story.published_at for story in published(NOON)]
    assert times == sorted(times)


@pytest.mark.parametrize("now", MOMENTS)
def test_edition_publishes_in_working_hours_before_now_and_never_twice_in_a_second(now):
    times = [story.published_at for story in published(now)]
    assert len(set(times)) == 1060
    assert all(time <= now and time.microsecond == 0 for time in times)
    assert all(6 <= time.hour < 22 for time in times)
    assert all(time.tzinfo is now.tzinfo for time in times)


@pytest.mark.parametrize("now", MOMENTS)
def test_edition_reaches_back_four_years_and_up_to_the_last_hours(now):
    times = [story.published_at for story in published(now)]
    assert timedelta(days=3 * 365) < now - times[0] <= timedelta(days=4 * 365)
    # After midnight the last hours are yesterday evening's.
    assert now - times[-1] < timedelta(hours=1 if 7 <= now.hour < 22 else 12)
    assert sum(now - time < timedelta(days=7) for time in times) > 20


def test_edition_is_thinner_at_weekends():
    days = Counter(story.published_at.weekday() for story in published(NOON))
    assert max(days[5], days[6]) < min(days[day] for day in range(5)) / 2


def test_edition_gives_only_finished_stories_a_time():
    for story in told(NOON):
        assert (story.published_at is None) == (story.status in ("draft", "review"))
        assert bool(story.withdrawn_reason) == (story.status == "withdrawn")
    (scheduled,) = [story for story in told(NOON) if story.status == "scheduled"]
    assert scheduled.published_at == NOON + timedelta(days=60)


def test_edition_labels_are_all_known():
    names = {author.name for author in AUTHORS}
    slugs = {section.slug for section in SECTIONS}
    countries = {"KZ", "KG", "TJ", "TM", "UZ", "CN", "AF", "IR", "RU", "AZ", "TR"}
    for story in told(NOON):
        assert story.section in slugs
        assert story.authors
        assert set(story.authors) <= names
        assert len(set(story.authors)) == len(story.authors)
        assert story.countries
        assert set(story.countries) <= countries
        assert 1 <= len(story.tags) <= 6
        assert set(story.tags) <= set(TAGS)
        assert story.image is None or story.image in PICTURES


def test_edition_uses_every_author_section_and_tag_and_most_stories_have_a_picture():
    stories_ = published(NOON)
    assert {name for story in stories_ for name in story.authors} == {a.name for a in AUTHORS}
    assert {story.section for story in stories_} == {section.slug for section in SECTIONS}
    assert {tag for story in stories_ for tag in story.tags} == set(TAGS)
    share = sum(story.image is not None for story in stories_) / len(stories_)
    assert 0.75 < share < 0.9
    assert {story.image for story in stories_} >= set(PICTURES)


def test_edition_signs_every_byline_once_in_a_while_and_the_house_name_alone():
    for story in told(NOON):
        assert HOUSE_NAME not in story.authors or len(story.authors) == 1


@pytest.mark.parametrize("now", MOMENTS)
def test_edition_neighbours_never_share_a_frame_or_a_picture(now):
    stories_ = published(now)
    for start in range(len(stories_) - 5):
        page = stories_[start : start + 6]
        frames = [story.frame for story in page if story.frame != "written"]
        pictures = [story.image for story in page if story.image and story.frame != "written"]
        assert len(set(frames)) == len(frames)
        assert len(set(pictures)) == len(pictures)


@pytest.mark.parametrize("now", MOMENTS)
def test_edition_runs_each_written_story_once_and_the_ranked_ones_newest(now):
    written = [story for story in published(now) if story.frame == "written"]
    assert {story.headline for story in written} == {piece.headline for piece in stories.load()}
    assert len(written) == len(stories.load())
    newest = [story.headline for story in reversed(published(now))]
    ranked = sorted((piece for piece in stories.load() if piece.rank), key=lambda p: p.rank)
    assert newest[: len(ranked)] == [piece.headline for piece in ranked]
    assert [story.is_featured for story in published(now)].count(True) == 6


@pytest.mark.parametrize("now", MOMENTS)
def test_edition_tells_seasonal_stories_in_their_season(now):
    months = {"pass_closed": {11, 12, 1, 2, 3}, "harvest_forecast": {6, 7, 8, 9}}
    for story in published(now):
        if story.frame in months:
            assert story.published_at.month in months[story.frame]


def test_edition_does_not_repeat_itself_from_one_story_to_the_next():
    recent = {}
    for story in published(NOON):
        assert recent.get(story.frame) != story.dateline or story.frame == "written"
        recent[story.frame] = story.dateline if story.frame == "bus_route" else None
    assert all(later.headline != earlier.headline for earlier, later in pairwise(told(NOON)))

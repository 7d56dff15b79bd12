"""What is kept of rates stays until something is written, in whichever process."""

import pytest

from tests.factories import make_fixing, make_pair
from tickers import kept
from tickers.models import Change, Fixing
from tickers.strip import drop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    one = kept.Kept(most=2)
    yield one
    kept._all.remove(one)


@pytest.fixture
def later(monkeypatch):
    def later(seconds):
        clock = kept.monotonic
        monkeypatch.setattr(kept, "monotonic", lambda: clock() + seconds)

    return later


def made(things):
    """Return a function that makes another thing each time, and notes that it did."""

    def make():
        things.append(len(things))
        return things[-1]

    return make


def test_thing_is_made_once_and_costs_no_statement_then(shelf, django_assert_num_queries):
    make = made([])
    with django_assert_num_queries(1):
        assert shelf.get("a", make) == 0
    with django_assert_num_queries(0):
        assert shelf.get("a", make) == 0
        assert shelf.get("b", make) == 1


def test_all_that_is_kept_asks_once(shelf, django_assert_num_queries):
    other = kept.Kept(most=2)
    make = made([])
    with django_assert_num_queries(1):
        assert [one.get("a", make) for one in (shelf, other)] == [0, 1]
    kept._all.remove(other)


def test_thing_stays_when_time_passes_and_nothing_was_written(
    shelf, later, django_assert_num_queries
):
    make = made([])
    shelf.get("a", make)
    later(kept.SECONDS)
    with django_assert_num_queries(1):
        assert shelf.get("a", make) == 0


def test_mark_of_another_process_is_seen_within_seconds(shelf, later):
    make = made([])
    shelf.get("a", make)
    Change.objects.create()
    assert shelf.get("a", make) == 0
    later(kept.SECONDS)
    assert shelf.get("a", make) == 1


def test_mark_with_a_lower_number_that_comes_later_is_seen(shelf, later):
    """Its transaction began first and ended last."""
    late = Change.objects.create()
    newest = Change.objects.create()
    late.delete()
    make = made([])
    shelf.get("a", make)
    Change.objects.create(pk=newest.pk - 1)
    later(kept.SECONDS)
    assert shelf.get("a", make) == 1


@pytest.mark.parametrize("write", [make_fixing, make_pair])
def test_own_change_is_seen_at_once(shelf, write, monkeypatch):
    monkeypatch.setattr("tickers.strip.transaction.on_commit", lambda act: act())
    make = made([])
    shelf.get("a", make)
    write()
    assert shelf.get("a", make) == 1


def test_bulk_write_is_seen_too(shelf, monkeypatch):
    monkeypatch.setattr("tickers.strip.transaction.on_commit", lambda act: act())
    fixing = make_fixing()
    make = made([])
    shelf.get("a", make)
    fixing.pk, fixing.revision = None, 2
    Fixing.objects.bulk_create([fixing])
    assert shelf.get("a", make) == 1


def test_tomorrow_is_another_day(shelf, later, time_machine):
    time_machine.move_to("2026-05-25T23:59:58+06:00")
    make = made([])
    shelf.get("a", make)
    time_machine.move_to("2026-05-26T00:00:02+06:00")
    later(kept.SECONDS)
    assert shelf.get("a", make) == 1


def test_no_more_are_kept_than_told(shelf):
    make = made([])
    assert [shelf.get(key, make) for key in "abcc"] == [0, 1, 2, 2]
    assert shelf.get("a", make) == 3


def test_thing_that_was_being_made_when_all_was_dropped_is_not_kept(shelf):
    make = made([])
    assert shelf.get("a", lambda: drop() or make()) == 0
    assert shelf.get("a", make) == 1


def test_thing_that_the_clock_can_change_lives_as_long_as_told(later):
    one = kept.Kept(most=2, life=60)
    make = made([])
    one.get("a", make)
    later(30)
    assert one.get("a", make) == 0
    later(31)
    assert one.get("a", make) == 1
    kept._all.remove(one)

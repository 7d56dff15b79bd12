"""The report of searches: words and days, nothing of who searched."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from articles.models import SearchQuery
from articles.search import report
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/searchquery/"


def rows():
    return list(SearchQuery.objects.order_by("words").values_list(
        "words", "searches", "found_nothing"
    ))  # fmt: skip


def test_searches_are_counted_by_their_folded_words(client):
    make_article(headline="Canal")
    for typed in ("canal", " CANAL ", "Canal", "dam"):
        client.get("/search/", {"q": typed})
    assert rows() == []
    report.buffer.flush()
    client.get("/search/", {"q": "canal"})
    report.buffer.flush()
    report.buffer.flush()
    assert rows() == [("canal", 4, 0), ("dam", 1, 1)]
    assert SearchQuery.objects.first().day == timezone.localdate()


def test_only_searches_by_words_on_the_first_page_count(client):
    for _ in range(7):
        make_article(headline="Canal")
    for address in ("/search/?q=canal&page=2", "/search/", "/search/?country=kazakhstan",
                    "/articles/?q=canal", "/search/?q=canal&tag=none"):  # fmt: skip
        client.get(address)
    report.buffer.flush()
    assert rows() == []


@pytest.mark.parametrize(
    "typed",
    ["aigul@example.org", "AB1234567", "+996 555 123 456", "0555-12-34-56", "  ", "' ’"],
)
def test_what_may_be_personal_is_not_kept(typed):
    report.buffer.note(typed, found=False)
    report.buffer.flush()
    assert rows() == []


@pytest.mark.parametrize("typed", ["covid 19", "2024 budget", "12345", "Ёлка", "x" * 200])
def test_what_is_not_personal_is_kept(typed):
    report.buffer.note(typed, found=True)
    report.buffer.flush()
    ((words, searches, in_vain),) = rows()
    assert (searches, in_vain) == (1, 0)
    assert words == typed.lower().replace("ё", "е")[:100]


def test_a_robot_fills_no_more_than_a_day_has_room_for(monkeypatch):
    monkeypatch.setattr(report, "MOST_A_DAY", 3)
    for number in range(3):
        report.buffer.note(f"word {number}", found=False)
    report.buffer.flush()
    report.buffer.note("word 1", found=True)
    report.buffer.note("another", found=False)
    report.buffer.flush()
    assert rows() == [("word 0", 1, 1), ("word 1", 2, 1), ("word 2", 1, 1)]


def test_a_robot_fills_no_more_memory_than_there_is_room(monkeypatch):
    monkeypatch.setattr(report, "MOST_WAITING", 2)
    for number in range(9):
        report.buffer.note(f"word {number}", found=True)
    report.buffer.flush()
    assert len(rows()) == 2


def test_a_database_that_is_locked_is_no_reader_s_trouble(monkeypatch, caplog):
    def locked(rows):
        raise OperationalError("database is locked")

    monkeypatch.setattr(report, "write", locked)
    report.buffer.note("canal", found=True)
    report.buffer.flush()
    assert "1 searches were not counted: database is locked" in caplog.text


def test_writing_is_done_by_another_thread_soon(monkeypatch):
    written, ready = [], threading.Event()

    def write(rows):
        written.extend(rows)
        ready.set()

    monkeypatch.setattr(report, "SECONDS", 0.01)
    monkeypatch.setattr(report, "write", write)
    report.buffer.note("canal", found=True)
    assert ready.wait(10)
    assert written == [(timezone.localdate(), "canal", 1, 0)]


def test_old_searches_are_pruned():
    today = timezone.localdate()
    for days in (0, 90, 91, 400):
        SearchQuery.objects.create(day=today - timedelta(days=days), words="canal")
    assert report.prune() == 2
    assert report.prune() == 0
    assert SearchQuery.objects.count() == 2


# The desk -----------------------------------------------------------------------------------


@pytest.fixture
def desk(client):
    today = timezone.localdate()
    for words, days, searches, in_vain in [
        ("canal", 0, 3, 0), ("canal", 10, 5, 1), ("dam", 1, 4, 4), ("old", 60, 9, 0),
    ]:  # fmt: skip
        SearchQuery.objects.create(
            day=today - timedelta(days=days), words=words, searches=searches, found_nothing=in_vain
        )
    client.force_login(make_user(role="Editor"))
    return client


def listed(response):
    assert response.status_code == 200
    return [(row.words, row.total, row.in_vain) for row in response.context["cl"].result_list]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [("old", 9, 0), ("canal", 8, 1), ("dam", 4, 4)]),
        ("?period=month", [("canal", 8, 1), ("dam", 4, 4)]),
        ("?period=week", [("dam", 4, 4), ("canal", 3, 0)]),
        ("?period=week&found=nothing", [("dam", 4, 4)]),
        ("?q=ana", [("canal", 8, 1)]),
        ("?period=nonsense", [("old", 9, 0), ("canal", 8, 1), ("dam", 4, 4)]),
    ],
)
def test_editors_read_totals_of_a_period(desk, query, expected):
    assert listed(desk.get(LIST + query)) == expected


def test_report_is_read_only_and_not_for_reporters(desk, client):
    row = SearchQuery.objects.first()
    for address in (f"{LIST}add/", f"{LIST}{row.pk}/delete/"):
        assert desk.get(address).status_code == 403
    assert b"Searches" in desk.get("/admin/").content
    client.force_login(make_user(role="Reporter"))
    assert client.get(LIST).status_code == 403

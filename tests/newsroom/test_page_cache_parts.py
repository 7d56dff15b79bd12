"""The parts that the page cache is made of, each by itself: turns, the watch, what may be kept."""

import logging
import os
import subprocess
import sys
import threading
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseNotFound, StreamingHttpResponse
from django.utils import timezone

from articles import changes
from articles.changes import Journal, everything_changed, group_of
from articles.models import Article, Change, Country, Kind
from newsroom import settings as written
from newsroom.page_cache import PageCacheMiddleware, pages, turns, watch
from newsroom.page_cache.pages import Page, key_of, may_be_kept
from newsroom.page_cache.watch import Watch
from tests.factories import make_article, make_fixing, make_section
from tests.newsroom.test_site import ROOT, start
from tickers.changes import Marks
from tickers.models import Change as Mark

WORKERS = 6


class Still:
    """A watch that sees no change."""

    def look(self):
        pass

    def look_again(self):
        pass

    def is_right(self, page):
        return True


@pytest.fixture(autouse=True)
def kept_pages(settings):
    settings.PAGE_CACHE_SECONDS = 300
    settings.ALLOWED_HOSTS = ["testserver"]


def site(view, own_watch=None):
    """The middleware around one view."""
    middleware = PageCacheMiddleware(view)
    middleware.watch = own_watch or Still()
    return middleware


def page(text="page " * 200, **headers):
    response = HttpResponse(text, headers=headers)
    response.page_groups = ("all",)
    return response


def at_once(middleware, rf, address="/"):
    """What so many requests are answered that come at one time."""
    answers, gate = [], threading.Barrier(WORKERS)

    def ask():
        gate.wait()
        try:
            answers.append(middleware(rf.get(address)).content)
        except RuntimeError as error:
            answers.append(str(error))

    threads = [threading.Thread(target=ask) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


# Turns --------------------------------------------------------------------------------------


def test_stampede_makes_one_render(rf):
    rendered = []

    def slow(request):
        rendered.append(request.path)
        time.sleep(0.1)
        return page()

    answers = at_once(site(slow), rf)
    assert len(set(answers)) == 1
    assert len(answers) == WORKERS
    assert len(rendered) == 1


def test_page_that_keeps_changing_is_not_rendered_for_each_who_waits(rf):
    """Rendered after they asked is right enough, however old it is by now."""
    rendered = []

    def slow(request):
        rendered.append(request.path)
        time.sleep(0.1)
        return page()

    changing = Still()
    changing.is_right = lambda page: False
    at_once(site(slow, changing), rf)
    assert len(rendered) == 2
    site(slow, changing)(rf.get("/"))
    assert len(rendered) == 3


def test_page_that_may_not_be_kept_is_not_waited_for_twice(rf):
    busy, most = [], []

    def slow(request):
        busy.append(1)
        most.append(len(busy))
        time.sleep(0.1)
        busy.pop()
        return HttpResponseNotFound()

    at_once(site(slow), rf)
    assert len(most) == WORKERS
    assert max(most) == WORKERS - 1


def test_failed_render_does_not_hold_up_the_others(rf):
    rendered = []

    def failing(request):
        rendered.append(request.path)
        time.sleep(0.05)
        if len(rendered) == 1:
            raise RuntimeError("broken")
        return page("whole")

    answers = at_once(site(failing), rf)
    assert sorted(answers, key=str) == [*[b"whole"] * (WORKERS - 1), "broken"]


def test_turn_of_a_process_that_died_is_waited_for_and_ignored(rf, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    request = rf.get("/")
    cache.add(turns._name(key_of(request, "")), 1, 10)
    assert site(lambda request: page("whole"))(request).content == b"whole"


def test_turn_ends_with_its_block():
    with turns.turn("key") as ours, turns.turn("key") as theirs:
        assert (ours, theirs) == (True, False)
    with turns.turn("key") as again:
        assert again


# What may be kept ---------------------------------------------------------------------------


def cookied():
    response = page()
    response.set_cookie("seen", "1")
    return response


@pytest.mark.parametrize(
    "made",
    [
        lambda: HttpResponse("a view that says nothing"),
        lambda: StreamingHttpResponse(["page"]),
        lambda: page(Vary="Cookie"),
        lambda: page(**{"Cache-Control": "no-store"}),
        lambda: page(**{"Content-Encoding": "br"}),
        lambda: page(**{"Content-Security-Policy": "script-src 'nonce-x'"}),
        lambda: page("x" * (pages.LARGEST + 1)),
        cookied,
    ],
)
def test_answer_that_is_not_for_all_is_not_kept(rf, made):
    rendered = []

    def view(request):
        rendered.append(request.path)
        return made()

    assert not may_be_kept(made())
    middleware = site(view)
    for _ in range(2):
        assert middleware(rf.get("/")).status_code == 200
    assert len(rendered) == 2


def test_condition_is_asked_of_an_answer_that_is_not_kept_too(rf):
    def view(request):
        assert "HTTP_IF_NONE_MATCH" not in request.META
        return HttpResponse("uncounted", headers={"ETag": '"1"'})

    request = rf.get("/", headers={"if-none-match": '"1"'})
    assert site(view)(request).status_code == 304
    assert request.headers["if-none-match"] == '"1"'


@pytest.mark.parametrize(
    ("name", "value"), [("SITE_NAME", "Another"), ("MEDIA_URL", "https://media.example/")]
)
def test_page_of_another_release_is_not_found(rf, settings, name, value):
    before = key_of(rf.get("/"), "")
    pages._release.cache_clear()
    assert key_of(rf.get("/"), "") == before
    setattr(settings, name, value)
    pages._release.cache_clear()
    after = key_of(rf.get("/"), "")
    pages._release.cache_clear()
    assert after != before


def test_memory_of_a_process_has_a_bound():
    """10,000 different pages, twice as long as ours are, leave it half of its 150 MB."""
    options = written.CACHES["default"]["OPTIONS"]
    kept = LocMemCache("of-a-test", {"OPTIONS": options})
    made = Page.of(page("".join(f"{number} " for number in range(6_000))), time.time())
    for number in range(10_000):
        kept.set(f"page:{number}", made)
    assert options["MAX_ENTRIES"] / 2 < len(kept._cache) <= options["MAX_ENTRIES"]
    assert sum(map(len, kept._cache.values())) < 75_000_000


@pytest.mark.parametrize(
    ("value", "sentence"),
    [("-1", "PAGE_CACHE_SECONDS must be 0"), ("often", "The setting PAGE_CACHE_SECONDS can't be")],
)
def test_wrong_setting_is_told_in_a_sentence(value, sentence):
    code, said = start(PAGE_CACHE_SECONDS=value)
    assert code == 1
    assert sentence in said
    assert "Traceback" not in said


def test_page_is_rendered_for_each_while_redis_is_away(rf, settings, caplog):
    address = "redis://127.0.0.1:1/0"
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": address}}
    middleware = site(lambda request: page("whole"))
    for _ in range(2):
        response = middleware(rf.get("/"))
        assert response.content == b"whole"
        assert response["Cache-Control"] == pages.READERS
    assert len(caplog.records) == 1
    assert "Pages are rendered for each reader: the cache says" in caplog.text


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("locmem://", {"MAX_ENTRIES": 1_500}),
        ("locmem://?max_entries=50", {"MAX_ENTRIES": 50}),
        ("redis://127.0.0.1:1/0", {"socket_timeout": 1}),
    ],
)
def test_cache_has_bounds_that_its_address_may_change(address, options):
    code = f"from newsroom.settings import CACHES as c; assert c['default']['OPTIONS'] == {options}"
    environment = {"PATH": os.environ["PATH"], "NEWSROOM_ENV_FILE": "", "CACHE_URL": address}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)  # noqa: S603


# Watching -----------------------------------------------------------------------------------


def journal():
    return Journal(timezone.now() - timedelta(minutes=10))


@pytest.mark.django_db
def test_journal_tells_each_change_once(django_assert_num_queries):
    story = make_article(section=make_section(), countries=["KG"])
    reader = journal()
    with django_assert_num_queries(3):
        news = reader.news(timezone.now())
    names = {group_of(story.section), group_of(Country.objects.get(code="KG"))}
    # The section is new: it may be on any page.
    assert news.groups is None
    assert reader.news(timezone.now()).groups == frozenset()
    story.headline = "Another"
    story.save()
    assert reader.news(timezone.now()).groups == {group_of(story), "all", *names}


def enter(country, story, ago):
    now = timezone.now()
    return Change.objects.create(
        kind=Kind.COUNTRY,
        key=country,
        day=timezone.localdate(),
        at=now - timedelta(seconds=ago),
        article_id=story,
        published_at=now,
        effect=Change.Effect.ENTERED,
    )


@pytest.mark.django_db
def test_journal_sees_a_transaction_that_took_long():
    """Its lines have times and numbers from before those that were read already."""
    story = make_article()
    reader = journal()
    reader.news(timezone.now())
    enter(7, story.pk, ago=50)
    assert reader.news(timezone.now()).groups == {group_of(story), "country:7"}
    assert reader.news(timezone.now()).groups == frozenset()


@pytest.mark.django_db
def test_watch_that_starts_knows_what_a_page_may_be_too_old_for():
    enter(7, 12, ago=500)
    seeing = Watch()
    seeing.look()
    assert set(seeing.changed) == {"country:7", "story:12"}


@pytest.mark.django_db
def test_journal_forgets_what_it_knew_long_ago():
    make_article()
    reader = journal()
    reader.news(timezone.now())
    assert reader.known
    reader.news(timezone.now() + timedelta(hours=1))
    reader.news(timezone.now() + timedelta(hours=1, seconds=1))
    assert not reader.known


@pytest.mark.django_db
def test_journal_with_more_news_than_it_reads_takes_every_page_for_old(monkeypatch):
    monkeypatch.setattr(changes, "MOST", 5)
    reader = journal()
    reader.news(timezone.now())
    for _ in range(6):
        make_article()
    assert reader.news(timezone.now()).groups is None
    assert reader.news(timezone.now()).groups == frozenset()


@pytest.mark.django_db
def test_journal_with_a_bulk_write_takes_every_page_for_old():
    for _ in range(2):
        make_article()
    reader = journal()
    reader.news(timezone.now())
    everything_changed()
    assert reader.news(timezone.now()).groups is None


@pytest.mark.django_db
def test_journal_tells_what_came_by_the_clock_and_what_comes_next():
    now = timezone.now()
    soon = make_article(countries=["KG"], published_at=now + timedelta(seconds=10))
    late = make_article(withdraw_at=now + timedelta(seconds=20))
    reader = journal()
    assert reader.news(now).next_moment == soon.published_at
    country = group_of(Country.objects.get(code="KG"))
    news = reader.news(now + timedelta(seconds=11))
    assert news.groups == {group_of(soon), "all", country}
    assert news.next_moment == late.withdraw_at
    news = reader.news(now + timedelta(seconds=20))
    assert news.groups == {group_of(late), "all"}
    assert news.next_moment is None


@pytest.mark.django_db
def test_many_stories_of_one_second_make_every_page_old(monkeypatch):
    monkeypatch.setattr(changes, "MOST_AT_ONCE", 3)
    now = timezone.now()
    for _ in range(4):
        make_article(published_at=now + timedelta(seconds=5))
    reader = journal()
    reader.news(now)
    assert reader.news(now + timedelta(seconds=5)).groups is None


@pytest.mark.django_db
def test_marks_are_told_once_and_swept(monkeypatch, django_capture_on_commit_callbacks):
    looking = Marks(timezone.now())
    assert not looking.changed(timezone.now())
    make_fixing()
    assert looking.changed(timezone.now())
    assert not looking.changed(timezone.now())
    monkeypatch.setattr("tickers.changes._SWEEP", 1)
    Mark.objects.update(at=timezone.now() - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        make_fixing(value="88", revision=2)
    assert Mark.objects.filter(at__lt=timezone.now() - timedelta(days=1)).count() == 0
    assert Mark.objects.exists()


@pytest.mark.django_db
def test_watch_asks_once_a_second(django_assert_num_queries):
    seeing = Watch()
    with django_assert_num_queries(4):
        for _ in range(5):
            seeing.look()
    seeing.look_again()
    with django_assert_num_queries(4):
        seeing.look()


@pytest.mark.django_db
def test_watch_waits_for_who_asks_only_when_it_knows_too_little(monkeypatch):
    seeing = Watch()
    seeing.look()
    monkeypatch.setattr(watch, "EVERY", 0)
    with seeing.lock:
        started = time.monotonic()
        seeing.look()
        assert time.monotonic() - started < watch.PATIENCE / 2
    monkeypatch.setattr(watch, "PATIENCE", 0.05)
    seeing.looked -= 10
    looked = seeing.looked
    with seeing.lock:
        seeing.look()
    assert seeing.looked == looked


@pytest.mark.django_db
def test_watch_remembers_a_bounded_number_of_changes(monkeypatch):
    monkeypatch.setattr(watch, "MOST_GROUPS", 3)
    seeing = Watch()
    seeing._note({"story:1", "story:2"})
    assert set(seeing.changed) == {"story:1", "story:2"}
    assert seeing.all_changed == 0
    seeing._note({"story:3", "story:4"})
    assert not seeing.changed
    assert seeing.all_changed > 0


def test_watch_forgets_changes_that_no_page_is_older_than():
    seeing = Watch()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        seeing._note({"story:1"})
        clock.shift(watch.longest_life() + 1)
        seeing._note({"story:2"})
    assert set(seeing.changed) == {"story:2"}


# Without the database -----------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch):
    def gone(*args):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(Journal, "news", gone)
    monkeypatch.setattr(watch, "EVERY", 0)


@pytest.mark.usefixtures("broken")
def test_kept_page_is_shown_while_the_database_is_away(rf, caplog):
    answers = [page("before")]
    middleware = site(lambda request: answers.pop(), Watch())
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert middleware(rf.get("/")).content == b"before"
    assert [record.getMessage() for record in caplog.records] == [
        "Kept pages are shown unchecked: the database says the server closed the connection"
    ]


@pytest.mark.usefixtures("broken")
def test_page_whose_time_is_up_is_better_than_an_error_for_a_while(rf, settings):
    answers = [HttpResponse("sorry", status=500), page("before")]
    middleware = site(lambda request: answers.pop() if len(answers) > 1 else answers[0], Watch())
    with time_machine.travel(timezone.now(), tick=False) as clock:
        middleware(rf.get("/"))
        clock.shift(settings.PAGE_CACHE_SECONDS + 1)
        response = middleware(rf.get("/"))
        assert (response.status_code, response.content) == (200, b"before")
        clock.shift(settings.PAGE_CACHE_SECONDS)
        response = middleware(rf.get("/"))
        assert (response.status_code, response["Cache-Control"]) == (500, "no-store")


@pytest.mark.django_db
def test_page_that_is_known_to_be_old_is_not_shown_in_place_of_an_error(rf, monkeypatch):
    monkeypatch.setattr(watch, "EVERY", 0)
    make_article()
    answers = [HttpResponse("sorry", status=500), page("before")]
    middleware = site(lambda request: answers.pop(), Watch())
    middleware(rf.get("/"))
    Article.objects.update(headline="Taken back")
    assert middleware(rf.get("/")).status_code == 500


@pytest.mark.django_db
def test_watch_that_sees_again_knows_what_it_missed(monkeypatch):
    monkeypatch.setattr(watch, "EVERY", 0)
    seeing = Watch()
    seeing.look()
    story = make_article()
    read = Marks.changed
    monkeypatch.setattr(Marks, "changed", lambda *args: (_ for _ in ()).throw(OperationalError()))
    seeing.look()
    assert seeing.is_blind
    assert group_of(story) in seeing.changed
    monkeypatch.setattr(Marks, "changed", read)
    make_fixing()
    seeing.look()
    assert not seeing.is_blind
    assert not seeing.is_right(SimpleNamespace(rendered=time.time(), groups=("all",)))

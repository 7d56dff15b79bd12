"""How providers are doing and what came of asking them, at the desk; and asking one now."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from newsroom import rates
from newsroom.desk import rates_trouble
from tests.factories import make_fixing, make_payload, make_run
from tickers.health import health
from tickers.models import FetchRequest, Run
from tickers.providers import PROVIDERS

LIST = reverse("admin:tickers_run_changelist")
FETCH = reverse("admin:tickers_run_fetch")
#: Seven in the evening of a Thursday in Bishkek: the bank has published at four.
NOW = datetime(2026, 5, 21, 13, tzinfo=UTC)
SENTENCE = "NBKR: https://www.nbkr.kg/XML/daily.xml did not answer within 20 seconds."


@pytest.fixture(autouse=True)
def now(time_machine, settings):
    time_machine.move_to(NOW, tick=False)
    settings.RATE_PROVIDERS = ["nbkr", "ecb"]


def of(name):
    return next(one for one in health() if one.provider == name)


def failed(**overrides):
    values = {"state": "failed", "error": SENTENCE, "problems": [SENTENCE]}
    return make_run("nbkr", NOW - timedelta(minutes=5), **values | overrides)


# Health ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_provider_that_was_never_asked_is_listed():
    found = health()
    assert [one.provider.value for one in found][:3] == ["nbkr", "nbk", "cbu"]
    assert {one.state for one in found} == {("unasked", "Never asked")}
    # What is typed, imported or read from files is no source that could be asked.
    assert "manual" not in [one.provider for one in found]


@pytest.mark.django_db
def test_provider_of_which_only_files_were_read_was_never_asked():
    """Its rates may be years old: nothing says that it is well."""
    make_run("nbkr", NOW - timedelta(hours=2), file="daily.xml")
    make_fixing("USD/KGS", day=date(2013, 12, 15), provider="nbkr")
    make_fixing("USD/KGS", day=date(2026, 5, 21), provider="csv")
    assert (of("nbkr").state[0], of("nbkr").is_watched) == ("unasked", True)
    assert of("csv").state[0] == "good"


@pytest.mark.django_db
def test_provider_that_has_the_rates_of_the_day_is_all_right():
    run = make_run("nbkr", NOW - timedelta(hours=2), new=5)
    make_fixing("USD/KGS", day=date(2026, 5, 21), provider="nbkr")
    found = of("nbkr")
    assert found.state == ("good", "All right")
    assert (found.well, found.trouble, found.newest) == (run, None, date(2026, 5, 21))
    assert found.expected == datetime(2026, 5, 22, 10, tzinfo=UTC)


@pytest.mark.django_db
def test_provider_that_misses_a_day_is_late():
    make_run("nbkr", NOW - timedelta(hours=2))
    make_fixing("USD/KGS", day=date(2026, 5, 19), provider="nbkr")
    found = of("nbkr")
    assert (found.state[0], found.absence) == ("late", "late")
    assert found.sentence == "The rates of 21 May 2026 are missing."


@pytest.mark.django_db
def test_provider_that_nobody_asks_by_itself_is_never_late(settings):
    settings.RATE_PROVIDERS = []
    make_run("nbkr", NOW - timedelta(hours=2))
    make_fixing("USD/KGS", day=date(2026, 5, 1), provider="nbkr")
    assert (of("nbkr").state[0], of("nbkr").expected) == ("good", None)


@pytest.mark.django_db
def test_provider_that_failed_the_last_time_is_down_and_says_why():
    well, trouble = make_run("nbkr", NOW - timedelta(hours=2)), failed()
    found = of("nbkr")
    assert (found.state[0], found.absence) == ("down", "down")
    assert (found.well, found.trouble) == (well, trouble)


@pytest.mark.django_db
def test_failure_of_a_past_day_or_of_a_file_is_no_absence():
    make_run("nbkr", NOW - timedelta(hours=2))
    make_fixing("USD/KGS", day=date(2026, 5, 21), provider="nbkr")
    past = failed(since=date(2020, 1, 1), until=date(2020, 1, 31))
    failed(file="saved.xml")
    assert (of("nbkr").state[0], of("nbkr").trouble) == ("good", past)


@pytest.mark.django_db
def test_refusal_is_told_and_is_no_absence():
    make_run("nbkr", problems=["NBKR: the row of XDR was left out."])
    found = of("nbkr")
    assert (found.state[0], found.absence, found.well) == ("refused", "", None)


@pytest.mark.django_db
def test_health_costs_five_queries_whatever_there_is(django_assert_num_queries):
    for number in range(30):
        make_run(["nbkr", "ecb", "nbt"][number % 3], NOW - timedelta(hours=number))
        make_fixing("USD/KGS", day=NOW.date() - timedelta(days=number), provider="nbkr")
    failed()
    with django_assert_num_queries(5):
        health()


# The page ----------------------------------------------------------------------------------


def test_page_shows_sources_and_runs(editor):
    run = failed()
    make_run("ecb", new=30, unchanged=1, held=2, doubts=["ECB: EUR/TRY is held."])
    page = editor.get(LIST).content.decode()
    for words in (SENTENCE, "30 new, 1 unchanged, 2 held", "5.0 s", "Fetch NBKR now", "is held."):
        assert words in page
    assert "12 more that nobody has asked yet" in page
    assert reverse("admin:tickers_run_change", args=[run.pk]) in page


def test_list_counts_its_runs(editor):
    make_run("nbkr")
    make_run("nbk")
    assert "2 runs<" in editor.get(LIST).content.decode()


def test_narrowed_list_is_of_runs_alone(editor):
    failed()
    make_run("ecb", new=30)
    for query, names in (
        ("?went=wrong", ["nbkr"]),
        ("?went=new", ["ecb"]),
        ("?went=held", []),
        ("?provider__exact=ecb", ["ecb"]),
    ):
        answer = editor.get(LIST + query)
        assert [run.provider for run in answer.context["cl"].result_list] == names
        assert "Fetch NBKR now" not in answer.content.decode()


def test_page_of_a_run_tells_all_of_it(editor):
    began = NOW - timedelta(hours=1)
    payload = make_payload(b"<a/>", "nbkr", at=began)
    run = make_run("nbkr", began, asked=2, problems=["Refused one."], doubts=["Odd one."])
    page = editor.get(reverse("admin:tickers_run_change", args=[run.pk])).content.decode()
    for words in ("the newest", "2 addresses asked", "Refused one.", "Odd one.", payload.url):
        assert words in page
    # By the newsroom's clock.
    assert "NBKR, 21 May 2026, 18:00: done" in page


def test_page_of_a_run_tells_once_why_it_failed(editor):
    run = make_run("nbkr", state="failed", error=SENTENCE, problems=[SENTENCE, "Another."])
    page = editor.get(reverse("admin:tickers_run_change", args=[run.pk])).content.decode()
    assert page.count(SENTENCE) == page.count("Another.") == 1


def test_list_costs_the_same_with_many_runs(editor, django_assert_num_queries):
    make_run()
    with django_assert_num_queries(11):
        editor.get(LIST)
    for number in range(60):
        make_run(["nbkr", "ecb"][number % 2], NOW - timedelta(hours=number + 2))
    with django_assert_num_queries(11):
        editor.get(LIST)


# Asking now --------------------------------------------------------------------------------


def fetch(client, name):
    answer = client.post(FETCH, {"provider": name})
    return " ".join(map(str, get_messages(answer.wsgi_request)))


def test_wish_is_kept_for_the_worker_and_the_page_goes_on(editor):
    said = fetch(editor, "nbkr")
    assert said == "The worker asks NBKR in a moment. This page tells of it."
    wish = FetchRequest.objects.get()
    assert (wish.provider, wish.by) == ("nbkr", editor.user)
    page = editor.get(LIST).content.decode()
    assert "Waits for the worker" in page
    assert "data-refresh" in page
    assert "Fetch NBKR now" not in page


def test_wish_that_nobody_takes_up_says_so(editor, time_machine):
    fetch(editor, "nbkr")
    assert of("nbkr").sentence == ""
    time_machine.move_to(NOW + timedelta(minutes=3), tick=False)
    assert of("nbkr").sentence == "Nobody has taken it up. Is the worker running?"


def test_second_wish_is_the_first(editor):
    fetch(editor, "nbkr")
    fetch(editor, "nbkr")
    assert FetchRequest.objects.count() == 1


@pytest.mark.parametrize("name", ["", "manual", "csv", "openexchangerates", "nonsense"])
def test_who_can_not_be_asked_is_refused(editor, name):
    assert fetch(editor, name).startswith("This provider can't be asked")
    assert not FetchRequest.objects.exists()


def test_provider_with_a_key_can_be_asked(editor, settings):
    settings.RATE_KEYS = {"openexchangerates": "abc"}
    assert fetch(editor, "openexchangerates").startswith("The worker asks")


def test_worker_takes_wishes_up_before_it_looks_at_the_clock(editor):
    fetch(editor, "nbt")
    assert rates.requested() == [PROVIDERS["nbt"]]

    def nobody_answers(url, **more):
        raise OSError(f"{url} did not answer.")

    failures = rates.take_turn(NOW, fetch=nobody_answers)
    assert failures[0].startswith("NBT: ")
    assert [run.provider for run in Run.objects.order_by("pk")] == ["nbt", "nbkr", "ecb"]
    assert not FetchRequest.objects.exists()


def test_provider_that_is_due_and_wanted_is_asked_once(editor):
    fetch(editor, "nbkr")

    def nobody_answers(url, **more):
        raise OSError("It did not answer.")

    rates.take_turn(NOW, fetch=nobody_answers)
    assert Run.objects.filter(provider="nbkr").count() == 1


# The desk's front page ---------------------------------------------------------------------


def test_front_page_says_what_is_held_and_who_is_absent(editor):
    make_fixing("USD/KGS", "107", NOW.date(), provider="nbkr", review="held")
    failed()
    page = editor.get(reverse("admin:index")).content.decode()
    assert ">1 fixing held</a>: readers don't see it until somebody has looked." in page
    assert "NBKR is down." in " ".join(page.split())


def test_front_page_is_silent_when_all_is_well(editor):
    make_run("nbkr", NOW - timedelta(hours=2))
    make_fixing("USD/KGS", day=date(2026, 5, 21), provider="nbkr")
    assert rates_trouble(editor.user) is None
    assert "rates-health" not in editor.get(reverse("admin:index")).content.decode()


def test_front_page_leaves_reporters_in_peace(reporter):
    failed()
    assert "rates-health" not in reporter.get(reverse("admin:index")).content.decode()

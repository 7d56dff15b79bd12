"""Pairs at the desk: whose rate each is, in what order, how it is written, and what was shown."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_currency, make_fixing, make_pair
from tickers.models import CurrencyPair, Fixing

LIST = reverse("admin:tickers_currencypair_changelist")
SHOWN = reverse("admin:tickers_currencypair_shown")
TODAY = date(2026, 5, 22)


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(datetime(2026, 5, 22, 6, tzinfo=timezone.get_default_timezone()))


@pytest.fixture
def dollar(db):
    """USD/KGS, which two banks and a person have."""
    make_fixing("USD/KGS", "87.4500", TODAY, provider="nbkr")
    make_fixing("USD/KGS", "87.3000", TODAY - timedelta(days=1), provider="nbkr")
    make_fixing("USD/KGS", "88.1", TODAY, provider="csv")
    make_fixing("EUR/KGS", "101.5", TODAY, provider="ecb")
    return make_pair("USD/KGS")


def page_of(pair):
    return reverse("admin:tickers_currencypair_change", args=[pair.pk])


def words(answer):
    return " ".join(answer.content.decode().split())


def preview(client, pair, **post):
    address = reverse("admin:tickers_currencypair_preview", args=[pair.pk])
    return client.post(address, {"is_active": "on"} | post)


def test_page_says_whose_rate_it_is_and_who_is_next(editor, dollar):
    page = words(editor.get(page_of(dollar)))
    assert "<strong>Now:</strong> NBKR, 22 May 2026: 1 USD = 87.4500 KGS" in page
    assert "USD/KGS = 87.45000" in page
    assert "<li>CSV file, 22 May 2026: 1 USD = 88.1 KGS</li>" in page
    assert "The last year, 2 fixings; high" in page
    assert '<title id="chart-title">1 USD in KGS, 21 May 2026 to 22 May 2026</title>' in page
    assert "in the table beneath" not in page
    assert '<a href="/markets/usd-kgs/">All that is known, as readers see it</a>' in page


def test_pair_that_nobody_has_says_so(editor):
    assert "Nobody has this pair" in words(editor.get(page_of(make_pair("XAU/TMT"))))


def test_last_in_line_is_told(editor, dollar):
    dollar.providers = ["csv"]
    dollar.save()
    page = words(editor.get(page_of(dollar)))
    assert "nobody. If CSV file fails, its last rate stays." in page


def test_order_is_kept_as_it_was_sent(editor, dollar):
    post = {"providers": ["csv", "", "nbkr", ""], "kind": "market", "is_active": "on"}
    assert editor.post(page_of(dollar), post | {"decimals": 2}).status_code == 302
    dollar.refresh_from_db()
    assert (dollar.providers, dollar.kind, dollar.decimals) == (["csv", "nbkr"], "market", 2)
    page = words(editor.get(page_of(dollar)))
    assert page.index('value="csv" selected') < page.index('value="nbkr" selected')
    editor.post(page_of(dollar), {"is_active": "on"})
    dollar.refresh_from_db()
    assert (dollar.providers, dollar.kind, dollar.decimals) == ([], "", None)


@pytest.mark.parametrize(
    ("providers", "sentence"),
    [
        (["csv", "csv"], "“csv” stands in the order of providers twice. Name it once."),
        (["moon"], "No provider has the name “moon”. Known are nbkr, nbk, "),
    ],
)
def test_order_that_can_not_be_is_refused(editor, dollar, providers, sentence):
    answer = editor.post(page_of(dollar), {"providers": providers, "is_active": "on"})
    (error,) = answer.context["adminform"].form.errors["providers"]
    assert error.startswith(sentence)
    assert preview(editor, dollar, providers=providers).status_code == 422


def test_preview_tells_what_the_order_would_make_and_keeps_nothing(editor, dollar):
    answer = preview(editor, dollar, providers=["csv", "nbkr"], decimals="1", kind="market")
    page = words(answer)
    assert "<strong>Now:</strong> CSV file, 22 May 2026: 1 USD = 88.1 KGS" in page
    assert "USD/KGS = 88.10</span>" in page
    assert "market rate" in page
    assert "<li>NBKR, 22 May 2026: 1 USD = 87.4500 KGS</li>" in page
    dollar.refresh_from_db()
    assert dollar.providers == []


def test_preview_of_a_new_pair(editor, dollar):
    address = reverse("admin:tickers_currencypair_add_preview")
    post = {"base": make_currency("KGS").pk, "quote": make_currency("USD").pk, "is_active": "on"}
    assert "NBKR, 22 May 2026: 1 USD = 87.4500 KGS" in words(editor.post(address, post))
    assert editor.post(address, post | {"base": ""}).status_code == 422
    assert CurrencyPair.objects.count() == 1


def test_currencies_of_a_pair_stay(editor, dollar):
    editor.post(page_of(dollar), {"base": make_currency("EUR").pk, "is_active": "on"})
    dollar.refresh_from_db()
    assert str(dollar) == "USD/KGS"


def test_new_pair_comes_last(editor, dollar):
    CurrencyPair.objects.update(position=7)
    post = {"base": make_currency("EUR").pk, "quote": make_currency("KGS").pk, "is_active": "on"}
    editor.post(reverse("admin:tickers_currencypair_add"), post)
    assert CurrencyPair.objects.get(base__code="EUR").position == 8


def test_pairs_are_arranged_and_put_away_in_the_list(editor, dollar):
    other = make_pair("EUR/KGS")
    assert "NBKR, 22 May 2026: 1 USD = 87.4500 KGS" in words(editor.get(LIST))
    post = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "1"}
    post |= {"form-0-id": dollar.pk, "form-0-position": 1, "form-0-is_active": "on"}
    post |= {"form-1-id": other.pk, "form-1-position": 0}
    assert editor.post(LIST, post).status_code == 302
    rows = list(CurrencyPair.objects.values_list("base__code", "is_active"))
    assert rows == [("EUR", False), ("USD", True)]


def test_list_costs_the_same_with_many_pairs(editor, dollar, django_assert_num_queries):
    with django_assert_num_queries(7):
        editor.get(LIST)
    for code in ("EUR", "KZT", "RUB", "TJS", "UZS", "TMT"):
        make_pair(f"KGS/{code}")
    with django_assert_num_queries(7):
        editor.get(LIST)


def test_page_of_a_pair_costs_the_same_with_a_long_history(
    editor, dollar, django_assert_max_num_queries
):
    for day in range(2, 60):
        make_fixing("USD/KGS", "87", TODAY - timedelta(days=day), provider="nbkr")
    with django_assert_max_num_queries(14):
        editor.get(page_of(dollar))


def test_code_of_a_currency_stays_and_its_name_is_changed(editor):
    som = make_currency("KGS")
    address = reverse("admin:tickers_currency_change", args=[som.pk])
    editor.post(address, {"code": "XXX", "name": "Kyrgyz som"})
    som.refresh_from_db()
    assert (som.code, som.name) == ("KGS", "Kyrgyz som")


# What did we show? -------------------------------------------------------------------------


def at(text):
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture
def corrected(dollar):
    """The rate of the 22nd came at four, and was corrected at half past five."""
    fixing = Fixing.objects.filter(provider="nbkr", date=TODAY)
    fixing.update(fetched_at=at("2026-05-20T16:00"), date=date(2026, 5, 20))
    make_fixing(
        "USD/KGS",
        "87.9",
        date(2026, 5, 20),
        provider="nbkr",
        revision=2,
        fetched_at=at("2026-05-20T17:30"),
    )
    Fixing.objects.exclude(date=date(2026, 5, 20)).delete()


@pytest.mark.parametrize(
    ("time", "rate"),
    [
        ("15:59", "Nobody had it."),
        ("16:00", "1 USD = 87.4500 KGS"),
        ("17:29", "1 USD = 87.4500 KGS"),
        ("17:30", "1 USD = 87.9 KGS"),
        ("", "1 USD = 87.9 KGS"),
    ],
)
def test_what_was_shown_at_a_moment(editor, corrected, time, rate):
    assert rate in words(editor.get(SHOWN, {"day": "2026-05-20", "time": time}))


def test_rate_by_hand_is_marked_so_in_what_was_shown(editor, corrected):
    make_fixing(
        "USD/KGS",
        "90",
        date(2026, 5, 21),
        provider="manual",
        reason="The page is down",
        fetched_at=at("2026-05-21T09:00"),
    )
    page = words(editor.get(SHOWN, {"day": "2026-05-21", "time": "10:00"}))
    assert "entered by hand" in page
    assert "The page is down" in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"day": ""}, "Choose a day."),
        ({"day": "12 March"}, "Write the day as 2026-03-12."),
        ({"day": "2027-01-01"}, "Choose a day from 1990 until today."),
        ({"day": "0001-01-01"}, "Choose a day from 1990 until today."),
        ({"day": "2026-05-20", "time": "noon"}, "Write the time as 14:30."),
    ],
)
def test_moment_that_can_not_be_is_refused(editor, corrected, asked, sentence):
    answer = editor.get(SHOWN, asked)
    assert answer.status_code == 200
    assert sentence in words(answer)
    assert answer.context["rows"] is None


def test_nothing_is_asked_before_a_day_is_chosen(editor, corrected):
    page = words(editor.get(SHOWN))
    assert "Choose a day." not in page
    assert "<table" not in page

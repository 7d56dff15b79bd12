"""The desk's pages for rates: append-only fixings, and tickers arranged with a preview."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_currency,
    make_fixing,
    make_pair,
    make_ticker,
    make_user,
)
from tickers.models import Currency, Fixing, Ticker

ADD_FIXING = "/admin/tickers/fixing/add/"
ADD_TICKER = "/admin/tickers/ticker/add/"


def fixing_post(**overrides):
    base, quote = make_currency("USD"), make_currency("TMT")
    values = {"base": base.pk, "quote": quote.pk, "nominal": 1, "value": "3.5"}
    values["reason"] = "The bank's page is down"
    return values | {"date": timezone.localdate().isoformat()} | overrides


def test_fixing_by_hand_names_its_provider(chief):
    assert chief.post(ADD_FIXING, fixing_post()).status_code == 302
    fixing = Fixing.objects.get()
    assert (fixing.provider, fixing.value, fixing.revision) == ("manual", Decimal("3.5"), 1)


def test_correction_by_hand_is_the_next_revision(chief):
    chief.post(ADD_FIXING, fixing_post())
    chief.post(ADD_FIXING, fixing_post(value="3.51"))
    assert [(row.value, row.revision) for row in Fixing.objects.all()] == [
        (Decimal("3.51"), 2),
        (Decimal("3.5"), 1),
    ]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"value": "0"}, "__all__", "A rate is greater than zero."),
        ({"value": "much"}, "value", "Enter a number."),
        ({"nominal": "0"}, "nominal", "Ensure this value is greater than or equal to 1."),
        (
            {"nominal": "9" * 11},
            "nominal",
            "Ensure this value is less than or equal to",
        ),
        ({"date": "9999-12-31"}, "date", "A fixing is of a day between 1990 and "),
        ({"date": "0001-01-01"}, "date", "A fixing is of a day between 1990 and "),
        ({"date": "31 February"}, "date", "Enter a valid date."),
        ({"base": ""}, "base", "This field is required."),
        ({"base": "x"}, "base", "Select a valid choice."),
    ],
)
def test_fixing_that_can_not_be_is_refused_with_a_sentence(chief, typed, field, sentence):
    response = chief.post(ADD_FIXING, fixing_post(**typed))
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert list(errors) == [field]
    assert errors[field][0].startswith(sentence)
    assert not Fixing.objects.exists()


def test_fixing_of_one_currency_in_itself_is_refused(chief):
    response = chief.post(ADD_FIXING, fixing_post(quote=make_currency("USD").pk))
    assert "Choose two different currencies." in response.content.decode()


def test_same_fixing_again_is_said_and_not_stored(chief):
    chief.post(ADD_FIXING, fixing_post())
    response = chief.post(ADD_FIXING, fixing_post())
    assert "This rate of that day is there already" in response.content.decode()
    assert Fixing.objects.count() == 1


def test_fixing_for_the_next_working_day_is_taken(chief):
    ahead = timezone.localdate() + timedelta(days=3)
    assert chief.post(ADD_FIXING, fixing_post(date=ahead.isoformat())).status_code == 302


def test_nobody_changes_a_fixing(chief):
    fixing = make_fixing()
    address = reverse("admin:tickers_fixing_change", args=[fixing.pk])
    assert chief.get(address).status_code == 200
    assert chief.post(address, fixing_post()).status_code == 403


def test_currency_in_use_is_not_deleted_and_says_how_much(chief, django_assert_max_num_queries):
    pair = make_pair("USD/KGS")
    for day in (1, 2, 3):
        make_fixing("USD/KGS", "87", date(2026, 5, day))
    address = reverse("admin:tickers_currency_delete", args=[pair.base_id])
    with django_assert_max_num_queries(10):
        page = chief.get(address).content.decode()
    assert "1 currency pair" in page
    assert "3 fixings" in page
    assert "1 USD = 87 KGS" not in page
    chief.post(address, {"post": "yes"})
    assert Currency.objects.filter(code="USD").exists()


def test_only_the_chief_deletes_a_fixing(client, editor):
    address = reverse("admin:tickers_fixing_delete", args=[make_fixing().pk])
    assert editor.post(address, {"post": "yes"}).status_code == 403
    client.force_login(make_user(role="Chief"))
    client.post(address, {"post": "yes"})
    assert not Fixing.objects.exists()


def ticker_post(*pairs, **overrides):
    post = {"name": "Masthead", "slug": "", "placement": "masthead", "motion": "static"}
    post |= {"is_active": "on", "items-TOTAL_FORMS": len(pairs), "items-INITIAL_FORMS": 0}
    for number, pair in enumerate(pairs):
        post |= {f"items-{number}-pair": make_pair(pair).pk, f"items-{number}-position": number}
    return post | overrides


def test_ticker_is_arranged_in_order(editor):
    editor.post(ADD_TICKER, ticker_post("KZT/USD", "KGS/USD"))
    items = Ticker.objects.get().items.all()
    assert [str(item) for item in items] == ["KZT/USD", "KGS/USD"]


def test_pair_twice_in_a_ticker_is_refused(editor):
    response = editor.post(ADD_TICKER, ticker_post("KGS/USD", "KGS/USD"))
    assert response.status_code == 200
    assert not Ticker.objects.exists()


def test_ticker_page_shows_it_as_readers_see_it(editor):
    make_fixing("USD/KGS", "80")
    ticker = make_ticker("KGS/USD")
    page = editor.get(reverse("admin:tickers_ticker_change", args=[ticker.pk])).content.decode()
    assert "0.01250" in page


def test_ticker_without_a_rate_says_so(editor):
    ticker = make_ticker("KGS/USD")
    page = editor.get(reverse("admin:tickers_ticker_change", args=[ticker.pk])).content.decode()
    assert "No pair of this ticker has a rate yet." in page


def test_preview_draws_what_is_typed_and_keeps_nothing(editor):
    make_fixing("USD/KGS", "80")
    ticker = make_ticker(name="Before")
    address = reverse("admin:tickers_ticker_preview", args=[ticker.pk])
    post = ticker_post("KGS/USD", name="After", slug="after") | {"items-0-label": "Som"}
    response = editor.post(address, post)
    assert response.status_code == 200
    assert "Som" in response.content.decode()
    ticker.refresh_from_db()
    assert (ticker.name, ticker.items.count()) == ("Before", 0)


def test_preview_of_a_new_ticker_keeps_nothing(editor):
    make_fixing("USD/KGS", "80")
    response = editor.post(reverse("admin:tickers_ticker_add_preview"), ticker_post("KGS/USD"))
    assert "0.01250" in response.content.decode()
    assert not Ticker.objects.exists()


def test_preview_of_what_can_not_be_saved_says_so(editor):
    address = reverse("admin:tickers_ticker_add_preview")
    response = editor.post(address, ticker_post("KGS/USD", name=""))
    assert response.status_code == 422
    assert response.content == b"Correct the form to see the ticker."


def test_preview_asks_for_the_permission(client, db):
    client.force_login(make_user(role="Reporter"))
    ticker = make_ticker()
    preview = reverse("admin:tickers_ticker_preview", args=[ticker.pk])
    assert client.post(preview, ticker_post()).status_code == 403
    assert client.post(reverse("admin:tickers_ticker_add_preview"), {}).status_code == 403
    client.force_login(make_user(role="Editor"))
    assert client.get(preview).status_code == 405


def test_ticker_page_costs_no_query_per_pair(editor, django_assert_max_num_queries):
    pairs = [f"{code}/USD" for code in ("KGS", "KZT", "TJS", "UZS", "TMT", "EUR", "RUB")]
    ticker = make_ticker("KGS/USD")
    for pair in pairs:
        make_pair(pair)
    with django_assert_max_num_queries(12):
        editor.get(reverse("admin:tickers_ticker_change", args=[ticker.pk]))

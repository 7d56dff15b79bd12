"""Rates for programs: what is told, what is refused, and with which headers."""

import csv
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.test import Client

from tests.factories import make_fixing, make_pair, make_ticker
from tickers.models import CurrencyPair
from tickers.views.api import AMOUNT_KEYS, KEYS

pytestmark = pytest.mark.django_db
PAIR, ALL = "/api/v1/rates/usd-kgs/", "/api/v1/rates/"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-05-22T20:00:00+06:00")


@pytest.fixture
def fixings():
    for day, value in ((20, "87.3000"), (21, "87.2000"), (22, "87.4500")):
        at = datetime(2026, 5, day, 10, 12, 30, tzinfo=UTC)
        make_fixing("USD/KGS", value, at.date(), provider="nbkr", fetched_at=at)


def told(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    return response.json()


def rows(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(response.content.decode(), newline="")))


def test_newest_rate_is_told_with_all_that_is_known_of_it(client, fixings):
    assert told(client, PAIR) == {
        "base": "USD",
        "quote": "KGS",
        "value": "87.45",
        "date": "2026-05-22",
        "provider": "nbkr",
        "source": "National Bank of the Kyrgyz Republic",
        "fetched_at": "2026-05-22T10:12:30+00:00",
        "nominal": 1,
        "state": "fresh",
        "kind": "official",
        "previous": "87.2",
        "previous_date": "2026-05-21",
        "change": "0.25",
        "percent": "0.29",
        "inverse": str(1 / Decimal("87.45")),
        "path": "NBKR, 22 May 2026: 1 USD = 87.4500 KGS",
        "reason": "",
        "url": "http://testserver/markets/usd-kgs/?date=2026-05-22",
    }


def test_rate_of_a_day_is_the_newest_on_or_before_it(client, fixings):
    found = told(client, f"{PAIR}?date=2026-05-21")
    assert (found["date"], found["value"], found["change"]) == ("2026-05-21", "87.2", "-0.1")
    make_fixing("USD/KGS", "86.0000", date(2026, 5, 15), provider="nbkr")
    found = told(client, f"{PAIR}?date=2026-05-17")
    assert (found["date"], found["state"], found["previous"]) == ("2026-05-15", "weekend", None)


def test_value_is_that_of_one_unit_whatever_the_nominal(client):
    make_fixing("UZS/KGS", "72.1000", date(2026, 5, 22), provider="nbkr", nominal=10000)
    found = told(client, "/api/v1/rates/uzs-kgs/")
    assert (found["value"], found["nominal"]) == ("0.00721", 10000)


def test_inverse_and_cross_are_told(client, fixings):
    make_fixing("EUR/KGS", "99.0000", date(2026, 5, 22), provider="nbkr")
    assert Decimal(told(client, "/api/v1/rates/kgs-usd/")["value"]) == 1 / Decimal("87.45")
    crossed = told(client, "/api/v1/rates/eur-usd/")
    assert Decimal(crossed["value"]) == Decimal("99") / Decimal("87.45")
    assert "1 EUR = 99.0000 KGS and 1 USD = 87.4500 KGS" in crossed["path"]


def test_codes_are_read_in_either_case(client, fixings):
    assert told(client, "/api/v1/rates/USD-KGS/") == told(client, PAIR)


def test_order_of_sources_of_a_pair_is_respected_for_its_inverse_too(client, fixings):
    make_fixing("USD/KGS", "90.0000", date(2026, 5, 22), provider="csv")
    CurrencyPair.objects.filter(pk=make_pair("KGS/USD").pk).update(providers=["csv"], kind="market")
    found = told(client, PAIR)
    assert (found["provider"], found["kind"]) == ("csv", "market")
    CurrencyPair.objects.filter(pk=make_pair("USD/KGS").pk).update(providers=["nbkr"])
    assert told(client, PAIR)["provider"] == "nbkr"
    assert told(client, "/api/v1/rates/kgs-usd/")["provider"] == "csv"


def test_rate_entered_by_hand_tells_why(client):
    make_fixing("USD/KGS", "87", date(2026, 5, 22), provider="manual", reason="The bank is away.")
    found = told(client, PAIR)
    assert (found["provider"], found["reason"]) == ("manual", "The bank is away.")


def test_unchanged_rate_has_no_minus(client):
    for day in (21, 22):
        make_fixing("USD/TMT", "3.5", date(2026, 5, day), provider="cbt")
    found = told(client, "/api/v1/rates/usd-tmt/")
    assert (found["change"], found["percent"]) == ("0", "0.00")


def test_amount_comes_with_a_citation(client, fixings):
    found = told(client, f"{PAIR}?amount=1,000&date=2026-05-21")
    assert (found["amount"], found["worth"]) == ("1000", "87200")
    assert found["citation"] == "87\N{NARROW NO-BREAK SPACE}200.00 KGS (NBKR, 21 May 2026)"
    assert found["address"] == "/markets/usd-kgs/?date=2026-05-21&amount=1000&source=nbkr"
    assert told(client, f"{PAIR}?amount=1")["citation"] == "87.45 KGS (NBKR, 22 May 2026)"


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("usd-xxx/", 404, "Nobody is known to have a rate of USD in XXX."),
        ("usd-usd/", 404, "“usd-usd” is one currency twice."),
        ("usd-kgs/?date=1999-01-01", 404, "No rate of USD in KGS is known before 20 May 2026."),
        ("x" * 500 + "/", 404, "“" + "x" * 40 + "” is no pair of currencies."),
        ("usd/", 404, "“usd” is no pair of currencies. Write two ISO codes with a hyphen"),
        ("usd-kgs-eur/", 404, "“usd-kgs-eur” is no pair"),
        ("usd-xxx.csv", 404, "Nobody is known to have a rate of USD in XXX."),
        ("usd-xxx/?from=2026-01-01", 404, "Nobody is known to have a rate of USD in XXX."),
        ("usd-kgs/?date=yesterday", 400, "“yesterday” is no day for “date”."),
        ("usd-kgs/?date=2026-02-30", 400, "“2026-02-30” is no day"),
        ("usd-kgs/?date=20260312", 400, "“20260312” is no day"),
        ("usd-kgs/?date=2026-05-22%00", 400, "is no day"),
        ("usd-kgs/?date=2026-05-24", 400, "24 May 2026 is to come"),
        ("usd-kgs/?date=9999-12-31", 400, "31 December 9999 is to come"),
        ("usd-kgs/?date=0001-01-01", 400, "Nothing is known before 1 January 1900."),
        ("usd-kgs/?from=2026-05-01&to=2026-04-01", 400, "1 April 2026 is before 1 May 2026."),
        ("usd-kgs/?from=2010-01-01", 400, "more than 3660 days"),
        ("usd-kgs/?to=2026-05-01", 400, "The first day is missing."),
        ("usd-kgs/?from=soon", 400, "“soon” is no day for “from”."),
        ("usd-kgs/?from=2026-05-01&date=2026-05-01", 400, "Ask for one “date”"),
        ("usd-kgs/?format=xml", 400, "“xml” is no format for rates. Known are json and csv."),
        ("usd-kgs/?amount=ten", 400, "“ten” is no amount."),
        ("?date=x", 400, "“x” is no day"),
        ("?format=xml", 400, "“xml” is no format"),
    ],
)
def test_refusal_is_a_sentence_in_json(client, fixings, address, status, sentence):
    response = client.get(ALL + address)
    assert response.status_code == status
    assert sentence in response.json()["error"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-store"


def test_tomorrow_may_be_asked_for_as_banks_publish_ahead(client, fixings):
    make_fixing("USD/KGS", "88.0000", date(2026, 5, 23), provider="nbkr")
    assert told(client, PAIR)["value"] == "87.45"
    assert told(client, f"{PAIR}?date=2026-05-23")["value"] == "88"


def test_empty_parameters_are_none(client, fixings):
    assert told(client, f"{PAIR}?date=&from=&to=&amount=&format=") == told(client, PAIR)


def test_series_has_each_fixing_between_two_days(client, fixings):
    found = told(client, f"{PAIR}?from=2026-05-21&to=2026-05-22")
    assert found == {
        "base": "USD",
        "quote": "KGS",
        "from": "2026-05-21",
        "to": "2026-05-22",
        "rates": [
            {"date": "2026-05-21", "value": "87.2", "provider": "nbkr"},
            {"date": "2026-05-22", "value": "87.45", "provider": "nbkr"},
        ],
    }
    assert told(client, f"{PAIR}?from=2026-05-21")["to"] == "2026-05-22"
    assert told(client, f"{PAIR}?from=2026-01-01&to=2026-01-31")["rates"] == []


def test_all_pairs_are_those_that_readers_are_shown(client, fixings):
    make_pair("USD/KGS")
    make_pair("KGS/USD")
    make_pair("USD/XAU")
    CurrencyPair.objects.filter(pk=make_pair("USD/KZT").pk).update(is_active=False)
    found = told(client, ALL)["rates"]
    assert [(it["base"], it["quote"]) for it in found] == [("KGS", "USD"), ("USD", "KGS")]
    assert found[1] == told(client, PAIR)
    assert told(client, f"{ALL}?date=2026-05-20")["rates"][1]["value"] == "87.3"
    assert told(client, f"{ALL}?date=1990-05-20") == {"rates": []}


def test_csv_has_the_same_figures(client, fixings):
    make_pair("USD/KGS")
    (one,) = rows(client, "/api/v1/rates/usd-kgs.csv")
    same = {key: "" if it is None else str(it) for key, it in told(client, PAIR).items()}
    assert one == same
    assert rows(client, f"{PAIR}?format=csv") == [one]
    assert rows(client, "/api/v1/rates.csv") == [one]
    series = rows(client, "/api/v1/rates/usd-kgs.csv?from=2026-05-20")
    assert [row["value"] for row in series] == ["87.3", "87.2", "87.45"]
    assert list(series[0]) == ["base", "quote", "date", "value", "provider"]
    assert rows(client, "/api/v1/rates/usd-kgs.csv?from=2026-01-01&to=2026-01-02") == []


@pytest.mark.parametrize("kept_for", [0, 300])
@pytest.mark.parametrize("address", [PAIR, ALL, f"{PAIR}?format=csv", f"{PAIR}?from=2026-05-20"])
def test_answer_is_good_for_a_minute_and_then_asked_for_by_its_tag(
    client, settings, fixings, address, kept_for
):
    settings.PAGE_CACHE_SECONDS = kept_for
    for response in (client.get(address), client.get(address)):
        assert response["Cache-Control"] == "public, max-age=60"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304
        assert again.content == b""
        assert again["Cache-Control"] == "public, max-age=60"
        assert again["ETag"] == response["ETag"]


def test_kept_answer_changes_with_the_rate(
    client, settings, fixings, monkeypatch, django_assert_num_queries
):
    from newsroom.page_cache import watch

    settings.PAGE_CACHE_SECONDS = 300
    monkeypatch.setattr(watch, "APART", 0)
    client.get("/healthz")
    monkeypatch.setattr(watch, "EVERY", 60)
    client.get(PAIR)
    with django_assert_num_queries(0):
        assert client.get(f"{PAIR}?utm_source=x").json()["value"] == "87.45"
        # What is given twice is read as it is kept.
        assert client.get(f"{PAIR}?date=").json()["value"] == "87.45"
    monkeypatch.setattr(watch, "EVERY", 0)
    make_fixing("USD/KGS", "87.9000", date(2026, 5, 22), provider="nbkr", revision=2)
    assert client.get(PAIR).json()["value"] == "87.9"


def test_answers_cost_the_same_few_queries(client, fixings, django_assert_num_queries):
    for name in ("USD/KGS", "KGS/USD"):
        make_pair(name)
    with django_assert_num_queries(2):
        client.get(PAIR)
    with django_assert_num_queries(2):
        client.get(f"{PAIR}?date=2026-05-21&amount=10")
    with django_assert_num_queries(2):
        client.get(ALL)
    with django_assert_num_queries(3):
        client.get(f"{PAIR}?from=2026-05-21")


def test_only_reading_is_allowed():
    client = Client(enforce_csrf_checks=True)
    assert client.post(PAIR).status_code == 405
    assert client.post("/oembed/").status_code == 405
    assert client.head(PAIR).status_code == 404


def test_documentation_names_every_key_and_parameter(client, fixings):
    page = client.get("/api/docs").content.decode()
    assert page.count("<h1") == 1
    answer = told(client, f"{PAIR}?amount=2")
    assert set(answer) == {*KEYS, *AMOUNT_KEYS}
    for key in answer:
        assert f"<code>{key}</code>" in page
    for parameter in ("date=", "from=", "to=", "format=csv", "amount="):
        assert parameter in page
    for address in (PAIR, ALL, "/api/v1/rates.csv", "/api/v1/rates/usd-kgs.csv"):
        assert f"http://testserver{address}" in page


def test_documentation_names_frames_that_answer(client, fixings):
    make_ticker("USD/KGS", name="Rates", slug="rates")
    make_ticker("USD/KGS", name="Gone", slug="gone", is_active=False)
    page = client.get("/api/docs").content.decode()
    named = re.findall(r"http://testserver(/embed/[^<\s]+)", page)
    assert {"/embed/ticker/rates/", "/embed/converter/", "/embed/pair/usd-kgs.svg"} <= {*named}
    assert [client.get(address).status_code for address in named] == [200] * len(named)
    assert "/embed/ticker/gone/" not in page
    asked = re.search(r"http://testserver(/oembed/[^<]+)", page)[1]
    assert told(client, asked)["title"] == "USD/KGS"

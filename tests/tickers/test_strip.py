"""What a ticker shows: the newest fixing, the one before it, once a minute from the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import make_currency, make_fixing, make_pair, make_ticker
from tickers.models import CurrencyPair, Fixing, Ticker
from tickers.strip import strip_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-05-25T12:00:00+06:00")


@pytest.fixture(autouse=True)
def _committed(monkeypatch):
    """A test's transaction never commits: what waits for it happens at once."""
    monkeypatch.setattr("tickers.strip.transaction.on_commit", lambda act: act())


def the_rate():
    return strip_for("masthead").rates[0]


def test_strip_shows_the_newest_fixing_against_the_one_before():
    make_fixing("USD/KGS", "87.45", date(2026, 5, 22))
    make_fixing("USD/KGS", "87.30", date(2026, 5, 20))
    make_fixing("USD/KGS", "80.00", date(2026, 5, 19))
    make_ticker("KGS/USD")
    rate = the_rate()
    assert (rate.name, rate.value_text, rate.change_text) == ("KGS/USD", "0.01144", "−0.17%")
    assert (rate.rate.date, rate.stale) == (date(2026, 5, 22), False)


def test_strip_reads_a_fixing_of_the_pair_itself_too():
    make_fixing("KGS/USD", "1.144", date(2026, 5, 22), nominal=100, provider="imported")
    make_ticker("KGS/USD")
    assert the_rate().value_text == "0.01144"
    assert the_rate().rate.title == "Imported page"


def test_strip_compares_only_with_the_same_provider():
    make_fixing("USD/KGS", "87.45", date(2026, 5, 22), provider="nbkr")
    make_fixing("USD/KGS", "50.00", date(2026, 5, 21), provider="manual")
    make_ticker("KGS/USD")
    assert the_rate().change_text == ""


def test_strip_takes_the_last_correction():
    make_fixing("USD/KGS", "87.45", date(2026, 5, 22))
    make_fixing("USD/KGS", "90.00", date(2026, 5, 22), revision=2)
    make_ticker("KGS/USD")
    assert the_rate().value_text == "0.01111"


def test_strip_ignores_fixings_of_days_to_come():
    make_fixing("USD/KGS", "87.45", date(2026, 5, 22))
    make_fixing("USD/KGS", "10.00", date(2026, 5, 26))
    make_ticker("KGS/USD")
    assert the_rate().rate.date == date(2026, 5, 22)


def test_strip_keeps_the_last_good_fixing_and_says_that_it_is_stale():
    make_fixing("USD/KGS", "87.45", date(2026, 5, 20))
    make_ticker("KGS/USD")
    assert the_rate().stale


def test_strip_is_in_the_editors_order_and_leaves_out_pairs_without_fixings():
    make_fixing("USD/KGS", "87.45")
    make_fixing("USD/TJS", "9.2")
    make_ticker("TJS/USD", "UZS/USD", "KGS/USD")
    assert [rate.name for rate in strip_for("masthead").rates] == ["TJS/USD", "KGS/USD"]


def test_strip_is_none_without_an_active_ticker_or_fixings():
    assert strip_for("masthead") is None
    ticker = make_ticker("KGS/USD")
    assert strip_for("masthead") is None
    make_fixing("USD/KGS", "87.45")
    assert strip_for("masthead")
    ticker.is_active = False
    ticker.save()
    assert strip_for("masthead") is None
    assert strip_for("sidebar") is None


def test_strip_moves_when_editors_want_it():
    make_fixing("USD/KGS", "87.45")
    ticker = make_ticker("KGS/USD")
    assert strip_for("masthead").moves
    ticker.motion = Ticker.Motion.STATIC
    ticker.save()
    assert not strip_for("masthead").moves


@pytest.mark.parametrize("pairs", [["KGS/USD"], ["KGS/USD", "KZT/USD", "TJS/USD", "UZS/USD"]])
def test_strip_costs_one_query_and_then_none(pairs, django_assert_num_queries):
    for pair in pairs:
        make_fixing(f"USD/{pair[:3]}", "87.45")
    make_ticker(*pairs)
    with django_assert_num_queries(1):
        strip_for("masthead")
    with django_assert_num_queries(0):
        strip_for("masthead")


def test_new_fixing_is_shown_at_once():
    make_fixing("USD/KGS", "87.45", date(2026, 5, 21))
    make_ticker("KGS/USD")
    assert the_rate().value_text == "0.01144"
    record("87.00")
    assert the_rate().value_text == "0.01149"
    Fixing.objects.bulk_create(
        [
            Fixing(
                provider="nbkr",
                base=make_currency("USD"),
                quote=make_currency("KGS"),
                value=Decimal(80),
                date=date(2026, 5, 25),
            )
        ]
    )
    assert the_rate().value_text == "0.01250"


def record(value, day=date(2026, 5, 22), **overrides):
    values = {"provider": "nbkr", "base": "USD", "quote": "KGS"} | overrides
    return Fixing.objects.record(value=Decimal(value), date=day, **values)


def test_recording_the_same_fixing_again_writes_nothing():
    assert record("87.45")
    assert not record("87.4500")
    assert Fixing.objects.count() == 1


def test_recording_a_correction_adds_a_revision():
    record("87.45")
    assert record("87.50")
    assert list(Fixing.objects.values_list("revision", "value")) == [
        (2, Decimal("87.5")),
        (1, Decimal("87.45")),
    ]


def test_recording_an_unusable_fixing_is_refused():
    for wrong, sentence in (
        ({"value": "87.45", "base": "us"}, "three capital letters"),
        ({"value": "-1"}, "greater than zero"),
        ({"value": "0"}, "greater than zero"),
        ({"value": "1", "base": "KGS"}, "two different currencies"),
        ({"value": "NaN"}, "must be a decimal number"),
    ):
        with pytest.raises(ValidationError) as error:
            record(**wrong)
        assert sentence in " ".join(error.value.messages)
    assert not Fixing.objects.exists()


def test_database_refuses_a_rate_of_nothing():
    fixing = make_fixing()
    with pytest.raises(IntegrityError), transaction.atomic():
        Fixing.objects.filter(pk=fixing.pk).update(value=0)


def test_pair_is_of_two_currencies_and_there_once():
    make_pair("KGS/USD")
    som, dollar = make_currency("KGS"), make_currency("USD")
    for base, quote, sentence in (
        (som, som, "two different currencies"),
        (som, dollar, "this pair already"),
    ):
        with pytest.raises(ValidationError) as error:
            CurrencyPair(base=base, quote=quote).full_clean()
        assert sentence in " ".join(error.value.messages)


def test_fixing_reads_as_a_sentence():
    assert str(make_fixing("USD/KGS", "87.45")) == "1 USD = 87.45 KGS, 2026-05-22"

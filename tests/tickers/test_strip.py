"""What a ticker shows: the newest fixing, the one before it, once a minute from the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories import make_currency, make_fixing, make_pair, make_ticker
from tickers.models import CurrencyPair, Fixing, Run, Ticker, TickerItem
from tickers.strip import drop, strip_for

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


def test_pair_that_is_alone_has_no_reason_to_move():
    make_fixing("USD/KGS", "87.45")
    ticker = make_ticker("KGS/USD")
    assert "ticker-switch" not in strip_for("masthead").html
    TickerItem.objects.create(ticker=ticker, pair=make_pair("USD/KGS"), position=1)
    drop()
    assert "ticker-switch" in strip_for("masthead").html


@pytest.mark.parametrize("pairs", [["KGS/USD"], ["KGS/USD", "KZT/USD", "TJS/USD", "UZS/USD"]])
def test_strip_costs_one_query_and_then_none(pairs, django_assert_num_queries):
    for pair in pairs:
        make_fixing(f"USD/{pair[:3]}", "87.45")
    make_ticker(*pairs)
    with django_assert_num_queries(1):
        strip_for("masthead")
    with django_assert_num_queries(0):
        strip_for("masthead")


def test_strip_is_asked_without_a_blank():
    """PostgreSQL plans such a statement once."""
    make_fixing("USD/KGS", "87.45")
    make_ticker("KGS/USD")
    asked = []

    def note(execute, sql, params, many, context):
        asked.append(params)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        assert strip_for("masthead")
    assert asked == [None]


def test_strip_that_says_the_same_is_not_drawn_again():
    make_fixing("USD/KGS", "87.45", date(2026, 5, 22), provider="csv")
    make_ticker("KGS/USD")
    before = strip_for("masthead")
    make_fixing("USD/CNY", "7.1", provider="csv")
    assert strip_for("masthead") is before
    make_fixing("USD/KGS", "87.50", date(2026, 5, 23), provider="csv")
    assert strip_for("masthead") is not before


def test_placement_that_there_is_not_has_no_strip():
    make_ticker("KGS/USD")
    assert strip_for("the editor's %s") is None


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


def test_strip_says_what_is_not_fresh(time_machine):
    make_fixing("EUR/USD", "1.1", date(2026, 5, 22), provider="ecb")
    make_ticker("EUR/USD")
    said = {}
    for day in (22, 23, 26):
        time_machine.move_to(f"2026-05-{day}T22:00:00+06:00")
        drop()
        said[day] = (the_rate().rate.state, the_rate().state_text, the_rate().stale)
    assert said == {
        22: ("fresh", "", False),
        23: ("weekend", "of 22 May", False),
        26: ("stale", "stale, of 22 May", True),
    }
    Run.objects.create(provider="ecb", state="failed", began=timezone.now(), seen_at=timezone.now())
    drop()
    assert (the_rate().rate.state, the_rate().state_text) == ("down", "source down, of 22 May")
    assert '<span class="stale">source down, of 22 May</span>' in strip_for("masthead").html


def test_strip_says_of_which_year_an_old_rate_is(time_machine):
    make_fixing("EUR/USD", "1.1", date(2025, 12, 31), provider="ecb")
    make_ticker("EUR/USD")
    assert the_rate().state_text == "stale, of 31 December 2025"


def test_strip_says_what_was_entered_by_hand():
    make_fixing("USD/TMT", "3.5", provider="manual", reason="The official peg.")
    make_ticker("TMT/USD")
    html = strip_for("masthead").html
    assert '<span class="by-hand">by hand</span>' in html
    assert "official rate as of 22 May 2026, source: Entered by hand" in html


def test_strip_says_change_in_words_for_who_only_hears_it():
    make_fixing("USD/KGS", "87.45", date(2026, 5, 21))
    make_fixing("USD/KGS", "87.30", date(2026, 5, 22))
    make_fixing("USD/TMT", "3.5", date(2026, 5, 21))
    make_fixing("USD/TMT", "3.5", date(2026, 5, 22))
    make_ticker("KGS/USD", "TMT/USD")
    html = strip_for("masthead").html
    assert "(up 0.17 per cent, as of 22 May 2026, source: Invented for the demo)" in html
    assert "TMT/USD = 0.28571 0.00%" in html
    assert "(unchanged, as of" in html


def test_strip_leaves_out_pairs_that_are_not_active():
    make_fixing("USD/KGS", "87.45")
    make_fixing("USD/TMT", "3.5")
    make_ticker("KGS/USD", "TMT/USD")
    pair = CurrencyPair.objects.get(base__code="KGS")
    pair.is_active = False
    pair.save()
    assert [rate.name for rate in strip_for("masthead").rates] == ["TMT/USD"]


def test_strip_has_the_items_digits_or_the_pairs():
    make_fixing("USD/KGS", "87.45")
    ticker = make_ticker("USD/KGS", "KGS/USD")
    CurrencyPair.objects.update(decimals=2, significant_digits=2)
    assert [rate.value_text for rate in strip_for("masthead").rates] == ["87.45", "0.011"]
    ticker.items.update(decimals=4)
    drop()
    assert [rate.value_text for rate in strip_for("masthead").rates] == ["87.4500", "0.0114"]


def test_strip_follows_the_order_of_a_pairs_providers_and_its_label():
    make_fixing("USD/KGS", "80", provider="nbkr")
    make_fixing("USD/KGS", "100", provider="csv")
    make_ticker("KGS/USD")
    CurrencyPair.objects.update(providers=["csv", "nbkr"], kind="market")
    assert the_rate().value_text == "0.01000"
    assert "market rate as of" in the_rate().origin


def test_strip_shows_no_held_fixing():
    make_fixing("USD/KGS", "80", date(2026, 5, 21), provider="nbkr")
    make_fixing("USD/KGS", "800", date(2026, 5, 22), provider="nbkr", review="held")
    make_ticker("KGS/USD")
    assert the_rate().value_text == "0.01250"


def test_strip_with_crosses_costs_one_query_too(django_assert_num_queries):
    make_fixing("EUR/USD", "1.1", provider="ecb")
    make_fixing("EUR/CNY", "7.7", provider="ecb")
    make_fixing("USD/KGS", "80", provider="nbkr")
    make_ticker("USD/CNY", "KGS/USD", "EUR/USD")
    with django_assert_num_queries(1):
        strip = strip_for("masthead")
    assert [rate.value_text for rate in strip.rates] == ["7.00000", "0.01250", "1.10000"]


def test_strip_asks_once_more_where_the_banks_of_a_pair_have_ended_it():
    make_fixing("GBP/KGS", "100", date(2026, 1, 1), provider="nbkr")
    make_fixing("USD/KGS", "80", date(2026, 5, 22), provider="nbkr")
    make_fixing("EUR/GBP", "0.8", provider="ecb")
    make_fixing("EUR/KGS", "100", provider="ecb")
    make_ticker("GBP/KGS")
    assert the_rate().value_text == "125.00000"


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

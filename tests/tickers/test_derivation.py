"""The rate of a pair on a day: whose it is, by what way, of which day, and in what state."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_currency, make_fixing, make_pair
from tickers import derivation
from tickers.derivation import State
from tickers.models import CurrencyPair, Fixing, Run

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 5, 22)
MONDAY_NOON = "2026-05-25T12:00:00+06:00"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(MONDAY_NOON, tick=False)


def fix(provider, name, value, day=FRIDAY, **overrides):
    return make_fixing(name, value, day, provider=provider, **overrides)


def rate(name, day=None, **options):
    return derivation.rate(*name.split("/"), day, **options)


# Whose it is --------------------------------------------------------------------------------


def test_own_bank_of_the_quote_currency_comes_first():
    fix("nbkr", "USD/KGS", "87.4500", nominal=1)
    fix("nbk", "KGS/KZT", "5.43")
    fix("nbkr", "KZT/KGS", "0.1859")
    found = rate("USD/KGS")
    assert (found.value, found.provider) == (Decimal("87.45"), "nbkr")
    assert found.sentence == found.told == "NBKR, 22 May 2026: 1 USD = 87.4500 KGS"
    assert rate("KZT/KGS").provider == "nbkr"
    assert rate("KGS/KZT").provider == "nbk"


def test_own_bank_of_the_base_currency_is_turned_round():
    fix("nbkr", "USD/KGS", "80")
    found = rate("KGS/USD")
    assert (found.value, found.provider) == (Decimal("0.0125"), "nbkr")
    assert found.path[0].inverted
    assert found.inverse == 80


def test_nominal_is_divided_by():
    fix("cbu", "IDR/UZS", "7.15", nominal=10)
    fix("cbr", "UZS/RUB", "62.5000", nominal=10_000)
    assert rate("IDR/UZS").value == Decimal("0.715")
    assert rate("IDR/UZS").nominal == 10
    assert rate("UZS/RUB").value == Decimal("0.00625")
    assert rate("UZS/RUB").sentence == "CBR, 22 May 2026: 10000 UZS = 62.5000 RUB"
    assert rate("UZS/RUB").told == "CBR, 22 May 2026: 10\u202f000 UZS = 62.5000 RUB"


def test_ecb_is_the_bank_of_the_euro_and_quotes_the_other_way():
    fix("ecb", "EUR/USD", "1.25")
    assert rate("EUR/USD").value == Decimal("1.25")
    assert rate("USD/EUR").value == Decimal("0.8")
    assert rate("USD/EUR").provider == "ecb"


def test_cross_goes_through_the_home_currency_of_one_bank():
    fix("nbkr", "USD/KGS", "87.4500")
    fix("nbkr", "CNY/KGS", "128.707", nominal=10)
    found = rate("USD/CNY")
    assert found.value == Decimal("874.5") / Decimal("128.707")
    assert found.is_crossed
    assert found.nominal == 1
    assert found.sentence == "NBKR, 22 May 2026: 1 USD = 87.4500 KGS and 10 CNY = 128.707 KGS"


def test_cross_of_a_bank_that_quotes_the_other_way():
    fix("ecb", "EUR/USD", "1.1172")
    fix("ecb", "EUR/CNY", "7.4326")
    found = rate("USD/CNY")
    assert found.value == Decimal("7.4326") / Decimal("1.1172")
    assert [step.inverted for step in found.path] == [True, False]


def test_of_several_banks_that_could_be_crossed_the_ecb_is_first_and_then_the_order_of_all():
    for bank, home in (("cbr", "RUB"), ("nbk", "KZT"), ("nbkr", "KGS")):
        fix(bank, f"USD/{home}", "70")
        fix(bank, f"CNY/{home}", "10")
        assert rate("USD/CNY").provider == bank
    fix("ecb", "EUR/USD", "1")
    fix("ecb", "EUR/CNY", "7")
    assert rate("USD/CNY").provider == "ecb"


def test_cross_is_of_one_day_on_which_both_were_published():
    fix("nbkr", "USD/KGS", "87.4500")
    fix("nbkr", "USD/KGS", "87.0000", date(2026, 5, 16))
    fix("nbkr", "GBP/KGS", "117.4147", date(2026, 5, 16))
    found = rate("USD/GBP")
    assert (found.date, found.value) == (date(2026, 5, 16), Decimal(87) / Decimal("117.4147"))
    assert found.previous is None
    fix("nbkr", "GBP/KGS", "117", date(2026, 5, 9))
    fix("nbkr", "USD/KGS", "86", date(2026, 5, 9))
    assert rate("USD/GBP").previous_date == date(2026, 5, 9)
    assert rate("USD/GBP").previous == Decimal(86) / Decimal(117)


def test_two_banks_are_never_crossed_with_each_other():
    fix("nbkr", "USD/KGS", "87.45")
    fix("cbr", "CNY/RUB", "11")
    assert rate("USD/CNY") is None


def test_bank_with_the_pair_itself_is_asked_before_any_cross():
    fix("ecb", "EUR/KGS", "101")
    fix("ecb", "EUR/KZT", "550")
    fix("nbk", "KGS/KZT", "5.43")
    assert rate("KGS/KZT").provider == "nbk"


@pytest.mark.parametrize("provider", ["imported", "demo", "csv", "openexchangerates"])
def test_others_are_asked_where_no_bank_has_it(provider):
    fix(provider, "USD/KGS", "80")
    assert rate("KGS/USD").value == Decimal("0.0125")
    fix("nbkr", "USD/KGS", "100", date(2026, 5, 1))
    assert rate("KGS/USD").provider == "nbkr"


def test_of_the_others_the_newest_counts_and_of_one_day_the_first():
    fix("imported", "KGS/USD", "0.0115", date(2024, 5, 22))
    fix("demo", "USD/KGS", "80")
    assert rate("KGS/USD").provider == "demo"
    fix("csv", "USD/KGS", "81")
    assert rate("KGS/USD").provider == "csv"


def test_invented_rates_are_crossed_through_the_dollar():
    fix("demo", "USD/KGS", "80")
    fix("demo", "USD/KZT", "400")
    assert rate("KGS/KZT").value == 5


def test_what_was_entered_by_hand_counts_until_its_source_has_a_newer_one():
    fix("nbkr", "USD/KGS", "87", date(2026, 5, 21))
    fix("manual", "USD/KGS", "88", FRIDAY, reason="Published on the bank's door.")
    by_hand = rate("USD/KGS")
    assert (by_hand.value, by_hand.is_manual) == (88, True)
    assert by_hand.reason == "Published on the bank's door."
    assert by_hand.source == "Entered by hand"
    fix("nbkr", "USD/KGS", "87.5", date(2026, 5, 23))
    assert rate("USD/KGS").provider == "nbkr"
    assert rate("USD/KGS", FRIDAY).is_manual


def test_nobody_has_it():
    make_fixing("USD/KGS")
    assert rate("KGS/UZS") is None
    assert rate("XXX/YYY") is None


# An order of a pair's own -------------------------------------------------------------------


def pair(name, *providers, **overrides):
    found = make_pair(name)
    CurrencyPair.objects.filter(pk=found.pk).update(providers=list(providers), **overrides)
    return CurrencyPair.objects.select_related("base", "quote").get(pk=found.pk)


def test_pair_follows_its_own_order_and_falls_back():
    fix("nbkr", "USD/KGS", "87")
    fix("ecb", "EUR/USD", "1")
    fix("ecb", "EUR/KGS", "90")
    fix("openexchangerates", "USD/KGS", "88")
    wanted = ["cbr", "openexchangerates", "nbkr"]
    assert derivation.rates([pair("USD/KGS", *wanted)])[0].provider == "openexchangerates"
    assert derivation.rates([pair("USD/KGS", "cbr", "ecb")])[0].is_crossed
    assert derivation.rates([pair("USD/KGS", "cbr")]) == [None]
    assert derivation.rates([pair("USD/KGS")])[0].provider == "nbkr"


def test_manual_in_the_order_stands_where_it_is_named():
    fix("nbkr", "USD/KGS", "87", date(2026, 5, 23))
    fix("manual", "USD/KGS", "88")
    assert derivation.rates([pair("USD/KGS", "manual", "nbkr")])[0].is_manual
    assert not derivation.rates([pair("USD/KGS", "nbkr")])[0].is_manual


def test_kind_is_the_pairs_or_that_of_its_source():
    fix("nbkr", "USD/KGS", "87")
    fix("openexchangerates", "USD/UZS", "12000")
    assert (rate("USD/KGS").kind, rate("USD/UZS").kind) == ("official", "market")
    assert derivation.rates([pair("USD/KGS", kind="market")])[0].kind == "market"


@pytest.mark.parametrize(
    ("providers", "sentence"),
    [
        (["nbkr", "bank"], "No provider has the name “bank”"),
        (["nbkr", "nbkr"], "twice"),
        ("nbkr", "a list of their names"),
        ([1], "a list of their names"),
    ],
)
def test_order_names_providers_each_once(providers, sentence):
    base, quote = make_currency("KGS"), make_currency("USD")
    with pytest.raises(ValidationError) as error:
        CurrencyPair(base=base, quote=quote, providers=providers).full_clean()
    assert sentence in " ".join(error.value.messages)


# Of which day -------------------------------------------------------------------------------


def test_newest_fixing_on_or_before_the_day_counts():
    for day, value in ((20, "87.1"), (21, "87.2"), (26, "87.3")):
        fix("nbkr", "USD/KGS", value, date(2026, 5, day))
    assert rate("USD/KGS").value == Decimal("87.2")
    assert rate("USD/KGS", date(2026, 5, 20)).value == Decimal("87.1")
    assert rate("USD/KGS", date(2026, 5, 19)) is None


def test_change_is_against_the_published_fixing_before():
    fix("nbkr", "USD/KGS", "80", date(2026, 5, 15))
    fix("nbkr", "USD/KGS", "82")
    fix("cbr", "USD/RUB", "80", date(2026, 5, 21))
    found = rate("USD/KGS")
    assert (found.previous, found.previous_date) == (80, date(2026, 5, 15))
    assert (found.change, found.percent, found.direction) == (2, Decimal("2.50"), "up")
    assert rate("KGS/USD").percent == Decimal("-2.44")
    assert rate("KGS/USD").direction == "down"
    assert rate("USD/RUB").change is None
    assert rate("USD/RUB").direction == ""


def test_revision_replaces_and_is_no_fixing_before():
    fix("nbkr", "USD/KGS", "87", date(2026, 5, 21))
    fix("nbkr", "USD/KGS", "80")
    fix("nbkr", "USD/KGS", "88", revision=2)
    assert (rate("USD/KGS").value, rate("USD/KGS").previous) == (88, 87)


@pytest.mark.parametrize("review", ["held", "rejected"])
def test_held_and_rejected_fixings_are_never_used(review):
    fix("nbkr", "USD/KGS", "87", date(2026, 5, 21))
    fix("nbkr", "USD/KGS", "870", review=review)
    fix("nbkr", "CNY/KGS", "12", date(2026, 5, 21))
    fix("nbkr", "CNY/KGS", "120", review=review)
    assert rate("USD/KGS").value == 87
    assert rate("USD/CNY").date == date(2026, 5, 21)
    fix("nbkr", "USD/KGS", "88", revision=2)
    assert (rate("USD/KGS").value, rate("USD/KGS").previous) == (88, 87)


def test_bank_that_goes_on_without_a_currency_has_ended_it():
    fix("ecb", "EUR/RUB", "117.201", date(2022, 3, 1))
    fix("cbr", "EUR/RUB", "90", date(2022, 3, 31))
    fix("ecb", "EUR/USD", "1.1", date(2022, 3, 31))
    assert rate("RUB/EUR", date(2022, 3, 31)).provider == "ecb"
    fix("ecb", "EUR/USD", "1.1", date(2022, 4, 1))
    assert rate("RUB/EUR", date(2022, 3, 31)).provider == "ecb"
    assert rate("RUB/EUR", date(2022, 4, 1)).provider == "cbr"


def test_bank_that_is_silent_altogether_has_ended_nothing():
    fix("ecb", "EUR/RUB", "117.201", date(2022, 3, 1))
    fix("cbr", "EUR/RUB", "90", date(2022, 3, 31))
    assert rate("RUB/EUR").provider == "ecb"


def test_pair_that_its_banks_have_ended_is_crossed():
    fix("nbkr", "GBP/KGS", "100", date(2025, 1, 1))
    fix("nbkr", "USD/KGS", "87")
    assert rate("GBP/KGS") is None
    fix("ecb", "EUR/GBP", "0.8")
    fix("ecb", "EUR/KGS", "100")
    assert rate("GBP/KGS").value == 125


def test_dead_currency_is_told_in_its_successor():
    fix("ecb", "EUR/TRL", "1836200", date(2004, 12, 31))
    fix("ecb", "EUR/TRY", "1.8150", date(2005, 1, 3))
    new = rate("EUR/TRY", date(2005, 1, 3))
    assert (new.value, new.previous) == (Decimal("1.8150"), Decimal("1.8362"))
    old = rate("EUR/TRY", date(2005, 1, 2))
    assert old.value == Decimal("1.8362")
    assert old.sentence.endswith("1 EUR = 1836200 TRL, where 1000000 TRL are one of today's")
    assert rate("TRL/EUR", date(2004, 12, 31)).value == 1 / Decimal("1836200")


def test_dead_code_that_is_still_published_is_not_its_successor():
    fix("nbkr", "BYR/KGS", "0.35", date(2016, 7, 5), nominal=100)
    assert rate("BYN/KGS", date(2016, 7, 5)) is None
    assert rate("BYR/KGS", date(2016, 7, 5)).value == Decimal("0.0035")


def test_home_currency_of_a_bank_had_other_forms():
    fix("nbrb", "USD/BYR", "20000", date(2016, 6, 30))
    fix("nbrb", "EUR/BYR", "22000", date(2016, 6, 30))
    fix("nbrb", "UAH/BYR", "800", date(2016, 6, 30))
    assert rate("USD/BYN", date(2016, 6, 30)).value == 2
    assert rate("EUR/UAH", date(2016, 6, 30)).value == Decimal("27.5")


# What was shown at a moment -----------------------------------------------------------------


def test_what_was_shown_at_a_moment_is_what_was_known_then():
    noon = datetime(2026, 3, 12, 12, tzinfo=UTC)
    day, before = date(2026, 3, 12), date(2026, 3, 11)
    hour = timedelta(hours=1)
    fix("nbkr", "USD/KGS", "87", before, fetched_at=noon - 9 * hour)
    fix("nbkr", "USD/KGS", "88", day, fetched_at=noon - 2 * hour)
    fix("nbkr", "USD/KGS", "89", day, fetched_at=noon + hour, revision=2)
    held = fix("nbkr", "USD/KGS", "99", day, fetched_at=noon + 2 * hour, revision=3)
    approved = {"review": "approved", "reviewed_at": noon + 4 * hour}
    Fixing.objects.filter(pk=held.pk).update(**approved)

    def shown(hours):
        return rate("USD/KGS", moment=noon + hours * hour).value

    assert [shown(hours) for hours in (-3, 0, 1, 3, 4)] == [87, 88, 89, 89, 99]
    assert rate("USD/KGS", day).value == 99


# Its state ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("provider", "name", "newest", "now", "state"),
    [
        # Friday's rate on Saturday and on Sunday, and on Monday before it is time.
        ("ecb", "EUR/USD", "2026-05-22", "2026-05-22T20:00+02:00", State.FRESH),
        ("ecb", "EUR/USD", "2026-05-22", "2026-05-23T12:00+02:00", State.WEEKEND),
        ("ecb", "EUR/USD", "2026-05-22", "2026-05-24T12:00+02:00", State.WEEKEND),
        ("ecb", "EUR/USD", "2026-05-22", "2026-05-25T09:00+02:00", State.FRESH),
        ("ecb", "EUR/USD", "2026-05-22", "2026-05-25T19:30+02:00", State.STALE),
        ("ecb", "EUR/USD", "2026-05-21", "2026-05-23T12:00+02:00", State.STALE),
        # Thursday's over Easter.
        ("ecb", "EUR/USD", "2026-04-02", "2026-04-06T12:00+02:00", State.WEEKEND),
        # The rouble's of Saturday holds on Monday.
        ("cbr", "USD/RUB", "2026-05-23", "2026-05-25T12:00+03:00", State.WEEKEND),
        ("cbr", "USD/RUB", "2026-05-23", "2026-05-26T12:00+03:00", State.STALE),
        ("cbr", "USD/RUB", "2025-12-31", "2026-01-08T12:00+03:00", State.WEEKEND),
        # Nauryz.
        ("nbk", "USD/KZT", "2026-03-20", "2026-03-23T23:00+05:00", State.WEEKEND),
        # Of those that have no calendar, a long weekend.
        ("demo", "USD/KGS", "2026-05-21", "2026-05-25T12:00+06:00", State.FRESH),
        ("demo", "USD/KGS", "2026-05-20", "2026-05-25T12:00+06:00", State.STALE),
        # What a bank publishes once a week.
        ("nbkr", "GBP/KGS", "2026-05-16", "2026-05-22T23:00+06:00", State.FRESH),
        ("nbkr", "GBP/KGS", "2026-05-16", "2026-05-25T12:00+06:00", State.STALE),
    ],
)
def test_rate_is_stale_when_a_fixing_is_missed(time_machine, provider, name, newest, now, state):
    now = datetime.fromisoformat(now)
    time_machine.move_to(now, tick=False)
    fix(provider, name, "80", date.fromisoformat(newest))
    assert rate(name, now.date()).state == state


def run(state, began, **overrides):
    values = {"provider": "nbkr", "state": state, "seen_at": began, "ended": began}
    return Run.objects.create(began=began, **values | overrides)


def test_source_is_down_when_a_fixing_is_missed_and_the_last_run_failed():
    fix("nbkr", "USD/KGS", "80", date(2026, 5, 19))
    now = datetime.fromisoformat(MONDAY_NOON)
    assert rate("USD/KGS").state == State.STALE
    run("failed", now - timedelta(hours=2))
    assert rate("USD/KGS").state == State.DOWN
    run("done", now - timedelta(hours=1))
    assert rate("USD/KGS").state == State.STALE
    run("running", now)
    assert rate("USD/KGS").state == State.STALE


def test_failed_file_and_failed_past_say_nothing_of_the_source():
    fix("nbkr", "USD/KGS", "80", date(2026, 5, 19))
    now = datetime.fromisoformat(MONDAY_NOON)
    run("failed", now, file="daily.xml")
    run("failed", now, since=date(2020, 1, 1), until=date(2020, 1, 2))
    assert rate("USD/KGS").state == State.STALE


def test_source_that_fails_over_a_weekend_is_not_missed():
    fix("nbkr", "USD/KGS", "80", FRIDAY)
    run("failed", datetime.fromisoformat("2026-05-24T10:00+06:00"))
    assert rate("USD/KGS", date(2026, 5, 24)).state == State.WEEKEND


# How much it costs --------------------------------------------------------------------------


@pytest.mark.parametrize("codes", ["USD KGS", "USD EUR KGS KZT TJS UZS TMT RUB CNY"])
def test_any_number_of_pairs_is_one_question(codes, django_assert_num_queries):
    for code in ("USD", "EUR", "KZT", "CNY"):
        fix("nbkr", f"{code}/KGS", "87")
    codes = codes.split()
    pairs = [(base, quote) for base in codes for quote in codes if base != quote]
    with django_assert_num_queries(1):
        found = derivation.rates(pairs)
    assert len(found) == len(pairs)
    assert found[0].provider == "nbkr"


def test_pairs_that_banks_have_ended_are_one_question_more(django_assert_num_queries):
    for code in ("GBP", "USD"):
        fix("nbkr", f"{code}/KGS", "100", date(2025, 1, 1))
    fix("nbkr", "EUR/KGS", "87")
    with django_assert_num_queries(2):
        assert derivation.rates([("GBP", "KGS"), ("USD", "KGS")]) == [None, None]


def test_no_pair_is_no_question(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert derivation.rates([]) == []


# Who is next in line ------------------------------------------------------------------------


def in_line(name, **options):
    found = derivation.in_line(*name.split("/"), **options)
    return [(one.provider, one.is_crossed) for one in found]


@pytest.fixture
def many():
    """USD/KGS of two banks, of a feed and of a person; and crossed by two more banks."""
    fix("nbkr", "USD/KGS", "87.45")
    fix("csv", "USD/KGS", "88")
    for bank, home in (("nbk", "KZT"), ("cbr", "RUB")):
        fix(bank, f"USD/{home}", "500")
        fix(bank, f"KGS/{home}", "5")
    fix("manual", "USD/KGS", "90", FRIDAY - timedelta(days=3), reason="Before")


def test_sources_stand_in_the_order_in_which_they_are_asked(many):
    line = in_line("USD/KGS", most=9)
    assert line == [
        ("nbkr", False),
        ("nbk", True),
        ("cbr", True),
        ("csv", False),
        ("manual", False),
    ]
    assert in_line("USD/KGS", most=2) == line[:2]


def test_order_of_its_own_is_the_line(many):
    line = in_line("USD/KGS", providers=["csv", "cbr", "ecb", "nbkr"])
    assert line == [("csv", False), ("cbr", True), ("nbkr", False), ("manual", False)]


@pytest.mark.parametrize("name", ["USD/KGS", "KGS/USD", "KZT/KGS", "XAU/KGS"])
@pytest.mark.parametrize("providers", [(), ("cbr", "csv"), ("ecb",)])
def test_first_in_line_is_the_rate(many, name, providers):
    first, *_ = derivation.in_line(*name.split("/"), providers=providers) or [None]
    assert first == rate(name, providers=providers)

"""The rates of a pair over time: what `rate` says of each day, and what they say together."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from tests.factories import make_currency, make_fixing
from tickers import derivation
from tickers.derivation import history
from tickers.models import Fixing
from tickers.providers.record import FixingRecord

pytestmark = pytest.mark.django_db
FIRST = date(2016, 5, 2)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-05-25T12:00:00+06:00", tick=False)


def fix(provider, name, value, day, **overrides):
    return make_fixing(name, value, day, provider=provider, **overrides)


def after(days):
    return FIRST + timedelta(days=days)


def publish(provider, name, values, **overrides):
    """Fixings of a provider by the number of days after the first one."""
    for days, value in values.items():
        fix(provider, name, str(value), after(days), **overrides)


def facts(found):
    return [((point.date - FIRST).days, point.value, point.way.provider) for point in found]


def test_history_has_each_fixing_once_and_its_last_revision():
    publish("nbkr", "USD/KGS", {1: 68, 0: 67, 4: 70})
    publish("nbkr", "USD/KGS", {1: 69}, revision=2)
    publish("nbkr", "USD/KGS", {2: 700}, review="held")
    assert facts(history("USD", "KGS")) == [(0, 67, "nbkr"), (1, 69, "nbkr"), (4, 70, "nbkr")]


def test_history_turns_round_and_divides_by_the_nominal():
    publish("nbk", "UZS/KZT", {0: 4}, nominal=100)
    assert [point.value for point in history("UZS", "KZT")] == [Decimal("0.04")]
    assert [point.value for point in history("KZT", "UZS")] == [25]


@pytest.mark.parametrize("value", ["0.0000000001", "87.4500", "1000", "12204.55", "123456.0000001"])
@pytest.mark.parametrize("nominal", [1, 10_000])
def test_history_has_each_value_as_it_was_published(value, nominal):
    fix("nbkr", "USD/KGS", value, FIRST, nominal=nominal)
    assert history("USD", "KGS").days == [FIRST]
    assert history("USD", "KGS").values == [Decimal(value) / nominal]


def test_history_between_two_days():
    publish("nbkr", "USD/KGS", dict.fromkeys(range(10), 68))
    some = history("USD", "KGS", after(2), after(4))
    assert some.days == [after(2), after(3), after(4)]
    assert history("USD", "KGS").between(after(2), after(4)).days == some.days
    assert some.on(after(9)).date == after(4)
    assert some.on(after(1)) is None


def test_history_of_days_to_come_is_not_told():
    make_fixing("USD/KGS", "88", date(2026, 5, 26), provider="nbkr")
    assert len(history("USD", "KGS")) == 0


def test_history_of_nothing_is_empty():
    nothing = history("USD", "KGS")
    assert (nothing.high, nothing.low, nothing.average, nothing.months) == (None,) * 3 + ([],)
    assert not nothing
    assert nothing.sources == []


def test_cross_has_the_days_that_both_have():
    publish("ecb", "EUR/USD", {0: 1, 1: 2, 3: 4})
    publish("ecb", "EUR/CNY", {0: 7, 2: 8, 3: 8})
    assert facts(history("USD", "CNY")) == [(0, 7, "ecb"), (3, 2, "ecb")]
    assert history("USD", "CNY").sources == [("ecb", True)]


def test_history_goes_on_at_the_next_source_where_a_bank_has_ended_it():
    publish("ecb", "EUR/RUB", {0: 80, 60: 100})
    publish("ecb", "EUR/USD", dict.fromkeys(range(0, 100, 3), 1))
    publish("cbr", "EUR/RUB", {10: 81, 32: 82, 33: 83, 60: 99, 92: 101, 93: 102})
    found = facts(history("RUB", "EUR"))
    # The ECB's first fixing after 31 days without the rouble is of day 33.
    assert [(day, provider) for day, _, provider in found] == [
        (0, "ecb"),
        (33, "cbr"),
        (60, "ecb"),
        (93, "cbr"),
    ]


def test_history_before_the_first_fixing_is_the_next_sources():
    publish("nbkr", "USD/KGS", {5: 70})
    publish("imported", "KGS/USD", {0: "0.0125", 5: "0.02", 9: "0.02"})
    publish("demo", "USD/KGS", {0: 90, 1: 60})
    assert facts(history("USD", "KGS")) == [
        (0, 80, "imported"),
        (1, 60, "demo"),
        (5, 70, "nbkr"),
    ]


def test_what_was_entered_by_hand_is_a_point_of_its_day():
    publish("nbkr", "USD/KGS", {0: 70, 1: 71})
    publish("manual", "USD/KGS", {1: 75, 2: 76})
    assert facts(history("USD", "KGS")) == [(0, 70, "nbkr"), (1, 75, "manual"), (2, 76, "manual")]
    assert len(history("USD", "KGS", providers=["manual"])) == 2


@pytest.mark.parametrize("provider", ["manual", "csv"])
def test_of_a_pair_that_was_told_both_ways_round_the_way_that_is_asked_for_counts(provider):
    publish(provider, "USD/KGS", {0: 80})
    publish(provider, "KGS/USD", {0: "0.01"})
    for base, quote, value in (("USD", "KGS", 80), ("KGS", "USD", Decimal("0.01"))):
        assert facts(history(base, quote)) == [(0, value, provider)]
        assert derivation.rate(base, quote).value == value


def test_redenomination_is_one_history():
    publish("nbrb", "USD/BYR", {0: 20_000, 59: 21_000})
    publish("nbrb", "USD/BYN", {60: "2.05"})
    publish("nbkr", "BYR/KGS", {0: "35", 70: "34"}, nominal=10_000)
    assert [value for _, value, _ in facts(history("USD", "BYN"))] == [
        2,
        Decimal("2.1"),
        Decimal("2.05"),
    ]
    assert facts(history("BYN", "KGS")) == [(0, 35, "nbkr")]


# What they say together ---------------------------------------------------------------------


def test_statistics_of_all_and_of_each_month():
    publish("nbkr", "USD/KGS", {0: 70, 1: 68, 2: 75, 29: 72, 30: 71, 31: 73})
    found = history("USD", "KGS")
    assert (found.high.value, found.high.date) == (75, after(2))
    assert (found.low.value, found.low.date) == (68, after(1))
    assert found.average == Decimal("71.5")
    may, june = found.months
    assert (may.first, may.number, may.high, may.low, may.last) == (date(2016, 5, 1), 4, 75, 68, 72)
    assert may.average == Decimal("71.25")
    assert (june.first, june.number, june.average, june.last) == (date(2016, 6, 1), 2, 72, 73)


def test_months_go_over_the_end_of_a_year():
    make_fixing("USD/KGS", "1", date(2019, 12, 31), provider="nbkr")
    make_fixing("USD/KGS", "2", date(2020, 1, 1), provider="nbkr")
    assert [month.first for month in history("USD", "KGS").months] == [
        date(2019, 12, 1),
        date(2020, 1, 1),
    ]


# The same as a day's rate -------------------------------------------------------------------

WORLD = {
    "nbkr": ["USD/KGS", "EUR/KGS", "BYR/KGS", "BYN/KGS"],
    "nbrb": ["USD/BYR", "USD/BYN", "KGS/BYR", "KGS/BYN"],
    "ecb": ["EUR/USD", "EUR/KGS"],
    "manual": ["USD/KGS"],
    "demo": ["USD/KGS", "USD/BYN"],
    "csv": ["KGS/USD", "EUR/BYN"],
}


def make_world(seed):
    """So many fixings that each source begins, pauses and ends somewhere."""
    draw = Random(seed)  # noqa: S311 - rates, not secrets
    rows = []
    for provider, names in WORLD.items():
        for name in names:
            days = set()
            for _ in range(draw.randint(0, 3)):
                first = draw.randint(0, 120)
                days |= {first + step for step in range(draw.randint(1, 40)) if draw.random() < 0.6}
            for day in days:
                is_dead = after(day) >= date(2016, 7, 1)
                if ("BYN" in name and not is_dead) or (name.endswith("BYR") and is_dead):
                    continue
                for revision in range(1, draw.choice([2, 2, 2, 3, 4])):
                    review = draw.choice(["", "", "", "approved", "held", "rejected"])
                    value, nominal = draw.randint(1, 999), draw.choice([1, 1, 10, 100])
                    base, quote = map(make_currency, name.split("/"))
                    facts = {"date": after(day), "value": Decimal(value), "nominal": nominal}
                    facts |= {"revision": revision, "review": review, "provider": provider}
                    rows.append(Fixing(base=base, quote=quote, **facts))
    Fixing.objects.bulk_create(rows)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("name", "providers"),
    [
        ("USD/KGS", ()),
        ("EUR/USD", ()),
        ("BYN/KGS", ()),
        ("KGS/BYN", ("demo", "nbrb", "csv", "ecb")),
        ("EUR/BYN", ()),
    ],
)
def test_points_are_the_rates_of_their_days(seed, name, providers):
    make_world(seed)
    codes = name.split("/")
    points = {point.date: point for point in history(*codes, until=after(170), providers=providers)}
    new = {}
    for days in range(170):
        rate = derivation.rate(*codes, after(days), providers=providers)
        if rate and rate.date == after(days):
            new[rate.date] = rate
    assert points.keys() == new.keys()
    for day, rate in new.items():
        way = (rate.provider, rate.is_crossed)
        assert (points[day].value, points[day].way) == (rate.value, way)


@pytest.mark.parametrize("since", [20, 45, 90])
def test_part_of_a_history_is_that_part_of_it(since):
    for seed in range(4):
        Fixing.objects.all().delete()
        make_world(seed)
        whole = history("USD", "KGS", until=after(150)).between(after(since), after(130))
        assert facts(history("USD", "KGS", after(since), after(130))) == facts(whole)


# How much it costs --------------------------------------------------------------------------


@pytest.mark.parametrize("length", [3, 300])
@pytest.mark.parametrize(("pair", "queries"), [("EUR/USD", 3), ("USD/CNY", 4)])
def test_history_costs_the_same_however_long_it_is(
    length, pair, queries, django_assert_num_queries
):
    days = [after(step) for step in range(length)]
    Fixing.objects.record_all(
        "ecb",
        [FixingRecord("EUR", code, 1, Decimal(7), day) for code in ("USD", "CNY") for day in days],
    )
    with django_assert_num_queries(queries):
        assert len(history(*pair.split("/"))) == length

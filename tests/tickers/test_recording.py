"""Keeping what providers published: once, in order, and nothing that looks wrong unseen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_fixing, make_user
from tickers import derivation
from tickers.models import Change, Currency, Fixing, Payload
from tickers.providers.record import FixingRecord

pytestmark = pytest.mark.django_db
FIRST = date(2026, 5, 1)


def after(days):
    return FIRST + timedelta(days=days)


def records(name, values, nominal=1):
    base, quote = name.split("/")
    return [
        FixingRecord(base, quote, nominal, Decimal(str(value)), after(days))
        for days, value in values.items()
    ]


def keep(provider, name, values, nominal=1, **options):
    return Fixing.objects.record_all(provider, records(name, values, nominal), **options)


def kept(**filters):
    rows = Fixing.objects.filter(**filters).order_by("date", "revision")
    return [((row.date - FIRST).days, row.value, row.revision, row.review) for row in rows]


def reviews():
    return [review for *_, review in kept()]


# Once, and in order -------------------------------------------------------------------------


def test_records_are_kept_as_published():
    told = keep("nbkr", "USD/KGS", {0: "87.4500"})
    fixing = Fixing.objects.get()
    assert (told.new, told.unchanged, told.held, told.doubts, told.refused) == (1, 0, 0, [], [])
    assert (fixing.published, fixing.provider, fixing.review) == ("87.4500", "nbkr", "")
    assert str(fixing) == "1 USD = 87.4500 KGS, 2026-05-01"


def test_same_again_writes_nothing_and_leaves_no_mark():
    keep("nbkr", "USD/KGS", {0: "87.45", 1: "87.5"})
    marks = Change.objects.count()
    told = keep("nbkr", "USD/KGS", {0: "87.4500", 1: "87.50"})
    assert (told.new, told.unchanged) == (0, 2)
    assert Change.objects.count() == marks


def test_batch_leaves_one_mark():
    keep("nbkr", "USD/KGS", {0: 87})
    marks = Change.objects.count()
    keep("nbkr", "USD/KGS", dict.fromkeys(range(50), 87))
    assert Change.objects.count() == marks + 1


def test_correction_is_the_next_revision():
    keep("nbkr", "USD/KGS", {0: 87})
    told = keep("nbkr", "USD/KGS", {0: 88})
    assert told.new == 1
    keep("nbkr", "USD/KGS", {0: 87})
    assert kept() == [(0, 87, 1, ""), (0, 88, 2, ""), (0, 87, 3, "")]


def test_providers_do_not_correct_each_other():
    keep("nbkr", "USD/KGS", {0: 87})
    keep("csv", "USD/KGS", {0: 88})
    assert [revision for _, _, revision, _ in kept()] == [1, 1]


def test_currencies_are_made_with_their_names():
    keep("nbkr", "XDR/KGS", {0: 118})
    assert Currency.objects.get(code="XDR").name == "Special Drawing Rights"


@pytest.mark.parametrize("value", ["0.0000000001", "9999999999", "123456789.123456", "0.1859"])
def test_value_is_exact_on_every_database(value):
    keep("cbu", "VND/UZS", {0: value})
    assert Fixing.objects.get().value == Decimal(value)
    assert keep("cbu", "VND/UZS", {0: value}).unchanged == 1


def test_value_of_more_digits_than_are_kept_is_the_same_the_next_time():
    keep("openexchangerates", "USD/KGS", {0: "87.45678901234567891"})
    assert keep("openexchangerates", "USD/KGS", {0: "87.45678901234567891"}).unchanged == 1


def test_where_it_came_from_is_kept():
    payload = Payload.objects.keep("nbkr", "https://bank.example/", b"<xml/>")
    keep("nbkr", "USD/KGS", {0: 87}, payload=payload)
    assert list(payload.fixings.all()) == [Fixing.objects.get()]
    assert Payload.objects.get().content == b"<xml/>"


@pytest.mark.parametrize(("days", "queries"), [(1, 12), (60, 12)])
def test_batch_of_any_size_costs_the_same(days, queries, django_assert_max_num_queries):
    keep("nbkr", "USD/KGS", {0: 87})
    keep("nbkr", "EUR/KGS", {0: 99})
    batch = records("USD/KGS", dict.fromkeys(range(1, days + 1), 87))
    batch += records("EUR/KGS", dict.fromkeys(range(1, days + 1), 99))
    with django_assert_max_num_queries(queries):
        Fixing.objects.record_all("nbkr", batch)


@pytest.mark.parametrize(("many", "looks"), [(2, 1), (3, 0)])
def test_table_that_has_grown_a_great_deal_is_looked_at(many, looks, monkeypatch):
    monkeypatch.setattr("tickers.recording._MANY", many)
    with CaptureQueriesContext(connection) as asked:
        keep("nbkr", "USD/KGS", {0: 87, 1: 87})
    looked = [query for query in asked.captured_queries if query["sql"].startswith("ANALYZE")]
    # SQLite has no notion of a table that could be wrong.
    assert len(looked) == (looks if connection.vendor == "postgresql" else 0)


def test_code_that_is_no_currency_makes_none():
    codes = [f"QQ{letter}" for letter in "ABCDEFGHIJKL"]
    batch = [FixingRecord(code, "KGS", 1, Decimal(9), FIRST) for code in ("USD", "BYR", *codes)]
    told = Fixing.objects.record_all("nbkr", batch)
    assert (told.new, told.refused) == (2, [])
    (doubt,) = told.doubts
    assert doubt == (
        "NBKR: left out, as ISO 4217 has no such currency: QQA, QQB, QQC, QQD, QQE, QQF, QQG, QQH, "
        "QQI, QQJ and 2 more. To keep one, add it under Currencies and fetch again."
    )
    assert not Currency.objects.filter(code__startswith="QQ").exists()


def test_code_that_somebody_has_added_is_kept():
    Currency.objects.create(code="QQQ", name="Ours")
    told = keep("openexchangerates", "QQQ/USD", {0: 60000})
    assert (told.new, told.doubts) == (1, [])


@pytest.mark.parametrize(
    ("code", "name"),
    [("BTC", "Bitcoin"), ("ZWN", "ZWN"), ("TMM", "Turkmenistani Manat (1993–2009)")],
)
def test_dead_codes_and_those_of_all_feeds_are_currencies(code, name):
    assert keep("openexchangerates", f"USD/{code}", {0: 9}).new == 1
    assert Currency.objects.get(code=code).name == name


def test_nothing_but_unknown_codes_is_refused():
    told = keep("nbkr", "QQQ/KGS", {0: 9})
    assert (told.new, told.doubts) == (0, [])
    assert told.refused[0].endswith(
        "no such currency: QQQ. To keep one, add it under Currencies and fetch again."
    )
    with pytest.raises(ValidationError, match="ISO 4217 has no such"):
        Fixing.objects.record(
            provider="manual", base="QQQ", quote="KGS", value=Decimal(9), date=FIRST
        )


# What can't be ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": Decimal(0)}, "A rate is greater than zero."),
        ({"value": Decimal(-1)}, "A rate is greater than zero."),
        ({"value": Decimal("1e-11")}, "A rate is greater than zero."),
        ({"value": Decimal("NaN")}, "“NaN” is no rate: it must be a decimal number."),
        ({"value": Decimal("Infinity")}, "must be a decimal number."),
        ({"value": Decimal("1e400")}, "A rate has at most ten digits before the point."),
        ({"value": 87.45}, "must be a decimal number."),
        ({"nominal": 0}, "The nominal is 1 or more."),
        ({"nominal": 2**31}, "The nominal is 1 or more."),
        ({"base": "KGS"}, "Choose two different currencies."),
        ({"base": "us"}, "three capital letters"),
        ({"base": "USDT"}, "three capital letters"),
    ],
)
def test_record_that_can_not_be_is_refused_and_the_others_are_kept(changes, sentence):
    good, other = records("USD/KGS", {0: 87, 1: 88})
    facts = {name: getattr(other, name) for name in other.__slots__} | changes
    told = Fixing.objects.record_all("nbkr", [FixingRecord(**facts), good])
    assert told.new == 1
    assert sentence in told.refused[0]
    assert told.refused[0].startswith("NBKR: ")
    assert kept() == [(0, 87, 1, "")]


def test_two_rates_of_one_day_are_not_both_true():
    told = Fixing.objects.record_all(
        "nbkr", records("USD/KGS", {0: 87}) + records("USD/KGS", {0: 88})
    )
    assert kept() == [(0, 87, 1, "")]
    assert told.refused == [
        "NBKR: USD/KGS of 2026-05-01 was refused. Another rate of that day came first."
    ]


def test_sentences_are_bounded():
    told = keep("nbkr", "USD/KGS", dict.fromkeys(range(500), -1))
    assert len(told.refused) == 100


# What looks wrong ---------------------------------------------------------------------------


def test_value_far_off_the_last_is_held_and_not_shown():
    keep("nbkr", "USD/KGS", {0: 87})
    told = keep("nbkr", "USD/KGS", {1: 97})
    assert (told.new, told.held) == (1, 1)
    assert told.doubts == [
        (
            "NBKR: USD/KGS of 2 May 2026 is held, 97 for 1: +11.5% off that of 1 May 2026. "
            "Approve or reject it."
        )
    ]
    assert kept() == [(0, 87, 1, ""), (1, 97, 1, "held")]
    assert derivation.rate("USD", "KGS", after(1)).value == 87


def test_value_far_below_the_last_is_told_with_a_minus():
    keep("nbkr", "USD/KGS", {0: 87})
    assert "70 for 1: −19.5% off that" in keep("nbkr", "USD/KGS", {1: 70}).doubts[0]


@pytest.mark.parametrize(
    ("value", "review"), [("95.69", ""), ("95.7", "held"), ("78.31", ""), ("78.3", "held")]
)
def test_ten_per_cent_is_the_limit(value, review):
    keep("nbkr", "USD/KGS", {0: 87})
    keep("nbkr", "USD/KGS", {1: value})
    assert reviews() == ["", review]


def test_held_value_is_not_what_the_next_is_compared_with():
    keep("nbkr", "USD/KGS", {0: 87})
    keep("nbkr", "USD/KGS", {1: 870})
    keep("nbkr", "USD/KGS", {2: 88})
    keep("nbkr", "USD/KGS", {3: 870})
    assert reviews() == ["", "held", "", "held"]
    assert keep("nbkr", "USD/KGS", {3: 870}).unchanged == 1


def test_forgotten_nominal_is_held():
    keep("cbu", "IDR/UZS", {0: "7.15"}, nominal=10)
    told = keep("cbu", "IDR/UZS", {1: "7.15"})
    assert reviews() == ["", "held"]
    assert "the nominal of IDR/UZS was 10 on 1 May 2026 and is 1 on 2 May 2026" in told.doubts[0]


def test_changed_nominal_with_its_value_is_only_told():
    keep("cbu", "IDR/UZS", {0: "7.15"}, nominal=10)
    told = keep("cbu", "IDR/UZS", {1: "71.5"}, nominal=100)
    assert (reviews(), told.held, len(told.doubts)) == (["", ""], 0, 1)


@pytest.mark.parametrize(
    ("days", "value", "review"),
    [
        (31, "373.9", ""),
        (31, 374, "held"),
        (32, "411.3", ""),
        (32, "411.4", "held"),
        (32, "275.5", ""),
        (32, "275.4", "held"),
        (365, 1000, ""),
        (365, 1100, "held"),
        (3650, 1699, ""),
        (3650, 1700, "held"),
        (3650, 69, ""),
        (3650, 68, "held"),
    ],
)
def test_after_a_long_silence_a_value_may_be_further_off_but_never_by_a_nought(days, value, review):
    keep("nbk", "USD/KZT", {0: 340})
    keep("nbk", "USD/KZT", {days: value})
    assert reviews() == ["", review]


def test_value_after_a_silence_is_compared_with_one_that_stands_soon_after_it():
    keep("nbk", "USD/KZT", {0: 188, 400: 340})
    told = keep("nbk", "USD/KZT", {390: 200})
    assert told.held == 1
    assert "off that of 5 June 2027" in told.doubts[0]


def test_what_is_held_or_rejected_is_not_what_stood_last():
    keep("nbk", "USD/KZT", {0: 340, 200: 3400})
    keep("nbk", "USD/KZT", {300: 3400})
    assert reviews() == ["", "held", "held"]


def test_correction_far_off_what_the_day_had_is_held():
    keep("nbkr", "USD/KGS", {0: 87})
    keep("nbkr", "USD/KGS", {0: 874})
    assert reviews() == ["", "held"]
    assert derivation.rate("USD", "KGS", after(0)).value == 87


def test_value_before_all_others_is_compared_with_the_one_after():
    keep("nbkr", "USD/KGS", {5: 87})
    keep("nbkr", "USD/KGS", {4: 870, 3: 86})
    assert kept(review="held") == [(4, 870, 1, "held")]


def test_step_that_later_fixings_confirm_is_believed_and_a_slip_is_not():
    step = dict.fromkeys(range(10), 340) | dict.fromkeys(range(10, 20), 255)
    keep("nbk", "USD/KZT", step | {5: 34, 15: 2550})
    assert [day for day, *_ in kept(review="held")] == [5, 15]


def test_step_at_the_end_waits_for_somebody():
    keep("nbk", "USD/KZT", dict.fromkeys(range(10), 188) | {10: 255, 11: 250, 12: 245})
    assert [day for day, *_ in kept(review="held")] == [10, 11, 12]


def test_step_in_the_past_is_confirmed_by_what_is_kept():
    keep("nbk", "USD/KZT", {0: 188})
    Fixing.objects.all().delete()
    keep("nbk", "USD/KZT", dict.fromkeys(range(40, 50), 255))
    keep("nbk", "USD/KZT", {30: 188, 39: 255})
    assert [day for day, *_ in kept(review="held")] == [30]


@pytest.mark.parametrize("provider", ["manual", "imported", "demo"])
def test_what_somebody_typed_or_once_showed_is_not_held(provider):
    keep(provider, "USD/KGS", {0: 87, 1: 870})
    assert reviews() == ["", ""]


def test_correction_is_judged_by_the_day_before_it():
    keep("nbkr", "USD/KGS", {0: 87, 1: 90})
    keep("nbkr", "USD/KGS", {1: 97})
    assert reviews() == ["", "", "held"]


# What is gone -------------------------------------------------------------------------------


def publish(day, *codes, payload=None):
    batch = [FixingRecord(code, "KGS", 1, Decimal(9), after(day)) for code in codes]
    return Fixing.objects.record_all("nbkr", batch, payload).doubts


def test_currency_that_vanished_is_told_once():
    assert publish(0, "USD", "EUR", "CNY") == []
    assert publish(1, "USD", "EUR") == [
        "NBKR: on 2 May 2026 there is no CNY/KGS any more; the last was of 1 May 2026."
    ]
    assert publish(1, "USD", "EUR") == []
    assert publish(2, "USD", "EUR") == []


def test_dead_currencies_of_a_feed_are_no_news():
    for day in (40, 41):
        last_of = {"USD": day, "EUR": day, "EEK": 0, "LVL": 1}
        batch = [
            FixingRecord(code, "KZT", 1, Decimal(9), after(last)) for code, last in last_of.items()
        ]
        assert Fixing.objects.record_all("nbk", batch).doubts == []


def test_of_a_part_nobody_knows_what_is_missing():
    publish(0, "USD", "EUR", "CNY")
    batch = [FixingRecord(code, "KGS", 1, Decimal(9), after(1)) for code in ("USD", "EUR")]
    assert Fixing.objects.record_all("nbkr", batch, is_whole=False).doubts == []
    refused = FixingRecord("CNY", "KGS", 1, Decimal(-1), after(2))
    batch = [FixingRecord(one.base, "KGS", 1, Decimal(9), after(2)) for one in batch]
    told = Fixing.objects.record_all("nbkr", [*batch, refused])
    assert (told.doubts, len(told.refused)) == ([], 1)


def test_list_of_the_week_is_not_that_of_the_day():
    daily = Payload.objects.keep("nbkr", "https://bank.example/daily", b"1")
    weekly = Payload.objects.keep("nbkr", "https://bank.example/weekly", b"2")
    publish(0, "USD", "EUR", payload=daily)
    publish(0, "GBP", "CHF", payload=weekly)
    assert publish(1, "USD", "EUR") == []


def test_currency_that_vanished_in_the_middle_of_a_batch_is_no_news():
    batch = [
        FixingRecord(code, "KGS", 1, Decimal(9), after(day))
        for day, codes in enumerate(["USD EUR LTL", "USD EUR", "USD EUR"])
        for code in codes.split()
    ]
    assert Fixing.objects.record_all("nbkr", batch).doubts == []


# What people decide -------------------------------------------------------------------------


@pytest.fixture
def held():
    keep("nbk", "USD/KZT", {0: 188})
    keep("nbk", "USD/KZT", {1: 255})
    return Fixing.objects.held().get()


def test_approved_fixing_is_shown(held):
    chief = make_user()
    assert held.approve(chief, "The tenge floats.") == 1
    held.refresh_from_db()
    assert (held.review, held.reviewed_by, held.review_note) == (
        "approved",
        chief,
        "The tenge floats.",
    )
    assert held.reviewed_at is not None
    assert derivation.rate("USD", "KZT", after(1)).value == 255


def test_approval_frees_those_that_waited_for_it(held):
    keep("nbk", "USD/KZT", {2: 250})
    keep("nbk", "USD/KZT", {3: 25})
    keep("nbk", "USD/KZT", {4: 251})
    assert held.approve(make_user()) == 2
    assert reviews() == ["", "approved", "approved", "held", "held"]
    freed = Fixing.objects.get(date=after(2))
    assert freed.review_note == "Follows 1 USD = 255 KZT, 2026-05-02, which was approved."


def test_rejected_fixing_is_never_shown(held):
    held.reject(make_user(), "A slip of the bank.")
    held.refresh_from_db()
    assert (held.review, held.review_note) == ("rejected", "A slip of the bank.")
    assert derivation.rate("USD", "KZT", after(1)).value == 188
    assert not Fixing.objects.held().exists()
    assert Fixing.objects.standing().count() == 1


def test_rejecting_wants_a_note(held):
    with pytest.raises(ValidationError, match="Say in a note why"):
        held.reject(make_user(), "  ")


def test_only_a_held_fixing_is_decided_on(held):
    held.approve(make_user())
    for decide in (held.approve, held.reject):
        with pytest.raises(ValidationError, match="only a held fixing is decided on"):
            decide(make_user(), "Again.")
    with pytest.raises(ValidationError, match="at most 300 characters"):
        make_fixing(review="held").reject(make_user(), "x" * 301)


def test_of_two_people_at_once_the_first_decides(held):
    seen_by_another = Fixing.objects.get(pk=held.pk)
    held.approve(make_user(), "The tenge floats.")
    with pytest.raises(ValidationError, match="only a held fixing is decided on; this one is appr"):
        seen_by_another.reject(make_user("editor"), "A slip.")
    held.refresh_from_db()
    assert (held.review, held.review_note) == ("approved", "The tenge floats.")


def test_fixing_stays_as_it_was_published():
    fixing = make_fixing()
    fixing.value = 1
    for options in ({}, {"update_fields": ["value"]}):
        with pytest.raises(ValidationError, match="stays as it was published"):
            fixing.save(**options)


def test_one_fixing_by_hand_has_its_reason():
    chief = make_user()
    assert Fixing.objects.record(
        provider="manual",
        base="USD",
        quote="TMT",
        value=Decimal("3.5"),
        date=FIRST,
        reason="The bank's site can't be reached.",
        entered_by=chief,
    )
    fixing = Fixing.objects.get()
    assert (fixing.is_manual, fixing.entered_by) == (True, chief)
    assert fixing.reason == "The bank's site can't be reached."

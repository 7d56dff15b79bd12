"""What is known of providers without asking them, and when each is expected to publish."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tickers.banks import ASKED, CROSSING, OF_CURRENCY, SOURCES
from tickers.holidays import is_holiday
from tickers.models import Provider
from tickers.providers import PROVIDERS

LATE = datetime(2030, 1, 1, tzinfo=UTC)


def test_every_provider_is_a_source():
    assert set(SOURCES) == set(Provider.values)
    assert set(ASKED) == {name for name, provider in PROVIDERS.items() if provider.publishes}
    assert CROSSING[0] == "ecb"


@pytest.mark.parametrize("name", [name for name, source in SOURCES.items() if source.is_bank])
def test_source_is_what_its_provider_says(name):
    source, provider = SOURCES[name], PROVIDERS[name]
    assert (source.home, source.zone) == (provider.home, provider.zone)
    assert source.at == provider.publishes.at
    assert Provider(name).is_bank
    assert all(OF_CURRENCY[code] == name for _, code in provider.formerly)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-05-22", True),  # a Friday
        ("2026-05-23", False),
        ("2026-04-03", False),  # Good Friday
        ("2026-04-06", False),  # Easter Monday
        ("2026-05-01", False),
        ("2026-12-24", True),
        ("2026-12-25", False),
    ],
)
def test_ecb_publishes_on_the_days_of_its_calendar(day, expected):
    assert SOURCES["ecb"].expects(date.fromisoformat(day)) is expected


def test_bank_of_russia_publishes_for_the_next_day():
    expected = [day for day in range(18, 25) if SOURCES["cbr"].expects(date(2026, 5, day))]
    assert expected == [19, 20, 21, 22, 23]  # Tuesday to Saturday


def test_where_nobody_knows_for_which_day_only_days_after_working_days_count():
    expected = [day for day in range(18, 25) if SOURCES["nbt"].expects(date(2026, 5, day))]
    assert expected == [19, 20, 21, 22]


def test_nothing_is_expected_before_the_bank_has_had_its_time():
    berlin = ZoneInfo("Europe/Berlin")
    friday, ecb = date(2026, 5, 22), SOURCES["ecb"]
    before = datetime(2026, 5, 22, 19, 0, tzinfo=berlin)
    assert ecb.last_expected(friday, before) == date(2026, 5, 21)
    assert ecb.last_expected(friday, before + timedelta(minutes=20)) == friday
    assert ecb.last_expected(date(2026, 5, 24), LATE) == friday


@pytest.mark.parametrize(
    ("provider", "day", "holiday"),
    [
        ("nbkr", "2026-03-20", True),  # the end of Ramadan
        ("nbk", "2026-03-23", True),  # Nauryz
        ("cbr", "2026-01-08", True),
        ("cbr", "2026-01-09", False),
        ("nbg", "2026-04-13", True),  # Orthodox Easter Monday
        ("tcmb", "2026-05-28", True),  # the feast of sacrifice
        ("nbu", "2026-01-01", False),
        ("demo", "2026-01-01", False),
    ],
)
def test_holidays_are_those_of_the_country(provider, day, holiday):
    assert is_holiday(provider, date.fromisoformat(day)) is holiday


def test_next_working_day_is_after_the_weekend_and_the_holidays():
    assert SOURCES["cbr"].next_working_day(date(2025, 12, 31)) == date(2026, 1, 9)
    assert SOURCES["nbt"].next_working_day(date(2026, 5, 22)) == date(2026, 5, 25)


@pytest.mark.parametrize(
    ("provider", "day", "last"),
    [
        ("nbt", "2026-05-22", "2026-05-25"),
        ("nbt", "2026-05-08", "2026-05-12"),  # Victory Day is a Saturday
        ("nbt", "2026-05-11", "2026-05-12"),
        ("nbk", "2026-03-20", "2026-03-26"),  # two days of Nauryz are a weekend, the third a Monday
        ("nbu", "2026-05-08", "2026-05-11"),
    ],
)
def test_holiday_on_a_weekend_may_be_made_up_for(provider, day, last):
    days = map(date.fromisoformat, (day, last))
    assert SOURCES[provider].last_published_for(next(days)) == next(days)


def test_day_after_a_weekend_without_holidays_is_none_that_may_be_off():
    off = [day for day in range(4, 19) if SOURCES["nbt"].may_be_off(date(2026, 5, day))]
    assert off == [9, 10, 11, 16, 17]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-05-22T15:59:00", "2026-05-22T16:00:00"),
        ("2026-05-22T16:00:00", "2026-05-25T16:00:00"),  # over the weekend
        ("2026-05-23T09:00:00", "2026-05-25T16:00:00"),
        ("2025-12-31T10:00:00", "2026-01-08T16:00:00"),  # over the holidays
    ],
)
def test_next_publication_is_at_the_banks_time_of_a_working_day(now, expected):
    zone = ZoneInfo("Asia/Bishkek")
    now, expected = (datetime.fromisoformat(text).replace(tzinfo=zone) for text in (now, expected))
    assert SOURCES["nbkr"].next_publication(now.astimezone(UTC)) == expected

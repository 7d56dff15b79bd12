"""The made-up history of rates, and what is measured of it."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from django.utils import timezone

from tests.bench import fixings, rates
from tests.factories import make_fixing
from tickers.models import Fixing
from tickers.providers import ecb

UNTIL = date(2026, 5, 22)


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """The made-up history as a file, and how many rates it says that it has."""
    path = tmp_path_factory.mktemp("rates") / "history.csv"
    return path, fixings.write_history(path, UNTIL)


def test_history_is_what_the_bank_of_its_form_sends(history):
    path, count = history
    found = ecb.parse(path.read_bytes())
    assert len(found) == count > 200_000
    assert len({record.quote for record in found}) == 30
    days = {record.date for record in found}
    assert (min(days), max(days), len(days)) == (date(1999, 5, 3), UNTIL, 6_928)
    assert max(record.date for record in found if record.quote == "HRK") == date(2022, 12, 30)


def test_history_is_the_same_on_each_run_and_has_nothing_to_hold(history):
    assert fixings.walk("USD", 1.1, 9) == fixings.walk("USD", 1.1, 99)[:9]
    values = fixings.walk("USD", 1.1, 7_000)
    assert all(abs(one / other - 1) < 0.01 for one, other in pairwise(values))
    assert 0.5 < min(values) / max(values)


@pytest.fixture
def rated(settings, monkeypatch):
    """So many rates of the ECB as the pages need that are measured."""
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr(rates, "TIMES", 2)
    for day in (date(2004, 5, 11), date(2020, 1, 2), timezone.localdate()):
        for code, value in (("USD", "1.17"), ("JPY", "180.2"), ("GBP", "0.86"), ("CNY", "8.3")):
            make_fixing(f"EUR/{code}", value, day, provider="ecb")


@pytest.mark.django_db
def test_strip_pages_and_embeds_of_rates_are_measured(rated, monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)  # a test has one
    rates.furnish()
    seen = rates.visit()
    assert {how: one["statements"] for how, one in seen["strip"].items()} == {
        "warm": 0,
        "cold": 1,
        "cold, drawn anew": 1,
        "cold, new connection": 1,
    }
    for name, page in seen["pages"].items():
        assert page["cold"]["statements"] >= page["warm"]["statements"], name
        assert [len(page[how]["ms"]) for how in ("cold", "warm")] == [2, 2]
    assert all(0 < size["gzip"] < size["raw"] < 6_000 for size in seen["embeds"].values())


@pytest.mark.django_db
def test_raw_is_measured_and_leaves_the_fixings_as_they_were(rated):
    before = list(Fixing.objects.order_by("pk").values())
    told = rates.raw()
    assert told["fixings"] == len(before) == 12
    assert told["raw_seconds"] > 0
    assert list(Fixing.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_page_of_rates_that_is_not_there_ends_the_bench_with_a_sentence(rated):
    with pytest.raises(RuntimeError, match=r"^/markets/usd-xxx/ answered 404\.$"):
        rates.page("/markets/usd-xxx/")

"""Rates reckoned a second time, in fractions and by the words of the rules, are those that are
derived: whatever banks have published, corrected, held back or left out."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import make_currency
from tickers import derivation
from tickers.models import Fixing

pytestmark = pytest.mark.django_db
FIRST = date(2026, 3, 2)
HOMES = {"ecb": "EUR", "nbkr": "KGS", "nbk": "KZT", "cbr": "RUB"}
BANK_OF = {home: bank for bank, home in HOMES.items()}
CODES = ("EUR", "KGS", "KZT", "RUB", "USD", "CNY")
#: A few days, and again a few after a month in which a bank may have given up a currency.
DAYS = (0, 1, 2, 5, 33, 34, 37)
MONTH = timedelta(days=31)


class Published(NamedTuple):
    provider: str
    base: str
    quote: str
    day: int
    revision: int
    nominal: int
    value: int
    review: str

    @property
    def identity(self):
        return self[:5]

    @property
    def date(self):
        return FIRST + timedelta(days=self.day)

    @property
    def worth(self):
        return Fraction(self.value, self.nominal * 10_000)


@st.composite
def publications(draw):
    provider = draw(st.sampled_from([*HOMES, *HOMES, "manual"]))
    home = HOMES.get(provider) or draw(st.sampled_from(CODES))
    other = draw(st.sampled_from([code for code in CODES if code != home]))
    return Published(
        provider,
        *((home, other) if provider in ("ecb", "manual") else (other, home)),
        draw(st.sampled_from(DAYS)),
        draw(st.integers(1, 2)),
        draw(st.sampled_from([1, 10, 100, 1000])),
        draw(st.integers(1, 10**9)),
        draw(st.sampled_from(["", "", "", "approved", "held", "rejected"])),
    )


#: Full enough that banks, days and corrections meet.
BOOKS = st.lists(publications(), min_size=30, max_size=80, unique_by=lambda one: one.identity)


class Books:
    """What stood in the books of each provider: for every day the last that counts."""

    def __init__(self, published):
        self.published = published
        self.standing = {}
        for one in sorted(published, key=lambda one: one.revision):
            if one.review in ("", "approved"):
                self.standing[one.provider, one.base, one.quote, one.date] = one.worth

    def rate(self, base, quote, until):
        """Return the value, its day, and whose it is."""
        own = [BANK_OF[code] for code in (quote, base) if code in BANK_OF]
        ways = [self.direct(bank, base, quote) for bank in own]
        ways += [self.cross(bank, base, quote) for bank in HOMES]
        banks = [*own, *HOMES]
        found = (self.newest(bank, way, until) for bank, way in zip(banks, ways, strict=True))
        taken = next((one for one in found if one), None)
        by_hand = self.direct("manual", base, quote)
        last = max((day for day in by_hand if day <= until), default=None)
        if last and (taken is None or last >= taken[1]):
            return by_hand[last], last, "manual"
        return taken

    def newest(self, bank, worths, until):
        """The last of a bank on or before a day, unless it went on for a month without any."""
        day = max((day for day in worths if day <= until), default=None)
        last = max((one.date for one in self.of(bank) if one.date <= until), default=None)
        return None if day is None or last - day >= MONTH else (worths[day], day, bank)

    def of(self, provider):
        return [one for one in self.published if one.provider == provider]

    def direct(self, provider, base, quote):
        """By day what one of `base` is worth in `quote`: as published, else turned round."""
        turned = {day: 1 / worth for day, worth in self.by_day(provider, quote, base).items()}
        return turned | self.by_day(provider, base, quote)

    def by_day(self, *published):
        return {
            day: worth for (*told, day), worth in self.standing.items() if (*told,) == published
        }

    def cross(self, bank, base, quote):
        home = HOMES[bank]
        if home in (base, quote):
            return {}
        one, other = (self.direct(bank, code, home) for code in (base, quote))
        return {day: one[day] / other[day] for day in one.keys() & other.keys()}


def is_same(told, reckoned):
    if told is None or reckoned is None:
        return told is reckoned is None
    value, day, provider = reckoned
    is_near = abs(Fraction(told.value) / value - 1) < Fraction(1, 10**24)
    return is_near and (told.date, told.provider) == (day, provider)


def keep(published, currencies):
    Fixing.objects.bulk_create(
        Fixing(
            base=currencies[one.base],
            quote=currencies[one.quote],
            provider=one.provider,
            date=one.date,
            revision=one.revision,
            nominal=one.nominal,
            value=Decimal(one.value).scaleb(-4),
            review=one.review,
        )
        for one in published
    )


@settings(max_examples=10)
@given(BOOKS)
def test_rates_of_all_pairs_on_all_days_are_those_that_are_reckoned_anew(published):
    pairs, books = list(permutations(CODES, 2)), Books(published)
    with transaction.atomic():
        keep(published, {code: make_currency(code) for code in CODES})
        for day in sorted({FIRST + timedelta(days=day + more) for day in DAYS for more in (0, 3)}):
            told = derivation.rates(pairs, day)
            for pair, rate in zip(pairs, told, strict=True):
                assert is_same(rate, books.rate(*pair, day)), (pair, day)
        transaction.set_rollback(True)


@settings(max_examples=5)
@given(BOOKS)
def test_history_has_the_days_on_which_a_rate_is_of_that_day(published):
    books = Books(published)
    days = [FIRST + timedelta(days=day) for day in DAYS]
    with transaction.atomic():
        keep(published, {code: make_currency(code) for code in CODES})
        for pair in permutations(CODES, 2):
            reckoned = {day: books.rate(*pair, day) for day in days}
            expected = {day: one for day, one in reckoned.items() if one and one[1] == day}
            points = derivation.history(*pair, until=days[-1])
            assert [point.date for point in points] == sorted(expected)
            for point in points:
                value, _, provider = expected[point.date]
                assert point.way.provider == provider
                assert abs(Fraction(point.value) / value - 1) < Fraction(1, 10**24)
        transaction.set_rollback(True)

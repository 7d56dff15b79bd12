"""What no table has room for costs itself: a reader may hand on whatever stands in a file."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from articles.importing.record import (
    Attachment,
    Category,
    FacetRecord,
    Filed,
    Picture,
    Problem,
    RateRecord,
    Skipped,
)
from articles.models import Article, Country, Section
from newsroom.importing import rates
from tests.articles.importing.writer.jobs import is_sound, numbers, write
from tests.articles.importing.writer.records import WHEN, record

pytestmark = pytest.mark.django_db

NUL, HALF = "\x00", "\ud800"


def facet(kind, slug, name, **facts):
    return FacetRecord(kind, slug, name, f"{kind} {slug[:9]}", **facts)


FACETS = {
    "positions": [
        facet("section", f"a{n}", "A", position=n) for n in (10**20, 10**9, 40_000, -5, 32_767)
    ],
    "lengths": [
        facet("section", "a" * 300, "A"),
        facet("section", "b", "B" * 300),
        facet("tag", "c", "C" * 300),
        facet("tag", "d" * 300, "D"),
        facet("tag", "e", "E", names=("F" * 300, "", "E", "e", "ß" * 100)),
        facet("tag", "g", "ß" * 100),
        facet("author", "h", "H" * 300),
        facet("author", "i", "ß" * 150),
        facet("author", "j", "J", role="r" * 400),
    ],
    "countries": [
        facet("country", "uzbekistan", "Kazakhstan", code="KZ"),
        facet("country", "xland", "Xland", code="XXX"),
        facet("country", "yland", "Yland", code=""),
        facet("country", "kyrgyzstan", "K" * 300, code="KG", position=10**9),
    ],
    "characters": [
        facet("section", f"a{NUL}b", f"A{NUL}"),
        facet("author", "a b/c", f"A{HALF}", description=f"x{NUL}{HALF}"),
        facet("section", "", "Without a slug"),
        facet("tag", "without-a-name", ""),
        facet("nonsense", "a", "A"),
        facet("section", "self", "Self", parent="self"),
    ],
}


@pytest.mark.parametrize("kind", FACETS)
def test_name_that_can_not_be_kept_costs_itself(kind):
    countries = set(Country.objects.values_list("code", "slug"))
    totals, _ = write(*FACETS[kind], facet("section", "ok", "Ok"), record(99))
    assert totals.created == 1
    assert Section.objects.filter(slug="ok").exists()
    known = set(Country.objects.values_list("code", "slug"))
    assert {code for code, _ in countries} <= {code for code, _ in known}
    again, _ = write(*FACETS[kind], facet("section", "ok", "Ok"), record(99))
    assert numbers(again)[:2] == [0, 0]


@pytest.mark.parametrize(
    "facts",
    [
        {
            "filed": Filed("x" * 300, ("y" * 300,), (NUL, HALF), ("z" * 999,)),
            "author_roles": ("r" * 999,),
        },
        {"version": 10**30, "urgency": 10**30, "language": NUL, "canonical_url": f"http://{NUL}"},
        {"other_id": "x" * 999, "source": "s" * 500, "place": NUL + HALF},
        {"slug": NUL + HALF, "tags": (NUL,), "authors": (HALF,), "summary": f"x{NUL}" * 9_999},
        {"external_id": NUL},
        {"external_id": "", "paths": (NUL,)},
        {"paths": ("", "http://", HALF, "x" * 10_000)},
        {"categories": (Category(NUL), Category("", HALF), Category("a" * 500, "b" * 500))},
        {"pictures": (Picture("x" * 10**6, "y" * 10**6), Picture(NUL + HALF, HALF))},
        {"countries": (NUL, HALF, "KZ")},
        {"published_at": None, "captured_on": date(1, 1, 1), "position": 10**9},
        {"published_at": None, "captured_on": date(2020, 1, 1), "position": 10**9},
    ],
    ids=lambda facts: " ".join(facts),
)
def test_story_with_what_can_not_be_kept_comes_in(facts):
    for created in (2, 0):
        totals, _ = write([record(1, **facts), record(99)], assume_date="page")
        assert numbers(totals) == [created, 0, 2 - created, 0, 0]
    assert is_sound()


def test_correction_that_would_have_left_before_it_came_is_kept_without_that():
    write(record(1))
    write(record(1, published_at=None, withdraw_at=WHEN - timedelta(days=1), headline="New"))
    article = Article.objects.get()
    assert (article.headline, article.withdraw_at) == ("New", None)


def test_other_things_that_can_not_be_kept_cost_themselves():
    day = date(2020, 1, 1)
    values = map(Decimal, ("1" * 40, "1E-40", "NaN", "Infinity", "0", "-1"))
    totals, _ = write(
        *(RateRecord("KGS", "USD", value, day, "a rate") for value in values),
        RateRecord("KGS" * 9, "USD", Decimal(1), day, "a rate"),
        RateRecord("KGS", "KGS", Decimal(1), day, "a rate"),
        RateRecord(NUL, HALF, Decimal(1), day, "a rate"),
        Attachment(NUL, Picture(NUL + HALF), NUL),
        Attachment("x" * 900, Picture(""), "x" * 900),
        *(Skipped(NUL, HALF), Skipped("x" * 9_999, ""), Skipped(HALF, NUL)),
        *(Problem("", "", ""), Problem("x" * 999, "y" * 9_999, "z" * 99)),
        record(99),
        rates=rates(),
    )
    assert (totals.created, totals.rates) == (1, 0)

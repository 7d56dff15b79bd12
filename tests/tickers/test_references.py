"""Figures in the text of stories: what they are now, and those that wait for publication."""

from datetime import date
from decimal import Decimal

import pytest

from articles.html import clean, to_text
from tests.factories import make_fixing, make_pair
from tickers.addresses import Refusal
from tickers.converter import Conversion
from tickers.models import CurrencyPair
from tickers.pairs import arranged
from tickers.references import MOST, settled, then_and_now

pytestmark = pytest.mark.django_db
THEN = date(2026, 3, 12)
THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def rates(time_machine):
    time_machine.move_to("2026-05-22T20:00:00+06:00")
    make_fixing("USD/KGS", "87.4500", THEN, provider="nbkr")
    make_fixing("USD/KGS", "88.1000", date(2026, 5, 22), provider="nbkr")


def link(query="date=2026-03-12&amp;source=nbkr", words="87.45 KGS (NBKR, 12 March 2026)"):
    return f'<a href="/markets/usd-kgs/?{query}" rel="noopener">{words}</a>'


def now(html):
    """What stands behind a link, as it reads."""
    return to_text(then_and_now(html)).removeprefix(to_text(html)).strip()


def test_reference_as_it_is_quoted_survives_the_cleaning_of_bodies():
    quoted = Conversion(Decimal(1000), arranged("USD", "KGS").line(THEN))
    address = quoted.address.replace("&", "&amp;")
    typed = f'<p>It took <a href="{address}">{quoted.citation}</a> then.</p>'
    kept = clean(typed)
    assert kept == typed.replace('">', '" rel="noopener">')
    assert f"(now 88{THIN}100.00 KGS" in then_and_now(kept)


def test_reference_is_told_beside_what_it_is_now():
    shown = then_and_now(f"<p>It was {link()} then.</p>")
    assert shown == (
        f"<p>It was {link()} "
        '<span class="now" title="official rate as of 22 May 2026, source: National Bank of the '
        'Kyrgyz Republic">(now 88.10 KGS<span class="hidden">, official rate as of 22 May 2026, '
        "source: National Bank of the Kyrgyz Republic</span>)</span> then.</p>"
    )
    assert hasattr(shown, "__html__")


def test_rate_has_as_many_decimals_as_it_had_then():
    assert now(link(words="87.4500 KGS (NBKR, 12 March 2026)")).startswith("(now 88.1000 KGS,")
    assert now(link(words="some 87 som")).startswith("(now 88.10 KGS,")
    bold = "<strong>87.4500 KGS</strong> (NBKR)"
    assert now(link(words=bold)).startswith("(now 88.1000 KGS,")


def test_amount_is_told_as_money():
    query = "date=2026-03-12&amp;amount=1000&amp;source=nbkr"
    assert now(link(query, "87 450.00 KGS")).startswith("(now 88 100.00 KGS,")


def test_now_is_the_rate_of_the_same_source():
    make_fixing("USD/KGS", "95.0000", date(2026, 5, 22), provider="csv")
    CurrencyPair.objects.filter(pk=make_pair("USD/KGS").pk).update(providers=["csv"])
    assert "(now 88.10 KGS" in then_and_now(link())
    assert "(now 95.00 KGS" in then_and_now(link("date=2026-03-12&amp;source=csv"))
    assert "(now 88.10 KGS" in then_and_now(link("date=2026-03-12"))
    assert "(now 88.10 KGS" in then_and_now(link("date=2026-03-12&amp;source=x%27%22"))


def test_rate_that_is_stale_is_told_with_its_day(time_machine):
    time_machine.move_to("2026-07-22T20:00:00+06:00")
    assert now(link()).startswith("(88.10 KGS on 22 May 2026,")


@pytest.mark.parametrize(
    "html",
    [
        "<p>No link.</p>",
        link("date=2026-05-22&amp;source=nbkr"),
        link("date=2026-03-12&amp;source=ecb"),
        link("date=tomorrow"),
        link("date=2026-02-31"),
        link("date=2030-01-01"),
        link("date=publication"),
        link("amount=5"),
        link("date=2026-03-12&amp;amount=ten"),
        link("range=1y"),
        '<a href="/markets/">Markets</a>',
        '<a href="/markets/usd-kgs/">The dollar</a>',
        '<a href="/markets/usd-usd/?date=2026-03-12">x</a>',
        '<a href="/markets/usd-xxx/?date=2026-03-12">x</a>',
        '<a href="https://other.example/markets/usd-kgs/?date=2026-03-12">x</a>',
    ],
)
def test_what_is_no_reference_or_has_nothing_newer_stays(html):
    assert then_and_now(html) == html


def test_references_cost_one_query_and_none_where_there_is_none(django_assert_num_queries):
    make_fixing("USD/KZT", "515", THEN, provider="nbk")
    other = link().replace("usd-kgs", "usd-kzt").replace("nbkr", "nbk")
    for html in (link(), link() * 20, link() + other):
        with django_assert_num_queries(1):
            then_and_now(html)
    for html in ("<p>None.</p>", '<a href="/markets/">x</a>', link("date=publication")):
        with django_assert_num_queries(0):
            then_and_now(html)


def test_number_of_pairs_that_are_asked_for_is_bounded():
    codes = [f"{a}{b}c" for a in "abcdefgh" for b in "abcdefgh"]
    html = "".join(link().replace("usd-kgs", f"usd-{code}") for code in codes) + link()
    assert len(codes) > MOST
    assert then_and_now(html) == html
    assert "(now" in then_and_now(link() + html)


def test_reference_that_waits_gets_the_rate_of_the_day():
    waiting = link("date=publication&amp;amount=1000", "1000 USD in KGS at publication")
    frozen = settled(f"<p>Some {waiting}, and {link()}.</p>", date(2026, 3, 13))
    quoted = link(
        "date=2026-03-12&amp;amount=1000&amp;source=nbkr",
        f"87{THIN}450.00 KGS (NBKR, 12 March 2026)",
    )
    assert frozen == f"<p>Some {quoted}, and {link()}.</p>"
    assert clean(frozen) == frozen
    assert settled(frozen, date(2026, 5, 22)) == frozen


def test_reference_that_nobody_has_a_rate_for_says_so():
    waiting = link("date=publication").replace("kgs", "xxx")
    with pytest.raises(Refusal, match="The text waits for a rate of USD in XXX, and nobody has"):
        settled(waiting, THEN)


def test_text_without_one_that_waits_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert settled(link(), THEN) == link()

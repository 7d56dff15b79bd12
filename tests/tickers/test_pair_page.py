"""`/markets/usd-kgs/`: the rate of any two currencies on any day, and what stood when."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_currency, make_fixing, make_pair
from tickers.models import Fixing, Provider
from tickers.pair_figures import months_before
from tickers.strip import drop

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 25)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-05-25T12:00:00+06:00", tick=False)


@pytest.fixture
def bank():
    """The dollar in soms on each day of three years: 80 som at first, a tyiyn more each day."""
    base, quote = make_currency("USD"), make_currency("KGS")
    Fixing.objects.bulk_create(
        Fixing(
            provider="nbkr",
            base=base,
            quote=quote,
            value=Decimal(f"{80 + (3 * 365 - age) / 100:.4f}"),
            date=TODAY - timedelta(days=age),
        )
        for age in range(3 * 365)
    )


def page(client, address="/markets/usd-kgs/", status=200):
    response = client.get(address)
    assert response.status_code == status
    return re.sub("[ \n]+", " ", response.content.decode())


def the_figures(text):
    """What is written in the cells of the tables, row by row."""
    rows = re.findall(r"<tr>(.*?)</tr>", text)
    return [
        [re.sub("<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


def test_page_tells_the_rate_its_way_its_change_and_its_inverse(client):
    received = datetime(2026, 5, 25, 9, 58, 30, tzinfo=UTC)
    make_fixing("USD/KGS", "87.4500", TODAY, provider="nbkr", fetched_at=received)
    make_fixing("USD/KGS", "87.6075", date(2026, 5, 22), provider="nbkr")
    text = page(client)
    for words in (
        "<h1>USD to KGS</h1>",
        "1 USD = <strong>87.45000</strong> KGS",
        "−0.15750 (−0.18%)</span>",
        "(down 0.18 per cent)</span> since 22 May 2026",
        '<a class="inverse" href="/markets/kgs-usd/">1 KGS = 0.01144 USD</a>',
        "NBKR, 25 May 2026: 1 USD = 87.4500 KGS",
        'Official rate. Source: <a href="https://www.nbkr.kg/" rel="external">National Bank',
        "25 May 2026, 15:58 (UTC+6)</time>.",
    ):  # fmt: skip
        assert words in text
    assert "stale" not in text


def test_page_of_a_cross_tells_both_fixings(client):
    make_fixing("EUR/USD", "1.16", TODAY, provider="ecb")
    make_fixing("EUR/CNY", "8.12", TODAY, provider="ecb")
    assert "ECB, 25 May 2026: 1 EUR = 1.16 USD and 1 EUR = 8.12 CNY" in page(
        client, "/markets/usd-cny/"
    )


def test_page_respects_what_editors_arranged(client):
    make_fixing("USD/KGS", "87.45", TODAY, provider="nbkr")
    make_fixing("USD/KGS", "99", TODAY, provider="csv")
    pair = make_pair("USD/KGS")
    pair.providers, pair.kind, pair.decimals = ["csv"], "market", 2
    pair.save()
    text = page(client)
    assert "<strong>99.00</strong>" in text
    assert "Market rate. Source: CSV file." in text


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-05-25T12:00+06:00", ""),
        ("2026-05-31T12:00+06:00", "Stale: no newer one of its source has come, and there should"),
    ],
)
def test_page_says_in_what_state_the_rate_is(client, time_machine, now, words):
    make_fixing("USD/UAH", "41.5", TODAY, provider="nbu")
    time_machine.move_to(now)
    text = page(client, "/markets/usd-uah/")
    assert words in text
    assert ("Stale" in text) == bool(words)


def test_rate_of_a_weekend_says_that_the_last_one_holds(client, bank):
    make_fixing("USD/UAH", "41.5", date(2026, 5, 22), provider="nbu")
    text = page(client, "/markets/usd-uah/?date=2026-05-23")
    assert "Its source publishes none for this day: the last one holds." in text


def test_rate_by_hand_tells_why(client):
    make_fixing("USD/TMT", "3.5", TODAY, provider=Provider.MANUAL, reason="The bank’s <own> notice")
    assert "Entered by hand: The bank’s &lt;own&gt; notice." in page(client, "/markets/usd-tmt/")


def test_page_of_a_day_is_of_that_day_all_over(client, bank):
    text = page(client, "/markets/usd-kgs/?date=2024-06-10")
    assert "<h1>USD to KGS: rate on 10 June 2024</h1>" in text
    assert "<title>USD/KGS: USD to KGS on 10 June 2024" in text
    assert "NBKR, 10 June 2024: 1 USD = 83.8100 KGS" in text
    assert "10 June 2023 to 10 June 2024" in text
    assert 'href="/markets/usd-kgs/?date=2024-06-10&amp;range=5y"' in text
    assert 'href="/markets/kgs-usd/?date=2024-06-10"' in text
    assert 'value="2024-06-10"' in text
    assert "2025" not in text.replace("2026", "")


def test_later_days_do_not_change_a_page_of_the_past(client, bank):
    address = "/markets/usd-kgs/?date=2024-06-10&range=all"
    before = the_figures(page(client, address))
    make_fixing("USD/KGS", "500", TODAY, provider="nbkr", revision=2)
    drop()
    assert the_figures(page(client, address)) == before


def test_page_of_today_by_its_date_is_that_of_today(client, bank):
    assert the_figures(page(client, "/markets/usd-kgs/?date=2026-05-25")) == the_figures(
        page(client)
    )


def test_page_of_a_currency_that_is_gone_says_since_when(client):
    make_fixing("USD/KGS", "87.4500", TODAY, provider="nbkr")
    make_fixing("HRK/KGS", "12.1100", date(2022, 12, 30), provider="nbkr")
    text = page(client, "/markets/hrk-kgs/", 404)
    assert (
        "No rate of HRK in KGS holds on 25 May 2026 any more: the last one is of 30 December 2022. "
        "Choose that day."
    ) in text
    assert 'name="date"' in text
    page(client, "/markets/hrk-kgs/?date=2022-12-30")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("?date=2001-01-01", 404, "No rate of USD in KGS is known before 27 May 2023."),
        ("?date=2027-01-01", 400, "1 January 2027 is to come: its rates are not published yet."),
        ("?date=9999-12-31", 400, "31 December 9999 is to come"),
        ("?date=0001-01-01", 400, "Nothing is known before 1 January 1900."),
        ("?date=2026-02-30", 400, "“2026-02-30” is no day. Write it like 2026-03-12."),
        ("?date=%3Cb%3E", 400, "“&lt;b&gt;” is no day"),
        ("?range=7y", 400, "There is no period “7y”. Known are 1m, 3m, 1y, 5y, all."),
    ],
)  # fmt: skip
def test_page_that_can_not_be_says_why(client, bank, address, status, words):
    text = page(client, f"/markets/usd-kgs/{address}", status)
    assert words in text
    assert 'role="alert"' in text
    assert text.count("<h1>") == 1
    assert "noindex" in text
    assert "<strong>" not in text


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("USD-KGS/", "usd-kgs/"),
        ("Usd-kgs/?date=2026-05-01&x=1", "usd-kgs/?date=2026-05-01"),
        ("usd-kgs/?range=1y", "usd-kgs/"),
        ("usd-kgs/?date=", "usd-kgs/"),
        ("usd-kgs/?range=5y&date=2026-05-01", "usd-kgs/?date=2026-05-01&range=5y"),
        ("usd-kgs/?date=2026-05-01&date=2026-05-02", "usd-kgs/?date=2026-05-01"),
    ],
)
def test_page_has_one_address(client, asked, answer):
    response = client.get(f"/markets/{asked}")
    assert (response.status_code, response["Location"]) == (301, f"/markets/{answer}")


@pytest.mark.parametrize("pair", ["usd-usd", "usd-xxx", "xxx-usd", "usd-tmt", "usdkgs"])
@pytest.mark.parametrize("query", ["", "?date=2026-05-01", "?date=never"])
def test_pair_that_nobody_publishes_is_not_found(client, bank, pair, query):
    make_currency("TMT")
    assert client.get(f"/markets/{pair}/{query}").status_code == 404


@pytest.mark.parametrize("query", ["", "?date=2006-05-01"])
def test_pair_of_a_dead_currency_leads_to_that_of_its_successor(client, query):
    make_fixing("USD/TRL", "1350000", date(2004, 12, 31), provider="tcmb")
    make_fixing("USD/TRY", "44.1", TODAY, provider="tcmb")
    response = client.get(f"/markets/usd-trl/{query}")
    text = response.content.decode()
    assert response.status_code == 404
    assert "the last one is of 31 December 2004." in text
    assert '<a href="/markets/usd-try/">USD/TRY: the rate of today</a>' in text
    assert client.get("/markets/usd-trl/?date=2004-12-31").status_code == 200


def test_structured_data_says_what_the_page_says(client):
    make_fixing("USD/KGS", "87.4500", TODAY, provider="nbkr")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client))[1]
    assert json.loads(found) == {
        "@context": "https://schema.org",
        "@type": "ExchangeRateSpecification",
        "url": "http://testserver/markets/usd-kgs/",
        "currency": "USD",
        "currentExchangeRate": {
            "@type": "UnitPriceSpecification",
            "price": "87.4500",
            "priceCurrency": "KGS",
            "validFrom": "2026-05-25",
        },
    }


# What stood when -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "first"),
    [("1m", "25 April 2026"), ("3m", "25 February 2026"), ("5y", "27 May 2023"),
     ("all", "27 May 2023")],
)  # fmt: skip
def test_chart_has_its_period(client, bank, period, first):
    text = page(client, f"/markets/usd-kgs/?range={period}")
    assert f'<title id="chart-title">1 USD in KGS, {first} to 25 May 2026</title>' in text
    current = re.search('aria-current="true" aria-label="(.*?),', text)[1]
    assert current.lower() == period
    assert text.count('aria-current="true"') == 1


def test_bounds_are_those_of_the_period(client, bank):
    text = page(client, "/markets/usd-kgs/?range=1m")
    assert '<dt>High</dt><dd>90.95000 <a href="/markets/usd-kgs/?date=2026-05-25">' in text
    assert '<dt>Low</dt><dd>90.65000 <a href="/markets/usd-kgs/?date=2026-04-25">' in text
    assert "<dt>Average</dt><dd>90.80000</dd>" in text


def test_table_of_a_short_period_has_its_days(client, bank):
    figures = the_figures(page(client, "/markets/usd-kgs/?range=1m"))
    assert figures[1:3] == [
        ["25 May 2026", "90.95000", "+0.01%"],
        ["24 May 2026", "90.94000", "+0.01%"],
    ]
    assert len(figures[1:]) >= 31


def test_table_of_a_longer_period_has_its_months(client, bank):
    figures = the_figures(page(client, "/markets/usd-kgs/?range=all"))
    assert figures[1] == ["May 2026", "90.71000", "90.95000", "90.83000", "90.95000", "25"]
    assert figures[37][0] == "May 2023"


def test_table_of_the_longest_periods_has_years(client):
    for year in range(2000, 2027):
        make_fixing("USD/KGS", f"{year}", date(year, 3, 1), provider="nbkr")
        make_fixing("USD/KGS", f"{year + 1}", date(year, 3, 2), provider="nbkr")
        for month in (5, 7, 9):
            make_fixing("USD/KGS", f"{year}", date(year, month, 1), provider="nbkr")
    figures = the_figures(page(client, "/markets/usd-kgs/?range=all"))
    told = [cell.replace("\N{NARROW NO-BREAK SPACE}", "") for cell in figures[2]]
    assert told == ["2025", "2025.00000", "2026.00000", "2025.20000", "2025.00000", "5"]


def test_on_this_day_tells_of_years_before(client, bank):
    text = page(client)
    part = text[text.index('id="on-this-day"') :]
    assert the_figures(part)[1:3] == [
        ["25 May 2025", "87.30000", "+4.18% (up 4.18 per cent)"],
        ["25 May 2024", "83.65000", "+8.73% (up 8.73 per cent)"],
    ]
    assert 'href="/markets/usd-kgs/?date=2025-05-25"' in part


def test_on_this_day_leaves_out_years_of_which_nothing_is_known(client):
    make_fixing("USD/KGS", "87", TODAY, provider="nbkr")
    make_fixing("USD/KGS", "80", date(2024, 4, 1), provider="nbkr")
    text = page(client)
    assert "Nothing is known of a year before." in text


def test_months_lead_to_their_last_days(client, bank):
    text = page(client)
    part = text[text.index('id="by-month"') :]
    assert '<a href="/markets/usd-kgs/?date=2026-05-25">May 2026</a>' in part
    assert '<a href="/markets/usd-kgs/?date=2026-02-28">Feb 2026</a>' in part
    assert '<a href="/markets/usd-kgs/?date=2025-05-25">The year before</a>' in part
    assert "The year before" not in page(client, "/markets/usd-kgs/?date=2023-06-01")


def test_series_of_one_day_has_no_chart_but_a_sentence(client):
    make_fixing("USD/KGS", "87.45", TODAY, provider="nbkr")
    text = page(client)
    assert "<figure" not in text
    assert "In this period there is one fixing only." in text


def test_period_without_a_fixing_says_so(client):
    make_fixing("USD/KGS", "87.45", TODAY - timedelta(days=80), provider="nbkr")
    text = page(client, "/markets/usd-kgs/?range=1m")
    assert "In this period nothing was published. Choose a longer one." in text


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 31), -1, date(2027, 1, 31)),
        (date(1900, 1, 1), 25 * 1200, date(1, 1, 1)),
    ],
)
def test_same_day_of_another_month(day, months, before):
    assert months_before(day, months) == before


# What it costs ---------------------------------------------------------------------------------


def statements(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("days", [2, 40])
@pytest.mark.parametrize("period", ["", "?range=all"])
def test_page_costs_the_same_of_few_and_many_days(client, days, period):
    for age in range(days):
        make_fixing("USD/KGS", "87", TODAY - timedelta(days=age), provider="nbkr")
    statements(client, f"/markets/usd-kgs/{period}")
    drop()
    # The arrangement, the rate, marks, the history's sources, columns and last pause, currencies,
    # the strip.
    assert statements(client, f"/markets/usd-kgs/{period}") <= 8
    assert statements(client, f"/markets/usd-kgs/{period}") == 2


def test_new_fixing_is_on_the_page_at_once(client, monkeypatch):
    monkeypatch.setattr("tickers.strip.transaction.on_commit", lambda act: act())
    make_fixing("USD/KGS", "87.45", date(2026, 5, 22), provider="nbkr")
    assert "87.45000" in page(client)
    make_fixing("USD/KGS", "99.99", TODAY, provider="nbkr")
    text = page(client)
    assert "<strong>99.99000</strong>" in text
    assert "Highest 99.99000 on 25 May 2026" in text

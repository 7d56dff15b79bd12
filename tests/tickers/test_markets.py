"""`/markets/`: the table, the matrix, the file for spreadsheets, the box on the home page."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_article, make_fixing, make_pair, make_section
from tickers.models import Provider
from tickers.strip import drop
from tickers.views.markets import safe

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 25)
YESTERDAY = date(2026, 5, 22)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-05-25T12:00:00+06:00", tick=False)


@pytest.fixture
def banks():
    """The som in four currencies, the tenge in hundreds of sums; six pairs, one of them unknown."""
    for day, change in ((YESTERDAY, 0), (TODAY, 1)):
        for name, value in (("USD/KGS", 87), ("EUR/KGS", 95), ("KZT/KGS", 1), ("CNY/KGS", 12)):
            make_fixing(name, f"{value + change}.5", day, provider="nbkr")
        make_fixing("UZS/KZT", "4.25", day, provider="nbk", nominal=100)
    for position, name in enumerate(["USD/KGS", "KGS/USD", "UZS/KZT", "EUR/CNY", "TMT/USD"]):
        pair = make_pair(name)
        pair.position = position
        pair.save()


def rows(client, address="/markets/"):
    return client.get(address).context["rows"]


def names(client, order=""):
    return [
        row.rate.name for row in rows(client, f"/markets/?order={order}" if order else "/markets/")
    ]


def test_table_has_the_pairs_that_have_a_rate_in_the_order_of_editors(client, banks):
    assert names(client) == ["USD/KGS", "KGS/USD", "UZS/KZT", "EUR/CNY"]


def test_pair_that_is_not_active_is_left_out(client, banks):
    pair = make_pair("USD/KGS")
    pair.is_active = False
    pair.save()
    assert "USD/KGS" not in names(client)


def test_row_tells_all_of_a_rate(client, banks):
    page = client.get("/markets/").content.decode()
    row = page[page.index('<a href="/markets/usd-kgs/">') :]
    row = row[: row.index("</tr>")]
    for words in (
        "88.50000", "+1.00000", "+1.14%", "(up 1.14 per cent)", "NBKR",
        '<time datetime="2026-05-25">',
        "25 May 2026", "fresh", 'aria-label="22 May 2026: 87.50000; 25 May 2026: 88.50000"',
    ):  # fmt: skip
        assert words in row
    assert '<td class="aside">100</td>' in page


def test_nothing_is_never_minus_nothing(client, banks):
    page = client.get("/markets/").content.decode()
    assert "0.00%" in page
    assert "(unchanged)" in page
    assert "-0.0" not in page
    assert "\N{MINUS SIGN}0.00%" not in page


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-05-25T12:00+06:00", "fresh"),
        ("2026-05-31T12:00+06:00", "stale"),
        ("2026-05-23T12:00+06:00", "weekend or holiday"),
    ],
)
def test_row_says_in_what_state_its_rate_is(client, time_machine, today, state):
    make_fixing("USD/UAH", "41.5", YESTERDAY, provider="nbu")
    if state == "fresh":
        make_fixing("USD/UAH", "41.5", TODAY, provider="nbu")
    make_pair("USD/UAH")
    time_machine.move_to(today)
    assert f">{state}<" in client.get("/markets/").content.decode().replace("\n", "")


def test_rate_that_was_entered_by_hand_is_marked(client):
    make_fixing("USD/TMT", "3.5", TODAY, provider=Provider.MANUAL)
    make_pair("USD/TMT")
    assert ">by hand<" in client.get("/markets/").content.decode()


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("pair", ["EUR/CNY", "KGS/USD", "USD/KGS", "UZS/KZT"]),
        ("-pair", ["UZS/KZT", "USD/KGS", "KGS/USD", "EUR/CNY"]),
        ("value", ["KGS/USD", "UZS/KZT", "EUR/CNY", "USD/KGS"]),
        ("-change", ["USD/KGS", "UZS/KZT", "KGS/USD", "EUR/CNY"]),
    ],
)
def test_table_is_ordered_by_a_column(client, banks, order, expected):
    assert names(client, order) == expected


def test_order_by_change_ends_with_those_of_which_it_is_not_known(client, banks):
    make_fixing("USD/UAH", "41.5", TODAY, provider="nbu")
    make_pair("USD/UAH")
    assert names(client, "change")[-1] == names(client, "-change")[-1] == "USD/UAH"


def test_heading_says_how_the_table_is_ordered_and_turns_it(client, banks):
    page = client.get("/markets/?order=value").content.decode()
    assert 'aria-sort="ascending"><a href="?order=-value#pairs">' in page
    page = client.get("/markets/?order=-value").content.decode()
    assert 'aria-sort="descending"><a href="?order=value#pairs">' in page
    assert page.count("aria-sort") == 1


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("?utm_source=x", "/markets/"),
        ("?order=", "/markets/"),
        ("?x=1&order=value&order=pair", "/markets/?order=value"),
        ("?order=%20value", "/markets/?order=value"),
    ],
)
def test_page_has_one_address(client, asked, answer):
    response = client.get(f"/markets/{asked}")
    assert (response.status_code, response["Location"]) == (301, answer)


@pytest.mark.parametrize(
    ("order", "shown"), [("%3Cb%3E", "&lt;b&gt;"), ("-", "-"), ("--date", "--date")]
)
def test_order_that_is_none_is_refused_with_a_sentence(client, banks, order, shown):
    response = client.get(f"/markets/?order={order}")
    assert response.status_code == 400
    page = response.content.decode()
    assert f"There is no order “{shown}”. Choose one of the columns’ headings." in page
    assert 'role="alert"' in page


def test_page_without_rates_says_so(client):
    response = client.get("/markets/")
    assert response.status_code == 200
    assert "There are no rates here yet." in response.content.decode()


def test_matrix_has_each_known_currency_in_each_other(client, banks):
    matrix = client.get("/markets/").context["matrix"]
    assert matrix.codes == ("KGS", "KZT", "UZS", "USD", "EUR", "CNY")
    cells = {
        (base, quote): cell and cell.text
        for base, row in matrix.rows
        for quote, cell in zip(matrix.codes, row, strict=True)
    }
    assert cells["USD", "KGS"] == "88.50"
    assert cells["KGS", "USD"] == "0.01130"
    assert cells["EUR", "CNY"] == "7.148"
    assert cells["KZT", "UZS"] == "23.53"
    assert cells["KGS", "KGS"] is cells["KGS", "UZS"] is None


def test_cell_of_the_matrix_leads_to_its_pair_and_tells_the_source(client, banks):
    page = client.get("/markets/").content.decode()
    assert (
        '<a href="/markets/eur-cny/" title="1 EUR = 7.14815 CNY, official rate as of 25 May 2026, '
        'source: National Bank of the Kyrgyz Republic">7.148</a>'
    ) in page


@pytest.mark.parametrize("name", ["KZT/KGS", "KGS/KZT"])
def test_matrix_has_the_sources_that_editors_chose(client, banks, name):
    """Also where only the inverse of a pair was arranged."""
    make_fixing("KZT/KGS", "7", TODAY, provider="csv")
    pair = make_pair(name)
    pair.providers = ["csv"]
    pair.save()
    texts = [
        cell.text
        for _, row in client.get("/markets/").context["matrix"].rows
        for cell in row
        if cell
    ]
    assert "7.000" in texts
    assert "0.1429" in texts


def read(client):
    response = client.get("/markets/rates.csv")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="rates.csv"'
    return list(csv.DictReader(StringIO(response.content.decode())))


def test_file_has_each_rate_of_the_page_once(client, banks):
    found = {f"{row['base']}/{row['quote']}": row for row in read(client)}
    assert len(found) == len(read(client))
    assert {"USD/KGS", "UZS/KZT", "EUR/CNY", "KGS/CNY"} <= set(found)
    assert found["USD/KGS"] == {
        "base": "USD", "quote": "KGS", "nominal": "1", "value": "88.5", "change": "1.0",
        "change_percent": "1.14", "date": "2026-05-25", "previous_date": "2026-05-22",
        "source": "National Bank of the Kyrgyz Republic", "kind": "official", "state": "fresh",
        "path": "NBKR, 25 May 2026: 1 USD = 88.5 KGS",
    }  # fmt: skip
    assert (found["UZS/KZT"]["nominal"], found["UZS/KZT"]["value"]) == ("100", "0.0425")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_calculate_is_kept_a_text(text):
    assert safe(text) == f"'{text}"
    assert safe("NBKR, 1=2") == "NBKR, 1=2"


def statements(client, address):
    drop()
    client.get(address)
    drop()
    with CaptureQueriesContext(connection) as cold:
        client.get(address)
    with CaptureQueriesContext(connection) as warm:
        client.get(address)
    return len(cold), len(warm)


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize(
    ("address", "expected"), [("/markets/", (8, 0)), ("/markets/rates.csv", (6, 0))]
)
def test_page_costs_the_same_with_few_and_many_pairs(client, banks, address, expected):
    assert statements(client, address) == expected
    for code in ("KZT", "CNY", "EUR"):
        make_pair(f"{code}/KGS")
        make_pair(f"KGS/{code}")
    assert statements(client, address) == expected


def test_phone_is_told_source_and_state_beneath_the_pair(client):
    make_fixing("USD/KGS", "88", TODAY - timedelta(days=30), provider="nbkr")
    make_pair("USD/KGS")
    text = client.get("/markets/").content.decode()
    told = text[text.index('<span class="told">') :]
    assert told.startswith('<span class="told">NBKR, 25 Apr 2026, <span class="stale">stale')


def test_navigation_marks_markets(client):
    make_section("Water")
    page = client.get("/markets/").content.decode()
    assert '<a href="/markets/" aria-current="page">Markets</a>' in page
    assert page.index(">Water<") < page.index(">Markets<") < page.index(">Archive<")
    assert '<a href="/markets/" aria-current' not in client.get("/articles/").content.decode()


def test_home_has_a_box_of_the_first_pairs(client, banks):
    make_article()
    page = client.get("/").content.decode()
    box = page[page.index('class="markets-box"') :]
    assert '<a href="/markets/usd-kgs/">USD/KGS</a>' in box
    assert "88.50000" in box
    assert 'class="sparkline"' in box


def test_home_without_rates_has_no_box(client):
    make_article()
    assert "markets-box" not in client.get("/").content.decode()


def test_box_says_what_is_stale(client):
    make_article()
    make_fixing("USD/KGS", "88", TODAY - timedelta(days=30), provider="nbkr")
    make_pair("USD/KGS")
    assert "stale, of 25 April" in client.get("/").content.decode()


@pytest.mark.usefixtures("unhurried")
def test_sitemap_costs_the_same_with_few_and_many_pairs(client, banks):
    assert statements(client, "/sitemap.xml") == (8, 4)
    make_pair("CNY/KGS")
    assert statements(client, "/sitemap.xml") == (8, 4)


def test_sitemap_names_markets_and_the_pairs_that_readers_are_shown(client, banks):
    page = client.get("/sitemap.xml").content.decode()
    for path in ("/markets/", "/markets/convert/", "/markets/usd-kgs/", "/markets/uzs-kzt/"):
        assert page.count(f"<loc>http://testserver{path}</loc>") == 1
    assert "tmt-usd" not in page

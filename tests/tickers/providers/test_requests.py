"""What a bank is asked."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from tests.tickers.providers.payloads import CBR_RANGE
from tickers.providers import PROVIDERS, nbkr
from tickers.providers.provider import Request

DAY = date(2026, 5, 4)
SUNDAY = date(2026, 5, 24)
ECB_SERIES = "https://data-api.ecb.europa.eu/service/data/EXR/D..EUR.SP00.A"
NBU_RANGE = "https://bank.gov.ua/NBU_Exchange/exchange_site"


def addresses(name, day=None):
    return [request.url for request in PROVIDERS[name].address(day)]


@pytest.mark.parametrize(
    ("name", "newest", "of_day"),
    [
        (
            "nbk",
            "https://nationalbank.kz/rss/rates_all.xml",
            "https://nationalbank.kz/rss/get_rates.cfm?fdate=04.05.2026",
        ),
        (
            "cbu",
            "https://cbu.uz/en/arkhiv-kursov-valyut/json/",
            "https://cbu.uz/en/arkhiv-kursov-valyut/json/all/2026-05-04/",
        ),
        (
            "nbt",
            "https://www.nbt.tj/en/kurs/export_xml.php?export=xmlout",
            "https://www.nbt.tj/en/kurs/export_xml.php?date=2026-05-04&export=xmlout",
        ),
        ("cbt", None, "https://cbt.tm/kurs/2026/04052026.xml"),
        (
            "cbr",
            "https://www.cbr.ru/scripts/XML_daily.asp",
            "https://www.cbr.ru/scripts/XML_daily.asp?date_req=04/05/2026",
        ),
        (
            "ecb",
            "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml",
            f"{ECB_SERIES}?format=csvdata&startPeriod=2026-05-04&endPeriod=2026-05-04",
        ),
        (
            "nbu",
            "https://bank.gov.ua/NBUStatService/v1/statdirectory/exchange?json",
            f"{NBU_RANGE}?start=20260504&end=20260504&sort=exchangedate&order=asc&json",
        ),
        (
            "nbrb",
            "https://api.nbrb.by/exrates/rates?periodicity=0",
            "https://api.nbrb.by/exrates/rates?periodicity=0&ondate=2026-05-04",
        ),
        (
            "nbg",
            "https://nbg.gov.ge/gw/api/ct/monetarypolicy/currencies/",
            "https://nbg.gov.ge/gw/api/ct/monetarypolicy/currencies/?date=2026-05-04",
        ),
        (
            "tcmb",
            "https://www.tcmb.gov.tr/kurlar/today.xml",
            "https://www.tcmb.gov.tr/kurlar/202605/04052026.xml",
        ),
        (
            "openexchangerates",
            "https://openexchangerates.org/api/latest.json?app_id={key}",
            "https://openexchangerates.org/api/historical/2026-05-04.json?app_id={key}",
        ),
        (
            "exchangerate_host",
            "https://api.exchangerate.host/live?access_key={key}",
            "https://api.exchangerate.host/historical?date=2026-05-04&access_key={key}",
        ),
    ],
)
def test_newest_rates_and_those_of_a_day_have_these_addresses(name, newest, of_day):
    assert addresses(name) == ([newest] if newest else [])
    assert addresses(name, DAY) == [of_day]
    (request,) = PROVIDERS[name].address(DAY)
    assert request.day == DAY


def test_kyrgyz_rates_are_two_files_and_a_past_of_each_currency():
    assert addresses("nbkr") == [
        "https://www.nbkr.kg/XML/daily.xml",
        "https://www.nbkr.kg/XML/weekly.xml",
    ]
    first, *rest = PROVIDERS["nbkr"].address(DAY)
    assert first == Request(
        "https://www.nbkr.kg/index1.jsp?item=1562&lang=ENG&valuta_id=15"
        "&beg_day=04&beg_month=05&beg_year=2026&end_day=04&end_month=05&end_year=2026",
        currency="USD",
    )
    assert {"USD", *(request.currency for request in rest)} == set(nbkr.NUMBERS)
    assert len(rest) == len(nbkr.NUMBERS) - 1


@pytest.mark.parametrize("name", ["cbt", "tcmb"])
def test_sunday_is_not_asked_for_where_it_has_no_rates(name):
    assert addresses(name, SUNDAY) == []


def test_file_has_no_address():
    assert addresses("csv") == addresses("csv", DAY) == []


def test_armenian_question_is_posted():
    newest, of_day = (PROVIDERS["cba"].address(day)[0] for day in (None, DAY))
    assert of_day.url == newest.url == "https://api.cba.am/exchangerates.asmx"
    assert ("SOAPAction", '"http://www.cba.am/ExchangeRatesByDate"') in of_day.headers
    root = etree.fromstring(of_day.body)
    assert root.findtext(".//{http://www.cba.am/}date") == "2026-05-04"
    assert etree.fromstring(newest.body).find(".//{*}ExchangeRatesLatest") is not None
    (asked,) = PROVIDERS["cba"].between(date(2026, 1, 1), date(2026, 2, 1))
    assert etree.fromstring(asked.body).findtext(".//{*}DateTo") == "2026-02-01"


@pytest.mark.parametrize(
    ("name", "since", "questions"),
    [
        # One for each currency, one for each year, one for all days, one for each day.
        ("cbr", date(2000, 1, 1), 57),
        ("nbu", date(2024, 5, 1), 3),
        ("cba", date(2024, 5, 1), 3),
        ("ecb", date(1999, 1, 4), 1),
        ("nbrb", date(2026, 4, 25), 10),
        # Days take less than a range of each currency.
        ("cbr", date(2026, 4, 25), 10),
        ("nbkr", date(2025, 12, 31), 2 * len(nbkr.NUMBERS)),
        # Ten days, without a Sunday; without two weekends.
        ("cbt", date(2026, 4, 25), 8),
        ("tcmb", date(2026, 4, 25), 6),
    ],
)
def test_range_is_asked_for_in_as_few_questions_as_the_bank_answers(name, since, questions):
    asked = PROVIDERS[name].between(since, DAY)
    assert len(asked) == questions
    assert len({(request.url, request.body) for request in asked}) == questions


def test_years_of_a_range_meet():
    first, second = PROVIDERS["nbu"].between(date(2025, 5, 1), DAY)
    assert "start=20250501&end=20251231" in first.url
    assert "start=20260101&end=20260504" in second.url


def test_currency_of_a_range_is_the_one_it_was_asked_by():
    asked = PROVIDERS["cbr"].history(date(2020, 1, 1), DAY)
    assert sum(request.url.endswith("&VAL_NM_RQ=R01717") for request in asked) == 1
    assert {record.base for record in PROVIDERS["cbr"].parse(CBR_RANGE)} == {"UZS"}


@pytest.mark.parametrize("name", PROVIDERS)
def test_key_is_asked_for_where_an_address_has_a_place_for_it(name):
    provider = PROVIDERS[name]
    for request in [*provider.address(None), *provider.address(DAY)]:
        assert ("{key}" in request.url) == provider.needs_key
        asked = request.with_key("a&b").url
        assert "{key}" not in asked
        assert ("a%26b" in asked) == provider.needs_key


@pytest.mark.parametrize("name", PROVIDERS)
def test_zone_exists_and_whatever_has_an_address_has_a_time(name):
    provider = PROVIDERS[name]
    assert ZoneInfo(provider.zone)
    assert (provider.publishes is None) == (name == "csv")
    assert name == "csv" or provider.source.startswith("https://")

"""What each provider's parse makes of a payload that is right."""

from datetime import date

import pytest

from tests.tickers.providers.payloads import (
    CBR_DAY,
    CSV_NAMED,
    ECB_SERIES,
    NBG_DAY,
    NBKR_PAST,
    NBRB_XML,
    NBT_DAY,
    READ,
    fixing,
)
from tickers.models import Provider as Names
from tickers.providers import PROVIDERS
from tickers.providers.provider import Request
from tickers.providers.record import Doubt, UnreadablePayload

WITHOUT_FEED = {Names.MANUAL, Names.IMPORTED, Names.DEMO}


@pytest.mark.parametrize(("name", "payload", "told"), READ)
def test_payload_says_these_rates(name, payload, told):
    assert PROVIDERS[name].parse(payload) == [fixing(line) for line in told]


def test_each_name_of_the_contract_has_a_provider_in_its_order():
    assert list(PROVIDERS) == [name for name in Names.values if name not in WITHOUT_FEED]
    assert {name for name, *_ in READ} == set(PROVIDERS)


@pytest.mark.parametrize("name", PROVIDERS)
def test_titles_are_those_of_the_admin(name):
    assert PROVIDERS[name].title == Names(name).label


def test_page_of_the_past_is_read_with_the_currency_that_was_asked_and_its_nominal():
    request = Request("https://bank.example/", currency="JPY")
    assert PROVIDERS["nbkr"].answer(NBKR_PAST, request) == [
        fixing("10 JPY = 40.9614 KGS, 2005-06-25"),
        fixing("10 JPY = 41.0685 KGS, 2005-06-18"),
    ]


def test_page_of_the_past_without_a_currency_says_what_to_do():
    with pytest.raises(UnreadablePayload, match="does not say of which currency it is. Let update"):
        PROVIDERS["nbkr"].parse(NBKR_PAST)


def test_page_of_a_past_without_rates_is_empty():
    form = b"<html><select name=valuta_id></select><table></table></html>"
    assert PROVIDERS["nbkr"].parse(form, currency="TRL") == []


@pytest.mark.parametrize(
    "page",
    [
        NBKR_PAST[:-8],
        b"<html><table><tr><td>Error</td></tr></table></html>",
        b"",
        b"<!--date-->25.06.2005<!--date-->" * 50_000,
    ],
)
def test_page_that_is_not_a_whole_one_of_the_past_is_refused(page):
    with pytest.raises(UnreadablePayload, match="no whole page of past rates"):
        PROVIDERS["nbkr"].parse(page, currency="USD")


@pytest.mark.parametrize("name", ["cbu", "nbu", "nbrb", "nbg"])
def test_empty_list_about_a_day_says_that_it_has_no_rates(name):
    assert PROVIDERS[name].parse(b" []\r\n", date(2026, 5, 1)) == []


def test_table_about_a_day_may_have_no_lines():
    headings = ECB_SERIES.partition(b"\n")[0] + b"\n"
    assert PROVIDERS["ecb"].parse(headings, date(2026, 5, 1)) == []


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_file_may_be_in_any_usual_encoding(codec):
    told = PROVIDERS["csv"].parse(CSV_NAMED.encode(codec))
    assert told == [fixing("1 USD = 1087.45 KGS, 2026-05-24")]


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-24",
        "2026/05/24",
        "2026-05-24 00:00:00",
        "24.05.2026 0:00",
        "24/05/2026",
        "24-05-26",
    ],
)
def test_file_may_tell_days_in_any_usual_form(written):
    payload = f"date,base,quote,value\n{written},USD,KGS,87.45\n".encode()
    assert PROVIDERS["csv"].parse(payload) == [fixing("1 USD = 87.45 KGS, 2026-05-24")]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_file_may_have_any_usual_separator(separator):
    told = PROVIDERS["csv"].parse(CSV_NAMED.replace(";", separator).encode())
    assert told == [fixing("1 USD = 1087.45 KGS, 2026-05-24")]


@pytest.mark.parametrize("payload", [NBT_DAY, NBT_DAY.replace(b"<ValCurs", b'<ValCurs xmlns="x"')])
def test_markup_may_be_in_a_namespace(payload):
    assert len(PROVIDERS["nbt"].parse(payload)) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_markup_may_be_in_any_encoding_that_it_says(encoding):
    text = NBRB_XML.decode().replace("utf-8", encoding)
    assert PROVIDERS["nbrb"].parse(text.encode(encoding)) == PROVIDERS["nbrb"].parse(NBRB_XML)


@pytest.mark.parametrize(
    ("name", "payload"), [("nbt", NBT_DAY), ("nbg", NBG_DAY), ("cbr", CBR_DAY)]
)
def test_another_day_than_asked_is_told_and_keeps_its_own_date(name, payload):
    provider = PROVIDERS[name]
    records = provider.parse(payload)
    *same, doubt = provider.parse(payload, date(2031, 1, 1))
    assert same == records
    assert doubt == Doubt(
        f"{provider.title} was asked for 2031-01-01 and answered with rates of {records[0].date}.",
        is_of_another_day=True,
    )
    assert provider.parse(payload, records[0].date) == records


def test_the_newest_of_several_days_is_the_one_that_is_told():
    payload = next(payload for name, payload, _ in READ if name == "nbu")
    *_, doubt = PROVIDERS["nbu"].parse(payload, date(2031, 1, 1))
    assert "rates of 2026-03-02" in doubt.text

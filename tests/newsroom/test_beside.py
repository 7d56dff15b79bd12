"""Rates beside the stories of a listing: whose ticker stands where."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_article, make_fixing, make_section, make_ticker
from tickers.models import Fixing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unhurried")]


@pytest.fixture(autouse=True)
def _committed(monkeypatch):
    """A test's transaction never commits: what waits for it happens at once."""
    monkeypatch.setattr("tickers.strip.transaction.on_commit", lambda act: act())


@pytest.fixture(autouse=True)
def _rates():
    make_fixing("USD/KGS")
    make_fixing("USD/KZT", "515.3")
    make_article(section=make_section("S"), countries=["KZ", "KG"], slug="s")


def boxes(client, address):
    """The names of the boxes of rates on a page, and the pairs in them."""
    page = client.get(address).content.decode()
    found = re.findall(r'<section class="markets-box".*?</section>', page, re.DOTALL)
    assert not any("<button" in box for box in found)
    return {
        re.search(r"<h2.*?><a.*?>(.*?)</a>", box)[1]: re.findall(r'<li><a href="(.*?)"', box)
        for box in found
    }


@pytest.mark.parametrize("address", ["/articles/", "/section/s/", "/country/kazakhstan/"])
def test_ticker_of_listings_stands_beside_each(client, address):
    make_ticker("USD/KGS", "USD/KZT", name="Rates", placement="sidebar")
    assert boxes(client, address) == {"Rates": ["/markets/usd-kgs/", "/markets/usd-kzt/"]}


@pytest.mark.parametrize("address", ["/articles/s/", "/search/", "/markets/"])
def test_it_stands_nowhere_else(client, address):
    make_ticker("USD/KGS", name="Rates", placement="sidebar")
    assert boxes(client, address) == {}


def test_country_has_its_own_ticker_else_that_of_countries_else_that_of_listings(client):
    kyrgyz, kazakh = "/country/kyrgyzstan/", "/country/kazakhstan/"
    make_ticker("USD/KGS", name="Everywhere", placement="sidebar")
    own = make_ticker("USD/KZT", name="Tenge", slug="kazakhstan", placement="country")
    assert (*boxes(client, kazakh), *boxes(client, kyrgyz)) == ("Tenge", "Everywhere")
    make_ticker("USD/KGS", name="Countries", placement="country")
    assert (*boxes(client, kazakh), *boxes(client, kyrgyz)) == ("Tenge", "Countries")
    assert [*boxes(client, "/articles/")] == ["Everywhere"]
    own.is_active = False
    own.save()
    assert [*boxes(client, kazakh)] == ["Countries"]


def test_box_tells_how_rates_stand(client):
    ticker = make_ticker("USD/KGS", name="Rates", placement="sidebar", motion="scroll")
    ticker.items.update(label="Dollar")
    Fixing.objects.record(
        provider="manual",
        base="USD",
        quote="KGS",
        value="99",
        date=date(2026, 5, 25),
        reason="Away.",
    )
    page = client.get("/articles/").content.decode()
    box = re.search(r'<section class="markets-box".*?</section>', page, re.DOTALL)[0]
    assert 'title="USD/KGS">Dollar</a>' in box
    assert "99.00000" in box
    assert "by hand" in box


def test_page_that_is_warm_asks_nothing_of_rates(client):
    address = "/country/kyrgyzstan/"
    plain = queries(client, address)
    make_ticker("USD/KZT", name="Tenge", slug="kazakhstan", placement="country")
    make_ticker("USD/KGS", name="Countries", placement="country")
    assert queries(client, address) == plain


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)

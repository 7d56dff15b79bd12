"""oEmbed: what it tells of which pages, and how it says no, as its specification wants it."""

from datetime import date
from html import unescape
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from tests.factories import make_fixing, make_ticker
from tickers.models import Ticker

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
PAGE = f"{SITE}/markets/usd-kgs/"


@pytest.fixture(autouse=True)
def rates(time_machine):
    time_machine.move_to("2026-05-22T20:00:00+06:00")
    make_fixing("USD/KGS", "87.4500", date(2026, 5, 22), provider="nbkr")
    make_ticker("KGS/USD", "USD/KGS", name="Our rates", slug="rates")


def ask(client, url=PAGE, **parameters):
    return client.get("/oembed/", {"url": url} | parameters)


def test_pair_page_is_told_as_a_frame(client):
    response = ask(client)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response.json() == {
        "version": "1.0",
        "type": "rich",
        "title": "USD/KGS",
        "provider_name": "Newsroom",
        "provider_url": f"{SITE}/",
        "cache_age": 60,
        "html": f'<iframe src="{SITE}/embed/pair/usd-kgs/" title="USD/KGS: exchange rates" '
        'width="360" height="194" frameborder="0" loading="lazy"></iframe>',
        "width": 360,
        "height": 194,
    }


@pytest.mark.parametrize(
    ("path", "framed"),
    [
        ("/markets/usd-kgs/", "/embed/pair/usd-kgs/"),
        ("/markets/USD-KGS", "/embed/pair/usd-kgs/"),
        ("/markets/usd-kgs/?date=2026-03-12#chart", "/embed/pair/usd-kgs/"),
        ("/embed/pair/kgs-usd/", "/embed/pair/kgs-usd/"),
        ("/embed/ticker/rates/?theme=dark", "/embed/ticker/rates/"),
        ("/markets/convert/", "/embed/converter/"),
        ("/embed/converter/", "/embed/converter/"),
    ],
)
def test_pages_that_can_be_embedded(client, path, framed):
    found = ask(client, SITE + path).json()
    assert f'src="{SITE}{framed}"' in found["html"]
    assert client.get(framed).status_code == 200


def test_ticker_is_as_high_as_it_has_rates(client):
    make_ticker("KGS/USD", slug="short")
    one, two = (ask(client, f"{SITE}/embed/ticker/{it}/").json() for it in ("short", "rates"))
    assert one["height"] < two["height"]


def test_sizes_are_no_larger_than_wanted(client):
    found = ask(client, maxwidth="300", maxheight="150").json()
    assert (found["width"], found["height"]) == (300, 150)
    assert 'width="300" height="150"' in found["html"]
    found = ask(client, maxwidth="900", maxheight="900").json()
    assert (found["width"], found["height"]) == (360, 194)


def test_xml_has_the_same(client):
    response = ask(client, format="xml")
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314 - ours
    assert root.tag == "oembed"
    assert {it.tag: it.text for it in root} == {
        key: str(value) for key, value in ask(client, format="json").json().items()
    }


def test_name_that_xml_can_not_hold_is_told_without_that(client):
    Ticker.objects.update(name="Our <rates> & \x01more")
    url = f"{SITE}/embed/ticker/rates/"
    root = ElementTree.fromstring(ask(client, url, format="xml").content)  # noqa: S314 - ours
    assert root.find("title").text == "Our <rates> & more"
    assert 'title="Our &lt;rates&gt; &amp;' in ask(client, url).json()["html"]


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("", 400, "“url” is missing."),
        ("url=", 400, "“url” is missing."),
        (f"url={PAGE}&maxwidth=wide", 400, "“wide” is no size for “maxwidth”."),
        (f"url={PAGE}&maxheight=0", 400, "“0” is no size for “maxheight”."),
        (f"url={PAGE}&maxheight=-5", 400, "“-5” is no size for “maxheight”."),
        (f"url={PAGE}&format=yaml", 501, "“yaml” is no format of oEmbed."),
        (f"url={SITE}/", 404, "There is nothing to embed at"),
        (f"url={SITE}/articles/x/", 404, "There is nothing to embed at"),
        (f"url={SITE}/markets/usd-xxx/", 404, "Nobody is known to have a rate of USD in XXX."),
        (f"url={SITE}/embed/ticker/none/", 404, "There is no ticker “none”"),
        ("url=https://evil.example/markets/usd-kgs/", 404, "There is nothing to embed at"),
        ("url=ftp://testserver/markets/usd-kgs/", 404, "There is nothing to embed at"),
        ("url=/markets/usd-kgs/", 404, "There is nothing to embed at"),
        ("url=http://[/markets/usd-kgs/", 404, "There is nothing to embed at"),
        (f"url={SITE}/markets/usd%252Dkgs%00/", 404, "There is nothing to embed at"),
    ],
)
def test_refusals_have_the_status_of_the_specification(client, query, status, sentence):
    response = client.get(f"/oembed/?{query}")
    assert response.status_code == status
    assert sentence in response.json()["error"]


def test_any_host_is_no_host_of_this_site(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    assert ask(client, "https://evil.example/markets/usd-kgs/").status_code == 404
    assert ask(client).status_code == 200
    settings.ALLOWED_HOSTS = ["testserver", ".example.org"]
    assert ask(client, "https://www.example.org/markets/usd-kgs/").status_code == 200


@pytest.mark.parametrize("kept_for", [0, 300])
def test_answer_is_good_for_a_minute_on_pages_of_any_site(client, settings, kept_for):
    settings.PAGE_CACHE_SECONDS = kept_for
    for response in (ask(client), ask(client)):
        assert response["Cache-Control"] == "public, max-age=60"
        assert response["Access-Control-Allow-Origin"] == "*"


def test_answers_cost_two_queries(client, django_assert_num_queries):
    for url in (PAGE, f"{SITE}/embed/ticker/rates/"):
        with django_assert_num_queries(2):
            ask(client, url)


def test_pages_tell_where_it_answers(client, rf):
    context = {"path": "/markets/usd-kgs/", "title": "USD/KGS"}
    links = render_to_string("tickers/_oembed.html", context, rf.get("/markets/usd-kgs/"))
    for form, kind in (("json", "application/json+oembed"), ("xml", "text/xml+oembed")):
        address = f"{SITE}/oembed/?url={quote(PAGE, safe='')}&format={form}"
        assert f'type="{kind}" title="USD/KGS" href="{address}"' in unescape(links)
        assert client.get(address).status_code == 200

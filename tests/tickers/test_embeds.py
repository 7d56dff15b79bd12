"""What other sites show of ours: who may frame it, for how long, how large it is, and the code."""

import re
from datetime import date
from html import unescape
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from newsroom.settings import BASE_DIR
from tests.factories import make_article, make_fixing, make_ticker
from tickers import derivation
from tickers.models import Run, Ticker

pytestmark = pytest.mark.django_db
PAIR, PICTURE = "/embed/pair/usd-kgs/", "/embed/pair/usd-kgs.svg"
TICKER, CONVERTER = "/embed/ticker/rates/", "/embed/converter/"
EMBEDS = (PAIR, PICTURE, TICKER, CONVERTER)
MISSING = ("/embed/pair/usd-xxx/", "/embed/pair/usd/", "/embed/pair/x.svg", "/embed/ticker/none/")
LIMIT = 6_000
STYLES = BASE_DIR / "newsroom" / "static" / "newsroom" / "embed.css"


@pytest.fixture(autouse=True)
def rates(time_machine):
    time_machine.move_to("2026-05-22T20:00:00+06:00")
    for day, value in ((21, "87.2000"), (22, "87.4500")):
        make_fixing("USD/KGS", value, date(2026, 5, day), provider="nbkr")
    make_ticker("KGS/USD", "USD/KGS", name="Our rates", slug="rates")


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("kept_for", [0, 300])
@pytest.mark.parametrize("address", EMBEDS)
def test_anybody_may_frame_it_for_a_minute(client, settings, address, kept_for):
    settings.PAGE_CACHE_SECONDS = kept_for
    for response in (client.get(address), client.get(address)):
        assert response.status_code == 200
        policy = response["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "unsafe" not in policy
        assert "'none' *" not in policy
        assert "X-Frame-Options" not in response
        assert response["Cache-Control"] == "public, max-age=60"
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    # Another policy here would take the place of that which the browser has kept.
    assert "Content-Security-Policy" not in again
    assert "X-Frame-Options" not in again
    assert again["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("address", MISSING)
def test_what_is_not_there_says_so_in_the_frame(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert response["Cache-Control"] == "no-store"
    assert b"<h1>Nothing here</h1>" in response.content


@pytest.mark.parametrize(
    "address", ["/", "/articles/", "/api/docs", "/api/v1/rates/", "/embed/", "/oembed/", "/admin/"]
)
def test_nothing_else_may_be_framed(client, address):
    make_article()
    response = client.get(address)
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", EMBEDS)
def test_it_is_small_with_its_styles_and_holds_nothing_inline(client, address):
    found = page(client, f"{address}?theme=dark")
    styles = 0 if address == PICTURE else len(STYLES.read_bytes())
    assert len(found.encode()) + styles < LIMIT
    assert not re.search(r"<script|<style|<[^>]+\s(style|on[a-z]+)=", found)
    ours = 'http://testserver/|/static/newsroom/(?:embed.css|icon.svg)"'
    assert not re.search(rf'(?:src|href)="(?!{ours})', found)


def test_ticker_and_converter_stay_small_when_there_is_much(client):
    codes = [f"{a}{b}A" for a in "ABCDEFGHI" for b in "ABCDEFGHIJ"]
    for code in codes:
        make_fixing(f"USD/{code}", "2", date(2026, 5, 22), provider="csv")
    make_ticker(*[f"USD/{code}" for code in codes[:10]], slug="long")
    for address in ("/embed/ticker/long/", CONVERTER):
        assert len(page(client, address)) + len(STYLES.read_bytes()) < LIMIT


def test_pair_tells_rate_change_inverse_source_and_leads_back(client):
    found = page(client, PAIR)
    assert "<h1>USD/KGS <small>official rate</small></h1>" in found
    assert "<b>87.45000</b>" in found
    assert '<span class="rate up">+0.29%<span class="hidden"> (up 0.29 per cent)' in found
    assert "1 KGS = 0.01144 USD" in found
    assert "National Bank of the Kyrgyz Republic, <time" in found
    assert (
        '<a href="http://testserver/markets/usd-kgs/" target="_blank" rel="noopener">Newsroom</a>'
        in found
    )


def test_pair_tells_in_what_state_its_rate_is(client, time_machine):
    time_machine.move_to("2026-05-24T12:00:00+06:00")
    assert "22 May 2026</time>\n" in page(client, PAIR)
    assert "of 22 May</i>" in page(client, TICKER)
    time_machine.move_to("2026-06-05T20:00:00+06:00")
    assert "22 May 2026</time> <i>stale</i>" in page(client, PAIR)
    assert " official rate · stale</text>" in page(client, PICTURE)
    assert "<i>stale, of 22 May</i>" in page(client, TICKER)
    now = timezone.now()
    Run.objects.create(provider="nbkr", state=Run.State.FAILED, began=now, seen_at=now)
    assert "<i>source down</i>" in page(client, PAIR)
    assert " official rate · source down</text>" in page(client, PICTURE)
    make_fixing("USD/KGS", "88", date(2026, 6, 5), provider="manual", reason="The bank is away.")
    for address in (PAIR, PICTURE, TICKER):
        assert "by hand" in page(client, address)


def test_ticker_has_its_pairs_in_their_order(client):
    found = page(client, TICKER)
    assert re.findall(r'<th scope="row">(\S+?)<', found) == ["KGS/USD", "USD/KGS"]
    assert "NBKR, <time" in found


def test_ticker_that_is_not_active_is_not_there(client):
    Ticker.objects.update(is_active=False)
    page(client, TICKER, 404)


def test_picture_is_well_formed_and_has_a_name(client):
    response = client.get(PICTURE)
    assert response["Content-Type"] == "image/svg+xml"
    picture = ElementTree.fromstring(response.content)  # noqa: S314 - ours
    title = picture.find("{http://www.w3.org/2000/svg}title").text
    assert title.startswith("USD/KGS = 87.45000, +0.29%. official rate as of 22 May 2026")


@pytest.mark.parametrize(("theme", "shown"), [("light", "light"), ("dark", "dark"), ("x", "auto")])
def test_theme_is_what_the_address_says(client, theme, shown):
    for address in (PAIR, TICKER, CONVERTER):
        assert f'data-theme="{shown}"' in page(client, f"{address}?theme={theme}")
    dark = "#151513" in page(client, f"{PICTURE}?theme={theme}")
    assert dark == (theme == "dark")


def test_converter_converts_by_itself(client):
    assert "<b>8\N{NARROW NO-BREAK SPACE}745.00 KGS</b>" in page(client, CONVERTER)
    found = page(client, f"{CONVERTER}?amount=2,5&from=KGS&to=USD&date=2026-05-21&theme=dark")
    assert "<p>2.50 KGS =</p>" in found
    assert "<b>0.03 USD</b>" in found
    assert "21 May 2026" in found
    assert '<input type="hidden" name="theme" value="dark">' in found
    assert found.count(" selected>KGS") == found.count(" selected>USD") == 1


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("amount=ten", "“ten” is no amount."),
        ("amount=", "The amount is missing."),
        ("amount=-1", "The amount is less than nothing."),
        (f"amount={'9' * 30}", "more than 15 digits"),
        ("from=USD&to=USD", "Choose two different currencies."),
        ("from=USD&to=%00", "Choose two currencies."),
        ("from=USD&to=XXX", "There is no currency “XXX” here."),
        ("date=2030-01-01", "1 January 2030 is to come"),
        ("date=1999-01-01", "No rate of USD in KGS is known before 21 May 2026."),
        ("amount=%3Cb%3E", "“&lt;b&gt;” is no amount."),
    ],
)
def test_converter_says_what_is_wrong_beside_the_field(client, query, sentence):
    found = page(client, f"{CONVERTER}?{query}", 400)
    assert sentence in found.replace("&#x27;", "'")
    assert 'aria-invalid="true"' in found
    assert "<output" not in found


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("address", [PAIR, PICTURE, TICKER, CONVERTER])
def test_embeds_cost_the_same_few_queries(client, django_assert_num_queries, address):
    # The currencies that the converter offers are kept.
    client.get(CONVERTER)
    with django_assert_num_queries(2):
        client.get(address)


def test_kept_embed_changes_with_the_rate(client, settings, monkeypatch):
    from newsroom.page_cache import watch

    settings.PAGE_CACHE_SECONDS = 300
    monkeypatch.setattr(watch, "EVERY", 0)
    monkeypatch.setattr(watch, "APART", 0)
    page(client, PAIR)
    make_fixing("USD/KGS", "87.9", date(2026, 5, 22), provider="nbkr", revision=2)
    assert "87.90000" in page(client, PAIR)


def test_code_to_copy_embeds_the_pair(client, rf):
    context = {"rate": derivation.rate("USD", "KGS")}
    code = render_to_string("tickers/_embed_code.html", context, rf.get("/markets/usd-kgs/"))
    frame = "&lt;iframe src=&quot;http://testserver/embed/pair/usd-kgs/&quot; title=&quot;USD/KGS"
    assert frame in code
    assert "&lt;a href=&quot;http://testserver/markets/usd-kgs/&quot;&gt;&lt;picture&gt;" in code
    for address in re.findall(r"&quot;http://testserver(/embed/[^&]+)&quot;", code):
        assert client.get(address).status_code == 200
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", code)


def test_page_of_a_pair_offers_its_code_and_tells_where_oembed_answers(client):
    found = page(client, "/markets/usd-kgs/")
    assert "&lt;iframe src=&quot;http://testserver/embed/pair/usd-kgs/&quot;" in found
    address = re.search(r'type="application/json\+oembed"[^>]* href="([^"]+)"', found)[1]
    assert client.get(unescape(address)).json()["title"] == "USD/KGS"

"""The desk is readable for everybody, in light and dark, and fits a phone."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults
from tests.factories import (
    PASSWORD,
    make_article,
    make_author,
    make_fixing,
    make_image,
    make_pair,
    make_payload,
    make_run,
    make_section,
    make_tag,
    make_ticker,
    make_user,
)

PAGES = [
    "",
    "articles/article/",
    "articles/article/?status=review",
    "articles/article/add/",
    "articles/article/{story}/change/",
    "articles/article/{story}/history/",
    "articles/article/{story}/delete/",
    "articles/image/",
    "articles/country/",
    "articles/tag/{tag}/change/",
    "tickers/ticker/{ticker}/change/",
    "tickers/fixing/add/",
    "tickers/fixing/",
    "tickers/fixing/?state=held",
    "tickers/fixing/{held}/change/",
    "tickers/run/",
    "tickers/run/{run}/change/",
    "tickers/payload/{payload}/change/",
    "tickers/currencypair/",
    "tickers/currencypair/add/",
    "tickers/currencypair/{pair}/change/",
    "tickers/currencypair/shown/?day=2026-05-23",
    "auth/user/",
    "password_change/",
]


@pytest.fixture
def rows(transactional_db):
    tag, author = make_tag(), make_author()
    story = make_article(
        authors=[author],
        countries=["KG"],
        section=make_section(),
        tags=[tag],
        lead_image=make_image(alt="Two red cranes, stacked containers and a small ship at sea"),
    )
    rates = _rates()
    return {"story": story.pk, "tag": tag.pk, "ticker": make_ticker("KGS/USD").pk} | rates


def _rates():
    payload = make_payload(b"<rates>" + b"<rate>87.4500</rate>" * 50 + b"</rates>")
    for day in range(1, 23):
        make_fixing("USD/KGS", f"87.{day}", date(2026, 5, day), payload=payload)
    held = make_fixing("USD/KGS", "107.45", date(2026, 5, 23), provider="nbkr", review="held")
    sentence = "NBKR: https://www.nbkr.kg/XML/daily.xml did not answer within 20 seconds."
    failure = {"state": "failed", "error": sentence, "problems": [sentence]}
    run = make_run("nbkr", doubts=["USD/KGS is held."], **failure)
    pair = make_pair("KGS/USD")
    return {"held": held.pk, "run": run.pk, "payload": payload.pk, "pair": pair.pk}


@pytest.fixture
def desk(live_server, rows, new_context, client):
    """Return a page of somebody signed in, in a colour scheme and a width."""

    person = make_user(role="Chief")

    def desk(scheme="light", width=1280):
        client.force_login(person)
        context = new_context(
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            base_url=f"{live_server.url}/admin/",
        )
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        context.add_cookies([cookie | {"url": live_server.url}])
        return context.new_page()

    return desk


def turn(page, scheme):
    """Turn a page to a colour scheme, and wait until its buttons have faded into it."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate(
        """async () => {
          await new Promise(requestAnimationFrame)
          const fading = document.getAnimations().filter(it => it instanceof CSSTransition)
          await Promise.all(fading.map(it => it.finished))
        }"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sign_in_page_has_no_barrier(live_server, new_context, scheme):
    page = new_context(color_scheme=scheme).new_page()
    page.goto(f"{live_server.url}/admin/login/")
    assert faults(page, rules=None) == []
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".errornote")).to_be_visible()
    assert faults(page, rules=None) == []


@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_barrier_and_fits_its_width(desk, rows, path):
    page = desk()
    page.goto(path.format(**rows))
    page.wait_for_load_state("networkidle")
    for scheme in ("light", "dark"):
        turn(page, scheme)
        assert faults(page, rules=None) == []
    for width in (768, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", [path for path in PAGES if path.startswith("tickers/")])
def test_page_of_rates_has_no_barrier_on_a_phone(desk, rows, path):
    """There its tables stand as lines."""
    page = desk(width=320)
    page.goto(path.format(**rows))
    page.wait_for_load_state("networkidle")
    for scheme in ("light", "dark"):
        turn(page, scheme)
        assert faults(page, rules=None) == []


def test_navigation_opens_on_a_phone(desk):
    page = desk(width=360)
    page.goto("")
    navigation = page.get_by_role("navigation", name="Desk")
    expect(navigation).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    navigation.get_by_role("link", name="Tags", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tags")


def test_switch_turns_the_page_dark_and_it_stays_so(desk):
    page = desk()
    page.goto("")
    page.locator(".theme-toggle").click()
    page.reload()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(21, 21, 19)"


def test_ticker_preview_follows_what_is_typed(desk, rows):
    page = desk()
    page.goto(f"tickers/ticker/{rows['ticker']}/change/")
    page.get_by_label("Label").first.fill("Som")
    expect(page.locator("[data-preview]")).to_contain_text("Som")

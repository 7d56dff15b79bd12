"""Our rates inside somebody else's page, which is served from another port."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from tests.browser.axe import faults
from tests.factories import make_fixing, make_run, make_ticker
from tests.web import answer, serving
from tickers import derivation
from tickers.models import Fixing

RATES = {"KGS": "87.41", "KZT": "515.2", "UZS": "12298.5", "TMT": "3.5"}
#: Each with the height that it is offered with.
EMBEDS = {
    "/embed/pair/usd-kgs/": 194,
    "/embed/ticker/rates/": 300,
    "/embed/converter/": 420,
}
PICTURE = "/embed/pair/usd-kgs.svg"
FRAME = '<iframe src="{}" title="Rates" width="{}" height="{}" frameborder="0"></iframe>'
WHOLE = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
each_embed = pytest.mark.parametrize("path", EMBEDS)


@pytest.fixture
def site(live_server):
    today = timezone.localdate()
    for code, value in RATES.items():
        for days, factor in ((0, 1), (1, 1 if code == "TMT" else 0.99)):
            rate = f"{float(value) * factor:.4f}"
            make_fixing(f"USD/{code}", rate, today - timedelta(days=days), provider="csv")
    make_ticker(*[f"{code}/USD" for code in RATES], name="Our rates", slug="rates")
    return live_server.url


@pytest.fixture
def foreign(site):
    """Serve a page of another site, with what HTML a test gives it; returns its address."""
    with serving() as web:

        def serve(*parts):
            body = "".join(["<!doctype html><title>Foreign</title><h1>Theirs</h1>", *parts])
            page = answer(200, body.encode(), Content_Type="text/html; charset=utf-8")
            # What a browser also asks for is no fault of ours.
            web.answers |= {"/": [page], "/favicon.ico": [answer(200)]}
            return web.url()

        yield serve


def framed(page, address):
    """Open a foreign page with one frame; return that frame."""
    page.goto(address, wait_until="networkidle")
    return page.frames[1]


@each_embed
def test_embed_is_whole_in_a_foreign_page_without_scripts(site, foreign, new_context, path):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(foreign(FRAME.format(site + path, 360, EMBEDS[path])), wait_until="networkidle")
    inside = page.frame_locator("iframe")
    assert inside.locator("h1").is_visible()
    assert inside.get_by_role("link", name="Newsroom").get_attribute("href").startswith(site)
    assert inside.locator("script").count() == 0


@each_embed
@pytest.mark.parametrize("width", [280, 320, 360, 720])
def test_embed_needs_no_scrolling(site, foreign, page, path, width):
    frame = framed(page, foreign(FRAME.format(site + path, width, EMBEDS[path])))
    assert frame.evaluate(WHOLE) == [width, EMBEDS[path]]


@pytest.mark.parametrize("width", [280, 320, 360, 720])
def test_embed_needs_no_scrolling_when_its_rates_have_grown_old(site, foreign, page, width):
    """Whoever framed it, fresh, gave it its height."""
    old = timezone.localdate() - timedelta(days=400)
    make_fixing("USD/UZS", "12142.1", old, provider="cbu")
    make_fixing("USD/UZS", "12194.55", old - timedelta(days=1), provider="cbu")
    make_fixing("USD/KGS", "87.4500", old, provider="nbkr")
    for provider in ("cbu", "nbkr"):
        make_run(provider, state="failed")
    Fixing.objects.filter(provider="csv").delete()
    make_ticker("UZS/USD", "USD/UZS", "KGS/USD", name="Old rates", slug="old")
    sizes = {"/embed/pair/uzs-usd/": 194, "/embed/pair/usd-kgs/": 194, "/embed/ticker/old/": 263}
    for path, height in sizes.items():
        frame = framed(page, foreign(FRAME.format(site + path, width, height)))
        assert "source down" in frame.locator("body").inner_text()
        assert frame.evaluate(WHOLE) == [width, height], path


@each_embed
def test_embed_shifts_nothing_and_does_not_move(site, foreign, new_context, path):
    page = new_context(reduced_motion="no-preference").new_page()
    # So late that what has no styles yet is drawn.
    page.route("**/embed.css", lambda route: (page.wait_for_timeout(500), route.continue_()))
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => { for (const it of list.getEntries())"
        " window.shifts += it.value }).observe({type: 'layout-shift', buffered: true})"
    )
    frame = framed(page, foreign(FRAME.format(site + path, 360, EMBEDS[path])))
    assert frame.evaluate("window.shifts") == 0
    assert page.evaluate("window.shifts") == 0
    assert frame.evaluate("document.getAnimations().length") == 0


@each_embed
def test_embed_takes_less_than_six_kilobytes_in_all(site, page, path):
    page.goto(site + path, wait_until="networkidle")
    taken = page.evaluate(
        "['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
        ".map(it => [new URL(it.name).pathname, it.decodedBodySize])"
    )
    # A frame has no icon; the page by itself has.
    taken = [it for it in taken if it[0] != "/static/newsroom/icon.svg"]
    assert [name for name, _ in taken] == [path, "/static/newsroom/embed.css"]
    assert 0 < sum(size for _, size in taken) < 6_000


def test_embed_is_still_framed_when_the_browser_asks_again(site, foreign, page):
    address = foreign(FRAME.format(f"{site}/embed/pair/usd-kgs/", 360, 194))
    framed(page, address)
    answers = []
    page.on("response", lambda it: answers.append(it.url))
    page.reload(wait_until="networkidle")
    assert any("/embed/pair/" in url for url in answers)
    assert page.frame_locator("iframe").locator("h1").inner_text().startswith("USD/KGS")


def test_other_pages_are_not_framed(site, foreign, page, complaints):
    frame = framed(page, foreign(FRAME.format(f"{site}/api/docs", 360, 300)))
    page.evaluate("1")
    assert "frame-ancestors" in complaints[0][1]
    assert frame.url.startswith("chrome-error:")
    complaints.clear()


@each_embed
def test_embed_is_accessible_in_each_theme(site, new_context, path):
    for theme, scheme in (
        ("light", "dark"),
        ("dark", "light"),
        ("auto", "light"),
        ("auto", "dark"),
    ):
        page = new_context(color_scheme=scheme).new_page()
        page.goto(f"{site}{path}?theme={theme}")
        shown = page.evaluate("getComputedStyle(document.body).backgroundColor")
        is_dark = (scheme if theme == "auto" else theme) == "dark"
        assert shown == ("rgb(21, 21, 19)" if is_dark else "rgb(255, 253, 248)")
        assert faults(page) == []


def test_converter_converts_inside_the_frame_by_keyboard(site, foreign, new_context, complaints):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(foreign(FRAME.format(f"{site}/embed/converter/?theme=dark", 360, 520)))
    inside = page.frame_locator("iframe")
    inside.get_by_label("Amount").fill("2.5")
    inside.get_by_label("To").select_option("KZT")
    inside.get_by_label("Amount").press("Enter")
    inside.get_by_text("1\u202f288.00 KZT").wait_for()
    assert inside.locator("html").get_attribute("data-theme") == "dark"
    inside.get_by_label("Amount").fill("a lot")
    inside.get_by_role("button", name="Convert").press("Enter")
    inside.get_by_text("“a lot” is no amount.").wait_for()
    assert inside.get_by_label("Amount").get_attribute("aria-invalid") == "true"
    complaints[:] = [it for it in complaints if "status of 400" not in it[1]]


def test_picture_is_shown_where_no_frame_may_be(site, foreign, page):
    page.goto(foreign(f'<img src="{site}{PICTURE}" alt="USD/KGS">'), wait_until="networkidle")
    size = "it => [it.complete, it.naturalWidth, it.naturalHeight]"
    assert page.locator("img").evaluate(size) == [True, 360, 132]


def test_picture_is_small(site, page):
    assert len(page.request.get(site + PICTURE).body()) < 6_000


def test_code_is_copied_by_its_button(site, new_context):
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    request = RequestFactory().get("/markets/usd-kgs/")
    code = render_to_string(
        "tickers/_embed_code.html", {"rate": derivation.rate("USD", "KGS")}, request
    )
    page.route("**/with-code", lambda route: route.fulfill(body=code, content_type="text/html"))
    page.goto(f"{site}/with-code")
    page.get_by_text("Embed this rate").click()
    page.get_by_role("button", name="Copy").first.press("Enter")
    page.get_by_role("status").get_by_text("Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("As a frame").input_value()
    assert copied.startswith('<iframe src="http://testserver/embed/pair/usd-kgs/"')

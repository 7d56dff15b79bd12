"""Markets by hand, by keyboard and without scripts: table, chart, converter."""

import gzip
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.axe import faults
from tests.browser.paper import print_rates
from tests.browser.test_public_pages import show
from tests.factories import make_article, make_currency, make_fixing, make_pair
from tickers.models import Fixing

DAYS = 800
#: Each page of rates, and each state that it has.
PAGES = {
    "markets": "/markets/",
    "markets, ordered": "/markets/?order=-change",
    "pair": "/markets/usd-kgs/",
    "cross": "/markets/kzt-kgs/?range=all",
    "inverse, on a day": "/markets/kgs-usd/?date={day}",
    "pair, nothing in its period": "/markets/tmt-usd/?range=1m",
    "converter": "/markets/convert/",
    "converter, with an answer": "/markets/convert/?amount=1000&from=USD&to=KGS",
    "documentation": "/api/docs",
}
#: What stands around words on the line, of the colour of the paper.
HALO = 8


@pytest.fixture
def site(live_server):
    """The strip's rates, and the dollar in soms on each of 800 days: 80 som, a tyiyn more daily."""
    print_rates()
    base, quote, today = make_currency("USD"), make_currency("KGS"), timezone.localdate()
    Fixing.objects.bulk_create(
        Fixing(
            provider="nbkr",
            base=base,
            quote=quote,
            value=Decimal(8000 + DAYS - age) / 100,
            date=today - timedelta(days=age),
        )
        for age in range(DAYS)
    )
    return live_server.url


@pytest.fixture
def plain(new_context):
    """A page in a browser without scripts."""
    return new_context(java_script_enabled=False).new_page()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page_is_accessible_and_fits_at_any_width_in_any_scheme(site, page, path):
    day = timezone.localdate() - timedelta(days=100)
    page.goto(site + path.format(day=day))
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    for width in (320, 768, 1280):
        for scheme in ("light", "dark"):
            show(page, scheme, width)
            assert faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_phone_shows_the_table_without_scrolling(site, page):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{site}/markets/")
    row = page.get_by_role("row").filter(has_text="TMT/USD").first
    expect(row.locator(".told")).to_contain_text("stale")
    expect(row.locator(".change, .rate").first).to_be_visible()
    room = page.get_by_role("group", name="Rates", exact=True).locator("table").locator("..")
    assert room.evaluate("it => it.scrollWidth <= it.clientWidth")


def test_paper_gets_whole_tables_and_the_address(site, page):
    # As wide as a sheet of A4 between its margins.
    page.set_viewport_size({"width": 680, "height": 900})
    page.emulate_media(media="print")
    for path in ("/markets/", "/markets/usd-kgs/?range=all"):
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 681, path
        for table in page.locator("table:visible").all():
            assert table.evaluate("it => it.getBoundingClientRect().right") <= 681
        expect(page.get_by_text(f"{site}{path.partition('?')[0]}", exact=True)).to_be_visible()
        expect(page.get_by_role("heading", name="Converter")).to_have_count(0)
    expect(page.locator(".chart .last")).to_be_visible()


def test_box_keeps_its_columns_where_a_pair_has_no_line(site, page):
    make_article()
    make_fixing("USD/CNY", "7.12")
    make_pair("CNY/USD")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(site)
    rows = page.locator(".markets-box li")
    assert rows.locator(".sparkline").count() < rows.count()
    edges = rows.locator(".value").evaluate_all(
        "all => all.map(it => [it.getBoundingClientRect().right, it.getClientRects().length])"
    )
    assert len({(round(right), lines) for right, lines in edges}) == 1
    assert {lines for _, lines in edges} == {1}


def test_table_is_ordered_without_scripts(site, plain):
    plain.goto(f"{site}/markets/")
    table = plain.get_by_role("table").first
    first = table.get_by_role("rowheader").first
    plain.get_by_role("link", name="Pair").click()
    expect(plain).to_have_url(re.compile(r"/markets/\?order=pair#pairs$"))
    expect(first).to_contain_text("KGS/USD")
    plain.get_by_role("link", name="Pair").click()
    expect(first).to_contain_text("UZS/USD")
    expect(table.get_by_role("columnheader", name="Pair")).to_have_attribute(
        "aria-sort", "descending"
    )


def test_table_leads_to_a_pair_and_a_pair_to_its_inverse(site, page):
    page.goto(f"{site}/markets/")
    page.get_by_role("link", name="KGS/USD").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("KGS to USD")
    page.get_by_role("link", name=re.compile("^1 USD = 88.00000 KGS")).click()
    expect(page).to_have_url(f"{site}/markets/usd-kgs/")


def test_chart_is_whole_without_scripts(site, plain):
    plain.goto(f"{site}/markets/usd-kgs/")
    chart = plain.get_by_role("img", name=re.compile(r"^1 USD in KGS, .* to "))
    expect(chart).to_be_visible()
    assert plain.locator(".chart path").bounding_box()["width"] > 400
    expect(plain.get_by_role("slider")).to_have_count(0)
    plain.get_by_text("The figures of the chart").click()
    figures = plain.get_by_role("group", name="The figures of the chart")
    expect(figures.get_by_role("rowheader").first).to_be_visible()
    plain.get_by_role("link", name="1M, one month").click()
    expect(plain).to_have_url(re.compile(r"\?range=1m$"))


def test_chart_is_read_by_keyboard(site, page):
    page.goto(f"{site}/markets/usd-kgs/?range=1m")
    slider = page.get_by_role("slider", name="Read the chart from day to day")
    words, today = page.locator(".chart-reader p"), timezone.localdate()
    expect(slider).to_have_attribute("aria-valuetext", f"{today:%-d %B %Y}: 88.00000")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    told = f"{today - timedelta(days=1):%-d %B %Y}: 87.99000"
    expect(slider).to_have_attribute("aria-valuetext", told)
    expect(words).to_have_text(told)
    expect(page.locator(".chart circle.reading")).to_be_visible()
    page.keyboard.press("Home")
    expect(words).to_contain_text(": 87.6")


def test_chart_is_read_under_the_pointer(site, page):
    page.goto(f"{site}/markets/usd-kgs/?range=all")
    expect(page.get_by_role("slider")).to_be_visible()
    words, chart = page.locator(".chart-reader p"), page.locator(".chart > svg")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    for share, value in ((0.0, "80.01000"), (1.0, "88.00000")):
        page.mouse.move(box["x"] + share * (box["width"] - 0.1), box["y"] + 50)
        expect(words).to_contain_text(value)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 50)
    _, value = words.inner_text().split(": ")
    assert 83.9 < float(value) < 84.1
    dot = page.locator(".chart circle.reading").bounding_box()
    assert abs(dot["x"] + dot["width"] / 2 - (box["x"] + box["width"] / 2)) < 5


def test_nothing_on_the_page_moves_where_less_motion_is_wanted(site, new_context):
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(f"{site}/markets/usd-kgs/")
    assert page.evaluate("document.getAnimations().length") == 0


def test_nothing_shifts_while_the_pages_load(site, page):
    make_article()
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => { for (const it of list.getEntries())"
        " window.shifts += it.value }).observe({type: 'layout-shift', buffered: true})"
    )
    for path in ("/markets/", "/markets/usd-kgs/", "/"):
        page.goto(site + path, wait_until="networkidle")
        assert page.evaluate("window.shifts") == 0, path


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_words_of_the_chart_keep_their_size_and_apart(site, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/markets/usd-kgs/?range=all")
    words = page.locator(".chart .tick text:visible, .chart .mark:visible")
    boxes = [word.bounding_box() for word in words.all()]
    assert len(boxes) >= 3
    for number, one in enumerate(boxes):
        assert 12 <= one["height"] <= 24
        for other in boxes[number + 1 :]:
            apart = (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"] + HALO
                or other["y"] + other["height"] <= one["y"] + HALO
            )
            assert apart, (one, other)


def test_day_is_chosen_in_the_form(site, plain):
    plain.goto(f"{site}/markets/usd-kgs/?range=1m")
    day = timezone.localdate() - timedelta(days=100)
    plain.get_by_label("Rate on a date").fill(f"{day:%Y-%m-%d}")
    plain.get_by_role("button", name="Go to this date").click()
    heading = plain.get_by_role("heading", level=1)
    expect(heading).to_have_text(f"USD to KGS: rate on {day:%-d %B %Y}")
    expect(plain.locator(".periods [aria-current]")).to_have_text("1M")
    plain.get_by_role("link", name="Newest rate").click()
    expect(heading).to_have_text("USD to KGS")


def test_converter_works_without_scripts(site, plain, complaints):
    plain.goto(f"{site}/markets/convert/")
    plain.get_by_label("Amount").fill("1 000,50")
    plain.get_by_label("From").select_option("KGS")
    plain.get_by_label("To", exact=True).select_option("USD")
    plain.get_by_role("button", name="Convert").click()
    answer = plain.get_by_role("status")
    expect(answer).to_contain_text("1\u202f000.50 KGS = 11.37 USD")
    plain.get_by_role("button", name="Swap").click()
    expect(answer).to_contain_text("1\u202f000.50 USD = 88\u202f044.00 KGS")
    plain.get_by_label("Amount").fill("many")
    plain.get_by_role("button", name="Convert").click()
    expect(answer).to_contain_text("“many” is no amount.")
    expect(plain.get_by_label("Amount")).to_have_value("many")
    complaints.clear()


def test_converter_answers_while_one_types(site, page):
    page.goto(f"{site}/markets/usd-kgs/")
    answer, amount = page.get_by_role("status"), page.get_by_label("Amount")
    day = timezone.localdate() - timedelta(days=10)
    expect(answer).to_contain_text("100 USD = 8\u202f800.00 KGS")
    amount.fill("250")
    expect(answer).to_contain_text("250 USD = 22\u202f000.00 KGS")
    amount.fill("-1")
    expect(answer).to_contain_text("The amount is less than nothing.")
    expect(amount).to_have_attribute("aria-invalid", "true")
    expect(amount).to_have_attribute("aria-describedby", "conversion")
    amount.fill("250")
    expect(amount).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Swap").click()
    expect(answer).to_contain_text("250 KGS = 2.84 USD")
    expect(page.get_by_label("From", exact=True)).to_have_value("KGS")
    expect(page).to_have_url(f"{site}/markets/usd-kgs/")
    page.get_by_label("Day", exact=True).fill(f"{day:%Y-%m-%d}")
    expect(answer).to_contain_text(f"{day:%-d %B %Y}")


def test_enter_asks_at_once(site, page):
    page.goto(f"{site}/markets/convert/")
    page.get_by_label("Amount").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("7 USD = 616.00 KGS")


def test_citation_is_copied(site, new_context):
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site}/markets/usd-kgs/")
    page.get_by_role("button", name="Copy this citation").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    today = f"{timezone.localdate():%-d %B %Y}"
    address = f"{site}/markets/convert/?amount=100&from=USD&to=KGS"
    assert copied == f"100 USD = 8\u202f800.00 KGS (NBKR, {today}). {address}"


def test_citation_can_be_read_without_scripts(site, plain):
    plain.goto(f"{site}/markets/usd-kgs/")
    expect(plain.locator(".citation")).to_contain_text("100 USD = 8\u202f800.00 KGS (NBKR, ")
    expect(plain.get_by_role("button", name="Copy this citation")).to_have_count(0)


def test_all_scripts_together_are_small(site, page):
    """30 kB zipped is what the whole public site may send."""
    sizes = {}
    page.on("response", lambda answer: sizes.update(_size_of(answer)))
    for path in ("/", "/markets/", "/markets/usd-kgs/"):
        page.goto(site + path, wait_until="networkidle")
    assert {"chart.js", "converter.js", "strip.js"} <= set(sizes)
    assert sum(sizes.values()) < 30_000


def _size_of(answer):
    if not answer.url.endswith(".js"):
        return {}
    return {answer.url.rpartition("/")[2]: len(gzip.compress(answer.body()))}

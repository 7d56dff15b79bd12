"""Every kind of public page, as readers with all sorts of eyes, hands and screens meet it."""

import re

import pytest

from tests.browser.axe import faults
from tests.browser.paper import PAGES, REFUSALS, print_paper

ALL = [(path, 200) for path in PAGES.values()] + list(REFUSALS.values())
each_page = pytest.mark.parametrize(("path", "status"), ALL, ids=[*PAGES, *REFUSALS])


@pytest.fixture
def paper(live_server):
    print_paper()
    return live_server.url


def visit(page, address, status, complaints):
    """Open a page; that the console tells of a refusal's status is no complaint."""
    response = page.goto(address)
    assert response.status == status
    if status != 200:
        page.evaluate("1")
        complaints[:] = [it for it in complaints if f"status of {status}" not in it[1]]


def show(page, scheme, width):
    """Let a page be seen in a colour scheme on a screen of another width."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})


@each_page
def test_page_is_accessible_in_light_and_dark(paper, page, complaints, path, status):
    visit(page, paper + path, status, complaints)
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    for scheme, width in (("light", 1280), ("dark", 360)):
        show(page, scheme, width)
        assert faults(page) == []


@each_page
def test_page_has_no_sideways_scroll_on_any_screen(paper, page, complaints, path, status):
    visit(page, paper + path, status, complaints)
    for width in (320, 360, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 700})
        page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_pages_have_one_h1_and_a_title(paper, page, complaints):
    for path, status in ALL:
        visit(page, paper + path, status, complaints)
        assert page.locator("h1").count() == 1, path
        assert page.locator("h1").inner_text().strip()
        assert page.title().strip()


def test_pages_as_sent_have_no_inline_style_or_script(paper, page):
    for path, status in ALL:
        answer = page.request.get(paper + path)
        assert answer.status == status
        sent = answer.text()
        assert not re.search(r"<style|<[^>]+\s(style|on[a-z]+)=", sent), path
        scripts = re.findall(r"<script[^>]*>", sent)
        assert len(scripts) >= 2
        assert all(" src=" in it or "application/ld+json" in it for it in scripts)


def test_titles_tell_the_kinds_of_pages_apart(paper, page):
    titles = set()
    for path in PAGES.values():
        page.goto(paper + path)
        titles.add(page.title())
    # The filtered listings are still the listing.
    assert len(titles) == len(PAGES) - 2


def test_links_of_the_frame_all_lead_somewhere(paper, page):
    page.goto(paper)
    links = page.locator("header a, footer a, head link[rel=alternate], head link[rel=icon]")
    addresses = set(links.evaluate_all("all => all.map(one => one.href.split('#')[0])"))
    assert len(addresses) > 8
    statuses = {address: page.request.get(address).status for address in addresses}
    assert {address: it for address, it in statuses.items() if it != 200} == {}


def test_skip_link_comes_first_and_leads_to_the_text(paper, page):
    page.goto(paper + "/articles/dam/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    assert skip.evaluate("it => it === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_focus_is_seen_on_everything_that_can_be_reached(paper, page):
    page.goto(paper + "/articles/")
    page.locator("details").evaluate("it => it.open = true")
    reached = 0
    for _ in range(200):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const it = document.activeElement, css = getComputedStyle(it);"
            " return it === document.body ? null : [css.outlineStyle, css.outlineWidth] }"
        )
        if style is None:
            break
        reached += 1
        assert style == ["solid", "3px"]
    assert reached > 40


def test_page_is_whole_without_scripts(paper, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(paper)
    assert page.get_by_role("heading", name="A dam is a promise").is_visible()
    page.get_by_role("link", name="All stories").first.click()
    assert page.get_by_text("Viewing results 1 - 6 of 53").is_visible()


def test_lead_picture_comes_early_and_the_others_when_needed(paper, page):
    page.goto(paper)
    lead = page.locator("main img").first
    assert lead.get_attribute("fetchpriority") == "high"
    assert lead.get_attribute("loading") is None
    assert (lead.get_attribute("width"), lead.get_attribute("height")) == ("400", "300")
    page.goto(paper + "/articles/")
    assert page.locator("main img").first.get_attribute("loading") == "lazy"


def test_nothing_shifts_while_a_page_loads(paper, page):
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => { for (const it of list.getEntries())"
        " window.shifts += it.value }).observe({type: 'layout-shift', buffered: true})"
    )
    for path in ("/", "/articles/dam/"):
        page.goto(paper + path, wait_until="networkidle")
        page.wait_for_function("document.querySelector('.ticker').dataset.state")
        assert page.evaluate("window.shifts") == 0


def test_story_tells_who_when_and_where(paper, page):
    page.goto(paper + "/articles/dam/")
    assert page.get_by_text("By Aida Bekova and Timur Sadykov").is_visible()
    assert page.locator(".about").get_by_text("Bishkek time").count() == 2
    assert page.locator("figcaption").first.inner_text() == "The dam. A. B."
    assert page.locator("link[rel=canonical]").get_attribute("href") == paper + "/articles/dam/"
    assert page.locator("meta[property='og:image']").get_attribute("content").startswith(paper)


def test_paper_print_is_the_story_with_its_address_and_nothing_else(paper, page):
    page.goto(paper + "/articles/dam/")
    page.emulate_media(media="print")
    assert page.get_by_text(paper + "/articles/dam/").is_visible()
    assert page.locator(".about time").first.is_visible()
    for frame in (".sections", ".ticker", ".footer", ".search", ".related", ".tags"):
        assert not page.locator(frame).first.is_visible()


def test_empty_paper_says_so(live_server, page):
    page.goto(live_server.url)
    assert page.get_by_text("The first story is being written.").is_visible()
    page.goto(live_server.url + "/articles/")
    assert page.get_by_text("There are no stories here yet.").is_visible()
    assert page.locator(".ticker").count() == 0

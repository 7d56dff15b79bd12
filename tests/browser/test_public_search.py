"""Searching by hand and by keyboard: suggestions, results, ways to narrow, and no JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.paper import print_paper


@pytest.fixture
def site(live_server):
    print_paper()
    return live_server.url


def masthead(page):
    return page.get_by_role("banner").get_by_label("Search the stories")


def test_suggestions_by_keyboard_lead_to_a_page(site, page):
    page.goto(site + "/articles/")
    box = masthead(page)
    box.focus()
    page.keyboard.type("kaz")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_have_text("Kazakhstan country")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/country/kazakhstan/")


def test_suggestions_close_and_leave_what_was_typed(site, page):
    page.goto(site + "/articles/")
    box = masthead(page)
    box.focus()
    page.keyboard.type("riv")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "riv"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=riv")


def test_suggestion_can_be_clicked_and_a_word_is_searched_for(site, page):
    page.goto(site + "/search/")
    box = page.get_by_label("Words")
    box.focus()
    page.keyboard.type("concr")
    page.get_by_role("option", name="concrete").click()
    page.wait_for_url("**/search/?q=concrete")
    assert page.locator("article mark").first.inner_text() == "concrete"


def test_results_are_announced_marked_and_narrowed(site, page):
    page.goto(site + "/search/?q=text")
    assert page.get_by_role("status").inner_text() == "Viewing results 1 - 6 of 53"
    assert page.locator("article h2").count() == 6
    narrow = page.get_by_role("navigation", name="Narrow the search")
    narrow.get_by_role("link", name="Kazakhstan 9").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=text&country=kazakhstan")
    assert page.get_by_role("status").inner_text() == "Viewing results 1 - 6 of 9"


def test_name_that_was_meant_is_one_step_away(site, page):
    page.goto(site + "/search/?q=kazakhstan")
    page.get_by_role("list", name="Pages of that name").get_by_role("link").click()
    page.wait_for_url("**/country/kazakhstan/")


def test_misspelt_word_is_one_step_away(site, page):
    page.goto(site + "/search/?q=concreet")
    page.get_by_role("status").get_by_role("link", name="concrete").click()
    page.wait_for_url("**/search/?q=concrete")


def test_search_works_without_javascript(site, new_context):
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/articles/")
    masthead(page).fill("concrete")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=concrete")
    assert page.locator("article").count() == 1
    context.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("query", ["?q=text", "?q=kazakhstan", "?q=concreet", ""])
def test_search_page_has_no_sideways_scroll(site, page, width, query):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/search/{query}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width

"""The listing by hand and by keyboard: its pages, its filter, its words."""

import pytest

from tests.browser.paper import print_paper


@pytest.fixture
def listing(live_server):
    print_paper()
    return live_server.url + "/articles/"


def test_pager_by_keyboard_goes_on_and_back(listing, page):
    page.goto(listing)
    page.get_by_role("link", name="Next page").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/?page=2&as_of=*")
    assert page.get_by_role("status").inner_text() == "Viewing results 7 - 12 of 53"
    assert "page 2 of 9" in page.title()
    page.get_by_role("link", name="Previous page").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(listing)
    assert page.get_by_role("status").inner_text() == "Viewing results 1 - 6 of 53"


def test_pager_names_its_pages_and_marks_the_current(listing, page):
    page.goto(listing + "?page=3")
    pager = page.get_by_role("navigation", name="Pages")
    current = pager.locator("[aria-current=page]")
    assert current.get_attribute("aria-label") == "Page 3"
    links = pager.get_by_role("link")
    names = links.evaluate_all("all => all.map(it => it.getAttribute('aria-label'))")
    ends = ["First page", "Previous page", "Next page", "Last page"]
    assert names == ends[:2] + [f"Page {n}" for n in (1, 2, 3, 4, 5, 9)] + ends[2:]
    hrefs = links.evaluate_all("all => all.map(it => it.getAttribute('href'))")
    assert hrefs[0] == hrefs[2] == "/articles/"
    assert hrefs[-1].startswith("/articles/?page=9&as_of=")


@pytest.mark.parametrize("width", [320, 1280])
def test_pager_fits_one_finger_and_one_line(listing, page, width):
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(listing + "?page=4")
    links = page.get_by_role("navigation", name="Pages").get_by_role("link")
    boxes = [link.bounding_box() for link in links.all() if link.is_visible()]
    assert len(boxes) >= 5
    assert len({box["y"] for box in boxes}) == 1
    assert min(box["width"] for box in boxes) >= 44
    assert min(box["height"] for box in boxes) >= 44


def test_filter_goes_round_and_keeps_what_was_chosen(listing, page):
    page.goto(listing)
    page.get_by_text("Filter by words").click()
    page.get_by_label("Words").fill("text")
    page.get_by_label("Kazakhstan").check()
    page.get_by_label("Water").check()
    page.get_by_label("To", exact=True).fill("2099-12-31")
    page.get_by_role("button", name="Show the stories").click()
    chosen = "?q=text&country=kazakhstan&section=water&to=2099-12-31&order=newest"
    page.wait_for_url(listing + chosen)
    assert page.get_by_role("status").inner_text() == "Viewing results 1 - 6 of 9"
    page.get_by_text("Change the filter").click()
    assert page.get_by_label("Words").input_value() == "text"
    assert page.get_by_label("Kazakhstan", exact=True).is_checked()
    assert not page.get_by_label("Uzbekistan").is_checked()
    assert page.get_by_label("To", exact=True).input_value() == "2099-12-31"


def test_filter_in_use_can_be_taken_off_one_by_one_or_whole(listing, page):
    page.goto(listing + "?country=kazakhstan&section=water&tag=rivers")
    chips = page.get_by_role("list", name="Filters in use")
    assert chips.get_by_role("link").all_inner_texts()[-1] == "Clear filters"
    chips.get_by_role("link", name="Without Rivers").click()
    page.wait_for_url(listing + "?country=kazakhstan&section=water")
    page.get_by_role("list", name="Filters in use").get_by_text("Clear filters").click()
    page.wait_for_url(listing)
    assert page.get_by_role("list", name="Filters in use").count() == 0


def test_filter_pages_keep_the_filter(listing, page):
    page.goto(listing + "?country=kazakhstan")
    page.get_by_role("link", name="Next page").click()
    page.wait_for_url(listing + "?country=kazakhstan&page=2&as_of=*")
    assert page.get_by_role("status").inner_text() == "Viewing results 7 - 9 of 9"


def test_filter_that_finds_nothing_says_what_to_try(listing, page):
    page.goto(listing + "?q=unheard-of")
    status = page.get_by_role("status")
    assert status.get_by_text("No story matches.").is_visible()
    assert page.locator("article").count() == 0


def test_invalid_filter_names_each_fault_and_keeps_the_input(listing, page, complaints):
    page.goto(listing + "?country=xx&tag=nope&from=2025")
    complaints.clear()
    summary = page.get_by_role("alert")
    assert summary.get_by_role("listitem").all_inner_texts() == [
        "Country: There is no country “xx”.",
        "Tag: There is no tag “nope”.",
        "From: Write the day as year-month-day, e.g. 2025-12-17.",
    ]
    first_day = page.get_by_label("From")
    assert first_day.input_value() == "2025"
    described = page.locator("#" + first_day.get_attribute("aria-describedby"))
    assert described.inner_text() == "Write the day as year-month-day, e.g. 2025-12-17."
    assert page.locator("input[name=tag]").first.input_value() == "nope"
    assert page.locator("article").count() == 0
    summary.get_by_role("link", name="From").click()
    assert page.evaluate("document.activeElement.id") in ("filter-from", "")


def test_search_from_the_masthead_finds_and_keeps_the_words(listing, page):
    page.goto(listing)
    page.get_by_role("combobox", name="Search the stories").fill("concrete")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=concrete")
    assert page.get_by_role("heading", level=1).inner_text() == "Search: “concrete”"
    assert page.get_by_label("Words").input_value() == "concrete"
    assert page.locator("article h2").all_inner_texts() == [
        "A dam is a promise that is made of concrete and kept in winter"
    ]


def test_whole_story_in_the_listing_can_be_tapped(listing, page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(listing)
    # By place: the headline's link lies over its story.
    page.locator("article .standfirst").first.scroll_into_view_if_needed()
    place = page.locator("article .standfirst").first.bounding_box()
    page.mouse.click(place["x"] + 5, place["y"] + 5)
    page.wait_for_url("**/articles/dam/")


def test_names_above_a_story_lead_to_their_own_pages(listing, page):
    page.goto(listing)
    page.locator("article").first.get_by_role("link", name="Kazakhstan").click()
    page.wait_for_url("**/country/kazakhstan/")
    assert page.get_by_role("heading", level=1).inner_text() == "Kazakhstan"

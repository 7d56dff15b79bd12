"""The archive, the way to a date and the pager, by hand, by keyboard, and as a reader's ear."""

from datetime import datetime

import pytest
from django.utils import timezone

from articles.models import DayCount, Kind, MonthCount
from tests.browser.axe import faults
from tests.browser.paper import print_paper
from tests.browser.test_public_pages import show
from tests.factories import make_article, make_tag

WIDTHS = (320, 360, 768, 1280)
ADDRESSES = [
    "/archive/",
    "/archive/2024/03/",
    "/archive/2024/03/12/",
    "/articles/",
    "/articles/?page=100000",
    "/articles/?page=166666",
    "/articles/?page=166672",
]
each_address = pytest.mark.parametrize("address", ADDRESSES)


@pytest.fixture
def paper(live_server):
    """A paper with 14 stories of one March day, 3 of others, and counts as of a million more."""
    print_paper(stories=20)
    for day in ["2024-03-12"] * 14 + ["2024-03-04", "2024-03-31", "2023-12-24"]:
        at = timezone.make_aware(datetime.fromisoformat(f"{day}T09:00"))
        make_article(published_at=at, headline=f"News of {day}")
    inflate(1_000_000)
    return live_server.url


def inflate(stories, kind=Kind.ALL, key=0):
    """Counts of a listing as of so many stories in 2001, without the stories."""
    at = {"kind": kind, "key": key, "count": stories}
    MonthCount.objects.create(month="2001-01-01", **at)
    DayCount.objects.create(day="2001-01-01", **at)


def focused(page):
    """What the focus is on: its label, or its words."""
    return page.evaluate(
        "() => { const it = document.activeElement, label = it.getAttribute('aria-label');"
        " return label || it.labels?.[0]?.innerText || it.textContent.trim() }"
    )


def walk(page, steps):
    names = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        names.append(focused(page))
    return names


@each_address
def test_page_is_accessible_in_light_and_dark(paper, page, address):
    page.goto(paper + address)
    for scheme, width in (("light", 1280), ("dark", 320)):
        show(page, scheme, width)
        assert faults(page) == []


@each_address
def test_page_has_no_sideways_scroll(paper, page, address):
    page.goto(paper + address)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("address", ["/articles/", "/articles/?page=100000", "/tag/long/?page=50"])
def test_squares_are_as_large_as_a_finger_and_the_row_is_one_line(paper, page, address):
    inflate(600, Kind.TAG, make_tag("Long").pk)
    page.goto(paper + address)
    pager = page.get_by_role("navigation", name="Pages")
    for width in (*WIDTHS, 480, 576, 700, 1024, 1100, 1216):
        page.set_viewport_size({"width": width, "height": 700})
        boxes = [it.bounding_box() for it in pager.get_by_role("link").all() if it.is_visible()]
        assert len(boxes) >= 3
        assert len({box["y"] for box in boxes}) == 1, width
        assert min(min(box["width"], box["height"]) for box in boxes) >= 44
        assert pager.locator("[aria-current=page]").is_visible()
        controls = pager.locator("input[type=number], button").all()
        assert all(it.bounding_box()["height"] >= 44 for it in controls)


def test_pager_is_a_landmark_whose_links_say_where_they_lead(paper, page):
    page.goto(paper + "/articles/?page=100000")
    pager = page.get_by_role("navigation", name="Pages")
    heard = pager.aria_snapshot()
    for line in (
        '- link "First page"',
        '- link "Previous page"',
        '- link "Page 1"',
        '- link "Page 99999"',
        '- link "Page 100000"',
        '- link "Next page"',
        '- link "Last page"',
        '- spinbutton "Go to page"',
        '- button "Go to this page"',
    ):
        assert line in heard
    assert pager.locator("[aria-current]").get_attribute("aria-label") == "Page 100000"


def test_pager_is_walked_in_the_order_in_which_it_is_seen(paper, page):
    page.goto(paper + "/articles/?page=100000")
    page.get_by_role("link", name="First page").focus()
    assert walk(page, 11) == [
        "Previous page",
        *(f"Page {n}" for n in (1, 99998, 99999, 100000, 100001, 100002, 166673)),
        "Next page",
        "Last page",
        "Go to page",
    ]


def test_any_page_is_reached_by_its_number(paper, page):
    page.goto(paper + "/articles/")
    page.get_by_label("Go to page").fill("166673")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/?page=166673&as_of=*")
    assert page.get_by_role("status").inner_text() == "Viewing results 1000033 - 1000038 of 1000038"
    # What is not there can't be sent.
    page.get_by_label("Go to page").fill("166674")
    page.keyboard.press("Enter")
    assert page.get_by_label("Go to page").evaluate("it => it.validity.rangeOverflow")


def test_date_is_gone_to_by_keyboard_and_the_story_is_in_sight(paper, page):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(paper + "/articles/")
    page.get_by_label("Go to a date").fill("2024-03-11")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/?page=7&as_of=*#result-37")
    place = page.locator("#result-37")
    assert place.get_by_role("heading").inner_text() == "News of 2024-03-04"
    assert 0 <= place.bounding_box()["y"] < 100


def test_date_is_gone_to_without_scripts(paper, new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(paper + "/country/kazakhstan/")
    page.get_by_label("Go to a date").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Go to this date").click()
    page.wait_for_url("**/country/kazakhstan/#result-1")


def test_wrong_date_is_told_beside_its_field(paper, page, complaints):
    page.goto(paper + "/country/kazakhstan/?date=2024-02-31")
    page.evaluate("1")
    complaints.clear()
    field = page.get_by_label("Go to a date")
    assert field.input_value() == "2024-02-31"
    described = page.locator("#" + field.get_attribute("aria-describedby"))
    assert "There is no such day." in described.inner_text()
    assert page.get_by_role("alert").count() == 1
    assert page.locator("article").count() == 0


def test_calendar_is_a_table_whose_days_say_how_many_stories_they_have(paper, page):
    page.goto(paper + "/archive/2024/03/12/")
    table = page.get_by_role("table", name="March 2024")
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun",
    ]  # fmt: skip
    names = [it.get_attribute("aria-label") for it in table.get_by_role("link").all()]
    assert names == ["4 March 2024, 1 story", "12 March 2024, 14 stories", "31 March 2024, 1 story"]
    assert table.locator("[aria-current=date]").inner_text() == "12"
    months = page.get_by_role("navigation", name="Months").aria_snapshot()
    assert '- link "December 2023"' in months
    assert page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").count() == 3


def test_archive_is_walked_by_keyboard_from_its_years_to_a_day(paper, page):
    page.goto(paper + "/archive/")
    page.get_by_role("link", name="March 2024, 16 stories").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/archive/2024/03/")
    assert page.get_by_role("heading", level=1).inner_text() == "March 2024"
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="2024").focus()
    assert walk(page, 3) == [
        "4 March 2024, 1 story",
        "12 March 2024, 14 stories",
        "31 March 2024, 1 story",
    ]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/archive/2024/03/12/")
    assert page.get_by_role("status").inner_text() == "Viewing results 1 - 6 of 14"
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="2024").click()
    page.wait_for_url("**/archive/#y2024")
    assert page.get_by_role("heading", name="2024").is_visible()


def test_focus_is_seen_on_all_that_the_archive_has(paper, page):
    page.goto(paper + "/archive/2024/03/12/")
    page.locator("main").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const css = getComputedStyle(document.activeElement);"
            " return [css.outlineStyle, css.outlineWidth] }"
        )
        assert style == ["solid", "3px"]


def test_reader_who_pages_on_is_told_of_newer_stories(paper, page):
    page.goto(paper + "/articles/")
    page.get_by_role("link", name="Next page").click()
    page.wait_for_url("**/articles/?page=2&as_of=*")
    make_article(published_at=timezone.now())
    page.reload()
    told = page.get_by_role("status").filter(has_text="1 newer story since you began.")
    told.get_by_role("link", name="Start again from the newest").click()
    page.wait_for_url("**/articles/")


def test_day_without_stories_leads_to_those_that_have(paper, page, complaints):
    assert page.goto(paper + "/archive/2024/03/20/").status == 404
    page.evaluate("1")
    complaints.clear()
    assert page.get_by_role("status").get_by_text("There are no stories of 20 March 2024.").count()
    page.get_by_role("status").get_by_role("link", name="31 March").click()
    page.wait_for_url("**/archive/2024/03/31/")

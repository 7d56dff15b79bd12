"""The desk of rates in a real browser: what is arranged, decided on and fetched, and how."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import PASSWORD, make_fixing, make_pair, make_ticker, make_user
from tickers.models import CurrencyPair, FetchRequest, Fixing


@pytest.fixture
def desk(live_server, page):
    """The desk, with an editor signed in."""
    user = make_user("editor", role="Editor")
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Desk")).to_be_attached()

    def go(path):
        page.goto(f"{live_server.url}/admin/tickers/{path}")
        return page

    return go


@pytest.fixture
def dollar(transactional_db):
    today = timezone.localdate()
    make_fixing("USD/KGS", "87.4500", today, provider="nbkr")
    make_fixing("USD/KGS", "88.1", today, provider="csv")
    make_fixing("USD/KGS", "88.2", today - timedelta(days=1), provider="csv")
    return make_pair("USD/KGS")


def drag(page, grip, to):
    """Take a row by its grip and let it go on another row's lower half."""
    to.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), to.bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] * 0.3, steps=4)
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] * 0.8, steps=4)
    page.mouse.up()


def test_ticker_is_arranged_by_dragging(desk, transactional_db):
    for code in ("KGS", "KZT", "TJS"):
        make_fixing(f"USD/{code}", "80")
    ticker = make_ticker("KGS/USD", "KZT/USD", "TJS/USD")
    page = desk(f"ticker/{ticker.pk}/change/")
    drag(page, page.locator("#items-0 .grip"), page.locator("#items-2"))
    expect(page.get_by_role("status").filter(has_text="Moved to place 3 of 3")).to_be_attached()
    # The strip follows.
    expect(page.locator("[data-preview] li").last).to_contain_text("KGS/USD")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert [str(item) for item in ticker.items.all()] == ["KZT/USD", "TJS/USD", "KGS/USD"]


def test_ticker_is_arranged_with_the_keyboard(desk, transactional_db):
    ticker = make_ticker("KGS/USD", "KZT/USD", "TJS/USD")
    page = desk(f"ticker/{ticker.pk}/change/")
    page.locator("#items-2").get_by_role("button", name="Move up").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Moved to place 1 of 3")).to_be_attached()
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.locator(".messagelist")).to_be_visible()
    assert [str(item) for item in ticker.items.all()] == ["TJS/USD", "KGS/USD", "KZT/USD"]


def test_ticker_is_arranged_on_a_phone(desk, transactional_db):
    for code in ("KGS", "KZT"):
        make_fixing(f"USD/{code}", "80")
    ticker = make_ticker("KGS/USD", "KZT/USD")
    page = desk(f"ticker/{ticker.pk}/change/")
    page.set_viewport_size({"width": 320, "height": 800})
    for part in page.locator("#items-0 :is(.grip, .move, input:not([type=hidden]), select)").all():
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    page.locator("#items-1").get_by_role("button", name="Move up").click()
    expect(page.locator("[data-preview] li").first).to_contain_text("KZT/USD")


def test_order_of_providers_is_made_with_the_keyboard_and_told_at_once(desk, dollar):
    page = desk(f"currencypair/{dollar.pk}/change/")
    told = page.locator("[data-preview]")
    expect(told).to_contain_text("Now: NBKR")
    page.get_by_label("1. provider").select_option("nbkr")
    page.get_by_label("2. provider").select_option("csv")
    expect(page.locator(".places > li")).to_have_count(3)
    page.locator(".places > li").nth(1).get_by_role("button", name="Move up").press("Enter")
    expect(told).to_contain_text("Now: CSV file")
    expect(told.get_by_role("listitem")).to_contain_text("NBKR")
    expect(page.get_by_label("1. provider")).to_have_value("csv")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.locator(".messagelist")).to_be_visible()
    dollar.refresh_from_db()
    assert dollar.providers == ["csv", "nbkr"]


def test_order_of_providers_is_made_with_the_mouse_and_one_is_taken_out(desk, dollar):
    dollar.providers = ["nbkr", "ecb", "csv"]
    dollar.save()
    page = desk(f"currencypair/{dollar.pk}/change/")
    places = page.locator(".places > li")
    drag(page, places.nth(0).locator(".grip"), places.nth(2))
    page.get_by_label("1. provider").select_option("")
    expect(places).to_have_count(3)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()
    dollar.refresh_from_db()
    assert dollar.providers == ["csv", "nbkr"]


def test_order_of_providers_is_made_without_scripts(desk, dollar, live_server, page, new_context):
    cookies = page.context.cookies()
    context = new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    plain = context.new_page()
    plain.goto(f"{live_server.url}/admin/tickers/currencypair/{dollar.pk}/change/")
    plain.get_by_label("1. provider").select_option("csv")
    plain.get_by_label("3. provider").select_option("nbkr")
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain.locator(".messagelist")).to_be_visible()
    dollar.refresh_from_db()
    assert dollar.providers == ["csv", "nbkr"]


def test_pairs_are_arranged_in_their_list(desk, dollar):
    make_pair("EUR/KGS")
    make_pair("KZT/KGS")
    CurrencyPair.objects.update(position=0)
    page = desk("currencypair/")
    rows = page.locator("#result_list tbody tr")
    expect(rows.first).to_contain_text("EUR/KGS")
    drag(page, rows.nth(0).locator(".grip"), rows.nth(2))
    page.get_by_role("button", name="Save the list").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert [str(pair) for pair in CurrencyPair.objects.all()] == ["KZT/KGS", "USD/KGS", "EUR/KGS"]


def test_held_fixing_is_rejected_with_a_note_and_the_keyboard(desk, dollar):
    tomorrow = timezone.localdate() + timedelta(days=1)
    held = make_fixing("USD/KGS", "107", tomorrow, provider="nbkr", review="held")
    page = desk("fixing/")
    page.set_viewport_size({"width": 360, "height": 800})
    case, note = (
        page.locator(".case > div").first.bounding_box(),
        page.get_by_label("Note").bounding_box(),
    )
    assert case["width"] > 300 < note["width"]
    assert note["y"] > case["y"] + case["height"]
    page.get_by_role("button", name="Reject").press("Enter")
    # The browser asks for the note, and nothing is sent.
    assert Fixing.objects.get(pk=held.pk).is_held
    page.get_by_label("Note").fill("A slip of the bank")
    page.get_by_role("button", name="Reject").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Rejected: 1 USD = 107 KGS")
    assert Fixing.objects.get(pk=held.pk).review == "rejected"


def test_held_fixing_is_approved_without_one(desk, dollar):
    tomorrow = timezone.localdate() + timedelta(days=1)
    held = make_fixing("USD/KGS", "107", tomorrow, provider="nbkr", review="held")
    page = desk("fixing/")
    page.get_by_role("button", name="Approve").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Approved: 1 USD = 107 KGS")
    assert Fixing.objects.get(pk=held.pk).review == "approved"


def test_provider_is_fetched_now_and_the_page_tells_of_it(desk, dollar):
    page = desk("run/")
    page.get_by_role("button", name="Fetch NBKR now").press("Enter")
    expect(page.get_by_text("Waits for the worker")).to_be_visible()
    expect(page.get_by_role("button", name="Fetch NBKR now")).to_have_count(0)
    # The worker takes it up: the page tells without being asked.
    FetchRequest.objects.all().delete()
    expect(page.get_by_role("button", name="Fetch NBKR now")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("Waits for the worker")).to_have_count(0)

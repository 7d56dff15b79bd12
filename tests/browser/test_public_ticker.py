"""The strip of rates: it moves, it can be stopped, and it is read by everyone."""

import re

import pytest

from tests.browser.paper import RATES, print_rates

PAIR = re.compile(r"^[A-Z]{3}/USD = \d+\.\d{5,} [+−]?\d+\.\d\d%$")


@pytest.fixture
def site(live_server):
    print_rates()
    return live_server.url


@pytest.fixture
def page(page):
    """With a clock that stands until a test puts it on; what is animated keeps to the real one."""
    page.clock.install(time=0)
    page.clock.pause_at(3600)
    return page


def moves(page):
    """Whether the first pair is somewhere else a moment later."""
    place = "() => document.querySelector('.ticker li').getBoundingClientRect().x"
    before = page.evaluate(place)
    page.wait_for_timeout(300)
    return page.evaluate(place) != before


def let_it_move(page):
    """Go on to the moment at which it has stood still for long enough."""
    page.clock.fast_forward(5000)
    assert moves(page)


def readable(page):
    """The pairs that can be brought into the window, each by scrolling to it."""
    window = page.locator(".ticker-window").bounding_box()
    seen = []
    for item in page.locator(".ticker li").all():
        item.scroll_into_view_if_needed()
        box = item.locator(".rate").bounding_box()
        if window["x"] <= box["x"] and box["x"] + box["width"] <= window["x"] + window["width"]:
            seen.append(item.locator(".rate").inner_text()[:3])
    return seen


def test_strip_reads_as_the_paper_always_printed_it(site, page):
    page.goto(site)
    lines = page.locator(".ticker .rate").all_inner_texts()
    assert [line[:3] for line in lines] == list(RATES)
    assert all(PAIR.match(line) for line in lines), lines
    assert "−0.00%" not in "".join(lines)
    assert "-" not in "".join(lines)


def test_strip_holds_each_pair_once(site, page):
    page.goto(site)
    assert page.content().count("KGS/USD") == 1


def test_strip_tells_direction_day_and_source_in_words(site, page):
    page.goto(site)
    som, *_, manat = page.locator(".ticker li").all()
    said = r"\(down \d\.\d\d per cent, as of \d+ \w+ \d{4}, source: "
    assert re.search(said, som.inner_text())
    assert re.match(r"as of \d+ \w+ \d{4}, source: ", som.get_attribute("title"))
    assert "(unchanged, as of" in manat.inner_text()
    assert re.match(r"stale, of \d+ \w+$", manat.locator(".stale").inner_text())


def test_strip_moves_and_is_stopped_and_started_by_keyboard(site, page):
    page.goto(site)
    let_it_move(page)
    page.get_by_role("button", name="Pause the rates").focus()
    page.keyboard.press("Enter")
    assert not moves(page)
    assert readable(page) == list(RATES)
    page.get_by_role("button", name="Play the rates").focus()
    page.keyboard.press("Space")
    assert moves(page)


def test_strip_is_read_before_it_moves(site, page):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(site)
    first = page.locator(".ticker .rate").first
    assert not moves(page)
    assert first.bounding_box()["x"] >= page.locator(".ticker-window").bounding_box()["x"]
    before = first.bounding_box()
    page.clock.fast_forward(3000)
    assert first.bounding_box() == before
    let_it_move(page)


def test_strip_stays_stopped_on_the_next_page(site, page):
    page.goto(site)
    # Also before it has begun.
    page.get_by_role("button", name="Pause the rates").click()
    page.clock.fast_forward(5000)
    page.goto(site + "/articles/")
    assert page.get_by_role("button", name="Play the rates").is_visible()
    assert not moves(page)


def test_strip_waits_under_the_pointer_and_under_the_focus(site, page):
    page.goto(site)
    let_it_move(page)
    page.locator(".ticker-window").hover()
    assert not moves(page)
    page.mouse.move(0, 600)
    assert moves(page)
    page.get_by_role("button", name="Pause the rates").focus()
    page.keyboard.press("Tab")
    assert not moves(page)
    assert readable(page) == list(RATES)


def test_strip_stands_still_where_less_motion_is_wanted(site, new_context):
    page = new_context(reduced_motion="reduce", viewport={"width": 360, "height": 700}).new_page()
    page.clock.install()
    page.goto(site)
    page.clock.fast_forward(5000)
    assert not moves(page)
    assert page.locator(".ticker button:visible").count() == 0
    assert readable(page) == list(RATES)


def test_strip_without_scripts_stands_still_and_is_read_whole(site, new_context):
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 700}).new_page()
    page.goto(site)
    assert not moves(page)
    assert page.locator(".ticker button:visible").count() == 0
    assert readable(page) == list(RATES)


@pytest.mark.parametrize("width", [320, 1440])
def test_strip_comes_round_with_no_pair_on_another(site, page, width):
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(site)
    let_it_move(page)
    for share in (0, 0.3, 0.77, 0.99):
        boxes = page.evaluate(
            """share => {
              for (const it of document.querySelector(".ticker").getAnimations({subtree: true})) {
                it.pause()
                it.currentTime = share * it.effect.getTiming().duration
              }
              const all = [...document.querySelectorAll(".ticker li")]
              return all.map(it => it.getBoundingClientRect()).map(it => [it.left, it.right])
            }""",
            share,
        )
        boxes.sort()
        assert all(left[1] <= right[0] + 1 for left, right in zip(boxes, boxes[1:], strict=False))
        # No hole is wider than one place of the row.
        place = boxes[0][1] - boxes[0][0]
        assert all(
            right[0] - left[1] <= place + 1 for left, right in zip(boxes, boxes[1:], strict=False)
        )


def test_strip_stands_still_when_editors_say_so(site, page):
    from tickers.models import Ticker

    ticker = Ticker.objects.get()
    ticker.motion = Ticker.Motion.STATIC
    ticker.save()
    page.goto(site)
    assert page.locator(".ticker li").count() == len(RATES)
    assert page.locator(".ticker button").count() == 0
    page.clock.fast_forward(5000)
    assert not moves(page)

"""An exchange rate is put into the text of a story with the keyboard, and read on its page."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.axe import faults
from tests.factories import PASSWORD, make_article, make_fixing, make_user
from tickers.rates import in_words

THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def write(live_server, page, today):
    """Open the story's form as an editor, go to the end of its text, and ask for a rate."""
    make_fixing("USD/KGS", "87.4500", today - timedelta(days=9), provider="csv")
    make_fixing("USD/KGS", "88.1000", today, provider="csv")
    make_user("editor", role="Editor")

    def write(story):
        page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
        page.get_by_label("Username").fill("editor")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("toolbar", name="Formatting").wait_for()
        page.get_by_role("textbox", name="Body").click()
        page.keyboard.press("Control+End")
        page.keyboard.type(" ")
        page.get_by_role("button", name="insert exchange rate").press("Enter")

    return write


def test_rate_of_a_day_is_inserted_with_the_keyboard(live_server, page, write, today):
    story = make_article(body="<p>It cost</p>")
    write(story)
    dialog = page.get_by_role("dialog", name="Exchange rate")
    expect(dialog.get_by_label("Amount")).to_be_focused()
    assert faults(page, context=".rate-reference") == []
    page.keyboard.type("1,000")
    dialog.get_by_label("Day").fill(str(today - timedelta(days=5)))
    # Of a story on the site nothing can wait for its publication.
    expect(dialog.get_by_label("The rate on the day of publication")).to_have_count(0)
    dialog.get_by_label("To").press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("textbox", name="Body")).to_be_focused()
    page.keyboard.type(" then.")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved. The change is on the site.")).to_be_visible()
    day = today - timedelta(days=9)
    figure = f"87{THIN}450.00 KGS (CSV file, {in_words(day)})"
    address = f"/markets/usd-kgs/?date={day}&amp;amount=1000&amp;source=csv"
    story.refresh_from_db()
    assert story.body == f'<p>It cost <a href="{address}" rel="noopener">{figure}</a> then.</p>'
    page.goto(live_server.url + story.get_absolute_url())
    expect(page.get_by_text(f"(now 88{THIN}100.00 KGS")).to_be_visible()


def test_rate_waits_for_the_publication_of_a_draft(page, write, today):
    story = make_article(status=Article.Status.DRAFT, body="<p>It costs</p>")
    write(story)
    dialog = page.get_by_role("dialog", name="Exchange rate")
    dialog.get_by_label("The rate on the day of publication").check()
    expect(dialog.get_by_label("Day", exact=True)).to_be_disabled()
    dialog.get_by_role("button", name="Insert").press("Enter")
    expect(page.get_by_role("link", name="1 USD in KGS at publication")).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).press("Enter")
    expect(page.get_by_text("See it on the site")).to_be_visible()
    story.refresh_from_db()
    assert f">88.10 KGS (CSV file, {in_words(today)})</a>" in story.body


def test_what_can_not_be_quoted_is_said_in_the_dialog(page, write, complaints):
    write(make_article(body="<p>It cost</p>"))
    dialog = page.get_by_role("dialog", name="Exchange rate")
    expect(dialog.locator("[role=alert]")).to_be_hidden()
    dialog.get_by_label("To").fill("XXX")
    dialog.get_by_label("To").press("Enter")
    alert = dialog.get_by_role("alert")
    expect(alert).to_have_text("Nobody is known to have a rate of USD in XXX.")
    dialog.get_by_label("Amount").fill("a lot")
    dialog.get_by_label("Amount").press("Enter")
    expect(alert).to_contain_text("“a lot” is no amount.")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("textbox", name="Body")).to_have_text("It cost")
    complaints[:] = [it for it in complaints if "status of 40" not in it[1]]

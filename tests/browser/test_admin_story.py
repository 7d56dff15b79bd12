"""The desk in a real browser: a story from first key to the public page, by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.factories import PASSWORD, make_article, make_author, make_user


@pytest.fixture
def sign_in(live_server, page):
    """Sign in through the form, as a new member of staff of a role."""

    def sign_in(role):
        user = make_user(role.lower(), role=role)
        page.goto(f"{live_server.url}/admin/")
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("navigation", name="Desk")).to_be_attached()
        return user

    return sign_in


def test_story_is_written_and_published_with_the_keyboard(live_server, page, sign_in):
    sign_in("Editor")
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.get_by_label("Headline").focus()
    page.keyboard.type("River talks resume in Osh")
    page.keyboard.press("Enter")
    page.keyboard.type("Ministers meet after two years.")
    page.get_by_role("textbox", name="Body").focus()
    page.keyboard.type("The river is ")
    page.keyboard.press("Control+b")
    page.keyboard.type("rising")
    page.keyboard.press("Control+b")
    page.keyboard.type(" again.")
    expect(page.locator("[data-word-count]")).to_have_text("5 words")
    expect(page.locator("[data-saved]")).to_have_text("Unsaved changes")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="See it on the site").click()
    expect(page).to_have_url(re.compile("/articles/river-talks-resume-in-osh/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("River talks resume in Osh")
    expect(page.locator("strong", has_text="rising")).to_be_visible()
    assert Article.objects.get().body == "<p>The river is <strong>rising</strong> again.</p>"


def test_error_summary_leads_to_the_editor(live_server, page, sign_in):
    sign_in("Editor")
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    page.get_by_label("Headline").fill("A headline of which nothing is lost")
    page.get_by_role("button", name="Save", exact=True).click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Body").click()
    expect(page.get_by_role("textbox", name="Body")).to_be_focused()
    expect(page.get_by_label("Headline")).to_have_value("A headline of which nothing is lost")


def test_error_summary_keeps_the_cursor_when_djangos_script_is_late(live_server, page, sign_in):
    sign_in("Editor")
    page.goto(f"{live_server.url}/admin/articles/article/add/")
    held = []
    page.route("**/admin/js/change_form.js", lambda route: held.append(route))
    page.get_by_role("button", name="Save", exact=True).click(no_wait_after=True)
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    with page.expect_event("load"):
        held[0].continue_()
    expect(summary).to_be_focused()


def test_editor_takes_over_from_who_was_quicker(live_server, page, sign_in):
    sign_in("Editor")
    held = []
    page.route("**/newsroom/editor.js", lambda route: held.append(route))
    page.goto(f"{live_server.url}/admin/articles/article/add/", wait_until="commit")
    # Django's own script puts the cursor there; after that, who moves it is the editor.
    expect(page.locator("[name=_continue]")).to_be_focused()
    page.locator("textarea#id_body").fill("<p>Typed early</p>")
    page.locator("textarea#id_body").focus()
    held[0].continue_()
    body = page.get_by_role("textbox", name="Body")
    expect(body).to_be_focused()
    expect(body).to_have_text("Typed early")


def test_page_that_was_only_opened_has_no_unsaved_changes(live_server, page, sign_in):
    sign_in("Editor")
    story = make_article(authors=[make_author()], countries=["KG"])
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    expect(page.locator("[data-saved]")).to_have_text(re.compile("^Saved"))


def test_byline_is_reordered_with_the_keyboard(live_server, page, sign_in):
    sign_in("Editor")
    story = make_article(authors=[make_author("Zarina"), make_author("Aibek")])
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    page.get_by_role("button", name="Move down").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved. The change is on the site.")).to_be_visible()
    assert [line.author.name for line in story.bylines.all()] == ["Aibek", "Zarina"]


def test_author_is_found_by_typing(live_server, page, sign_in):
    sign_in("Editor")
    author = make_author("Zarina Alieva")
    story = make_article()
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    page.get_by_role("button", name="Add another Name").or_(
        page.get_by_role("link", name="Add another Name")
    ).click()
    page.locator("#id_bylines-0-author + .select2 .select2-selection").press("Enter")
    page.keyboard.type("zari")
    page.get_by_role("option", name="Zarina Alieva").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. The change is on the site.")).to_be_visible()
    assert story.bylines.get().author == author


def test_list_shows_the_bulk_bar_only_for_a_choice(live_server, page, sign_in):
    sign_in("Editor")
    make_article()
    page.goto(f"{live_server.url}/admin/articles/article/")
    expect(page.get_by_role("button", name="Do it")).to_be_hidden()
    page.locator(".action-select").first.check()
    expect(page.get_by_role("button", name="Do it")).to_be_visible()


def test_list_is_narrowed_to_an_author_by_typing(live_server, page, sign_in):
    sign_in("Editor")
    make_article(headline="Hers", authors=[make_author("Zarina Alieva")])
    make_article(headline="Another's")
    page.goto(f"{live_server.url}/admin/articles/article/")
    page.locator("#filter-author + .select2 .select2-selection").press("Enter")
    page.keyboard.type("zari")
    page.get_by_role("option", name="Zarina Alieva").wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("row").last).to_contain_text("Hers")

"""The guard of the browser tests itself: what the browser complains of is not missed."""

import pytest


def test_page_without_fault_leaves_no_complaint(page, complaints):
    page.set_content("<!doctype html><title>Quiet</title><h1>Quiet</h1>")
    assert page.locator("h1").inner_text() == "Quiet"
    assert complaints == []


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("console.error('ink is dry')", ("error", "ink is dry")),
        ("console.warn('ink is low')", ("warning", "ink is low")),
        ("setTimeout(() => { throw new Error('jam') })", ("error", "jam")),
    ],
)
def test_page_that_complains_is_heard(page, complaints, script, expected):
    page.evaluate(script)
    page.wait_for_function("() => new Promise(done => setTimeout(() => done(true)))")
    assert complaints == [expected]
    complaints.clear()


def test_page_that_breaks_its_policy_is_heard(page, complaints):
    policy = "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">"
    page.set_content(f"<!doctype html>{policy}<title>x</title><script>1</script>")
    page.evaluate("1")
    assert [kind for kind, _ in complaints] == ["error"]
    assert "Content Security Policy" in complaints[0][1]
    complaints.clear()


def test_second_context_is_heard_too(new_context, complaints):
    new_context().new_page().evaluate("console.error('from elsewhere')")
    assert complaints == [("error", "from elsewhere")]
    complaints.clear()


def test_live_server_answers_the_browser(live_server, page):
    assert page.goto(live_server.url).ok

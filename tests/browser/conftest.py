"""A real Chromium, this machine's own, before the site; whatever it complains of fails the test."""

import os
from pathlib import Path

import pytest

from tests.programs import require_browser

HERE = Path(__file__).parent
QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    as_root = os.geteuid() == 0
    return browser_type_launch_args | {
        "executable_path": require_browser(),
        "headless": True,
        # Chromium's sandbox refuses root.
        "chromium_sandbox": not as_root,
        "args": [*QUIET, "--no-sandbox"] if as_root else QUIET,
    }


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """On SQLite a file, so that the server's threads have connections of their own."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = tmp_path_factory.mktemp("database") / "db.sqlite3"


@pytest.fixture(scope="session", autouse=True)
def orm_beside_playwright():
    """Playwright's loop runs in this thread, so Django would take the tests for async code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def complaints():
    """What the console, the CSP and uncaught errors said, as (kind, text), oldest first.

    A test that means to provoke one looks at it and clears the list.
    """
    return []


@pytest.fixture
def new_context(new_context, complaints):
    """Contexts that are listened to; what is left in `complaints` at the end fails the test."""
    contexts = []

    def listening(**options):
        context = new_context(**options)
        contexts.append(context)
        context.on("console", lambda message: _note(complaints, message))
        context.on("weberror", lambda error: complaints.append(("error", str(error.error))))
        return context

    yield listening
    for page in [page for context in contexts for page in context.pages]:
        # What the page has said before this answer has arrived when the answer has.
        page.evaluate("1")
    assert complaints == [], "the browser complained"


def _note(complaints, message):
    if message.type in {"error", "warning"}:
        complaints.append((message.type, message.text))

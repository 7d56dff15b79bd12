"""What each test stands on: fast where slowness proves nothing, with nothing left from the last."""

import os
from contextlib import ExitStack
from itertools import count

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from hypothesis import settings as hypothesis_settings

from articles import directory
from tests import databases
from tests.factories import make_user
from tickers import strip

# How long an example takes depends on the machine; what CI draws must not.
hypothesis_settings.register_profile("newsroom", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("newsroom")


_number = count(1)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if databases.uses_one(item):
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def database_only_when_marked(request, monkeypatch):
    """Whoever isn't marked finds none: neither here nor in a process of its own."""
    if request.node.get_closest_marker("database"):
        yield
        return
    monkeypatch.setenv("DATABASE_URL", databases.NOWHERE)
    yield
    databases.require_mark(request.fixturenames)


@pytest.fixture(scope="session", autouse=True)
def site_for_tests(tmp_path_factory):
    """The settings of all tests, each of which may change them until it ends."""
    with override_settings(
        # No password is hashed slowly.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        # Tests of single pages look at what is rendered; those of the page cache turn it on.
        PAGE_CACHE_SECONDS=0,
        # No bank is asked: not even the worker's own tests wait for one.
        RATE_PROVIDERS=[],
        # The manifest is made by collectstatic, which test_tooling runs once.
        STORAGES=settings.STORAGES
        | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        # Empty: WhiteNoise warns of a missing folder, and what was collected before may be old.
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
    ):
        yield


@pytest.fixture(autouse=True)
def place_of_its_own(settings, tmp_path_factory):
    """No file is another test's, no cache is warm."""
    # Made by whoever writes into it; most tests don't, and so many folders take their time.
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / f"media-{next(_number)}"
    cache.clear()
    directory.drop()
    strip.drop()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Django's own, but for how SQLite becomes empty again."""
    with ExitStack() as stack:
        if connection.vendor == "sqlite":
            with django_db_blocker.unblock():
                stack.enter_context(databases.emptied_by_copying())
        yield


@pytest.fixture
def unhurried(monkeypatch):
    """What is kept is looked at again in an hour: how slow the machine is costs no statement."""
    for module in ("articles.directory", "tickers.strip", "tickers.kept"):
        monkeypatch.setattr(f"{module}.SECONDS", 3600)


@pytest.fixture(autouse=True)
def nothing_is_reported(monkeypatch):
    """What the tests search for is counted in the process and never written behind their backs."""
    from articles.search import report

    monkeypatch.setattr(report, "SECONDS", 3600)
    yield
    report.buffer.drop()


# People at the desk, signed in: the test's client, with its `user` ------------------------------


def _signed_in(client, role):
    client.user = make_user(role.lower(), role=role)
    client.force_login(client.user)
    return client


@pytest.fixture
def chief(client, db):
    return _signed_in(client, "Chief")


@pytest.fixture
def editor(client, db):
    return _signed_in(client, "Editor")


@pytest.fixture
def reporter(client, db):
    return _signed_in(client, "Reporter")


@pytest.fixture
def outsider(client, db):
    """On the staff, without a role."""
    client.user = make_user()
    client.force_login(client.user)
    return client

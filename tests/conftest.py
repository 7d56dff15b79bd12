"""What each test stands on: fast where slowness proves nothing, with nothing left from the last."""

import os

import pytest
from django.core.cache import cache
from django.test import override_settings
from hypothesis import settings as hypothesis_settings

from articles import directory
from tests.factories import make_user
from tickers import strip

# How long an example takes depends on the machine; what CI draws must not.
hypothesis_settings.register_profile("newsroom", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("newsroom")


@pytest.fixture(scope="session", autouse=True)
def static_root(tmp_path_factory):
    """Empty: WhiteNoise warns of a missing folder, and what was collected before may be old."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(autouse=True)
def place_of_its_own(settings, tmp_path):
    """No password is hashed slowly, no file leaves the test's folder, no cache is warm."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.MEDIA_ROOT = tmp_path / "media"
    # Tests of single pages look at what is rendered; those of the page cache turn it on.
    settings.PAGE_CACHE_SECONDS = 0
    # No bank is asked: not even the worker's own tests wait for one.
    settings.RATE_PROVIDERS = []
    # The manifest is made by collectstatic, which test_tooling runs once.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    cache.clear()
    directory.drop()
    strip.drop()


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

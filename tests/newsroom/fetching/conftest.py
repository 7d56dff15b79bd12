"""A client whose clock stands still, and a server on this machine that it may ask."""

import socket
import time

import httpx
import pytest

from newsroom.fetching import Client, FetchError, Limits
from tests.web import serving


class Clock:
    """Time goes by where somebody sleeps, and nowhere else."""

    def __init__(self):
        self.now, self.pauses = 1000.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.pauses.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def web():
    with serving() as web:
        yield web


@pytest.fixture
def secure():
    with serving(secure=True) as web:
        yield web


@pytest.fixture(scope="session")
def public_certificates():
    """Those that a client loads by itself, which takes a while."""
    return httpx.create_ssl_context(trust_env=False)


@pytest.fixture
def make_client(clock, web, public_certificates):
    """Clients that may ask `web`. They keep no pace, which has tests of its own."""

    def make(*, allow=None, resolve=socket.getaddrinfo, certificates=None, **options):
        return Client(
            "Tests",
            [web.place()] if allow is None else allow,
            Limits(**({"pace": 0} | options)),
            clock=clock,
            sleep=clock.sleep,
            resolve=resolve,
            certificates=certificates or public_certificates,
        )

    return make


@pytest.fixture
def failure(make_client, web):
    """The error when the server answers like this, and is asked but once."""

    def failure(answer, **options):
        web.answers["/"] = [answer]
        with pytest.raises(FetchError) as failed:
            make_client(**({"tries": 1} | options)).fetch(web.url())
        assert str(failed.value).startswith(web.url())
        assert str(failed.value).endswith(".")
        return failed.value

    return failure


@pytest.fixture
def real_time(clock, monkeypatch):
    """For what the server makes slow. Pauses still cost nothing."""
    monkeypatch.setattr(Clock, "__call__", lambda self: time.monotonic())

"""Connections go to the addresses that were judged, under the names that were asked for."""

import ssl
from functools import partial

import httpcore
import pytest

from newsroom.fetching import FetchError, Forbidden
from tests.newsroom.fetching.test_guard import PUBLIC, PUBLIC_6, resolving
from tests.web import CERTIFICATE, answer


def trusting():
    context = ssl.create_default_context(cafile=str(CERTIFICATE))
    # As Python 3.13 has it by default.
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


def test_private_address_is_refused_unless_it_is_allowed(make_client, web):
    with pytest.raises(Forbidden):
        make_client(allow=()).fetch(web.url())
    assert web.requests == []


def test_public_name_that_leads_here_is_refused(make_client):
    with pytest.raises(Forbidden, match=r"rates\.test: it leads to 127\.0\.0\.1"):
        make_client(allow=(), resolve=resolving("127.0.0.1")).fetch("http://rates.test/")


def test_connection_goes_to_the_address_that_was_judged(make_client, monkeypatch):
    """A name server that answers otherwise the second time is not asked a second time."""
    answers, connected = [(PUBLIC_6, PUBLIC), ("127.0.0.1",)], []

    def resolve(host, port, **kwargs):
        return resolving(*answers.pop(0))(host, port)

    def connect(self, host, port, *args):
        connected.append((host, port))
        raise httpcore.ConnectError("Nobody there")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    client = make_client(allow=(), resolve=resolve, tries=2)
    with pytest.raises(Forbidden):
        client.fetch("https://rates.test/")
    assert connected == [(PUBLIC_6, 443), (PUBLIC, 443)]
    assert answers == []


def test_second_address_is_tried_when_the_first_does_not_answer(make_client, web):
    web.answers["/"] = [answer(200, b"here")]
    client = make_client(
        allow=[web.place("rates.test")], resolve=resolving("::1", "127.0.0.1"), tries=1
    )
    assert client.fetch(web.url(host="rates.test")).content == b"here"
    ((_, headers),) = web.requests
    assert headers["Host"] == web.place("rates.test")


def test_certificate_is_that_of_the_name(make_client, secure):
    secure.answers["/"] = [answer(200, b"safe")]
    at = partial(
        make_client,
        allow=[secure.place("rates.test"), secure.place("other.test")],
        resolve=resolving("127.0.0.1"),
    )
    client = at(certificates=trusting())
    assert client.fetch(secure.url(host="rates.test")).content == b"safe"
    for asking, host in [(client, "other.test"), (at(), "rates.test")]:
        with pytest.raises(FetchError, match=rf"The certificate of {host} is not valid") as failed:
            asking.fetch(secure.url(host=host))
        assert not failed.value.passing
    assert len(secure.requests) == 1


def test_server_that_speaks_no_tls_is_told(make_client, web):
    web.answers["/"] = [answer()]
    with pytest.raises(FetchError, match="could not be read: ") as failed:
        make_client(tries=1).fetch(web.url().replace("http", "https"))
    assert failed.value.passing


def test_no_redirect_leaves_https(make_client, web, secure):
    web.answers["/"] = [answer(301, Location=secure.url("/safe", "rates.test"))]
    secure.answers["/safe"] = [answer(302, Location=web.url("/unsafe"))]
    client = make_client(
        allow=[web.place(), secure.place("rates.test")],
        resolve=resolving("127.0.0.1"),
        certificates=trusting(),
    )
    with pytest.raises(Forbidden, match="redirects from https to http://127"):
        client.fetch(web.url())
    assert (web.paths(), secure.paths()) == (["/"], ["/safe"])

"""What is tried again, when, and how often one host is asked."""

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from newsroom.fetching import FetchError
from tests.newsroom.fetching.test_guard import resolving
from tests.web import answer, raw

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n"


@pytest.mark.parametrize(("status", "advice"), [(403, "the key"), (404, "Check the address.")])
def test_refusal_says_what_to_look_at(failure, status, advice):
    assert advice in str(failure(answer(status)))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 410, 451])
def test_refusal_is_final(make_client, web, clock, status):
    web.answers["/"] = [answer(status)]
    with pytest.raises(FetchError, match=rf"answered {status} \w+.*\. Check the address") as failed:
        make_client().fetch(web.url())
    assert (failed.value.status, failed.value.passing) == (status, False)
    assert len(web.requests) == 1
    assert clock.pauses == []


@pytest.mark.parametrize("status", [201, 204, 206, 300, 302])
def test_answer_without_the_whole_is_none(failure, status):
    assert f"answered {status}" in str(failure(answer(status)))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 599])
def test_fault_of_the_server_is_tried_again_with_growing_pauses(make_client, web, clock, status):
    web.answers["/"] = [answer(status)]
    with pytest.raises(FetchError, match=rf"answered {status}.*Try again later\.$") as failed:
        make_client(tries=4, first_pause=2).fetch(web.url())
    assert (failed.value.status, failed.value.passing) == (status, True)
    assert len(web.requests) == 4
    assert [
        low <= pause <= 2 * low for low, pause in zip((1, 2, 4), clock.pauses, strict=True)
    ] == [
        True,
        True,
        True,
    ]


def test_pauses_differ_so_that_not_all_come_back_at_once(make_client, web, clock):
    web.answers["/"] = [answer(500)]
    with pytest.raises(FetchError):
        make_client(tries=9, first_pause=2, longest_pause=2).fetch(web.url())
    assert len(set(clock.pauses)) > 1
    assert max(clock.pauses) <= 2


def test_fault_that_passes_is_forgotten(make_client, web, clock):
    web.answers["/"] = [answer(500), answer(200, b"well")]
    told = make_client().fetch(web.url())
    assert told.content == b"well"
    assert told.elapsed == pytest.approx(sum(clock.pauses))
    assert len(clock.pauses) == 1


def test_server_says_when_to_come_back(make_client, web, clock):
    web.answers["/"] = [answer(429, Retry_After="17"), answer()]
    make_client(first_pause=2).fetch(web.url())
    assert clock.pauses == [17]


def test_server_says_the_date_when_to_come_back(make_client, web, clock):
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    web.answers["/"] = [answer(503, Retry_After=at), answer()]
    make_client(first_pause=2).fetch(web.url())
    assert 10 < clock.pauses[0] <= 20


@pytest.mark.parametrize("after", ["3600", "9" * 5000])
def test_who_wants_to_be_left_alone_for_long_is_left_alone(make_client, web, clock, after):
    web.answers["/"] = [answer(429, Retry_After=after)]
    with pytest.raises(FetchError, match=r"Try again after \w+ seconds, as it asks\.") as failed:
        make_client(whole=10_000).fetch(web.url())
    assert failed.value.passing
    assert failed.value.after == float(after)
    assert (len(web.requests), clock.pauses) == (1, [])


@pytest.mark.parametrize(
    "after", ["soon", "-5", "", "Tue, 99 Mar 2026", "Tue, 03 Mar 2020 00:00:00 -0000"]
)
def test_nonsense_about_coming_back_is_ignored(make_client, web, clock, after):
    web.answers["/"] = [answer(503, Retry_After=after), answer()]
    make_client(first_pause=2).fetch(web.url())
    assert 1 <= clock.pauses[0] <= 2


def test_no_pause_goes_beyond_the_whole(make_client, web, clock):
    web.answers["/"] = [answer(429, Retry_After="5")]
    with pytest.raises(FetchError):
        make_client(whole=12).fetch(web.url())
    assert clock.pauses == [5, 5]


def test_connection_refused_is_tried_again(make_client, clock):
    with socket.create_server(("127.0.0.1", 0)) as unused:
        place = "{}:{}".format(*unused.getsockname())
    with pytest.raises(FetchError, match=r"could not be read: .*refused") as failed:
        make_client(allow=[place], tries=3).fetch(f"http://{place}/")
    assert failed.value.passing
    assert len(clock.pauses) == 2


@pytest.mark.parametrize(
    "broken",
    [
        raw(b""),
        raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
        raw(HEAD + b"\r\nonly a part"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nX: " + bytes(200_000)),
    ],
)
def test_what_breaks_off_or_is_no_http_is_tried_again(make_client, web, broken):
    web.answers["/"] = [broken, answer(200, b"whole")]
    assert make_client().fetch(web.url()).content == b"whole"
    assert len(web.requests) == 2


@pytest.mark.parametrize("cut", [b"", HEAD, HEAD + b"\r\nonly a part"])
def test_what_breaks_off_each_time_is_told(failure, cut):
    error = failure(raw(cut))
    assert error.passing
    assert "could not be read: " in str(error)


def test_no_more_is_read_than_a_server_says_there_is(make_client, web):
    web.answers["/"] = [answer(200, b"ten more than told", Content_Length="8")]
    assert make_client().fetch(web.url()).content == b"ten more"


def test_one_host_is_asked_once_a_second(make_client, web, clock):
    web.answers["/"] = [answer()]
    client = make_client(pace=1)
    for pauses in ([], [1], [1, 1]):
        client.fetch(web.url())
        assert clock.pauses == pauses
    clock.now += 0.75
    client.fetch(web.url())
    assert clock.pauses == [1, 1, 0.25]


def test_redirects_and_further_tries_keep_the_pace(make_client, web, clock):
    web.answers["/"] = [answer(302, Location="/there")]
    web.answers["/there"] = [answer(500), answer()]
    make_client(pace=10, first_pause=2).fetch(web.url())
    assert web.paths() == ["/", "/there", "/", "/there"]
    assert clock.now - 1000 == pytest.approx(30)


def test_another_host_is_not_waited_for(make_client, web, clock):
    web.answers["/"] = [answer()]
    client = make_client(
        pace=1,
        allow=[web.place("a.test"), web.place("b.test")],
        resolve=resolving("127.0.0.1"),
    )
    client.fetch(web.url(host="a.test"))
    client.fetch(web.url(host="b.test"))
    assert clock.pauses == []

"""Slowness, size and redirects end where the client says, not where the server does."""

import gzip

import pytest

from newsroom.fetching import FetchError, Forbidden
from tests.web import answer, dripping, flood, raw, serving, silence

MEGABYTE = 1024 * 1024
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n"


@pytest.mark.parametrize("slow", [silence, raw(HEAD, silence), raw(HEAD + b"\r\npart", silence)])
def test_silent_server_is_left(failure, real_time, slow):
    error = failure(slow, silence=0.1)
    assert error.passing
    assert "did not answer in time" in str(error)


@pytest.mark.parametrize(
    "slow",
    [
        dripping(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_drip_ends(failure, real_time, slow):
    error = failure(slow, silence=5, whole=0.3, tries=4)
    assert error.passing
    assert "did not come whole within 0.3 seconds" in str(error)


@pytest.mark.parametrize("headers", [{}, {"Content_Length": str(50 * MEGABYTE)}])
def test_flood_is_not_read_to_its_end(failure, web, headers):
    error = failure(flood(50, **headers), size=MEGABYTE)
    assert not error.passing
    assert "is larger than 1 MB" in str(error)
    # What the system takes in between is a few megabytes.
    assert web.taken < 25


@pytest.mark.parametrize(("length", "fits"), [(1000, True), (1001, False)])
def test_size_is_exact(make_client, web, length, fits):
    web.answers["/"] = [answer(200, bytes(length))]
    client = make_client(size=1000)
    if fits:
        assert len(client.fetch(web.url()).content) == length
    else:
        with pytest.raises(FetchError, match="is larger than"):
            client.fetch(web.url())


def test_packed_is_unpacked(make_client, web):
    web.answers["/"] = [answer(200, gzip.compress(b"<rates/>"), Content_Encoding="GZIP")]
    assert make_client().fetch(web.url()).content == b"<rates/>"


def test_bomb_is_left(failure):
    error = failure(
        answer(200, gzip.compress(bytes(5 * MEGABYTE), 1), Content_Encoding="gzip"), size=MEGABYTE
    )
    assert "is larger than 1 MB" in str(error)


def test_what_unpacks_to_little_but_is_large_is_left(failure):
    packed = gzip.compress(b"<rates/>") + bytes(MEGABYTE)
    error = failure(answer(200, packed, Content_Encoding="gzip"), size=MEGABYTE)
    assert "is larger than 1 MB" in str(error)


def test_damaged_gzip_is_told(failure):
    error = failure(answer(200, b"<html>not gzip</html>", Content_Encoding="gzip"))
    assert error.passing
    assert "came damaged: what is packed as gzip" in str(error)


@pytest.mark.parametrize("packing", ["zstd", "gzip, gzip", "x" * 5000])
def test_unknown_packing_is_told(failure, packing):
    error = failure(answer(200, b"?", Content_Encoding=packing))
    assert not error.passing
    assert f"packed as “{packing[:50]}”" in str(error)


def chain(web, length):
    for number in range(length):
        web.answers[f"/{number}"] = [answer(301, Location=f"/{number + 1}")]
    web.answers[f"/{length}"] = [answer(200, b"the end")]


def test_three_redirects_are_followed(make_client, web):
    chain(web, 3)
    told = make_client().fetch(web.url("/0"))
    assert (told.content, told.url) == (b"the end", web.url("/3"))


def test_fourth_redirect_is_not_followed(make_client, web):
    chain(web, 4)
    with pytest.raises(FetchError, match=r"/0 redirects more than 3 times") as failed:
        make_client().fetch(web.url("/0"))
    assert web.paths() == ["/0", "/1", "/2", "/3"]
    assert not failed.value.passing


def test_loop_ends(make_client, web):
    web.answers["/"] = [answer(308, Location="/")]
    with pytest.raises(FetchError, match="redirects more than 3 times"):
        make_client().fetch(web.url())
    assert len(web.requests) == 4


def test_fault_behind_a_redirect_names_both_addresses(make_client, web):
    web.answers["/"] = [answer(302, Location="/gone")]
    with pytest.raises(FetchError) as failed:
        make_client().fetch(web.url())
    assert str(failed.value) == (
        f"{web.url()} redirects. {web.url('/gone')} answered 404 Not Found. Check the address."
    )


@pytest.mark.parametrize(
    ("location", "sentence"),
    [
        ("http://{other}/", "has the port"),
        ("http://localhost:{port}/", "has the port"),
        ("//10.0.0.5/", "10.0.0.5: it is no public address"),
        ("http://[::ffff:7f00:1]/", "no public address"),
        ("http://169.254.169.254/latest/meta-data/", "no public address"),
        ("http://2130706433/", "leads to 127.0.0.1"),
        ("file:///etc/passwd", "only http and https"),
        ("http://anna:pw@{place}/", "a name or a password"),
    ],
)
def test_redirect_is_judged_like_an_address(make_client, web, location, sentence):
    with serving() as other:
        location = location.format(other=other.place(), place=web.place(), port=web.server_port)
        web.answers["/"] = [answer(302, Location=location)]
        with pytest.raises(Forbidden, match=sentence) as failed:
            make_client().fetch(web.url())
        assert str(failed.value).startswith(f"{web.url()} redirects. ")
        assert other.requests == []
    assert len(web.requests) == 1


def test_redirect_to_nonsense_is_told(failure):
    error = failure(answer(302, Location="http://a:b/"))
    assert "redirects. “http://a:b/” is no address" in str(error)

"""What is sent to a server, and what comes back."""

import pytest

from newsroom import fetching
from newsroom.fetching import Answer, FetchError, Forbidden
from tests.web import answer, raw, serving


def test_answer_says_all_there_is(make_client, web):
    headers = {"ETag": '"7"', "Last_Modified": "Tue, 03 Mar 2026 00:00:00 GMT"}
    kind = "Text/XML; charset=Windows-1251"
    web.answers["/daily.xml"] = [answer(200, b"<rates/>", Content_Type=kind, **headers)]
    assert make_client().fetch(web.url("/daily.xml?day=3#top")) == Answer(
        url=web.url("/daily.xml?day=3#top"),
        status=200,
        content=b"<rates/>",
        content_type="text/xml",
        charset="windows-1251",
        etag='"7"',
        last_modified="Tue, 03 Mar 2026 00:00:00 GMT",
        not_modified=False,
        elapsed=0.0,
    )
    assert web.paths() == ["/daily.xml?day=3"]


def test_answer_that_says_nothing_of_itself(make_client, web):
    web.answers["/"] = [raw(b"HTTP/1.0 200\r\n\r\n")]
    told = make_client().fetch(web.url())
    assert (told.content, told.content_type, told.charset) == (b"", "", "")
    assert (told.etag, told.last_modified) == ("", "")


def test_request_says_who_asks_and_nothing_else(make_client, web):
    web.answers["/"] = [answer()]
    make_client().fetch(web.url())
    ((_, headers),) = web.requests
    assert headers == {
        "Host": web.place(),
        "User-Agent": "Tests",
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate, br",
    }


def test_question_with_a_body_is_posted(make_client, web):
    web.answers["/soap"] = [answer(503), answer(body=b"<rates/>")]
    about = (("Content-Type", "text/xml; charset=utf-8"), ("SOAPAction", "ask"))
    found = make_client().fetch(web.url("/soap"), body=b"<ask/>", headers=about)
    assert found.content == b"<rates/>"
    assert web.posted == [b"<ask/>"] * 2
    _, headers = web.requests[-1]
    assert (headers["Content-Type"], headers["SOAPAction"]) == ("text/xml; charset=utf-8", "ask")
    assert headers["User-Agent"] == "Tests"


def test_posted_question_follows_no_redirect(make_client, web):
    web.answers["/"] = [answer(307, Location="/there")]
    with pytest.raises(FetchError, match="a posted question goes no further") as failed:
        make_client().fetch(web.url(), body=b"<ask/>")
    assert not failed.value.passing
    assert web.paths() == ["/"]


def test_cookies_are_not_kept(make_client, web):
    web.answers["/"] = [answer(302, Location="/there", Set_Cookie="a=1; Path=/")]
    web.answers["/there"] = [answer(Set_Cookie="b=1; Path=/")]
    client = make_client()
    client.fetch(web.url())
    client.fetch(web.url("/there"))
    assert web.paths() == ["/", "/there", "/there"]
    assert not any("Cookie" in headers for _, headers in web.requests)


def test_proxies_of_the_environment_are_not_used(make_client, web, monkeypatch):
    web.answers["/"] = [answer(200, b"directly")]
    with serving() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url())
            monkeypatch.setenv(name.upper(), proxy.url())
        monkeypatch.setenv("NO_PROXY", "")
        assert make_client().fetch(web.url()).content == b"directly"
        assert proxy.requests == []


def test_what_has_not_changed_is_not_sent_again(make_client, web):
    web.answers["/"] = [answer(304)]
    known = {"etag": 'W/"7"', "last_modified": "Tue, 03 Mar 2026 00:00:00 GMT"}
    told = make_client().fetch(web.url(), **known)
    assert (told.not_modified, told.status, told.content) == (True, 304, b"")
    assert {"etag": told.etag, "last_modified": told.last_modified} == known
    ((_, headers),) = web.requests
    assert headers["If-None-Match"] == 'W/"7"'
    assert headers["If-Modified-Since"] == "Tue, 03 Mar 2026 00:00:00 GMT"


def test_not_modified_that_nobody_asked_for_is_no_answer(failure):
    assert "answered 304" in str(failure(answer(304)))


def test_etag_of_several_lines_is_not_sent(make_client, web):
    with pytest.raises(FetchError, match="could not be read") as failed:
        make_client().fetch(web.url(), etag='"a\r\nX-Evil: 1"')
    assert not failed.value.passing
    assert web.requests == []


def test_etag_of_any_letters_is_sent(make_client, web):
    web.answers["/"] = [answer(304)]
    assert make_client().fetch(web.url(), etag='"ключ"').not_modified


@pytest.mark.parametrize("url", ["http://[::1", "http://0177.0.0.1/", "http://a:b/", None])
def test_what_is_no_address_is_told(make_client, url):
    with pytest.raises(FetchError, match="is no address") as failed:
        make_client().fetch(url)
    assert not failed.value.passing


def test_client_of_the_site_says_whose_it_is(web, settings):
    settings.SITE_NAME, settings.ALLOWED_HOSTS = "Степь (утро)\n", ["*", ".example.org"]
    settings.HTTPS, settings.FETCH_ALLOW = True, [web.place()]
    web.answers["/"] = [answer()]
    fetching.client().fetch(web.url())
    ((_, headers),) = web.requests
    assert headers["User-Agent"] == (
        "Newsroom (%D0%A1%D1%82%D0%B5%D0%BF%D1%8C %28%D1%83%D1%82%D1%80%D0%BE%29%0A; "
        "+https://example.org/)"
    )


def test_client_of_the_site_reaches_nothing_private_by_default(web, settings):
    assert settings.FETCH_ALLOW == []
    with pytest.raises(Forbidden):
        fetching.client().fetch(web.url())
    assert web.requests == []

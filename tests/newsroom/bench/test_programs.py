"""What the load generator, pages and servers say is understood."""

from types import SimpleNamespace

import pytest

from tests.bench import load, pages, server, wrk

WRK = """\
Running 3s test @ http://127.0.0.1:8000/
  2 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     2.05ms    1.06ms  21.44ms   93.13%
  23586 requests in 3.10s, 3.60MB read
Requests/sec:   7607.85
Transfer/sec:      1.16MB
"""


def test_wrk_is_understood():
    assert wrk.parsed(WRK) == wrk.Result(7607.85, 0, 0)
    more = "Socket errors: connect 0, read 3, write 0, timeout 4\n  Non-2xx or 3xx responses: 12\n"
    assert wrk.parsed(WRK + more) == wrk.Result(7607.85, 12, 7)
    assert wrk.parsed("unable to connect to 127.0.0.1:9 Connection refused") is None


def test_page_that_answers_with_errors_has_no_rate(monkeypatch):
    output = WRK + "  Non-2xx or 3xx responses: 12\n"
    done = SimpleNamespace(stdout=output, stderr="", returncode=0)
    monkeypatch.setattr(wrk.subprocess, "run", lambda *args, **kwargs: done)
    with pytest.raises(wrk.BadAnswer, match="/x answered 12 requests with an error"):
        wrk.measure("http://127.0.0.1/x", 1)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Viewing results 115 - 120 of 1060", (115, 120, 1060)),
        ("Viewing results 1 - 6 of more than 10,000", (1, 6, 10_000)),
        ("There are no stories here yet.", None),
    ],
)
def test_total_is_taken_from_the_page(words, numbers):
    assert pages.shown(f"<p>{words}</p>") == numbers


def answers(monkeypatch, **special):
    """A site that answers each address with 200 and `Viewing results`, but for `special`."""

    def fetch(server, path, connection=None):
        status = next((code for part, code in special.items() if part in path), 200)
        return status, "/elsewhere/" if status == 301 else None, b"Viewing results 1 - 6 of 1000"

    monkeypatch.setattr(pages, "fetch", fetch)


FACTS = dict.fromkeys(("country", "section", "tag", "author", "tag, sparse", "story"), "/x/")
FACTS |= {"dense": 0, "words": {name: list("abcde") for name in load.WORDS}}


def test_middle_and_last_page_follow_from_the_total(monkeypatch):
    answers(monkeypatch, archive=404)
    found, lacking = pages.pages(None, FACTS)
    paths = {page.name: page.path for page in found}
    assert paths["listing, middle"] == "/articles/?page=83"
    assert paths["listing, last"] == "/articles/?page=167"
    assert lacking == ["archive, month", "archive, day"]


@pytest.mark.parametrize(("code", "ending"), [(500, "500"), (301, "301 /elsewhere/")])
def test_page_that_fails_ends_the_bench_with_a_sentence(monkeypatch, code, ending):
    answers(monkeypatch, feed=code)
    with pytest.raises(wrk.BadAnswer, match=rf"^feed \(/feed/\) answered {ending}\.$"):
        pages.pages(None, FACTS)


def test_searches_are_of_each_kind_and_order():
    found = {query.name: query.paths for query in pages.queries(FACTS)}
    assert len(found) == 5 * 2 * 2
    assert found["two words, page 1"][0] == "/search/?q=a+a"
    assert found["phrase, page 100, best first"][0] == (
        "/search/?q=%22a+b%22&order=relevance&page=100"
    )


def test_server_answers_and_is_gone_after_its_block():
    command = ("http.server", "{port}", "--bind", "127.0.0.1", "--directory")
    with server.serving(command, "/dev", None) as running:
        assert server.fetch(running, "/nothing-there")[0] == 404
        assert running.process.poll() is None
    assert running.process.returncode is not None


def test_server_that_does_not_start_is_named():
    with pytest.raises(RuntimeError, match="this.*did not answer"):
        with server.serving(("this", "-m"), "nothing", None):
            pytest.fail("It can't have started.")

"""Whatever is in a file, readers of pages yield records or a sentence, in time."""

import gzip
from contextlib import suppress
from io import BytesIO
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.format import Options, records
from articles.importing.pages.page import PAGE
from articles.importing.pages.warc import WARC
from articles.importing.record import ArticleRecord, Problem, Skipped, UnreadableArchive
from tests.articles.importing.pages.web import (
    ADDRESS,
    HEADLINE,
    linked,
    metas,
    read_page,
    record,
    response,
    story_of,
    text_of,
    web_page,
)

WHOLE = web_page(
    head=linked({"author": "Jane Doe", "datePublished": "2004-03-12"})
    + metas(og__image="https://x.example/a.jpg"),
    above='<figure><img src="a.jpg"><figcaption>x</figcaption></figure>',
    below="<ul><li><a href=/x>One more</a></li></ul>",
).encode()
ARCHIVE = (
    record("warcinfo", b"x") + response(WHOLE) + response("", status="301 x") + response(WHOLE)
)
FRAGMENTS = st.sampled_from(
    [
        b"<table>", b"</div>", b"<p>", b"<article>", b"<h1>", b"<!--", b"-->", b"<br><br>", b"</p>",
        b"<figure>", b"<noscript>", b"<ul><li>", b"<svg>", b"<template>", b"<frameset>", b"<form>",
        b'<a href="http://[">', b'<base href="http://[x">', b'<link rel=canonical href="http://[::1">',
        b'<meta property="article:published_time" content="99999999999999999">',
        b'<time datetime="0000">', b"&#0;", b"&#xD800;", b"&#x110000;", b"<meta charset=utf-7>",
        b"<meta charset=undefined>", b"<meta charset=utf-16>", b"\x00", b"\xff\xfe",
        b"\xef\xbb\xbf",
        b'<script type="application/ld+json">{"@type":"Article","author":[[{"name":{}}]]}</script>',
        b'<script type="application/ld+json">{"@type":"Article","headline":"\\ud800"}</script>',
        b"<p hidden>", b'<img src="http://[">', b"<iframe src='http://['>",
        b"WARC/1.0\r\n", b"\r\n\r\n",
    ]
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(0, 300), st.binary(max_size=8) | FRAGMENTS),
    min_size=1,
    max_size=8,
)


def changed(data, changes):
    for start, length, put in changes:
        start %= len(data) + 1
        data = data[:start] + put + data[start + length :]
    return data


def check(format_, data):
    with suppress(UnreadableArchive):
        for found in records(format_, BytesIO(data)):
            assert isinstance(found, ArticleRecord | Problem | Skipped)
            if isinstance(found, ArticleRecord):
                assert found.headline
                assert "\n" not in found.headline


@settings(deadline=None)
@given(CHANGES)
def test_damaged_page_gives_records_or_a_sentence(changes):
    check(PAGE, changed(WHOLE, changes))


@settings(deadline=None)
@given(CHANGES)
def test_damaged_archive_gives_records_or_a_sentence(changes):
    check(WARC, changed(ARCHIVE, changes))


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_records_or_a_sentence(data):
    check(PAGE, data)
    check(WARC, data)


@pytest.mark.parametrize("length", range(0, len(WHOLE), 97))
def test_page_that_ends_anywhere_is_read(length):
    check(PAGE, WHOLE[:length])


def test_entities_of_a_page_stay_what_they_are():
    bomb = '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">'
    body = f"<article><h1>{HEADLINE}</h1>{text_of()}<p>&b; &c; and some more words</p></article>"
    body = story_of(f"<!DOCTYPE html [{bomb}]><html><body>{body}").body
    assert "aaaa" not in body
    assert "root:" not in body


@pytest.mark.parametrize(
    "tags", ["<div>", "<FONT size=2>", "<blockquote>", "<ul><li>", "<table><tr><td>"]
)
def test_story_in_thousands_of_elements_comes_in_whole(tags):
    body = tags * 20_000 + f"<article><h1>{HEADLINE}</h1>{text_of()}</article>"
    doubt, story = read_page(web_page(body=body))
    assert (story.headline, story.body) == (HEADLINE, text_of())
    assert doubt == Problem(
        "page",
        "Its elements lie thousands deep in each other; some of its form was lost. Compare.",
        "body",
        refused=False,
    )


def test_page_whose_story_lies_too_deep_is_refused_and_not_passed_over():
    nest = "".join(f"<x{number}>" for number in range(20_000))
    assert read_page(web_page(body=f"{nest}<h1>{HEADLINE}</h1>{text_of()}")) == [
        Problem(
            "page",
            "Its elements lie thousands deep in each other; what lies deepest was lost. "
            "No story is left of it.",
            "body",
        )
    ]


LONG = "This page has more than 4 MB of text. Left out."


@pytest.mark.parametrize("megabytes", [5, 18])
def test_page_of_more_text_than_any_is_told(megabytes):
    page = web_page().encode().replace(b"</article>", b"x" * (megabytes << 20) + b"</article>")
    assert read_page(page) == [Problem("page", LONG)]
    found = list(records(WARC, BytesIO(response(page) + response(WHOLE))))
    assert [type(part) for part in found] == [Problem, ArticleRecord]
    assert found[0] == Problem(f"record 1 ({ADDRESS})", LONG)


@pytest.mark.parametrize(("pack", "packing"), [(bytes, ""), (gzip.compress, "gzip")])
def test_page_is_handed_on_without_the_pictures_in_it(pack, packing):
    """A process that reads it must not need twenty times the memory of another."""
    picture = b'<img src="data:image/png;base64,' + b"iVBORw0KGgo" * (2 << 20) + b'">'
    page = WHOLE.replace(b"</article>", picture + b"</article>")
    data = response(pack(page), http=[f"Content-Encoding: {packing}"])
    for format_, file in ((PAGE, page), (WARC, data)):
        (piece,) = format_.cut(BytesIO(file), None, Options())
        assert len(piece.data) < 2 * len(WHOLE)
        assert any(
            isinstance(found, ArticleRecord) for found in format_.read(piece, None, Options())
        )


@pytest.mark.parametrize(
    "form",
    [
        "<div>", "<b>", "<table><tr><td>", "<blockquote>", "<ul><li>", "<a href=/{0}>x", "<p>x {0}",
        "<h2><a href=/{0}>Story {0}</a></h2>", "<img src=/{0}.jpg>", "<br>x{0}", "<li>item {0}",
        "<figure><img src=/{0}.jpg><figcaption>{0}</figcaption></figure>", "<p hidden>x",
        "<img data-src=''><noscript><img src=/{0}.jpg></noscript>", "<iframe src=//x/{0}></iframe>",
    ],
)  # fmt: skip
def test_thousands_of_anything_cost_what_is_in_proportion(form):
    """Of the worst, the double takes the double of the time and not four times as much."""

    def cost(number):
        page = "<html><body><h1>x</h1>" + "".join(form.format(i) for i in range(number))
        start = process_time()
        read_page(page)
        return process_time() - start

    cost(10)
    assert cost(2_000) < 12 * cost(500) + 0.5

"""What is too much for a parser is taken from it before it begins."""

import time

import pytest

from articles.importing.hygiene.tree import parsed
from articles.importing.markup import simplified
from articles.importing.measure import uncrowded, without_pictures
from articles.importing.pages.document import document
from tests.articles.importing.feeds.feeds import item, read, rss

CROWDED = "<p " + " ".join(f"a{number}='x'" for number in range(200_000)) + ">"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<b>a</b>{CROWDED}text</p>", "<b>a</b><p>text</p>"),
        ("<img\n" + "a " * 40_000 + "/>", "<img>"),
        ("<p a='b'>" + "word " * 20_000, None),
        (f"<img src='data:image/png;base64,{'A' * 100_000}' alt='a'>", None),
        ("< " + "a " * 40_000, None),
    ],
    ids=range(5),
)
def test_tag_with_thousands_of_attributes_has_none(html, expected):
    assert uncrowded(html) == (expected or html)


@pytest.mark.parametrize(
    "parse",
    [
        parsed,
        simplified,
        lambda html: document(html.encode()),
        lambda html: read(rss(item(1, description=f"<![CDATA[{html}]]>"))),
    ],
    ids=["hygiene", "markup", "page", "feed"],
)
def test_attributes_are_no_trap(parse):
    before = time.process_time()
    assert parse(f"<html><body><p>One</p>{CROWDED}two</p>") is not None
    assert time.process_time() - before < 5


def test_pictures_are_taken_out_of_addresses():
    picture = b"data:image/svg+xml;charset=utf-8;base64," + b"A" * 70
    assert without_pictures(b"<img src='" + picture + b"'>data:text") == b"<img src=''>data:text"

"""Web archives: each page that was saved is a story, everything else is counted by its kind."""

import gzip
import sys
import zlib
from collections import Counter
from datetime import date
from hashlib import shake_256
from io import BytesIO
from types import SimpleNamespace

import pytest

from articles.importing.detection import opening_of
from articles.importing.format import Options, Piece, records
from articles.importing.pages.warc import WARC
from articles.importing.record import ArticleRecord, Problem, Skipped, UnreadableArchive
from tests.articles.importing.pages.web import (
    ADDRESS,
    HEADLINE,
    record,
    response,
    text_of,
    web_page,
)

PAGE = web_page()
INFO = record("warcinfo", b"software: test\r\n", media="application/warc-fields")


def read(*parts):
    return list(records(WARC, BytesIO(b"".join(parts))))


def stories_of(*parts):
    return [found for found in read(*parts) if isinstance(found, ArticleRecord)]


def problems_of(*parts):
    return [found for found in read(*parts) if isinstance(found, Problem)]


def kinds_of(*parts):
    return Counter(found.kind for found in read(*parts) if isinstance(found, Skipped))


def test_saved_page_is_a_story_with_its_address_and_the_day_of_its_capture():
    (story,) = stories_of(INFO, response(PAGE))
    assert (story.headline, story.body) == (HEADLINE, text_of())
    assert (story.external_id, story.paths) == (ADDRESS, (ADDRESS,))
    assert story.place == f"record 2 ({ADDRESS})"
    assert (story.captured_on, story.version) == (date(2017, 3, 6), 1488773033)


def test_later_capture_of_an_address_is_the_later_version():
    captures = [response(PAGE, date=f"20{year}-01-01T00:00:00Z") for year in (17, 15, 19)]
    versions = [story.version for story in stories_of(*captures)]
    assert sorted(versions) == [versions[1], versions[0], versions[2]]


@pytest.mark.parametrize(
    ("address", "is_page_itself"),
    [
        ("http://www.old.example/2004/03/second-line.html", True),
        (f"{ADDRESS}?utm_source=mail", False),
        ("https://old.example/amp/2004/03/second-line.html", False),
    ],
)
def test_copy_at_another_address_never_outweighs_the_page(address, is_page_itself):
    page = web_page(head=f'<link rel="canonical" href="{ADDRESS}">')
    (story,) = stories_of(response(page, address))
    assert (story.external_id, story.version > 0) == (ADDRESS, is_page_itself)
    assert address in story.paths


def test_address_that_all_pages_name_as_canonical_does_not_make_them_one():
    head = '<link rel="canonical" href="https://old.example/start">'
    head += f'<meta property="og:url" content="{ADDRESS}">'
    (story,) = stories_of(response(web_page(head=head)))
    assert story.external_id == ADDRESS


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        (INFO, "note of the crawler"),
        (record("metadata", b"x: y", address=ADDRESS), "note of the crawler"),
        (record("request", b"GET / HTTP/1.1\r\n\r\n", address=ADDRESS), "request"),
        (record("revisit", b"HTTP/1.1 200 OK\r\n\r\n", address=ADDRESS), "repeated capture"),
        (record("revisit", address=ADDRESS), "repeated capture"),
        (record("conversion", b"words", address=ADDRESS, media="text/plain"), "converted copy"),
        (record("continuation", b"words", address=ADDRESS), "continued record"),
        (record("novelty", b"words", address=ADDRESS), "other file"),
        (
            record("resource", b"127.0.0.1", address="dns:old.example", media="text/dns"),
            "other file",
        ),
        (record("resource", b"x", address=ADDRESS, media="image/png"), "picture"),
        (response("", status="301 Moved", http=["Location: /new"]), "redirect"),
        (response("x", status="404 Not Found"), "error page"),
        (response("x", status="503 Busy"), "error page"),
        (response("x", status="206 Partial Content"), "other file"),
        (response("x", status="odd"), "other file"),
        (response("x", media="image/jpeg"), "picture"),
        (response("x", media="video/mp4"), "film"),
        (response("x", media="text/css"), "style, script or font"),
        (response("x", media="application/javascript; charset=utf-8"), "style, script or font"),
        (response("x", media="application/pdf"), "document"),
        (response("<rss>", media="application/rss+xml"), "feed"),
        (response("{}", media="application/json"), "other file"),
        (response("words", media="text/plain"), "other file"),
        (response("<h1>404</h1>"), "error page"),
        (response("<p>Hi.</p>"), "page without a story"),
    ],
)
def test_what_is_no_page_is_counted_by_its_kind(part, kind):
    assert kinds_of(part, response(PAGE)) == {kind: 1}
    assert len(stories_of(part, response(PAGE))) == 1


@pytest.mark.parametrize("media", ["", "text/plain", "application/octet-stream", "TEXT/HTML"])
def test_page_with_a_wrong_type_is_seen_from_its_content(media):
    assert len(stories_of(response(PAGE, media=media))) == 1


def test_page_that_was_stored_without_its_headers_is_read():
    part = record("resource", PAGE.encode(), address=ADDRESS, media="text/html")
    assert stories_of(part)[0].external_id == ADDRESS


def chunked(data, size=1000):
    parts = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("pack", "http"),
    [
        (gzip.compress, ["Content-Encoding: gzip"]),
        (gzip.compress, ["Content-Encoding: x-gzip"]),
        (zlib.compress, ["Content-Encoding: deflate"]),
        (raw_deflate, ["Content-Encoding: deflate"]),
        (chunked, ["Transfer-Encoding: chunked"]),
        (
            lambda data: chunked(gzip.compress(data)),
            ["Transfer-Encoding: chunked", "Content-Encoding: gzip"],
        ),
        (lambda data: gzip.compress(zlib.compress(data)), ["Content-Encoding: deflate, gzip"]),
        (bytes, ["Content-Encoding: identity"]),
        # What crawlers have unpacked and described as it was before.
        (bytes, ["Content-Encoding: gzip"]),
        (bytes, ["Content-Encoding: br"]),
        (bytes, ["Transfer-Encoding: chunked"]),
    ],
)
def test_content_is_unpacked_as_its_headers_say(pack, http):
    assert stories_of(response(pack(PAGE.encode()), http=http))[0].body == text_of()


@pytest.mark.parametrize(
    ("content", "packing", "sentence"),
    [
        (b"\x1f\x8b\x08damaged", "gzip", "It is packed, and damaged. Left out."),
        (b"\x00\x01", "zstd", "It is packed as “zstd”, which can't be undone here. Left out."),
        (gzip.compress(b"<" + b"x" * (65 << 20)), "gzip", "It is longer than 64 MB. Left out."),
    ],
)
def test_content_that_cannot_be_unpacked_costs_its_record(content, packing, sentence):
    parts = response(content, http=[f"Content-Encoding: {packing}"]), response(PAGE)
    assert problems_of(*parts) == [Problem(f"record 1 ({ADDRESS})", sentence)]
    assert len(stories_of(*parts)) == 1


@pytest.mark.parametrize("answer", [b"", ValueError("corrupt")])
def test_brotli_is_undone_where_its_package_is(monkeypatch, answer):
    class Decompressor:
        def process(self, data, output_buffer_limit):
            self.is_whole = data != b"half"
            if data == b"good":
                return PAGE.encode()
            if data == b"half":
                return PAGE.encode()[:900]
            if isinstance(answer, Exception):
                raise answer
            return answer

        def is_finished(self):
            return self.is_whole

    package = SimpleNamespace(Decompressor=Decompressor, error=ValueError)
    monkeypatch.setitem(sys.modules, "brotli", package)
    http = ["Content-Encoding: br"]
    found = read(*(response(content, http=http) for content in (b"good", b"bad", b"half")))
    assert [getattr(part, "headline", "") or part.message for part in found] == [
        HEADLINE,
        "It is packed, and damaged. Left out.",
        "What this page is packed in ends too soon. Compare.",
        HEADLINE,
    ]


def test_brotli_without_its_package_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "brotli", None)
    (problem,) = problems_of(response(b"\x8b\x03", http=["Content-Encoding: br"]))
    assert problem.message == (
        "It is packed with Brotli. Install the package “brotli” and import again."
    )


def test_encoding_that_the_server_told_is_used():
    page = web_page(title="Трамвай", body=f"<article><h1>Трамвай</h1>{text_of()}</article>")
    data = page.replace('charset="utf-8"', "").encode("koi8-r", "ignore")
    (story,) = stories_of(response(data, media="text/html; charset=koi8-r"))
    assert story.headline == "Трамвай"


@pytest.mark.parametrize("address", [f"<{ADDRESS}>", ADDRESS])
def test_address_in_brackets_is_that_of_old_wget(address):
    assert stories_of(response(PAGE, address))[0].external_id == ADDRESS


def test_spaces_in_an_address_are_escaped():
    assert stories_of(response(PAGE, "http://old.example/a b"))[0].paths == (
        "http://old.example/a%20b",
    )


def test_arc_is_read_too():
    content = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    version = b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n\n"
    arc = b"filedesc://test.arc 0.0.0.0 20040312100500 text/plain %d\n%s\n" % (
        len(version),
        version,
    )
    arc += b"%s 127.0.0.1 20040312100500 text/html %d\n%s\n" % (
        ADDRESS.encode(),
        len(content),
        content,
    )
    (story,) = stories_of(arc)
    assert (story.external_id, story.captured_on) == (ADDRESS, date(2004, 3, 12))
    assert kinds_of(arc) == {"note of the crawler": 1}


@pytest.mark.parametrize("told", ["", "yesterday", "2017-02-31T00:00:00Z"])
def test_capture_without_a_date_has_no_version(told):
    (story,) = stories_of(response(PAGE, date=told))
    assert (story.captured_on, story.version) == (None, 0)


# Damage


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (record("response", b"x", address=ADDRESS, length="many"), "it doesn't say how long it is"),
        (record("response", b"x", address=ADDRESS, length=-1), "it doesn't say how long it is"),
        (
            b"WARC/1.0\r\nWARC-Type: response\r\n\r\nwords without an end\r\n\r\n",
            "The head of this record is damaged",
        ),
        (b"WARC/1.0\r\n" + b"X: y\r\n" * 300_000 + b"\r\n", "The head of this record is damaged"),
        (b"WARC/1.0\r\n\r\n\r\n", "The head of this record is damaged"),
    ],
)
def test_damaged_head_costs_its_record(damage, sentence):
    parts = response(PAGE, "https://old.example/1"), damage, response(PAGE, "https://old.example/2")
    assert [story.external_id[-1] for story in stories_of(*parts)] == ["1", "2"]
    (problem,) = problems_of(*parts)
    assert sentence in problem.message
    assert problem.place.startswith("record 2")


def test_bytes_between_two_records_are_told():
    (problem,) = problems_of(response(PAGE), b"some words\r\n" * 3, response(PAGE))
    assert problem == Problem(
        "record 1", "30 bytes after this record belong to none. Left out.", refused=False
    )


def ends_of(found):
    return [story.external_id[-1] for story in found if isinstance(story, ArticleRecord)]


def arc_record(page, address, length=None):
    content = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
    length = len(content) if length is None else length
    head = f"{address} 127.0.0.1 20040312100500 text/html {length}\n"
    return head.encode() + content + b"\n"


@pytest.mark.parametrize("write", [response, arc_record])
@pytest.mark.parametrize("length", [0, 10, 60, 300, len(PAGE), 2 * len(PAGE), 4_000, 10**6, 10**12])
def test_record_of_a_wrong_length_is_read_to_where_the_next_one_begins(write, length):
    addresses = [f"https://old.example/{n}" for n in (1, 2, 3, 4)]
    first, *others = [write(PAGE, address) for address in addresses]
    found = read(first, write(PAGE, addresses[1], length=length), *others[1:])
    assert ends_of(found) == ["1", "2", "3", "4"]
    assert {story.body for story in found if isinstance(story, ArticleRecord)} == {text_of()}
    assert [problem for problem in found if isinstance(problem, Problem)] == [
        Problem(
            f"record 2 ({addresses[1]})",
            "This record is not as long as it says; it was read to where it ends. Compare.",
            "body",
            refused=False,
        )
    ]


def test_record_of_a_wrong_length_costs_no_other_whatever_it_holds():
    picture = response(b"x" * 100, "https://old.example/a.png", media="image/png", length=9_999)
    found = read(picture, response(PAGE, "https://old.example/2"))
    assert ends_of(found) == ["2"]
    assert [type(part) for part in found] == [Skipped, Problem, ArticleRecord]
    assert found[1] == Problem(
        "record 1 (https://old.example/a.png)",
        "This record is not as long as it says; it was read to where it ends.",
        refused=False,
    )


def test_page_without_a_story_whose_record_has_a_wrong_length_is_refused():
    (problem,) = problems_of(response("<p>Hi.</p>", length=9_999), response(PAGE))
    assert problem.message == (
        "This record is not as long as it says; it was read to where it ends. "
        "No story is left of it."
    )
    assert problem.refused


@pytest.mark.parametrize("paragraphs", [1, 3_000])
def test_page_that_shows_a_record_is_whole(paragraphs):
    """Its length leads to where a record ends: what it shows is none."""
    shown = response("A page in a page.").decode()
    body = f"<article><h1>{HEADLINE}</h1>{text_of()}<pre>\r\n\r\n{shown}</pre>{text_of()}"
    page = web_page(body=body + "<p>And so on, for a while.</p>" * paragraphs + "</article>")
    found = read(response(page), response(PAGE, "https://old.example/2"))
    assert [type(part) for part in found] == [ArticleRecord] * 2
    assert found[0].body.count("And so on") == paragraphs


def test_cut_file_gives_what_came_before():
    data = response(PAGE, "https://old.example/1") + response(PAGE, "https://old.example/2")
    found = read(data[:-300])
    assert ends_of(found) == ["1", "2"]
    assert found[-2] == Problem(
        "record 2 (https://old.example/2)",
        "The file ends in the middle of this record; get a whole copy. Compare.",
        "body",
        refused=False,
    )


@pytest.mark.parametrize(
    ("pack", "http"),
    [
        (gzip.compress, "Content-Encoding: gzip"),
        (raw_deflate, "Content-Encoding: deflate"),
        (chunked, "Transfer-Encoding: chunked"),
    ],
)
def test_page_whose_packing_ends_too_soon_is_told(pack, http):
    packed = pack(PAGE.encode() + b"<!-- " + shake_256(b"x").hexdigest(9_000).encode() + b" -->")
    found = read(response(packed[:-3_000], http=[http]), response(PAGE))
    assert [type(part) for part in found] == [Problem, ArticleRecord, ArticleRecord]
    assert found[0] == Problem(
        f"record 1 ({ADDRESS})",
        "What this page is packed in ends too soon. Compare.",
        "body",
        refused=False,
    )
    (problem,) = problems_of(response(pack(PAGE.encode())[:150], http=[http]), response(PAGE))
    assert problem == Problem(
        f"record 1 ({ADDRESS})",
        "What this page is packed in ends too soon. No story is left of it.",
        "body",
    )


def test_last_chunk_may_have_headers_behind_it():
    data = chunked(PAGE.encode()).removesuffix(b"\r\n") + b"Expires: now\r\n\r\n"
    found = read(response(data, http=["Transfer-Encoding: chunked"]))
    assert [type(part) for part in found] == [ArticleRecord]


def test_page_that_the_crawler_cut_is_told():
    (problem,) = problems_of(response(PAGE, WARC_Truncated="length"))
    assert problem.message == "The crawler saved only the beginning of this page. Compare."
    assert not problem.refused


def test_cut_gzip_gives_what_came_before():
    parts = [gzip.compress(response(PAGE, f"https://old.example/{n}")) for n in (1, 2, 3)]
    with gzip.open(BytesIO(b"".join(parts)[:-40])) as file:
        found = list(WARC.cut(file, None, Options()))
    assert len([piece for piece in found if isinstance(piece, Piece)]) >= 2
    assert "The file can't be read further (Compressed file ended" in found[-1].message


@pytest.mark.parametrize("data", [b"WARC", b"\r\n\r\n", b"words\nwords", b""])
def test_file_without_a_record_is_unreadable(data):
    with pytest.raises(UnreadableArchive, match="There is no record in this web archive"):
        read(data)


def test_line_without_an_end_is_no_record():
    assert len(problems_of(response(PAGE), b"x" * (3 << 20), b"\r\n", response(PAGE))) == 1


def test_cutting_reads_no_more_than_a_record_at_a_time():
    class Counted(BytesIO):
        size = 0

        def read(self, length=-1):
            data = super().read(length)
            self.size += len(data)
            return data

    file = Counted(response(b"x" * 100_000, media="image/png") * 50 + response(PAGE) * 2)
    pieces = WARC.cut(file, None, Options())
    next(pieces)
    assert file.size < 200_000


def test_piece_is_the_same_from_run_to_run():
    data = INFO + response(PAGE)
    first, second = ([*WARC.cut(BytesIO(data), None, Options())] for _ in range(2))
    assert first == second
    assert isinstance(first[1].data, bytes)


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (INFO, True),
        (b"\r\n" + INFO, True),
        (b"filedesc://x.arc 0 0 0 0\n", True),
        (b"<html>WARC/1.0", False),
        (b"WARCRAFT", False),
        (b"", False),
    ],
)
def test_web_archive_is_recognised(data, is_one):
    assert WARC.recognises(opening_of(data)) == is_one

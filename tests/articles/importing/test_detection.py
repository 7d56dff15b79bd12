"""Formats are seen from the content; anything else ends in a sentence."""

import gzip
import os

import pytest

from articles.importing import archive
from articles.importing.detection import LISTING, WXR, detect, files_in
from articles.importing.record import ArticleRecord, UnreadableArchive
from tests.articles.importing.exports import export, item
from tests.articles.importing.pages import RATES, page

PLAIN_RSS = "<rss version='2.0'><channel><item><title>x</title></item></channel></rss>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_formats_are_told_apart_in_every_encoding(encoding):
    assert detect(page().encode(encoding)) == LISTING
    assert detect(export(item()).encode(encoding)) == WXR


@pytest.mark.parametrize(
    "text",
    [
        RATES[0],
        "Viewing results 1 - 6 of 9\n\nA Headline\n\nText.",
        "Menu\n17 December 2025\n\nA Headline\n\nText.",
    ],
)
def test_one_mark_of_a_listing_page_is_enough(text):
    assert detect(text.encode()) == LISTING


@pytest.mark.parametrize(
    "text",
    [
        export(item()).partition("?>")[2],
        "\n\n" + export(item()),
        "<!DOCTYPE rss [<!ENTITY a 'b'>]><!-- x -->" + export(item()).partition("?>")[2],
        "Warning: in plugin.php on line 3\n" + export(item()),
        "\t<item><title>x</title><wp:post_id>1</wp:post_id></item>",
    ],
)
def test_exports_with_something_before_them_are_known(text):
    assert detect(text.encode()) == WXR


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\t", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "The file is not text: it looks like a PNG image."),
        (b"\xff\xd8\xff\xe0\x00", "it looks like a JPEG image"),
        (b"%PDF-1.7\n", "it looks like a PDF document"),
        (b"PK\x03\x04\x14\x00", "it looks like a ZIP archive"),
        (b"RIFF\x01\x02\x03\x04WEBPVP8 ", "it looks like a picture, sound or film"),
        (bytes(range(256)) * 4 + b"\x00" * 99, "it looks like binary data"),
        (b"<!DOCTYPE html><html>", "This is an HTML page, not an export."),
        (b"<?xml version='1.0'?><html lang='en'>", "This is an HTML page, not an export."),
        (PLAIN_RSS.encode(), "This is an RSS feed, not a WordPress export"),
        (b"<?xml version='1.0'?><!-- x --><feed>", "This XML begins with <feed>"),
        (b'{"id": 1}', "The format is not known. Known are: the text of a saved listing page;"),
        (b"id,title\n1,x\n", "The format is not known."),
    ],
)
def test_everything_else_is_named_in_a_sentence(data, sentence):
    with pytest.raises(UnreadableArchive) as refusal:
        detect(data)
    assert str(refusal.value).startswith(sentence) or sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_packed_file_is_read_through_gzip(tmp_path):
    path = tmp_path / "export.bin"
    path.write_bytes(gzip.compress(export(item()).encode()))
    assert archive.format_of(path) == WXR
    assert len(list(archive.read(path, WXR))) == 1
    assert archive.source_of(path, WXR) == "old.example"


@pytest.mark.parametrize("text", [page(), export(item())])
def test_cut_packed_file_is_told(tmp_path, text):
    path = tmp_path / "cut.gz"
    path.write_bytes(gzip.compress(text.encode())[:-40])
    with pytest.raises(UnreadableArchive, match="The packed file is damaged"):
        archive.format_of(path)


def test_unreadable_path_is_told(tmp_path):
    with pytest.raises(UnreadableArchive, match="can't be read: No such file"):
        archive.format_of(tmp_path / "missing.xml")
    with pytest.raises(UnreadableArchive, match="can't be read: Is a directory"):
        archive.format_of(tmp_path)


@pytest.mark.parametrize(
    ("site", "source"),
    [
        ("https://www.Old.example", "old.example"),
        ("http://old.example/blog/", "old.example/blog"),
        ("", "wxr"),
    ],
)
def test_source_is_the_site_that_an_export_came_from(tmp_path, site, source):
    path = tmp_path / "export.xml"
    path.write_text(export(item(), site=site))
    assert archive.source_of(path, WXR) == source
    assert archive.source_of(path, LISTING) == "listing"


def test_format_decides_the_reader(tmp_path):
    path = tmp_path / "page.xml"
    path.write_text(page())
    stories = [found for found in archive.read(path, LISTING) if isinstance(found, ArticleRecord)]
    assert len(stories) == 6


def test_files_are_found_in_folders_and_by_pattern(tmp_path):
    for name in ("b.xml", "a.xml", ".hidden", "sub/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [str(path.relative_to(tmp_path)) for path in files_in(str(tmp_path))]
    assert found == ["a.xml", "b.xml", "sub/c.txt"]
    assert [path.name for path in files_in(f"{tmp_path}/*.xml")] == ["a.xml", "b.xml"]
    assert [path.name for path in files_in(f"{tmp_path}/**/*.txt")] == ["c.txt"]
    assert [path.name for path in files_in(str(tmp_path / "b.xml"))] == ["b.xml"]


def test_pattern_is_followed_from_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "[odd] name.txt").write_text("x")
    assert [path.name for path in files_in("[[]odd*")] == ["[odd] name.txt"]
    assert [path.name for path in files_in("[odd] name.txt")] == ["[odd] name.txt"]


@pytest.mark.parametrize("name", ["missing.xml", "*.none", "empty"])
def test_path_without_a_file_is_told(tmp_path, name):
    os.makedirs(tmp_path / "empty")
    with pytest.raises(UnreadableArchive, match="There is no file"):
        files_in(str(tmp_path / name))

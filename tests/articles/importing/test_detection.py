"""Formats are seen from the content; anything else ends in a sentence."""

import gzip
import io
import json
import zipfile
from contextlib import suppress
from hashlib import shake_256

import pytest
from openpyxl import Workbook

from articles.importing.detection import HEAD, detect, is_beside, opening_of
from articles.importing.formats import all_formats, named
from articles.importing.record import UnreadableArchive
from tests.articles.importing.exports import export, item
from tests.articles.importing.pages import RATES, page

RSS = (
    "<rss version='2.0'><channel><title>T</title><item><title>x</title><link>https://a.example/1"
    "</link><description>y</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>x</title>'
    "<id>urn:1</id></entry></feed>"
)
NEWSML_G2 = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:a:1" version="1">'
    "<itemMeta/><contentMeta><headline>x</headline></contentMeta></newsItem>"
)
NITF = (
    "<nitf><head><title>x</title></head><body><body.content><p>y</p></body.content></body></nitf>"
)
NEWSML_1 = "<NewsML><NewsItem><Identification/><NewsComponent/></NewsItem></NewsML>"
HTML = "<!DOCTYPE html><html lang='en'><head><title>x</title></head><body><p>y</p></body></html>"
NINJS = {"uri": "urn:a:1", "type": "text", "headline": "x", "body_html": "<p>y</p>"}
FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}
REST = [{"id": 1, "title": {"rendered": "x"}, "content": {"rendered": "y"}, "type": "post"}]
GHOST = {"db": [{"meta": {"version": "5"}, "data": {"posts": [{"id": "1", "title": "x"}]}}]}
JOOMLA = "id,title,alias,introtext,fulltext,catid,created_by_alias\n1,x,x,y,z,2,A\n"
OURS = {"newsroom": 1, "type": "archive", "site": "T"}
WARC = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


def workbook():
    book, file = Workbook(), io.BytesIO()
    book.active.append(["headline", "body"])
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (export(item()), "wxr"),
        (json.dumps(REST), "wp-json"),
        (RSS, "feed"),
        (ATOM, "feed"),
        (json.dumps(FEED), "json-feed"),
        (NEWSML_G2, "newsml-g2"),
        (NEWSML_1, "newsml-1"),
        (NITF, "nitf"),
        (json.dumps(NINJS), "ninjs"),
        (json.dumps(GHOST), "ghost"),
        (JOOMLA, "joomla"),
        (workbook(), "xlsx"),
        (WARC, "warc"),
        (HTML, "html"),
        ('{"headline": "x", "body": "y"}\n', "json"),
        ('[{"headline": "x", "body": "y"}]', "json"),
        (page(), "listing"),
        ("headline;body\nx;y\n", "csv"),
        ("title\tcontent\nx\ty\n", "csv"),
        (json.dumps(OURS) + "\n", "jsonl"),
    ],
)
def test_every_format_is_known_by_what_it_holds(data, name):
    assert detect(data if isinstance(data, bytes) else data.encode()) == named(name)


def test_every_format_is_here():
    names = [format_.name for format_ in all_formats()]
    assert (
        names
        == (
            "jsonl wxr wp-json feed json-feed newsml-g2 newsml-1 nitf ninjs ghost joomla xlsx warc "
            "html json listing csv"
        ).split()
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        (page(), "listing"),
        (export(item()), "wxr"),
        (RSS, "feed"),
        (NITF, "nitf"),
        (HTML, "html"),
        ("headline;body\nх;у\n", "csv"),
    ],
)
def test_formats_are_told_apart_in_every_encoding(text, name, encoding):
    assert detect(text.encode(encoding, "replace")) == named(name)


@pytest.mark.parametrize(
    "text",
    [
        RATES[0],
        "Viewing results 1 - 6 of 9\n\nA Headline\n\nText.",
        "Menu\n17 December 2025\n\nA Headline\n\nText.",
    ],
)
def test_one_mark_of_a_listing_page_is_enough(text):
    assert detect(text.encode()) == named("listing")


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
    assert detect(text.encode()) == named("wxr")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\t", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"\xef\xbb\xbf\r\n", "The file is empty."),
        (b"\xff\xfe \x00\n\x00", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "The file is not text: it looks like a PNG image."),
        (b"\xff\xd8\xff\xe0\x00", "it looks like a JPEG image"),
        (b"%PDF-1.7\n", "it looks like a PDF document"),
        (b"PK\x05\x06" + bytes(18), "it looks like an empty ZIP archive"),
        (b"BZh91AY", "it looks like a bzip2 file"),
        (b"PGDMP\x01\x0e", "it looks like a dump of a PostgreSQL database"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "it looks like an old Microsoft Office document (.xls, .doc)",
        ),
        (b"RIFF\x01\x02\x03\x04WEBPVP8 ", "it looks like a picture, sound or film"),
        (bytes(range(256)) * 4 + b"\x00" * 99, "it looks like binary data"),
        (shake_256(b"many").digest(70_000), "it looks like binary data"),
        (shake_256(b"few").digest(100), "it looks like binary data"),
        (bytes(9), "it looks like binary data"),
        (b"<?xml version='1.0'?><!-- x --><opml>", "This XML begins with <opml>, which is not"),
        (
            b"One word.\n",
            "The format is not known. If it is one of these, name it with --format: jsonl, wxr,",
        ),
    ],
)
def test_everything_else_is_named_in_a_sentence(data, sentence):
    with pytest.raises(UnreadableArchive) as refusal:
        detect(data)
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * 9_000 + f"]>{RSS}", "the DOCTYPE, or a comment,"),
        (f"<?xml version='1.0'?><!-- {'x' * 70_000} -->{RSS}", "the DOCTYPE, or a comment,"),
        (json.dumps({"html": "x" * 70_000, "posts": [NINJS]}), "no story begins in the first 64"),
        (",".join(f"column{n}" for n in range(9_000)) + "\nx\n", "the first line alone is longer"),
    ],
)
def test_beginning_that_hides_what_a_file_is_is_named(text, sentence):
    with pytest.raises(UnreadableArchive) as refusal:
        detect(text.encode()[:HEAD], is_whole=False)
    assert str(refusal.value).startswith(f"The format is not known: {sentence}")
    assert "name it with --format: jsonl, wxr," in str(refusal.value)


DUMPS = {
    "MySQL": (
        "-- MySQL dump 10.13\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `wp_posts`;\n"
        "CREATE TABLE `wp_posts` (\n  `ID` bigint NOT NULL,\n  `post_title` text\n);\n"
        "INSERT INTO `wp_posts` VALUES (1,'Title','<p>A, b</p>'),(2,'T','<html><body>x</body>');\n"
    ),
    "MySQL after a warning": (
        "mysqldump: [Warning] Using a password can be insecure.\n-- MySQL dump 10.13\n"
        "CREATE TABLE `wp_posts` (\n  `ID` bigint NOT NULL\n);\n"
    ),
    "rows alone": "INSERT INTO posts (id, title, body) VALUES (1, 'Title', 'Body, of');\n" * 30,
    "Joomla": "REPLACE INTO `jos_content` (`id`, `title`, `alias`, `introtext`, `fulltext`, "
    "`catid`, `created_by_alias`) VALUES\n" + "(1, 'T', 't', '<p>x, y</p>', '', 2, ''),\n" * 30,
    "PostgreSQL": "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\n\n"
    "COPY public.posts (id, title, body) FROM stdin;\n" + "1\tTitle\tBody\n" * 30,
    "SQLite": "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE posts(id, title, body);\n"
    "INSERT INTO posts VALUES(1,'T','B');\n",
    "SQL Server": "USE [news]\nGO\nINSERT [dbo].[Articles] ([Id], [Title], [Body]) "
    "VALUES (1, N'x', N'y, z')\nGO\n",
}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", DUMPS)
def test_dump_of_a_database_is_told(name, encoding):
    with pytest.raises(UnreadableArchive) as refusal:
        detect(DUMPS[name].encode(encoding))
    assert str(refusal.value) == (
        "The file is a dump of an SQL database. Export the articles from their system instead "
        "(WordPress: Tools, Export), or save their table as CSV or JSON."
    )


SQL = "Type\nINSERT INTO posts (id, title) VALUES (1, 'x');\nCREATE TABLE posts (id int);\nand go."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f'title,body\nHow,"{SQL}"\nWhy,"{SQL}"\n', "csv"),
        (export(item(content__encoded=f"<pre>{SQL}</pre>")), "wxr"),
        (json.dumps([{"headline": "How", "body": SQL}]), "json"),
        (HTML.replace("<p>", f"<pre>{SQL}</pre><p>"), "html"),
        (f"Viewing results 1 - 6 of 9\n\nA Headline\n\n{SQL}", "listing"),
        ("create,insert,title,body\nx,y,z,w\n", "csv"),
        ("-- a note\ntitle;body\nx;y\n", "csv"),
        ("Set,title,body\n1,x,y\n", "csv"),
    ],
)
def test_story_about_databases_is_no_dump(text, name):
    assert detect(text.encode()) == named(name)


@pytest.mark.parametrize(
    ("text", "is_binary"),
    [
        ("One word of many that stand in a text, with a stray\x03 control.\n", False),
        ("Напечатано в две колонки.\x1b[0m\n", False),
        ("Слово\x00", True),
    ],
)
def test_stray_control_is_damage_and_many_are_no_text(text, is_binary):
    with pytest.raises(UnreadableArchive) as refusal:
        detect(text.encode())
    assert ("binary data" in str(refusal.value)) is is_binary


@pytest.mark.parametrize(
    ("text", "element", "namespace"),
    [
        ("<rss>", "rss", ""),
        ("<?xml version='1.0'?>\n<!-- <a> -->\n<b:rss c='>' xmlns:b='urn:x'>", "b:rss", "urn:x"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"', "feed", "http://www.w3.org/2005/Atom"),
        ("<!DOCTYPE HTML PUBLIC '-//W3C'>\ntext", "html", ""),
        ("text <b>", "", ""),
        ("<", "", ""),
    ],
)
def test_opening_tells_the_first_element(text, element, namespace):
    opening = opening_of(text.encode())
    assert (opening.element, opening.namespace) == (element, namespace)


@pytest.mark.parametrize(
    "data",
    [
        b"<!--" + b"-" * 60_000,
        b"<?" * 30_000,
        b"<!DOCTYPE [" * 5_000,
        b"<a " + b"b='c' " * 10_000,
        b"<" * 60_000,
        b"{" * 60_000,
        b"[" * 60_000,
        b"\n" * 60_000,
        b"--\n/*" * 12_000,
        b"\nINSERT x (" * 5_000,
        b"\nCREATE TABLE IF NOT" * 3_000,
        gzip.compress(b"x", mtime=0),
    ],
)
def test_hostile_beginning_costs_no_time(data):
    found = None
    with suppress(UnreadableArchive):
        found = detect(data, is_whole=False)
    assert found is None or found.name in {format_.name for format_ in all_formats()}


def test_document_that_is_packed_as_a_zip_is_told():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", "<x/>")
    with pytest.raises(UnreadableArchive, match="a document packed as a ZIP archive"):
        detect(file.getvalue())


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("page_files/a.png", b"\x89PNG\r\n\x1a\n", True),
        ("site/style.css", b"body { color: red }", True),
        ("site/app.js", b"function a() {}", True),
        ("posts.xml", b"<opml/>", False),
        ("notes.txt", b"One word.", False),
        ("uploads/letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", True),
        ("uploads/stories.XLS", b"\xd0\xcf\x11\xe0\xa1\xb1", False),
        ("uploads/film.dat", bytes(range(256)), True),
        ("stories.xml.bz2", b"BZh91AY", False),
        ("stories.7z", b"7z\xbc\xaf\x27\x1c", False),
        ("stories.rar", b"Rar!\x1a\x07", False),
        ("stories.db", b"SQLite format 3\x00", False),
    ],
)
def test_what_lies_beside_saved_pages_is_known(name, data, expected):
    assert is_beside(name, data) is expected

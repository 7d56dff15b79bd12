"""`manage.py import_archive`: what a person who runs it sees, and what its exit code says."""

import bz2
import csv
import gzip
import io
import re
import sys
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from articles.importing.writer.apply import Applier
from articles.importing.writer.processes import ProcessDied
from articles.models import Article, ArticlePath, Author, Country, ImportJob, Section, Tag
from newsroom.management.commands import import_archive
from newsroom.management.commands.import_archive import Command
from tests.articles.importing.exports import export, item
from tests.articles.importing.pages import HEADLINES, page
from tickers.models import Fixing

pytestmark = pytest.mark.django_db


def run(*arguments):
    """Run the command in one process; return its exit code, the last line of its output, and the
    problems."""
    code, out, err = run_whole(*arguments)
    return code, out.strip().rpartition("\n")[2], err


def run_whole(*arguments):
    out, err = StringIO(), StringIO()
    arguments = [*map(str, arguments), "--processes", "1"]
    try:
        call_command(Command(), *arguments, stdout=out, stderr=err, no_color=True)
    except CommandError as error:
        err.write(f"{error}\n")
        return error.returncode, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def listing(tmp_path):
    path = tmp_path / "listing.txt"
    path.write_text(page())
    return path


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "posts.xml"
    path.write_text(export(item(1), item(2, wp__post_type="page"), item(3)))
    return path


def test_listing_page_comes_in_once(listing):
    code, out, _ = run(listing, "--assume-date", "page")
    assert code == 0
    assert out == ("created 6, updated 0, unchanged 0, kept 0, refused 0; rates 5 new, 0 unchanged")
    stories = Article.objects.published().newest_first()
    assert [story.headline for story in stories] == list(HEADLINES)
    assert {story.source for story in stories} == {"listing"}
    assert {country.code for country in Country.objects.filter(articles__isnull=False)} == {
        *("TJ", "UZ", "KG", "KZ", "TM")
    }
    assert run(listing, "--assume-date", "page")[1] == (
        "created 0, updated 0, unchanged 6, kept 0, refused 0; rates 0 new, 5 unchanged"
    )


def test_rates_of_a_page_become_fixings_of_its_day(listing):
    run(listing)
    fixing = Fixing.objects.select_related("base", "quote").get(base__code="KGS")
    assert (fixing.provider, fixing.nominal, str(fixing.quote)) == ("imported", 1, "USD")
    assert (fixing.value, fixing.date) == (Decimal("0.01144"), date(2025, 12, 17))
    assert Fixing.objects.count() == 5


def test_captures_of_one_day_that_differ_can_both_come_again(listing, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(page(rates=["• KGS/USD = 0.01200 0%"]))
    run(listing, other)
    assert Fixing.objects.count() == 6
    assert "rates 0 new, 6 unchanged" in run(listing, other)[1]
    assert Fixing.objects.count() == 6


def test_stories_without_a_date_are_told_with_their_place(listing):
    code, _, err = run(listing)
    assert code == 0
    assert f"{listing} line 20: The story has no date. Imported as a draft." in err
    assert Article.objects.published().count() == 0


def test_export_comes_in_under_the_name_of_its_site(archive):
    code, out, err = run(archive)
    assert (code, err) == (0, "")
    assert out == "created 2, updated 0, unchanged 0, kept 0, refused 0; skipped: 1 page"
    assert set(Article.objects.values_list("source", flat=True)) == {"old.example"}
    assert ArticlePath.objects.filter(path="/2019/05/story-1").exists()


def test_several_paths_folders_and_patterns_are_read(listing, archive, tmp_path):
    assert run(tmp_path)[1].startswith("created 8,")
    assert run(listing, archive)[1].startswith("created 0, updated 0, unchanged 8,")
    assert run(tmp_path / "*.xml")[1].startswith("created 0, updated 0, unchanged 2,")


def test_dry_run_tells_the_numbers_and_changes_nothing(listing, archive, tmp_path):
    twin = tmp_path / "twin.xml"
    twin.write_text(archive.read_text().replace("Text of story 3", "Corrected text of story 3"))
    arguments = (listing, archive, twin, "--assume-date", "page")
    models = (Article, Fixing, Author, Tag, Section, ArticlePath)
    code, told, _ = run(*arguments, "--dry-run")
    assert (code, [model.objects.count() for model in models]) == (0, [0] * 6)
    assert told.startswith("Dry run, nothing was changed: created 8, updated 0, unchanged 0,")
    assert "repeated 2" in told
    code, out, _ = run_whole(*arguments)
    assert f"Import {ImportJob.objects.get().pk}, going on from its dry run." in out
    assert told.endswith(out.strip().rpartition("\n")[2])
    assert Article.objects.filter(body__contains="Corrected text of story 3").exists()


def test_packed_files_and_standard_input_are_read(archive, listing, tmp_path, monkeypatch):
    packed = tmp_path / "packed.gz"
    packed.write_bytes(gzip.compress(archive.read_bytes()))
    assert run(packed)[1].startswith("created 2,")
    data = io.TextIOWrapper(io.BytesIO(listing.read_bytes()))
    monkeypatch.setattr(sys, "stdin", data)
    code, out, err = run("-", "--assume-date", "page")
    assert (code, err) == (0, "")
    assert out.startswith("created 6,")


def test_packed_file_that_is_cut_gives_what_came_before(tmp_path, archive):
    packed = tmp_path / "packed.gz"
    packed.write_bytes(gzip.compress(archive.read_bytes())[:-8])
    code, out, problems = run(packed)
    assert (code, out.split(",")[0]) == (1, "created 2")
    assert "can't be read further (Compressed file ended" in problems


def test_what_lies_beside_archives_in_a_folder_is_counted(archive, tmp_path):
    (tmp_path / "style.css").write_text("body { color: red }")
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / ".hidden.xml").write_text("<opml/>")
    code, out, _ = run(tmp_path)
    assert code == 0
    assert out.endswith("skipped: 2 other files, 1 page")


def test_folder_without_an_archive_is_exit_code_2(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "notes.txt").write_text("One word.")
    code, _, err = run(tmp_path)
    assert code == 2
    assert err.endswith("Nothing could be imported.\n")


def test_folder_of_pictures_and_the_like_says_so(tmp_path):
    (tmp_path / "style.css").write_text("body { color: red }")
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    code, _, err = run(tmp_path)
    assert code == 2
    assert (
        f"{tmp_path}: There is no archive here, nothing but pictures, style sheets and the like "
        "(2).\n"
    ) in err
    assert err.endswith("Nothing could be imported.\n")


def test_packed_archive_beside_pictures_is_told(archive, tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    packed = tmp_path / "posts.xml.bz2"
    packed.write_bytes(bz2.compress(archive.read_bytes()))
    code, out, err = run(tmp_path)
    assert (code, out.partition(",")[0]) == (1, "created 2")
    assert f"{packed}: The file is not text: it looks like a bzip2 file. Unpack or" in err


def test_columns_of_a_table_can_be_named(tmp_path):
    path = tmp_path / "table.csv"
    rows = ["kop;words;day", *(f"Story {n};<p>Its text.</p>;2019-05-0{n}" for n in (1, 2))]
    path.write_text("\n".join(rows))
    arguments = ("--map", "headline=kop", "--map", "body=words", "--map", "published_at=day")
    code, _, err = run(path, *arguments)
    assert (code, err) == (0, "")
    article = Article.objects.first()
    assert (article.headline, article.body) == ("Story 1", "<p>Its text.</p>")
    assert article.is_public


def test_categories_become_the_sections_of_a_table(archive, tmp_path):
    category = '<category domain="category" nicename="{}"><![CDATA[{}]]></category>'
    archive.write_text(
        export(
            item(1, extra=category.format("economy", "Экономика")),
            item(2, extra=category.format("sport", "Sport")),
        )
    )
    table = tmp_path / "sections.csv"
    table.write_text("economy,Business > Economy\nСпорт,Games\n")
    assert run(archive, "--sections", table)[0] == 0
    first, second = Article.objects.order_by("pk")
    assert (first.section.name, first.section.parent.name) == ("Economy", "Business")
    assert second.section.name == "Sport"


@pytest.mark.parametrize("line", ["one cell", "three,cells,here", "empty,"])
def test_wrong_line_of_a_table_of_sections_is_told(archive, tmp_path, line):
    table = tmp_path / "sections.csv"
    table.write_text(f"economy,Business\n{line}\n")
    code, _, err = run(archive, "--sections", table)
    assert code == 2
    assert f"{table} row 2 has not two cells: a category, and its section." in err


def test_source_can_be_named(archive):
    run(archive, "--source", "joomla 2009")
    assert Article.objects.filter(source="joomla 2009").count() == 2


def test_time_zone_is_that_of_naive_times(archive):
    archive.write_text(export(item(1, wp__post_date_gmt="0000-00-00 00:00:00")))
    run(archive, "--time-zone", "Asia/Tokyo")
    assert Article.objects.get().published_at.hour == 3


def test_resume_is_running_again(archive):
    run(archive)
    code, out, _ = run(archive, "--resume")
    assert code == 0
    assert "unchanged 2" in out


def test_interrupted_import_goes_on_where_it_was(archive, monkeypatch):
    archive.write_text(export(*(item(n) for n in range(6))))
    real = Applier._create

    def stopped(self, stories):
        if Article.objects.count() == 4:
            raise OperationalError("database or disk is full")
        return real(self, stories)

    monkeypatch.setattr(Applier, "_create", stopped)
    code, _, err = run(archive, "--batch-size", "2")
    assert code == 2
    assert "The database stopped the import: database or disk is full. Run it again" in err
    monkeypatch.undo()
    code, out, _ = run_whole(archive, "--resume")
    assert code == 0
    assert "going on after an interruption (applying)." in out
    assert "created 6, updated 0, unchanged 0" in out
    assert ImportJob.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (KeyboardInterrupt(), "Stopped. What was finished is kept."),
        (ProcessDied(), "A process of the import was ended: killed, or out of memory."),
        (OSError(28, "No space left on device"), "could not go on: No space left on device."),
    ],
)
def test_import_that_was_stopped_says_how_to_go_on(archive, monkeypatch, error, sentence):
    def stopped(self, stories):
        raise error

    monkeypatch.setattr(Applier, "_create", stopped)
    code, _, err = run(archive)
    assert code == 2
    assert err.endswith(f"{sentence} Run it again to go on.\n")
    monkeypatch.undo()
    assert run(archive)[0] == 0


def test_refused_items_are_reported_and_the_exit_code_is_1(archive, tmp_path):
    report = tmp_path / "problems.csv"
    bad = item(2, title="", content__encoded="")
    archive.write_text(export(item(1), bad, item(3, wp__status="private")))
    code, out, err = run(archive, "--report", report)
    assert code == 1
    assert out.startswith("created 2, updated 0, unchanged 0, kept 0, refused 1")
    assert f"{archive} line 6: This post has neither a headline nor a text. Left out." in err
    assert err.endswith("1 item refused; see above.\n")
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:4] == ["file", "place", "field", "problem"]
    assert [(row["place"], row["field"]) for row in rows] == [("line 6", ""), ("line 7", "status")]
    assert {row["file"] for row in rows} == {str(archive)}


def test_report_can_be_mended_and_imported(archive, tmp_path):
    """Without a date they are drafts; with one in its cell of the report, they are public."""
    report = tmp_path / "problems.csv"
    undated = {"wp__post_date": "", "wp__post_date_gmt": "0000-00-00 00:00:00", "pubDate": ""}
    archive.write_text(export(item(1, **undated), item(2), item(3, **undated)))
    code, out, _ = run(archive, "--report", report)
    assert (code, Article.objects.published().count()) == (0, 1)
    assert out.startswith("created 3,")
    before = Article.objects.get(headline="Story 1")
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["headline"] for row in rows] == ["Story 1", "Story 3"]
    with report.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(row | {"published_at": "2019-05-01 12:00"} for row in rows)
    code, out, err = run(report)
    assert (code, out) == (0, "created 0, updated 2, unchanged 0, kept 0, refused 0"), err
    assert Article.objects.published().count() == 3
    after = Article.objects.get(pk=before.pk)
    assert (after.headline, after.body, after.slug) == (before.headline, before.body, before.slug)
    assert set(after.bylines.values_list("author__name", flat=True)) == {"Aizada Bekova"}


def as_excel_saves(path, rows):
    """Where a comma parts whole numbers from their fractions, a semicolon parts cells."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, rows[0], delimiter=";")
        table.writeheader()
        table.writerows(rows)


def rows_of(report):
    with report.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_whole_round_of_a_report_leaves_nothing_to_mend(archive, tmp_path):
    """A row for each item: what was doubtful, to its reader or to us, and what was refused."""
    report, mended, rest = (tmp_path / name for name in ("1.csv", "mended.csv", "rest.csv"))
    undated = {"wp__post_date": "", "wp__post_date_gmt": "0000-00-00 00:00:00", "pubDate": ""}
    private = {"wp__status": "private"} | undated
    twin = item(2, content__encoded="<p>Another text.</p>", title="Twin; of “two”")
    nothing = item(4, title="", content__encoded="")
    archive.write_text(export(item(1, **undated), item(2), item(3, **private), twin, nothing))
    code, out, _ = run(archive, "--report", report)
    assert (code, out) == (1, "created 3, updated 0, unchanged 0, kept 0, refused 2")
    rows = rows_of(report)
    by_headline = {row["headline"]: row for row in rows}
    assert len(rows) == len(by_headline) == 4
    assert [row["refused"] for row in rows] == ["yes", "no", "no", "yes"]
    assert {row["source"] for row in rows} == {"old.example"}
    doubts = by_headline["Story 3"]
    assert doubts["field"] == "status"
    assert "rivate" in doubts["problem"]
    # The person writes into the cells.
    by_headline["Story 1"]["published_at"] = "01.05.2019 12:00"
    doubts |= {"status": "published", "published_at": "2019-05-02T12:00:00+06:00"}
    # The other story has its addresses.
    by_headline["Twin; of “two”"] |= {"external_id": "https://old.example/?p=twin", "paths": ""}
    by_headline[""] |= {
        "headline": "Written by hand",
        "body": "A text",
        "published_at": "2019-05-03",
    }
    as_excel_saves(mended, rows)
    code, out, err = run(mended, "--report", rest)
    assert (code, out) == (0, "created 2, updated 2, unchanged 0, kept 0, refused 0"), err
    assert rows_of(rest) == []
    assert Article.objects.published().count() == 5
    assert set(Article.objects.values_list("source", flat=True)) == {"old.example"}
    # And the archive itself has nothing new to say of what was mended.
    stories = list(Article.objects.order_by("pk").values())
    assert run(mended)[1].startswith("created 0, updated 0, unchanged 4")
    assert list(Article.objects.order_by("pk").values()) == stories


def test_no_more_problems_are_shown_than_a_person_reads(archive, monkeypatch):
    monkeypatch.setattr(import_archive, "SHOWN", 3)
    undated = {"wp__post_date": "", "wp__post_date_gmt": "0000-00-00 00:00:00", "pubDate": ""}
    archive.write_text(export(*(item(n, **undated) for n in range(5))))
    _, _, err = run(archive)
    assert err.count("has no date") == 3
    assert re.search(r"… and 2 more: manage.py show_import \d+ --problems, or --report FILE.", err)


def test_summary_is_a_table(archive):
    _, out, _ = run_whole(archive)
    assert re.search(r"^created +2$", out, re.MULTILINE)
    assert re.search(r"^stories a second +[\d,]+$", out, re.MULTILINE)


def test_report_is_safe_in_a_spreadsheet(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "=cmd.txt").write_bytes(b"\x00" * 9)
    run("=cmd.txt", "--report", "r.csv")
    report = (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    assert report.splitlines()[1].startswith("'=cmd.txt,")


def test_unreadable_file_costs_itself(archive, tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    code, out, err = run(picture, archive)
    assert code == 1
    assert run(tmp_path / "missing", archive)[0] == 1
    assert out.startswith("created 2,")
    assert f"{picture}: The file is not text: it looks like a PNG image." in err
    assert err.endswith("1 file not read; see above.\n")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04rest", "The ZIP archive is damaged: File is not a zip file."),
        (b"<opml/>", "This XML begins with <opml>, which is not known here."),
        (b"One word.\n", "The format is not known."),
        (b"\x1f\x8b\x08", "The file can't be read: "),
    ],
)
def test_nothing_that_can_be_read_is_exit_code_2(tmp_path, content, sentence):
    path = tmp_path / "x"
    path.write_bytes(content)
    code, _, err = run(path)
    assert (code, Article.objects.count()) == (2, 0)
    assert f"{path}: " in err
    assert sentence in err
    assert err.endswith("Nothing could be imported.\n")


def test_missing_path_is_exit_code_2(tmp_path):
    code, _, err = run(tmp_path / "missing.xml")
    assert code == 2
    assert "There is no file" in err


def test_format_can_be_forced(tmp_path):
    path = tmp_path / "plain.txt"
    path.write_text(f"{HEADLINES[0]}\n\nA text of some length. " + "More of it follows here. " * 9)
    assert "created 1" in run(path, "--format", "listing")[1]
    code, _, err = run(path, "--format", "wxr")
    assert code == 2
    assert "There is no <rss>, <channel> or <item> in this XML file." in err


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--assume-date", "yesterday", "--assume-date is a day like 2025-12-17, or the word page"),
        ("--assume-date", "2025-02-31", "not “2025-02-31”"),
        ("--time-zone", "Mars/Olympus", "“Mars/Olympus” is not a time zone."),
        ("--source", "x" * 101, "--source has at most 100 characters."),
        ("--batch-size", "0", "A number from 1 to 10000 is wanted, not “0”."),
        ("--batch-size", "many", "A number from 1 to 10000 is wanted, not “many”."),
        ("--map", "headline", "--map is FIELD=COLUMN, such as headline=Title; not “headline”."),
        ("--sections", "/nowhere/s.csv", "--sections: /nowhere/s.csv can't be read"),
        ("--report", "/nowhere/r.csv", "The report /nowhere/r.csv can't be written: No such file"),
    ],
)
def test_wrong_option_is_one_sentence_and_exit_code_2(listing, option, value, sentence):
    code, _, err = run(listing, option, value)
    assert code == 2
    assert sentence in err
    assert Article.objects.count() == 0


def test_query_log_is_given_back(archive, settings):
    before = connection.queries_log
    settings.DEBUG = True
    run(archive)
    assert connection.queries_log is before
    assert not any("INSERT" in query["sql"] for query in connection.queries_log)

"""`manage.py import_archive`: what a person who runs it sees, and what its exit code says."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from articles.importing.writer import Writer
from articles.models import Article, ArticlePath, Author, Country, Section, Tag
from newsroom.management.commands.import_archive import Command
from tests.articles.importing.exports import export, item
from tests.articles.importing.pages import HEADLINES, page
from tickers.models import Fixing

pytestmark = pytest.mark.django_db


def run(*arguments):
    """Run the command; return its exit code, the last line of its output, and the problems."""
    out, err = StringIO(), StringIO()
    try:
        call_command(Command(), *map(str, arguments), stdout=out, stderr=err, no_color=True)
    except CommandError as error:
        err.write(f"{error}\n")
        return error.returncode, out.getvalue().strip(), err.getvalue()
    return 0, out.getvalue().strip(), err.getvalue()


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
        *("TJ", "UZ", "KG", "KZ")
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
    assert told.startswith("Dry run, nothing was changed: created 8, updated 1, unchanged 1,")
    assert told.endswith(run(*arguments)[1])


def test_source_can_be_named(archive):
    run(archive, "--source", "joomla 2009")
    assert Article.objects.filter(source="joomla 2009").count() == 2


def test_time_zone_is_that_of_naive_times(archive):
    archive.write_text(export(item(1, wp__post_date_gmt="0000-00-00 00:00:00")))
    run(archive, "--time-zone", "Asia/Tokyo")
    assert Article.objects.get().published_at.hour == 3


def test_resume_says_what_it_does(archive):
    run(archive)
    code, out, _ = run(archive, "--resume")
    assert code == 0
    assert out.startswith("Going on: what is there already is passed over as unchanged.")
    assert "unchanged 2" in out


def test_interrupted_import_goes_on_where_it_was(archive, monkeypatch):
    archive.write_text(export(*(item(n) for n in range(6))))
    real = Writer._written

    def stopped(self, records):
        if Article.objects.count() == 4:
            raise OperationalError("database or disk is full")
        return real(self, records)

    monkeypatch.setattr(Writer, "_written", stopped)
    code, _, err = run(archive, "--batch-size", "2")
    assert code == 2
    assert "The database stopped the import: database or disk is full. Run it again" in err
    monkeypatch.undo()
    assert "created 2, updated 0, unchanged 4" in run(archive, "--resume")[1]


def test_import_stopped_from_the_keyboard_says_how_to_go_on(archive, monkeypatch):
    def stopped(self, records):
        raise KeyboardInterrupt

    monkeypatch.setattr(Writer, "_written", stopped)
    code, _, err = run(archive)
    assert code == 2
    assert err == "Stopped. What was finished is kept: run it again to go on.\n"


def test_refused_items_are_reported_and_the_exit_code_is_1(archive, tmp_path):
    report = tmp_path / "problems.csv"
    bad = item(2, title="", content__encoded="")
    archive.write_text(export(item(1), bad, item(3, wp__status="private")))
    code, out, err = run(archive, "--report", report)
    assert code == 1
    assert "created 2, updated 0, unchanged 0, kept 0, refused 1" in out
    assert f"{archive} line 6: This post has neither a headline nor a text. Left out." in err
    assert err.endswith("1 item refused; see above.\n")
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["file", "place", "field", "problem"]
    assert [row[1:3] for row in rows[1:]] == [["line 6", ""], ["line 7", "status"]]


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
        (b"PK\x03\x04rest", "it looks like a ZIP archive"),
        (b"<feed/>", "This XML begins with <feed>, which is not known here."),
        (b"id;name\n", "The format is not known."),
    ],
)
def test_nothing_that_can_be_read_is_exit_code_2(tmp_path, content, sentence):
    path = tmp_path / "x"
    path.write_bytes(content)
    code, _, err = run(path)
    assert code == 2
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
    assert run(path)[0] == 2
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
        ("--batch-size", "0", "--batch-size is a number from 1 to 10000."),
        ("--batch-size", "many", "--batch-size is a number from 1 to 10000."),
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

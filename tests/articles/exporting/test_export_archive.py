"""`manage.py export_archive`: what a person who runs it sees, and what is left on the disk."""

import gzip
import os
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from articles.exporting import FORMATS
from articles.models import Article
from newsroom.management.commands import export_archive
from newsroom.management.commands.export_archive import Command
from tests.articles.exporting.site import make_site
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def run(*arguments):
    """Run the command; return its exit code, its output, and what it says of trouble."""
    out, err = StringIO(), StringIO()
    try:
        call_command(Command(), *map(str, arguments), stdout=out, stderr=err, no_color=True)
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


def test_lines_go_to_standard_output_when_nothing_is_asked_for():
    make_site()
    code, out, err = run()
    assert (code, err) == (0, "")
    assert out.startswith('{"newsroom": 1,')
    assert out.count('{"type": "story"') == 8


@pytest.mark.parametrize("name", FORMATS)
def test_file_holds_the_same_as_standard_output(name, tmp_path, monkeypatch):
    make_site()
    binary = BytesIO()
    wrapper = TextIOWrapper(binary, "cp1251")
    call_command(Command(), "--format", name, stdout=wrapper)
    path = tmp_path / "export"
    code, out, _ = run("--format", name, "--output", path)
    assert (code, out) == (0, f"8 stories, in {path}.\n")
    assert path.read_bytes() == binary.getvalue()
    assert "Айзада".encode() in path.read_bytes()


def test_packed_file_is_the_same_bytes_each_time(tmp_path):
    make_site()
    paths = [tmp_path / name for name in ("a.jsonl.gz", "b.JSONL.GZ")]
    for path in paths:
        run("--output", path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert gzip.decompress(paths[0].read_bytes()).decode() == run()[1]


def test_options_choose_a_part(tmp_path, settings):
    settings.SITE_NAME = "The Steppe Herald"
    stories = make_site()
    section, tag = stories["full"].section.slug, "snow"
    for options, number in (
        (("--section", section), 1),
        (("--section", section, "--section", "a-news"), 2),
        (("--country", "kyrgyzstan", "--tag", tag, "--author", "the-desk"), 1),
        (("--tag", "of-no-story"), 0),
        (("--from", "2019-05-02", "--to", "2019-05-04"), 3),
        (("--status", "draft", "--status", "review"), 2),
        (("--source", "Reuters"), 1),
        (("--source", "The Steppe Herald"), 6),
        (("--source", "Reuters", "--source", "old.example"), 2),
    ):
        told = run(*options, "--output", tmp_path / "x")[1]
        assert told.startswith("1 story," if number == 1 else f"{number} stories,")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--section", "nowhere"], "There is no section “nowhere”. Give the last part of its"),
        (["--country", "KG"], "There is no country “KG”."),
        (["--tag", ""], "There is no tag “”."),
        (["--author", "x'"], "There is no author “x'”."),
        (["--from", "yesterday"], "--from is a day like 2025-12-17; not “yesterday”."),
        (["--to", "2025-02-31"], "--to is a day like 2025-12-17; not “2025-02-31”."),
        (["--to", "9999-12-31"], "--to is a day between 1800 and 2199; not “9999-12-31”."),
        (["--from", "2020-01-02", "--to", "2020-01-01"], "The day of --from is after that of"),
        (["--address", "www.example.org"], "--address is that of the site, like https://www"),
        (["--address", "ftp://a.example"], "--address is that of the site"),
        (["--address", "https://a b"], "--address is that of the site"),
        (["--address", "https://[a/?b"], "--address is that of the site"),
        (["--format", "docx"], "invalid choice: 'docx'"),
        (["--status", "hidden"], "invalid choice: 'hidden'"),
        (["--output", "/nowhere/x"], "/nowhere/x can't be written: no such file or directory."),
        (["--output", "/"], "/ can't be written: is a directory."),
    ],
)
def test_what_can_t_be_done_is_one_sentence_and_exit_code_2(arguments, sentence):
    code, out, err = run(*arguments)
    # Those that argparse finds; on a command line it ends the process with the same code.
    assert (code, out) in ((2, ""), (1, ""))
    assert sentence in err


def test_address_of_the_site_is_the_first_host_unless_it_is_given(settings):
    settings.ALLOWED_HOSTS, settings.HTTPS = ["*", ".news.example"], True
    assert "<link>https://news.example</link>" in run("--format", "wxr")[1]
    settings.ALLOWED_HOSTS, settings.HTTPS = ["*"], False
    assert "<link>http://localhost</link>" in run("--format", "wxr")[1]
    out = run("--format", "wxr", "--address", "https://a.example/news/")[1]
    assert "<wp:base_blog_url>https://a.example/news</wp:base_blog_url>" in out


# A file is whole, or as it was ------------------------------------------------------------------


@pytest.fixture
def before(tmp_path):
    path = tmp_path / "export.jsonl"
    path.write_text("before")
    path.chmod(0o640)
    return path


def fails(error):
    def generate(archive):
        yield "half of it"
        raise error

    return generate


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(28, "No space left on device"), "can't be written: the disk is full. Make room"),
        (OSError(5, "Input/output error"), "can't be written: input/output error."),
        (OperationalError("gone"), "The database stopped the export: gone."),
        (KeyboardInterrupt(), "is as it was before."),
    ],
)
def test_trouble_leaves_the_file_as_it_was(before, error, sentence, monkeypatch):
    monkeypatch.setitem(FORMATS, "jsonl", fails(error))
    code, _, err = run("--output", before)
    assert code == 2
    assert sentence in err
    assert before.read_text() == "before"
    assert list(before.parent.iterdir()) == [before]
    code, _, err = run()
    assert (code, str(before) in err) == (2, False)


def test_new_file_takes_the_place_and_the_rights_of_the_old_one(before):
    link = before.with_name("link")
    link.symlink_to(before)
    run("--output", link)
    assert before.read_text().startswith('{"newsroom"')
    assert before.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()


def test_what_is_no_file_is_written_as_it_is():
    assert run("--output", os.devnull)[0] == 0
    assert not os.path.isfile(os.devnull)


def test_closed_pipe_ends_in_silence(monkeypatch):
    monkeypatch.setitem(FORMATS, "jsonl", fails(BrokenPipeError()))
    dropped = []
    monkeypatch.setattr(export_archive, "_drop_output", lambda: dropped.append(True))
    with pytest.raises(SystemExit) as end:
        run()
    assert (end.value.code, dropped) == (2, [True])


@pytest.fixture
def site(tmp_path):
    """The environment of a process with a site of its own, which is empty."""
    path = tmp_path / "site.sqlite3"
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{path}", "NEWSROOM_ENV_FILE": "", "DEBUG": "true",
    }  # fmt: skip
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, env=environment, check=True)  # noqa: S603
    return environment


def test_process_ends_without_a_traceback_when_nobody_reads_or_nothing_fits(site):
    command = f"{sys.executable} manage.py export_archive"
    for tail, code in (("| head -1", 0), ("> /dev/full", 2)):
        done = subprocess.run(  # noqa: S602
            f"{command} {tail}", shell=True, env=site, capture_output=True, text=True
        )
        assert done.returncode == code
        assert "Traceback" not in done.stderr
        assert "Exception" not in done.stderr
    assert "the disk is full" in done.stderr


# Progress ---------------------------------------------------------------------------------------


class Terminal(StringIO):
    def isatty(self):
        return True


def test_person_at_a_terminal_sees_how_far_it_is(tmp_path):
    make_article()
    terminal = Terminal()
    call_command(Command(), "--output", tmp_path / "x", stdout=StringIO(), stderr=terminal)
    assert terminal.getvalue() == "\r1 story\r\033[K"


def test_terminal_that_shows_the_export_shows_nothing_else(monkeypatch):
    make_article()
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", Terminal())
    call_command(Command(), stdout=StringIO(), stderr=terminal)
    assert terminal.getvalue() == ""


def test_nothing_is_written_to_the_database(django_assert_num_queries):
    stories = make_site()
    before = list(Article.objects.order_by("pk").values())
    run()
    assert list(Article.objects.order_by("pk").values()) == before
    assert len(before) == len(stories)

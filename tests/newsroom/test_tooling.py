"""What runs the tests has tests itself: a step that can't fail would hide all that follow."""

import os
import re
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

from articles.models import Article, Country, Listed
from tests import databases, postgres, programs, run
from tests.factories import make_article
from tests.programs import MissingProgram

ROOT = Path(__file__).resolve().parents[2]
WHOLE = ("initdb", "pg_ctl", "postgres")


def place(folder, *names, script="exit 0"):
    """Make a folder of programs."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return folder


def step(name, code="", pytest_like=False, **options):
    command = (run.PYTHON, "-c", code, *(["pytest"] if pytest_like else []))
    return run.Step(name, f"the step {name}", command, **options)


def result(name, code=0, output="", pytest_like=False, narrowed=False):
    return run.Result(step(name, pytest_like=pytest_like), code, output, 1.25, narrowed)


# What is found on the machine ---------------------------------------------------------------


def test_postgres_is_the_newest_whole_one(tmp_path):
    for version, names in (("9.6", WHOLE), ("15", WHOLE), ("17", WHOLE), ("18", ["initdb"])):
        place(tmp_path / version / "bin", *names)
    found = programs.find_postgres(path="", places=[f"{tmp_path}/*/bin"])
    assert found == tmp_path / "17" / "bin"


def test_postgres_on_the_path_is_followed_to_where_its_siblings_are(tmp_path):
    home = place(tmp_path / "lib" / "16" / "bin", *WHOLE)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "initdb").symlink_to(home / "initdb")
    assert programs.find_postgres(path=str(tmp_path / "bin"), places=[]) == home


def test_postgres_on_the_path_goes_before_newer_ones(tmp_path):
    mine = place(tmp_path / "mine", *WHOLE)
    place(tmp_path / "99" / "bin", *WHOLE)
    assert programs.find_postgres(path=str(mine), places=[f"{tmp_path}/*/bin"]) == mine


def test_postgres_is_missing_when_no_place_has_a_whole_one(tmp_path):
    place(tmp_path / "client", "initdb", "psql")
    assert programs.find_postgres(path=str(tmp_path / "client"), places=[]) is None


def test_chromium_goes_before_chrome(tmp_path):
    place(tmp_path, "google-chrome", "chromium")
    assert programs.find_chromium(path=str(tmp_path), places=[]) == tmp_path / "chromium"


def test_chromium_without_windows_goes_first(tmp_path):
    place(tmp_path, "chromium", "chromium-headless-shell")
    assert programs.find_chromium(path=str(tmp_path), places=[]).name == "chromium-headless-shell"


@pytest.mark.parametrize(
    ("is_there", "allowed", "installed"),
    [(False, True, ["chromium-headless-shell"]), (True, True, []), (False, False, [])],
)
def test_chromium_without_windows_is_installed_where_it_lacks(
    monkeypatch, tmp_path, is_there, allowed, installed
):
    place(tmp_path, *(["chromium-headless-shell"] if is_there else []))
    tried = []

    def install(package):
        tried.append(package)
        raise MissingProgram("This Debian has none, and the other one will do.")

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "may_install", lambda: allowed)
    monkeypatch.setattr(programs, "install", install)
    programs.prefer_shell()
    assert tried == installed


def test_chromium_is_found_where_macos_keeps_it(tmp_path):
    app = place(tmp_path / "Applications", "Chromium") / "Chromium"
    assert programs.find_chromium(path="", places=[str(app)]) == app
    assert programs.find_chromium(path="", places=[]) is None


def test_missing_program_is_named_with_its_command(monkeypatch):
    monkeypatch.setattr(programs, "may_install", lambda: False)
    with pytest.raises(MissingProgram) as missing:
        programs.require("Chromium", lambda: None, "chromium", ", or so")
    assert str(missing.value) == (
        "Chromium was not found. Install it: apt-get install chromium (Debian), or so."
    )


def test_missing_program_is_installed_where_that_is_allowed(monkeypatch):
    installed = []
    monkeypatch.setattr(programs, "may_install", lambda: True)
    monkeypatch.setattr(programs, "install", installed.append)
    assert programs.require("It", lambda: "".join(installed), "chromium") == "chromium"
    assert installed == ["chromium"]


def test_found_program_is_not_installed(monkeypatch):
    monkeypatch.setattr(programs, "install", lambda package: pytest.fail("It is there already."))
    assert programs.require("It", lambda: "/bin/it", "it") == "/bin/it"


def test_driver_that_lacks_a_library_is_missing(monkeypatch, tmp_path):
    place(tmp_path / "driver", "node", script="echo v20")
    package = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(programs, "find_spec", {"playwright": package}.__getitem__)
    assert programs.find_driver() == tmp_path / "driver" / "node"
    place(tmp_path / "driver", "node", script="echo 'error while loading' >&2; exit 127")
    assert programs.find_driver() is None


@pytest.mark.parametrize(
    ("user", "release", "allowed"),
    [
        (0, "NAME=x\nID=debian\n", True),
        (0, "ID=ubuntu\nID_LIKE=debian\n", False),
        (0, None, False),
        (1000, "ID=debian\n", False),
    ],
)
def test_only_root_on_debian_may_install(monkeypatch, tmp_path, user, release, allowed):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    if release:
        (tmp_path / "os-release").write_text(release)
    assert programs.may_install(tmp_path / "os-release") is allowed


def test_failed_installation_gives_the_reason_of_apt(monkeypatch, tmp_path):
    place(tmp_path, "apt-get", script="echo one >&2; echo 'E: no such package' >&2; exit 100")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(MissingProgram, match=r"^`apt-get .* update` failed: E: no such package$"):
        programs.install("chromium")


# The throw-away PostgreSQL ------------------------------------------------------------------


def test_given_database_is_used_as_it_is():
    with postgres.database_url({"TEST_DATABASE_URL": "postgres://them/theirs"}) as url:
        assert url == "postgres://them/theirs"


@pytest.mark.skipif(not programs.find_postgres(), reason="no PostgreSQL here; its own step has one")
def test_cluster_lives_as_long_as_its_block():
    with postgres.database_url({}) as url:
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT lower('ОШ'), current_setting('fsync')").fetchone()
            folder = Path(connection.info.host)
        assert row == ("ош", "off")
        assert folder.is_dir()
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


@pytest.mark.parametrize(
    ("accounts", "chosen"), [({"postgres": 101, "nobody": 65534}, 101), ({"nobody": 65534}, 65534)]
)
def test_root_becomes_somebody_without_rights(monkeypatch, accounts, chosen):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(postgres.pwd, "getpwnam", lambda name: account(accounts[name]))
    assert postgres.unprivileged() == {"user": chosen, "group": chosen, "extra_groups": []}


def account(number):
    return postgres.pwd.struct_passwd(("name", "x", number, number, "", "/", "/bin/sh"))


def test_root_without_anybody_to_become_is_told(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(postgres.pwd, "getpwnam", {}.__getitem__)
    with pytest.raises(LookupError, match="no user postgres or nobody"):
        postgres.unprivileged()


def test_other_users_stay_who_they_are(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert postgres.unprivileged() == {}


def test_failing_initdb_is_quoted(tmp_path_factory):
    with postgres.temporary_folder() as folder:
        broken = place(folder / "bin", *WHOLE, script="echo no space left; exit 1")
        with pytest.raises(RuntimeError, match="initdb failed:\nno space left"):
            with postgres.cluster(broken, folder):
                pytest.fail("It can't have started.")
    assert not folder.exists()


def test_socket_has_a_short_path():
    assert postgres._short_place("/var/folders/" + 60 * "x") == "/tmp"  # noqa: S108
    assert postgres._short_place("/root/tmp") == "/tmp"  # noqa: S108
    assert postgres._short_place("/var/tmp") == "/var/tmp"  # noqa: S108


# The run ------------------------------------------------------------------------------------


def test_steps_are_all_there_and_in_order():
    names = [step.name for step in run.all_steps([])]
    assert names == ["lint", "format", "migrations", "deploy", "sqlite", "postgres", "browser"]


def test_arguments_go_to_every_pytest_and_to_nothing_else():
    steps, rest = run.chosen_steps(["-k", "word"])
    assert rest == ["-k", "word"]
    with_them = [step.name for step in steps if step.command[-2:] == ("-k", "word")]
    assert with_them == ["sqlite", "postgres", "browser"]


def test_one_step_can_be_run_alone():
    steps, rest = run.chosen_steps(["--only", "postgres", "-x"])
    assert [step.name for step in steps] == ["postgres"]
    assert rest == ["-x"]


def test_environment_of_the_developer_does_not_leak():
    given = {"PATH": "/bin", "LC_ALL": "C", "DATABASE_URL": "x", "SITE_NAME": "x", "DEBUG": "true"}
    environ = run.clean_environment(given, Path("/tmp/a"))  # noqa: S108
    assert environ["PATH"] == "/bin"
    assert environ["LC_ALL"] == "C"
    assert environ["DATABASE_URL"] == "sqlite:////tmp/a/db.sqlite3"
    assert environ["TMPDIR"] == "/tmp/a"  # noqa: S108
    assert environ["DEBUG"] == "false"
    assert environ["NEWSROOM_ENV_FILE"] == ""
    assert "SITE_NAME" not in environ


@pytest.mark.parametrize(
    ("free", "flags", "chosen"),
    [(2**33, 0, "here"), (2**26, 0, None), (2**33, os.ST_NOEXEC, None)],
)
def test_memory_is_the_place_when_it_has_room_and_runs_programs(
    monkeypatch, tmp_path, free, flags, chosen
):
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(run.shutil, "disk_usage", lambda place: SimpleNamespace(free=free))
    monkeypatch.setattr(run.os, "statvfs", lambda place: SimpleNamespace(f_flag=flags))
    assert run.place_in_memory(str(tmp_path)) == (chosen and str(tmp_path))
    assert run.place_in_memory(str(tmp_path / "nowhere")) is None


def test_place_that_a_person_names_is_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert run.place_in_memory(str(tmp_path)) is None


def test_folder_of_a_run_lets_others_through_and_is_gone_afterwards(tmp_path):
    with run.temporary_folder(tmp_path) as folder:
        assert folder.parent == tmp_path
        assert folder.stat().st_mode & 0o777 == 0o711
    assert not folder.exists()


def test_step_shows_and_keeps_its_output(capfd):
    done = run.perform(step("say", "print('hello'); raise SystemExit(4)"), {})
    assert (done.code, done.output) == (4, "hello\n")
    shown = capfd.readouterr().out
    assert "==> say: the step say\nhello\n--> say: FAILED in " in shown


def test_step_gets_what_its_place_gives():
    @contextmanager
    def somewhere():
        yield {"WHERE": "there"}

    asks = step("ask", "import os; print(os.environ['WHERE'])", place=somewhere)
    assert run.perform(asks, {"WHERE": "here"}).output == "there\n"


def test_step_fails_with_the_sentence_of_what_is_missing(capsys):
    @contextmanager
    def nowhere():
        raise MissingProgram("Chromium was not found.")
        yield

    done = run.perform(step("browser", place=nowhere), {})
    assert (done.code, done.output) == (1, "Chromium was not found.\n")


def test_report_of_success_ends_with_the_count(capsys):
    assert run.report([result("lint"), result("sqlite", pytest_like=True)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3].split() == ["lint", "passed", "1.2", "s"]
    assert lines[-1] == "steps: 2 passed, 0 failed"


def test_report_repeats_the_first_failure_only(capsys):
    results = [result("lint"), result("format", 1, "first\n"), result("sqlite", 1, "second\n")]
    assert not run.report(results)
    shown = capsys.readouterr().out
    assert "==> The first failure: format, the step format\nfirst\n" in shown
    assert "second" not in shown
    assert shown.endswith("steps: 1 passed, 2 failed\n")


def test_report_takes_no_test_for_a_failure_unless_some_were_asked_for(capsys):
    empty = {"code": run.NOTHING_SELECTED, "pytest_like": True}
    assert not run.report([result("sqlite", **empty)])
    assert run.report(
        [result("sqlite", pytest_like=True), result("browser", **empty, narrowed=True)]
    )
    assert not run.report([result("sqlite", **empty, narrowed=True)])
    assert "No test has what was asked for." in capsys.readouterr().out


# The databases of the tests ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fixtures", "marks", "uses"),
    [
        (["tmp_path"], [], False),
        (["tmp_path", "db"], [], True),
        (["page", "live_server"], [], True),
        (["client"], ["django_db"], True),
        (["client"], ["skipif"], False),
    ],
)
def test_database_is_used_by_who_asks_for_it(fixtures, marks, uses):
    item = SimpleNamespace(
        fixturenames=fixtures, get_closest_marker=lambda name: name if name in marks else None
    )
    assert databases.uses_one(item) is uses


def test_process_of_a_test_without_a_database_finds_none():
    assert os.environ["DATABASE_URL"] == databases.NOWHERE


@pytest.mark.database
def test_process_of_a_test_with_a_database_finds_it():
    assert os.environ.get("DATABASE_URL") != databases.NOWHERE


def test_database_that_is_asked_for_without_a_mark_is_told():
    databases.require_mark(["tmp_path", "client"])
    with pytest.raises(AssertionError, match="^It asks for db: mark it with django_db.$"):
        databases.require_mark(["tmp_path", "db"])


@pytest.mark.django_db(transaction=True)
def test_what_was_committed_is_gone_and_what_the_migrations_wrote_is_back():
    before = [list(model.objects.order_by("pk").values()) for model in (Country, Group)]
    make_article(countries=["KG"])
    Country.objects.exclude(code="KG").delete()
    Group.objects.all().delete()
    TransactionTestCase()._fixture_teardown()
    assert not Article.objects.exists()
    assert not Listed.objects.exists()
    after = [list(model.objects.order_by("pk").values()) for model in (Country, Group)]
    assert [len(rows) for rows in after] == [len(rows) for rows in before]
    if connection.vendor == "sqlite":
        assert after == before


# The rest of the repository -----------------------------------------------------------------


def pins(name):
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", (ROOT / name).read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_lock_has_all_that_is_asked_for_pinned_and_hashed(name):
    asked = re.findall(r"^([A-Za-z0-9-]{3,})", (ROOT / f"{name}.in").read_text(), re.MULTILINE)
    assert {word.lower() for word in asked} <= set(pins(f"{name}.txt"))
    lock = (ROOT / f"{name}.txt").read_text()
    blocks = re.split(r"^(?=[a-z0-9-]+==)", lock, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_names_no_place_to_fetch_from(name):
    assert not re.search(r"https?:|file:|index-url|find-links| @ ", (ROOT / name).read_text())


def test_both_locks_agree():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_static_files_can_be_collected(settings, tmp_path):
    """A stylesheet that names a missing file fails here, and not on the server."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (settings.STATIC_ROOT / "staticfiles.json").is_file()

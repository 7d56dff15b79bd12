"""The site around the apps: settings, headers, health, robots, error pages, roles, the demo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.utils import OperationalError

from newsroom.roles import create_roles
from newsroom.views import server_error

ROOT = Path(__file__).resolve().parents[2]


def start(command="check", stdout=subprocess.PIPE, **environment):
    """Start Django in a process of its own; return how that ended and what it said."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "NEWSROOM_ENV_FILE": "", **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DEBUG": "false"}, "DEBUG is off and SECRET_KEY is not set"),
        ({"DEBUG": "false", "SECRET_KEY": "x"}, "DEBUG is off and ALLOWED_HOSTS is not set"),
        ({"DEBUG": "0", "SECRET_KEY": "x", "ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS names no host"),
        ({"DEBUG": "maybe"}, "The setting DEBUG can't be used"),
        ({"RESULTS_PER_PAGE": "six"}, "The setting RESULTS_PER_PAGE can't be used"),
        ({"RESULTS_PER_PAGE": "0"}, "RESULTS_PER_PAGE must be 1 or more"),
        ({"DATABASE_URL": "nonsense"}, "The setting DATABASE_URL can't be used"),
        ({"CACHE_URL": "nonsense://"}, "The setting CACHE_URL can't be used"),
        ({"TIME_ZONE": "Asia/Atlantis"}, "The setting TIME_ZONE can't be used"),
        ({"FETCH_ALLOW": "a:1,intranet"}, "FETCH_ALLOW can't be used: “intranet” is no host with"),
        ({"RATE_RELAYS": "cbt.tm=http://x"}, "RATE_RELAYS can't be used: “cbt.tm” is no address"),
        (
            {"RATE_RELAYS": "https://cbt.tm"},
            "can't be used: “” is no address. Give two, like",
        ),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL can't be used: “LOUD” is none of DEBUG, INFO, WARNING"),
        ({"NIGHTLY_AT": "25:00"}, "NIGHTLY_AT can't be used: “25:00” is no time of day like 03:30"),
    ],
)
def test_wrong_setting_stops_the_start_with_a_sentence(environment, sentence):
    code, said = start(**environment)
    assert code == 1
    assert sentence in said
    assert "Traceback" not in said


@pytest.mark.parametrize("url", ["postgres://127.0.0.1:1/none", "sqlite:////nowhere/db.sqlite3"])
def test_database_that_is_not_there_is_told_in_a_sentence(url):
    code, said = start("migrate", DATABASE_URL=url)
    assert code == 1
    assert said.startswith("The database can't be used: ")
    assert "Look at DATABASE_URL" in said
    assert "Traceback" not in said


def test_site_starts_without_any_setting():
    assert start()[0] == 0


def test_level_of_the_log_may_be_written_in_small_letters():
    assert start(LOG_LEVEL="info")[0] == 0


def test_python_without_django_says_where_the_other_is():
    done = subprocess.run(
        [sys.executable, "-S", "manage.py", "check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert ".venv/bin/activate" in done.stderr
    assert "Traceback" not in done.stderr


def test_command_whose_reader_has_had_enough_ends_quietly():
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w") as nobody:
        code, said = start("diffsettings", stdout=nobody)
    assert (code, said) == (2, "")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/articles/", "/nowhere/", "/admin/login/", "/healthz"])
def test_every_answer_carries_a_strict_policy(client, address):
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_public_page_has_nothing_inline(client):
    page = client.get("/").content.decode()
    assert "nonce" not in client.get("/")["Content-Security-Policy"]
    for inline in ("<style", " style=", " onclick=", " onload=", "javascript:"):
        assert inline not in page


@pytest.mark.django_db
def test_healthz_asks_the_database(client, monkeypatch):
    assert client.get("/healthz").content == b"ok\n"

    def broken():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", broken)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert b"database does not answer" in response.content


@pytest.mark.django_db
def test_robots_names_the_sitemap_and_closes_the_desk(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nowhere/", "/articles/nothing/", "/articles/?page=99"])
def test_page_that_is_not_found_is_in_the_same_dress(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response.content.count(b"<h1") == 1
    assert b'href="/articles/"' in response.content


def test_error_page_needs_no_database(rf):
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert response.content.count(b"<h1") == 1


@pytest.mark.django_db
def test_roles_are_made_on_migrate_and_keep_what_was_added():
    reporter = Group.objects.get(name="Reporter")
    extra = Permission.objects.get(codename="publish_article")
    reporter.permissions.add(extra)
    reporter.permissions.remove(Permission.objects.get(codename="add_article"))
    create_roles(sender=None, using="default")
    names = set(reporter.permissions.values_list("codename", flat=True))
    assert {"publish_article", "add_article"} <= names


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("Reporter", {"add_article", "submit_article"}, {"publish_article", "delete_article"}),
        ("Editor", {"publish_article", "change_ticker"}, {"delete_article", "add_user"}),
        ("Chief", {"delete_article", "add_user", "add_fixing"}, {"change_group"}),
    ],
)
def test_role_may_do_its_work_and_no_more(role, may, may_not):
    names = set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))
    assert may <= names
    assert not may_not & names


@pytest.mark.django_db
def test_models_have_no_pending_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

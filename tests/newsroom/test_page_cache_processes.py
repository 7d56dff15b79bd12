"""Two processes of the site beside each other, and what a third one writes: both show it.

With a cache in the memory of each, and with one in Redis that they share.
"""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.programs import MissingProgram, require_redis
from tests.web import free_port

pytestmark = pytest.mark.database
ROOT = Path(__file__).resolve().parents[2]
#: What is asserted is 5 seconds' freshness; the machine may be busy with other tests.
DEADLINE = 20
FRESH = 5
READERS = 6
DESK = """
import json, sys
import django
django.setup()
from datetime import date, timedelta
from django.db import connection
from django.utils import timezone
from articles.models import *
from tests.factories import *
names = globals()
for line in sys.stdin:
    exec(json.loads(line), names)
    print("done", flush=True)
"""


@contextmanager
def running(command, environment, **options):
    """A process with a group of its own, which is gone with all that it started at the end."""
    process = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environment, process_group=0, **options
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()


@contextmanager
def new_database(folder):
    """The address of an empty database of the kind that the tests run on."""
    address = urlsplit(os.environ.get("DATABASE_URL", "sqlite:"))
    if address.scheme.startswith("sqlite"):
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    name = f"newsroom_pages_{os.getpid()}"
    with closing(psycopg.connect(address.geturl(), autocommit=True)) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield address._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    with new_database(folder) as address:
        values = {
            "PATH": os.environ["PATH"],
            "NEWSROOM_ENV_FILE": "",
            # Static files need not be collected; the pages are kept as elsewhere.
            "DEBUG": "true",
            "PAGE_CACHE_SECONDS": "300",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DATABASE_URL": address,
            "MEDIA_ROOT": str(folder / "media"),
        }
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env=values, check=True)  # noqa: S603
        yield values


@pytest.fixture(scope="module")
def desk(environment):
    """Runs Python in a process that serves nobody, and returns when that is done."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with running([sys.executable, "-c", DESK], environment, **pipes) as process:

        def do(code):
            process.stdin.write(json.dumps(code) + "\n")
            process.stdin.flush()
            assert process.stdout.readline() == "done\n", f"the desk failed at: {code}"

        yield do


@contextmanager
def redis():
    """The CACHE_URL of a Redis of one's own, which keeps nothing."""
    try:
        program = require_redis()
    except MissingProgram as missing:
        pytest.skip(str(missing))
    port = free_port()
    options = ["--port", str(port), "--save", "", "--loglevel", "warning"]
    with running([program, *options], os.environ.copy()):
        wait_until(lambda: is_open(port), "Redis did not start")
        yield f"redis://127.0.0.1:{port}/0"


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module", params=["local memory", "redis"])
def site(request, environment):
    """The ports of two processes that serve the site."""
    with ExitStack() as stack:
        cache = stack.enter_context(redis()) if request.param == "redis" else "locmem://"
        ports = [free_port(), free_port()]
        for port in ports:
            granian = [sys.executable, "-m", "granian", "newsroom.wsgi:application"]
            options = f"--interface wsgi --port {port} --workers 1 --blocking-threads 4"
            options += " --log-level error"
            values = environment | {"CACHE_URL": cache}
            stack.enter_context(running([*granian, *options.split()], values))
        for port in ports:
            wait_until(lambda port=port: answers(port), "the site did not start")
        yield ports


def answers(port):
    try:
        return get(port, "/healthz")[0] == 200
    except OSError:
        return False


def get(port, path, method="GET", **headers):
    """Return the status, headers and text of an answer, at a host that is one to all processes."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=DEADLINE)) as connection:
        connection.request(method, path, headers={"Host": "localhost"} | headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()


def wait_until(is_so, otherwise):
    until = time.monotonic() + DEADLINE
    while not is_so():
        assert time.monotonic() < until, otherwise
        time.sleep(0.05)


def wait_for(site, path, status=200, text="", without=None):
    """Until both processes answer `path` with a status, a text, and without another one."""

    def is_so():
        for port in site:
            answered, _, page = get(port, path)
            if answered != status or text not in page or (without and without in page):
                return False
        return True

    wait_until(is_so, f"{path} is not {status} with {text!r} in every process")


def keep(site, paths):
    """Have the pages kept by both processes, and shown again from there."""
    time.sleep(0.2)
    for _ in range(2):
        for port in site:
            for path in paths:
                assert get(port, path)[0] == 200


def test_what_another_process_writes_is_seen_in_each(site, desk):
    desk(
        """
        Article.objects.all().delete()
        Section.objects.all().delete()
        rows = {}
        for name in ("published", "withdrawn", "edited", "erased", "scheduled", "leaving"):
            rows[name] = make_section(name.title())
            make_article(section=rows[name], slug=name, headline=f"{name} before")
        """.replace("\n        ", "\n")
    )
    names = ("published", "withdrawn", "edited", "erased", "scheduled", "leaving")
    pages = [f"/articles/{name}/" for name in names]
    listings = [f"/section/{name}/" for name in names]
    wait_for(site, "/section/leaving/", text="leaving before")
    keep(site, ["/", "/feed/", "/country/kazakhstan/", *pages, *listings])
    desk(
        """
        soon = timezone.now() + timedelta(seconds=2)
        make_article(section=rows["published"], headline="Just published")
        make_article(section=rows["scheduled"], headline="Right on time", published_at=soon)
        Article.objects.filter(slug="leaving").update(withdraw_at=soon)
        Article.objects.get(slug="withdrawn").withdraw(by=make_user(role="Chief"), reason="No.")
        story = Article.objects.get(slug="edited")
        story.headline = "edited after"
        story.save()
        connection.cursor().execute("DELETE FROM articles_article WHERE slug = 'erased'")
        """.replace("\n        ", "\n")
    )
    wait_for(site, "/section/published/", text="Just published")
    wait_for(site, "/articles/published/", text="Just published")
    wait_for(site, "/feed/", text="Just published", without="edited before")
    wait_for(site, "/articles/withdrawn/", status=410)
    wait_for(site, "/section/withdrawn/", without="withdrawn before")
    wait_for(site, "/articles/edited/", text="edited after", without="edited before")
    wait_for(site, "/articles/erased/", status=404)
    wait_for(site, "/section/erased/", without="erased before")
    wait_for(site, "/section/scheduled/", text="Right on time")
    wait_for(site, "/articles/leaving/", status=410)
    wait_for(site, "/", text="Right on time", without="leaving before")


def test_rates_and_names_are_seen_in_each(site, desk):
    desk(
        """
        from tickers.models import *
        for model in (Fixing, Ticker, CurrencyPair, Currency):
            model.objects.all().delete()
        make_ticker("USD/KGS")
        make_fixing("USD/KGS", "87.4500", timezone.localdate() - timedelta(days=1))
        Country.objects.filter(code="KZ").update(name="Kazakhstan")
        Country.objects.get(code="KZ").save()
        """.replace("\n        ", "\n")
    )
    wait_for(site, "/country/kazakhstan/", text="87.45", without="Another name")
    keep(site, ["/", "/country/kazakhstan/"])
    desk('make_fixing("USD/KGS", "91.2300", timezone.localdate())')
    wait_for(site, "/country/kazakhstan/", text="91.23", without="87.45")
    keep(site, ["/", "/country/kazakhstan/"])
    desk('country = Country.objects.get(code="KZ"); country.name = "Another name"; country.save()')
    wait_for(site, "/country/kazakhstan/", text="Another name")


def test_page_has_the_same_mark_in_each(site):
    first, second = (get(port, "/country/uzbekistan/")[1] for port in site)
    assert first["ETag"] == second["ETag"]
    status, headers, body = get(site[1], "/country/uzbekistan/", **{"If-None-Match": first["ETag"]})
    assert (status, body) == (304, "")
    assert headers["ETag"] == first["ETag"]


def test_head_tells_the_length_of_the_page(site):
    status, headers, body = get(site[0], "/", "HEAD")
    assert (status, body) == (200, "")
    assert int(headers["Content-Length"]) == len(get(site[0], "/")[2].encode())


class Readers:
    """Threads that read pages of both processes, and note what was wrong on one."""

    def __init__(self, site):
        self.published, self.withdrawn = {}, {}
        self.wrong, self.seen = [], set()
        self.over = threading.Event()
        places = [(port, path) for port in site for path in ("/", "/articles/", "/feed/")]
        self.threads = [threading.Thread(target=self.read, args=place) for place in places]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def read(self, port, path):
        while not self.over.is_set():
            asked = time.monotonic()
            status, _, page = get(port, path)
            visible = {int(number) for number in re.findall(r"Serial (\d+)", page)}
            self.seen |= visible
            if status != 200:
                self.wrong.append(f"{path}: {status}")
            for problem in self.problems(visible, asked - FRESH):
                self.wrong.append(f"{port}{path}: {problem}")
            time.sleep(0.002)

    def problems(self, visible, known):
        """What was done before the time `known` and can't be seen; the newest are on each page."""
        gone = {number for number, since in self.withdrawn.copy().items() if since < known}
        came = [number for number, since in self.published.copy().items() if since < known]
        if gone & visible:
            yield f"{gone & visible} are still there"
        if came and max(visible, default=-1) < max(came):
            yield f"{max(came)} is not there"


def test_nobody_is_shown_what_is_old_while_stories_come_and_go(site, desk):
    desk("Article.objects.all().delete(); made = {}; chief = make_user(role='Chief')")
    wait_for(site, "/articles/", without="Viewing")
    with Readers(site) as readers:
        for number in range(24):
            desk(f"made[{number}] = make_article(headline='Serial {number}', countries=['KG'])")
            readers.published[number] = time.monotonic()
            if number % 3 == 2:
                desk(f"made[{number - 1}].withdraw(by=chief, reason='Twice.')")
                readers.withdrawn[number - 1] = time.monotonic()
            time.sleep(0.3)
    assert not readers.wrong
    assert len(readers.seen) > 12

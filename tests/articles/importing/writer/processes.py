"""Commands in processes of their own, on a database of their own, that a test may kill."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parents[4]
_number = count(1)


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, or less than 0 for the signal that killed it."""

    code: int
    output: str

    @property
    def sentence(self):
        lines = self.output.strip().splitlines()
        return next((line for line in reversed(lines) if line.startswith("created ")), "")

    @property
    def job(self):
        """The number of the import that it made or went on with."""
        return re.match(r"Import (\d+)", self.output)[1]


class Programs:
    """Forks commands off a process that has imported all they need."""

    def __init__(self, process, folder):
        self.process, self.folder = process, folder

    def _ask(self, task):
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def start(self, database, *arguments, **options):
        output = str(self.folder / f"output-{next(_number)}")
        task = {"database": database, "arguments": [str(one) for one in arguments]}
        return self._ask(task | options | {"output": output}), output

    def wait(self, started):
        number, output = started
        return Ended(self._ask({"wait": number}), Path(output).read_text(errors="replace"))

    def run(self, database, *arguments, **options):
        return self.wait(self.start(database, *arguments, **options))

    def dump(self, database):
        ended = self.run(database, "dump")
        assert ended.code == 0, ended.output
        return json.loads(ended.output)


@contextmanager
def programs(folder):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    command = [sys.executable, "-m", "tests.articles.importing.writer.program"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) as process:  # noqa: S603
        try:
            yield Programs(process, folder)
        finally:
            process.stdin.close()
            process.wait(10)


@contextmanager
def copy_of_database(folder):
    """The name of a copy of the tests' database, as it is now."""
    if connection.vendor == "sqlite":
        path = folder / f"copy-{next(_number)}.sqlite3"
        with closing(sqlite3.connect(path)) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        yield str(path)
        return
    name, template = f"copy_{os.getpid()}_{next(_number)}", connection.settings_dict["NAME"]
    # Nobody may be connected to what is copied.
    connection.close()
    address = urlsplit(os.environ["DATABASE_URL"]).geturl()
    with closing(psycopg.connect(address, autocommit=True)) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield name
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def kill(started):
    os.kill(started[0], signal.SIGKILL)


def children_of(started):
    """The processes that a command has started and that are still there."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[2]) == started[0] != int(folder.name) and told[0] != "Z":
            found.append(int(folder.name))
    return found


def wait_until(is_so, seconds=20):
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.01)

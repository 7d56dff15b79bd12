"""Servers as in production, each in a process group of its own, stopped with their block."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.bench.databases import ROOT
from tests.web import free_port

GUNICORN = ("gunicorn", "--workers", "2", "--log-level", "error", "--bind", "127.0.0.1:{port}")
GRANIAN = ("granian", "--interface", "wsgi", "--workers", "2", "--log-level", "error")
GRANIAN += ("--host", "127.0.0.1", "--port", "{port}")
SITE, WORD = "newsroom.wsgi:application", "tests.bench.hello:application"
PATIENCE = 60


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def memory(self):
        """The resident megabytes of its largest worker (Linux)."""
        return max((_resident(pid) for pid in _children(self.process.pid)), default=None)


@contextmanager
def serving(command, application, environ):
    """A Server that answers."""
    port = free_port()
    program, *arguments = [part.format(port=port) for part in command]
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", program, *arguments, application],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        server = Server(port, process)
        _await(server)
        yield server
    finally:
        _stop(process)


def _await(server):
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and server.process.poll() is None:
        try:
            fetch(server, "/")
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server {server.process.args} did not answer within {PATIENCE} s.")


def fetch(server, path, connection=None):
    """GET `path`; (status, Location, body)."""
    own = connection or HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        own.request("GET", path)
        response = own.getresponse()
        return response.status, response.headers["Location"], response.read()
    finally:
        if connection is None:
            own.close()


def _stop(process):
    """End it, politely first; its group takes the workers along that outlive their parent."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def _children(parent):
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(pid) for task in tasks for pid in task.read_text().split()]


def _resident(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0

"""A throw-away PostgreSQL for the tests and the benchmarks.

with database_url() as url: ...
"""

import os
import pwd
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.programs import require_postgres

# Nothing here has to outlive a power cut.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    "max_connections": "50",
    "listen_addresses": "",
}


@contextmanager
def database_url(environ=os.environ):
    """The URL of `TEST_DATABASE_URL`, else of a new cluster that is gone when the block ends."""
    if url := environ.get("TEST_DATABASE_URL"):
        yield url
        return
    programs = require_postgres()
    with temporary_folder() as folder, cluster(programs, folder):
        yield f"postgres://newsroom@{str(folder).replace('/', '%2F')}:5432/postgres"


def unprivileged():
    """Arguments for `subprocess` that give up root, under which PostgreSQL refuses to run."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise LookupError("PostgreSQL can't run as root, and there is no user postgres or nobody.")


@contextmanager
def temporary_folder():
    """An own folder for the cluster and its socket, whose path may have 107 bytes at most."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-", dir=_short_place(tempfile.gettempdir())))
    try:
        if account := unprivileged():
            os.chown(folder, account["user"], account["group"])
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _short_place(place):
    return place if len(place) < 70 and not place.startswith("/root") else "/tmp"  # noqa: S108


@contextmanager
def cluster(programs, folder, settings=SETTINGS, stop="immediate"):
    """A running cluster in `folder`, reached by its socket alone: no port to collide on.

    One that is there already is started again; whoever keeps it stops it the "fast" way.
    """
    data = folder / "data"
    if not data.exists():
        _make(programs, folder, data)
    values = settings | {"unix_socket_directories": str(folder)}
    options = shlex.join(f"--{name}={value}" for name, value in values.items())
    control = (programs / "pg_ctl", f"--pgdata={data}", "--wait", "--silent")
    try:
        _run(folder, *control, f"--log={folder / 'log'}", f"--options={options}", "start")
        yield
    finally:
        _run(folder, *control, f"--mode={stop}", "stop", check=False)


def _make(programs, folder, data):
    _run(
        folder,
        programs / "initdb",
        f"--pgdata={data}",
        "--username=newsroom",
        "--auth=trust",
        "--encoding=UTF8",
        # macOS has no C.UTF-8 of its own.
        f"--locale={'en_US.UTF-8' if sys.platform == 'darwin' else 'C.UTF-8'}",
        "--no-sync",
    )


def _run(folder, program, *arguments, check=True):
    """Run one of PostgreSQL's programs in `folder`, out of the reach of a terminal's Ctrl-C."""
    with (folder / "output").open("w+") as output:
        done = subprocess.run(  # noqa: S603
            [program, *arguments],
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **unprivileged(),
        )
        output.seek(0)
        if check and done.returncode:
            raise RuntimeError(f"{program} failed:\n{output.read()}{_log(folder)}")


def _log(folder):
    log = folder / "log"
    return log.read_text() if log.exists() else ""

"""The databases that hold the archives: thrown away afterwards, or kept for the next run."""

import json
import os
import secrets
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.postgres import SETTINGS, cluster, temporary_folder, unprivileged
from tests.programs import require_postgres

ROOT = Path(__file__).resolve().parents[2]

# A small server's: the rest is as PostgreSQL comes, the compiler for long queries included.
SETTINGS = SETTINGS | {
    "jit": "on",
    "max_connections": "200",
    "shared_buffers": "1GB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
}


#: Whoever has more stories has a server.
SQLITE_AT_MOST = 100_000


@dataclass(frozen=True)
class Archive:
    """A loaded database: where it is, and what is known of its stories."""

    vendor: str
    environ: dict[str, str]
    facts: dict

    @property
    def stories(self):
        return self.facts["stories"]

    @property
    def name(self):
        return f"{self.vendor}-{self.stories}"


@contextmanager
def archives(options):
    """The Archives that the options ask for, loaded."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(_folder(options.keep)))
        wanted = list(_wanted(options))
        server = None
        if "postgresql" in options.databases and not options.database_url:
            server = stack.enter_context(_server(folder, options.set))
        yield [
            _archive(vendor, count, options, _url(vendor, count, options, folder, server), folder)
            for vendor, count in wanted
        ]


def _wanted(options):
    for vendor in options.databases:
        for count in options.stories:
            if vendor == "sqlite" and count > SQLITE_AT_MOST:
                print(f"SQLite is not measured with more than {SQLITE_AT_MOST:,} stories.")
            else:
                yield vendor, count


@contextmanager
def _folder(keep):
    if not keep:
        with temporary_folder() as folder:
            yield folder
        return
    folder = Path(keep).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if account := unprivileged():
        os.chown(folder, account["user"], account["group"])
    yield folder


@contextmanager
def _server(folder, overrides):
    settings = SETTINGS | dict(pair.split("=", 1) for pair in overrides)
    with cluster(require_postgres(), folder, settings, stop="fast"):
        yield f"postgres://newsroom@{str(folder).replace('/', '%2F')}:5432"


def _url(vendor, count, options, folder, server):
    name = f"stories_{count}" + (f"_{options.dense}" if options.dense else "")
    if vendor == "sqlite":
        return f"sqlite:///{folder / name}.sqlite3"
    if options.database_url:
        return options.database_url
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not known.fetchone():
            connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


def _archive(vendor, count, options, url, folder):
    print(f"{vendor}, {count} stories: loading what is not there yet", flush=True)
    environ = environment(url, folder)
    flags = [f"--{name}" for name in ("triggers", "refresh") if getattr(options, name)]
    more = ["--dense", str(options.dense), *flags]
    if not options.database_url:
        more.append("--own")
    facts = run_module(environ, "tests.bench.load", str(count), *more)
    return Archive(vendor, environ, facts)


def environment(url, folder):
    """The settings of the site as in production, but for the encryption."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}
    return kept | {
        "NEWSROOM_ENV_FILE": "",
        "DEBUG": "false",
        "HTTPS": "false",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(folder / "media"),
        "CACHE_URL": os.environ.get("CACHE_URL", "locmem://"),
    }


def run_module(environ, module, *arguments, given=None):
    """Run one of this package's programs; the JSON that it printed last."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # Whoever stops the run stops the program's own children with it.
        process_group=0,
    )
    try:
        output, _ = process.communicate(json.dumps(given))
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    if process.returncode:
        raise RuntimeError(f"{module} {' '.join(arguments)} failed; what it said stands above.")
    return json.loads(output.splitlines()[-1])

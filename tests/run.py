"""Everything that has to pass, in order, for `make test`.

python -m tests.run [--only STEP] [arguments for pytest]
"""

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import database_url
from tests.programs import MissingProgram, prefer_shell, require_browser

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
NOTHING_SELECTED = 5  # pytest's exit code
LAST_LINES = 300

# What a person's own shell may pass on to the tests; all else could change what they find.
KEPT = {"CI", "COLUMNS", "HOME", "LANG", "LOGNAME", "PATH", "TERM", "USER"}
MEMORY = "/dev/shm"  # noqa: S108
ENOUGH = 4 * 2**30


@dataclass(frozen=True)
class Step:
    name: str
    about: str
    command: tuple[str, ...]
    # What the command runs in: yields the environment variables to add.
    place: Callable[[], AbstractContextManager[dict[str, str]]] = lambda: nullcontext({})

    @property
    def is_pytest(self):
        return "pytest" in self.command


@dataclass(frozen=True)
class Result:
    step: Step
    code: int
    output: str
    seconds: float
    narrowed: bool = False

    @property
    def is_empty(self):
        return self.step.is_pytest and self.code == NOTHING_SELECTED and self.narrowed

    @property
    def word(self):
        if self.is_empty:
            return "no test chosen"
        return "FAILED" if self.code else "passed"


def clean_environment(environ, folder):
    """Only what the tests are meant to see: no `.env`, no settings of whoever runs them, and of
    the machine's places for files this one."""
    kept = {key: value for key, value in environ.items() if key in KEPT or key[:3] == "LC_"}
    return kept | {
        "TMPDIR": str(folder),
        "NEWSROOM_ENV_FILE": "",
        "DEBUG": "false",
        "HTTPS": "false",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
    }


def place_in_memory(place=MEMORY):
    """Where no file waits for a disk, or None: nobody needs what the tests write a minute later."""
    if "TMPDIR" in os.environ or not os.path.isdir(place) or not os.access(place, os.W_OK):
        return None
    runs_programs = not os.statvfs(place).f_flag & os.ST_NOEXEC
    return place if runs_programs and shutil.disk_usage(place).free >= ENOUGH else None


@contextmanager
def temporary_folder(place):
    """The folder of a run, with all that its steps write; it is gone at the end."""
    with tempfile.TemporaryDirectory(prefix="newsroom-", dir=place) as name:
        # PostgreSQL, which is not root, passes through to its own.
        Path(name).chmod(0o711)
        yield Path(name)


@contextmanager
def in_production():
    yield {"HTTPS": "true", "ALLOWED_HOSTS": "news.example"}


@contextmanager
def on_postgres():
    with database_url() as url:
        yield {"DATABASE_URL": url}


@contextmanager
def in_chromium():
    prefer_shell()
    require_browser()
    yield {}


def all_steps(arguments):
    """The steps of a whole run; `arguments` go to each pytest."""
    manage = (PYTHON, "-W", "error", "manage.py")
    pytest = (PYTHON, "-m", "pytest", f"--numprocesses={min(os.cpu_count() or 1, 4)}")
    ruff = (PYTHON, "-m", "ruff")
    brief = "--output-format=concise"
    return [
        Step("lint", "ruff finds nothing", (*ruff, "check", brief)),
        Step("format", "ruff would change nothing", (*ruff, "format", "--check", brief)),
        Step(
            "migrations",
            "no migration is missing",
            (*manage, "makemigrations", "--check", "--dry-run"),
        ),
        Step(
            "deploy",
            "a production server's settings are sound",
            (*manage, "check", "--deploy", "--fail-level", "WARNING"),
            in_production,
        ),
        Step("sqlite", "the tests on SQLite", (*pytest, *arguments)),
        Step(
            "postgres",
            "the tests that use a database, on PostgreSQL",
            (*pytest, "-m", "database and not browser", *arguments),
            on_postgres,
        ),
        Step(
            "browser",
            "the tests in Chromium",
            (*pytest, "-m", "browser", "--override-ini=testpaths=tests/browser", *arguments),
            in_chromium,
        ),
    ]


def perform(step, environ, narrowed=False):
    """Run one step, showing its output as it comes, and say how it went."""
    print(f"\n==> {step.name}: {step.about}", flush=True)
    started = time.monotonic()
    try:
        with step.place() as more:
            code, output = stream(step.command, environ | more)
    except (MissingProgram, LookupError, RuntimeError) as error:
        code, output = 1, f"{error}\n"
        print(output, end="")
    result = Result(step, code, output, time.monotonic() - started, narrowed)
    print(f"--> {step.name}: {result.word} in {result.seconds:.1f} s", flush=True)
    return result


def stream(command, environ):
    """Run a command from the project's root; (exit code, what it printed)."""
    colour = {"FORCE_COLOR": "1"} if sys.stdout.isatty() else {}
    output = bytearray()
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=ROOT,
        env=environ | colour,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            while chunk := os.read(process.stdout.fileno(), 65536):
                output += chunk
                sys.stdout.buffer.write(chunk)
                sys.stdout.flush()
        except BaseException:
            process.terminate()
            raise
    return process.returncode, output.decode(errors="replace")


def report(results):
    """Print the first failure again and the table; whether all is well."""
    failed = [result for result in results if result.code and not result.is_empty]
    if failed:
        print(f"\n==> The first failure: {failed[0].step.name}, {failed[0].step.about}")
        print("\n".join(failed[0].output.splitlines()[-LAST_LINES:]))
    print()
    for result in results:
        print(f"{result.step.name:12}{result.word:16}{result.seconds:6.1f} s")
    tried = [result for result in results if result.step.is_pytest]
    if tried and all(result.is_empty for result in tried):
        print("No test has what was asked for.")
        return False
    passed = sum(result.code == 0 for result in results)
    print(f"steps: {passed} passed, {len(failed)} failed")
    return not failed


def chosen_steps(arguments):
    """The steps that the command line asks for, and what it has for pytest."""
    parser = argparse.ArgumentParser("tests.run", allow_abbrev=False)
    parser.add_argument("--only", choices=[step.name for step in all_steps([])])
    options, for_pytest = parser.parse_known_args(arguments)
    steps = all_steps(for_pytest)
    return [step for step in steps if options.only in (None, step.name)], for_pytest


def main(arguments):
    # Whoever stops the run stops what it started, too: the `finally`s clean up.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    steps, for_pytest = chosen_steps(arguments)
    with temporary_folder(place_in_memory()) as folder:
        tempfile.tempdir = str(folder)
        environ = clean_environment(os.environ, folder)
        results = [perform(step, environ, narrowed=bool(for_pytest)) for step in steps]
    return 0 if report(results) else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")

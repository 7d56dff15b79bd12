"""What the tests need beside Python: found on the machine, or installed where that is allowed."""

import os
import shutil
import subprocess
from contextlib import suppress
from glob import glob
from importlib.util import find_spec
from pathlib import Path

CHROMIUM_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
#: Chromium without its windows, as Debian packs it: it takes two thirds of the time.
SHELL = "chromium-headless-shell"
POSTGRES_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/opt/homebrew/bin",
    "/usr/local/opt/postgresql*/bin",
    "/usr/local/pgsql/bin",
    "/usr/local/bin",
)
POSTGRES_PROGRAMS = ("initdb", "pg_ctl", "postgres")


class MissingProgram(Exception):
    """One sentence for a person: what is missing and the command that installs it."""


def find_chromium(path=None, places=CHROMIUM_PLACES):
    """The Chromium or Chrome of this machine, or None. `path` stands in for PATH."""
    names = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    for name in (*names, *places):
        if found := shutil.which(name, path=path):
            return Path(found)
    return None


def find_postgres(path=None, places=POSTGRES_PLACES):
    """The folder that holds a whole PostgreSQL server, the newest first, or None."""
    folders = [folder for place in places for folder in sorted(glob(place), key=_age)]
    if initdb := shutil.which("initdb", path=path):
        # The one on PATH may be a lone link into the folder where the others are.
        folders = [Path(initdb).resolve().parent, Path(initdb).parent, *folders]
    return next((Path(folder) for folder in folders if _is_whole(Path(folder))), None)


def _age(folder):
    """Sort key, newest first: 16 before 15 before 9.6, and folders without a number last."""
    digits = "".join(c if c.isdigit() or c == "." else " " for c in folder).split()
    return [-float(number) for number in digits if number.count(".") < 2 and number != "."]


def _is_whole(folder):
    return all(os.access(folder / name, os.X_OK) for name in POSTGRES_PROGRAMS)


def find_driver():
    """The Node.js that Playwright brings, or None when a library that it needs is not there."""
    node = Path(find_spec("playwright").origin).parent / "driver" / "node"
    done = subprocess.run([node, "--version"], capture_output=True)  # noqa: S603
    return node if done.returncode == 0 else None


def prefer_shell():
    """Have the quicker Chromium where it may be installed; else any other will do."""
    if not shutil.which(SHELL) and may_install():
        with suppress(MissingProgram):
            install(SHELL)


def require_browser():
    """Chromium, with all that drives it."""
    require("A library of Playwright's (libatomic)", find_driver, "libatomic1")
    return require("Chromium", find_chromium, "chromium", ", brew install chromium (macOS)")


def require_postgres():
    elsewhere = ", brew install postgresql (macOS), or set TEST_DATABASE_URL to a server of yours"
    return require("PostgreSQL's server (initdb)", find_postgres, "postgresql", elsewhere)


def require_redis():
    where = ", brew install redis (macOS)"
    return require("Redis's server", lambda: shutil.which("redis-server"), "redis-server", where)


def require(what, find, package, elsewhere=""):
    """What `find` finds. Debian's root installs what is missing; others are told the command."""
    if found := find():
        return found
    if may_install():
        install(package)
        if found := find():
            return found
    raise MissingProgram(
        f"{what} was not found. Install it: apt-get install {package} (Debian){elsewhere}."
    )


def may_install(release=Path("/etc/os-release")):
    """Whether this is root on Debian itself; elsewhere the packages go by other names."""
    lines = release.read_text().splitlines() if release.is_file() else []
    return os.geteuid() == 0 and "ID=debian" in lines


def install(package):
    print(f"Installing {package} with apt-get", flush=True)
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Acquire::Retries=3"]
    for command in ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", package]):
        done = subprocess.run(  # noqa: S603
            command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
            raise MissingProgram(f"`{' '.join(command)}` failed: {last}")
